"""The path as data: `syllabus.toml` and every `kata.toml`, read without importing.

The syllabus is the only file that knows the order. Both formats refuse what they
do not know, because a key with a typo would otherwise be a promise nobody keeps.
"""

import ast
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from nnkata.errors import ContentError, did_you_mean
from nnkata.files import folders_in

UNSAID = -1.0  # points of a goal whose kata.toml does not say
UNIT_SECONDS = 10.0  # limit of a unit test, unless kata.toml says otherwise


@dataclass(frozen=True)
class Goal:
    """A graded run: the data, what must be reached on it, and how long it may take."""

    name: str
    dataset: str
    inputs: str
    seconds: float
    at_least: Mapping[str, float]
    at_most: Mapping[str, float]
    settings: Mapping[str, Any]
    seed: int
    runs: int  # honest runs of a calibration; 0: as many as their time allows
    required: bool
    points: float = 0.0  # what it is worth, of the kata's points


@dataclass(frozen=True)
class Kata:
    """One exercise, as its `kata.toml` and its place in the syllabus describe it."""

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
    extras: tuple[str, ...]
    limit: float
    float32: bool
    goals: tuple[Goal, ...] = field(default=())
    predict: str = ""  # the call that a kept network answers with: "predict(X, w, b)"

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


KATA_KEYS = {
    "title": str,
    "summary": str,
    "minutes": int,
    "difficulty": int,
    "points": int,
    "needs": list,
    "extras": list,
    "limit": (int, float),
    "float32": bool,
    "goals": list,
    "predict": dict,
}
KATA_OPTIONAL = {"extras", "limit", "float32", "goals", "predict"}
GOAL_KEYS = {
    "name": str,
    "dataset": str,
    "inputs": str,
    "seconds": (int, float),
    "at_least": dict,
    "at_most": dict,
    "settings": dict,
    "seed": int,
    "runs": int,
    "required": bool,
    "points": (int, float),
}
GOAL_OPTIONAL = {
    "inputs",
    "at_least",
    "at_most",
    "settings",
    "seed",
    "runs",
    "required",
    "points",
}
METRICS = (
    "accuracy",
    "balanced_accuracy",
    "f1",
    "train_accuracy",
    "validation_accuracy",
    "first_loss",
    "last_loss",
)
PREDICT_KEYS = {"call": str}
CHAPTER_KEYS = {"title": str, "katas": list}
# What a call may be made of: functions of the kata, kept parameters, plain constants.
CALL_PARTS = (
    *(ast.Expression, ast.Call, ast.keyword, ast.Name, ast.Load, ast.Constant),
    *(ast.Subscript, ast.UnaryOp, ast.USub),
)


def read_path(katas: Path) -> list[Kata]:
    """Every kata of a shelf, in the order of its syllabus."""
    path: list[Kata] = []
    for chapter, slug in _syllabus(katas / "syllabus.toml"):
        kata = read_kata(katas / slug, number=len(path) + 1, chapter=chapter)
        _check_needs(kata, [earlier.slug for earlier in path])
        path.append(kata)
    return path


def read_kata(folder: Path, number: int = 0, chapter: str = "") -> Kata:
    """One kata from its folder; `ContentError` names the file and the key."""
    file = folder / "kata.toml"
    facts = _checked(read_toml(file), KATA_KEYS, KATA_OPTIONAL, file)
    goals = _weighed(_goals(facts.pop("goals", []), file), facts["points"], file)
    facts["predict"] = _predict(facts.get("predict"), file)
    facts["needs"] = tuple(facts["needs"])
    facts["extras"] = tuple(facts.get("extras", ()))
    facts["float32"] = facts.get("float32", True)
    facts["limit"] = float(facts.get("limit", UNIT_SECONDS))
    return Kata(
        slug=folder.name,
        number=number,
        chapter=chapter,
        folder=folder,
        goals=goals,
        **facts,
    )


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
    """Whether a path is that of a kata's folder, or of a file in it."""
    places = [Path(os.path.abspath(p)) for p in (name, folder.parent.parent / name)]
    return any(folder in (place, place.parent) for place in places)


