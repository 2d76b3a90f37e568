"""A graded run on the page: its numbers, its curve, and what its network looks like."""

import math
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from typing import TYPE_CHECKING, Any

from nnkata.content.workspace import Workspace
from nnkata.errors import DataError, NnkataError
from nnkata.report.html.graded import Graded, reaches
from nnkata.report.html.plots import Plots, curve_words
from nnkata.subject.loader import Loader

if TYPE_CHECKING:
    from nnkata.data.dataset import Split
    from nnkata.data.registry import Registry
    from nnkata.report.html.networks import Units
    from nnkata.training.store import Model


REACHED, MISSED, NOT_TRAINED = "reached", "missed", "not trained yet"
OUTDATED = "out of date"
MOST_CLASSES = 12  # of which every confusion is tabulated
MOST_PAIRS = 12
SHADES = 9


@dataclass(frozen=True)
class Plot:
    """A plot, and the same in words."""

    caption: str
    svg: str
    words: str
    kind = "plot"


@dataclass(frozen=True)
class Tile:
    """A small picture: its address, the lines below it, and what is to be seen."""

    address: str
    lines: tuple[str, ...]
    words: str


@dataclass(frozen=True)
class Tiles:
    """Small pictures that belong together."""

    caption: str
    tiles: list[Tile]
    kind = "tiles"


@dataclass(frozen=True)
class Cell:
    """A number of a table, how dark it is (0 to 9), and whether it counts right answers."""

    number: int
    shade: int
    is_right: bool


@dataclass(frozen=True)
class Table:
    """Confusions: a row for each right class, a column for each answer."""

    caption: str
    classes: tuple[str, ...]
    rows: list[tuple[str, list[Cell]]]
    kind = "table"


@dataclass(frozen=True)
class Pairs:
    """The commonest confusions, where there are too many classes for a table."""

    caption: str
    pairs: list[tuple[str, str, int]]
    kind = "pairs"


@dataclass(frozen=True)
class Metric:
    """A measured value beside what it is to be compared with, as texts."""

    name: str
    value: str
    bar: str
    honest: str
    guessing: str
    verdict: str


@dataclass
class Section:
    """A graded run on the page."""

    run: Graded
    state: str
    notes: list[str]
    metrics: list[Metric]
    parts: list[Any] = field(default_factory=list)

    @property
    def has_guessing(self) -> bool:
        return any(metric.guessing for metric in self.metrics)


