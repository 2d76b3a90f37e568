"""Processes that judge, started ahead: as good as fresh ones, used once, never left."""

import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from nnkata.judging import pool as pools
from nnkata.judging.job import Job
from nnkata.judging.pool import Pool
from nnkata.judging.runner import RunOptions, arguments, grade

WRONG = """
print("on import")


def double(x):
    return x
"""

# What a run leaves behind in its process would be found by the next one.
MARKING = """
import sys

if "left_behind" in sys.modules:
    raise RuntimeError("another run was in this process")
sys.modules["left_behind"] = sys


def double(x):
    return 2 * x
"""

ASKING = """
def double(x):
    input()
"""


@pytest.fixture
def pool(started):
    found = Pool()
    yield found
    found.close()


def warm(pool, job):
    pool.prepare()
    return grade(job, RunOptions(launch=pool.launch))


def prepare(pool, job):
    pool.prepare(arguments(job), job.folder)


def armed(pool, job):
    """The verdict of a process that has collected the spec before it got the job."""
    prepare(pool, job)
    return grade(job, RunOptions(launch=pool.launch))


def timeless(verdict):
    return replace(verdict, tests=tuple(replace(t, seconds=0) for t in verdict.tests))


@pytest.mark.parametrize("subject", ["reference", "stub"])
def test_a_prepared_process_judges_as_a_fresh_process_does(tiny, pool, subject):
    job = Job(tiny.kata(), subject)
    assert timeless(warm(pool, job)) == timeless(grade(job))


def test_a_prepared_process_tells_a_failure_in_the_same_words(tiny, pool):
    tiny.mine(WRONG)
    job = Job(tiny.kata())
    assert timeless(warm(pool, job)) == timeless(grade(job))


@pytest.mark.parametrize("subject", ["reference", "stub"])
def test_a_process_with_its_spec_judges_as_a_fresh_process_does(
    tiny, pool, started, subject
):
    job = Job(tiny.kata(), subject)
    assert timeless(armed(pool, job)) == timeless(grade(job))
    assert len(started) == 2  # the armed one, and the fresh one beside it


def test_a_process_with_its_spec_reads_the_file_when_it_gets_the_job(tiny, pool):
    tiny.mine(WRONG)
    job = Job(tiny.kata())
    prepare(pool, job)
    tiny.mine("def double(x):\n    return 2 * x\n")
    assert grade(job, RunOptions(launch=pool.launch)).passed


def test_a_process_with_its_spec_tells_which_tests_will_run(tiny, pool):
    heard = []
    job = Job(tiny.kata(), "reference")
    prepare(pool, job)
    verdict = grade(job, RunOptions(launch=pool.launch, on_event=heard.append))
    (collected,) = [event for event in heard if event["event"] == "collected"]
    assert collected["tests"] == [test.name for test in verdict.tests]


def test_a_prepared_process_that_is_prepared_for_something_else_is_not_taken(
    tiny, pool, started
):
    prepare(pool, Job(tiny.kata(), "stub"))
    assert grade(Job(tiny.kata(), "reference"), RunOptions(launch=pool.launch)).passed
    assert len([process.wait(60) for process in started]) == 2


def test_a_prepared_process_that_has_read_an_older_spec_is_not_taken(
    tiny, pool, started
):
    job = Job(tiny.kata(), "reference")
    prepare(pool, job)
    text = tiny.kata().spec.read_text("utf-8")
    tiny.write(
        "katas/double/test_double.py", text + "\n\ndef test_new():\n    assert 0\n"
    )
    verdict = grade(job, RunOptions(launch=pool.launch))
    assert [test.name for test in verdict.tests if not test.passed] == ["test_new"]
    assert len(started) == 3  # one to collect the tests of the new spec


def test_a_prepared_process_is_prepared_anew_when_another_kata_is_at_work(
    tiny, pool, started
):
    prepare(pool, Job(tiny.kata(), "stub"))
    prepare(pool, Job(tiny.kata(), "reference"))
    assert [process.poll() is None for process in started] == [False, True]
    prepare(pool, Job(tiny.kata(), "reference"))
    assert len(started) == 2


def test_a_process_with_its_spec_ends_with_its_input(tiny, pool, started):
    prepare(pool, Job(tiny.kata(), "reference"))
    pool._waiting.hang_up()
    assert started[0].wait(60) == 0


def test_a_judgement_by_a_prepared_process_starts_no_other_process(tiny, pool, started):
    warm(pool, Job(tiny.kata(), "reference"))
    assert len(started) == 1


def test_no_run_finds_what_another_left_behind(tiny, pool):
    tiny.mine(MARKING)
    assert warm(pool, Job(tiny.kata())).passed
    assert warm(pool, Job(tiny.kata())).passed


def test_a_prepared_process_has_no_input_to_wait_for(tiny, pool):
    tiny.mine(ASKING)
    (card, *_) = warm(pool, Job(tiny.kata())).tests[0].card
    assert card == "the spec gives the inputs: remove input()"


def test_without_a_prepared_process_a_fresh_process_is_taken(tiny, pool, started):
    assert grade(Job(tiny.kata(), "reference"), RunOptions(launch=pool.launch)).passed
    assert len(started) == 1


def test_a_prepared_process_that_died_while_it_waited_is_not_missed(
    tiny, pool, started
):
    pool.prepare()
    started[0].kill()
    started[0].wait()
    assert grade(Job(tiny.kata(), "reference"), RunOptions(launch=pool.launch)).passed


