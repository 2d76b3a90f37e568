"""Small pictures in base64: digits, photos, weights and kernels."""

import base64
import io

import numpy as np
from numpy.typing import ArrayLike, NDArray

TILE = 96  # pixels a side
LARGEST = 240
LOSSLESS = 32 * 32  # pixels up to which a picture keeps every one of them
# Orange above 0, blue below. 63 colours are all that the eye tells apart here, and they
# take a third of the bytes.
STEPS = 31
BLUE, WHITE, ORANGE = (33, 92, 150), (250, 250, 250), (176, 78, 8)


def encoded(
    picture: NDArray[np.uint8],
    form: str,
    largest: int = LARGEST,
    palette: list[int] | None = None,
) -> str:
    """Return a picture as a file in base64.

    Parameters
    ----------
    picture : ndarray of uint8 of shape (h, w), (h, w, 1) or (h, w, 3)
    form : str
        "png" or "jpeg".
    largest : int
        Pixels a side down to which the picture is scaled.
    palette : list of int, optional
        Red, green and blue of each number in the picture.
    """
    from PIL import Image

    flat = picture.ndim == 3 and picture.shape[2] == 1
    image = Image.fromarray(picture[..., 0] if flat else picture)
    if palette:
        image.putpalette(palette)
    image.thumbnail((largest, largest))
    stream = io.BytesIO()
    image.save(stream, form, optimize=True)
    return base64.b64encode(stream.getvalue()).decode()


def picture_tile(picture: NDArray[np.uint8]) -> str:
    """Return a picture of a dataset, small, as a `data:` address."""
    small = picture.shape[0] * picture.shape[1] <= LOSSLESS
    return _address(picture, "png" if small else "jpeg")


def weight_tiles(weights: ArrayLike) -> list[str]:
    """Return arrays of weights as `data:` addresses of pictures, on one scale for all.

    Weights of shape (h, w) are orange above 0, blue below and white at 0; those of shape
    (h, w, 3) are red, green and blue, and grey at 0.
    """
    finite = np.nan_to_num(np.asarray(weights, float), posinf=0.0, neginf=0.0)
    shares = finite / (np.abs(finite).max(initial=0.0) or 1.0)
    if shares.ndim == 4:
        return [*map(picture_tile, np.round(127.5 + 127.5 * shares).astype(np.uint8))]
    steps = np.round(STEPS * shares + STEPS).astype(np.uint8)
    return [_address(picture, "png", _palette()) for picture in steps]


def _palette() -> list[int]:
    shares = np.linspace(-1, 1, 2 * STEPS + 1)[:, None]
    ends = np.where(shares < 0, BLUE, ORANGE)
    colours = np.array(WHITE) + np.abs(shares) * (ends - np.array(WHITE))
    return [int(value) for value in np.round(colours).ravel()]


def _address(
    picture: NDArray[np.uint8], form: str, palette: list[int] | None = None
) -> str:
    return f"data:image/{form};base64,{encoded(picture, form, TILE, palette)}"
