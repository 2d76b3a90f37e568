"""NumPy's archives: named arrays in a zip file. Pickled objects are refused."""

import math
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from nnkata.data.readers import MOST_BYTES, told
from nnkata.errors import DataError

HEADERS = {
    (1, 0): np.lib.format.read_array_header_1_0,
    (2, 0): np.lib.format.read_array_header_2_0,
}
PLAIN = "biufSU"  # kinds of dtype: numbers and texts


def read_npz(file: Path, keys: Sequence[str] = ()) -> dict[str, NDArray[Any]]:
    """The arrays of those names, or all of them.

    Raises
    ------
    DataError
        If it is no such archive, is damaged, lacks one of the names, or holds anything
        but plain arrays.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            found = {
                member.filename.removesuffix(".npy"): member
                for member in archive.infolist()
            }
            for key in keys:
                if key not in found:
                    raise DataError(
                        f"{file} has no array named '{key}'. It has:"
                        f" {', '.join(sorted(found)) or 'none'}."
                    )
            return {key: _read(archive, found[key], file) for key in keys or found}
    except DataError:
        raise
    except Exception as error:  # damaged bytes raise a dozen kinds from three libraries
        raise DataError(
            f"{file} cannot be read as an npz archive: {told(error)}."
            " It is damaged or no such file; get it anew."
        ) from None


def _read(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, file: Path
) -> NDArray[Any]:
    """One array, once its header's promise equals the bytes that follow it."""
    where = f"{file}: the array '{member.filename.removesuffix('.npy')}'"
    with archive.open(member) as stream:
        promised = _promise(stream, where)
        held = member.file_size - stream.tell()
    if promised != held:
        raise DataError(
            f"{where} promises {promised:,} bytes and holds {held:,}. It is damaged."
        )
    with archive.open(member) as stream:
        return np.asarray(np.lib.format.read_array(stream, allow_pickle=False))


def _promise(stream: IO[bytes], where: str) -> int:
    """The bytes that a header promises, if they are plain and not too many."""
    version = np.lib.format.read_magic(stream)
    if version not in HEADERS:
        raise DataError(f"{where} has format {version}, expected 1.0 or 2.0.")
    shape, _, dtype = HEADERS[version](stream)
    if dtype.kind not in PLAIN:
        raise DataError(
            f"{where} holds {dtype}, expected numbers or texts. Objects are not read,"
            " because loading them could run code."
        )
    promised = math.prod(shape) * dtype.itemsize
    if promised > MOST_BYTES:
        raise DataError(f"{where} promises {promised:,} bytes: too many for a dataset.")
    return promised
