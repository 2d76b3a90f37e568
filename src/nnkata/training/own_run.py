"""A training that the learner sets: which data fit a kata, and with which settings."""

import math
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import PurePath
from shlex import quote
from typing import Any

from nnkata.content.catalog import Kata, OwnGoal, Training
from nnkata.content.workspace import bundled, command
from nnkata.data.dataset import Dataset
from nnkata.errors import DataError, NnkataError
from nnkata.training.store import Model

NAME = re.compile(r"[\w-]{1,60}")
NO_NAME = re.compile(r"[^\w-]+")
KINDS = {"pictures": "pictures", "table": "a table"}
OPTIONS = ("hidden", "lr", "epochs", "batch")
FEWEST = 10  # examples to learn from: some katas keep a tenth of them apart
MOST = {"hidden": 10_000, "epochs": 1_000_000}  # more would fill the memory, or not end


def own_goal(
    kata: Kata, dataset: Dataset, options: Mapping[str, str | None], **fields: Any
) -> OwnGoal:
    """Return the graded run of a kata on data of the learner's choice.

    Parameters
    ----------
    kata : Kata
        One that can be trained on other data.
    dataset : Dataset
    options : mapping
        Settings as they were typed, None for those that were not: they are the kata's.
    **fields
        Of the goal: `run`, `seed` and `seconds`.

    Raises
    ------
    NnkataError
        If the kata has no such setting, or a setting cannot have that value.
    """
    training = _training(kata)
    base = kata.goal(training.goal)
    given = {name: text for name, text in options.items() if text is not None}
    return OwnGoal(
        name=base.name,
        dataset=dataset.name,
        inputs="pictures" if base.inputs == "pictures" else "scaled",
        settings={**training.settings, **_settings(kata, given)},
        required=False,
        **fields,
    )


def _settings(kata: Kata, options: Mapping[str, str]) -> dict[str, Any]:
    names, defaults = options_of(kata), _training(kata).settings
    if unknown := [option for option in options if option not in names]:
        known = ", ".join(f"--{name}" for name in names)
        raise NnkataError(
            f"{kata.slug} has no setting --{unknown[0]}. It has: {known}."
        )
    return {
        names[option]: _value(kata, option, text, defaults[names[option]])
        for option, text in options.items()
    }


def _value(kata: Kata, option: str, text: str, default: Any) -> Any:
    """Return what was typed as a value of the same form as the default."""
    number, several = (
        float if isinstance(default, float) else int,
        isinstance(default, list),
    )
    most = MOST.get(option, math.inf)
    with suppress(ValueError):
        values = [number(part) for part in text.split(",")]
        if all(0 < value < math.inf and value <= most for value in values):
            if several:
                return values
            if len(values) == 1:
                return values[0]
    expected = "a number" if number is float else "an integer"
    if several:
        expected = "integers with commas between them, each"
    end = f" and at most {most:,}" if option in MOST else ""
    raise NnkataError(
        f"{kata.slug}: --{option} must be {expected} above 0{end}, got '{text}'."
    )


def options_of(kata: Kata) -> dict[str, str]:
    """Return the options that a kata takes, and the settings that they stand for."""
    known = _training(kata).settings
    batch = "batch" if "batch" in known else "size"
    names = dict(zip(OPTIONS, (*OPTIONS[:-1], batch), strict=True))
    return {option: name for option, name in names.items() if name in known}


def _training(kata: Kata) -> Training:
    assert kata.train is not None
    return kata.train


def needs_of(kata: Kata) -> str:
    """Return the data that a kata takes, and its settings, in one line."""
    training = _training(kata)
    data = " or ".join(KINDS[kind] for kind in training.kinds)
    data += f" of {_size(training.shape)}" if training.shape else ""
    data += f", {training.classes} classes" if training.classes else ""
    return f"{data}: {_typed(kata, training.settings)}"


def check_trainable(kata: Kata, path: Iterable[Kata]) -> None:
    """Raise `NnkataError` if a kata cannot be trained on other data; name those that can."""
    if kata.train is None:
        if any(other.slug == kata.slug and other.train for other in bundled().path):
            raise NnkataError(
                f"{kata.slug} cannot be trained here: this workspace is of an older nnkata."
                f" `{command('update')}` renews lessons and specs, and none of your files."
            )
        able = ", ".join(other.slug for other in path if other.train)
        problem = "cannot be trained on data of your choice"
        raise NnkataError(
            f"{kata.slug} {problem}. Katas that can be: {able or 'none'}."
        )


def check_fit(kata: Kata, dataset: Dataset, path: Iterable[Kata]) -> None:
    """Raise `NnkataError` if a kata cannot be trained on a dataset; name those that can."""
    if missing := dataset.missing():
        raise DataError(f"'{dataset.name}' cannot be trained on: {missing}.")
    if problem := misfit(_training(kata), dataset):
        able = [k.slug for k in path if k.train and not misfit(k.train, dataset)]
        listed = ", ".join(able) or "none"
        raise NnkataError(
            f"{kata.slug} {problem}. Katas that take these data: {listed}."
        )
    if dataset.counts and dataset.counts[0] < FEWEST:
        raise DataError(
            f"'{dataset.name}' has {dataset.counts[0]} examples to learn from, expected at"
            f" least {FEWEST}. Bring more."
        )


def misfit(training: Training, dataset: Dataset) -> str:
    """Return what a kata expects and what a dataset has instead, "" if it fits."""
    name, shape, many = dataset.name, tuple(dataset.shape), len(dataset.classes)
    if dataset.kind not in training.kinds:
        taken = " or ".join(KINDS[kind] for kind in training.kinds)
        return f"takes {taken}, and {name} holds {KINDS[dataset.kind]}"
    if training.shape and shape != training.shape:
        hint = ""
        if name.startswith("folder:"):
            hint = f" (#size={training.shape[0]},grey after the path reads them so)"
        wanted, got = _size(training.shape), _size(shape)
        return f"takes pictures of {wanted}, and {name} has {got}{hint}"
    if training.classes and many != training.classes:
        names = ", ".join(dataset.classes[:5]) + ", ..." * (many > 5)
        return f"tells {training.classes} classes apart, and {name} has {many}: {names}"
    return ""


def _size(shape: tuple[int, ...]) -> str:
    colour = "in grey" if len(shape) == 2 else "in colour"
    return f"{shape[0]} x {shape[1]} {colour}"


def run_name(name: str, data: str) -> str:
    """Return the name of a run, by default that of the data.

    Raises
    ------
    NnkataError
        If it cannot be the name of a file on every system.
    """
    form, _, path = data.partition(":")
    stem = PurePath(path.partition("#")[0]).stem if path else form
    name = name or NO_NAME.sub("-", stem)[:60] or "run"
    if not NAME.fullmatch(name):
        raise NnkataError(
            f"--name must be up to 60 letters, digits, - and _, got '{name[:80]}'."
        )
    return name


def training_command(kata: Kata, model: Model) -> str:
    """Return the command that trains the network of a run again."""
    words = f"train {kata.slug} --data {quote(model.dataset)}"
    words += f" {_typed(kata, model.settings)} --seed {model.seed} --name {model.run}"
    return command(words + ("" if model.subject == "mine" else " --subject reference"))


def _typed(kata: Kata, settings: Mapping[str, Any]) -> str:
    """Return settings as they are typed."""
    values = ((o, settings[name]) for o, name in options_of(kata).items())
    pairs = ((o, v if isinstance(v, list) else [v]) for o, v in values)
    return " ".join(f"--{option} {','.join(map(str, v))}" for option, v in pairs)
