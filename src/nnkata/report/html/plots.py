"""Plots of the page: the paths, axes and legends that `report.html` writes as SVG.

Texts stay texts, which the template escapes, and colours are names of the page's style,
so that a plot follows a dark page.
"""

import math
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnkata.training.calibration import Calibration, spread

# In units of the SVG, whose texts are 10 high: they can be read on a phone, too.
LEFT, RIGHT, TOP, LOSS_HEIGHT = 47.0, 338.0, 5.0, 160.0
LOWEST = 0.4  # a boundary's height, of its width; the highest is a square
MARGIN = 0.06  # around the points of a boundary, of their span
CELLS = 100  # along a side of a boundary
MOST_TICKS = 7
MOST_POINTS = 300  # of a curve: about one a pixel
FEW_EPOCHS = 30  # that are marked one by one
LARGEST = 1e300  # a cost that can be drawn
LARGE_FALL = 10.0  # a cost that falls by this factor is drawn on a logarithmic scale
# The marks of the classes: in the legend, and as paths from the point they mark.
MARKERS = {
    "●": "m-2 0a2 2 0 1 0 4 0a2 2 0 1 0-4 0z",
    "▲": "m0-2.5l2.5 4.5h-5z",
    "■": "m-2-2h4v4h-4z",
    "◆": "m0-3l2.5 3l-2.5 3l-2.5-3z",
    "▼": "m0 2.5l2.5-4.5h-5z",
    "✚": "m-1-3h2v2h2v2h-2v2h-2v-2h-2v-2h2z",
}
MOST_CLASSES = len(MARKERS)


class Axis(NamedTuple):
    """A scale from the values `low` to `high` to the positions `start` to `end`."""

    label: str
    low: float
    high: float
    start: float
    end: float
    is_log: bool = False

    def at(self, values: ArrayLike) -> Any:
        """Return the positions of values."""
        scale = np.log10 if self.is_log else np.asarray
        low, high = scale(self.low), scale(self.high)
        share = (scale(values) - low) / (high - low)
        return self.start + share * (self.end - self.start)

    @property
    def ticks(self) -> list[tuple[str, str]]:
        """Return the positions of round values, and these values, as texts."""
        values = _steps(self.low, self.high)
        if self.is_log:
            values = _round_numbers(self.low, self.high)
            # Every third of them is ten times the one before.
            every = 3 * math.ceil(len(values) / 3 / MOST_TICKS)
            values = values if len(values) <= MOST_TICKS else values[::every]
        return [(f"{self.at(value):.1f}", f"{value:g}") for value in values]


class Shape(NamedTuple):
    """A path of a plot: how it is drawn, its colour in the style, and its legend."""

    kind: str
    colour: str
    path: str
    mark: str = ""
    label: str = ""


class Plot(NamedTuple):
    """Shapes, the later ones above the earlier ones, between two axes."""

    x: Axis
    y: Axis
    shapes: list[Shape]


def loss_plot(
    losses: Sequence[float], whose: str, baseline: Calibration | None = None
) -> Plot:
    """Return the cost of every epoch, over the range of the baseline runs."""
    costs, shapes = np.array(losses, float), []
    costs[~(np.abs(costs) < LARGEST)] = np.nan
    last = max(len(costs) - 1, baseline.epochs[-1] if baseline else 1)
    others = [*baseline.lowest, *baseline.highest] if baseline else []
    x = Axis("epoch", 0, last, LEFT, RIGHT)
    y = _cost_axis(np.array([*costs, *others]))
    if baseline:
        above = _line(x.at(baseline.epochs), y.at(baseline.highest))
        below = _line(x.at(baseline.epochs[::-1]), y.at(baseline.lowest[::-1]))
        label = f"{baseline.seeds} baseline runs"
        shapes.append(Shape("area", "baseline", f"{above}L{below[1:]}z", "▒", label))
    chosen = spread(len(costs), MOST_POINTS)
    curve = x.at(chosen), y.at(costs[chosen])
    shapes.append(Shape("line", "yours", _line(*curve), "━", whose))
    if len(losses) <= FEW_EPOCHS:
        shapes.append(Shape("dots", "yours", _marks(*curve, "h0")))
    return Plot(x, y, shapes)


def overlay_plot(curves: Sequence[tuple[str, Sequence[float]]]) -> Plot:
    """Return the costs of several runs, each with its name, one over the other.

    There may be as many as the style has colours, `MOST_CLASSES`.
    """
    costs = [np.array(losses, float) for _, losses in curves]
    for values in costs:
        values[~(np.abs(values) < LARGEST)] = np.nan
    last = max(1, *(len(values) - 1 for values in costs))
    x, y = Axis("epoch", 0, last, LEFT, RIGHT), _cost_axis(np.concatenate(costs))
    # What a cost is, differs from kata to kata.
    y = y._replace(label=y.label.replace(" (nats)", ""))
    shapes = []
    for number, ((name, _), values) in enumerate(zip(curves, costs, strict=True)):
        chosen, colour = spread(len(values), MOST_POINTS), f"class-{number}"
        path = _line(x.at(chosen), y.at(values[chosen]))
        shapes.append(Shape("line", colour, path, "━", name))
        if len(values) <= FEW_EPOCHS:
            path = _marks(x.at(chosen), y.at(values[chosen]), "h0")
            shapes.append(Shape("dots", colour, path))
    return Plot(x, y, shapes)


