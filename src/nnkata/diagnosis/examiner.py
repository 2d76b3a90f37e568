"""Find the first wrong call of a failed test, and the known mistake that explains it.

The calls of a test are made again on the reference. The first one whose outcome differs
is described: by its kind, its shape, a relation to the right values, and by a known
mistake, if exactly one mistake gives the learner's outcome on every recorded call and
something else than the reference on at least one, and no call of another test
contradicts it. Where no mistake does so, one of the `slips` may. Silence beats a guess.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import combinations
from typing import Any

import numpy as np

from nnkata.diagnosis.compare import Tolerance, alike, is_numeric, is_single, same
from nnkata.diagnosis.implementations import (
    Implementation,
    Implementations,
    Outcome,
    agree,
    drop_caches,
    is_random,
    recorded_outcome,
)
from nnkata.diagnosis.inside import calls_inside, outcome_with
from nnkata.diagnosis.statements import Pairs, describe_call
from nnkata.subject.recording import Call, size_of
from nnkata.testing import Mismatch

SLOW = 0.1  # seconds of computing; slower calls (training runs) are not made again
PATIENCE = 0.25  # seconds of computing that the search for a mistake may take
# Where models are built and pictures read for it, which takes some tenths of a second.
MORE_SLOW, MORE_PATIENCE = 1.5, 5.0
LARGEST_DRAWS = 800_000  # bytes of a random result that is drawn again and compared
# Of outcomes of one formula, written in two ways.
IDENTITY = Tolerance(1e-8, 1e-12, strict=True)
SIMILAR = 40  # other calls of a function that a relation is held against


@dataclass(frozen=True)
class Finding:
    """What can be said about a failed test beyond the spec's own message.

    Attributes
    ----------
    call : Call
        A wrong one.
    statements, right : tuple of str
        What is wrong with it, and the names of parts and functions that are right.
    mistake, advice : str
        The known mistake that explains the test; "" where there is not exactly one.
    expected, expected_error :
        The reference's result, or its error.
    """

    call: Call
    statements: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    mistake: str = ""
    advice: str = ""
    expected: Any = None
    expected_error: str = ""


@dataclass
class Examiner:
    """Compares a learner's recorded calls with the implementations of a kata."""

    implementations: Implementations
    patience: float = PATIENCE
    slow: float = SLOW
    _disproved: set[str] = field(default_factory=set)  # names of slips

    def __post_init__(self) -> None:
        reference = self.implementations.reference
        # Tests share their calls: each is made, and looked at, once.
        self._outcome = cache(Implementation.outcome)
        self._drop_caches = cache(partial(drop_caches, promises=reference.functions))
        self._acted_as = cache(self._acts_as)

    def examine(
        self,
        calls: Sequence[Call],
        error: BaseException,
        others: Sequence[Call] = (),
        *,
        complete: bool = True,
    ) -> Finding | None:
        """Return the finding for one failed test, or None if every call was right.

        `others` are calls of the kata's other tests. A mistake is named only once they
        are `complete`, since any of them may contradict it.
        """
        for call in others:
            self._drop_caches(call)
        tolerance = _tolerance(error)
        pairs = self._pairs(calls)
        wrong = [pair for pair in pairs if not _matches(*pair, tolerance)]
        telling = _most_telling_first(pairs, wrong)
        mistake = self._mistake(telling, others) if complete else None
        if wrong:
            call, right = self._culprit(_most_telling(wrong), others, tolerance)
        elif inner := self._inside_of_draws(pairs, others, tolerance):
            call, right = inner
        elif mistake is not None:
            call, right = self._first_difference(pairs, mistake)
        else:
            return None
        same = [c for c in (*calls, *others) if _is_similar(c, call) and c is not call]
        similar = self._pairs(same[:SIMILAR])
        reference = self.implementations.reference
        statements, fine = describe_call(call, right, reference, tolerance, similar)
        wrong_functions = {c.function for c, _ in wrong} | {call.function}
        fine += [c.function for c, _ in pairs if c.function not in wrong_functions]
        return Finding(
            call=call,
            statements=tuple(statements),
            right=tuple(dict.fromkeys(fine)),
            mistake=mistake.name if mistake else "",
            advice=mistake.advice if mistake else "",
            expected=right.result,
            expected_error=right.error,
        )

    def _pairs(self, calls: Sequence[Call]) -> list[tuple[Call, Outcome]]:
        """Return the quick calls, each with the reference's outcome if it has one."""
        for call in calls:
            self._drop_caches(call)
        quick = [call for call in calls if _is_quick(call, self.slow)]
        reference = self.implementations.reference
        outcomes = [(call, self._outcome(reference, call)) for call in quick]
        return [(call, right) for call, right in outcomes if right is not None]

    def _culprit(
        self, wrong: tuple[Call, Outcome], others: Sequence[Call], tolerance: Tolerance
    ) -> tuple[Call, Outcome]:
        """Return the call inside of a wrong one that makes it wrong, or that one itself.

        A function that is wrong inside may have been given what it need not answer: it
        is to blame if the reference's in its place puts the caller right, or if it is
        wrong where the spec called it.
        """
        caller, right = wrong
        is_slow = caller.seconds >= self.slow
        if caller.target is None or caller.own is not None or is_slow:
            return wrong
        if agree(recorded_outcome(caller), right, tolerance):
            return wrong
        reference = self.implementations.reference
        for call, expected in self._pairs(calls_inside(caller)):
            if expected.error or _matches(call, expected, tolerance):
                continue
            outcome = outcome_with(reference, call.function, caller)
            is_mended = agree(outcome, right, tolerance)
            if is_mended or self._is_wrong_elsewhere(call.function, others):
                return call, expected
        return wrong

    def _inside_of_draws(
        self, pairs: Pairs, others: Sequence[Call], tolerance: Tolerance
    ) -> tuple[Call, Outcome] | None:
        """Return a wrong call inside of one that draws, whose own result proves little."""
        drawing = [pair for pair in pairs if is_random(pair[0])]
        culprits = ((pair, self._culprit(pair, others, tolerance)) for pair in drawing)
        return next((inner for pair, inner in culprits if inner is not pair), None)

    def _is_wrong_elsewhere(self, function: str, others: Sequence[Call]) -> bool:
        pairs = self._pairs([call for call in others if call.function == function])
        return any(not _matches(*pair, Tolerance()) for pair in pairs)

    def _mistake(self, pairs: Pairs, others: Sequence[Call]) -> Implementation | None:
        """Return the one mistake that acts as the learner does on all calls of the test.

        Small inputs make mistakes look alike, so no other call may contradict it.
        """
        end = time.process_time() + self.patience
        by_value: list[Implementation] = []
        by_law: list[Implementation] = []
        called = {call.function for call, _ in pairs}
        for mistake in self.implementations.mistakes(called):
            if time.process_time() > end:
                return None
            if self._explains(mistake, pairs, by_law=False):
                by_value.append(mistake)
            elif self._explains(mistake, pairs, by_law=True):
                by_law.append(mistake)
        fitting = by_value or by_law  # the same draws say more than draws of one law
        fitting = [m for m in fitting if not self._is_contradicted(m, pairs, others)]
        if len(fitting) > 1:
            fitting = [m for m in fitting if all(self._acted_as(m, c) for c in others)]
        if not fitting:
            return self._slip(pairs, others)
        return fitting[0] if len(fitting) == 1 else None

    def _slip(self, pairs: Pairs, others: Sequence[Call]) -> Implementation | None:
        """Return the first slip that acts as the learner does, by value.

        Slips are many: one that a call has disproved is not tried again. An error says
        little: many slips raise the same.
        """
        if not any(
            not call.error and not _identical(recorded_outcome(call), right, False)
            for call, right in pairs
        ):
            return None
        # Made first: a new installation compiles what makes them, which takes a while.
        slips = [*self.implementations.slips({call.function for call, _ in pairs})]
        end = time.process_time() + self.patience
        for slip in slips:
            if slip.name in self._disproved:
                continue
            if time.process_time() > end:
                return None
            if not all(_is_outcome(slip, call) for call, _ in pairs):
                self._disproved.add(slip.name)
            elif self._explains(
                slip, pairs, by_law=False
            ) and not self._is_contradicted(slip, pairs, others):
                return slip
        return None

    def _is_contradicted(
        self, mistake: Implementation, pairs: Pairs, others: Sequence[Call]
    ) -> bool:
        """Return whether the learner's code does elsewhere what this mistake does not do.

        What it does counts in the functions that the mistake changes or in which it
        shows. A mistake that does not show in a function that it changes is contradicted
        by any right call, too; but where it does, another function that is right may just
        not call the wrong one, as the reference does. Elsewhere another mistake may be at
        work.
        """
        end = time.process_time() + self.patience
        shows = {
            call.function
            for call, right in pairs
            if not _identical(self._outcome(mistake, call), right, is_random(call))
        }
        counting, seen = mistake.changes | shows, not shows.isdisjoint(mistake.changes)
        for call in others:
            counts = call.function in counting
            if seen and not counts:
                continue
            if not self.implementations.touches(mistake, call.function):
                continue
            if time.process_time() > end:
                return True  # what has not been compared may contradict it
            if not self._acted_as(mistake, call) and (
                counts or self._acted_as(self.implementations.reference, call)
            ):
                return True
        return False

    def _explains(self, mistake: Implementation, pairs: Pairs, by_law: bool) -> bool:
        """Return whether it does what the learner's code did, and not only what is right."""
        differs = False
        for call, right in pairs:
            law = by_law and is_random(call)
            outcome = self._outcome(mistake, call)
            if not _identical(outcome, recorded_outcome(call), law):
                return False
            differs = differs or not _identical(outcome, right, law)
        return differs

    def _first_difference(
        self, pairs: Pairs, mistake: Implementation
    ) -> tuple[Call, Outcome]:
        """Return the first call on which the mistake and the reference differ."""
        for call, right in pairs:
            if not _identical(self._outcome(mistake, call), right, by_law=False):
                return call, right
        return pairs[0]

    def _acts_as(self, implementation: Implementation, call: Call) -> bool:
        """Return whether the learner's outcome is that of an implementation."""
        if not _is_quick(call, self.slow):
            return True
        outcome = self._outcome(implementation, call)
        if outcome is None:
            return True
        if _matches(call, outcome, Tolerance()):
            return _kind(outcome.error) == _kind(recorded_outcome(call).error)
        # Code that writes into arrays that share memory acts otherwise on copies of them.
        arrays = any(
            isinstance(call.arguments[name], np.ndarray) for name in call.changed
        )
        return arrays and outcome.changed == recorded_outcome(call).changed


