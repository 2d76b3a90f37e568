"""Plots as SVG that is part of the page and takes its colours from the page's style.

matplotlib draws in placeholder colours; each becomes a variable of the style, so that a
plot follows a dark page. Texts stay texts, in the reader's own font.
"""

import io
import math
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from matplotlib import rc_context
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, NullFormatter, StrMethodFormatter
from numpy.typing import NDArray

from nnkata.training.calibration import spread

if TYPE_CHECKING:
    from nnkata.report.html.graded import GradedRun


WIDTH, HEIGHT = 4.8, 2.9  # inches: its 10 points can be read on a phone, too
INK, SOFT, YOURS, BASELINE = "#010101", "#020202", "#030303", "#040404"
CLASSES = ("#050505", "#060606", "#070707", "#080808", "#090909", "#0a0a0a")
VARIABLES = {INK: "ink", SOFT: "soft", YOURS: "yours", BASELINE: "baseline"} | {
    colour: f"class-{number}" for number, colour in enumerate(CLASSES)
}
MARKERS = ("o", "^", "s", "D", "v", "P")
MOST_POINTS = 300  # of a curve: about one a pixel
MOST_CLASSES = len(CLASSES)
FEW_EPOCHS = 30  # that are marked one by one
LARGE_FALL = 10.0  # a cost that falls by this factor is drawn on a logarithmic scale
SETTINGS: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "nnkata",
    "text.parse_math": False,  # a name with $ is a name
    "font.size": 10,
    "text.color": INK,
    "axes.edgecolor": SOFT,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "hatch.color": BASELINE,
    "hatch.linewidth": 0.5,
    "legend.frameon": False,
    "legend.handletextpad": 0.4,
    "legend.columnspacing": 1.0,
    "legend.markerscale": 0.8,
}
NO_METADATA = dict.fromkeys(("Creator", "Date", "Format", "Type"))
# Marks of the same look that follow each other.
SAME_LOOK = re.compile(r'<use [^>]*style="([^"]*)"/>\s*(?:<use [^>]*style="\1"/>\s*)+')


class Plane(NamedTuple):
    """A plane of two features: the class predicted at each point, and the examples."""

    x: NDArray[Any]
    y: NDArray[Any]
    predicted: NDArray[Any]
    points: NDArray[Any]
    labels: NDArray[Any]
    classes: tuple[str, ...]


@rc_context(SETTINGS)
def loss_plot(run: "GradedRun") -> str:
    """Return the cost of every epoch as SVG, over the range of the baseline runs."""
    figure, axes = _figure(HEIGHT)
    if (baseline := run.calibration) is not None:
        axes.fill_between(
            *(baseline.epochs, baseline.lowest, baseline.highest),
            facecolor="none",
            edgecolor=BASELINE,
            hatch="/////",
            lw=0.8,
            label=f"{baseline.seeds} baseline runs",
        )
    losses = np.array(run.losses, float)
    losses[~np.isfinite(losses)] = np.nan
    epochs = spread(len(losses), MOST_POINTS)
    marker = "." if len(losses) <= FEW_EPOCHS else ""
    look = {"color": YOURS, "lw": 1.8, "marker": marker}
    axes.plot(epochs, losses[epochs], label=run.whose, **look)
    axes.set(xlabel="epoch", ylabel=_scale_costs(axes, losses))
    axes.legend()
    return _svg(figure, run, "loss")


@rc_context(SETTINGS)
def boundary_plot(run: "GradedRun", plane: Plane) -> str:
    """Return as SVG which class a network predicts at every point of a plane."""
    figure, axes = _figure(WIDTH * 0.9, top=0.3)
    for number, name in enumerate(plane.classes):
        colour = CLASSES[number]
        region = (plane.x, plane.y, plane.predicted == number)
        if region[2].any():
            axes.contourf(*region, [0.5, 1.5], colors=[colour], alpha=0.25)
            axes.contour(*region, [0.5], colors=INK, linewidths=0.6)
        points = plane.points[plane.labels == number]
        look = {"marker": MARKERS[number], "color": colour, "ms": 3.5}
        axes.plot(*points.T, ls="", label=name, **look)
    axes.set(aspect="equal", xlabel="first feature", ylabel="second feature")
    figure.legend(loc="upper center", ncols=4, borderaxespad=0.0)
    return _svg(figure, run, "boundary")


