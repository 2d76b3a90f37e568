"""Many subjects through one spec, in one process: what a proof and mutants need.

Only code of the repository is judged this way.
"""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest

from nnkata.content.catalog import Kata
from nnkata.judging.collected import with_collected
from nnkata.judging.session import NO_LIMIT, Session
from nnkata.judging.verdict import TestVerdict
from nnkata.subject.recording import Call


@dataclass(frozen=True)
class Round:
    """One subject's turn: which tests, in which order, and how long."""

    subject: str
    diagnose: bool = True
    shuffle: bool = False
    limit: float = NO_LIMIT  # seconds for a test
    enough: Callable[[TestVerdict], bool] | None = None  # ends the round
    sharpest_first: bool = False  # the tests that ended most rounds for their time
    # What differs from the reference that was judged before, where only tests that reach
    # it need to run; None for all of them.
    changes: frozenset[str] | None = None


@dataclass
class Result:
    """The verdicts of a round; of the reference, its calls, too."""

    tests: list[TestVerdict]
    calls: list[Call] = field(default_factory=list)

    @property
    def failures(self) -> list[TestVerdict]:
        return [test for test in self.tests if not test.passed]


class _Sharpness:
    """How many rounds a test ends for its time: what ends one soon need not wait.

    Which verdict a mutant gets does not depend on the order of the tests, but how many of
    them run before it does.
    """

    def __init__(self) -> None:
        self._seconds: dict[str, float] = {}  # of the subject before all others
        self._ended: Counter[tuple[str, frozenset[str] | None]] = Counter()

    def learn(
        self, tests: Sequence[TestVerdict], changes: frozenset[str] | None
    ) -> None:
        self._seconds = self._seconds or {test.name: test.seconds for test in tests}
        self._ended.update((test.name, changes) for test in tests if not test.passed)

    def of(self, name: str, changes: frozenset[str] | None) -> float:
        return (1 + self._ended[name, changes]) / max(self._seconds[name], 1e-4)


def judge_rounds(
    kata: Kata, rounds: Sequence[Round], *, isolated: bool = False
) -> list[Result]:
    """Return the results of a kata's unit tests, one for every round.

    With `isolated`, each subject runs in a process of its own, behind walls.
    """
    results: list[Result] = []

    def judge(session: Session, items: list[pytest.Item]) -> None:
        reached: dict[str, set[str]] = {}  # by test, in a round of the reference
        sharp = _Sharpness()
        for turn in rounds:
            changes = turn.changes
            chosen = [
                i for i in items if changes is None or changes & reached[i.nodeid]
            ]
            if turn.shuffle:
                random.Random(1).shuffle(chosen)
            if turn.sharpest_first:
                chosen.sort(key=lambda item: -sharp.of(item.name, changes))
            tests = session.judge(
                turn.subject,
                chosen,
                limit=turn.limit,
                # All the time it needs, so that a proof has the same counts twice.
                patience=NO_LIMIT if turn.diagnose else 0,
                enough=turn.enough,
            )
            results.append(Result(tests))
            sharp.learn(tests, changes)
            if turn.subject == "reference":
                reached = {item.nodeid: session.reached(item) for item in items}
                results[-1].calls = session.calls

    # Libraries that an extra brings warn of what is no fault of a subject.
    options = ["-W", "default" if kata.extras else "error"]
    # Under `python -O`, pytest warns of asserts that it does not rewrite.
    options += ["-W", "ignore::pytest.PytestConfigWarning"]
    options += ["--nnkata-isolated"] * isolated
    with_collected(kata, judge, options)
    return results
