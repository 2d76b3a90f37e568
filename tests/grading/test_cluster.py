"""A class on a dask cluster of this machine: workers and the scheduler go away.

The extra `cluster` is needed: the environment `grading` in tox.ini has it.
"""

import os
import signal
import threading

import pytest
from distributed import LocalCluster

from nnkata.content.progress import spec_version
from nnkata.errors import NnkataError
from nnkata.grading.classroom import grade_jobs
from nnkata.grading.ledger import open_ledger
from nnkata.grading.mark import Result
from nnkata.grading.process import grade_apart
from nnkata.grading.workers import cluster_workers


@pytest.fixture
def cluster(here):
    with LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        dashboard_address=None,
        host="127.0.0.1",
        scheduler_kwargs={"allowed_failures": 1},
    ) as running:
        yield running


@pytest.fixture
def grade(here, cluster, tmp_path):
    """Return a function that grades jobs on the cluster, with a ledger."""
    specs = {"double": spec_version(here.kata())}

    def run(jobs, on_mark=lambda mark: None, how=grade_apart):
        path = tmp_path / "ledger.jsonl"
        address = cluster.scheduler_address
        with open_ledger(path, {}) as book, cluster_workers(address) as workers:
            return grade_jobs(jobs, workers, book, specs, on_mark, how)

    return run


def students(job, count):
    return [job(student=f"student {number}") for number in range(count)]


def workers_of(cluster):
    return [worker.pid for worker in cluster.workers.values()]


def test_a_cluster_gives_the_marks_of_this_machine(here, cluster, grade, job):
    jobs = [job(), job("def double(x):\n    return x * x\n", "bob")]
    assert [mark.result for mark in grade(jobs)] == [Result.PASSED, Result.WRONG]


def test_a_worker_that_is_killed_loses_no_mark(cluster, grade, job):
    killed = []

    def kill(mark):
        if not killed:
            killed.append(workers_of(cluster)[0])
            os.kill(killed[0], signal.SIGKILL)

    marks = grade(students(job, 12), kill)
    assert killed
    assert {mark.result for mark in marks} == {Result.PASSED}


def poisonous(job):
    """Grade, but for one job that takes the worker itself along."""
    if job.student == "poison":
        os.kill(os.getpid(), signal.SIGKILL)
    return grade_apart(job)


def test_a_job_that_brings_down_workers_harms_no_other(grade, job):
    jobs = students(job, 8)
    jobs.insert(3, job(student="poison"))
    marks = grade(jobs, how=poisonous)
    bad = [mark.student for mark in marks if mark.result is not Result.PASSED]
    assert bad == ["poison"]
    assert marks[3].result is Result.NOT_GRADED


def test_a_hostile_file_does_not_meet_a_worker(cluster, grade, job):
    before = workers_of(cluster)
    hostile = "import os\n\nos.kill(os.getppid(), 9)\nos._exit(0)\n"
    first, *others = grade([job(hostile, "hostile"), *students(job, 4)])
    assert first.result is Result.RAISED
    assert {mark.result for mark in others} == {Result.PASSED}
    assert workers_of(cluster) == before


def test_where_the_scheduler_goes_away_the_rest_is_graded_next_time(
    here, cluster, job, tmp_path, grade
):
    def leave(mark):
        if not gone:
            gone.append(mark)
            threading.Thread(target=cluster.close).start()

    gone = []
    jobs = students(job, 40)
    marks = grade(jobs, leave)
    left = [mark for mark in marks if mark.result is Result.NOT_GRADED]
    assert len(marks) == 40
    assert {mark.result for mark in marks} == {Result.PASSED, Result.NOT_GRADED}
    assert "does not answer any more" in left[-1].reason
    with open_ledger(tmp_path / "ledger.jsonl", {}) as book:
        assert len(book.marks) == 40 - len(left)


def test_nothing_is_left_on_the_workers(cluster, grade, job, descendants, eventually):
    grade(students(job, 2))
    graders = [n for n in descendants() if runs(n, "nnkata.grading.process")]
    assert graders == []


def runs(process, text):
    try:
        with open(f"/proc/{process}/cmdline", encoding="utf-8") as file:
            return text in file.read()
    except OSError:
        return False


def test_a_scheduler_without_workers_is_explained(here):
    with (
        LocalCluster(n_workers=0, dashboard_address=None, host="127.0.0.1") as empty,
        pytest.raises(
            NnkataError, match="has no workers: start some with `dask worker"
        ),
        cluster_workers(empty.scheduler_address),
    ):
        pass


def test_an_address_that_is_none_is_explained(run, tiny):
    tiny.write("hand-ins/ann/double.py", "")
    status, _, err = run("grade-class", "hand-ins", "--cluster", "nonsense://a:1")
    assert status == 2
    assert "No scheduler of dask answers at nonsense://a:1" in err
