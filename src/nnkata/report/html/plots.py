"""Plots as SVG that stands in the page itself and takes its colours from it.

matplotlib draws in stand-in colours; each becomes a variable of the page's style, so
that a plot follows a dark page. Its texts stay texts, in the reader's own font.
"""

import io
import math
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nnkata.training.calibration import spread

if TYPE_CHECKING:
    from nnkata.report.html.graded import Graded
    from nnkata.training.calibration import Calibration


WIDTH, HEIGHT = 4.8, 2.9  # inches: its 10 points can be read on a phone, too
INK, SOFT, YOURS, HONEST = "#010101", "#020202", "#030303", "#040404"
ARMS = ("#050505", "#060606", "#070707", "#080808", "#090909", "#0a0a0a")
STANDS_FOR = {INK: "ink", SOFT: "soft", YOURS: "yours", HONEST: "honest"} | {
    colour: f"class-{number}" for number, colour in enumerate(ARMS)
}
MARKERS = ("o", "^", "s", "D", "v", "P")
MOST_POINTS = 300  # of a curve: about one a pixel
MOST_CLASSES = len(ARMS)
FALLS = 10.0  # a cost that falls by more is drawn on a scale of powers
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
    "hatch.color": HONEST,
    "hatch.linewidth": 0.5,
}


class Plane(NamedTuple):
    """A plane of two features, what a network says all over it, and known points."""

    x: NDArray[Any]
    y: NDArray[Any]
    said: NDArray[Any]
    points: NDArray[Any]
    labels: NDArray[Any]
    classes: tuple[str, ...]


class Plots:
    """Draws the plots of one page; each gets a name that no other has."""

    def __init__(self) -> None:
        import matplotlib

        self._settings = matplotlib.rc_context
        self._drawn = 0

    def losses(self, run: "Graded") -> str:
        """The cost of every epoch, over the band in which honest runs lay."""
        with self._settings(SETTINGS):
            figure, axes = _figure(HEIGHT)
            if run.calibration is not None:
                _band(axes, run.calibration)
            losses = np.array(run.losses, float)
            losses[~np.isfinite(losses)] = np.nan
            few = len(losses) <= 30
            epochs = spread(len(losses), MOST_POINTS)
            look = {"color": YOURS, "lw": 1.8, "marker": "." if few else ""}
            axes.plot(epochs, losses[epochs], label=run.whose, **look)
            axes.set(xlabel="epoch", ylabel=_cost_scale(axes, losses))
            axes.legend(frameon=False)
            return self._svg(figure)

    def measured(self, run: "Graded") -> str:
        """What was measured, on a scale from 0 to 1, beside bars and honest runs."""
        names = run.shares
        with self._settings(SETTINGS):
            figure, axes = _figure(0.75 + 0.4 * len(names), left=1.35, top=0.3)
            for row, name in enumerate(names):
                _measured_row(axes, run, name, row)
            axes.set_yticks(
                range(len(names)), [name.replace("_", " ") for name in names]
            )
            axes.set(xlim=(0, 1.02), ylim=(len(names) - 0.4, -0.6))
            axes.spines["left"].set_visible(False)
            axes.tick_params(axis="y", length=0)
            _legend_above(figure)
            return self._svg(figure)

    def boundary(self, plane: Plane) -> str:
        """Which class a network names at every point of a plane."""
        with self._settings(SETTINGS):
            figure, axes = _figure(WIDTH * 0.9, top=0.3)
            for number, name in enumerate(plane.classes):
                colour = ARMS[number]
                place = (plane.x, plane.y, plane.said == number)
                if place[2].any():
                    axes.contourf(*place, [0.5, 1.5], colors=[colour], alpha=0.25)
                    axes.contour(*place, [0.5], colors=INK, linewidths=0.6)
                points = plane.points[plane.labels == number]
                look = {"marker": MARKERS[number], "color": colour, "ms": 3.5}
                axes.plot(*points.T, ls="", label=name, **look)
            axes.set(aspect="equal", xlabel="first feature", ylabel="second feature")
            _legend_above(figure)
            return self._svg(figure)

    def _svg(self, figure: Any) -> str:
        stream = io.StringIO()
        figure.savefig(stream, format="svg", transparent=True, metadata=NO_METADATA)
        self._drawn += 1
        return inline(stream.getvalue(), f"plot{self._drawn}-")


NO_METADATA = dict.fromkeys(("Creator", "Date", "Format", "Type"))

