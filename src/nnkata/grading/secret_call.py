"""A call with numbers that only a secret decides, and whether a subject answers it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from nnkata.diagnosis.compare import is_single
from nnkata.diagnosis.implementations import Implementation, Outcome
from nnkata.grading.agreement import SINGLE, USUAL, alike, differ, near, of_one_law
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
        Draws of the public tests: what is drawn from a secret seed equals none of them.
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


def has_its_form(implementation: Implementation, secret: SecretCall) -> bool:
    """Return whether functions answer with as many numbers as the reference does."""
    got = outcome_of(implementation, secret.call)
    return got is not None and not got.error and alike(got.result, secret.right.result)


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
