"""Keras models in Keras' own format, written beside the npz of a run.

A .keras file can contain code. A digest in the npz refuses a file that was exchanged, and
Keras' safe mode refuses code, before the subject's functions get the file.
"""

from pathlib import Path
from typing import Any

from nnkata.errors import DataError
from nnkata.files import atomic_write, sha256_of


def write_keras(model: Any, file: Path) -> str:
    """Write a model atomically, and return the SHA-256 of its file.

    Raises
    ------
    DataError
        If it cannot be written.
    """
    try:
        with atomic_write(file, ".part.keras") as part:  # Keras goes by a file's ending
            model.save(part)
            return sha256_of(part)
    except ValueError as error:
        raise DataError(f"{file} cannot be written: {error}.") from None


def checked(file: Path, digest: str) -> Path:
    """Return the file, if it is there and has that SHA-256; else raise `DataError`."""
    if not file.is_file():
        raise DataError(f"{file} is missing. Train the network again.")
    if sha256_of(file) != digest:
        raise DataError(
            f"{file} is not the file that was saved here. Train the network again."
        )
    return file


def refuse_code(file: Path) -> None:
    """Raise `DataError` for a file that Keras does not load in its safe mode."""
    import keras

    try:
        keras.saving.load_model(file, safe_mode=True)
    except Exception as error:  # damage and forged layers raise kinds of many libraries
        reason = str(error).partition("\n")[0][:200] or type(error).__name__
        raise DataError(
            f"{file} is refused by Keras' safe mode: {reason} Train the network again,"
            " and build it from Keras' own layers."
        ) from None
