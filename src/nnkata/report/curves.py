"""A graded run in a few lines of text: its metrics, its loss curve, the baseline runs."""

import math
from collections.abc import Mapping, Sequence

from nnkata.judging.verdict import Outcome, TestVerdict
from nnkata.training.calibration import Calibration, spread

BLOCKS = "▁▂▃▄▅▆▇█"
# Right answers differ in their last digits, and a hundred runs are not all runs.
SLACK = 0.02
Baselines = Mapping[str, Calibration]  # the baseline runs of each goal, by its name


def run_lines(test: TestVerdict, baselines: Baselines | None = None) -> list[str]:
    """Return what a graded run reached and how its loss went; [] for a unit test."""
    if test.goal is None:
        return []
    if not test.ran:
        return [f"- {test.goal}: not run: {test.reason}"] * (not test.required)
    if not test.measured:
        return []
    metrics = [f"{key.replace('_', ' ')} {v:.4g}" for key, v in test.measured.items()]
    lines = [f"{'+' if test.passed else 'x'} {test.goal}: {', '.join(metrics)}"]
    if test.losses:
        epochs = f"{len(test.losses)} epochs, logarithmic"
        lines.append(f"  cost {sparkline(test.losses)}  over {epochs}")
        baseline = (baselines or {}).get(test.goal)
        if baseline and test.outcome is not Outcome.TIMEOUT:
            lines.append(f"  {describe_curve(test.losses, baseline)}")
    return lines


def sparkline(values: Sequence[float], width: int = 40) -> str:
    """Return a curve as one line of blocks, on a logarithmic scale.

    A cost falls fast and then slowly: on a linear scale only its first values would be
    visible. The highest twentieth is drawn at the top, values that are not above 0 at the
    bottom, and values that are not finite as question marks.
    """
    chosen = [float(values[index]) for index in spread(len(values), width)]
    logs = sorted(math.log(v) for v in chosen if 0 < v < math.inf)
    low, top = (logs[0], logs[-1 - len(logs) // 20]) if logs else (0.0, 0.0)

    def block(value: float) -> str:
        if not math.isfinite(value):
            return "?"
        if value <= 0 or top == low:
            return BLOCKS[0]
        height = (math.log(value) - low) / (top - low)
        return BLOCKS[round(min(height, 1.0) * (len(BLOCKS) - 1))]

    return "".join(map(block, chosen))


def describe_curve(losses: Sequence[float], baseline: Calibration) -> str:
    """Return in words whether a loss curve lies in the range of the baseline runs."""
    runs = f"{baseline.seeds} baseline runs"
    ranges = zip(baseline.epochs, baseline.lowest, baseline.highest, strict=True)
    positions = {  # by the number of the epoch, counted from 1
        epoch + 1: _position(losses[epoch], low, high)
        for epoch, low, high in ranges
        if epoch < len(losses)
    }
    if not positions:
        return f"no epoch to compare with {runs}"
    outside = [epoch for epoch, position in positions.items() if position != "inside"]
    if not outside:
        return f"inside the range of {runs}"
    last = list(positions.values())[-1]
    if last == "inside":
        epochs = " to ".join(map(str, dict.fromkeys((outside[0], outside[-1]))))
        return f"inside the range of {runs} at the end, outside in epochs {epochs}"
    other = max((epoch for epoch, p in positions.items() if p != last), default=0)
    since = min(epoch for epoch in positions if epoch > other)
    if last == "not finite":
        return f"not finite from epoch {since} on; {runs} stay finite"
    return f"{last} the range of {runs} from epoch {since} on"


def _position(loss: float, low: float, high: float) -> str:
    if not math.isfinite(loss):
        return "not finite"
    if loss > high * (1 + SLACK):
        return "above"
    return "below" if loss < low * (1 - SLACK) else "inside"