def _is_similar(call: Call, other: Call) -> bool:
    """Return whether calls are of one function in one precision, which has its own faults."""
    functions = call.function == other.function
    return functions and is_single(call.arguments) == is_single(other.arguments)


def _most_telling(wrong: Pairs) -> tuple[Call, Outcome]:
    """Return the wrong call of the first wrong function that least can hide a fault."""
    first = wrong[0][0].function
    return min(
        (pair for pair in wrong if pair[0].function == first),
        key=lambda pair: _hiding(pair[0].arguments),
    )


def _hiding(arguments: Mapping[str, Any]) -> int:
    """Return how many arguments are 0, all the same, or equal to another one."""
    values = [np.asarray(each) for each in arguments.values() if is_numeric(each)]
    dull = [v for v in values if not v.any() or (v.size > 1 and np.ptp(v) == 0)]
    pairs = combinations([v for v in values if v.ndim], 2)
    return len(dull) + [np.array_equal(a, b) for a, b in pairs].count(True)


def _most_telling_first(pairs: Pairs, wrong: Pairs) -> Pairs:
    """A wrong call rules most mistakes out at once, and a small one the fastest."""
    return sorted(pairs, key=lambda pair: (pair not in wrong, size_of(pair[0].result)))


def _is_outcome(slip: Implementation, call: Call) -> bool:
    return _identical(slip.outcome(call), recorded_outcome(call), by_law=False)


def _kind(error: str) -> str:
    """Return the type of an error, "" for none."""
    return error.partition(":")[0]


def _identical(a: Outcome | None, b: Outcome, by_law: bool) -> bool:
    """Return whether outcomes are equal by value, or if asked for by their draws' law."""
    if a is None or a.error != b.error or a.changed != b.changed:
        return False
    if a.error or same(a.result, b.result, IDENTITY):
        return True
    return by_law and alike(a.result, b.result, when_unsure=False)


def _matches(call: Call, right: Outcome, tolerance: Tolerance) -> bool:
    """Return whether the learner's outcome is the right one, as far as can be told."""
    return agree(recorded_outcome(call), right, tolerance, draws=is_random(call))


def _is_quick(call: Call, slow: float) -> bool:
    if call.own is not None:  # made on doubles, which answer at once
        return True
    if is_random(call):
        return size_of(call.result) <= LARGEST_DRAWS
    return call.seconds < slow


def _tolerance(error: BaseException) -> Tolerance:
    """Return the spec's own tolerance where it is the tighter one."""
    if isinstance(error, Mismatch) and error.rtol > 0:
        return Tolerance(min(error.rtol, 1e-7), min(error.atol, 1e-9))
    return Tolerance()
