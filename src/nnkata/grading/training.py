"""Graded runs from secret seeds, with a witness beside the subject.

What a training returns decides a goal, and a subject could return what it has brought
along: weights, or the labels of known pictures. So some of its calls, which only the secret
decides, are made by the reference, too: the same parameters, examples and random state must
lead to nearly the same step. What passes has trained::

    tests = judge_goals(session, subject, items, secret)

The seeds come from the secret; another seed, of which the subject can learn nothing, decides
the split. A goal that is missed within the range of the baseline runs has three more.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import wraps
from inspect import isfunction
from typing import TYPE_CHECKING, Any

import numpy as np

from nnkata.diagnosis.compare import is_numeric
from nnkata.diagnosis.implementations import Implementations, is_random, roles
from nnkata.grading.agreement import near, of_one_law
from nnkata.grading.variation import derived
from nnkata.judging.verdict import Outcome, TestVerdict
from nnkata.subject.recording import CACHES, Call, SubjectProxy
from nnkata.subject.sandbox.walled import not_called
from nnkata.testing import Mismatch

if TYPE_CHECKING:
    import pytest

    from nnkata.judging.item import SpecItem
    from nnkata.judging.session import Session

CHANCES = 3  # further seeds of a goal that is missed by bad luck, it seems
OTHER_NUMBERS = "wrong on other numbers"
# Of the calls of a function, the first ones are made by the reference, too, and of the
# others one in so many: of slices of a training, and of all else, which takes no time. Where
# there are few slices, each of them is much of a training.
FIRST, ONE_IN, ONE_IN_FEW = {True: 1, False: 8}, {True: 4, False: 8}, 2
FEW_SLICES = 4
# Between two right answers lie at most 0.006 of a step, and 0.62 of one where each draws its
# own mini-batches; the lengths of such steps differ by 0.05. Half a training is 0.5 away.
NEAR, NEAR_OF_DRAWS, LONGER = 0.2, 0.85, 1.3
SAME = 0.998  # of predicted classes: rounding decides a few
CLOSE, ROUNDING = (1e-2, 1e-4), 1e-5  # of single precision
FEW = 10


def judge_goals(
    session: "Session",
    subject: str,
    items: Sequence["pytest.Item"],
    secret: str,
    endless: Collection[str] = (),
) -> list[TestVerdict]:
    """Return the verdicts on graded tests, trained from the seeds of a secret.

    `endless` functions are not called: they have used up the time of other tests.
    """

    def judge(items: Sequence["pytest.Item"], chance: int) -> list[TestVerdict]:
        seed = derived(secret, "seed", chance) | 1 << 127
        return session.judge(
            *(subject, items),
            seed=seed,
            watch=lambda item: Witness(item, secret, endless),
        )

    tests = judge(items, 0)
    for number, (item, test) in enumerate(zip(items, tests, strict=True)):
        if test.within_baseline:
            others = [judge([item], chance)[0] for chance in range(1, CHANCES + 1)]
            tests[number] = _with_chances(test, others)
    return tests


def _with_chances(test: TestVerdict, others: Sequence[TestVerdict]) -> TestVerdict:
    """Return the verdict on a goal that was missed on one seed, by those on others."""
    missed = sum(not other.passed for other in others)
    if missed:
        note = (
            f"It misses on {missed} of {len(others)} further seeds, too: not bad luck."
        )
        return replace(test, card=(*test.card, note))
    note = f"An unlucky seed: it passes on {len(others)} further ones."
    return replace(test, outcome=Outcome.PASSED, card=(note,))


class Witness(SubjectProxy):
    """Gives a graded run its subject, and makes some of its calls by the reference, too."""

    def __init__(
        self, item: "SpecItem", secret: str, endless: Collection[str] = ()
    ) -> None:
        super().__init__(item.loader, None)
        reference = Implementations(item.loader).reference
        self._reference = replace(reference, strict=False)
        self._item, self._secret, self._endless = item, secret, endless
        self._many = Counter[str]()
        self._functions: dict[Any, Any] = {}

    def __getattr__(self, name: str) -> Any:
        value = super().__getattr__(name)
        if not isfunction(value):
            return value
        if value not in self._functions:
            self._functions[value] = self._watched(name, value)
        return self._functions[value]

    def _watched(self, name: str, function: Any) -> Any:
        @wraps(function)
        def call(*args: Any, **kwargs: Any) -> Any:
            if name in self._endless:
                raise not_called(name)
            given = dict(enumerate(args)) | kwargs
            entry = Call(name, given, keywords=frozenset(kwargs))  # type: ignore[arg-type]
            if not self._is_chosen(entry):
                return function(*args, **kwargs)
            right = self._reference.outcome(entry)
            result = function(*args, **kwargs)
            if right is None or right.error or not agrees(entry, result, right.result):
                raise Mismatch(f"{name}: {OTHER_NUMBERS}", name)
            return result

        return call

    def _is_chosen(self, call: Call) -> bool:
        """Return whether the reference is to make a call, too, which the secret decides."""
        is_training = bool(self._item.run and self._item.run.is_training)
        facts = f"{call.function} {is_training}"
        number = self._many[facts]
        self._many[facts] += 1
        promise = self._reference.functions.get(call.function)
        if promise is None or {*roles(call, promise).values()} & {*CACHES}:
            return False  # a cache is the subject's own
        if number < FIRST[is_training]:
            return True
        if is_random(call) and not any(map(_is_structure, call.arguments.values())):
            return False  # of many draws, one is far from the law of all the others
        is_one_of_few = is_training and number < FEW_SLICES
        one_in = ONE_IN_FEW if is_one_of_few else ONE_IN[is_training]
        return derived(self._secret, facts, number) % one_in == 0


def agrees(call: Call, got: Any, want: Any) -> bool:
    """Return whether a result is that of a right answer.

    Where an argument becomes a part of the result, as parameters do in a training, the
    steps are compared; else the numbers, and of draws their law.
    """
    waiting = list(call.arguments.values())
    draws = is_random(call)
    if not isinstance(want, tuple):
        got, want = (got,), (want,)
    if not isinstance(got, tuple | list) or len(got) != len(want):
        return False
    for part, right in zip(got, want, strict=True):
        fits = [_vector(value, right) is not None for value in waiting]
        start = waiting.pop(fits.index(True)) if any(fits) else None
        if not _agrees(part, right, start, draws):
            return False
    return True


def _is_structure(value: Any) -> bool:
    """Return whether it holds arrays, as parameters of a network do."""
    return isinstance(value, Mapping | list)


def _agrees(got: Any, want: Any, start: Any, draws: bool) -> bool:
    right, own = _vector(want, want), _vector(got, want)
    if right is None:
        return True  # no number
    if own is None:
        return False
    if right.dtype.kind in "biu":
        allowed = right.size * (1 - SAME) + (right.size > FEW)
        return int(np.sum(own != right)) <= int(allowed)
    begun = _vector(start, want)
    if begun is None or (draws and not _is_structure(start)):
        is_near = near(got, want, CLOSE)
        return is_near or (draws and of_one_law(got, want))
    return _is_step(own - begun, right - begun, ROUNDING * _norm(right), draws)


def _is_step(own: Any, right: Any, rounding: float, draws: bool) -> bool:
    """Return whether a step is about as long as the right one, and goes the same way."""
    gap, length = _norm(own - right), _norm(right)
    if not draws:
        return gap <= NEAR * length + rounding
    longest = length * LONGER + rounding
    shortest = length / LONGER - rounding
    return (
        gap <= NEAR_OF_DRAWS * length + rounding and shortest <= _norm(own) <= longest
    )


def _norm(vector: Any) -> float:
    return float(np.linalg.norm(vector))


def _vector(value: Any, like: Any) -> Any:
    """Return all numbers of a value in a row; None if it is not of the form of another."""
    if isinstance(like, Mapping):
        has_all = isinstance(value, Mapping) and set(like) <= set(value)
        parts = [_vector(value[key], like[key]) for key in like] if has_all else [None]
    elif is_numeric(like):
        fits = is_numeric(value) and np.shape(value) == np.shape(like)
        return np.ravel(value) if fits else None
    elif isinstance(like, list | tuple):
        has_all = isinstance(value, list | tuple) and len(value) == len(like)
        parts = list(map(_vector, value, like)) if has_all else [None]
    else:
        return None
    known = [part for part in parts if part is not None]
    return np.concatenate(known) if known and len(known) == len(parts) else None
