"""A call with numbers that only a secret decides, and whether a subject answers it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from nnkata.diagnosis.compare import is_single
from nnkata.diagnosis.implementations import Implementation, Outcome
from nnkata.grading.agreement import (
    SINGLE,
    USUAL,
    alike,
    differ,
    near,
    of_one_law,
    repeats,
)
from nnkata.subject.recording import Call, is_generator


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
        Results of the public tests. What is drawn from a secret seed equals none of them;
        what gives one of them again, though it is wrong, has looked it up.
    """

    call: Call
    right: Outcome
    reseeded: Call | None = None
    known: Sequence[Any] = ()


def is_right_answer(implementation: Implementation, secret: SecretCall) -> bool:
    """Return whether functions answer a secret call as the reference does.

    Of random results one law is enough, if another generator leads to others.
    """
    got, right = outcome_of(implementation, secret.call), secret.right
    if got is None or got.error or got.changed != right.changed:
        return False
    if near(got.result, right.result, tolerance_of(secret.call)):
        return True
    if secret.reseeded is None or not of_one_law(got.result, right.result):
        return False
    other = outcome_of(implementation, secret.reseeded)
    results = [*secret.known, other.result if other else got.result]
    return all(differ(got.result, result) for result in results)


def may_be_a_slip(implementation: Implementation, secret: SecretCall) -> bool:
    """Return whether functions answer with as many numbers as the reference, of their own."""
    got, right = outcome_of(implementation, secret.call), secret.right.result
    if got is None or got.error or not alike(got.result, right):
        return False
    is_right = near(got.result, right, tolerance_of(secret.call))
    return is_right or not any(repeats(got.result, known) for known in secret.known)


def outcome_of(implementation: Implementation, call: Call) -> Outcome | None:
    """Return an outcome with what an iterator yields, and whether arrays were changed."""
    outcome = implementation.outcome(call)
    if outcome is None:
        return None
    is_lazy = isinstance(outcome.result, Iterator)
    result = [*outcome.result] if is_lazy else outcome.result
    drawing = {name for name, each in call.arguments.items() if is_generator(each)}
    return Outcome(result, outcome.error, outcome.changed - drawing)


def like(call: Call, arguments: dict[str, Any], origins: Any) -> Call:
    """Return a call of the same function with other arguments."""
    return Call(call.function, arguments, keywords=call.keywords, origins=origins)


def tolerance_of(call: Call) -> tuple[float, float]:
    """Return how far right results may differ, relative and absolute."""
    return SINGLE if is_single(call.arguments) else USUAL
