"""Trained networks: the parameters a graded run ended with, by kata and dataset.

A file is an npz archive: one array for each parameter, and a header in JSON that says
what made them, on which data, and how they hang together. Nothing in it is pickled. A
Keras model stands beside it in Keras' own form.
"""

import hashlib
import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from nnkata.data.readers.npz import read_npz
from nnkata.errors import DataError
from nnkata.files import atomic_write, digest_of, files_in
from nnkata.subject.keras_doubles import is_model
from nnkata.subject.loader import Loader
from nnkata.training.goal_run import GoalRun
from nnkata.training.keras_file import KerasFile, checked, write_keras
from nnkata.training.picture import ink_box

VERSION = 1
HEADER = "header"
NUMBERS_OR_TEXTS = "biufSU"  # kinds of dtype
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same parameters make the same bytes
LONGEST_NAME = 80
LARGEST = 1 << 20  # of an example's sides
LISTS = ("classes", "shape", "losses", "truth", "answers")


@dataclass(frozen=True)
class About:
    """What made a network, and what it takes and says.

    Attributes
    ----------
    kata, dataset, goal, subject, seed :
        The graded run.
    code : str
        The hash of the file that was trained.
    measured : dict
        What the run reached.
    classes : tuple of str
        What the answers 0, 1, ... mean.
    inputs, kind, shape :
        How examples were prepared, as goals and cards say it.
    box : int
        Pixels that the drawings trained on fill within a black frame; 0 for others.
    losses : tuple of float
        The cost of every epoch.
    truth, answers : tuple of int
        Of the test data: the right class of each example, and the one it was taken for.
    """

    kata: str
    dataset: str
    goal: str
    subject: str
    seed: int
    code: str
    measured: dict[str, float]
    classes: tuple[str, ...]
    inputs: str
    kind: str
    shape: tuple[int, ...]
    box: int
    losses: tuple[float, ...] = ()
    truth: tuple[int, ...] = ()
    answers: tuple[int, ...] = ()


class Model(NamedTuple):
    """A network that can be asked."""

    about: About
    parameters: dict[str, Any]


def model_file(state: Path, kata: str, dataset: str, subject: str = "mine") -> Path:
    """Where the network of a kata and dataset is kept, below a workspace's state."""
    return state / "models" / f"{kata}-{plain_name(dataset)}{_mark(subject)}.npz"


def models_of(state: Path, kata: str, subject: str = "mine") -> list[Path]:
    """The networks of a kata that are kept, the newest first."""
    found = files_in(state / "models", f"{kata}-*.npz")
    marked = _mark("reference")
    mine = [f for f in found if f.stem.endswith(marked) == (subject == "reference")]
    return sorted(mine, key=lambda file: file.stat().st_mtime_ns, reverse=True)


def keep_run(run: GoalRun, loader: Loader) -> Path:
    """Keep what a graded run learnt; the file that it replaces stays until it is whole.

    Raises
    ------
    DataError
        If a parameter is of no kind that can be kept, or the file cannot be written.
    """
    about = About(
        kata=loader.kata.slug,
        dataset=run.dataset,
        goal=run.name,
        subject=loader.subject,
        seed=run.seed,
        code=digest_of(loader.file),
        measured=dict(run.measured),
        classes=run.classes,
        inputs=run.inputs,
        kind=run.kind,
        shape=run.shape,
        box=ink_box(run.raw) if run.kind == "pictures" else 0,
        losses=tuple(run.losses),
        truth=_class_numbers(run.truth),
        answers=_class_numbers(run.answers),
    )
    file = model_file(loader.workspace.state, about.kata, about.dataset, loader.subject)
    write_model(file, Model(about, run.model or {}))
    return file


def _class_numbers(values: Sequence[float]) -> tuple[int, ...]:
    """Whole numbers as they are, and -1 for what names no class."""
    found = np.asarray(values, float)
    is_whole = np.isfinite(found) & (found == np.round(found))
    return tuple(np.where(is_whole, found, -1).astype(int).tolist())


def write_model(file: Path, model: Model) -> None:
    """Write a network, whole or not at all; `DataError` names what cannot be kept."""
    arrays: dict[str, Any] = {HEADER: None}
    kept = {
        name: write_keras(value, _beside(file, name)) if is_model(value) else value
        for name, value in model.parameters.items()
    }
    tree = _taken_apart(kept, "", arrays)
    header = {"version": VERSION, "about": asdict(model.about), "tree": tree}
    arrays[HEADER] = np.array(json.dumps(header).encode())
    with atomic_write(file) as part, zipfile.ZipFile(part, "w") as archive:
        for name, array in arrays.items():
            member = zipfile.ZipInfo(f"{name}.npy", LONG_AGO)
            with archive.open(member, "w", force_zip64=True) as stream:
                np.lib.format.write_array(stream, array, allow_pickle=False)


