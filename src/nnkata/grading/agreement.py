"""Whether results agree in their numbers, however they are shaped and packed."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from nnkata.diagnosis.compare import is_numeric

LOOSE, USUAL, SINGLE = (1e-2, 1e-6), (1e-5, 1e-8), (1e-3, 1e-5)  # relative, absolute
ENOUGH, SIGMAS = (
    200,
    7.0,
)  # draws that tell of their law, and how far they may be from it


def near(got: Any, want: Any, tolerance: tuple[float, float]) -> bool:
    """Return whether a result has all parts of another, nearly with its values.

    Shapes and further parts are what the public tests are about.
    """
    if isinstance(want, Mapping):
        is_complete = isinstance(got, Mapping) and set(want) <= set(got)
        return is_complete and all(near(got[k], want[k], tolerance) for k in want)
    if is_numeric(want):
        if not is_numeric(got) or np.size(got) != np.size(want):
            return False
        one, other = np.ravel(got).astype(float), np.ravel(want).astype(float)
        rtol, atol = tolerance
        return bool(np.allclose(one, other, rtol, atol, equal_nan=True))
    if isinstance(want, list | tuple):
        is_complete = isinstance(got, list | tuple) and len(got) == len(want)
        return is_complete and all(map(near, got, want, [tolerance] * len(want)))
    return want is None or (
        type(got) is type(want) and (type(got) is not str or got == want)
    )


def of_one_law(got: Any, want: Any) -> bool:
    """Return whether the numbers of two results may be draws of one law.

    Their means, the means of their squares, and the shares of zeros are held against each
    other; the errors of these come from the numbers themselves, whatever their law.
    """
    pairs = list(zip(_numbers(got), _numbers(want), strict=False))
    fits = len(pairs) == len([*_numbers(want)]) == len([*_numbers(got)])
    return fits and all(np.size(a) == np.size(b) and _alike(a, b) for a, b in pairs)


def _alike(a: Any, b: Any) -> bool:
    x, y = np.ravel(a).astype(float), np.ravel(b).astype(float)
    if not x.size or np.ptp(x) == np.ptp(y) == 0:
        return bool(np.array_equal(x, y, equal_nan=True))
    if x.size < ENOUGH:
        return True
    return all(
        abs(p.mean() - q.mean()) <= SIGMAS * np.hypot(p.std(), q.std()) / x.size**0.5
        for p, q in ((x, y), (x**2, y**2), (x == 0, y == 0))
    )


def differ(one: Any, other: Any) -> bool:
    """Return whether results have other numbers; those of other shapes do."""
    parts, others = list(_numbers(one)), list(_numbers(other))
    fits = [a.shape for a in parts] == [b.shape for b in others]
    return not fits or differences(one, other) > 0


def differences(one: Any, other: Any) -> int:
    """Return how many numbers of two results differ."""
    pairs = list(zip(_numbers(one), _numbers(other), strict=False))
    return sum(int(np.sum(a != b)) for a, b in pairs if a.shape == b.shape)


def _numbers(result: Any) -> Iterator[Any]:
    """Yield the arrays of a result."""
    if isinstance(result, Mapping):
        result = list(result.values())
    if isinstance(result, list | tuple) and not is_numeric(result):
        for part in result:
            yield from _numbers(part)
    elif is_numeric(result):
        yield np.asarray(result)