def read_toml(file: Path) -> dict[str, Any]:
    """A TOML file as a dict, with its errors told as ours."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ContentError(f"{file} is missing.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ContentError(f"{file} is not valid TOML: {error}.") from None
    except OSError as error:
        raise ContentError(f"{file} cannot be read: {error.strerror}.") from None


def _syllabus(file: Path) -> list[tuple[str, str]]:
    content = _checked(read_toml(file), {"chapters": list}, set(), file)
    places: list[tuple[str, str]] = []
    for entry in content["chapters"]:
        chapter = _checked(entry, CHAPTER_KEYS, set(), file)
        places += [(chapter["title"], slug) for slug in chapter["katas"]]
    slugs = [slug for _, slug in places]
    for slug in slugs:
        if not isinstance(slug, str):
            raise ContentError(f"{file}: 'katas' must list texts, got {slug!r}.")
        if slugs.count(slug) > 1:
            raise ContentError(f"{file} lists '{slug}' twice. Keep one of them.")
        if not (file.parent / slug / "kata.toml").is_file():
            folders = [folder.name for folder in folders_in(file.parent)]
            raise ContentError(
                f"{file} lists '{slug}', but {file.parent / slug} holds no kata.toml."
                f"{did_you_mean(slug, folders)}"
            )
    return places


def _check_needs(kata: Kata, earlier: list[str]) -> None:
    for need in kata.needs:
        if need not in earlier:
            raise ContentError(
                f"{kata.slug} needs '{need}', which the syllabus places later or not at"
                f" all. Move '{kata.slug}' below '{need}' in syllabus.toml."
            )


def _goals(entries: list[Any], file: Path) -> tuple[Goal, ...]:
    goals = tuple(_goal(entry, file) for entry in entries)
    names = [goal.name for goal in goals]
    for name in names:
        if names.count(name) > 1:
            raise ContentError(f"{file} has two goals '{name}'. Rename one of them.")
    return goals


def _goal(entry: dict[str, Any], file: Path) -> Goal:
    facts = _checked(entry, GOAL_KEYS, GOAL_OPTIONAL, file)
    if facts.get("points", 0) < 0:
        raise ContentError(f"{file}: goal '{facts['name']}' has fewer than 0 points.")
    for metric in [*facts.get("at_least", ()), *facts.get("at_most", ())]:
        if metric not in METRICS:
            raise ContentError(
                f"{file}: goal '{facts['name']}' has no metric '{metric}'."
                f"{did_you_mean(metric, METRICS)} Known: {', '.join(METRICS)}."
            )
    return Goal(
        name=facts["name"],
        dataset=facts["dataset"],
        inputs=facts.get("inputs", "flat"),
        seconds=float(facts["seconds"]),
        at_least=facts.get("at_least", {}),
        at_most=facts.get("at_most", {}),
        settings=facts.get("settings", {}),
        seed=facts.get("seed", 0),
        runs=facts.get("runs", 0),
        required=facts.get("required", True),
        points=float(facts.get("points", UNSAID)),
    )


def _weighed(goals: tuple[Goal, ...], points: int, file: Path) -> tuple[Goal, ...]:
    """The goals with what each is worth; required ones share half, unless they say."""
    if any(goal.points not in (0, UNSAID) for goal in goals if not goal.required):
        raise ContentError(f"{file}: a goal that is not required cannot have points.")
    said = sum(goal.points for goal in goals if goal.points != UNSAID)
    silent = [goal for goal in goals if goal.required and goal.points == UNSAID]
    share = max(points / 2 - said, 0.0) / max(len(silent), 1)
    worth = {goal.name: share for goal in silent}
    if said + sum(worth.values()) >= points:
        raise ContentError(
            f"{file}: the goals are worth {said:g} points, which leaves none of the kata's"
            f" {points} to its unit tests."
        )
    return tuple(
        replace(goal, points=worth.get(goal.name, max(goal.points, 0.0)))
        for goal in goals
    )


def _predict(entry: dict[str, Any] | None, file: Path) -> str:
    """The call of the table `[predict]`, once it is one; "" without that table."""
    if entry is None:
        return ""
    call: str = _checked(entry, PREDICT_KEYS, set(), file)["call"]
    if not _is_call(call):
        raise ContentError(
            f"{file}: the call of [predict] must be one of the kata's functions with X and"
            f" kept parameters, such as 'predict(X, w, b)' or 'forward(X, P)[0]',"
            f" got {call!r}."
        )
    return call


def _is_call(text: str) -> bool:
    try:
        parts = list(ast.walk(ast.parse(text, mode="eval")))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    calls = [part for part in parts if isinstance(part, ast.Call)]
    names = [part.id for part in parts if isinstance(part, ast.Name)]
    plain = all(isinstance(part, CALL_PARTS) for part in parts)
    named = all(isinstance(call.func, ast.Name) for call in calls)
    return plain and named and bool(calls) and "X" in names


def _checked(
    found: Any, keys: Mapping[str, Any], optional: set[str], file: Path
) -> dict[str, Any]:
    """The table itself, if it has exactly the keys it should, of the right kinds."""
    if not isinstance(found, dict):
        raise ContentError(f"{file}: expected a table, got {found!r}.")
    for key in found:
        if key not in keys:
            raise ContentError(
                f"{file}: unknown key '{key}'.{did_you_mean(key, keys)}"
                f" Known: {', '.join(sorted(keys))}."
            )
    for key, kind in keys.items():
        if key not in found and key not in optional:
            raise ContentError(f"{file}: the key '{key}' is missing.")
        if key in found and not _is(found[key], kind):
            raise ContentError(
                f"{file}: '{key}' has the wrong kind: got {found[key]!r},"
                f" expected {_kind(kind)}."
            )
    return dict(found)


def _is(value: Any, kind: Any) -> bool:
    """Like isinstance, but true and false are no numbers."""
    return isinstance(value, kind) and (kind is bool or not isinstance(value, bool))


def _kind(kind: Any) -> str:
    names = {str: "a text", int: "a whole number", list: "a list", dict: "a table"}
    names[bool] = "true or false"
    return names.get(kind, "a number")
