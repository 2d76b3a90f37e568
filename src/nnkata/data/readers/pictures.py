"""Read pictures of any size and format at one size, and store them in the cache.

Transparent pixels become white, the camera's note of which side is up is followed, and
a picture that would fill the memory is refused by the size in its header.
"""

import os
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nnkata.data.local_files import Arrays, cached_arrays, file_state
from nnkata.data.readers import first_line
from nnkata.errors import DataError

if TYPE_CHECKING:
    from PIL import Image

MOST_PIXELS = 50_000_000
TOO_MANY = "more than 50 million pixels"
# Pillow reads more formats than these; one of them (EPS) starts another program.
FORMATS = (
    *("AVIF", "BMP", "DIB", "GIF", "JPEG", "JPEG2000", "MPO", "PCX", "PNG", "PPM"),
    *("TGA", "TIFF", "WEBP"),
)
SUFFIXES = {
    *(".avif", ".bmp", ".dib", ".gif", ".j2k", ".jfif", ".jp2", ".jpe", ".jpeg"),
    *(".jpg", ".mpo", ".pbm", ".pcx", ".pgm", ".png", ".pnm", ".ppm", ".tga", ".tif"),
    *(".tiff", ".webp"),
}


class Look(NamedTuple):
    """How pictures are brought to one size.

    Attributes
    ----------
    height, width : int
        The size, in pixels.
    fit : str
        "crop" keeps the shape of things and cuts the longer side at both ends;
        "resize" keeps all of the picture and distorts it.
    grey : bool
        One channel of brightness instead of red, green and blue.
    """

    height: int = 64
    width: int = 64
    fit: str = "crop"
    grey: bool = False

    @property
    def shape(self) -> tuple[int, ...]:
        return (self.height, self.width) if self.grey else (self.height, self.width, 3)


def cached_pictures(
    folder: Path, title: Sequence[str], files: Sequence[Path], look: Look
) -> Arrays:
    """Return the pictures in files of a folder, from the cache if no file has changed.

    The title, the look and the inmost folder of all files have one file in the cache.

    Returns
    -------
    mapping of ndarray
        X, uint8 of shape (m, h, w) or (m, h, w, 3), are the pictures that can be read;
        `reasons`, of shape (number of files,), are empty for those, and say of the other
        files why they cannot.
    """
    state = [[file.relative_to(folder).as_posix(), *file_state(file)] for file in files]
    inmost = Path(os.path.commonpath(files or [folder])).resolve()
    key = [str(inmost), [*title], [*look]]
    return cached_arrays("pictures", key, state, lambda: _decoded_files(files, look))


def read_picture(file: Path, look: Look) -> NDArray[np.uint8]:
    """Return one picture, shape (h, w) or (h, w, 3).

    Raises
    ------
    DataError
        If it cannot be read; the message says why.
    """
    try:
        return _decoded(file, look)
    except Exception as error:
        raise DataError(f"{file} cannot be read: {_reason(error, file)}.") from None


@contextmanager
def open_picture(
    file: Path, smallest: int = 0, ground: str = "white"
) -> Iterator["Image.Image"]:
    """Open a picture in RGB, upright, on white or on another background.

    A photo that is much larger than `smallest` pixels a side may come at a fraction of
    its size, never below that.
    """
    from PIL import Image, ImageOps

    if not S_ISREG(file.stat().st_mode):  # a pipe, say, would be waited for
        raise DataError("it is not a file")
    Image.init()
    built_in = [name for name in FORMATS if name in Image.OPEN]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # oddities that Pillow gets over
        with Image.open(file, formats=built_in) as image:
            if image.width * image.height > MOST_PIXELS:
                size = f"{image.width:,} x {image.height:,} pixels"
                raise DataError(f"it claims {size}, {TOO_MANY}")
            if smallest:
                image.draft(image.mode, (smallest, smallest))
            yield _on_ground(ImageOps.exif_transpose(image), ground)


def _decoded_files(files: Sequence[Path], look: Look) -> Arrays:
    X = np.empty((len(files), *look.shape), np.uint8)
    reasons, count = [""] * len(files), 0
    for number, file in enumerate(files):
        try:
            X[count] = _decoded(file, look)
            count += 1
        except Exception as error:  # damaged bytes raise whatever a decoder meets
            reasons[number] = _reason(error, file)
    return {"X": X[:count], "reasons": np.array(reasons, np.str_)}


def _decoded(file: Path, look: Look) -> NDArray[np.uint8]:
    from PIL import Image, ImageOps

    size = (look.width, look.height)
    with open_picture(file, smallest=2 * max(size)) as image:
        if look.fit == "crop":
            fitted = ImageOps.fit(image, size, Image.Resampling.LANCZOS)
        else:
            fitted = image.resize(size, Image.Resampling.LANCZOS)
        return np.asarray(fitted.convert("L") if look.grey else fitted, np.uint8)


def _on_ground(image: "Image.Image", ground: str) -> "Image.Image":
    from PIL import Image

    if image.mode == "I" or image.mode.startswith("I;16"):
        # Sixteen bits of grey: converting would cut them at 255 instead of scaling.
        values = np.clip(np.asarray(image).astype(np.int64), 0, 65535)
        image = Image.fromarray((values >> 8).astype(np.uint8))
    if image.mode == "F":
        raise DataError("its pixels are fractions of an unknown range")
    if image.has_transparency_data:
        above = image.convert("RGBA")
        below = Image.new("RGBA", above.size, ground)
        return Image.alpha_composite(below, above).convert("RGB")
    return image.convert("RGB")


def _reason(error: Exception, file: Path) -> str:
    """Return why a picture cannot be read, for the end of a message."""
    from PIL import Image, UnidentifiedImageError

    if isinstance(error, UnidentifiedImageError):
        return "not a picture that Pillow knows" if file.stat().st_size else "empty"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    if isinstance(error, Image.DecompressionBombError):
        return f"it claims {TOO_MANY}"
    return first_line(error)
