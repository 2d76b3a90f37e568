"""Whether results agree in their numbers, however they are shaped and packed."""

from collections.abc import Mapping
from itertools import chain
from typing import Any

import numpy as np

from nnkata.diagnosis.compare import is_numeric
from nnkata.grading.variation import is_continuous

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
        one, other = np.ravel(got) + 0.0, np.ravel(want) + 0.0  # complex ones stay so
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
    pairs = _pairs(got, want)
    return pairs is not None and all(
        np.size(a) == np.size(b) and _alike(a, b) for a, b in pairs
    )


def _alike(a: Any, b: Any) -> bool:
    if np.iscomplexobj(a) and np.any(np.imag(a)):
        return False
    x, y = np.real(np.ravel(a)).astype(float), np.ravel(b).astype(float)
    if not x.size or np.ptp(x) == np.ptp(y) == 0:
        return bool(np.array_equal(x, y, equal_nan=True))
    if x.size < ENOUGH:
        return True
    return all(
        abs(p.mean() - q.mean()) <= SIGMAS * np.hypot(p.std(), q.std()) / x.size**0.5
        for p, q in ((x, y), (x**2, y**2), (x == 0, y == 0))
    )


def alike(got: Any, want: Any) -> bool:
    """Return whether a result has all parts of another, each with as many numbers."""
    pairs = _pairs(got, want)
    return pairs is not None and all(np.size(a) == np.size(b) for a, b in pairs)


def repeats(got: Any, known: Any) -> bool:
    """Return whether a result is a known one again, where no chance makes it so."""
    return has_fractions(known) and near(got, known, USUAL)


def has_fractions(result: Any) -> bool:
    """Return whether there are floats other than 0 and 1 in a result."""
    return any(is_continuous(array) for array, _ in _pairs(result, result) or [])


def size(result: Any) -> int:
    """Return how many numbers a result has."""
    return sum(array.size for array, _ in _pairs(result, result) or [])


def differ(one: Any, other: Any) -> bool:
    """Return whether results have other numbers; those of another form do."""
    pairs = _pairs(one, other)
    fits = pairs is not None and all(a.shape == b.shape for a, b in pairs)
    return not fits or differences(one, other) > 0


def differences(one: Any, other: Any) -> int:
    """Return how many numbers of two results differ."""
    pairs = _pairs(one, other) or []
    return sum(int(np.sum(a != b)) for a, b in pairs if a.shape == b.shape)


def _pairs(got: Any, want: Any) -> list[tuple[Any, Any]] | None:
    """Return the arrays of two results side by side; None if one lacks what another has."""
    if is_numeric(want):
        return [(np.asarray(got), np.asarray(want))] if is_numeric(got) else None
    if isinstance(want, Mapping):
        has_all = isinstance(got, Mapping) and set(want) <= set(got)
        parts = [_pairs(got[key], want[key]) for key in want] if has_all else [None]
    elif isinstance(want, list | tuple):
        has_all = isinstance(got, list | tuple) and len(got) == len(want)
        parts = list(map(_pairs, got, want)) if has_all else [None]
    else:
        parts = []  # no number
    known = [part for part in parts if part is not None]
    return [*chain.from_iterable(known)] if len(known) == len(parts) else None
