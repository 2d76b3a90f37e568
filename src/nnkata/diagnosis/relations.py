"""How a wrong array stands to the right one: statements that are true, or silence.

Each `_relation` takes (got, want, context) of equal shape and returns a sentence or "".
A factor is named after the quantity of the call that it equals ("m is 3"); where no
quantity fits, the number alone is told.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnkata.diagnosis.compare import Tolerance

Array = NDArray[Any]
EXACT = Tolerance(1e-6, 1e-12)


@dataclass(frozen=True)
class Context:
    """What a relation may refer to: the call's arguments, and its sizes and settings."""

    arguments: Mapping[str, Any]
    quantities: Mapping[str, float]


def relation(got: Any, want: Any, context: Context) -> str:
    """The first statement that holds for all wrong values, or nothing."""
    got, want = np.asarray(got), np.asarray(want)
    if got.shape != want.shape or not _comparable(got, want):
        return ""
    got, want = got.astype(np.float64), want.astype(np.float64)
    for about in RELATIONS:
        told = about(got, want, context)
        if told:
            return told
    return ""


def shape_relation(got: Any, want: Any) -> str:
    """What an array of the wrong shape has in common with the right one."""
    got, want = np.asarray(got), np.asarray(want)
    if not _comparable(got, want) or not want.any():
        return ""  # zeros are the sum and the transpose of too much
    if got.ndim == 2 and got.T.shape == want.shape and _equal(got.T, want):
        return "yours is the transpose"
    if got.size == want.size and _equal(got.reshape(want.shape), want):
        return "the values are right, only their shape is not"
    if want.ndim == 0 and got.size > 1:
        return _reduced(got, want)
    for axis in range(got.ndim):
        if got.shape[:axis] + got.shape[axis + 1 :] == want.shape:
            found = _reduced(got, want, axis)
            if found:
                return found
    if got.ndim == 0 and want.size > 1 and _equal(got, want.sum()):
        return "yours is the sum of all the expected values"
    if got.ndim == 0 and want.size > 1 and _equal(got, want.mean()):
        return "yours is the mean of all the expected values"
    return ""


def _reduced(got: Array, want: Array, axis: int | None = None) -> str:
    where = "" if axis is None else f" over axis {axis}"
    if _equal(got.sum(axis=axis), want):
        return f"the sum of yours{where} is right: a sum is missing"
    if _equal(got.mean(axis=axis), want):
        return f"the mean of yours{where} is right: a mean is missing"
    return ""


def _zero(got: Array, want: Array, context: Context) -> str:
    return "yours is 0 everywhere" if want.size > 1 and not got.any() else ""


def _factor(got: Array, want: Array, context: Context) -> str:
    ratio = _ratio(got, want)
    if ratio is None:
        return ""
    if np.isclose(ratio, -1, rtol=1e-6):
        return "the sign is turned: yours is minus the expected value"
    named = _named(abs(ratio), context.quantities)
    plain = np.isclose(abs(ratio), 2) or np.isclose(abs(ratio), 0.5)
    if want.size == 1 and not named and not plain:
        return ""  # any two numbers have some ratio
    if f"{abs(ratio):.5g}" == "1":
        return ""  # off in digits that are not told
    sign = "minus " if ratio < 0 else ""
    every = "every value" if want.size > 1 else "yours"
    return f"{every} is {sign}{abs(ratio):.5g} times the expected one{named}"


def _transposed(got: Array, want: Array, context: Context) -> str:
    square = got.ndim == 2 and got.shape[0] == got.shape[1] > 1
    return "yours is the transpose" if square and _equal(got.T, want) else ""


def _offset(got: Array, want: Array, context: Context) -> str:
    gap = got - want
    for name, value in context.arguments.items():
        for sign, word in ((1, "more"), (-1, "less")):
            if _is_offset(sign * gap, _array(value)):
                return f"yours is the expected value, {word} by {name}"
    if gap.size > 1 and _equal(gap, np.full_like(gap, gap.flat[0])):
        more = "more" if gap.flat[0] > 0 else "less"
        return f"every value is {abs(gap.flat[0]):.5g} {more} than expected"
    return ""


def _order(got: Array, want: Array, context: Context) -> str:
    if got.size < 3 or _equal(got, want):
        return ""  # off in digits that are not told
    if not _equal(np.sort(got, axis=None), np.sort(want, axis=None)):
        return ""
    for axis in range(got.ndim):
        if _equal(np.flip(got, axis), want):
            return f"the right values in reverse order along axis {axis}"
    return "the right values, in another order"


def _subset(got: Array, want: Array, context: Context) -> str:
    """Where the wrong values are, and what holds for them there."""
    wrong = ~EXACT.close(got, want)
    if wrong.all() or not wrong.any():
        return ""
    where = _slices(wrong) or _condition(wrong, context.arguments)
    if not where:
        return ""
    return f"wrong only {where}{_there(got[wrong], want[wrong], context)}"


def _there(got: Array, want: Array, context: Context) -> str:
    if got.size < 2:
        return ""
    if not got.any():
        return ", where yours is 0"
    ratio = _ratio(got, want)
    if ratio is None:
        return ""
    if np.isclose(ratio, -1, rtol=1e-6):
        return ", where the sign is turned"
    if f"{ratio:.5g}" == "1":
        return ""
    return f", by a factor of {ratio:.5g}{_named(ratio, context.quantities)}"


RELATIONS: tuple[Callable[[Array, Array, Context], str], ...] = (
    _zero,
    _factor,
    _transposed,
    _subset,
    _offset,
    _order,
)


