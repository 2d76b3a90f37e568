"""Models in Keras' own form: written beside the npz of a run, and looked at before use.

A .keras file is a zip archive whose config.json names the classes to build. Loading it can
run code, where a Lambda layer or a class from another package is among them. So nothing
is loaded that names more than Keras' own layers, losses and the like.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nnkata.errors import DataError
from nnkata.files import replacing

CONFIG = "config.json"
LARGEST = 20_000_000  # bytes of a configuration
HARMLESS = {
    *("keras.layers", "keras.initializers", "keras.optimizers", "keras.losses"),
    *("keras.metrics", "keras.regularizers", "keras.constraints", "keras.activations"),
    *("keras.models", "keras.optimizers.schedules", "keras.dtype_policies"),
    *("keras.random", "keras.src.models.functional", "keras.src.models.sequential"),
}
HARMLESS_OF_KERAS = {"Sequential", "Functional", "Model", "DTypePolicy"}


@dataclass(frozen=True)
class KerasFile:
    """A model's file, by its name beside the npz, and its SHA-256."""

    name: str
    digest: str


def write_keras(model: Any, file: Path) -> KerasFile:
    """Write a model, whole or not at all."""
    try:
        with replacing(file, ".part.keras") as part:  # Keras goes by a file's ending
            model.save(part)
            digest = _digest(part)
    except (OSError, ValueError) as error:
        raise DataError(f"{file} cannot be written: {error}.") from None
    return KerasFile(file.name, digest)


def checked(file: Path, digest: str) -> Path:
    """The file itself, if it is what was written and carries no code."""
    if not file.is_file():
        raise DataError(f"{file} is missing. Train the network again.")
    if _digest(file) != digest:
        raise DataError(
            f"{file} is not the file that was kept here. Train the network again."
        )
    refuse_code(file)
    return file


def refuse_code(file: Path) -> None:
    """Raise `DataError` for a file that names more than Keras' own parts, or is damaged."""
    for module, name in _named(_config(file)):
        harmless = module in HARMLESS or (
            module == "keras" and name in HARMLESS_OF_KERAS
        )
        if name in ("Lambda", "__lambda__") or not harmless:
            told = f"{module}.{name}" if module else name
            raise DataError(
                f"{file} is refused: it names {told}, and loading it could run code that"
                " came with the file. Build the network from Keras' own layers."
            )


def _config(file: Path) -> Any:
    try:
        with zipfile.ZipFile(file) as archive:
            if archive.getinfo(CONFIG).file_size > LARGEST:
                raise ValueError
            return json.loads(archive.read(CONFIG))
    except (OSError, KeyError, ValueError, RecursionError, zipfile.BadZipFile):
        raise DataError(
            f"{file} is no model in Keras' own form, or it is damaged."
        ) from None


def _named(config: Any) -> Iterator[tuple[str, str]]:
    """Every class and function that a configuration names, with its module."""
    waiting = [config]
    while waiting:
        part = waiting.pop()
        if isinstance(part, list):
            waiting += part
        elif isinstance(part, dict):
            waiting += part.values()
            name, module = part.get("class_name"), part.get("module")
            if isinstance(name, str) and (module is not None or name == "__lambda__"):
                yield str(module or ""), name
            elif module is not None and not isinstance(name, str):
                yield str(module), str(name)


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
