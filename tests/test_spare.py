"""The spare process: as good as a fresh one, used once, and never left behind."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from dataclasses import replace
from pathlib import Path

import pytest

from nnkata import spare
from nnkata.grader import Job, Way, arguments, grade
from nnkata.spare import Spares

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
def spares(started):
    found = Spares()
    yield found
    found.close()


def warm(spares, job):
    spares.prepare()
    return grade(job, Way(launch=spares.launch))


def armed(spares, job):
    """The verdict of a process that has collected the spec before it got the job."""
    spares.prepare(arguments(job))
    return grade(job, Way(launch=spares.launch))


def timeless(verdict):
    return replace(verdict, tests=tuple(replace(t, seconds=0) for t in verdict.tests))


@pytest.mark.parametrize("subject", ["reference", "stub"])
def test_a_spare_judges_as_a_fresh_process_does(tiny, spares, subject):
    job = Job(tiny.kata(), subject)
    assert timeless(warm(spares, job)) == timeless(grade(job))


def test_a_spare_tells_a_failure_in_the_same_words(tiny, spares):
    tiny.mine(WRONG)
    job = Job(tiny.kata())
    assert timeless(warm(spares, job)) == timeless(grade(job))


@pytest.mark.parametrize("subject", ["reference", "stub"])
def test_an_armed_spare_judges_as_a_fresh_process_does(tiny, spares, started, subject):
    job = Job(tiny.kata(), subject)
    assert timeless(armed(spares, job)) == timeless(grade(job))
    assert len(started) == 2  # the armed one, and the fresh one beside it


def test_an_armed_spare_reads_the_file_when_it_gets_the_job(tiny, spares):
    tiny.mine(WRONG)
    job = Job(tiny.kata())
    spares.prepare(arguments(job))
    tiny.mine("def double(x):\n    return 2 * x\n")
    assert grade(job, Way(launch=spares.launch)).passed


def test_an_armed_spare_tells_which_tests_will_run(tiny, spares):
    heard = []
    job = Job(tiny.kata(), "reference")
    spares.prepare(arguments(job))
    verdict = grade(job, Way(launch=spares.launch, told=heard.append))
    (collected,) = [event for event in heard if event["event"] == "collected"]
    assert collected["tests"] == [test.name for test in verdict.tests]


def test_a_spare_that_is_armed_for_something_else_is_not_taken(tiny, spares, started):
    spares.prepare(arguments(Job(tiny.kata(), "stub")))
    assert grade(Job(tiny.kata(), "reference"), Way(launch=spares.launch)).passed
    assert len([process.wait(60) for process in started]) == 2


def test_a_spare_that_has_read_an_older_spec_is_not_taken(tiny, spares, started):
    job = Job(tiny.kata(), "reference")
    spares.prepare(arguments(job))
    text = tiny.kata().spec.read_text("utf-8")
    tiny.write(
        "katas/double/test_double.py", text + "\n\ndef test_new():\n    assert 0\n"
    )
    verdict = grade(job, Way(launch=spares.launch))
    assert [test.name for test in verdict.tests if not test.passed] == ["test_new"]
    assert len(started) == 2


def test_a_spare_is_armed_anew_when_another_kata_is_at_work(tiny, spares, started):
    spares.prepare(arguments(Job(tiny.kata(), "stub")))
    spares.prepare(arguments(Job(tiny.kata(), "reference")))
    assert [process.poll() is None for process in started] == [False, True]
    spares.prepare(arguments(Job(tiny.kata(), "reference")))
    assert len(started) == 2


def test_an_armed_spare_ends_with_its_input(tiny, spares, started):
    spares.prepare(arguments(Job(tiny.kata(), "reference")))
    started[0].stdin.close()
    assert started[0].wait(60) == 0


def test_a_judgement_by_a_spare_starts_no_other_process(tiny, spares, started):
    warm(spares, Job(tiny.kata(), "reference"))
    assert len(started) == 1


def test_no_run_finds_what_another_left_behind(tiny, spares):
    tiny.mine(MARKING)
    assert warm(spares, Job(tiny.kata())).passed
    assert warm(spares, Job(tiny.kata())).passed


def test_a_spare_has_no_input_to_wait_for(tiny, spares):
    tiny.mine(ASKING)
    (card, *_) = warm(spares, Job(tiny.kata())).tests[0].card
    assert card == "the spec gives the inputs: take input() out"


def test_without_a_spare_a_fresh_process_is_taken(tiny, spares, started):
    assert grade(Job(tiny.kata(), "reference"), Way(launch=spares.launch)).passed
    assert len(started) == 1


def test_a_spare_that_died_while_it_waited_is_not_missed(tiny, spares, started):
    spares.prepare()
    started[0].kill()
    started[0].wait()
    assert grade(Job(tiny.kata(), "reference"), Way(launch=spares.launch)).passed


def test_settings_of_pytest_that_are_strict_hinder_nothing(tiny, spares, monkeypatch):
    monkeypatch.setenv("PYTEST_ADDOPTS", "-W error")
    assert warm(spares, Job(tiny.kata(), "reference")).passed


def test_a_process_that_cannot_begin_says_why(tiny, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(tiny.write("numpy.py", "1 / 0").parent))
    (test,) = grade(Job(tiny.kata(), "reference")).tests
    assert test.outcome == "error"
    assert test.card[-1] == "ZeroDivisionError: division by zero"


def test_one_process_waits_and_no_more(spares, started):
    spares.prepare()
    spares.prepare()
    assert len(started) == 1


def test_a_spare_that_died_is_replaced(spares, started):
    spares.prepare()
    started[0].kill()
    started[0].wait()
    spares.prepare()
    assert len(started) == 2


def test_where_spares_die_again_and_again_no_more_are_started(spares, started):
    for _ in range(5):
        spares.prepare()
        started[-1].kill()
        started[-1].wait()
    assert len(started) == spare.MOST_DEATHS


def test_closing_ends_the_process_that_waits(spares, started):
    spares.prepare()
    spares.close()
    assert started[0].returncode is not None


def test_after_closing_none_is_started(spares, started):
    spares.close()
    spares.prepare()
    assert started == []


def test_an_endless_loop_in_a_spare_is_ended_at_its_limit(tiny, spares, started):
    tiny.mine("def double(x):\n    while True: pass\n")
    verdict = warm(spares, Job(tiny.kata()))
    assert {test.outcome for test in verdict.tests} == {"timeout"}
    assert len([process.wait(60) for process in started]) == 1


PARENT = """
import os, sys
from pathlib import Path
from nnkata.spare import Spares