def _ratio(got: Array, want: Array) -> float | None:
    """got / want, if it is one number everywhere."""
    there = want != 0
    if not there.any() or not np.isfinite(got).all():
        return None
    largest = np.abs(want).argmax()
    ratio = float(got.flat[largest] / want.flat[largest])
    if ratio == 0 or not _equal(got, ratio * want):
        return None
    return ratio


def _named(ratio: float, quantities: Mapping[str, float]) -> str:
    """The quantities that a factor equals; of products only the one that fits alone."""
    singles = _fitting(ratio, _single(quantities))
    if singles:
        return f", and {' and '.join(f'{name} is {ratio:.5g}' for name in singles[:2])}"
    products = _fitting(ratio, _products(quantities))
    if len(products) == 1 and not np.isclose(ratio, 2) and not np.isclose(ratio, 0.5):
        return f", and {products[0]} is {ratio:.5g}"
    return ""


def _fitting(ratio: float, candidates: list[tuple[str, float]]) -> list[str]:
    return [name for name, value in candidates if np.isclose(ratio, value, rtol=1e-6)]


def _single(quantities: Mapping[str, float]) -> list[tuple[str, float]]:
    found = []
    for name, q in quantities.items():
        found += [(name, q), (f"1/{name}", 1 / q if q else np.inf)]
        if 0 < q < 1:
            found += [(f"1 - {name}", 1 - q), (f"1/(1 - {name})", 1 / (1 - q))]
    return [(name, q) for name, q in found if q != 1]


def _products(quantities: Mapping[str, float]) -> list[tuple[str, float]]:
    names = list(quantities)
    found = []
    for i, a in enumerate(names):
        p = quantities[a]
        if p:
            found += [(f"2·{a}", 2 * p), (f"2/{a}", 2 / p), (f"{a}²", p * p)]
            found += [(f"1/{a}²", 1 / (p * p)), (f"1/(2·{a})", 1 / (2 * p))]
        for b in names[i + 1 :]:
            q = quantities[b]
            if p and q:
                found += [(f"{a}·{b}", p * q), (f"1/({a}·{b})", 1 / (p * q))]
                found += [(f"{a}/{b}", p / q), (f"{b}/{a}", q / p)]
    return [(name, q) for name, q in found if q != 1]


def _slices(wrong: NDArray[np.bool_]) -> str:
    """Rows, columns or entries that hold every wrong value and no right one."""
    if wrong.ndim == 1:
        return _listed("at index", "at indices", np.flatnonzero(wrong), len(wrong))
    if wrong.ndim != 2:
        return ""
    for axis, (one, many) in enumerate(
        (("in row", "in rows"), ("in column", "in columns"))
    ):
        lines = np.asarray(wrong.any(axis=1 - axis))
        if (wrong.all(axis=1 - axis) == lines).all():
            return _listed(one, many, np.flatnonzero(lines), len(lines))
    return ""


def _listed(one: str, many: str, indices: Array, total: int) -> str:
    if not 0 < len(indices) <= 3 or len(indices) * 2 > total:
        return ""
    told = " and ".join(str(int(i)) for i in indices)
    return f"{one if len(indices) == 1 else many} {told}"


def _condition(wrong: NDArray[np.bool_], arguments: Mapping[str, Any]) -> str:
    """A condition on an argument that holds exactly where the values are wrong."""
    for name, value in arguments.items():
        for array in _fitted(_array(value), wrong.shape):
            for words, mask in _masks(name, array):
                if np.array_equal(np.broadcast_to(mask, wrong.shape), wrong):
                    return f"where {words}"
    return ""


def _masks(name: str, x: Array) -> Iterator[tuple[str, Array]]:
    with np.errstate(invalid="ignore"):
        yield f"{name} = 0", x == 0
        yield f"{name} < 0", x < 0
        yield f"{name} > 0", x > 0
        yield f"{name} = 1", x == 1
        yield f"{name} >= 0", x >= 0
        yield f"{name} <= 0", x <= 0
        yield f"{name} is not 0", x != 0


def _fitted(x: Array, shape: tuple[int, ...]) -> Iterator[Array]:
    """The array as it can be laid over a result: as it is, or as a column."""
    if x.ndim == 0 or x.dtype.kind not in "biuf":
        return
    if x.shape == shape:
        yield x
    elif x.ndim == 1 and len(shape) == 2 and len(x) == shape[0]:
        yield x[:, None]


def _is_offset(gap: Array, by: Array) -> bool:
    if by.dtype.kind not in "iuf" or not by.any() or by.ndim > gap.ndim:
        return False
    if by.ndim == 0 and by in (0, 1, 2):  # any two numbers may differ by these
        return False
    try:
        return _equal(gap, np.broadcast_to(by, gap.shape))
    except ValueError:
        return False


def _array(value: Any) -> Array:
    try:
        array = np.asarray(value)
    except ValueError:
        return np.asarray("")
    return array.astype(np.float64) if array.dtype.kind in "biuf" else np.asarray("")


def _comparable(got: Array, want: Array) -> bool:
    return got.dtype.kind in "biuf" and want.dtype.kind in "biuf" and want.size > 0


def _equal(a: Array, b: Array) -> bool:
    """Nearly equal, with a tolerance that grows with the largest value compared."""
    scale = float(np.max(np.abs(b), initial=0.0, where=np.isfinite(b)))
    return bool(Tolerance(1e-6, 1e-9 * scale).close(np.asarray(a), np.asarray(b)).all())
