"""The curve of a training in words and in one line: how it stands to honest runs."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from nnkata.training.calibration import spread

if TYPE_CHECKING:
    from nnkata.training.calibration import Calibration


BARS = "▁▂▃▄▅▆▇█"
# Right answers differ in their last digits, and a hundred runs are not all runs.
SLACK = 0.02


def sparkline(values: Sequence[float], width: int = 40) -> str:
    """A curve in one line of text, on a logarithmic scale.

    A cost falls fast and then slowly: on a plain scale its first values would be all
    there is to see. The highest twentieth stands at the top, what is not above 0 at the
    bottom, and what is not finite is a question mark.
    """
    chosen = [float(values[place]) for place in spread(len(values), width)]
    logs = sorted(math.log(v) for v in chosen if 0 < v < math.inf)
    low, top = (logs[0], logs[-1 - len(logs) // 20]) if logs else (0.0, 0.0)

    def bar(value: float) -> str:
        if not math.isfinite(value):
            return "?"
        if value <= 0 or top == low:
            return BARS[0]
        height = (math.log(value) - low) / (top - low)
        return BARS[round(min(height, 1.0) * (len(BARS) - 1))]

    return "".join(map(bar, chosen))


def band_line(losses: Sequence[float], found: "Calibration") -> str:
    """Where a curve lies: inside of all honest runs, or from which epoch on outside."""
    places = [_place(losses, found, i) for i in range(len(found.epochs))]
    told = [
        (epoch, where)
        for epoch, where in zip(found.epochs, places, strict=True)
        if where
    ]
    outside = [epoch for epoch, where in told if where != "inside"]
    band = f"the band of {found.seeds} honest runs"
    if not told:
        return f"no epoch to compare with {band}"
    if not outside:
        return f"inside {band}"
    last = told[-1][1]
    if last == "inside":
        return f"inside {band} at the end, outside in epochs {_span(outside)}"
    since = _since(told)
    if last == "lost":
        return f"no number from epoch {since} on; {band} has numbers"
    return f"{last} {band} from epoch {since} on"


def _since(told: Sequence[tuple[int, str]]) -> int:
    """The epoch from which on a curve is where it ends."""
    since, last = told[-1]
    for epoch, where in reversed(told):
        if where != last:
            break
        since = epoch
    return since + 1  # the first epoch is number 1


def _place(losses: Sequence[float], found: "Calibration", index: int) -> str:
    epoch = found.epochs[index]
    if epoch >= len(losses):
        return ""
    value = losses[epoch]
    if not math.isfinite(value):
        return "lost"
    if value > found.highest[index] * (1 + SLACK):
        return "above"
    return "below" if value < found.lowest[index] * (1 - SLACK) else "inside"


def _span(epochs: Sequence[int]) -> str:
    first, last = epochs[0] + 1, epochs[-1] + 1
    return str(first) if first == last else f"{first} to {last}"
