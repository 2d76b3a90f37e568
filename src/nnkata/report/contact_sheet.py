"""A contact sheet: samples of a dataset with their labels, to look at before training.

Pictures stand in rows, one for each class; a table is a scatter of two of its features.
"""

from pathlib import Path
from typing import Any

import numpy as np

from nnkata.content.workspace import command, current_workspace
from nnkata.data.dataset import Dataset, Split
from nnkata.data.download import cache
from nnkata.errors import NnkataError
from nnkata.report.figures import keep, literal, new_figure
from nnkata.training.store import plain_name

A_ROW = 8  # samples of a class
MOST_ROWS = 12  # classes that get a row; of more, one sample each
MOST_SAMPLES = 96
MOST_POINTS = 2000
COARSE = 25  # different values up to which a feature's points would hide each other
LEGEND = 10


def sheet_of(card: Dataset, split: Split) -> str:
    """Draw the sheet of what `card.load` returned; where it is, or why there is none.

    It goes to the workspace, or without one to the cache.
    """
    try:
        root = current_workspace().root
        state = current_workspace().state
    except NnkataError:
        root = state = cache()
    file = state / "pictures" / f"dataset-{plain_name(card.name)}.png"
    try:
        draw_contact_sheet(card, split, file)
    except NnkataError as problem:
        return f"none: {problem}"
    except Exception as error:  # whatever matplotlib meets in a stranger's data
        check = command(f"dev check {card.name}")
        return f"none: {type(error).__name__}: {error}. `{check}` says more"
    return str(file if state == root else file.relative_to(root))


def draw_contact_sheet(card: Dataset, split: Split, file: Path) -> Path:
    """Draw samples of the part to learn from.

    Parameters
    ----------
    card : Dataset
        Says whether they are pictures, and what the labels mean.
    split : Split
        What `card.load` returned.
    file : Path
        Where the drawing goes, whole or not at all; a PNG.
    """
    X, y = split.train
    figure = new_figure()
    if card.kind == "pictures":
        _pictures(figure, card, X, y)
    else:
        _points(figure, card, X, y)
    figure.suptitle(literal(_title(card, len(y))), fontsize=12)
    return keep(figure, file, dpi=110)


def _title(card: Dataset, examples: int) -> str:
    mark = "a stand-in; " if card.standin else ""
    return f"{card.name} ({mark}{examples:,} examples to learn from)"


def _pictures(figure: Any, card: Dataset, X: Any, y: Any) -> None:
    chosen, columns = _chosen(y, len(card.classes))
    rows = -(-len(chosen) // columns)
    figure.set_size_inches(columns + 1.6, 1.12 * rows + 0.5)
    panels = figure.subplots(rows, columns, squeeze=False)
    for panel in panels.flat:
        panel.set_axis_off()
    named_rows = columns == A_ROW
    for place, example in enumerate(chosen):
        if example is None:
            continue
        panel = panels.flat[place]
        panel.imshow(X[example], cmap="gray", vmin=0, vmax=255)
        name = _short(card.classes[y[example]])
        if not named_rows:
            panel.set_title(name, fontsize=8, pad=2)
        elif place % columns == 0:
            panel.text(
                *(-0.12, 0.5, name),
                transform=panel.transAxes,
                ha="right",
                va="center",
                fontsize=10,
            )


def _chosen(y: Any, classes: int) -> tuple[list[int | None], int]:
    """Which examples to show, row by row, and how many are in a row; None is a gap."""
    first = [np.flatnonzero(y == label)[:A_ROW].tolist() for label in range(classes)]
    if classes <= MOST_ROWS:
        rows = [members + [None] * (A_ROW - len(members)) for members in first]
        return [example for row in rows for example in row], A_ROW
    return [members[0] for members in first if members][:MOST_SAMPLES], MOST_ROWS


def _points(figure: Any, card: Dataset, X: Any, y: Any) -> None:
    from matplotlib import colormaps

    figure.set_size_inches(6.5, 5)
    axes = figure.subplots()
    X, y = X[:MOST_POINTS], y[:MOST_POINTS]
    rng = np.random.default_rng(0)
    across, spread = _spread(X[:, 0], rng)
    upward, spread_up = _spread(X[:, 1] if X.shape[1] > 1 else np.zeros(len(X)), rng)
    colours = colormaps["tab10" if len(card.classes) <= 10 else "turbo"]
    for label, name in enumerate(card.classes):
        members = y == label
        share = label / max(len(card.classes) - 1, 1)
        colour = colours(label if len(card.classes) <= 10 else share)
        shown = literal(name) if label < LEGEND else None
        axes.scatter(
            *(across[members], upward[members]),
            s=12,
            alpha=0.7,
            color=colour,
            label=shown,
        )
    axes.set_xlabel(f"feature 0{spread}")
    if X.shape[1] > 1:
        axes.set_ylabel(f"feature 1{spread_up}")
    else:
        axes.set_yticks([])
    axes.legend(fontsize=9, loc="best")
    axes.grid(alpha=0.3)


def _spread(values: Any, rng: np.random.Generator) -> tuple[Any, str]:
    """Values, those of a coarse scale shaken a little, and a word on it."""
    scale = np.unique(values)
    if len(scale) > COARSE:
        return values, ""
    step = np.median(np.diff(scale)) if len(scale) > 1 else 1.0
    shaken = values + rng.uniform(-0.35, 0.35, len(values)) * step
    return shaken, " (shaken, so that equal values can be told apart)"


def _short(name: str) -> str:
    name = name if len(name) <= 16 else f"{name[:15]}…"
    return literal(name)
