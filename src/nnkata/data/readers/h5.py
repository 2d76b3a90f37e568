"""Read arrays by key from HDF5 files, and from no other file that they link to."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnkata.data.readers import MOST_BYTES, damage_reported
from nnkata.errors import DataError, did_you_mean
from nnkata.files import files_in

SUFFIXES = (".h5", ".hdf5")
PLAIN = "biufS"  # kinds of dtype: numbers and strings of fixed length


def h5_keys(path: Path) -> dict[str, Path]:
    """Return the keys of the arrays at the top of a file, or of the files in a folder.

    Each key comes with the file that holds its array.

    Raises
    ------
    DataError
        If a file is not HDF5 or is damaged; if a folder holds no file, or more than one
        to learn from and one to test.
    """
    keys: dict[str, Path] = {}
    for file in _files(path):
        with _opened(file) as content:
            keys |= {key: file for key in content if _is_array(content, key)}
    return keys


def read_h5(path: Path, keys: Sequence[str]) -> dict[str, NDArray[Any]]:
    """Return the arrays of those keys in a file, or in the files of a folder.

    Raises
    ------
    DataError
        If a file is not HDF5 or is damaged, lacks one of the keys, or holds anything but
        numbers and strings there.
    """
    files = h5_keys(path)
    arrays = {}
    for key in keys:
        if key not in files:
            raise DataError(
                f"{path} has no array under '{key}'.{did_you_mean(key, files)}"
                f" It has: {', '.join(sorted(files)) or 'none'}."
            )
        with _opened(files[key]) as content:
            arrays[key] = _array(content[key], f"{files[key]}: '{key}'")
    return arrays


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    files = [file for file in files_in(path) if file.suffix in SUFFIXES]
    if not 1 <= len(files) <= 2:
        raise DataError(
            f"{path} holds {len(files)} HDF5 files, expected one to learn from and one"
            " to test. Name the file itself."
        )
    return files


@contextmanager
def _opened(file: Path) -> Iterator[Any]:
    import h5py

    with damage_reported(file, "HDF5"), h5py.File(file, "r") as content:
        yield content


def _is_array(content: Any, key: str) -> bool:
    """Whether an array is in this very file: a link could read any file of the user."""
    import h5py

    if not isinstance(content.get(key, getlink=True), h5py.HardLink):
        return False
    item = content[key]
    return isinstance(item, h5py.Dataset) and not (item.is_virtual or item.external)


def _array(item: Any, where: str) -> NDArray[Any]:
    if item.shape is None or item.dtype.kind not in PLAIN:
        raise DataError(
            f"{where} holds {item.dtype}, expected numbers or strings of one length."
            " Write strings as np.array(strings, 'S')."
        )
    if item.size * item.dtype.itemsize > MOST_BYTES:
        raise DataError(f"{where} of shape {item.shape} is too large for a dataset.")
    return np.asarray(item[()])