class Sections:
    """Makes the sections of one page, and loads each dataset once."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._plots = Plots()
        self._splits: dict[tuple[str, int], Split] = {}
        self._registry: Registry | None = None

    def section(self, run: Graded) -> Section:
        section = Section(run, _state(run), _notes(run), list(_metrics(run)))
        section.parts += self._curves(run)
        if run.model is None:
            return section
        parts: list[Callable[[Graded, Model], Iterator[Any]]] = [
            self._boundary,
            _confusions,
            self._misread,
            _first_layer,
            _kernels,
        ]
        for part in parts:
            try:
                with _quiet():
                    section.parts += part(run, run.model)
            except NnkataError as problem:  # takes no other part away
                if str(problem) not in section.notes:
                    section.notes.append(str(problem))
        return section

    def _curves(self, run: Graded) -> Iterator[Plot]:
        if run.losses:
            words = f"{curve_words(run.losses)} {_beside_honest_runs(run)}".strip()
            yield Plot("The cost of every epoch", self._plots.losses(run), words)
        if run.shares:
            words = "The numbers of the table above, on a scale from 0 to 1."
            yield Plot("What was measured", self._plots.measured(run), words)

    def _boundary(self, run: Graded, model: "Model") -> Iterator[Plot]:
        from nnkata.report.html.networks import plane

        if model.shape != (2,) or not run.kata.predict:
            return
        found = plane(self._loader(run), model, self._split(model))
        if found is not None:
            words = (
                "The plane of the two features. Each place has the colour of the class"
                f" that the network names there: {', '.join(found.classes)}. On it stand"
                f" the {len(found.points)} points that it learnt from or was tested on."
            )
            yield Plot("Where one class ends", self._plots.boundary(found), words)

    def _misread(self, run: Graded, model: "Model") -> Iterator[Tiles]:
        from nnkata.report.html.networks import misread
        from nnkata.report.html.tiles import picture_tile

        pairs = zip(model.truth, model.answers, strict=False)
        wrong = sum(truth != answer for truth, answer in pairs)
        if not wrong or model.kind != "pictures" or not run.kata.predict:
            return
        tiles = [
            Tile(
                picture_tile(found.picture),
                (f"{found.truth}, read as", *_said(found.answer)),
                f"A picture of '{found.truth}', misread.",
            )
            for found in misread(self._loader(run), model, self._split(model))
        ]
        if tiles:
            yield Tiles(f"Misread: {len(tiles)} of {wrong}", tiles)

    def _loader(self, run: Graded) -> Loader:
        return Loader(run.kata, self._workspace, run.subject)

    def _split(self, model: "Model") -> "Split":
        from nnkata.data.registry import read_registry

        name, seed = model.dataset, model.seed
        if (name, seed) not in self._splits:
            self._registry = self._registry or read_registry(self._workspace.datasets)
            dataset = self._registry.get(name)
            missing = dataset.missing()
            if missing:
                raise DataError(f"Its pictures cannot be shown: {missing}")
            self._splits[name, seed] = dataset.load(seed)
        return self._splits[name, seed]


@contextmanager
def _quiet() -> Iterator[None]:
    """What a learner's file prints or warns of is not asked for here."""
    with redirect_stdout(StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _state(run: Graded) -> str:
    if not run.ran:
        return NOT_TRAINED
    if run.outdated:
        return OUTDATED
    return REACHED if run.reached else MISSED


def _notes(run: Graded) -> list[str]:
    notes = [run.problem] if run.problem else []
    if run.outdated:
        notes.append(
            "The file has changed since this network was trained. To train it anew:"
            f" {run.training}"
        )
    if not run.ran:
        notes.append(f"To train it: {run.training}")
    return notes


def _metrics(run: Graded) -> Iterator[Metric]:
    for name, value in run.measured.items():
        goal, known = run.goal, run.calibration
        bar = ""
        if name in goal.at_least:
            bar = f"≥\N{NO-BREAK SPACE}{goal.at_least[name]:g}"
        elif name in goal.at_most:
            bar = f"≤\N{NO-BREAK SPACE}{goal.at_most[name]:g}"
        honest = ""
        if known is not None and name in known.measured:
            low, high = known.range_of(name)
            honest = f"{low:.3g} – {high:.3g}"
        guessing = f"{run.guessing:.3f}" if name == "accuracy" else ""
        met = REACHED if reaches(goal, run.measured, name) else MISSED
        yield Metric(
            name.replace("_", " "),
            f"{value:.4g}",
            bar,
            honest,
            guessing,
            met if bar else "",
        )


def _beside_honest_runs(run: Graded) -> str:
    known = run.calibration
    if known is None:
        return ""
    low, high = known.lowest[-1], known.highest[-1]
    told = f"{known.seeds} honest runs end between {low:.3g} and {high:.3g}"
    last = run.losses[-1]
    if not math.isfinite(last):
        return f"{told}."
    where = (
        "below them" if last < low else "above them" if last > high else "among them"
    )
    return f"{told}; this one ends {where}."


def _said(answer: Any) -> tuple[str, ...]:
    """The two likeliest answers, a line for each; or the only one."""
    likeliest = [f"{name} ({share:.0%})" for name, share in answer.likeliest(2)]
    return tuple(likeliest) or answer.names


def _confusions(run: Graded, model: "Model") -> Iterator[Table | Pairs]:
    from nnkata.report.html.networks import confusions

    found = confusions(model)
    if found is None:
        return
    total = int(found.counts.sum())
    if len(found.classes) > MOST_CLASSES:
        caption = f"The commonest confusions among {total} unseen examples"
        yield Pairs(caption, found.commonest(MOST_PAIRS))
        return
    rows = []
    for i, name in enumerate(found.classes):
        row = found.counts[i].tolist()
        cells = [Cell(n, _shade(n, sum(row)), i == j) for j, n in enumerate(row)]
        if any(row):  # "no class" is never right
            rows.append((name, cells))
    caption = f"{total} unseen examples: what they are (rows), what it said (columns)"
    yield Table(caption, found.classes, rows)


def _shade(number: int, total: int) -> int:
    return math.ceil(SHADES * number / total) if number else 0


def _first_layer(run: Graded, model: "Model") -> Iterator[Tiles]:
    from nnkata.report.html.networks import first_layer

    units = first_layer(model)
    if units is not None:
        yield _weights(units, "Weights of the first layer", "unit")


def _kernels(run: Graded, model: "Model") -> Iterator[Tiles]:
    from nnkata.report.html.networks import kernels

    units = kernels(model)
    if units is not None:
        yield _weights(units, "Kernels of the first convolution", "kernel")


def _weights(units: "Units", what: str, one: str) -> Tiles:
    from nnkata.report.html.tiles import colour_tiles, weight_tiles

    in_colour = units.weights[0].ndim == 3
    drawn = colour_tiles(units.weights) if in_colour else weight_tiles(units.weights)
    legend = "grey is 0" if in_colour else "orange is above 0, blue below, white 0"
    if len(drawn) < units.total:
        what = f"{what}, {len(drawn)} of {units.total}"
    tiles = [
        Tile(address, (label,), f"What {one} {label} looks for.")
        for address, label in zip(drawn, units.labels, strict=False)
    ]
    return Tiles(f"{what} ({units.name}): {legend}", tiles)
