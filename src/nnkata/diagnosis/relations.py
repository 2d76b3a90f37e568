"""How a wrong array is related to the right one: statements that are true, or none.

A relation must have a mechanism. Few or simple numbers fit almost anything, so it must
hold for values that do not fit by chance, and in every other call of the function that
was recorded. A factor is named after a quantity of the call ("m is 3") only if the name
fits two calls in which the quantity differs.
"""

from collections.abc import Sequence
from math import comb, log2
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnkata.diagnosis.compare import Tolerance
from nnkata.diagnosis.factors import factor, is_shown, ratio_of
from nnkata.diagnosis.parts import (
    ANY_OTHER,
    ENOUGH,
    Array,
    Part,
    equal,
    evidence,
    numbers,
    pooled,
)

Mask = NDArray[np.bool_]
EXACT = Tolerance(1e-6, 1e-12)
REDUCTIONS: tuple[tuple[str, Any], ...] = (("sum", np.sum), ("mean", np.mean))
CONDITIONS = (
    ("= 0", np.equal, 0),
    ("< 0", np.less, 0),
    ("> 0", np.greater, 0),
    ("= 1", np.equal, 1),
    (">= 0", np.greater_equal, 0),
    ("<= 0", np.less_equal, 0),
    ("is not 0", np.not_equal, 0),
)
BITS = 10.0  # evidence for a condition: how unlikely it holds of just the wrong values


def relation(part: Part, others: Sequence[Part] = ()) -> str:
    """Return the first statement that holds for all wrong values, or "".

    `others` are the same part of other calls, right ones and wrong ones.
    """
    if not part.is_comparable:
        return ""
    others = [other for other in others if other.is_comparable]
    if part.counts:
        return _zero(part) or _subset(part, others)
    return (
        _zero(part)
        or factor(part, others)
        or _transposed(part)
        or _subset(part, others)
        or _offset(part, others)
        or _order(part)
    )


def shape_relation(got: Any, want: Any) -> str:
    """Return what an array of the wrong shape has in common with the right one, or ""."""
    got, want = numbers(got), numbers(want)
    if got is None or want is None or not got.size or not want.any():
        return ""  # zeros are the sum and the transpose of too much
    if got.size == want.size and np.ptp(want) == 0 and want.size > 1:
        return ""
    if got.ndim == 2 and got.T.shape == want.shape and equal(got.T, want):
        return "yours is the transpose"
    if got.size == want.size and equal(got.reshape(want.shape), want):
        return "the values are right, only their shape is not"
    return _reduced(got, want)


def _reduced(got: Array, want: Array) -> str:
    """Return which reduction of one array is the other, where no chance explains it."""
    weights = sorted([evidence(got), evidence(want)])
    if weights[0] < ANY_OTHER or weights[1] < ENOUGH:
        return ""
    for axis in range(got.ndim) if want.ndim else [None]:
        where = "" if axis is None else f" over axis {axis}"
        repeats = equal(got, np.broadcast_to(got.mean(axis, keepdims=True), got.shape))
        for name, reduce in REDUCTIONS:
            reduced = reduce(got, axis=axis)
            if reduced.shape == want.shape and equal(reduced, want):
                if repeats:
                    return f"yours repeats the right values{where.replace('over', 'along')}"
                return f"the {name} of yours{where} is right: a {name} is missing"
    for name, reduce in REDUCTIONS:
        if got.ndim == 0 and equal(got, reduce(want)):
            return f"yours is the {name} of all the expected values"
    return ""


def _zero(part: Part) -> str:
    got, want = part.arrays
    return (
        "yours is 0 everywhere" if np.count_nonzero(want) > 1 and not got.any() else ""
    )


def _transposed(part: Part) -> str:
    got, want = part.arrays
    square = got.ndim == 2 and got.shape[0] == got.shape[1] > 1
    fits = square and equal(got.T, want) and evidence(want) >= ENOUGH
    return "yours is the transpose" if fits else ""


def _offset(part: Part, others: Sequence[Part]) -> str:
    for name in part.arguments:
        for sign, word in ((1, "more"), (-1, "less")):
            if _is_offset(part, others, name, sign):
                return f"yours is the expected value, {word} by {name}"
    got, want = part.arrays
    gap = (got - want).ravel()
    if gap.size > 1 and gap[0] and equal(gap, np.full_like(gap, gap[0])):
        more = "more" if gap[0] > 0 else "less"
        said = f"every value is {abs(gap[0]):.5g} {more} than expected"
        is_constant = equal(got, np.full_like(got, got.flat[0]))
        return said if evidence(want) >= ENOUGH and not is_constant else ""
    return ""


