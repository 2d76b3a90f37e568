"""Read NumPy's npz archives: named arrays in a zip file, without pickled objects."""

import math
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from nnkata.data.readers import MOST_BYTES, damage_reported
from nnkata.errors import DataError

HEADERS = {
    (1, 0): np.lib.format.read_array_header_1_0,
    (2, 0): np.lib.format.read_array_header_2_0,
}
PLAIN = "biufSU"  # kinds of dtype: numbers and strings


def npz_keys(file: Path) -> list[str]:
    """Return the names of the arrays in an archive; `DataError` if it is damaged."""
    with _opened(file) as archive:
        return [*_members(archive)]


def read_npz(file: Path, keys: Sequence[str] = ()) -> dict[str, NDArray[Any]]:
    """Return the arrays of those names, or all of them.

    Raises
    ------
    DataError
        If the file is not such an archive, is damaged, lacks one of the names, or holds
        anything but plain arrays.
    """
    with _opened(file) as archive:
        members = _members(archive)
        for key in keys:
            if key not in members:
                raise DataError(
                    f"{file} has no array named '{key}'. It has:"
                    f" {', '.join(sorted(members)) or 'none'}."
                )
        return {
            key: _array(archive, members[key], f"{file}: the array '{key}'")
            for key in keys or members
        }


@contextmanager
def _opened(file: Path) -> Iterator[zipfile.ZipFile]:
    with damage_reported(file, "an npz archive"), zipfile.ZipFile(file) as archive:
        yield archive


def _members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    return {
        member.filename.removesuffix(".npy"): member for member in archive.infolist()
    }


def _array(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, where: str
) -> NDArray[Any]:
    """Return one array, once its header's promise equals the bytes that follow it."""
    with archive.open(member) as stream:
        promised = _promised_bytes(stream, where)
        held = member.file_size - stream.tell()
    if promised != held:
        raise DataError(
            f"{where} promises {promised:,} bytes and holds {held:,}. It is damaged."
        )
    with archive.open(member) as stream:
        return np.asarray(np.lib.format.read_array(stream, allow_pickle=False))


def _promised_bytes(stream: IO[bytes], where: str) -> int:
    """Return the bytes that a header promises, if they are plain and not too many."""
    version = np.lib.format.read_magic(stream)
    if version not in HEADERS:
        raise DataError(f"{where} has format {version}, expected 1.0 or 2.0.")
    shape, _, dtype = HEADERS[version](stream)
    if dtype.kind not in PLAIN:
        raise DataError(
            f"{where} holds {dtype}, expected numbers or strings. Objects are not read,"
            " because loading them could run code."
        )
    promised = math.prod(shape) * dtype.itemsize
    if promised > MOST_BYTES:
        raise DataError(f"{where} promises {promised:,} bytes: too many for a dataset.")
    return promised
