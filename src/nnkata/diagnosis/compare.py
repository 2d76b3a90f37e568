"""Whether two outcomes of a call are the same: by value, or for random ones by law.

Rounding differs between right answers, so values are compared within a tolerance.
Draws differ between right answers in everything but their law, so arrays of draws are
compared by statistics, each within five standard errors.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnkata.testing import common_type

ENOUGH = 200  # draws from which statistics can tell anything
SIGMAS = 5.0


@dataclass(frozen=True)
class Tolerance:
    """|a - b| <= atol + rtol * |b|; both grow for float32.

    A strict one tells float32 from float64: one formula gives one precision.
    """

    rtol: float = 1e-7
    atol: float = 1e-9
    strict: bool = False

    def close(self, a: NDArray[Any], b: NDArray[Any]) -> NDArray[np.bool_]:
        """Return where two arrays of one shape are equal; two nan are."""
        rtol, atol = self.rtol, self.atol
        if np.float32 in (a.dtype, b.dtype):
            rtol, atol = (1e-6, 1e-9) if self.strict else (1e-4, 1e-6)
        with np.errstate(all="ignore"):
            wide = common_type(a, b)
            a, b = a.astype(wide), b.astype(wide)
            near = np.abs(a - b) <= atol + rtol * np.abs(b)
            return np.asarray(near | (a == b) | (np.isnan(a) & np.isnan(b)))


class OtherStructure(Exception):
    """Results do not have the same parts: the name, what is there, what should be."""


def same(a: Any, b: Any, tolerance: Tolerance) -> bool:
    """Return whether two results have the same structure, shapes and, nearly, values."""
    try:
        return all(same_part(x, y, tolerance) for _, x, y in paired(a, b))
    except OtherStructure:
        return False


def same_part(a: Any, b: Any, tolerance: Tolerance) -> bool:
    """Return whether two parts of results have the same shape and, nearly, values."""
    if is_numeric(a) and is_numeric(b):
        x, y = np.asarray(a), np.asarray(b)
        if tolerance.strict and _precision(x) != _precision(y):
            return False
        return x.shape == y.shape and bool(tolerance.close(x, y).all())
    if is_numeric(a) != is_numeric(b):
        return False
    if isinstance(a, str) and isinstance(b, str):
        return a == b
    return type(a) is type(b)


def alike(a: Any, b: Any, when_unsure: bool) -> bool:
    """Return whether two random results obey the same law, as far as they can tell.

    Arrays with too few draws give `when_unsure`.
    """
    try:
        return all(_alike(x, y, when_unsure) for _, x, y in paired(a, b))
    except OtherStructure:
        return False


def is_numeric(value: Any) -> bool:
    """Return whether a value is a number or an array of numbers."""
    try:
        return np.asarray(value).dtype.kind in "biufc"
    except Exception:  # lists of several lengths, and objects that refuse
        return False


def is_single(value: Any) -> bool:
    """Return whether there are arrays of single precision in plain data."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, tuple | list):
        return any(map(is_single, value))
    return getattr(value, "dtype", None) == np.float32


def paired(
    got: Any, want: Any, names: tuple[str, ...] = (), prefix: str = ""
) -> Iterator[tuple[str, Any, Any]]:
    """Yield the parts of two results side by side, each under a name that readers know.

    A dict is taken apart by its sorted keys; `names` are those of a tuple's parts.

    Raises
    ------
    OtherStructure
        Where `got` does not have the structure of `want`.
    """
    keys: Sequence[Any]
    if isinstance(want, Mapping):
        keys = sorted(want, key=str)
        names = tuple(map(str, keys))
        fits = isinstance(got, Mapping) and set(got) == set(want)
    elif _is_sequence(want, nested=bool(prefix)):
        keys = range(len(want))
        fits = isinstance(got, tuple | list) and len(got) == len(want)
    else:
        yield prefix or (names[0] if len(names) == 1 else ""), got, want
        return
    if not fits:
        raise OtherStructure(prefix, got, want)
    if prefix or len(names) != len(keys):
        names = tuple(f"{prefix or 'result'}[{key!r}]" for key in keys)
    for key, name in zip(keys, names, strict=True):
        yield from paired(got[key], want[key], (), name)


def _precision(array: NDArray[Any]) -> str:
    """Return the name of a floating-point type, "" for integers."""
    return array.dtype.name if array.dtype.kind == "f" else ""


def _alike(a: Any, b: Any, when_unsure: bool) -> bool:
    if not (is_numeric(a) and is_numeric(b)):
        return type(a) is type(b)
    if np.shape(a) != np.shape(b):
        return False
    x, y = np.asarray(a).astype(np.float64), np.asarray(b).astype(np.float64)
    if x.size == 0 or (np.ptp(x) == 0 and np.ptp(y) == 0):
        return bool(np.array_equal(x, y, equal_nan=True))
    if x.size < ENOUGH:
        return when_unsure
    return all(
        abs(p - q) <= SIGMAS * np.hypot(p_error, q_error) + 1e-12
        for (p, p_error), (q, q_error) in zip(_features(x), _features(y), strict=True)
    )


def _features(x: NDArray[np.float64]) -> Iterator[tuple[float, float]]:
    """Yield statistics of an array of draws, each with its standard error."""
    n, std = x.size, float(x.std())
    yield float(x.mean()), std / np.sqrt(n)
    yield std, std / np.sqrt(2 * n)
    zeros = float((x == 0).mean())
    yield zeros, np.sqrt(zeros * (1 - zeros) / n)
    spread = (x - x.mean()) / (std or 1.0)
    yield float((spread**4).mean()), np.sqrt(24 / n)
    yield float((spread**3).mean()), np.sqrt(6 / n)
    for axis in range(x.ndim if x.ndim == 2 else 0):
        means = x.mean(axis=axis)
        if means.size > 8:
            yield float(means.std()), float(means.std()) / np.sqrt(2 * (means.size - 1))


def _is_sequence(value: Any, nested: bool) -> bool:
    """Return whether a value has parts of its own.

    Losses in a list, or in a tuple inside of a result, are an array written out.
    """
    if isinstance(value, tuple) and not nested:
        return True
    is_row = is_numeric(value) and np.ndim(value) == 1
    return isinstance(value, tuple | list) and not is_row
