"""What one run took, and the middle and spread of many."""

from collections.abc import Iterable
from statistics import median, quantiles
from typing import NamedTuple


class Sample(NamedTuple):
    """One run: seconds of processor time, seconds on the clock, MB at the peak."""

    processor: float
    wall: float
    peak: float = float("nan")


class Spread(NamedTuple):
    """A median with the quartiles on both sides of it."""

    median: float
    low: float
    high: float


def spread(values: Iterable[float]) -> Spread:
    """Return the median and quartiles; of a single value all three are the same."""
    values = list(values)
    if len(values) == 1:
        return Spread(*values * 3)
    low, _, high = quantiles(values, n=4, method="inclusive")
    return Spread(median(values), low, high)
