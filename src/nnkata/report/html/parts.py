"""A graded run on the page: its curve, and what its network looks like."""

import warnings
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from io import StringIO
from operator import ne
from pathlib import Path
from typing import Any, NamedTuple

from nnkata.content.workspace import Workspace
from nnkata.data.dataset import Split
from nnkata.data.registry import read_registry
from nnkata.errors import DataError, NnkataError
from nnkata.report.curves import describe_curve
from nnkata.report.html import networks, plots
from nnkata.report.html.graded import GradedRun
from nnkata.report.html.tiles import picture_tile, weight_tiles
from nnkata.subject.loader import Loader
from nnkata.training.store import Model

WHOSE = {"mine": "yours", "reference": "the reference"}
MOST_CLASSES = 12  # of which every confusion is tabulated
MOST_PAIRS = 12
MOST_UNITS = 32
SplitLoader = Callable[[str, int], Split]


class Part(NamedTuple):
    """A figure or table of a graded run; the template has a macro for each kind.

    The content is a `Plot` (plot), the classes and the rows of counts (table), or rows of
    a true class, a predicted one and a count (pairs). Of small pictures (tiles) it is the
    address of each, the lines below it, and what it shows.
    """

    kind: str
    caption: str
    content: Any
    words: str = ""  # the same for readers who do not see a plot


def load_split(datasets: Path, name: str, seed: int) -> Split:
    """Return a dataset by its name; `DataError` if it cannot be had."""
    dataset = read_registry(datasets).get(name)
    if reason := dataset.missing():
        raise DataError(f"Its pictures cannot be shown: {reason}")
    return dataset.load(seed)


def parts_of(
    workspace: Workspace, run: GradedRun, load_split: SplitLoader
) -> tuple[list[Part], list[str]]:
    """Return the parts of a graded run, and why others of them cannot be shown."""
    parts, problems = [*_curve(run)], []
    if run.model is None:
        return parts, []
    loader = Loader(run.kata, workspace, run.subject)
    for more in (
        _boundary(loader, run.model, load_split),
        _confusions(run.model),
        _misclassified(loader, run.model, load_split),
        _weights(run.model),
    ):
        try:
            # What a learner's file prints and warns of stays out of the terminal.
            with redirect_stdout(StringIO()), warnings.catch_warnings(action="ignore"):
                parts += more
        except NnkataError as problem:
            problems.append(str(problem))
    return parts, list(dict.fromkeys(problems))


def _curve(run: GradedRun) -> Iterator[Part]:
    losses = run.test.losses
    if losses:
        words = plots.curve_words(losses)
        if run.baseline is not None:
            words += f" It is {describe_curve(losses, run.baseline)}."
        plot = plots.loss_plot(losses, WHOSE[run.subject], run.baseline)
        yield Part("plot", "Cost of each epoch", plot, words)


def _boundary(loader: Loader, model: Model, load_split: SplitLoader) -> Iterator[Part]:
    if model.shape != (2,) or not loader.kata.predict:
        return
    plane = networks.plane(loader, model, load_split(model.dataset, model.seed))
    if plane is not None:
        words = (
            "The plane of the two features. Each point has the colour of the class that"
            f" the network predicts there: {', '.join(plane.classes)}. The"
            f" {len(plane.points)} training and test examples are drawn on it."
        )
        yield Part("plot", "Decision boundary", plots.boundary_plot(plane), words)


def _confusions(model: Model) -> Iterator[Part]:
    found = networks.confusions(model)
    if found is None:
        return
    classes, counts = found
    total = int(counts.sum())
    if len(classes) > MOST_CLASSES:
        caption = f"The most frequent confusions among {total} test examples"
        pairs = networks.most_frequent(classes, counts, MOST_PAIRS)
        yield Part("pairs", caption, pairs)
    else:
        caption = f"{total} test examples: true class (rows), predicted class (columns)"
        yield Part("table", caption, (classes, counts.tolist()))


def _misclassified(
    loader: Loader, model: Model, load_split: SplitLoader
) -> Iterator[Part]:
    wrong = sum(map(ne, model.truth, model.answers))
    if not wrong or model.kind != "pictures" or not loader.kata.predict:
        return
    split = load_split(model.dataset, model.seed)
    tiles = []
    for picture, truth, prediction in networks.misclassified(loader, model, split):
        likeliest = [f"{name} ({p:.0%})" for name, p in prediction.likeliest(2)]
        lines = (f"{truth}, predicted", *(likeliest or prediction.names))
        words = f"A picture of '{truth}', misclassified."
        tiles.append((picture_tile(picture), lines, words))
    if tiles:
        yield Part("tiles", f"Misclassified: {len(tiles)} of {wrong}", tiles)


def _weights(model: Model) -> Iterator[Part]:
    found = networks.first_weights(model)
    if found is None:
        return
    caption, weights, names = found
    if len(weights) > MOST_UNITS:
        caption += f", {MOST_UNITS} of {len(weights)}"
    in_colour = weights.shape[3:] == (3,)
    caption += ": grey is 0" if in_colour else ": orange is positive, blue negative"
    tiles = weight_tiles(weights[:MOST_UNITS])
    content = [
        (tile, [name], f"The weights of unit {name}.")
        for tile, name in zip(tiles, names, strict=False)
    ]
    yield Part("tiles", caption, content)
