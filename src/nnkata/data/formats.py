"""Save a dataset in one file, as HDF5, npz or a pickle of plain arrays, and read it.

All three hold the same arrays: X_train, y_train, X_test, y_test, the names of the
classes, and the rest of the dataset description as JSON.
"""

import json
import os
import pickle
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nnkata.data.dataset import Dataset, Split
from nnkata.data.readers.h5 import h5_keys, read_h5
from nnkata.data.readers.labelled import Labelled, find_keys, labelled
from nnkata.data.readers.npz import npz_keys, read_npz
from nnkata.data.readers.safe_pickle import read_pickle
from nnkata.errors import DataError, did_you_mean
from nnkata.files import atomic_write

KEYS = ("X_train", "y_train", "X_test", "y_test")
ABOUT = "about"
FACTS = ("name", "summary", "licence", "source")
AS_NPZ = " Save it as npz: np.savez(FILE, X=X, y=y)."
Arrays = Mapping[str, NDArray[Any]]


class _Format(NamedTuple):
    """How files of one format are read and written."""

    keys: Callable[[Path], Iterable[str]]
    read: Callable[[Path, Sequence[str]], Arrays]
    write: Callable[[Path, Arrays], None]


def save(dataset: Dataset, seed: int, file: Path) -> Split:
    """Write both parts of a dataset into a new file, atomically; return them.

    Raises
    ------
    DataError
        If the file already exists, cannot be written (on a full disk, say), or has an
        unknown suffix.
    """
    write = _format_of(file).write
    if os.path.lexists(file):
        raise DataError(f"{file} already exists. Remove it, or choose another name.")
    split = dataset.load(seed)
    facts = {name: getattr(dataset, name) for name in FACTS}
    facts |= {"seed": seed, "standin": dataset.synthetic}  # the key of older files
    arrays = {
        **dict(zip(KEYS, [*split.train, *split.test], strict=True)),
        "classes": np.array([name.encode() for name in dataset.classes]),
        ABOUT: np.array(json.dumps(facts).encode()),
    }
    with atomic_write(file) as part:
        write(part, arrays)
    return split


def read_labelled(path: Path, suffix: str = "") -> Labelled:
    """Return the labelled arrays in a file of a known suffix.

    With `suffix` given, the path is read as such a file, whatever it is called; as
    ".h5" it may be a folder of two files.

    Raises
    ------
    DataError
        If the suffix is unknown, the file is damaged, or it does not hold examples and
        labels under usual keys.
    """
    form = FORMATS[suffix] if suffix else _format_of(path)
    keys = form.keys(path)
    about = [ABOUT] if ABOUT in keys else []
    arrays = form.read(path, [*find_keys(keys, str(path)).values(), *about])
    data = labelled(arrays, str(path))
    if about:  # saved by us
        return data._replace(facts=_facts(arrays[ABOUT], path), ordered=True)
    kind = "table" if data.parts[0][0].ndim == 2 else "pictures"
    return data._replace(facts={"summary": f"{kind} in {path.name}"})


def _format_of(file: Path) -> _Format:
    suffix = file.suffix.lower()
    if suffix not in FORMATS:
        raise DataError(
            f"{file}: the suffix '{suffix}' is not one of a known format."
            f"{did_you_mean(suffix, FORMATS)} Known: {', '.join(FORMATS)}."
        )
    return FORMATS[suffix]


def _facts(about: NDArray[Any], file: Path) -> dict[str, Any]:
    """Return the fields of the dataset description that were saved with the arrays."""
    try:
        saved = json.loads(about.item())
        origin = f"{saved['name']}, saved with seed {saved['seed']}"
        return {
            "summary": f"{origin}: {saved['summary']}",
            "licence": str(saved["licence"]),
            "source": str(saved["source"]),
            "synthetic": saved["standin"] is True,
        }
    except (ValueError, TypeError, KeyError, RecursionError):
        raise DataError(
            f"{file}: its description of itself is damaged. Save the dataset again."
        ) from None


def _write_h5(file: Path, arrays: Arrays) -> None:
    import h5py

    try:
        with h5py.File(file, "w") as content:
            for key, array in arrays.items():
                content.create_dataset(key, data=array)
    except (OSError, RuntimeError) as error:  # HDF5 reports a full disk in both ways
        message = getattr(error, "strerror", None) or str(error)
        system = re.search(r"error message = '([^']*)'", message)
        raise OSError(system.group(1) if system else message) from None


def _write_npz(file: Path, arrays: Arrays) -> None:
    members: dict[str, Any] = {**arrays}
    with file.open("wb") as stream:
        np.savez_compressed(stream, **members)


def _write_pickle(file: Path, arrays: Arrays) -> None:
    with file.open("wb") as stream:
        pickle.dump(arrays, stream, protocol=4)  # which every Python 3 can read


def _read_pickle(file: Path, keys: Sequence[str] = ()) -> dict[str, NDArray[Any]]:
    arrays = read_pickle(file)
    if not isinstance(arrays, dict):
        kind = type(arrays).__name__
        raise DataError(
            f"{file} holds a {kind}, expected a dict of named arrays.{AS_NPZ}"
        )
    for key, array in arrays.items():
        if not isinstance(key, str) or not isinstance(array, np.ndarray):
            raise DataError(f"{file}: the item {key!r} is not a named array.{AS_NPZ}")
    return {key: arrays[key] for key in keys or arrays}


HDF5 = _Format(h5_keys, read_h5, _write_h5)
NPZ = _Format(npz_keys, read_npz, _write_npz)
PICKLE = _Format(_read_pickle, _read_pickle, _write_pickle)
FORMATS = {".h5": HDF5, ".hdf5": HDF5, ".npz": NPZ, ".pkl": PICKLE, ".pickle": PICKLE}
