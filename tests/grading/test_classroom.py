"""A class through an executor: nothing is lost, nothing graded twice with two marks."""

import os
import signal
import subprocess
import sys
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import suppress
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import pytest

from nnkata.content.progress import spec_version
from nnkata.errors import WriteError
from nnkata.grading import grader, process
from nnkata.grading.classroom import for_goals, grade_jobs, jobs_of, unread
from nnkata.grading.grader import digest_of, not_graded
from nnkata.grading.ledger import open_ledger
from nnkata.grading.mark import Mark, Result
from nnkata.grading.process import GraderProcess
from nnkata.grading.submission import Submission
from nnkata.grading.workers import Workers, local_workers

SPECS = {"double": "of the class"}  # of marks that nothing graded
RIGHT = "def double(x):\n    return 2 * x\n"
HOSTILE = {
    "ends": "import os\n\n\ndef double(x):\n    os._exit(0)\n",
    "hangs up": "import os\n\nos.closerange(0, 20)\n\n\ndef double(x):\n    return 2 * x\n",
    "loops": "while True:\n    pass\n",
    "memory": "double = [bytearray(1 << 30) for _ in range(99)]\n",
    "floods": "def double(x):\n    while True:\n        print('x' * 9999)\n",
    "kills": "import os\n\n\ndef double(x):\n    os.kill(os.getppid(), 9)\n",
    "modules": "import sys\n\nfor name in list(sys.modules):\n    sys.modules[name] = None\n",
    "reads": "def double(x):\n    return int(open('/etc/passwd').read()) + 2 * x\n",
    "frames": "import sys\n\nsys._getframe(3).f_locals.clear()\n",
    "recursion": "def double(x):\n    return double(x)\n",
}


@pytest.fixture
def ledger(here, tmp_path):
    """Return a function that opens the ledger of the class."""
    return lambda: open_ledger(tmp_path / "out" / "ledger.jsonl", {"secret": "5"})


@pytest.fixture
def specs(here):
    return {"double": spec_version(here.kata())}


@pytest.fixture
def workers(here):
    with local_workers(2) as running:
        yield running


class AtOnce(Executor):
    """Does each job as it is handed over; `most` is how many were, and not taken back."""

    def __init__(self):
        self.handed, self.most = 0, 0

    def submit(self, function, *arguments):
        future, self.handed = Future(), self.handed + 1
        try:
            future.set_result(function(*arguments))
        except Exception as error:
            future.set_exception(error)
        self.most = max(self.most, self.handed)
        return future


def passed(job):
    spec = "of the class"
    return Mark(
        job.student, job.kata, Result.PASSED, digest=digest_of(job.source), spec=spec
    )


@pytest.fixture
def plain_ledger(tmp_path):
    return lambda: open_ledger(tmp_path / "ledger.jsonl", {})


def students(job, count):
    return [job(student=f"student {number}") for number in range(count)]


def test_any_executor_does(specs, here, job, ledger):
    """Also one whose processes grade themselves."""
    jobs = [job(), job("def double(x):\n    return 3 * x\n", "bob")]
    with ledger() as book, ProcessPoolExecutor(1, get_context("spawn")) as executor:
        marks = grade_jobs(jobs, Workers(executor, 1), book, specs, grade=grader.grade)
        results = [mark.result for mark in marks]
        assert results == [Result.PASSED, Result.WRONG]


def test_marks_come_in_the_order_of_the_jobs(specs, job, ledger, workers):
    jobs = [job(student=name) for name in "dacb"]
    with ledger() as book:
        marks = grade_jobs(jobs, workers, book, specs)
    assert [(mark.student, mark.result) for mark in marks] == [
        (name, Result.PASSED) for name in "dacb"
    ]


@pytest.mark.parametrize("attack", HOSTILE)
def test_an_honest_file_is_graded_right_after_a_hostile_one(
    specs, job, ledger, workers, attack
):
    one_after_another = replace(workers, count=1)
    honest = [job(student=f"honest {number}") for number in range(3)]
    jobs = [honest[0], job(HOSTILE[attack], "hostile"), *honest[1:]]
    with ledger() as book:
        first, hostile, *others = grade_jobs(jobs, one_after_another, book, specs)
    assert hostile.result not in (Result.PASSED, Result.NOT_GRADED)
    assert first.result is Result.PASSED
    assert [replace(mark, student="") for mark in others] == [
        replace(first, student="")
    ] * 2


def test_what_is_in_the_ledger_is_not_graded_again(job, plain_ledger):
    jobs, done = students(job, 3), []

    def grade(job):
        done.append(job.student)
        return passed(job)

    with plain_ledger() as book:
        before = grade_jobs(jobs[:2], Workers(AtOnce(), 1), book, SPECS, grade=grade)
    with plain_ledger() as book:
        after = grade_jobs(jobs, Workers(AtOnce(), 1), book, SPECS, grade=grade)
    assert done == ["student 0", "student 1", "student 2"]
    assert after[:2] == before


