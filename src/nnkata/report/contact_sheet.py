"""A contact sheet: samples of a dataset with their labels, to look at before training.

Pictures stand in rows, one for each class; a table is a scatter of two of its features.
"""

from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from nnkata.content.workspace import command, nearest
from nnkata.data.dataset import Dataset, Split
from nnkata.data.local_files import cache_folder
from nnkata.errors import NnkataError
from nnkata.report.figures import literal, new_figure, save_figure
from nnkata.training.store import plain_name

IN_ROW = 8  # samples of a class
MOST_ROWS = 12  # classes that get a row; of more, one sample each
MOST_SAMPLES = 96
MOST_POINTS = 2000
COARSE = 25  # different values up to which a feature's points would hide each other
LEGEND = 10  # classes that the legend names


def sheet_of(dataset: Dataset, split: Split) -> str:
    """Draw the contact sheet of a dataset; return its path, or why there is none.

    It goes to the workspace, or without one to the cache. `split` is what
    `dataset.load` returned.
    """
    workspace = nearest(Path.cwd())
    state = workspace.state if workspace else cache_folder()
    file = state / "pictures" / f"dataset-{plain_name(dataset.name)}.png"
    try:
        draw_contact_sheet(dataset, split, file)
    except NnkataError as problem:
        return f"none: {problem}"
    except Exception as error:  # whatever matplotlib meets in a stranger's data
        check = command(f"dev check {dataset.name}")
        return f"none: {type(error).__name__}: {error}. `{check}` says more"
    return str(file.relative_to(workspace.root) if workspace else file)


def draw_contact_sheet(dataset: Dataset, split: Split, file: Path) -> Path:
    """Draw samples of the training data into a PNG, atomically; return the file."""
    X, y = split.train
    figure = new_figure()
    draw = _draw_pictures if dataset.kind == "pictures" else _draw_points
    draw(figure, dataset, X, y)
    figure.suptitle(literal(_title(dataset, len(y))), fontsize=12)
    return save_figure(figure, file, dpi=110)


def _title(dataset: Dataset, examples: int) -> str:
    mark = "synthetic; " if dataset.synthetic else ""
    return f"{dataset.name} ({mark}{examples:,} training examples)"


def _draw_pictures(figure: Any, dataset: Dataset, X: Any, y: Any) -> None:
    rows = _sample_rows(y, len(dataset.classes))
    columns = len(rows[0])
    figure.set_size_inches(columns + 0.4, 1.2 * len(rows) + 0.5)
    panels = figure.subplots(len(rows), columns, squeeze=False)
    for panel, example in zip(panels.flat, chain(*rows), strict=True):
        panel.set_axis_off()
        if example is not None:
            panel.imshow(X[example], cmap="gray", vmin=0, vmax=255)
            name = dataset.classes[y[example]]
            name = name if len(name) <= 16 else f"{name[:15]}…"
            panel.set_title(literal(name), fontsize=8, pad=2)


def _sample_rows(y: Any, classes: int) -> list[list[int | None]]:
    """Return the indices of the examples to show, row by row; None leaves a gap."""
    members = [np.flatnonzero(y == k)[:IN_ROW].tolist() for k in range(classes)]
    if classes <= MOST_ROWS:
        return [[*row, *[None] * (IN_ROW - len(row))] for row in members]
    firsts = [row[0] for row in members if row][:MOST_SAMPLES]
    firsts += [None] * (-len(firsts) % MOST_ROWS)
    return [firsts[i : i + MOST_ROWS] for i in range(0, len(firsts), MOST_ROWS)]


def _draw_points(figure: Any, dataset: Dataset, X: Any, y: Any) -> None:
    from matplotlib import colormaps

    figure.set_size_inches(6.5, 5)
    axes = figure.subplots()
    X, y = X[:MOST_POINTS], y[:MOST_POINTS]
    rng = np.random.default_rng(0)
    features = [X[:, 0], X[:, 1] if X.shape[1] > 1 else np.zeros(len(X))]
    (across, note), (upward, note_up) = (_jittered(x, rng) for x in features)
    if len(dataset.classes) > LEGEND:  # than there are colours to tell apart
        colours = colormaps["turbo"](np.linspace(0, 1, len(dataset.classes)))
        axes.set_prop_cycle(color=colours)
    for k, name in enumerate(dataset.classes):
        label = literal(name) if k < LEGEND else None
        axes.scatter(across[y == k], upward[y == k], s=12, alpha=0.7, label=label)
    axes.set(xlabel=f"feature 0{note}", ylabel=f"feature 1{note_up}")
    if X.shape[1] == 1:
        axes.set(ylabel="", yticks=[])
    axes.legend(fontsize=9, loc="best")
    axes.grid(alpha=0.3)


def _jittered(values: Any, rng: np.random.Generator) -> tuple[Any, str]:
    """Return the values, moved a little at random if they are few, and a note of that."""
    steps = np.diff(np.unique(values))
    if len(steps) >= COARSE:
        return values, ""
    step = np.median(steps) if len(steps) else 1.0
    moved = values + rng.uniform(-0.35, 0.35, len(values)) * step
    return moved, " (moved a little, so that equal values can be told apart)"
