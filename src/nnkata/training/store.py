"""Trained networks: the parameters a graded run ended with, by kata and dataset.

A file is an npz archive: one array for each parameter, and a header in JSON that says
what made them, on which data, and how they belong together. Nothing in it is pickled. A
Keras model stands beside it in Keras' own format.
"""

import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from nnkata.data.readers.array_files import PLAIN, read_npz
from nnkata.errors import DataError
from nnkata.files import atomic_write, digest, digest_of, files_in
from nnkata.subject.foreign import is_model
from nnkata.subject.loader import Loader
from nnkata.training.goal_run import GoalRun, prepare
from nnkata.training.keras_file import checked, write_keras
from nnkata.training.picture import ink_box

VERSION = 1
HEADER = "header"
RUNS = "runs"  # the folder of their networks
MEMBER_NAME = re.compile(r"[\w.-]{1,80}")  # of an array that keeps its own name
LARGEST = 1 << 20  # of an example's sides
ARRAYS = ("parameters", "typical")  # what the header describes apart from the rest
TUPLES = ("classes", "shape", "losses", "truth", "answers", "scale")


@dataclass(frozen=True)
class Model:
    """A trained network: what made it, what it takes and answers, and its parameters.

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
        How examples were prepared, as in goals and dataset descriptions.
    box : int
        Pixels that the drawings trained on fill within a black frame; 0 for others.
    losses : tuple of float
        The loss of every epoch.
    truth, answers : tuple of int
        Of the test data: each example's right class, and the predicted one.
    run, settings : str, dict
        The name of a run on data of the learner's choice, "" for a goal; its settings.
    scale : tuple
        Mean and standard deviation of every column, if a table was scaled by them.
    parameters : dict
        By the names in the call of `kata.toml`; a Keras model is the path of its file.
    typical : dict
        What tells a picture that is far from those trained on; see `typical_of`.
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
    run: str = ""
    settings: dict[str, Any] = field(default_factory=dict)
    scale: tuple[Any, ...] = ()
    parameters: dict[str, Any] = field(default_factory=dict, compare=False)
    typical: dict[str, Any] = field(default_factory=dict, compare=False)

    def prepare(self, X: Any) -> Any:
        """Return examples in the form of those that the network was trained on."""
        scale: Any = tuple(np.asarray(values) for values in self.scale)
        return prepare(X, self.inputs, self.kind, scale)


def model_file(state: Path, kata: str, dataset: str, subject: str = "mine") -> Path:
    """Return where the network of a kata and dataset is stored, below `state`."""
    suffix = "" if subject == "mine" else f".{subject}"
    return state / "models" / f"{kata}-{plain_name(dataset)}{suffix}.npz"


def run_file(state: Path, kata: str, run: str, subject: str = "mine") -> Path:
    """Return where the network of a run on the learner's choice of data is stored."""
    return state / RUNS / model_file(state, kata, run, subject).name


def models_of(state: Path, kata: str, subject: str = "mine") -> list[Path]:
    """Return the stored networks of a kata, the newest first."""
    of_reference = subject == "reference"
    files = files_in(state / "models", f"{kata}-*.npz") + runs_in(state, kata)
    files = [f for f in files if f.stem.endswith(".reference") == of_reference]
    return sorted(files, key=_age)


def runs_in(state: Path, kata: str = "*") -> list[Path]:
    """Return the networks of runs on the learner's choice of data, the newest first."""
    return sorted(files_in(state / RUNS, f"{kata}-*.npz"), key=_age)


def _age(file: Path) -> int:
    return -file.stat().st_mtime_ns


def keep_run(run: GoalRun, loader: Loader) -> Path:
    """Store what a graded run learned, and return the file.

    Raises
    ------
    DataError
        If a parameter cannot be stored, or the file cannot be written; an earlier file
        stays as it is.
    """
    from nnkata.training.typical import typical_of  # only those that train need it

    model = model_of(run, loader)
    if run.kind == "pictures":
        model = replace(model, box=ink_box(run.raw), typical=typical_of(run.raw))
    place = loader.workspace.state, model.kata
    file = model_file(*place, model.dataset, model.subject)
    if model.run:
        file = run_file(*place, model.run, model.subject)
    write_model(file, model)
    return file


def model_of(run: GoalRun, loader: Loader) -> Model:
    """Return the network of a graded run as far as it is trained."""
    return Model(
        kata=loader.kata.slug,
        dataset=run.dataset,
        goal=run.name,
        subject=loader.subject,
        seed=run.seed,
        code=digest_of(loader.file),
        measured=dict(run.measured),
        classes=run.model_classes,
        inputs=run.inputs,
        kind=run.kind,
        shape=run.model_shape,
        box=0,
        losses=tuple(run.losses),
        truth=_class_numbers(run.truth),
        answers=_class_numbers(run.answers),
        run=run.own_name,
        settings=dict(run.settings) if run.own_name else {},
        scale=tuple(values.tolist() for values in run.scale),
        parameters=run.model or {},
    )


def _class_numbers(values: Sequence[float]) -> tuple[int, ...]:
    """Return integers as they are, and -1 for everything else."""
    numbers = np.asarray(values, float)
    is_integer = np.isfinite(numbers) & (numbers == np.round(numbers))
    return tuple(np.where(is_integer, numbers, -1).astype(int).tolist())


