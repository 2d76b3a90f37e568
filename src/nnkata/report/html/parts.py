"""A graded run on the page: its curve, and what its network looks like."""

import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from nnkata.content.workspace import Workspace
from nnkata.data.dataset import Split
from nnkata.data.registry import read_registry
from nnkata.errors import DataError, NnkataError
from nnkata.report.curves import describe_curve
from nnkata.report.html.graded import GradedRun
from nnkata.report.html.plots import MARKERS, boundary_plot, curve_words, loss_plot
from nnkata.report.html.tiles import first_weights, picture_tile, weight_tiles
from nnkata.subject.loader import Loader
from nnkata.training.predict import ask, ask_classes
from nnkata.training.store import Model

WHOSE = {"mine": "yours", "reference": "the reference"}
MOST_CLASSES = 12  # of which every confusion is tabulated
MOST_PAIRS = 12
MOST_UNITS = 32
MOST_MISCLASSIFIED, IN_A_ROW = 12, 6  # of which no row is left half empty
MOST_ASKED = 200  # misclassified pictures among which the surest are sought
NO_CLASS = "no class"
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
    if run.model is None:
        return [*_curve(run)], []
    parts: list[Part] = []
    problems: list[str] = []
    loader = Loader(run.kata, workspace, run.subject)
    for more in (
        _weights(run.model),
        _curve(run),
        _boundary(loader, run.model, load_split),
        _misclassified(loader, run.model, load_split),
        _confusions(run.model),
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
        words = curve_words(losses)
        if run.baseline is not None:
            words += f" It is {describe_curve(losses, run.baseline)}."
        plot = loss_plot(losses, WHOSE[run.subject], run.baseline)
        yield Part("plot", "Cost of each epoch", plot, words)


def _boundary(loader: Loader, model: Model, load_split: SplitLoader) -> Iterator[Part]:
    is_plane = model.kind == "table" and model.shape == (2,)
    if not is_plane or not loader.kata.predict or len(model.classes) > len(MARKERS):
        return
    split = load_split(model.dataset, model.seed)
    if model.truth and {*model.truth} != {*split.test[1].tolist()}:
        return  # it was trained on other classes

    def predict(points: Any) -> Any:
        return ask_classes(loader, model, model.prepare(points))

    points, labels = (np.concatenate(parts) for parts in zip(*split, strict=True))
    words = (
        "The plane of the two features. Each point has the colour of the class that"
        f" the network predicts there: {', '.join(model.classes)}. The"
        f" {len(points)} training and test examples are drawn on it."
    )
    plot = boundary_plot(points, labels, model.classes, predict)
    yield Part("plot", "Decision boundary", plot, words)


def _confusions(model: Model) -> Iterator[Part]:
    """Yield the confusion matrix of the test data, or the pairs of many classes.

    Its rows are true classes and its columns predicted ones; answers that name no class
    have a column of their own.
    """
    many, truth = len(model.classes), model.truth
    if not truth or len(truth) != len(model.answers) or {*truth} - {*range(many)}:
        return
    answers = [answer if 0 <= answer < many else many for answer in model.answers]
    pairs = Counter(zip(truth, answers, strict=True))
    classes = (*model.classes, NO_CLASS) if many in answers else model.classes
    if many > MOST_CLASSES:
        caption = f"The most frequent confusions among {len(truth)} test examples"
        common = pairs.most_common()
        wrong = [(classes[i], classes[j], count) for (i, j), count in common if i != j]
        yield Part("pairs", caption, wrong[:MOST_PAIRS])
    else:
        caption = (
            f"{len(truth)} test examples: true class (rows), predicted class (columns)"
        )
        rows = [[pairs[i, j] for j in range(len(classes))] for i in range(many)]
        yield Part("table", caption, (classes, rows))


def _misclassified(
    loader: Loader, model: Model, load_split: SplitLoader
) -> Iterator[Part]:
    """Yield test pictures that the run got wrong, the surest mistakes first.

    Each stands with its true class and what the network predicts for it now.
    """
    pairs = enumerate(zip(model.truth, model.answers, strict=False))
    wrong = [index for index, (truth, answer) in pairs if truth != answer]
    if not wrong or model.kind != "pictures" or not loader.kata.predict:
        return
    X, _ = load_split(model.dataset, model.seed).test
    if len(X) != len(model.truth):
        return
    asked = wrong[:MOST_ASKED]
    predictions = ask(loader, model, model.prepare(X[asked]))
    found = list(zip(asked, predictions, strict=True))
    found.sort(key=lambda pair: -max(pair[1].probabilities, default=0.0))
    tiles = []
    for index, prediction in found[: in_full_rows(len(found))]:
        name = model.classes[model.truth[index]]
        likeliest = [f"{answer} ({p:.0%})" for answer, p in prediction.likeliest(2)]
        lines = (f"{name}, predicted", *(likeliest or prediction.names))
        words = f"A picture of '{name}', misclassified."
        tiles.append((picture_tile(X[index]), lines, words))
    yield Part("tiles", f"Misclassified: {len(tiles)} of {len(wrong)}", tiles)


def in_full_rows(count: int) -> int:
    """Return how many of so many pictures are shown: full rows, or less than one."""
    count = min(count, MOST_MISCLASSIFIED)
    return count - count % IN_A_ROW if count >= IN_A_ROW else count


def _weights(model: Model) -> Iterator[Part]:
    found = first_weights(model)
    if found is None:
        return
    caption, weights, names = found
    if len(weights) > MOST_UNITS:
        caption += f", {MOST_UNITS} of {len(weights)}"
    in_colour = weights.shape[3:] == (3,)
    caption += ": grey is 0" if in_colour else ": blue is positive, red negative"
    tiles = weight_tiles(weights[:MOST_UNITS])
    content = [
        (tile, [name], f"The weights of unit {name}.")
        for tile, name in zip(tiles, names, strict=False)
    ]
    yield Part("tiles", caption, content)
