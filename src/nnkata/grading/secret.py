"""Secret calls: those that the reference got in the unit tests, with other numbers.

A table of answers to the public spec wins every test of it, and none of these. They are
made once for a kata and a secret, in the process that grades::

    calls = SecretCalls(kata, workspace, secret, recorded(session, items))
    session.judge(subject, items)       # then, if every unit test has passed
    name = calls.first_wrong(session.item(items[0]).loader)

`name` is "" or the function that is wrong on other numbers: the kata's unit tests then
earn nothing, for a table must not win marks, and a student reads no more than that name.
`recorded` judges the reference, so it comes before the subject. The same secret and the
same file lead to the same answer.

A call is left out where that proves nothing: the right answers that are known do not agree
on it, or rounding decides it, or other numbers lead to nearly the same result.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from nnkata.content.catalog import Kata
from nnkata.content.workspace import Workspace
from nnkata.diagnosis.compare import alike, is_single
from nnkata.diagnosis.implementations import (
    Implementation,
    Implementations,
    Outcome,
    is_random,
    roles,
    without_caches,
)
from nnkata.errors import ContentError, NnkataError
from nnkata.grading.agreement import LOOSE, SINGLE, USUAL, differ, differences, near
from nnkata.grading.variation import Rounding, Variation, derived, has_counts_alone
from nnkata.subject import limits
from nnkata.subject.loader import Loader
from nnkata.subject.recording import CACHES, Call, is_generator, size_of

if TYPE_CHECKING:
    import pytest

    from nnkata.judging.session import Session

ENOUGH = 8  # calls of each function
# Factors of the rounds, each with other numbers, until there are enough calls: a larger one
# turns decisions, which a small one leaves as they are.
ROUNDS = (0.1, 0.1, 0.3, 0.5, 0.5, 0.5)
ROUNDING = 1e4  # units in the last place that may change no result
DIFFERENT = 16  # draws that are different by two seeds: no chance makes them equal
LARGEST = 200_000  # bytes of a result
END = (Exception, SystemExit, limits.TimeLimit, limits.Died, limits.Flood)


@dataclass(frozen=True, eq=False)
class SecretCall:
    """A call with other numbers.

    Attributes
    ----------
    call : Call
        Its arguments, and the calls that caches among them come from.
    right : Outcome
        The reference's.
    reseeded : Call or None
        The same with another generator, whose result has to be another; None where
        nothing is drawn.
    known : sequence of results
        Draws of the public tests: what is drawn from a secret seed equals none of them.
    """

    call: Call
    right: Outcome
    reseeded: Call | None = None
    known: Sequence[Any] = ()


def recorded(session: "Session", items: Sequence["pytest.Item"]) -> list[list[Call]]:
    """Return the calls that each unit test of a collected spec makes.

    Raises
    ------
    ContentError
        If the reference does not pass.
    """
    from nnkata.judging.item import goal_of  # pytest

    units = [item for item in items if goal_of(item) is None]
    failures = [v.name for v in session.judge("reference", units) if not v.passed]
    if failures:
        raise ContentError(f"The reference fails its own spec: {', '.join(failures)}.")
    return [item.recorder.calls for item in session.items.values()]


class SecretCalls:
    """The secret calls of a kata.

    Attributes
    ----------
    calls : list of SecretCall
        Up to `ENOUGH` of each function; none of a kata that needs a large library.
    """

    def __init__(
        self,
        kata: Kata,
        workspace: Workspace,
        secret: str,
        tests: Sequence[Sequence[Call]],
    ) -> None:
        known = Implementations(Loader(kata, workspace, "reference"))
        self._limit = kata.limit * limits.slowness()
        self._reference = known.reference
        self._others = [other for _, other in known.right_answers()]
        self._known: dict[str, list[Any]] = defaultdict(list)
        for call in chain.from_iterable(tests):
            if is_random(call) and call.error is None:
                self._known[call.function].append(call.result)
        made = [] if kata.extras else [*self._made(f"{secret} {kata.slug}", tests)]
        # In the order of the file: what others use comes first, and is to blame.
        order = [*known.reference.functions]
        self.calls = sorted(made, key=lambda each: order.index(each.call.function))

    def first_wrong(self, loader: Loader) -> str:
        """Return the first function of a subject that is wrong on other numbers, or ""."""
        with loader.imports():
            functions = vars(loader.module())
            subject = Implementation("", "", functions, self._reference.functions)
            for each in self.calls:
                loader.begin_test(self._limit)
                try:
                    with limits.time_limit(self._limit):
                        is_right = _is_right(subject, each)
                except NnkataError:  # of the sandbox
                    raise
                except END:  # or a result that is no value
                    is_right = False
                if not is_right:
                    return each.call.function
        return ""

    def _made(
        self, secret: str, tests: Sequence[Sequence[Call]]
    ) -> Iterator[SecretCall]:
        many = Counter[str]()
        for number, strength in enumerate(ROUNDS):
            rng = np.random.default_rng(derived(secret, "order", number))
            for index in rng.permutation(len(tests)):
                lacking = {
                    c.function for c in tests[index] if many[c.function] < ENOUGH
                }
                variation = Variation(f"{secret} {number}", strength)
                for each in self._of_test(tests[index], variation, lacking):
                    if many[each.call.function] < ENOUGH:
                        many[each.call.function] += 1
                        yield each

    def _of_test(
        self, test: Sequence[Call], variation: Variation, functions: set[str]
    ) -> Iterator[SecretCall]:
        """Yield the secret calls of some functions that the calls of one test become."""
        made: dict[Call, Call] = {}
        for call in test if functions else ():
            varied = self._varied(call, variation, made)
            right = _outcome(self._reference, varied) if varied else None
            if varied is None or right is None or right.error or call.error:
                continue
            made[call] = varied
            promise = self._reference.functions[call.function]
            usual = without_caches(call.result, promise)
            variation.follow(usual, right.result)
            if call.function in functions and size_of(right.result) <= LARGEST:
                secret = SecretCall(varied, right)
                if is_random(call):
                    secret = self._of_draws(secret, variation)
                if self._proves(secret, usual):
                    yield secret

    def _varied(
        self, call: Call, variation: Variation, made: Mapping[Call, Call]
    ) -> Call | None:
        """Return a call with other numbers; None if a cache among them is of no call."""
        parameters = roles(call, self._reference.functions.get(call.function))
        arguments, origins = dict(call.arguments), {}
        for name in arguments:
            if parameters.get(name) not in CACHES:
                continue
            origin, index = call.origins.get(name, (call, 0))
            if origin not in made:
                return None
            origins[name] = made[origin], index
        free = {name: arguments[name] for name in arguments if name not in origins}
        change = variation.counts if has_counts_alone(free) else variation.of
        arguments |= change(free)
        return _call(call, arguments, origins)

    def _of_draws(self, secret: SecretCall, variation: Variation) -> SecretCall:
        """Return a secret call with another by another generator."""
        call, other = secret.call, Variation(f"{variation.secret} again", 0)
        drawing = {n: other.of(v) for n, v in call.arguments.items() if is_generator(v)}
        reseeded = _call(call, call.arguments | drawing, call.origins)
        return replace(secret, reseeded=reseeded, known=self._known[call.function])

    def _proves(self, secret: SecretCall, usual: Any) -> bool:
        """Return whether every right answer gives it, and none gives it by chance.

        `usual` is the result with the numbers of the spec.
        """
        call, right = secret.call, secret.right
        if secret.reseeded is not None:
            other = _outcome(self._reference, secret.reseeded)
            if other is None or differences(right.result, other.result) < DIFFERENT:
                return False
        elif near(usual, right.result, LOOSE):
            return False
        rounding = Rounding(call.function, ROUNDING)
        rounded = _call(call, rounding.of(call.arguments), call.origins)
        nearly = _outcome(self._reference, rounded)
        if nearly is None or not near(nearly.result, right.result, _tolerance(call)):
            return False
        return all(_is_right(other, secret) for other in self._others)


def _is_right(implementation: Implementation, secret: SecretCall) -> bool:
    """Return whether functions answer a secret call as the reference does.

    Of random results one law is enough, if another generator leads to others.
    """
    got, right = _outcome(implementation, secret.call), secret.right
    if got is None or got.error or got.changed != right.changed:
        return False
    if near(got.result, right.result, _tolerance(secret.call)):
        return True
    if secret.reseeded is None or not alike(got.result, right.result, when_unsure=True):
        return False
    other = _outcome(implementation, secret.reseeded)
    results = [*secret.known, other.result if other else got.result]
    return all(differ(got.result, result) for result in results)


def _outcome(implementation: Implementation, call: Call) -> Outcome | None:
    """Return an outcome with what an iterator yields, and whether arrays were changed."""
    outcome = implementation.outcome(call)
    if outcome is None:
        return None
    is_lazy = isinstance(outcome.result, Iterator)
    result = [*outcome.result] if is_lazy else outcome.result
    drawing = {name for name, each in call.arguments.items() if is_generator(each)}
    return Outcome(result, outcome.error, outcome.changed - drawing)


def _call(call: Call, arguments: dict[str, Any], origins: Any) -> Call:
    return Call(call.function, arguments, keywords=call.keywords, origins=origins)


def _tolerance(call: Call) -> tuple[float, float]:
    return SINGLE if is_single(call.arguments) else USUAL
