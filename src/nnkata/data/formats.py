"""A dataset in one file, as HDF5, npz or a pickle of plain arrays, for quick reuse.

All three hold the same arrays: X_train, y_train, X_test, y_test, the names of the
classes, and what else stood on the card, as JSON.
"""

import json
import os
import pickle
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nnkata.data.dataset import Dataset, Split
from nnkata.data.readers.h5 import Described, describe_h5, read_h5
from nnkata.data.readers.npz import read_npz
from nnkata.data.readers.safe_pickle import read_pickle
from nnkata.errors import DataError, did_you_mean
from nnkata.files import atomic_write

ABOUT = "about"
AS_NPZ = " Save it as npz: np.savez(FILE, X=X, y=y)."
Arrays = Mapping[str, NDArray[Any]]


class Form(NamedTuple):
    """How arrays are kept in a file: their shapes and dtypes, themselves, and writing."""

    describe: Callable[[Path], Mapping[str, Described]]
    read: Callable[[Path, Sequence[str]], Arrays]
    write: Callable[[Path, Arrays], None]


def save(dataset: Dataset, seed: int, file: Path) -> Split:
    """Write both parts of a dataset into a new file, whole or not at all.

    Raises
    ------
    DataError
        If the file is there already, cannot be written (on a full disk, say), or has a
        suffix of no known form.
    """
    form = form_of(file)
    if os.path.lexists(file):
        raise DataError(f"{file} is there already. Remove it, or choose another name.")
    split = dataset.load(seed)
    arrays = {
        "X_train": split.train[0],
        "y_train": split.train[1],
        "X_test": split.test[0],
        "y_test": split.test[1],
        "classes": np.array([name.encode() for name in dataset.classes]),
        ABOUT: np.array(json.dumps(_told(dataset, seed)).encode()),
    }
    with atomic_write(file) as part:
        form.write(part, arrays)
    return split


def form_of(file: Path) -> Form:
    """How a file of that suffix keeps arrays; `DataError` names the known suffixes."""
    suffix = file.suffix.lower()
    if suffix not in FORMS:
        raise DataError(
            f"{file}: the suffix '{suffix}' names no form.{did_you_mean(suffix, FORMS)}"
            f" Known: {', '.join(FORMS)}."
        )
    return FORMS[suffix]


def facts(file: Path, form: Form) -> dict[str, Any]:
    """What stood on the card when the file was saved; nothing in anybody else's file."""
    if ABOUT not in form.describe(file):
        return {}
    try:
        told = json.loads(form.read(file, [ABOUT])[ABOUT].item())
        return {
            "summary": f"{told['name']}, saved with seed {told['seed']}: {told['summary']}",
            "licence": str(told["licence"]),
            "source": str(told["source"]),
            "standin": told["standin"] is True,
        }
    except (ValueError, TypeError, KeyError, RecursionError):
        raise DataError(
            f"{file}: what it says of itself is damaged. Save the dataset anew."
        ) from None


def _told(dataset: Dataset, seed: int) -> dict[str, Any]:
    names = ("name", "summary", "licence", "source", "standin")
    return {"seed": seed, **{name: getattr(dataset, name) for name in names}}


def _write_h5(part: Path, arrays: Arrays) -> None:
    import h5py

    try:
        with h5py.File(part, "w") as content:
            for key, array in arrays.items():
                content.create_dataset(key, data=array)
    except (OSError, RuntimeError) as error:  # HDF5 tells of a full disk in both ways
        told = getattr(error, "strerror", None) or str(error)
        system = re.search(r"error message = '([^']*)'", told)
        raise OSError(system.group(1) if system else told) from None


def _describe_npz(file: Path) -> dict[str, Described]:
    return _described(read_npz(file))


def _write_npz(part: Path, arrays: Arrays) -> None:
    with part.open("wb") as stream:
        _savez(stream, dict(arrays))


def _savez(stream: IO[bytes], arrays: dict[str, Any]) -> None:
    np.savez_compressed(stream, **arrays)


def _describe_pickle(file: Path) -> dict[str, Described]:
    return _described(_unpickled(file))


def _read_pickle(file: Path, keys: Sequence[str]) -> Arrays:
    found = _unpickled(file)
    return {key: found[key] for key in keys}


def _unpickled(file: Path) -> dict[str, NDArray[Any]]:
    found = read_pickle(file)
    if not isinstance(found, dict):
        kind = type(found).__name__
        raise DataError(
            f"{file} holds a {kind}, expected a dict of named arrays.{AS_NPZ}"
        )
    for key, array in found.items():
        if not isinstance(key, str) or not isinstance(array, np.ndarray):
            raise DataError(
                f"{file}: what it holds under {key!r} is no named array.{AS_NPZ}"
            )
    return found


def _write_pickle(part: Path, arrays: Arrays) -> None:
    with part.open("wb") as stream:
        pickle.dump(dict(arrays), stream, protocol=4)  # which every Python 3 can read


def _described(arrays: Arrays) -> dict[str, Described]:
    return {key: Described(array.shape, array.dtype) for key, array in arrays.items()}


HDF5 = Form(describe_h5, read_h5, _write_h5)
NPZ = Form(_describe_npz, read_npz, _write_npz)
PICKLE = Form(_describe_pickle, _read_pickle, _write_pickle)
FORMS = {".h5": HDF5, ".hdf5": HDF5, ".npz": NPZ, ".pkl": PICKLE, ".pickle": PICKLE}
