"""Pictures of any size and form, brought to one size, a batch at a time.

Transparent pixels become white, the camera's note of which side is up is followed, and
a picture that would fill the memory is refused by the size in its header.
"""

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nnkata.data.cache import cached, file_state
from nnkata.data.readers import told
from nnkata.errors import DataError

if TYPE_CHECKING:
    from PIL import Image


MOST_PIXELS = 50_000_000
BATCH = 256
# Pillow reads more forms than these; one of them (EPS) starts another program.
FORMS = (
    *("AVIF", "BMP", "DIB", "GIF", "JPEG", "JPEG2000", "MPO", "PCX", "PNG", "PPM"),
    *("TGA", "TIFF", "WEBP"),
)
SUFFIXES = {
    *(".avif", ".bmp", ".dib", ".gif", ".j2k", ".jfif", ".jp2", ".jpe", ".jpeg"),
    *(".jpg", ".mpo", ".pbm", ".pcx", ".pgm", ".png", ".pnm", ".ppm", ".tga", ".tif"),
    *(".tiff", ".webp"),
}


@dataclass(frozen=True)
class Look:
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
        size = (self.height, self.width)
        return size if self.grey else size + (3,)


class Pictures(NamedTuple):
    """Pictures that could be read, and the others.

    Attributes
    ----------
    X : ndarray of uint8, shape (m, h, w) or (m, h, w, 3)
        The pictures.
    read : ndarray of int, shape (m,)
        Which of the files each of them is.
    broken : list of (int, str)
        Which of the files could not be read, and why.
    """

    X: NDArray[np.uint8]
    read: NDArray[np.int64]
    broken: list[tuple[int, str]]


def read_pictures(
    files: Sequence[Path], look: Look, skip_broken: bool = False
) -> Pictures:
    """All pictures at once.

    Raises
    ------
    DataError
        If some cannot be read and nobody asked to skip them; they are counted, and the
        first are named.
    """
    found = _all(files, look)
    if not skip_broken:
        refuse_broken(files, found.broken)
    return found


def read_kept(
    folder: Path, title: Sequence[str], files: Sequence[Path], look: Look
) -> Pictures:
    """The same, from the cache if no file has changed; broken ones are left out.

    The folder, the title and the look have one place in the cache together.
    """
    names = [file.relative_to(folder).as_posix() for file in files]
    state = [[name, *_seen(file)] for name, file in zip(names, files, strict=True)]

    def make() -> dict[str, NDArray[np.generic]]:
        made = _all(files, look)
        numbers = [number for number, _ in made.broken]
        return {
            "X": made.X,
            "read": made.read,
            "broken": np.array(numbers, np.int64),
            "reasons": np.array([reason for _, reason in made.broken], np.str_),
        }

    what = [str(folder.resolve()), [*title], asdict(look)]
    found = cached("pictures", what, state, make)
    reasons = [str(reason) for reason in found["reasons"]]
    broken = list(zip(found["broken"].tolist(), reasons, strict=True))
    return Pictures(found["X"], found["read"], broken)


def batches(files: Sequence[Path], look: Look, size: int = BATCH) -> Iterator[Pictures]:
    """Pictures of `size` files at a time, so that memory holds no more than these."""
    for start in range(0, len(files), size):
        yield _batch(files, range(start, min(start + size, len(files))), look)


def refuse_broken(files: Sequence[Path], broken: Sequence[tuple[int, str]]) -> None:
    """Raise `DataError` if there are any, with their number and the first names."""
    if not broken:
        return
    named = "; ".join(f"{files[number]} ({reason})" for number, reason in broken[:5])
    more = f"; and {len(broken) - 5:,} more" if len(broken) > 5 else ""
    raise DataError(
        f"{len(broken):,} of {len(files):,} pictures cannot be read: {named}{more}."
        " Mend or remove them, or leave them out with NNKATA_SKIP_BROKEN=on."
    )


def read_picture(file: Path, look: Look) -> NDArray[np.uint8]:
    """One picture, shape (h, w) or (h, w, 3); `DataError` says why it cannot be read."""
    try:
        return _read(file, look)
    except Exception as error:
        raise DataError(f"{file} cannot be read: {_why(error, file)}.") from None


@contextmanager
def opened(
    file: Path, smallest: int = 0, ground: str = "white"
) -> Iterator["Image.Image"]:
    """A picture in RGB, upright and on white, or on another ground.

    A photo that is much larger than `smallest` pixels a side may come at a fraction of
    its size, never below that.
    """
    from PIL import Image, ImageOps

    if not S_ISREG(file.stat().st_mode):  # a pipe, say, would be waited for
        raise DataError("it is no file")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # oddities that Pillow gets over
        with Image.open(file, formats=_forms()) as image:
            pixels = image.width * image.height
            if pixels > MOST_PIXELS:
                raise DataError(
                    f"it claims {image.width:,} x {image.height:,} pixels, more than"
                    f" {MOST_PIXELS // 10**6} million"
                )
            if smallest:
                image.draft(image.mode, (smallest, smallest))
            yield _on_ground(ImageOps.exif_transpose(image), ground)


def _seen(file: Path) -> list[int]:
    """The state of a file; of a link to nothing, nothing."""
    try:
        return file_state(file)
    except OSError:
        return []


def _all(files: Sequence[Path], look: Look) -> Pictures:
    X = np.empty((len(files), *look.shape), np.uint8)
    read: list[int] = []
    broken: list[tuple[int, str]] = []
    for batch in batches(files, look):
        X[len(read) : len(read) + len(batch.X)] = batch.X
        read += batch.read.tolist()
        broken += batch.broken
    return Pictures(X[: len(read)], np.array(read, np.int64), broken)


def _batch(files: Sequence[Path], numbers: range, look: Look) -> Pictures:
    X = np.empty((len(numbers), *look.shape), np.uint8)
    read: list[int] = []
    broken: list[tuple[int, str]] = []
    for number in numbers:
        try:
            X[len(read)] = _read(files[number], look)
            read.append(number)
        except Exception as error:  # damaged bytes raise whatever a decoder meets
            broken.append((number, _why(error, files[number])))
    return Pictures(X[: len(read)], np.array(read, np.int64), broken)


def _read(file: Path, look: Look) -> NDArray[np.uint8]:
    from PIL import Image, ImageOps

    size = (look.width, look.height)
    with opened(file, smallest=2 * max(size)) as image:
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
        raise DataError("its pixels are fractions of no known range")
    if "transparency" in image.info or image.mode in ("RGBA", "LA", "PA", "La", "RGBa"):
        seen = image.convert("RGBA")
        below = Image.new("RGBA", seen.size, ground)
        return Image.alpha_composite(below, seen).convert("RGB")
    return image.convert("RGB")


def _forms() -> list[str]:
    """Those of our forms that this Pillow was built with."""
    from PIL import Image

    Image.init()
    return [form for form in FORMS if form in Image.OPEN]


def _why(error: Exception, file: Path) -> str:
    from PIL import Image, UnidentifiedImageError

    if isinstance(error, UnidentifiedImageError):
        return "no picture that Pillow knows" if file.stat().st_size else "empty"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    if isinstance(error, Image.DecompressionBombError):
        return f"it claims more than {MOST_PIXELS // 10**6} million pixels"
    return told(error)
