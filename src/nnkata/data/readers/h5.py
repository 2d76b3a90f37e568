"""HDF5 files: arrays by key, from the file itself and from nowhere else."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nnkata.data.readers import MOST_BYTES, told
from nnkata.errors import DataError, did_you_mean
from nnkata.files import files_in

SUFFIXES = (".h5", ".hdf5")
PLAIN = "biufS"  # kinds of dtype: numbers and texts of fixed length


class Described(NamedTuple):
    """What an array is, without its values."""

    shape: tuple[int, ...]
    dtype: Any


def describe_h5(place: Path) -> dict[str, Described]:
    """The arrays at the top of a file by key, or of the files in a folder.

    Raises
    ------
    DataError
        If it is no HDF5 file, or one that is damaged; if a folder holds none, or more
        than one to learn from and one to test.
    """
    found: dict[str, Described] = {}
    for file in _files(place):
        found |= _describe(file)
    return found


def _describe(file: Path) -> dict[str, Described]:
    with _opened(file) as content:
        return {
            key: Described(tuple(content[key].shape), content[key].dtype)
            for key in content
            if _is_array(content, key)
        }


def read_h5(place: Path, keys: Sequence[str]) -> dict[str, NDArray[Any]]:
    """The arrays of those keys, in a file or in those of a folder.

    Raises
    ------
    DataError
        If it is no HDF5 file, is damaged, lacks one of the keys, or holds anything but
        numbers and texts there.
    """
    files = _files(place)
    homes = {
        key: file for file in files for key in (_describe(file) if files[1:] else ())
    }
    found: dict[str, NDArray[Any]] = {}
    for key in keys:
        file = homes.get(key, files[0])
        with _opened(file) as content:
            found[key] = _read(content, key, file)
    return found


def _files(place: Path) -> list[Path]:
    if not place.is_dir():
        return [place]
    found = [file for file in files_in(place) if file.suffix in SUFFIXES]
    if not 1 <= len(found) <= 2:
        raise DataError(
            f"{place} holds {len(found)} HDF5 files, expected one to learn from and one"
            " to test. Name the file itself."
        )
    return found


@contextmanager
def _opened(file: Path) -> Iterator[Any]:
    import h5py

    try:
        with h5py.File(file, "r") as content:
            yield content
    except DataError:
        raise
    except Exception as error:  # the C library's complaints come as many kinds
        raise DataError(
            f"{file} cannot be read as HDF5: {told(error)}."
            " It is damaged or no such file; get it anew."
        ) from None


def _is_array(content: Any, key: str) -> bool:
    """An array kept in this very file: a link could read any other file of the user."""
    import h5py

    if not isinstance(content.get(key, getlink=True), h5py.HardLink):
        return False
    found = content[key]
    return isinstance(found, h5py.Dataset) and not (found.is_virtual or found.external)


def _read(content: Any, key: str, file: Path) -> NDArray[Any]:
    if key not in content or not _is_array(content, key):
        keys = sorted(name for name in content if _is_array(content, name))
        raise DataError(
            f"{file} has no array under '{key}'.{did_you_mean(key, keys)}"
            f" It has: {', '.join(keys) or 'none'}."
        )
    found = content[key]
    if found.shape is None or found.dtype.kind not in PLAIN:
        raise DataError(
            f"{file}: '{key}' holds {found.dtype}, expected numbers or texts of one"
            " length. Write texts as np.array(texts, 'S')."
        )
    if found.size * found.dtype.itemsize > MOST_BYTES:
        raise DataError(
            f"{file}: '{key}' of shape {found.shape} is too large for a dataset."
        )
    return np.asarray(found[()])
