"""A part of a call's result, and how much it means that something fits its values."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnkata.diagnosis.compare import Tolerance

Array = NDArray[Any]
Named = Mapping[str, Any]  # arguments or quantities of a call
# What a value that fits is worth as evidence: multiples of 1/4 often fit by chance.
SIMPLE, ANY_OTHER = 1.0, 2.5
ENOUGH = 5.0


@dataclass(frozen=True)
class Part:
    """A part of a call's result: what it is, what is right, and what it was made of.

    Attributes
    ----------
    got, want : array_like
    arguments : mapping
        Of the call: an offset or a condition may be named after one.
    quantities : mapping
        Sizes and numbers of the call, not 0: a factor may be named after one.
    decides : callable
        Returns whether an argument decides over `want` element by element.
    """

    got: Any
    want: Any
    arguments: Named = field(default_factory=dict)
    quantities: Named = field(default_factory=dict)
    decides: Callable[[str], bool] = lambda name: False

    @cached_property
    def arrays(self) -> tuple[Array, Array]:
        return np.asarray(numbers(self.got)), np.asarray(numbers(self.want))

    @property
    def is_comparable(self) -> bool:
        got, want = numbers(self.got), numbers(self.want)
        if got is None or want is None or got.shape != want.shape or not want.size:
            return False
        return bool(np.isfinite(got).all() and np.isfinite(want).all())

    @property
    def counts(self) -> bool:
        """Whether both are indices or counts, where every ratio is a coincidence."""
        return all(np.asarray(x).dtype.kind in "iub" for x in (self.got, self.want))


def evidence(values: Array) -> float:
    """Return how much it means that something fits these values."""
    distinct = np.unique(np.float32(values[values != 0]))
    simple = distinct * 4 == np.round(distinct * 4)
    return float(np.where(simple, SIMPLE, ANY_OTHER).sum())


def pooled(arrays: Sequence[Array]) -> Array:
    return np.concatenate([np.ravel(array) for array in arrays])


def numbers(value: Any) -> Array | None:
    """Return an argument as float64; None if it is not real numbers."""
    try:
        array = np.asarray(value)
    except ValueError:
        return None
    return array.astype(np.float64) if array.dtype.kind in "biuf" else None


def equal(a: Array, b: Array) -> bool:
    """Return whether all are nearly equal, compared with the largest value of `b`."""
    scale = float(np.max(np.abs(b), initial=0.0, where=np.isfinite(b)))
    return bool(Tolerance(1e-6, 1e-9 * scale).close(np.asarray(a), np.asarray(b)).all())
