"""Many subjects through one spec, in one process: the spec is collected once.

This is what makes a proof with hundreds of subjects affordable. Only code from the
shelves is judged this way; a learner's file gets a process of its own in `grader`.
"""

import os
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from nnkata import plugin
from nnkata.content.catalog import Kata
from nnkata.judging import spec_file
from nnkata.judging.pool import judging_environment
from nnkata.judging.session import session_of
from nnkata.judging.verdict import TestVerdict
from nnkata.subject.recording import Call

LIMIT = 3.0  # seconds; a mutant's loop need not be waited for as long as a learner's


@dataclass(frozen=True)
class Round:
    """One subject's turn: all tests or only up to the first failure, in which order."""

    subject: str
    stop_at_failure: bool = False
    diagnose: bool = True
    shuffle: int | None = None
    stop_when_named: bool = False  # where a test costs much, and one diagnosis tells
    # What differs from the reference that was judged before, where only tests that reach
    # it need to run; None for all of them.
    changes: frozenset[str] | None = None
    keep_calls: bool = (
        False  # they fill the memory where hundreds of rounds keep theirs
    )


@dataclass
class Result:
    """What a round came to."""

    tests: list[TestVerdict]
    calls: list[Call] = field(default_factory=list)

    @property
    def failures(self) -> list[TestVerdict]:
        return [test for test in self.tests if not test.passed]


def judge_rounds(kata: Kata, rounds: Sequence[Round]) -> list[Result]:
    """The unit tests of a kata's spec, once for every round."""
    runner = _Runner(rounds)
    arguments = [str(kata.spec), "-p", "no:terminal", "-p", "no:cacheprovider"]
    arguments += ["-p", "no:unraisableexception"]
    arguments += ["-p", "no:threadexception", "--noconftest", "--capture=sys"]
    arguments += [
        "--import-mode=importlib",
        f"--rootdir={kata.folder}",
        "-c",
        os.devnull,
    ]
    # Libraries that an extra brings warn of what is no fault of a subject.
    arguments += [
        "--goals=none",
        "-W",
        "default" if kata.extras else "error",
    ]
    # Under `python -O`, pytest warns of asserts that it does not rewrite.
    arguments += ["-W", "ignore::pytest.PytestConfigWarning"]
    with judging_environment():
        status = pytest.main(arguments, plugins=[plugin, spec_file, runner])
    if len(runner.results) != len(rounds):
        raise RuntimeError(
            f"the spec of {kata.slug} could not be collected ({status!r})"
        )
    return runner.results


class _Runner:
    """A pytest plugin that replaces the loop over tests by one over rounds."""

    def __init__(self, rounds: Sequence[Round]) -> None:
        self._rounds = rounds
        self.results: list[Result] = []
        self._called: dict[str, frozenset[str]] = {}

    def pytest_configure(self, config: pytest.Config) -> None:
        # Nobody reads the account that pytest gives of a failure, and it costs the most.
        config.option.tbstyle = "native"

    def _chosen(self, items: Iterator[Any], turn: Round) -> Iterator[Any]:
        """The tests that call something which differs from the reference."""
        for item in items:
            called = self._called.get(item.nodeid)
            if turn.changes is None or called is None or turn.changes & called:
                yield item

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if session.testsfailed:
            return True
        ours = session_of(session.config)
        for turn in self._rounds:
            limit = LIMIT if turn.stop_at_failure else float("inf")
            ours.begin(turn.subject, limit, turn.diagnose)
            for item in self._chosen(_ordered(session.items, turn.shuffle), turn):
                runtestprotocol(item, log=False, nextitem=None)
                if turn.subject == "reference":
                    self._called[item.nodeid] = ours.called(item)
                if turn.stop_at_failure and not ours.verdicts[-1].passed:
                    break
                if turn.stop_when_named and ours.verdicts[-1].mistake:
                    break
            calls = ours.calls if turn.keep_calls else []
            self.results.append(Result(ours.verdicts, calls))
        return True


def _ordered(items: list[Any], seed: int | None) -> Iterator[Any]:
    order = list(items)
    if seed is not None:
        random.Random(seed).shuffle(order)
    yield from order