def _is_offset(part: Part, others: Sequence[Part], name: str, sign: int) -> bool:
    """Return whether every call is off by an argument, and not by chance."""
    gaps = []
    for each in (part, *others):
        got, want = each.arrays
        by = numbers(each.arguments.get(name))
        try:
            by = np.broadcast_to(np.nan if by is None else by, want.shape)
        except ValueError:
            return False
        if not equal(want + sign * by, got):
            return False
        gaps.append(by)
    return bool(gaps[0].any()) and evidence(pooled(gaps)) >= ENOUGH


def _order(part: Part) -> str:
    got, want = part.arrays
    if got.size < 3 or equal(got, want) or evidence(want) < 1.5 * ENOUGH:
        return ""  # wrong only in digits that are not shown, or by chance
    if not equal(np.sort(got, axis=None), np.sort(want, axis=None)):
        return ""
    for axis in range(got.ndim):
        if equal(np.flip(got, axis), want):
            return f"the right values in reverse order along axis {axis}"
    return "the right values, in another order"


def _subset(part: Part, others: Sequence[Part]) -> str:
    """Return where the wrong values are, and what holds for them."""
    wrong = _wrong(part)
    if wrong.all() or not wrong.any():
        return ""
    where = _condition(part, others) or _slices(wrong)
    got, want = part.arrays
    within = "" if part.counts else _within(got[wrong], want[wrong])
    return f"wrong only {where}{within}" if where else ""


def _wrong(part: Part) -> Mask:
    return ~EXACT.close(*part.arrays)


def _within(got: Array, want: Array) -> str:
    """Return what holds for the wrong values of a subset."""
    if got.size < 2:
        return ""
    if not got.any():
        return ", where yours is 0"
    ratio = ratio_of(got, want)
    if ratio is None or not is_shown(ratio) or evidence(want) < ENOUGH:
        return ""
    return f", by a factor of {ratio:.5g}"


def _slices(wrong: Mask) -> str:
    """Return the rows, columns or entries that hold every wrong value and no right one."""
    if wrong.ndim == 1:
        return _positions("at index", "at indices", wrong)
    for axis, name in enumerate(("row", "column") if wrong.ndim == 2 else ()):
        lines = np.asarray(wrong.any(axis=1 - axis))
        if (wrong.all(axis=1 - axis) == lines).all():
            return _positions(f"in {name}", f"in {name}s", lines)
    return ""


def _positions(one: str, several: str, wrong: Mask) -> str:
    """Return a few wrong positions; "" where they are many, or most of all."""
    indices = np.flatnonzero(wrong)
    if not 0 < len(indices) <= 3 or len(indices) * 2 > len(wrong):
        return ""
    words = one if len(indices) == 1 else several
    return f"{words} {' and '.join(map(str, indices.tolist()))}"


def _condition(part: Part, others: Sequence[Part]) -> str:
    """Return a condition on an argument that holds for the wrong values of all calls."""
    calls = [(each, _wrong(each)) for each in (part, *others)]
    for name in part.arguments:
        for words, compare, number in CONDITIONS:
            bits = 0.0
            for each, wrong in calls:
                bits += _bits(wrong, _mask(each, name, compare, number))
                if bits < 0:
                    break
            if bits >= BITS and part.decides(name):
                return f"where {name} {words}"
    return ""


def _mask(part: Part, name: str, compare: Any, number: float) -> Mask | None:
    """Return where a condition on an argument holds, as it lies over the result."""
    array = _fitted(part.arguments.get(name), np.shape(part.want))
    if array is None:
        return None
    with np.errstate(invalid="ignore"):
        return np.broadcast_to(compare(array, number), np.shape(part.want))


def _bits(wrong: Mask, mask: Mask | None) -> float:
    """Return how surprising it is that a mask hits the wrong values; -inf if it does not."""
    if mask is None or not np.array_equal(mask, wrong):
        return -np.inf
    return log2(comb(wrong.size, int(wrong.sum())))


def _fitted(value: Any, shape: tuple[int, ...]) -> Array | None:
    """Return an argument as it can be laid over a result: as it is, or as a column."""
    x = numbers(value)
    if x is None or x.shape == shape:
        return x
    is_column = x.ndim == 1 and len(shape) == 2 and len(x) == shape[0]
    return x[:, None] if is_column else None
