"""Small pictures in base64: digits, photos, and the weights of trained networks.

Weights are found by their shapes: a matrix with a row or column for each pixel is the
first layer of a network for pictures, and an array of shape (fh, fw, c, k) holds kernels.
"""

import base64
import io
import math
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnkata.training.store import Model

Array = NDArray[Any]

TILE = 96  # pixels a side
LARGEST = 240
LOSSLESS = 32 * 32  # pixels up to which a picture keeps every one of them
# Blue above 0 and red below, as in the lessons. 63 colours are all that the eye tells
# apart here, and they take a third of the bytes.
STEPS = 31
LARGEST_KERNEL = 11  # pixels a side
BLUE, WHITE, RED = (33, 92, 150), np.array([250, 250, 250]), (178, 24, 43)


def encoded(picture: NDArray[np.uint8], form: str, largest: int = LARGEST) -> str:
    """Return a picture as a file in base64.

    Parameters
    ----------
    picture : ndarray of uint8 of shape (h, w), (h, w, 1) or (h, w, 3)
    form : str
        "png" or "jpeg".
    largest : int
        Pixels a side down to which the picture is scaled.
    """
    if form == "png" and max(picture.shape[:2]) <= largest:
        return base64.b64encode(_png(picture)).decode()
    from PIL import Image

    image = Image.fromarray(picture[..., 0] if picture.shape[2:] == (1,) else picture)
    image.thumbnail((largest, largest))
    stream = io.BytesIO()
    image.save(stream, form, optimize=True)
    return base64.b64encode(stream.getvalue()).decode()


def _png(picture: NDArray[np.uint8]) -> bytes:
    """Return a picture as a PNG file; a browser's Python has no Pillow for it."""
    h, w = picture.shape[:2]
    colours = 2 if picture.shape[2:] == (3,) else 0
    header = struct.pack(">IIBBBBB", w, h, 8, colours, 0, 0, 0)
    rows = b"".join(b"\0" + row.tobytes() for row in picture)
    parts = [(b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data))
        + name
        + data
        + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )


def picture_tile(picture: NDArray[np.uint8]) -> str:
    """Return a picture of a dataset, small, as a `data:` address."""
    if find_spec("PIL") is None:  # in a browser: as it is, or only some of its pixels
        step = math.ceil(max(picture.shape[:2]) / TILE)
        return f"data:image/png;base64,{encoded(picture[::step, ::step], 'png', TILE)}"
    small = picture.shape[0] * picture.shape[1] <= LOSSLESS
    form = "png" if small else "jpeg"
    return f"data:image/{form};base64,{encoded(picture, form, TILE)}"


def weight_tiles(weights: ArrayLike) -> list[str]:
    """Return arrays of weights as `data:` addresses of pictures, on one scale for all.

    Weights of shape (h, w) are blue above 0, red below and white at 0; those of shape
    (h, w, 3) are red, green and blue, and grey at 0; of other channels it is the mean.
    """
    finite = np.nan_to_num(np.asarray(weights, float), posinf=0.0, neginf=0.0)
    if finite.ndim == 4 and finite.shape[3] != 3:
        finite = finite.mean(axis=3)
    shares = finite / (np.abs(finite).max(initial=0.0) or 1.0)
    colours = 127.5 + 127.5 * shares
    if shares.ndim == 3:
        steps = np.round(STEPS * shares)[..., None] / STEPS
        colours = WHITE + np.abs(steps) * (np.where(steps < 0, RED, BLUE) - WHITE)
    return [picture_tile(picture) for picture in np.round(colours).astype(np.uint8)]


def first_weights(model: Model) -> tuple[str, Array, list[str]] | None:
    """Return the weights that the pixels meet: of kernels, or of a layer's units.

    They come as what they are, an array of pictures, and the name of each.
    """
    if model.kind != "pictures":
        return None
    pixels = math.prod(model.shape)
    channels = model.shape[2] if len(model.shape) == 3 else 1
    for name, array in arrays(model.parameters):
        if array.ndim == 4 and max(array.shape[:2]) <= LARGEST_KERNEL:
            if array.shape[2] != channels:
                return None
            title = f"Kernels of the first convolution ({name})"
            return title, np.moveaxis(array, 3, 0), _names((), array.shape[3])
        rows = array[None] if array.shape == (pixels,) else array
        if rows.ndim == 2 and pixels in rows.shape:
            rows = rows.T if rows.shape[0] == pixels else rows
            title = f"Weights of the first layer ({name})"
            names = _names(model.classes, len(rows))
            return title, rows.reshape(len(rows), *model.shape), names
    return None


def arrays(value: Any, name: str = "") -> Iterator[tuple[str, Array]]:
    """Yield every array of numbers among parameters, with its name, in their order."""
    if isinstance(value, np.ndarray):
        if value.dtype.kind in "biuf":
            yield name, value
        return
    if isinstance(value, list | tuple):
        value = dict(enumerate(value))
    if isinstance(value, Mapping):
        for key, part in value.items():
            yield from arrays(part, f"{name}.{key}" if name else str(key))


def _names(classes: Sequence[str], count: int) -> list[str]:
    """Return the classes that units answer for, or else their numbers."""
    if count == 1 and len(classes) == 2:
        return [classes[1]]
    return [*classes] if count == len(classes) else [str(n + 1) for n in range(count)]
