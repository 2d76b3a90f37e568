"""How a wrong array is related to the right one: statements that are true, or none.

A factor is named after the quantity of the call that it equals ("m is 3"); where no
quantity fits, only the number is stated.
"""

from collections.abc import Iterator, Mapping
from itertools import combinations
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnkata.diagnosis.compare import Tolerance

Array = NDArray[Any]
Mask = NDArray[np.bool_]
Named = Mapping[str, Any]  # arguments or quantities of a call
EXACT = Tolerance(1e-6, 1e-12)
REDUCTIONS: tuple[tuple[str, Any], ...] = (("sum", np.sum), ("mean", np.mean))
NOTHING: Named = MappingProxyType({})
CONDITIONS = (
    ("= 0", np.equal, 0),
    ("< 0", np.less, 0),
    ("> 0", np.greater, 0),
    ("= 1", np.equal, 1),
    (">= 0", np.greater_equal, 0),
    ("<= 0", np.less_equal, 0),
    ("is not 0", np.not_equal, 0),
)


def relation(
    got: Any, want: Any, arguments: Named = NOTHING, quantities: Named = NOTHING
) -> str:
    """Return the first statement that holds for all wrong values, or "".

    Parameters
    ----------
    got, want : array_like of one shape
    arguments : mapping
        Of the call: an offset or a condition may be named after one.
    quantities : mapping
        Sizes and numbers of the call, not 0: a factor may be named after one.
    """
    got, want = _numbers(got), _numbers(want)
    if got is None or want is None or got.shape != want.shape or not want.size:
        return ""
    return (
        _zero(got, want)
        or _factor(got, want, quantities)
        or _transposed(got, want)
        or _subset(got, want, arguments, quantities)
        or _offset(got, want, arguments)
        or _order(got, want)
    )


def shape_relation(got: Any, want: Any) -> str:
    """Return what an array of the wrong shape has in common with the right one, or ""."""
    got, want = _numbers(got), _numbers(want)
    if got is None or want is None or not got.size or not want.any():
        return ""  # zeros are the sum and the transpose of too much
    if got.ndim == 2 and got.T.shape == want.shape and _equal(got.T, want):
        return "yours is the transpose"
    if got.size == want.size and _equal(got.reshape(want.shape), want):
        return "the values are right, only their shape is not"
    for axis in range(got.ndim) if want.ndim else [None]:
        where = "" if axis is None else f" over axis {axis}"
        for name, reduce in REDUCTIONS:
            reduced = reduce(got, axis=axis)
            if reduced.shape == want.shape and _equal(reduced, want):
                return f"the {name} of yours{where} is right: a {name} is missing"
    for name, reduce in REDUCTIONS:
        if got.ndim == 0 and _equal(got, reduce(want)):
            return f"yours is the {name} of all the expected values"
    return ""


def _zero(got: Array, want: Array) -> str:
    return "yours is 0 everywhere" if want.size > 1 and not got.any() else ""


def _factor(got: Array, want: Array, quantities: Named) -> str:
    ratio = _ratio(got, want)
    if ratio is None:
        return ""
    if _is_minus_one(ratio):
        return "the sign is turned: yours is minus the expected value"
    quantity = _quantity(abs(ratio), quantities)
    if want.size == 1 and not quantity and not _is_two_or_half(abs(ratio)):
        return ""  # any two numbers have some ratio
    sign = "minus " if ratio < 0 else ""
    every = "every value" if want.size > 1 else "yours"
    return f"{every} is {sign}{abs(ratio):.5g} times the expected one{quantity}"


def _transposed(got: Array, want: Array) -> str:
    square = got.ndim == 2 and got.shape[0] == got.shape[1] > 1
    return "yours is the transpose" if square and _equal(got.T, want) else ""


def _offset(got: Array, want: Array, arguments: Named) -> str:
    gap = got - want
    for name, value in arguments.items():
        for sign, word in ((1, "more"), (-1, "less")):
            if _is_offset(sign * gap, _numbers(value)):
                return f"yours is the expected value, {word} by {name}"
    if gap.size > 1 and _equal(gap, np.full_like(gap, gap.flat[0])):
        more = "more" if gap.flat[0] > 0 else "less"
        return f"every value is {abs(gap.flat[0]):.5g} {more} than expected"
    return ""


def _order(got: Array, want: Array) -> str:
    if got.size < 3 or _equal(got, want):
        return ""  # wrong only in digits that are not shown
    if not _equal(np.sort(got, axis=None), np.sort(want, axis=None)):
        return ""
    for axis in range(got.ndim):
        if _equal(np.flip(got, axis), want):
            return f"the right values in reverse order along axis {axis}"
    return "the right values, in another order"