def write_model(file: Path, model: Model) -> None:
    """Write a network atomically; `DataError` names what cannot be stored."""
    arrays: dict[str, Any] = {HEADER: None}
    tree = [
        [name, _encoded_parameter(value, name, file, arrays)]
        for name, value in model.parameters.items()
    ]
    typical = _encoded(model.typical, "typical", arrays)
    about = {name: value for name, value in vars(model).items() if name not in ARRAYS}
    header = {"version": VERSION, "about": about, "tree": {"dict": tree}}
    header["typical"] = typical
    arrays[HEADER] = np.array(json.dumps(header).encode())
    with atomic_write(file) as part, zipfile.ZipFile(part, "w") as archive:
        # Not `np.savez`, which takes names such as "file" for its own arguments.
        for name, array in arrays.items():
            with archive.open(f"{name}.npy", "w", force_zip64=True) as stream:
                np.lib.format.write_array(stream, array, allow_pickle=False)


def read_model(file: Path) -> Model:
    """Return a stored network.

    Raises
    ------
    DataError
        If the file is damaged, is not one of ours, or has another format.
    """
    header, arrays = _read(file)
    try:
        about = header["about"]
        about |= {name: tuple(about[name]) for name in TUPLES if name in about}
        if not all(0 < side <= LARGEST for side in about["shape"]):
            raise ValueError
        tree = header["tree"]["dict"]
        parameters = {
            name: _decoded_parameter(part, file, arrays) for name, part in tree
        }
        typical = _decoded(header.get("typical", {"dict": []}), arrays)
        return Model(**about, parameters=parameters, typical=typical)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise _damaged(file) from None


def _read(file: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the header and the arrays of a file in this version's format."""
    try:
        arrays = read_npz(file)
        header = dict(json.loads(arrays[HEADER].item()))
        version = header["version"]
    except (DataError, ValueError, KeyError, TypeError, RecursionError):
        raise _damaged(file) from None
    if version != VERSION:
        raise DataError(
            f"{file} has format {version}, expected {VERSION}: another version of nnkata"
            " wrote it. Train the network again."
        )
    return header, arrays


def _damaged(file: Path) -> DataError:
    return DataError(
        f"{file} is not a network that nnkata saved, or it is damaged. Remove it, and"
        " train the network again."
    )


def _encoded_parameter(
    value: Any, name: str, file: Path, arrays: dict[str, Any]
) -> Any:
    """Return a parameter as JSON; a Keras model goes to a file of its own."""
    if not is_model(value):
        return _encoded(value, name, arrays)
    beside = file.with_name(f"{file.stem}.{plain_name(name)}.keras")
    return {"keras": [beside.name, write_keras(value, beside)]}


def _decoded_parameter(tree: Any, file: Path, arrays: Mapping[str, Any]) -> Any:
    if isinstance(tree, dict) and "keras" in tree:
        name, digest = tree["keras"]
        return checked(file.with_name(name), digest)
    return _decoded(tree, arrays)


def _encoded(value: Any, name: str, arrays: dict[str, Any]) -> Any:
    """Return a value as JSON; its arrays go to `arrays`, by names like "layers.0.W"."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Mapping):
        for key in value:
            if not isinstance(key, str | int):
                raise _not_storable(name, f"a dict with the key {key!r}")
        pairs = [[k, _encoded(v, f"{name}.{k}", arrays)] for k, v in value.items()]
        return {"dict": pairs}
    if isinstance(value, list | tuple):
        parts = [_encoded(part, f"{name}.{i}", arrays) for i, part in enumerate(value)]
        return {"list" if isinstance(value, list) else "tuple": parts}
    if isinstance(value, np.ndarray | np.generic):
        return {"array": _add_array(np.asarray(value), name, arrays)}
    raise _not_storable(name, type(value).__name__)


def _decoded(tree: Any, arrays: Mapping[str, Any]) -> Any:
    if not isinstance(tree, dict):
        return tree
    ((kind, content),) = tree.items()
    if kind == "array":
        array = arrays[content]
        return array if array.ndim else array[()]
    if kind == "dict":
        return {key: _decoded(part, arrays) for key, part in content}
    parts = [_decoded(part, arrays) for part in content]
    return {"list": list, "tuple": tuple}[kind](parts)


def _add_array(array: Any, name: str, arrays: dict[str, Any]) -> str:
    """Add an array under its own name, if that is plain and free; return the name."""
    if array.dtype.kind not in PLAIN:
        raise _not_storable(name, f"an array of {array.dtype}")
    if name in arrays or not MEMBER_NAME.fullmatch(name):
        name = f"array {len(arrays)}"
    arrays[name] = array
    return name


def _not_storable(name: str, description: str) -> DataError:
    return DataError(
        f"the network cannot be saved: '{name}' is {description}, expected arrays of"
        " numbers, numbers, strings, and lists, tuples or dicts of them."
    )


def plain_name(name: str) -> str:
    """Return a name as part of a file's name; of a path, its last part and a hash."""
    last = re.split(r"[/\\]", name.rstrip("/\\"))[-1]
    plain = re.sub(r"[^\w.-]+", "_", last).strip("_")
    if plain == name:
        return plain
    return f"{plain[:40]}-{digest(name.encode('utf-8', 'surrogateescape'))[:8]}"