def test_another_file_of_a_student_is_graded_anew(job, plain_ledger):
    with plain_ledger() as book:
        (first,) = grade_jobs([job()], Workers(AtOnce(), 1), book, SPECS, grade=passed)
        (second,) = grade_jobs(
            [job("")], Workers(AtOnce(), 1), book, SPECS, grade=passed
        )
    assert first.digest != second.digest


def test_a_bounded_number_of_jobs_is_handed_over(job, plain_ledger):
    executor = AtOnce()

    def count(mark):
        executor.handed -= 1

    with plain_ledger() as book:
        workers = Workers(executor, 3)
        grade_jobs(students(job, 50), workers, book, SPECS, count, grade=passed)
    assert executor.most == 2 * 3


def test_what_fails_is_tried_once_more_and_alone(job, plain_ledger):
    attempts, renewed = [], []

    def grade(job):
        attempts.append(job.student)
        if job.student == "student 1":
            raise OSError("gone")
        if attempts.count(job.student) == 1 and job.student == "student 0":
            return not_graded(job, "no walls")
        return passed(job)

    with plain_ledger() as book:
        workers = Workers(AtOnce(), 1, renew=lambda: renewed.append(len(attempts)))
        marks = grade_jobs(students(job, 4), workers, book, SPECS, grade=grade)
        assert len(book.marks) == 3  # what was not graded is graded again next time
    assert attempts == [*(f"student {n}" for n in range(4)), "student 0", "student 1"]
    assert renewed == [4, 5]
    results = [mark.result for mark in marks]
    assert results == [Result.PASSED, Result.NOT_GRADED, Result.PASSED, Result.PASSED]
    assert "gone" in marks[1].reason


def test_what_ran_out_of_memory_is_tried_once_more(job, plain_ledger):
    attempts = []

    def grade(job):
        attempts.append(job)
        is_alone = len(attempts) > 1
        return passed(job) if is_alone else replace(passed(job), result=Result.MEMORY)

    with plain_ledger() as book:
        (mark,) = grade_jobs([job()], Workers(AtOnce(), 1), book, SPECS, grade=grade)
        assert [*book.marks.values()] == [mark]
    assert (mark.result, len(attempts)) == (Result.PASSED, 2)


def test_what_runs_out_of_memory_alone_too_has_its_mark(job, plain_ledger):
    def grade(job):
        return replace(passed(job), result=Result.MEMORY)

    with plain_ledger() as book:
        (mark,) = grade_jobs([job()], Workers(AtOnce(), 1), book, SPECS, grade=grade)
    assert mark.result is Result.MEMORY


def test_where_the_workers_are_gone_the_rest_is_not_graded(job, plain_ledger):
    done = []

    def grade(job):
        done.append(job)
        return passed(job)

    workers = Workers(AtOnce(), 1, problem=lambda: "gone" if len(done) > 4 else "")
    with plain_ledger() as book:
        marks = grade_jobs(students(job, 50), workers, book, SPECS, grade=grade)
    assert [mark.reason for mark in marks] == [""] * len(done) + ["gone"] * (
        50 - len(done)
    )


def test_a_worker_with_another_spec_gives_no_marks(job, plain_ledger):
    def grade(job):
        return replace(passed(job), spec="an older one")

    with plain_ledger() as book:
        (mark,) = grade_jobs([job()], Workers(AtOnce(), 1), book, SPECS, grade=grade)
        assert not book.marks
    assert "another spec of double" in mark.reason


def test_a_disk_that_is_full_stops_the_grading(job, plain_ledger, monkeypatch):
    def full(descriptor):
        raise OSError(28, "No space left on device")

    with plain_ledger() as book:
        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(WriteError, match="No space left"):
            grade_jobs([job()], Workers(AtOnce(), 1), book, SPECS, grade=passed)


KILLED = """\
from nnkata.grading.job import GradingJob
from nnkata.grading.process import GraderProcess

process = GraderProcess()
process.send({"job": {"student": "", "kata": "double", "source": LOOP, "secret": "5"}})
print(process.process.pid, flush=True)
process.events.get()
"""


