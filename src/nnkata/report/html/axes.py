"""The axis of one metric: where it lies between its threshold and the baseline runs."""

import math
from collections.abc import Sequence
from typing import NamedTuple

MARGIN = 0.12  # of the span, on both sides


class MetricAxis(NamedTuple):
    """Values as percentages of the axis, whose ends are texts."""

    low: str
    high: str
    value: float
    thresholds: list[float]
    band: tuple[float, float] | None


def metric_axis(
    value: float,
    thresholds: Sequence[float],
    band: tuple[float, float] | None,
    highest: float = math.inf,
) -> MetricAxis | None:
    """Return an axis on which a value, its thresholds and a range can be told apart.

    It is as long as they need, and not from 0 to 1: an accuracy of 0.98 beside 0.97 would
    be one dot there. But it ends at 0 and at the `highest` value that the metric can have.
    None where there is nothing to compare with, or no difference.
    """
    marks = [value, *thresholds, *(band or ())]
    span = max(marks) - min(marks)
    if not 0 < span < math.inf:  # nan is neither
        return None
    low = max(min(marks) - MARGIN * span, min(0.0, *marks))
    high = min(max(marks) + MARGIN * span, max(highest, *marks))
    ends = f"{low:.3g}", f"{high:.3g}"
    if ends[0] == ends[1]:
        return None

    def at(mark: float) -> float:
        return float(round(100 * (mark - low) / (high - low), 1))

    return MetricAxis(
        *ends, at(value), [*map(at, thresholds)], band and (at(band[0]), at(band[1]))
    )
