"""A graded run on the page: its numbers, its curve, and what its network looks like."""

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from functools import cache
from io import StringIO
from typing import Any, NamedTuple

from nnkata.content.workspace import Workspace
from nnkata.data.dataset import Split
from nnkata.data.registry import read_registry
from nnkata.errors import DataError, NnkataError
from nnkata.report.curves import describe_curve
from nnkata.report.html import networks, plots
from nnkata.report.html.graded import GradedRun, reaches
from nnkata.report.html.tiles import picture_tile, weight_tiles
from nnkata.subject.loader import Loader
from nnkata.training.store import Model

REACHED, MISSED, NOT_TRAINED = "reached", "missed", "not trained yet"
OUTDATED = "out of date"
MOST_CLASSES = 12  # of which every confusion is tabulated
MOST_PAIRS = 12
SplitLoader = Callable[[str, int], Split]


class Part(NamedTuple):
    """A figure or table of a graded run; the template has a macro for each kind.

    The content is an SVG (plot), a list of `Tile` (tiles), the classes and the rows of
    counts (table), or rows of a true class, a predicted one and a count (pairs).
    """

    kind: str
    caption: str
    content: Any
    words: str = ""  # the same for readers who do not see a plot


class Tile(NamedTuple):
    """A small picture: its address, the lines below it, and what it shows."""

    address: str
    lines: tuple[str, ...]
    words: str


class Metric(NamedTuple):
    """A measured value beside what it is compared with, as texts."""

    name: str
    value: str
    threshold: str
    baseline: str
    guessing: str
    result: str


@dataclass
class Section:
    """A graded run on the page."""

    run: GradedRun
    state: str
    notes: list[str]
    metrics: list[Metric]
    parts: list[Part]


def split_loader(workspace: Workspace) -> SplitLoader:
    """Return a function that loads a dataset by name and seed, each of them once."""
    registry = cache(read_registry)

    @cache
    def load(name: str, seed: int) -> Split:
        dataset = registry(workspace.datasets).get(name)
        reason = dataset.missing()
        if reason:
            raise DataError(f"Its pictures cannot be shown: {reason}")
        return dataset.load(seed)

    return load


def section_of(
    workspace: Workspace, run: GradedRun, load_split: SplitLoader
) -> Section:
    """Return a graded run as the page shows it; a part that fails becomes a note."""
    section = Section(run, _state(run), _notes(run), [*_metrics(run)], [*_curves(run)])
    if run.model is None:
        return section
    loader = Loader(run.kata, workspace, run.subject)
    for parts in (
        _boundary(loader, run, run.model, load_split),
        _confusions(run.model),
        _misclassified(loader, run.model, load_split),
        _weights(run.model),
    ):
        try:
            with _quiet():
                section.parts += parts
        except NnkataError as problem:  # the other parts are shown all the same
            if str(problem) not in section.notes:
                section.notes.append(str(problem))
    return section


@contextmanager
def _quiet() -> Iterator[None]:
    """Suppress what a learner's file prints and warns of."""
    with redirect_stdout(StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _state(run: GradedRun) -> str:
    if not run.ran:
        return NOT_TRAINED
    if run.outdated:
        return OUTDATED
    return REACHED if run.reached else MISSED


def _notes(run: GradedRun) -> list[str]:
    notes = [run.problem] if run.problem else []
    if run.outdated:
        notes.append(
            "The file has changed since this network was trained. To train it again:"
            f" {run.training}"
        )
    if not run.ran:
        notes.append(f"To train it: {run.training}")
    return notes


def _metrics(run: GradedRun) -> Iterator[Metric]:
    goal = run.goal
    for name, value in run.measured.items():
        threshold = baseline = ""
        if name in goal.at_least:
            threshold = f"≥\N{NO-BREAK SPACE}{goal.at_least[name]:g}"
        elif name in goal.at_most:
            threshold = f"≤\N{NO-BREAK SPACE}{goal.at_most[name]:g}"
        if run.calibration is not None and name in run.calibration.measured:
            low, high = run.calibration.range_of(name)
            baseline = f"{low:.3g} – {high:.3g}"
        result = REACHED if reaches(goal, run.measured, name) else MISSED
        yield Metric(
            name=name.replace("_", " "),
            value=f"{value:.4g}",
            threshold=threshold,
            baseline=baseline,
            guessing=f"{run.guessing:.3f}" if name == "accuracy" else "",
            result=result if threshold else "",
        )


def _curves(run: GradedRun) -> Iterator[Part]:
    if run.losses:
        words = plots.curve_words(run.losses)
        if run.calibration is not None:
            words += f" It is {describe_curve(run.losses, run.calibration)}."
        yield Part("plot", "Cost of each epoch", plots.loss_plot(run), words)


def _boundary(
    loader: Loader, run: GradedRun, model: Model, load_split: SplitLoader
) -> Iterator[Part]:
    if model.shape != (2,) or not run.kata.predict:
        return
    plane = networks.plane(loader, model, load_split(model.dataset, model.seed))
    if plane is not None:
        words = (
            "The plane of the two features. Each point has the colour of the class that"
            f" the network predicts there: {', '.join(plane.classes)}. The"
            f" {len(plane.points)} training and test examples are drawn on it."
        )
        yield Part("plot", "Decision boundary", plots.boundary_plot(run, plane), words)


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
        return
    caption = f"{total} test examples: true class (rows), predicted class (columns)"
    yield Part("table", caption, (classes, counts.tolist()))


def _misclassified(
    loader: Loader, model: Model, load_split: SplitLoader
) -> Iterator[Part]:
    pairs = zip(model.truth, model.answers, strict=False)
    wrong = sum(truth != answer for truth, answer in pairs)
    if not wrong or model.kind != "pictures" or not loader.kata.predict:
        return
    split = load_split(model.dataset, model.seed)
    tiles = []
    for picture, truth, prediction in networks.misclassified(loader, model, split):
        likeliest = [f"{name} ({p:.0%})" for name, p in prediction.likeliest(2)]
        lines = (f"{truth}, predicted", *(likeliest or prediction.names))
        words = f"A picture of '{truth}', misclassified."
        tiles.append(Tile(picture_tile(picture), lines, words))
    if tiles:
        yield Part("tiles", f"Misclassified: {len(tiles)} of {wrong}", tiles)


def _weights(model: Model) -> Iterator[Part]:
    for units, title, unit in (
        (networks.first_layer(model), "Weights of the first layer", "unit"),
        (networks.kernels(model), "Kernels of the first convolution", "kernel"),
    ):
        if units is None:
            continue
        in_colour = units.weights[0].ndim == 3
        legend = "grey is 0" if in_colour else "orange is positive, blue negative"
        if len(units.weights) < units.total:
            title = f"{title}, {len(units.weights)} of {units.total}"
        tiles = [
            Tile(address, (label,), f"The weights of {unit} {label}.")
            for address, label in zip(
                weight_tiles(units.weights), units.labels, strict=True
            )
        ]
        yield Part("tiles", f"{title} ({units.name}): {legend}", tiles)