@pytest.mark.parametrize("kill", [os.kill, os.killpg])
def test_a_class_that_is_killed_leaves_no_process_and_no_file(
    here, tmp_path, eventually, descendants, kill
):
    folder = tmp_path / "scratch"
    folder.mkdir()
    before = descendants()
    program = f"LOOP = 'while True:\\n    pass\\n'\n{KILLED}"
    running = subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        env={**os.environ, "TMPDIR": str(folder)},
        start_new_session=True,
    )
    with running:
        grader = Path("/proc", running.stdout.readline().decode().strip())
        eventually(lambda: [*folder.glob("*/*/double.py")])
        kill(running.pid, signal.SIGKILL)
    eventually(lambda: not grader.exists())
    assert [*folder.iterdir()] == []
    eventually(lambda: descendants() == before)


def test_a_process_that_nobody_started_removes_nothing(python, tmp_path):
    (tmp_path / "file").touch()
    python("-m", "nnkata.grading.process", cwd=tmp_path, TMPDIR=str(tmp_path))
    assert (tmp_path / "file").exists()


def test_a_process_that_is_killed_loses_no_mark(
    specs, job, ledger, workers, descendants
):
    """Whichever it is of those that grade, start sandboxes, and are sandboxes."""
    seen, killed = [], []

    def kill(mark):
        seen.append(mark)
        found = sorted(descendants())
        if found and len(killed) < 9:  # none while those that ended are replaced
            with suppress(ProcessLookupError):  # it has ended since
                os.kill(found[len(seen) % len(found)], signal.SIGKILL)
                killed.append(mark)

    with ledger() as book:
        marks = grade_jobs(students(job, 20), workers, book, specs, kill)
    assert {mark.result for mark in marks} == {Result.PASSED}
    assert len(killed) == 9
    assert len(seen) > 20  # some were tried again


def test_a_hundred_files_leave_nothing_behind(
    specs, here, job, ledger, descendants, eventually, tmp_path, monkeypatch
):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    before, open_before = descendants(), len(os.listdir("/proc/self/fd"))
    sizes = []

    def measure(mark):
        sizes.append(max(size_of(each) for each in process._running))

    jobs = students(job, 100)
    with ledger() as book, local_workers(1) as workers:
        marks = grade_jobs(jobs, workers, book, specs, measure)
    assert {mark.result for mark in marks} == {Result.PASSED}
    assert all(replace(mark, student="student 0") == marks[0] for mark in marks)
    eventually(lambda: descendants() == before)
    assert [*scratch.iterdir()] == []
    assert len(os.listdir("/proc/self/fd")) <= open_before
    assert max(sizes[50:]) < 1.1 * max(sizes[10:30])


def test_hostile_files_leave_no_sandbox_to_the_next(here, job):
    process = GraderProcess()
    open_now = Path("/proc", str(process.process.pid), "fd")
    try:
        process.grade(job())
        before = len([*open_now.iterdir()])
        for text in (*HOSTILE.values(), "while True:\n    pass\n", RIGHT):
            process.grade(job(text))
        assert len([*open_now.iterdir()]) == before
    finally:
        process.end()


def size_of(process):
    """The resident memory of a process that grades, in pages."""
    text = Path("/proc", str(process.process.pid), "statm").read_text()
    return int(text.split()[1])


def test_a_process_that_has_ended_is_replaced(here, job):
    try:
        assert process.grade_apart(job()).result is Result.PASSED
        process._of_thread.process.process.kill()
        process._of_thread.process.process.wait()
        assert process.grade_apart(job()).result is Result.PASSED
    finally:
        process.close_all()


CLASS = [
    Submission("ann", {"double": RIGHT, "quadruple": RIGHT}),
    Submission("bob", {"double": RIGHT}, {"quadruple": "no text"}),
    Submission("eve"),
]


def test_jobs_of_one_kata_stand_side_by_side(tiny):
    jobs = jobs_of(CLASS, tiny.workspace.path, "5" * 32)
    found = [(job.kata, job.student) for job in jobs]
    assert found == [("double", "ann"), ("double", "bob"), ("quadruple", "ann")]


def test_what_is_not_read_has_a_mark_that_says_so(tiny):
    marks = {
        (mark.student, mark.kata): mark for mark in unread(CLASS, tiny.workspace.path)
    }
    assert {key: mark.result for key, mark in marks.items()} == {
        ("bob", "quadruple"): Result.REFUSED,
        ("eve", "double"): Result.MISSING,
        ("eve", "quadruple"): Result.MISSING,
    }
    assert marks["bob", "quadruple"].reason == "no text"
    assert marks["eve", "double"].points == 10


def test_graded_runs_that_are_left_out_have_no_points(tiny):
    goal = '\n[[goals]]\nname = "g"\ndataset = "d"\nseconds = 1\npoints = 4\n'
    facts = tiny.root / "katas/double/kata.toml"
    facts.write_text(facts.read_text("utf-8") + goal, "utf-8")
    assert for_goals(tiny.kata(), "required").points == 10
    assert for_goals(tiny.kata(), "none").points == 6
