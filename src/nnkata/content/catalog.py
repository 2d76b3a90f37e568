"""The path of katas: `syllabus.toml` and every `kata.toml`, read without importing.

The syllabus is the only file that knows the order.
"""

import ast
import math
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from nnkata.content.schema import from_table, read_toml
from nnkata.errors import ContentError, did_you_mean, unknown
from nnkata.files import folders_in

UNSAID = -math.inf  # points of a goal whose kata.toml does not say
UNIT_SECONDS = 10.0  # limit of a unit test, unless kata.toml says otherwise


@dataclass(frozen=True)
class Goal:
    """A graded run: its data, its thresholds, and its time limit.

    The fields are the keys of a table `[[goals]]` in `kata.toml`.
    """

    name: str
    dataset: str
    seconds: float
    inputs: str = "flat"
    at_least: Mapping[str, float] = field(default_factory=dict)
    at_most: Mapping[str, float] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    seed: int = 0
    runs: int = 0  # of a calibration; 0: as many as their time allows
    required: bool = True
    points: float = UNSAID  # of the kata's points
    refuses: tuple[str, ...] = ()  # names of broken networks that must miss it


@dataclass(frozen=True)
class OwnGoal(Goal):
    """A graded run that the learner sets: their data and settings, and no thresholds."""

    run: str = ""  # the name under which its network is stored


@dataclass(frozen=True)
class Training:
    """How a kata is trained on other data: the keys of the table `[train]`.

    Attributes
    ----------
    goal : str
        The goal whose test trains.
    settings : mapping
        The settings that a learner may change, each with its default.
    classes : int
        How many classes its network tells apart; 0 for any number.
    kinds, shape : tuple of str, tuple of int
        The data that it takes, and the shape of an example; () for any.
    """

    goal: str
    settings: Mapping[str, Any]
    classes: int = 0
    kinds: tuple[str, ...] = ("pictures", "table")
    shape: tuple[int, ...] = ()


@dataclass(frozen=True)
class Kata:
    """One exercise, as its `kata.toml` and its place in the syllabus describe it.

    The fields from `title` on are the keys of `kata.toml`.
    """

    slug: str
    number: int
    chapter: str
    folder: Path
    title: str
    summary: str
    minutes: int
    difficulty: int
    points: int
    needs: tuple[str, ...]
    extras: tuple[str, ...] = ()
    limit: float = UNIT_SECONDS
    float32: bool = True
    goals: tuple[Goal, ...] = ()
    built: str = (
        ""  # what a pass has built; {lines} and {goal[metric]} are the learner's
    )
    experiment: str = ""  # what to try then; {nnkata} is the command
    predict: str = ""  # the call that a stored model answers with: "predict(X, w, b)"
    train: Training | None = None

    @property
    def stub(self) -> Path:
        return self.folder / f"{self.slug}.py"

    @property
    def spec(self) -> Path:
        return self.folder / f"test_{self.slug}.py"

    @property
    def lesson(self) -> Path:
        return self.folder / "README.md"

    @property
    def hints(self) -> Path:
        return self.folder / "hints.toml"

    def goal(self, name: str) -> Goal:
        return next(goal for goal in self.goals if goal.name == name)


@dataclass(frozen=True)
class _Chapter:
    title: str
    katas: tuple[str, ...]


@dataclass(frozen=True)
class _Syllabus:
    chapters: tuple[_Chapter, ...]


@dataclass(frozen=True)
class _Predict:
    call: str


# What a spec may measure, and a goal may set a threshold for.
METRICS = (
    *("accuracy", "balanced_accuracy", "f1", "train_accuracy", "validation_accuracy"),
    *("first_loss", "last_loss"),
)
# What a call may be made of: functions of the kata, stored parameters, plain constants.
CALL_PARTS = (
    *(ast.Expression, ast.Call, ast.keyword, ast.Name, ast.Load, ast.Constant),
    *(ast.Subscript, ast.UnaryOp, ast.USub),
)


def read_path(katas: Path) -> list[Kata]:
    """Return every kata of a folder of katas, in the order of its syllabus."""
    file = katas / "syllabus.toml"
    path: list[Kata] = []
    for chapter in from_table(_Syllabus, read_toml(file), file).chapters:
        for slug in chapter.katas:
            earlier = [kata.slug for kata in path]
            _check_slug(slug, earlier, file)
            kata = read_kata(katas / slug, len(path) + 1, chapter.title)
            _check_needs(kata, earlier)
            path.append(kata)
    return path


