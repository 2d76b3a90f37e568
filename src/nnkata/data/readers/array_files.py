"""Read arrays of numbers or strings by key, from npz archives and HDF5 files.

`open_npz` and `open_h5` give a function for every key: nothing is read before it is
called. Pickled objects are not read, nor what an HDF5 file links to in other files.
"""

import math
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnkata.data.readers import MOST_BYTES, damage_reported
from nnkata.errors import DataError, did_you_mean
from nnkata.files import files_in

H5_SUFFIXES = (".h5", ".hdf5")
PLAIN = "biufSU"  # kinds of dtype: numbers and strings
NPY_HEADERS = {
    (1, 0): np.lib.format.read_array_header_1_0,
    (2, 0): np.lib.format.read_array_header_2_0,
}
ArraysByKey = Mapping[str, Callable[[], NDArray[Any]]]


def read_npz(file: Path, keys: Sequence[str] = ()) -> dict[str, NDArray[Any]]:
    """Return the arrays of those keys in an npz archive, or all of them.

    Raises
    ------
    DataError
        If the file is not such an archive, is damaged, lacks one of the keys, or holds
        anything but numbers and strings there.
    """
    with open_npz(file) as arrays:
        return _pick(arrays, keys or [*arrays], file)


def read_h5(path: Path, keys: Sequence[str]) -> dict[str, NDArray[Any]]:
    """Return the arrays of those keys in an HDF5 file, or in the two of a folder.

    Raises
    ------
    DataError
        If a file is not HDF5 or is damaged, lacks one of the keys, or holds anything but
        numbers and strings there.
    """
    with open_h5(path) as arrays:
        return _pick(arrays, keys, path)


def _pick(
    arrays: ArraysByKey, keys: Sequence[str], path: Path
) -> dict[str, NDArray[Any]]:
    for key in keys:
        if key not in arrays:
            raise DataError(
                f"{path} has no array named '{key}'.{did_you_mean(key, arrays)}"
                f" It has: {', '.join(sorted(arrays)) or 'none'}."
            )
    return {key: arrays[key]() for key in keys}


def _plain_size(dtype: np.dtype[Any], shape: tuple[int, ...], where: str) -> int:
    """Return the bytes of an array, if it is a plain one and they are not too many."""
    if dtype.kind not in PLAIN:
        raise DataError(
            f"{where} holds {dtype}, expected numbers or strings of one length, as in"
            " np.array(strings, 'S'). Objects are refused: loading them could run code."
        )
    size = math.prod(shape) * dtype.itemsize
    if size > MOST_BYTES:
        raise DataError(f"{where} promises {size:,} bytes: too many for a dataset.")
    return size


@contextmanager
def open_npz(file: Path) -> Iterator[ArraysByKey]:
    """Open an npz archive; `DataError` if it is damaged."""
    with damage_reported(file, "an npz archive"), zipfile.ZipFile(file) as archive:
        members = {m.filename.removesuffix(".npy"): m for m in archive.infolist()}
        yield {
            key: partial(_npz_array, archive, member, f"{file}: '{key}'")
            for key, member in members.items()
        }


def _npz_array(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, where: str
) -> NDArray[Any]:
    """Return one array, once its header's promise equals the bytes that follow it."""
    with archive.open(member) as stream:
        shape, _, dtype = NPY_HEADERS[np.lib.format.read_magic(stream)](stream)
        promised = _plain_size(dtype, shape, where)
        held = member.file_size - stream.tell()
    if promised != held:
        raise DataError(f"{where} promises {promised:,} bytes and holds {held:,}.")
    with archive.open(member) as stream:
        return np.asarray(np.lib.format.read_array(stream, allow_pickle=False))


@contextmanager
def open_h5(path: Path) -> Iterator[ArraysByKey]:
    """Open an HDF5 file, or a folder of one or two.

    Raises
    ------
    DataError
        If a file is not HDF5 or is damaged; if a folder holds no file, or more than one
        to learn from and one to test.
    """
    import h5py

    arrays: dict[str, Callable[[], NDArray[Any]]] = {}
    with damage_reported(path, "HDF5"), ExitStack() as stack:
        for file in _h5_files(path):
            with damage_reported(file, "HDF5"):
                content = stack.enter_context(h5py.File(file, "r"))
                arrays |= {
                    key: partial(_h5_array, content[key], f"{file}: '{key}'")
                    for key in content
                    if _is_array(content, key)
                }
        yield arrays


def _h5_files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    files = [file for file in files_in(path) if file.suffix in H5_SUFFIXES]
    if not 1 <= len(files) <= 2:
        raise DataError(
            f"{path} holds {len(files)} HDF5 files, expected one to learn from, one to test."
        )
    return files


def _is_array(content: Any, key: str) -> bool:
    """Whether an array is in this very file: a link could read any file of the user."""
    import h5py

    if not isinstance(content.get(key, getlink=True), h5py.HardLink):
        return False
    item = content[key]
    is_here = isinstance(item, h5py.Dataset) and not (item.is_virtual or item.external)
    return is_here and item.shape is not None


def _h5_array(item: Any, where: str) -> NDArray[Any]:
    _plain_size(item.dtype, item.shape, where)
    return np.asarray(item[()])
