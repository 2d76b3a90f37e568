"""The failing call of a kata in one's hands: as lines of Python, and in the debugger.

The learner's code runs in a process that judges, which writes the lines; only the
debugger, before which a person sits, runs it without limits.
"""

import atexit
import base64
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from nnkata.content.catalog import Kata
from nnkata.content.spec_tests import known_tests
from nnkata.content.workspace import Workspace, command, find_workspace
from nnkata.errors import NnkataError, unknown
from nnkata.files import write_bytes
from nnkata.judging.environment import environment
from nnkata.judging.failing_call import FailingCall, arrays_file
from nnkata.judging.job import Event, Job
from nnkata.judging.runner import RunOptions, grade, is_timeout
from nnkata.judging.verdict import KataVerdict, Outcome, TestVerdict
from nnkata.subject.loader import Loader

_OPENED = ExitStack()
atexit.register(_OPENED.close)


def open_kata(slug: str) -> ModuleType:
    """Return the learner's module of a kata, as `check` loads it.

    From now on `katas.<slug>.<slug>` means in this process what it means there: other
    katas are the references.
    """
    workspace = find_workspace(Path.cwd())
    loader = Loader(workspace.kata(slug), workspace, "mine")
    _OPENED.enter_context(loader.imports())
    return loader.module()


def telling_test(verdict: KataVerdict) -> TestVerdict | None:
    """Return the failed unit test that helps most, of a function that is written."""
    tests = [test for test in verdict.failures if test.goal is None]
    written = [test for test in tests if test.outcome is not Outcome.UNWRITTEN]
    return replace(verdict, tests=tuple(written or tests)).telling_failure


def failing_call(kata: Kata, test: str = "") -> FailingCall:
    """Return the call that fails in a test; in the most telling one if none is named.

    Raises
    ------
    NnkataError
        If there is no such test, if it passes, or if there is no call to make again.
    """
    if test:
        _check_test(kata, test)
    events: list[Event] = []
    job = Job(kata, goals="none", first=(test,) if test else (), reports_calls=True)
    enough = (lambda verdict: True) if test else is_timeout
    verdict = grade(job, RunOptions(on_event=events.append, enough=enough))
    tests = {each.name: each for each in verdict.tests}
    failure = tests.get(test) if test else telling_test(verdict)
    if failure is None or failure.passed:
        passed = f"{test} passes" if test else f"Every unit test of {kata.slug} passes"
        raise NnkataError(f"{passed}: there is no failing call to show.")
    # The last report of a test knows most.
    calls = {e["test"]: e["call"] for e in events if e["event"] == "call"}
    call = calls.get(failure.name)
    if call is None or call["problem"]:
        raise NnkataError(_problem(kata, failure, call["problem"] if call else ""))
    return FailingCall(**call)


def save_arrays(workspace: Workspace, kata: Kata, call: FailingCall) -> None:
    """Write the large arrays of a call, if it has any, to where its lines look for them."""
    if call.arrays:
        write_bytes(workspace.root / arrays_file(kata), base64.b64decode(call.arrays))


def debug(workspace: Workspace, kata: Kata, call: FailingCall) -> None:
    """Make the call again under the debugger, which stops at its first line."""
    save_arrays(workspace, kata, call)
    settings = environment() | {
        "PYTHONSAFEPATH": ""
    }  # `katas` is found in the workspace
    words = [sys.executable, "-c", call.text(kata, debugged=True)]
    sys.stdout.flush()  # what stands above it was printed before
    subprocess.run(words, cwd=workspace.root, env=settings, check=False)


def _check_test(kata: Kata, test: str) -> None:
    tests = {each.name: each for each in known_tests(kata)}
    if tests and test not in tests:
        raise NnkataError(f"{kata.slug} has no test {unknown(test, tests)}")
    if tests and tests[test].goal:
        raise NnkataError(f"{test} is a graded run, which is no single call.")


def _problem(kata: Kata, failure: TestVerdict, problem: str) -> str:
    reason = problem or "the process that judges ended before it was reported"
    first = failure.card[0] if failure.card else ""
    shown = command(f"check {kata.slug} --full")
    return f"{failure.name} has no call to show: {reason}.\n{first}\nNext: {shown}"