def curve_words(losses: Sequence[float]) -> str:
    """Describe a loss curve in words, for readers who do not see it."""
    finite = [loss for loss in losses if math.isfinite(loss)]
    if not finite:
        return f"The cost of {len(losses)} epochs: none of them is a finite number."
    lowest = min(finite)
    words = (
        f"The cost of {len(losses)} epochs: it begins at {losses[0]:.3g} and ends at"
        f" {losses[-1]:.3g}; the lowest is {lowest:.3g}, in epoch"
        f" {list(losses).index(lowest)}."
    )
    if len(finite) < len(losses):
        bad = next(i for i, loss in enumerate(losses) if not math.isfinite(loss))
        words += f" From epoch {bad} on, some are not finite numbers."
    return words


def inline(svg: str, prefix: str) -> str:
    """Return an SVG file as a part of a page, which gives it its colours.

    Parameters
    ----------
    svg : str
        As matplotlib writes it.
    prefix : str
        Put before every id that is referred to; the others are removed.
    """
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>|<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<defs>\s*<style.*?</style>\s*</defs>", "", svg, flags=re.DOTALL)
    svg = re.sub(r' xmlns(:xlink)?="[^"]*"| version="[^"]*"', "", svg)
    svg = re.sub(
        r'^(<svg) .*?(viewBox="[^"]*").*?>', r"\1 \2>", svg, count=1, flags=re.DOTALL
    )
    used = set(re.findall(r'(?:url\(|href=")#([^)"]+)', svg))
    svg = re.sub(
        r' id="([^"]*)"',
        lambda match: f' id="{prefix}{match[1]}"' if match[1] in used else "",
        svg,
    )
    svg = re.sub(r'(url\(|href=")#', rf"\1#{prefix}", svg).replace("xlink:href", "href")
    svg = re.sub(r"(\.\d)\d{3,}", r"\1", svg)  # a tenth of a pixel is enough
    svg = SAME_LOOK.sub(_grouped, svg)
    for colour, name in VARIABLES.items():
        svg = svg.replace(colour, f"var(--{name})")
    return re.sub(r"\n\s*", "\n", svg)


def _grouped(match: re.Match[str]) -> str:
    """Return marks of the same look in a group that has the look, for a smaller page."""
    marks = match[0].replace(f' style="{match[1]}"', "")
    return f'<g style="{match[1]}">\n{marks}</g>\n'


def _svg(figure: Any, run: "GradedRun", kind: str) -> str:
    stream = io.StringIO()
    figure.savefig(stream, format="svg", transparent=True, metadata=NO_METADATA)
    return inline(stream.getvalue(), f"{run.kata.slug}-{run.goal.name}-{kind}-")


def _figure(height: float, top: float = 0.1) -> tuple[Any, Any]:
    """Return a figure with margins in inches: to find the best ones takes twice as long."""
    figure = Figure(figsize=(WIDTH, height))
    left, bottom = 0.65, 0.5
    width, tall = WIDTH - left - 0.1, height - bottom - top
    figure.add_axes((left / WIDTH, bottom / height, width / WIDTH, tall / height))
    return figure, figure.axes[0]


def _scale_costs(axes: Any, losses: NDArray[Any]) -> str:
    """Scale the axis of the cost, by powers where it falls far; return its label."""
    finite = losses[np.isfinite(losses)]
    if finite.size and finite.min() > 0 and finite.max() > LARGE_FALL * finite.min():
        axes.set_yscale("log")
        axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
        axes.yaxis.set_major_formatter(StrMethodFormatter("{x:g}"))
        axes.yaxis.set_minor_formatter(NullFormatter())
        return "mean cost (nats), log scale"
    axes.set_ylim(bottom=0)
    return "mean cost (nats)"
