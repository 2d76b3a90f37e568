"""Save a dataset in one file, as HDF5, npz or a pickle of plain arrays, and read it.

All three hold the same arrays: X_train, y_train, X_test, y_test, the names of the
classes, and the rest of the dataset description as JSON.
"""

import json
import os
import pickle
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nnkata.data.dataset import Dataset, Split
from nnkata.data.readers.array_files import ArraysByKey, h5_arrays, npz_arrays
from nnkata.data.readers.labelled import ABOUT, Labelled, labelled
from nnkata.data.readers.safe_pickle import pickled_arrays
from nnkata.errors import DataError, did_you_mean
from nnkata.files import atomic_write

KEYS = ("X_train", "y_train", "X_test", "y_test")
FACTS = ("name", "summary", "licence", "source")
Arrays = Mapping[str, Any]  # of ndarray
ReadArrays = Callable[[Path], ArraysByKey]


class _Format(NamedTuple):
    """How files of one format are read and written."""

    read: ReadArrays
    write: Callable[[Path, Arrays], None]


def save(dataset: Dataset, seed: int, file: Path) -> Split:
    """Write both parts of a dataset into a new file, atomically; return them.

    Raises
    ------
    DataError
        If the file already exists, cannot be written (on a full disk, say), or has an
        unknown suffix.
    """
    write = format_of(file).write
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


def read_labelled(path: Path, read: ReadArrays) -> Labelled:
    """Return the labelled arrays in a file, or in a folder that `read` takes.

    Raises
    ------
    DataError
        If the file is damaged, or does not hold examples and labels under usual keys.
    """
    arrays = read(path)
    data = labelled(arrays, path)
    if ABOUT not in arrays:
        return data
    return data._replace(facts=_facts(arrays[ABOUT](), path), ordered=True)  # our own


def format_of(file: Path) -> _Format:
    """Return the format that a file's suffix names; `DataError` if there is none."""
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
    with file.open("wb") as stream:
        np.savez_compressed(stream, **arrays)


def _write_pickle(file: Path, arrays: Arrays) -> None:
    with file.open("wb") as stream:
        pickle.dump(arrays, stream, protocol=4)  # which every Python 3 can read


HDF5 = _Format(h5_arrays, _write_h5)
NPZ = _Format(npz_arrays, _write_npz)
PICKLE = _Format(pickled_arrays, _write_pickle)
FORMATS = {".h5": HDF5, ".hdf5": HDF5, ".npz": NPZ, ".pkl": PICKLE, ".pickle": PICKLE}
