"""Whether two outcomes of a call are the same: by value, or for random ones by law.

Rounding differs between right answers, so values are compared within a tolerance.
Draws differ between right answers in everything but their law, so arrays of draws are
compared by statistics, each within five standard errors.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

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
        rtol, atol = self.rtol, self.atol
        if np.float32 in (a.dtype, b.dtype):
            rtol, atol = (1e-6, 1e-9) if self.strict else (1e-4, 1e-6)
        with np.errstate(all="ignore"):
            kind = np.result_type(a, b)
            wide = kind if kind.kind in "fc" else np.dtype(np.float64)
            a, b = a.astype(wide), b.astype(wide)
            near = np.abs(a - b) <= atol + rtol * np.abs(b)
            return np.asarray(near | (a == b) | (np.isnan(a) & np.isnan(b)))


@dataclass(frozen=True)
class Part:
    """One array or number of a result, under a name a reader knows."""

    name: str
    value: Any

    @property
    def array(self) -> NDArray[Any]:
        return np.asarray(self.value)

    @property
    def is_numeric(self) -> bool:
        try:
            return np.asarray(self.value).dtype.kind in "biufc"
        except ValueError:
            return False


def parts(value: Any, names: tuple[str, ...] = (), prefix: str = "") -> list[Part]:
    """A result taken apart into its arrays and numbers, a dict by its sorted keys."""
    return list(_parts(value, names, prefix))


def same(a: Any, b: Any, tolerance: Tolerance) -> bool:
    """Whether two results have the same structure, shapes and, nearly, values."""
    if isinstance(b, Mapping):
        return (
            isinstance(a, Mapping)
            and set(a) == set(b)
            and all(same(a[key], b[key], tolerance) for key in b)
        )
    if _is_sequence(b):
        together = isinstance(a, tuple | list) and len(a) == len(b)
        return together and all(
            same(x, y, tolerance) for x, y in zip(a, b, strict=True)
        )
    return same_part(Part("", a), Part("", b), tolerance)


def same_part(a: Part, b: Part, tolerance: Tolerance) -> bool:
    if a.is_numeric and b.is_numeric:
        if tolerance.strict and _precision(a) != _precision(b):
            return False
        same_shape = a.array.shape == b.array.shape
        return same_shape and bool(tolerance.close(a.array, b.array).all())
    if a.is_numeric != b.is_numeric:
        return False
    if isinstance(a.value, str) and isinstance(b.value, str):
        return a.value == b.value
    return type(a.value) is type(b.value)


def alike(a: Any, b: Any, when_unsure: bool) -> bool:
    """Whether two random results obey the same law, as far as they can tell.

    Arrays with too few draws give `when_unsure`.
    """
    left, right = parts(a), parts(b)
    if len(left) != len(right):
        return False
    return all(_alike(x, y, when_unsure) for x, y in zip(left, right, strict=True))


def _precision(part: Part) -> str:
    """The name of a floating-point type; none for whole numbers."""
    return part.array.dtype.name if part.array.dtype.kind == "f" else ""


def _alike(a: Part, b: Part, when_unsure: bool) -> bool:
    if not (a.is_numeric and b.is_numeric):
        return type(a.value) is type(b.value)
    if a.array.shape != b.array.shape:
        return False
    x, y = a.array.astype(np.float64), b.array.astype(np.float64)
    if np.ptp(x) == 0 and np.ptp(y) == 0 if x.size else True:
        return bool(np.array_equal(x, y, equal_nan=True))
    if x.size < ENOUGH:
        return when_unsure
    for (p, p_error), (q, q_error) in zip(_features(x), _features(y), strict=True):
        if not abs(p - q) <= SIGMAS * np.hypot(p_error, q_error) + 1e-12:
            return False
    return True


def _features(x: NDArray[np.float64]) -> Iterator[tuple[float, float]]:
    """Statistics of an array of draws, each with its standard error."""
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


def _parts(value: Any, names: tuple[str, ...], prefix: str) -> Iterator[Part]:
    if isinstance(value, Mapping):
        for key, item in sorted(value.items(), key=lambda pair: str(pair[0])):
            yield from _parts(item, (), f"{prefix}[{key!r}]" if prefix else str(key))
    elif _is_sequence(value) and not (prefix and _are_numbers(value)):
        for i, item in enumerate(value):
            if not prefix and i < len(names) and len(names) == len(value):
                name = names[i]
            else:
                name = f"{prefix or 'result'}[{i}]"
            yield from _parts(item, (), name)
    else:
        yield Part(prefix or (names[0] if len(names) == 1 else ""), value)


def _are_numbers(values: Any) -> bool:
    """Losses in a tuple are a row of numbers, as they are in a list."""
    return all(
        np.ndim(value) == 0 and not isinstance(value, Mapping) for value in values
    )


def _is_sequence(value: Any) -> bool:
    """A tuple, or a list that is no array written out."""
    if isinstance(value, tuple):
        return True
    if not isinstance(value, list):
        return False
    return any(isinstance(item, tuple | list | dict | np.ndarray) for item in value)