def read_model(file: Path) -> Model:
    """A network as it was kept.

    Raises
    ------
    DataError
        If the file is damaged, is none of ours, or was written by a newer nnkata.
    """
    header = _header(file)
    try:
        about = header["about"]
        about |= {name: tuple(about[name]) for name in LISTS if name in about}
        if not all(0 < side <= LARGEST for side in about["shape"]):
            raise ValueError
        parameters = dict(_put_together(header["tree"], read_npz(file)))
        about = About(**about)
    except (DataError, ValueError, KeyError, TypeError, RecursionError):
        raise _damaged(file) from None
    for name, value in parameters.items():
        if isinstance(value, KerasFile):
            parameters[name] = checked(_beside(file, name), value.digest)
    return Model(about, parameters)


def _beside(file: Path, name: str) -> Path:
    """Where a Keras model is kept that is a parameter of that name."""
    return file.with_name(f"{file.stem}.{plain_name(name)}.keras")


def _header(file: Path) -> dict[str, Any]:
    try:
        header = json.loads(read_npz(file, [HEADER])[HEADER].item())
        version = header["version"]
    except (DataError, ValueError, KeyError, TypeError, RecursionError):
        raise _damaged(file) from None
    if version != VERSION:
        raise DataError(
            f"{file} has format {version}, expected {VERSION}: another nnkata wrote it."
            " Train the network again."
        )
    return dict(header)


def _damaged(file: Path) -> DataError:
    return DataError(
        f"{file} is no network that nnkata kept, or it is damaged. Remove it, and train"
        " the network again."
    )


def _taken_apart(value: Any, name: str, arrays: dict[str, Any]) -> Any:
    """The value as JSON, its arrays taken out under names such as "layers.0.W"."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Mapping):
        return {
            "dict": [
                [_key(key, name), _taken_apart(part, _below(name, key), arrays)]
                for key, part in value.items()
            ]
        }
    if isinstance(value, list | tuple):
        kind = "list" if isinstance(value, list) else "tuple"
        parts = [_taken_apart(v, _below(name, i), arrays) for i, v in enumerate(value)]
        return {kind: parts}
    if isinstance(value, KerasFile):
        return {"keras": [value.name, value.digest]}
    if isinstance(value, np.ndarray | np.generic):
        return {"array": _stored(np.asarray(value), name, arrays)}
    raise _not_kept(name, type(value).__name__)


def _put_together(tree: Any, arrays: Mapping[str, Any]) -> Any:
    if not isinstance(tree, dict):
        return tree
    ((kind, found),) = tree.items()
    if kind == "array":
        array = arrays[found]
        return array if array.ndim else array[()]
    if kind == "keras":
        return KerasFile(*map(str, found))
    if kind == "dict":
        return {key: _put_together(part, arrays) for key, part in found}
    parts = [_put_together(part, arrays) for part in found]
    return {"list": list, "tuple": tuple}[kind](parts)


def _stored(array: Any, name: str, arrays: dict[str, Any]) -> str:
    """The name under which an array was put: its own, if that is free and plain."""
    if array.dtype.kind not in NUMBERS_OR_TEXTS:
        raise _not_kept(name, f"an array of {array.dtype}")
    plain = free = re.sub(r"[^\w.-]", "_", name)[:LONGEST_NAME]
    number = 2
    while free in arrays:
        free, number = f"{plain}_{number}", number + 1
    arrays[free] = array
    return free


def _key(key: Any, name: str) -> str | int:
    if isinstance(key, str | int):
        return key
    raise _not_kept(name, f"a dict with the key {key!r}")


def _below(name: str, key: Any) -> str:
    return f"{name}.{key}" if name else str(key)


def _not_kept(name: str, what: str) -> DataError:
    return DataError(
        f"the network cannot be kept: '{name}' is {what}, expected arrays of numbers,"
        " numbers, texts, and lists, tuples or dicts of them."
    )


def _mark(subject: str) -> str:
    return "" if subject == "mine" else f".{subject}"


def plain_name(dataset: str) -> str:
    """A dataset's name as part of a file's; that of a path gets a hash of its own."""
    plain = re.sub(r"[^\w.-]", "_", dataset)
    if plain == dataset:
        return plain
    return f"{plain[-40:]}-{hashlib.sha256(dataset.encode()).hexdigest()[:8]}"
