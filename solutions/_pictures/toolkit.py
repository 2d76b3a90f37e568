"""The toolkit for pictures: graphs of computation, networks, tables, and the SVG file.

A picture is a function that returns a figure, under `@picture("Its title")`. That of a
kata has the kata's name and becomes `katas/<slug>/picture.svg`; that of a page is named
`<page>_<word>` and becomes `katas/<page>_<word>.svg`. The description inside of the SVG
is the alternative text that the lesson gives, so there is one text to keep true. The
files are the same after every run: only a change of a reference changes them.

Pictures are 360 points wide. A phone of 390 pixels shows a point as about a pixel, so text
of 12 points stays legible there; keep elements few. Write w₁, not a formula between
dollar signs: those name one font, which a phone does not have. A white ground makes
pictures readable on dark pages, too.
"""

import gzip
import re
from html import escape
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np

from nnkata.content.catalog import find, read_path
from nnkata.content.workspace import find_workspace
from nnkata.subject.loader import Loader

ROOT = Path(__file__).resolve().parents[2]
KATAS = ROOT / "katas"
BLUE, ORANGE, GREEN, GREY = "#1f5f99", "#b34700", "#2e7d32", "#6b6b6b"
INK, PALE = "#222222", "#f1f4f8"
WIDTH = 360
STYLE = {
    "svg.fonttype": "none",  # text stays text: smaller, and a search finds it
    "svg.hashsalt": "nnkata",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "figure.facecolor": "white",
    "figure.autolayout": True,
    "lines.linewidth": 1.8,
}
PICTURES = {}


def picture(title, size=12):
    """Register a function that draws a picture, with its title and its size of type."""

    def register(function):
        PICTURES[function.__name__] = (title, size, function)
        return function

    return register


def reference(slug):
    """Import the reference of a kata, with those that it needs."""
    return Loader(
        find(read_path(KATAS), slug), find_workspace(ROOT), "reference"
    ).module()


# -- a canvas and what stands on it: places are in points, y grows downwards --------------


def canvas(height):
    """Return a figure, and axes in points without ticks or frame."""
    figure = plt.figure(figsize=(WIDTH / 72, height / 72), layout="none")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, WIDTH), ylim=(height, 0))
    axes.set_axis_off()
    return figure, axes


def number(value):
    """Return a number as a lesson writes it: 3, -0.5, with a real minus sign."""
    return f"{value:g}".replace("-", "−")


def write(axes, at, text, color=INK, **options):
    """Write text, centred at a point unless `ha` and `va` say otherwise."""
    axes.text(*at, text, color=color, **{"ha": "center", "va": "center", **options})


def node(axes, at, text, color=INK, radius=18):
    """Draw a circle with text: a gate of a graph, or a unit of a network."""
    axes.add_patch(plt.Circle(at, radius, facecolor=PALE, edgecolor=color, zorder=3))
    write(axes, at, text, zorder=4)


def leaf(axes, at, name, value, gradient=None):
    """Write an input of a graph, `name = value`, and its gradient below."""
    # A space at the end of a text is lost where an SVG is drawn; this one is not.
    write(axes, at, f"{name} =\N{NO-BREAK SPACE}", ha="right")
    write(axes, at, number(value), BLUE, ha="left")
    if gradient is not None:
        write(axes, np.add(at, (0, 17)), number(gradient), ORANGE, ha="left")


def edge(axes, start, end, value=None, gradient=None, gap=18, color=GREY):
    """Draw an arrow; `value` goes forward above it, `gradient` comes back below it."""
    ends = {"arrowstyle": "-|>", "color": color, "shrinkA": gap, "shrinkB": 18}
    axes.annotate("", end, start, arrowprops=ends, zorder=1)
    middle = np.add(start, end) / 2
    for shown, ink, offset in ((value, BLUE, -10), (gradient, ORANGE, 11)):
        if shown is not None:
            ground = {"facecolor": "white", "edgecolor": "none", "pad": 0.6}
            write(axes, middle + (0, offset), number(shown), ink, bbox=ground, zorder=2)


def legend(axes, y, *entries):
    """Write one coloured text for each entry (text, colour), side by side."""
    for place, (text, color) in enumerate(entries):
        x = WIDTH * (2 * place + 1) / (2 * len(entries))
        write(axes, (x, y), text, color)


def table(axes, at, values, title, marked=(), size=28):
    """Draw a matrix with its upper left corner at a point; `marked` cells are shaded.

    `marked` has pairs of a cell (row, column) and a colour.
    """
    shades = dict(marked)
    for (row, column), value in np.ndenumerate(np.atleast_2d(values)):
        corner = np.add(at, (column * size, row * size))
        shade = shades.get((row, column))
        face = mpl.colors.to_rgba(shade, 0.22) if shade else "white"
        cell = plt.Rectangle(corner, size, size, facecolor=face, edgecolor=GREY)
        axes.add_patch(cell)
        write(axes, corner + size / 2, number(value))
    columns = np.atleast_2d(values).shape[1]
    write(axes, np.add(at, (columns * size / 2, -11)), title)


def plot(height, rows=1, columns=1, **options):
    """Return a figure and ordinary axes with ticks, as wide as a canvas."""
    return plt.subplots(rows, columns, figsize=(WIDTH / 72, height / 72), **options)


def powers_of_ten(axis, first, stop, step):
    """Label an axis with plain text, 1e-5: the usual exponents are too small to read."""
    powers = range(first, stop, step)
    labels = [f"1e{power}" if power else "1" for power in powers]
    axis.set_ticks([10.0**power for power in powers], labels=labels)
    axis.set_ticks([], minor=True)


# -- the file ---------------------------------------------------------------------------


def draw(name):
    """Draw one picture, write its file, and print how large that is."""
    title, size, function = PICTURES[name]
    file, page = place_of(name)
    with mpl.rc_context({**STYLE, "font.size": size}):
        figure = function()
        figure.savefig(file, metadata={"Date": None, "Creator": None})
        plt.close(figure)
    text = with_words(file.read_text(encoding="utf-8"), title, alternative(file, page))
    file.write_text(text, encoding="utf-8")
    packed = len(gzip.compress(text.encode()))
    print(f"{file.relative_to(ROOT)}: {len(text) // 1024} kB, {packed // 1024} packed")


def place_of(name):
    """Return the file of a picture, and the text that shows it."""
    if (KATAS / name).is_dir():
        return KATAS / name / "picture.svg", KATAS / name / "README.md"
    return KATAS / f"{name}.svg", KATAS / f"{name.partition('_')[0]}.md"


def alternative(file, page):
    """Return the alternative text of a picture, from the text that shows it."""
    shown = re.search(rf"!\[([^]]+)\]\({file.name}\)", page.read_text(encoding="utf-8"))
    if shown is None:
        raise SystemExit(f"{page} does not show {file.name}. Add it, with its text.")
    return " ".join(shown[1].split())


def with_words(svg, title, description):
    """Return an SVG with title and description, where screen readers look for them."""
    words = f"<title>{escape(title)}</title>\n <desc>{escape(description)}</desc>"
    svg = re.sub(r"(<svg [^>]*)>", rf'\1 role="img">\n {words}', svg, count=1)
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"
