"""Whether results agree in their numbers, however they are shaped and packed."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from nnkata.diagnosis.compare import is_numeric

LOOSE, USUAL, SINGLE = (1e-2, 1e-6), (1e-5, 1e-8), (1e-3, 1e-5)  # relative, absolute


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