spares = Spares()
spares.prepare()
process = spares._waiting
{then}
print(process.pid, flush=True)
sys.stdin.read()
"""
RUNNING = """
spares.launch([{spec!r}, "-q", "-p", "nnkata.plugin"], Path({log!r}), Path({log!r}))
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
        """The process id of a spare whose parent was killed."""
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

    def test_a_spare_that_waits_ends_with_its_parent(tiny):
        wait_until_gone(killed_parent_of("", tiny.root))

    def test_a_spare_in_an_endless_loop_ends_with_its_parent(tiny):
        sign = tiny.root / "running"
        tiny.write(
            "katas/double/kata.toml",
            (tiny.root / "katas/double/kata.toml")
            .read_text("utf-8")
            .replace("limit = 0.5", "limit = 600"),
        )
        tiny.mine(
            textwrap.dedent(
                f"""
                from pathlib import Path

                Path({str(sign)!r}).touch()


                def double(x):
                    while True:
                        try:
                            while True:
                                pass
                        except BaseException:
                            pass
                """
            )
        )
        then = RUNNING.format(
            spec=str(tiny.kata().spec), log=str(tiny.root / "log"), sign=str(sign)
        )
        assert Path(tiny.kata().spec).is_file()
        wait_until_gone(killed_parent_of(then, tiny.root))
