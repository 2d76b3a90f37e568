"""The IDX format of MNIST: a magic number, the sizes, and the numbers themselves.

Source: the description that was published with MNIST; big-endian throughout.
"""

import math
import struct
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nnkata.data.download import payload
from nnkata.errors import DataError
from nnkata.files import files_in

UNSIGNED_BYTES = 0x08
OTHERS = {
    0x09: "signed bytes",
    0x0B: "integers of 2 bytes",
    0x0C: "integers of 4 bytes",
    0x0D: "floats of 4 bytes",
    0x0E: "floats of 8 bytes",
}
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
    if not zeros and kind in OTHERS and 1 <= dimensions <= MOST_DIMENSIONS:
        raise DataError(
            f"{file} is an IDX file of {OTHERS[kind]}, expected unsigned bytes, 0 to 255."
            " Scale its values so, round, and save them as uint8."
        )
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
        turned = struct.unpack(f"<{dimensions}I", content[4:start])
        if math.prod(turned) == found:
            raise DataError(
                f"{file}: its sizes {turned} are written little-endian, expected"
                " big-endian. Write them with struct's '>I'."
            )
        raise DataError(
            f"{file}: its header promises {expected:,} bytes of shape {shape},"
            f" it holds {found:,}. It is truncated or damaged."
        )
    try:
        return np.frombuffer(content, np.uint8, offset=start).reshape(shape)
    except ValueError:  # no bytes promised, by a zero beside sizes beyond every memory
        raise DataError(f"{file}: no array has the shape {shape}.") from None


def read_pair(
    images: Path, labels: Path
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Return the pictures in one file, and the labels in the other."""
    X = read_idx(images)
    if X.ndim < 3:
        raise DataError(
            f"{images} has the shape {X.shape}, expected pictures: (m, h, w) or"
            " (m, h, w, 3)."
        )
    return X, read_idx(labels)


def find_idx(place: Path) -> list[tuple[Path, Path]]:
    """The files of pictures and of labels at a place, in pairs: to learn from, to test.

    The place is a file of pictures, which gives one pair, or a folder of files named as
    MNIST's are, where t10k or test marks those to test.

    Raises
    ------
    DataError
        If there is no such file, more than one of a part, or no file of labels beside.
    """
    if not place.is_dir():
        return [(place, _beside(place))]
    # One that is there both plain and packed counts once, the plain one.
    images = {file.name.removesuffix(".gz"): file for file in _images(place)}
    test = [file for name, file in images.items() if "t10k" in name or "test" in name]
    train = [file for file in images.values() if file not in test]
    if len(train) != 1 or len(test) > 1:
        names = ", ".join(sorted(images)) or "none"
        raise DataError(
            f"{place} must hold one file of pictures to learn from and at most one to"
            f" test, named like train-images-idx3-ubyte. It holds: {names}."
            " With more, name the file of pictures itself."
        )
    return [(file, _beside(file)) for file in train + test]


def _images(folder: Path) -> list[Path]:
    return sorted(
        (
            file
            for file in files_in(folder)
            if "images" in file.name and "idx3" in file.name
        ),
        key=lambda file: (file.suffix != ".gz", file.name),
    )


def _beside(images: Path) -> Path:
    plain = images.name.removesuffix(".gz").replace("images", "labels")
    plain = plain.replace("idx3", "idx1")
    for name in (plain, f"{plain}.gz"):
        if name != images.name and images.with_name(name).is_file():
            return images.with_name(name)
    raise DataError(
        f"{images} has no labels beside it: expected {plain}, plain or packed as .gz."
    )