def read_kata(folder: Path, number: int = 0, chapter: str = "") -> Kata:
    """Return the kata of a folder; `ContentError` names the file and the key."""
    file = folder / "kata.toml"
    table = read_toml(file)
    if "predict" in table:
        table["predict"] = from_table(_Predict, table["predict"], file).call
        _check_call(table["predict"], file)
    training = table.pop("train", None)
    place = {"slug": folder.name, "folder": folder, "number": number}
    place["train"] = from_table(Training, training, file) if training else None
    kata = from_table(Kata, table, file, chapter=chapter, **place)
    _check_goals(kata.goals, file)
    _check_training(kata, file)
    return replace(kata, goals=_with_points(kata, file))


def find(path: list[Kata], name: str) -> Kata:
    """Return the kata of that name, number or path, such as `katas/neuron`.

    A path may be that of its folder or of a file in it, from where the command is
    called or from the workspace. An unknown name suggests its neighbour.
    """
    for kata in path:
        if name in (kata.slug, str(kata.number)) or _leads_to(name, kata.folder):
            return kata
    slugs = [kata.slug for kata in path]
    raise ContentError(
        f"There is no kata '{name}'.{did_you_mean(Path(name).stem, slugs)}"
        " `nnkata list` shows all."
    )


def _leads_to(name: str, folder: Path) -> bool:
    """Return whether a path is that of a kata's folder, or of a file in it."""
    paths = [Path(os.path.abspath(p)) for p in (name, folder.parent.parent / name)]
    return any(folder in (path, path.parent) for path in paths)


def _check_slug(slug: str, earlier: list[str], file: Path) -> None:
    """Raise `ContentError` if the syllabus cannot list a kata here."""
    if slug in earlier:
        raise ContentError(f"{file} lists '{slug}' twice. Keep one of them.")
    if not (file.parent / slug / "kata.toml").is_file():
        folders = [folder.name for folder in folders_in(file.parent)]
        similar = did_you_mean(slug, folders)
        raise ContentError(f"{file} lists '{slug}', which has no kata.toml.{similar}")


def _check_needs(kata: Kata, earlier: list[str]) -> None:
    for need in kata.needs:
        if need not in earlier:
            raise ContentError(
                f"{kata.slug} needs '{need}', which the syllabus places later or not at"
                f" all. Move '{kata.slug}' below '{need}' in syllabus.toml."
            )


def _check_goals(goals: tuple[Goal, ...], file: Path) -> None:
    names = [goal.name for goal in goals]
    for goal in goals:
        if names.count(goal.name) > 1:
            raise ContentError(f"{file} has two goals '{goal.name}'. Rename one.")
        for metric in [*goal.at_least, *goal.at_most]:
            if metric not in METRICS:
                name = unknown(metric, METRICS)
                raise ContentError(f"{file}: the metric of '{goal.name}' is {name}")
        if goal.points not in (0, UNSAID) and (goal.points < 0 or not goal.required):
            raise ContentError(
                f"{file}: goal '{goal.name}' cannot have {goal.points:g} points. A"
                " required goal has 0 or more, any other has none."
            )


def _check_training(kata: Kata, file: Path) -> None:
    names = [goal.name for goal in kata.goals]
    if kata.train and kata.train.goal not in names:
        name = unknown(kata.train.goal, names)
        raise ContentError(f"{file}: the goal of [train] is {name}")


def _with_points(kata: Kata, file: Path) -> tuple[Goal, ...]:
    """Return the goals with the points that each is worth.

    Required goals whose table does not say share half of the kata's points.
    """
    claimed = sum(goal.points for goal in kata.goals if goal.points != UNSAID)
    silent = [goal for goal in kata.goals if goal.required and goal.points == UNSAID]
    share = max(kata.points / 2 - claimed, 0.0) / max(len(silent), 1)
    if claimed + share * len(silent) >= kata.points:
        raise ContentError(
            f"{file}: the goals are worth {claimed:g} points, which leaves none of the kata's"
            f" {kata.points} to its unit tests."
        )
    worth = {goal.name: share for goal in silent}
    return tuple(
        replace(goal, points=worth.get(goal.name, max(goal.points, 0.0)))
        for goal in kata.goals
    )


def _check_call(call: str, file: Path) -> None:
    """Raise `ContentError` unless a text calls functions by name with X, and no more."""
    with suppress(SyntaxError, ValueError, RecursionError, MemoryError):
        parts = list(ast.walk(ast.parse(call, mode="eval")))
        called = [part.func for part in parts if isinstance(part, ast.Call)]
        names = [part.id for part in parts if isinstance(part, ast.Name)]
        by_name = all(isinstance(function, ast.Name) for function in called)
        plain = all(isinstance(part, CALL_PARTS) for part in parts)
        if called and by_name and plain and "X" in names:
            return
    raise ContentError(
        f"{file}: the call of [predict] must be one of the kata's functions with X and"
        f" stored parameters, such as 'forward(X, P)[0]', got {call!r}."
    )