def boundary_plot(
    points: NDArray[Any],
    labels: NDArray[Any],
    classes: Sequence[str],
    predict: Callable[[NDArray[Any]], NDArray[Any]],
    cells: int = CELLS,
) -> Plot:
    """Return which class a network predicts at every point of a plane.

    Parameters
    ----------
    points, labels : ndarray of shape (m, 2), ndarray of int of shape (m,)
        The examples, and the numbers of their classes.
    classes : sequence of str
    predict : callable
        Returns the numbers of the predicted classes of (m, 2) other points.
    cells : int
        Along a side, in each of which `predict` is asked once.
    """
    low, high = points.min(axis=0), points.max(axis=0)
    # A feature that is the same everywhere gets a span that its size does not swallow.
    margin = MARGIN * np.where(high > low, high - low, np.maximum(1, np.abs(low)))
    low, span = low - margin, high - low + 2 * margin
    height = (RIGHT - LEFT) * np.clip(span[1] / span[0], LOWEST, 1)
    x = Axis("first feature", low[0], low[0] + span[0], LEFT, RIGHT)
    y = Axis("second feature", low[1], low[1] + span[1], TOP + height, TOP)
    centres = (np.indices((cells, cells))[::-1].reshape(2, -1).T + 0.5) / cells
    predicted = predict((low + centres * span).astype(points.dtype)).reshape(
        cells, cells
    )
    rows, columns = (
        [f"{edge:.1f}" for edge in np.linspace(axis.start, axis.end, cells + 1)]
        for axis in (y, x)
    )
    regions, examples = [], []
    for k, (name, mark) in enumerate(zip(classes, MARKERS, strict=False)):
        region = _filled(predicted == k, rows, columns)
        regions.append(Shape("region", f"class-{k}", region))
        features = points[labels == k].T
        path = _marks(x.at(features[0]), y.at(features[1]), MARKERS[mark])
        examples.append(Shape("points", f"class-{k}", path, mark, name))
    border = Shape("border", "ink", _borders(predicted, rows, columns))
    return Plot(x, y, [*regions, border, *examples])


def curve_words(losses: Sequence[float]) -> str:
    """Describe a loss curve in words, for readers who do not see it."""
    costs = np.array(losses, float)
    is_finite = np.isfinite(costs)
    if not is_finite.any():
        return f"The cost of {len(costs)} epochs: none of them is a finite number."
    lowest = np.where(is_finite, costs, np.inf).argmin()
    words = (
        f"The cost of {len(costs)} epochs: it begins at {costs[0]:.3g} and ends at"
        f" {costs[-1]:.3g}; the lowest is {costs[lowest]:.3g}, in epoch {lowest}."
    )
    if not is_finite.all():
        first = is_finite.argmin()
        words += f" From epoch {first} on, some are not finite numbers."
    return words


def _cost_axis(values: NDArray[Any]) -> Axis:
    """Return the axis of the cost: by powers where it falls far, else from 0."""
    finite = values[np.isfinite(values)]
    low, high = (finite.min(), finite.max()) if finite.size else (0.0, 0.0)
    ends = TOP + LOSS_HEIGHT, TOP
    if low > 0 and high > LARGE_FALL * low:
        return Axis("mean cost (nats), log scale", low, high, *ends, is_log=True)
    low = min(low, 0.0)
    high = high if high - low > 1 / LARGEST else low + 1.0
    return Axis("mean cost (nats)", low, high, *ends)


def _steps(low: float, high: float) -> list[float]:
    """Return the multiples of a round number that lie between."""
    step = _round_numbers((high - low) / MOST_TICKS, high - low)[0]
    return [k * step for k in range(math.ceil(low / step), int(high // step) + 1)]


def _round_numbers(low: float, high: float) -> list[float]:
    """Return 1, 2 and 5 times the powers of ten, as far as they lie between."""
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    numbers = [float(f"{factor}e{power}") for power in powers for factor in (1, 2, 5)]
    return [number for number in numbers if low <= number <= high]


def _line(x: NDArray[Any], y: NDArray[Any]) -> str:
    """Return the path through points; it breaks off where one is not finite."""
    path, pen = "", "M"
    for across, up in zip(x, y, strict=True):
        if math.isfinite(up):
            path += f"{pen}{across:.1f} {up:.1f}"
        pen = "L" if math.isfinite(up) else "M"
    return path


def _marks(x: NDArray[Any], y: NDArray[Any], mark: str) -> str:
    """Return the path that draws a mark at every point."""
    points = zip(x, y, strict=True)
    return "".join(f"M{a:.1f} {b:.1f}{mark}" for a, b in points if math.isfinite(b))


def _filled(mask: NDArray[Any], rows: list[str], columns: list[str]) -> str:
    """Return the path around the cells of a mask: one rectangle for each run in a row."""
    steps = np.diff(np.pad(mask, ((0, 0), (1, 1))).astype(int))
    runs = zip(np.argwhere(steps > 0), np.argwhere(steps < 0), strict=True)
    return "".join(
        f"M{columns[left]} {rows[row]}H{columns[right]}V{rows[row + 1]}H{columns[left]}z"
        for (row, left), (_, right) in runs
    )


def _borders(classes: NDArray[Any], rows: list[str], columns: list[str]) -> str:
    """Return the path between neighbouring cells of different classes."""
    beside = np.argwhere(np.diff(classes, axis=1))
    below = np.argwhere(np.diff(classes, axis=0))
    path = [f"M{columns[c + 1]} {rows[r]}V{rows[r + 1]}" for r, c in beside]
    path += [f"M{columns[c]} {rows[r + 1]}H{columns[c + 1]}" for r, c in below]
    return "".join(path)
