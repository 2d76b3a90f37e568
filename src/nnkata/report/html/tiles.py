"""Small pictures as `data:` addresses: digits, photos, weights and kernels."""

import base64
import io
from typing import Any

import numpy as np
from numpy.typing import NDArray

LARGEST = 96  # pixels a side
LOSSLESS = 32 * 32  # pixels up to which a picture is kept to the pixel
BLUE, WHITE, ORANGE = (
    np.array(colour, float) for colour in ((33, 92, 150), (250, 250, 250), (176, 78, 8))
)


def picture_tile(picture: NDArray[np.uint8]) -> str:
    """A picture of a dataset, (h, w), (h, w, 1) or (h, w, 3)."""
    from PIL import Image

    grey = picture.ndim == 2 or picture.shape[2] == 1
    image = Image.fromarray(picture.reshape(picture.shape[:2]) if grey else picture)
    image.thumbnail((LARGEST, LARGEST))
    small = image.width * image.height <= LOSSLESS
    return _address(image, "png" if small else "jpeg")


def weight_tiles(weights: list[NDArray[Any]]) -> list[str]:
    """Weights as pictures: orange above 0, blue below, white at 0, on one scale for all."""
    largest = max((float(np.nanmax(np.abs(_finite(w)))) for w in weights), default=0.0)
    return [_weight_tile(_finite(w) / (largest or 1.0)) for w in weights]


def colour_tiles(kernels: list[NDArray[Any]]) -> list[str]:
    """Kernels of three channels as pictures in colour, grey at 0, on one scale for all."""
    largest = max((float(np.abs(_finite(k)).max()) for k in kernels), default=0.0)
    scaled = [127.5 + 127.5 * _finite(kernel) / (largest or 1.0) for kernel in kernels]
    return [picture_tile(np.round(kernel).astype(np.uint8)) for kernel in scaled]


def _weight_tile(share: NDArray[Any]) -> str:
    from PIL import Image

    # 63 colours are all the eye tells apart here, and a third of the bytes.
    steps = np.round(31 * share).astype(int) + 31
    image = Image.fromarray(steps.astype(np.uint8))
    image.putpalette(_palette())
    return _address(image, "png")


def _palette() -> list[int]:
    shares = np.linspace(-1, 1, 63)[:, None]
    ends = np.where(shares < 0, BLUE, ORANGE)
    colours = WHITE + np.abs(shares) * (ends - WHITE)
    return [int(value) for value in np.round(colours).ravel()]


def _finite(values: NDArray[Any]) -> NDArray[Any]:
    values = np.asarray(values, float)
    return np.where(np.isfinite(values), values, 0.0)


def _address(image: Any, form: str) -> str:
    stream = io.BytesIO()
    if form == "jpeg":
        image.convert("RGB").save(stream, "jpeg", quality=80)
    else:
        image.save(stream, "png", optimize=True)
    return f"data:image/{form};base64,{base64.b64encode(stream.getvalue()).decode()}"