def _subset(got: Array, want: Array, arguments: Named, quantities: Named) -> str:
    """Return where the wrong values are, and what holds for them."""
    wrong = ~EXACT.close(got, want)
    if wrong.all() or not wrong.any():
        return ""
    where = _slices(wrong) or _condition(wrong, arguments)
    if not where:
        return ""
    return f"wrong only {where}{_within(got[wrong], want[wrong], quantities)}"


def _within(got: Array, want: Array, quantities: Named) -> str:
    """Return what holds for the wrong values of a subset."""
    if got.size < 2:
        return ""
    if not got.any():
        return ", where yours is 0"
    ratio = _ratio(got, want)
    if ratio is None:
        return ""
    return f", by a factor of {ratio:.5g}{_quantity(ratio, quantities)}"


def _ratio(got: Array, want: Array) -> float | None:
    """Return got / want, if it is one number everywhere that is not shown as 1."""
    if not want.any() or not np.isfinite(got).all():
        return None
    largest = np.abs(want).argmax()
    ratio = float(got.flat[largest] / want.flat[largest])
    if ratio == 0 or not _equal(got, ratio * want):
        return None
    is_shown = f"{abs(ratio):.5g}" != "1" or _is_minus_one(ratio)
    return ratio if is_shown else None


def _is_minus_one(ratio: float) -> bool:
    return bool(np.isclose(ratio, -1, rtol=1e-6))


def _quantity(ratio: float, quantities: Named) -> str:
    """Return the quantities that a factor equals; of products only a single one."""
    singles = _fitting(ratio, _singles(quantities))
    if singles:
        return f", and {' and '.join(f'{name} is {ratio:.5g}' for name in singles[:2])}"
    products = _fitting(ratio, _products(quantities))
    if len(products) == 1 and not _is_two_or_half(ratio):
        return f", and {products[0]} is {ratio:.5g}"
    return ""


def _is_two_or_half(ratio: float) -> bool:
    return bool(np.isclose(ratio, 2) or np.isclose(ratio, 0.5))


def _fitting(ratio: float, candidates: Iterator[tuple[str, float]]) -> list[str]:
    return [
        name
        for name, value in candidates
        if value != 1 and np.isclose(ratio, value, rtol=1e-6)
    ]


def _singles(quantities: Named) -> Iterator[tuple[str, float]]:
    for name, q in quantities.items():
        yield from ((name, q), (f"1/{name}", 1 / q))
        if 0 < q < 1:
            yield from ((f"1 - {name}", 1 - q), (f"1/(1 - {name})", 1 / (1 - q)))


def _products(quantities: Named) -> Iterator[tuple[str, float]]:
    for a, p in quantities.items():
        yield from ((f"2·{a}", 2 * p), (f"2/{a}", 2 / p), (f"{a}²", p * p))
        yield from ((f"1/{a}²", 1 / (p * p)), (f"1/(2·{a})", 1 / (2 * p)))
    for (a, p), (b, q) in combinations(quantities.items(), 2):
        yield from ((f"{a}·{b}", p * q), (f"1/({a}·{b})", 1 / (p * q)))
        yield from ((f"{a}/{b}", p / q), (f"{b}/{a}", q / p))


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


def _condition(wrong: Mask, arguments: Named) -> str:
    """Return a condition on an argument that holds exactly where the values are wrong."""
    for name, value in arguments.items():
        array = _fitted(value, wrong.shape)
        if array is None:
            continue
        for words, compare, number in CONDITIONS:
            with np.errstate(invalid="ignore"):
                mask = compare(array, number)
            if np.array_equal(np.broadcast_to(mask, wrong.shape), wrong):
                return f"where {name} {words}"
    return ""


def _fitted(value: Any, shape: tuple[int, ...]) -> Array | None:
    """Return an argument as it can be laid over a result: as it is, or as a column."""
    x = _numbers(value)
    if x is None or x.shape == shape:
        return x
    is_column = x.ndim == 1 and len(shape) == 2 and len(x) == shape[0]
    return x[:, None] if is_column else None


def _is_offset(gap: Array, by: Array | None) -> bool:
    if by is None or not by.any() or by.ndim > gap.ndim:
        return False
    if by.ndim == 0 and by in (0, 1, 2):  # any two numbers may differ by these
        return False
    try:
        return _equal(gap, np.broadcast_to(by, gap.shape))
    except ValueError:
        return False


def _numbers(value: Any) -> Array | None:
    """Return an argument as float64; None if it is not real numbers."""
    try:
        array = np.asarray(value)
    except ValueError:
        return None
    return array.astype(np.float64) if array.dtype.kind in "biuf" else None


def _equal(a: Array, b: Array) -> bool:
    """Return whether all are nearly equal, compared with the largest value of `b`."""
    scale = float(np.max(np.abs(b), initial=0.0, where=np.isfinite(b)))
    return bool(Tolerance(1e-6, 1e-9 * scale).close(np.asarray(a), np.asarray(b)).all())