ALIKE = re.compile(r'<use [^>]*style="([^"]*)"/>\s*(?:<use [^>]*style="\1"/>\s*)+')


def inline(svg: str, prefix: str) -> str:
    """An SVG file as a part of a page: its names its own, its colours the page's.

    Parameters
    ----------
    svg : str
        As matplotlib writes it.
    prefix : str
        Before every id that is referred to; the others are left out.
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
        lambda found: f' id="{prefix}{found[1]}"' if found[1] in used else "",
        svg,
    )
    svg = re.sub(r'(url\(|href=")#', rf"\1#{prefix}", svg).replace("xlink:href", "href")
    svg = re.sub(r"(\.\d)\d{3,}", r"\1", svg)  # a tenth of a pixel is enough
    svg = ALIKE.sub(_once, svg)
    for colour, name in STANDS_FOR.items():
        svg = svg.replace(colour, f"var(--{name})")
    return re.sub(r"\n\s*", "\n", svg)


def _once(alike: re.Match[str]) -> str:
    """Marks of one look in a group that has the look, instead of each of them."""
    marks = alike[0].replace(f' style="{alike[1]}"', "")
    return f'<g style="{alike[1]}">\n{marks}</g>\n'


def _figure(height: float, left: float = 0.65, top: float = 0.1) -> tuple[Any, Any]:
    """A figure with these margins in inches: to find the best ones takes twice as long."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, height))
    bottom = 0.5
    width, tall = WIDTH - left - 0.1, height - bottom - top
    figure.add_axes((left / WIDTH, bottom / height, width / WIDTH, tall / height))
    return figure, figure.axes[0]


def _band(axes: Any, found: "Calibration") -> None:
    told = f"{found.seeds} honest runs"
    band = (found.epochs, found.lowest, found.highest)
    axes.fill_between(
        *band, facecolor="none", edgecolor=HONEST, hatch="/////", lw=0.8, label=told
    )


def _cost_scale(axes: Any, losses: NDArray[Any]) -> str:
    """The axis of the cost, its label returned: powers, where it falls far."""
    finite = losses[np.isfinite(losses)]
    if finite.size and finite.min() > 0 and finite.max() > FALLS * finite.min():
        from matplotlib.ticker import LogLocator, NullFormatter, StrMethodFormatter

        axes.set_yscale("log")
        axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
        axes.yaxis.set_major_formatter(StrMethodFormatter("{x:g}"))
        axes.yaxis.set_minor_formatter(NullFormatter())
        return "mean cost (nats), by powers"
    axes.set_ylim(bottom=0)
    return "mean cost (nats)"


def _measured_row(axes: Any, run: "Graded", name: str, row: int) -> None:
    """One metric: the range of honest runs, the bar, guessing, and what was reached."""
    first = row == 0
    if run.calibration is not None and name in run.calibration.measured:
        ends = run.calibration.range_of(name)
        label = f"{run.calibration.seeds} honest runs" if first else None
        axes.plot(
            ends, [row, row], color=HONEST, lw=7, solid_capstyle="butt", label=label
        )
    label = "bar" if first else None
    axes.plot(run.goal.at_least[name], row, "|", color=INK, ms=18, mew=1.8, label=label)
    if name == "accuracy":
        axes.plot(run.guessing, row, "x", color=INK, ms=7, mew=1.8, label="guessing")
    value = run.measured[name]
    if math.isfinite(value):
        label = run.whose if first else None
        axes.plot(value, row, "D", color=YOURS, ms=6, label=label)


def _legend_above(figure: Any) -> None:
    figure.legend(
        borderaxespad=0.0,
        frameon=False,
        loc="upper center",
        ncols=4,
        handletextpad=0.4,
        columnspacing=1.0,
        markerscale=0.8,
    )


def curve_words(losses: Sequence[float]) -> str:
    """A curve of costs in words, for who does not see it."""
    finite = [loss for loss in losses if math.isfinite(loss)]
    if not finite:
        return f"The cost of {len(losses)} epochs: none of them is a finite number."
    lowest = min(finite)
    told = (
        f"The cost of {len(losses)} epochs: it begins at {losses[0]:.3g} and ends at"
        f" {losses[-1]:.3g}; the lowest is {lowest:.3g}, in epoch"
        f" {list(losses).index(lowest)}."
    )
    if len(finite) < len(losses):
        bad = next(i for i, loss in enumerate(losses) if not math.isfinite(loss))
        told += f" From epoch {bad} on some are no finite numbers."
    return told
