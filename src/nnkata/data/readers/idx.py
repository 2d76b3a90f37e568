"""Read the IDX format of MNIST: a magic number, the sizes, and the numbers themselves.

Source: the description that was published with MNIST; big-endian throughout.
"""

import math
import struct
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nnkata.data.local_files import payload
from nnkata.data.readers.array_files import ArraysByKey
from nnkata.errors import DataError
from nnkata.files import files_in

UNSIGNED_BYTES = 0x08
KINDS = {UNSIGNED_BYTES: "unsigned bytes", 0x09: "signed bytes"}
KINDS |= {0x0B: "integers of 2 bytes", 0x0C: "integers of 4 bytes"}
KINDS |= {0x0D: "floats of 4 bytes", 0x0E: "floats of 8 bytes"}


def read_idx(file: Path, sha256: str = "") -> NDArray[np.uint8]:
    """Return the array in an IDX file of unsigned bytes, plain or packed by gzip.

    Raises
    ------
    DataError
        If it is not such a file, or holds more or fewer bytes than its header says.
    """
    content = payload(file, sha256)
    if len(content) < 4:
        raise DataError(f"{file} is not an IDX file: it has only {len(content)} bytes.")
    zeros, kind, dimensions = struct.unpack(">HBB", content[:4])
    if zeros or kind not in KINDS or not 1 <= dimensions <= 4:
        raise DataError(
            f"{file} is not an IDX file of bytes: it begins with {content[:4].hex()},"
            " expected 00000801 (labels) or 00000803 (pictures)."
        )
    if kind != UNSIGNED_BYTES:
        raise DataError(
            f"{file} is an IDX file of {KINDS[kind]}, expected unsigned bytes, 0 to 255."
        )
    return _array(content, dimensions, file)


def _array(content: bytes, dimensions: int, file: Path) -> NDArray[np.uint8]:
    start = 4 + 4 * dimensions
    if len(content) < start:
        raise DataError(f"{file} ends within its header: it is truncated.")
    shape = struct.unpack(f">{dimensions}I", content[4:start])
    swapped = struct.unpack(f"<{dimensions}I", content[4:start])
    promised, held = math.prod(shape), len(content) - start
    if promised != held == math.prod(swapped):
        raise DataError(f"{file}: its sizes {swapped} are written little-endian.")
    if promised != held:
        raise DataError(
            f"{file}: its header promises {promised:,} bytes of shape {shape},"
            f" it holds {held:,}. It is truncated or damaged."
        )
    try:
        return np.frombuffer(content, np.uint8, offset=start).reshape(shape)
    except ValueError:  # no bytes promised, by a zero beside sizes beyond every memory
        raise DataError(f"{file}: no array has the shape {shape}.") from None


def idx_arrays(path: Path) -> ArraysByKey:
    """Return what reads pictures and labels: all of them, or those to learn from and to test.

    The path is a file of pictures, or a folder of files named as MNIST's are, where
    t10k or test marks those to test.

    Raises
    ------
    DataError
        If there is no such file, more than one of a part, or no file of labels beside.
    """
    arrays: dict[str, Callable[[], NDArray[np.uint8]]] = {}
    files = _picture_files(path) if path.is_dir() else [path]
    for file, part in zip(files, ("train", "test"), strict=False):
        arrays[f"x_{part}"] = partial(_pictures, file)
        arrays[f"y_{part}"] = partial(read_idx, _labels_beside(file))
    return arrays


def _pictures(file: Path) -> NDArray[np.uint8]:
    X = read_idx(file)
    if X.ndim < 3:
        raise DataError(f"{file} has the shape {X.shape}, expected pictures.")
    return X


def _picture_files(folder: Path) -> list[Path]:
    """Return the file of pictures to learn from, and that to test if there is one."""
    files = {
        # One that is there both plain and packed counts once, the plain one.
        file.name.removesuffix(".gz"): file
        for file in reversed(files_in(folder, "*images*idx3*"))
    }
    test = [name for name in files if "t10k" in name or "test" in name]
    train = [name for name in files if name not in test]
    if len(train) != 1 or len(test) > 1:
        raise DataError(
            f"{folder} must hold one file of pictures to learn from and at most one to test,"
            f" like train-images-idx3-ubyte. It holds: {', '.join(sorted(files)) or 'none'}."
        )
    return [files[name] for name in train + test]


def _labels_beside(pictures: Path) -> Path:
    plain = pictures.name.removesuffix(".gz").replace("images", "labels")
    plain = plain.replace("idx3", "idx1")
    for name in (plain, f"{plain}.gz"):
        if name != pictures.name and pictures.with_name(name).is_file():
            return pictures.with_name(name)
    if plain == pictures.name:
        plain = "names such as train-images-idx3-ubyte and train-labels-idx1-ubyte"
    raise DataError(f"{pictures} has no labels beside it: expected {plain}.")
