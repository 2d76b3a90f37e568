"""Read arrays of numbers or strings by key, from npz archives and HDF5 files.

`npz_arrays` and `h5_arrays` return a function for every key: nothing is read before it
is called. Pickled objects are not read, nor what an HDF5 file links to in other files.
"""

import math
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnkata.data.readers import MOST_BYTES, damage_reported
from nnkata.errors import DataError, did_you_mean
from nnkata.files import files_in

H5_SUFFIXES = (".h5", ".hdf5")
BLOCK = 10_000  # strings that are read at once
PLAIN = "biufSU"  # kinds of dtype: numbers and strings
Arrays = dict[str, NDArray[Any]]
ArraysByKey = Mapping[str, Callable[[], NDArray[Any]]]


def read_npz(file: Path, keys: Sequence[str] = ()) -> Arrays:
    """Return the arrays of those keys in an npz archive, or all of them.

    Raises
    ------
    DataError
        If the file is not such an archive, is damaged, lacks one of the keys, or holds
        anything but numbers and strings there.
    """
    with _opened_npz(file) as archive:
        arrays = {
            name: partial(_member, archive, npy, file) for name, npy in _names(archive)
        }
        return _pick(arrays, keys, file)


def read_h5(path: Path, keys: Sequence[str]) -> Arrays:
    """Return the arrays of those keys in an HDF5 file, or in the two of a folder.

    Raises
    ------
    DataError
        If a file is not HDF5 or is damaged, lacks one of the keys, or holds anything but
        numbers and strings there.
    """
    return _pick(h5_arrays(path), keys, path)


def _pick(arrays: ArraysByKey, keys: Sequence[str], path: Path) -> Arrays:
    for key in keys:
        if key not in arrays:
            raise DataError(
                f"{path} has no array named '{key}'.{did_you_mean(key, arrays)}"
                f" It has: {', '.join(sorted(arrays)) or 'none'}."
            )
    return {key: arrays[key]() for key in keys or arrays}


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


def npz_arrays(file: Path) -> ArraysByKey:
    """Return what reads each array of an npz archive; `DataError` if it is damaged."""
    with _opened_npz(file) as archive:
        return {name: partial(_npz_array, file, npy) for name, npy in _names(archive)}


@contextmanager
def _opened_npz(file: Path) -> Iterator[zipfile.ZipFile]:
    with damage_reported(file, "an npz archive"), zipfile.ZipFile(file) as archive:
        yield archive


def _names(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """Return the name of each array, and of the member that holds it."""
    return [(npy.removesuffix(".npy"), npy) for npy in archive.namelist()]


def _npz_array(file: Path, npy: str) -> NDArray[Any]:
    with _opened_npz(file) as archive:
        return _member(archive, npy, file)


def _member(archive: zipfile.ZipFile, npy: str, file: Path) -> NDArray[Any]:
    """Return one array, once its header's promise equals the bytes that follow it."""
    where = f"{file}: '{npy.removesuffix('.npy')}'"
    with archive.open(npy) as stream:
        major, minor = np.lib.format.read_magic(stream)
        read_header = getattr(np.lib.format, f"read_array_header_{major}_{minor}")
        shape, _, dtype = read_header(stream)
        promised = _plain_size(dtype, shape, where)
        held = archive.getinfo(npy).file_size - stream.tell()
    if promised != held:
        raise DataError(f"{where} promises {promised:,} bytes and holds {held:,}.")
    with archive.open(npy) as stream:
        return np.asarray(np.lib.format.read_array(stream, allow_pickle=False))


def h5_arrays(path: Path) -> ArraysByKey:
    """Return what reads each array of an HDF5 file, or of the files in a folder.

    Raises
    ------
    DataError
        If a file is not HDF5 or is damaged; if a folder holds no file, or more than one
        to learn from and one to test.
    """
    import h5py

    arrays: dict[str, Callable[[], NDArray[Any]]] = {}
    for file in _h5_files(path):
        with damage_reported(file, "HDF5"), h5py.File(file, "r") as content:
            inside: list[str] = []
            content.visit(inside.append)  # what is in groups, too
            keys = [key for key in inside if _is_array(content, key)]
        arrays |= {key: partial(_h5_array, file, key) for key in keys}
    return arrays


def _h5_files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    files = [file for file in files_in(path) if file.suffix.lower() in H5_SUFFIXES]
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


def _h5_array(file: Path, key: str) -> NDArray[Any]:
    import h5py

    with damage_reported(file, "HDF5"), h5py.File(file, "r") as content:
        item, where = content[key], f"{file}: '{key}'"
        is_string = h5py.check_string_dtype(item.dtype) and item.dtype.kind == "O"
        if is_string and item.size == max(item.shape, default=1):
            return _strings(item, file.stat().st_size, where)
        _plain_size(item.dtype, item.shape, where)
        return np.asarray(item[()])


def _strings(item: Any, size: int, where: str) -> NDArray[Any]:
    """Return strings of any length, as h5py writes them by default, padded to one length.

    `size` is that of the file. It may promise one long string many times over: a block
    of them is so small that it fits into memory even then.
    """
    if not item.shape:
        return np.array(item[()])
    block = max(1, min(BLOCK, MOST_BYTES // size))
    axis = int(np.argmax(item.shape))
    strings: list[bytes] = []
    held = longest = 0
    for start in range(0, item.size, block):
        part = slice(start, start + block)
        more = item[(slice(None),) * axis + (part,)].ravel().tolist()
        strings += more
        held += sum(map(len, more))
        longest = max(longest, *map(len, more))
        if held > size or longest * len(strings) > MOST_BYTES:
            raise DataError(
                f"{where} promises strings of more bytes than the file has."
            )
    return np.array(strings, f"S{max(longest, 1)}").reshape(item.shape)
