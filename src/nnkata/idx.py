"""The IDX format of MNIST: a magic number, the sizes, and the numbers themselves.

Source: the description that was published with MNIST; big-endian throughout.
"""

import math
import struct
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nnkata.errors import DataError
from nnkata.fetch import payload

UNSIGNED_BYTES = 0x08
MOST_DIMENSIONS = 4


def read_idx(file: Path, sha256: str = "") -> NDArray[np.uint8]:
    """An IDX file of unsigned bytes, plain or packed by gzip.

    Raises
    ------
    DataError
        If it is no such file, or holds more or fewer bytes than its header says.
    """
    content = payload(file, sha256)
    if len(content) < 4:
        raise DataError(f"{file} is no IDX file: it has only {len(content)} bytes.")
    zeros, kind, dimensions = struct.unpack(">HBB", content[:4])
    if zeros or kind != UNSIGNED_BYTES or not 1 <= dimensions <= MOST_DIMENSIONS:
        raise DataError(
            f"{file} is no IDX file of bytes: it begins with {content[:4].hex()},"
            " expected 00000801 (labels) or 00000803 (pictures)."
        )
    start = 4 + 4 * dimensions
    if len(content) < start:
        raise DataError(f"{file} ends within its header: it is truncated.")
    shape = struct.unpack(f">{dimensions}I", content[4:start])
    expected, found = math.prod(shape), len(content) - start
    if found != expected:
        raise DataError(
            f"{file}: its header promises {expected:,} bytes of shape {shape},"
            f" it holds {found:,}. It is truncated or damaged."
        )
    try:
        return np.frombuffer(content, np.uint8, offset=start).reshape(shape)
    except ValueError:  # no bytes promised, by a zero beside sizes beyond every memory
        raise DataError(f"{file}: no array has the shape {shape}.") from None
