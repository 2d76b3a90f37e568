"""Many subjects through one spec, in one process: what a proof and mutants need.

Only code of the repository is judged this way.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

import pytest

from nnkata.content.catalog import Kata
from nnkata.judging.collected import with_collected
from nnkata.judging.session import NO_LIMIT, Session
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
    # They fill the memory where hundreds of rounds keep theirs.
    keep_calls: bool = False


@dataclass
class Result:
    """The verdicts of a round, and its calls where they were to be kept."""

    tests: list[TestVerdict]
    calls: list[Call] = field(default_factory=list)

    @property
    def failures(self) -> list[TestVerdict]:
        return [test for test in self.tests if not test.passed]


def judge_rounds(kata: Kata, rounds: Sequence[Round]) -> list[Result]:
    """Return the results of a kata's unit tests, one for every round."""
    results: list[Result] = []

    def judge(session: Session, items: list[pytest.Item]) -> None:
        called: dict[str, frozenset[str]] = {}  # by test, in a round of the reference
        for turn in rounds:
            chosen = [i for i in items if _reaches(called.get(i.nodeid), turn.changes)]
            if turn.shuffle is not None:
                random.Random(turn.shuffle).shuffle(chosen)
            tests = session.judge(
                turn.subject,
                chosen,
                limit=LIMIT if turn.stop_at_failure else NO_LIMIT,
                diagnosis=turn.diagnose,
                # All the time it needs, so that a proof has the same counts twice.
                patience=NO_LIMIT,
                enough=partial(_is_enough, turn),
            )
            if turn.subject == "reference":
                called |= {item.nodeid: session.called(item) for item in chosen}
            results.append(Result(tests, session.calls if turn.keep_calls else []))

    # Libraries that an extra brings warn of what is no fault of a subject.
    options = ["-W", "default" if kata.extras else "error"]
    # Under `python -O`, pytest warns of asserts that it does not rewrite.
    options += ["-W", "ignore::pytest.PytestConfigWarning"]
    with_collected(kata, judge, options)
    return results


def _reaches(called: frozenset[str] | None, changes: frozenset[str] | None) -> bool:
    """Return whether a test may call something that differs from the reference."""
    return changes is None or called is None or bool(changes & called)


def _is_enough(turn: Round, test: TestVerdict) -> bool:
    """Return whether the round ends with this test."""
    named = turn.stop_when_named and bool(test.mistake)
    return named or (turn.stop_at_failure and not test.passed)