def test_settings_of_pytest_that_are_strict_hinder_nothing(tiny, pool, monkeypatch):
    monkeypatch.setenv("PYTEST_ADDOPTS", "-W error")
    assert warm(pool, Job(tiny.kata(), "reference")).passed


def test_a_process_that_cannot_begin_says_why(tiny, monkeypatch):
    monkeypatch.setenv(
        "PYTHONPATH", str(tiny.write("../broken/numpy.py", "1 / 0").parent)
    )
    (test,) = grade(Job(tiny.kata(), "reference")).tests
    assert test.outcome == "error"
    assert "ZeroDivisionError: division by zero" in test.card
    assert test.card[-1].endswith("ended before its first test (exit status 1).")


def test_one_process_waits_and_no_more(pool, started):
    pool.prepare()
    pool.prepare()
    assert len(started) == 1


def test_a_prepared_process_that_died_is_replaced(pool, started):
    pool.prepare()
    started[0].kill()
    started[0].wait()
    pool.prepare()
    assert len(started) == 2


def test_where_pool_die_again_and_again_no_more_are_started(pool, started):
    for _ in range(5):
        pool.prepare()
        started[-1].kill()
        started[-1].wait()
    assert len(started) == pools.MOST_DEATHS


def test_closing_ends_the_process_that_waits(pool, started):
    pool.prepare()
    pool.close()
    assert started[0].returncode is not None


def test_after_closing_none_is_started(pool, started):
    pool.close()
    pool.prepare()
    assert started == []


def test_an_endless_loop_in_a_prepared_process_is_ended_at_its_limit(
    tiny, pool, started
):
    tiny.mine("def double(x):\n    while True: pass\n")
    verdict = warm(pool, Job(tiny.kata()))
    assert {test.outcome for test in verdict.tests} == {"timeout"}
    assert len([process.wait(60) for process in started]) == 1


PARENT = """
import os, sys
from pathlib import Path
from nnkata.judging.pool import Pool

pool = Pool()
pool.prepare()
worker = pool._waiting
{then}
print(worker.process.pid, flush=True)
sys.stdin.read()
"""
RUNNING = """
running = pool.launch(["katas/double/test_double.py", "-p", "nnkata.plugin"], Path.cwd())
while not Path({sign!r}).exists():
    pass
"""

if os.name == "posix":

    def is_gone(pid):
        """Not there, or waiting for nothing but to be forgotten."""
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        told = subprocess.run(
            ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True
        )
        return told.stdout.strip() == "" or told.stdout.startswith("Z")

    def killed_parent_of(then, cwd):
        """The process id of a prepared process whose parent was killed."""
        program = PARENT.format(then=then)
        with subprocess.Popen(
            [sys.executable, "-c", program],
            cwd=cwd,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as parent:
            pid = int(parent.stdout.readline())
            parent.send_signal(signal.SIGKILL)
        return pid

    def wait_until_gone(pid):
        patience = time.monotonic() + 60
        while not is_gone(pid) and time.monotonic() < patience:
            time.sleep(0.05)
        assert is_gone(pid)

    def test_a_prepared_process_that_waits_ends_with_its_parent(tiny):
        wait_until_gone(killed_parent_of("", tiny.root))

    def test_a_prepared_process_in_an_endless_loop_ends_with_its_parent(tiny, stubborn):
        sign = tiny.root / "running"
        tiny.write(
            "katas/double/kata.toml",
            (tiny.root / "katas/double/kata.toml")
            .read_text("utf-8")
            .replace("limit = 0.5", "limit = 600"),
        )
        touch = f"from pathlib import Path\n\nPath({str(sign)!r}).touch()\n"
        tiny.mine(f"{touch}\n\ndef double(x):\n{stubborn()}")
        then = RUNNING.format(sign=str(sign))
        assert Path(tiny.kata().spec).is_file()
        wait_until_gone(killed_parent_of(then, tiny.root))

    LOOPING = """
from nnkata.judging.worker import Channel

channel = Channel()
channel.end_with_the_parent()
channel.send({"event": "start"})
while True:
    pass
"""

    def test_a_process_ends_though_the_parent_left_its_reports_unread():
        ours, theirs = socket.socketpair()
        with theirs:
            process = subprocess.Popen(
                [sys.executable, "-c", LOOPING],
                stdin=theirs,
                stdout=theirs,
                stderr=subprocess.DEVNULL,
            )
        try:
            ours.recv(1, socket.MSG_PEEK)  # it has reported, and nobody has read it
            ours.close()
            assert process.wait(60) == 1
        finally:
            process.kill()
            process.wait()


EXECUTING = """
import os

from nnkata.judging.pool import executor

if __name__ == "__main__":
    with executor() as running:
        print(running.submit(os.getpid).result(), flush=True)
        input()
"""


@pytest.mark.skipif(os.name == "nt", reason="signals are those of POSIX")
def test_no_process_of_an_executor_outlives_one_that_is_killed(tmp_path):
    script = tmp_path / "executing.py"
    script.write_text(EXECUTING, encoding="utf-8")
    # What the processes hold open ends with the last of them.
    with subprocess.Popen(
        [sys.executable, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as parent:
        assert int(parent.stdout.readline())
        parent.kill()
        assert parent.communicate(timeout=60)[0] == b""
