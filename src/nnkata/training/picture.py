"""Prepare a photo or drawing in the form of the pictures that a network was trained on.

Drawings follow MNIST's own recipe: light ink on black, cut to the ink, brought into a
box of 20 x 20 pixels with its aspect kept, and put into 28 x 28 so that its centre of
mass is in the middle. Source: Y. LeCun, C. Cortes, The MNIST database of handwritten
digits. Photos are cut to a centred square, as `folder:PATH` does.
"""

import math
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from nnkata.data.readers.pictures import Look, open_picture, read_picture
from nnkata.errors import DataError

if TYPE_CHECKING:
    from PIL import Image

Grey = NDArray[np.float64]

LARGEST = 800  # pixels a side to which a drawing is reduced first
SMALL = 64  # pixels a side up to which a picture is not a photo
FINE = 8  # a stroke is measured and widened at so many times the final size
STROKE = 0.16  # width of a stroke over that of its box; the median of MNIST is 0.18
FAINTEST = 24  # grey levels between ink and paper that are taken for ink
BLACK = 16  # grey levels of a frame that counts as black


class Prepared(NamedTuple):
    """A picture as it was given, as the network sees it, and how it got there.

    `given` is upright, in colour, (h, w, 3), and at most 800 pixels a side; `how` is a
    phrase like "light ink, cut out and centred by mass".
    """

    given: NDArray[np.uint8]
    seen: NDArray[np.uint8]
    how: str


def ink_box(X: NDArray[Any]) -> int:
    """Return how many pixels the drawings of a dataset fill, at their longer side.

    Parameters
    ----------
    X : ndarray of shape (m, h, w) or (m, h, w, c)
        Pictures to train on.

    Returns
    -------
    int
        The median over drawings: light ink on black. 0 for other pictures.
    """
    if X.ndim != 3 or not len(X):
        return 0
    X = X[:1000]
    frame = np.concatenate(
        [X[:, 0], X[:, -1], X[:, 1:-1, 0], X[:, 1:-1, -1]], axis=1, dtype=float
    )
    if np.median(frame, axis=1).max() > BLACK or X.max() <= BLACK:
        return 0
    ink = [x > BLACK for x in X]
    return int(np.median([max(_cut(x).shape) for x in ink if x.any()]))


def prepare_picture(file: Path, shape: tuple[int, ...], box: int = 0) -> Prepared:
    """Return a picture in the form of the data that a network was trained on.

    Parameters
    ----------
    file : Path
        The picture.
    shape : tuple of int
        Of one example: (h, w), (h, w, 1) or (h, w, 3).
    box : int
        As `ink_box` returns it: 0 for photos.

    Raises
    ------
    DataError
        If it cannot be read, is too large, or nothing is drawn on it.
    """
    given = _given(file)
    if not box:
        look = Look(shape[0], shape[1], grey=len(shape) == 2 or shape[2] == 1)
        seen = read_picture(file, look).reshape(shape)
        colours = "grey" if look.grey else "in colour"
        return Prepared(np.asarray(given), seen, f"the middle of it, {colours}")
    try:
        ink, how = _ink(given, file)
    except DataError:  # light ink on a transparent ground shows on black alone
        given = _given(file, "black")
        ink, how = _ink(given, file)
    return Prepared(np.asarray(given), centred(_fitted(ink, box), shape), how)


def prepare_drawing(
    ink: Grey, shape: tuple[int, ...], box: int
) -> NDArray[np.uint8] | None:
    """Return a drawing on a screen in the form of the data that a network was trained on.

    `ink` is 0 where nothing is drawn and 1 at most; the rest is as in `prepare_picture`.
    None where nothing is drawn at all.
    """
    return centred(_fitted(_cut(ink), box), shape) if ink.any() else None


def _ink(image: "Image.Image", file: Path) -> tuple[Grey, str]:
    """Return the ink alone, from 0 to 1, cut to what is drawn; and what was done for it.

    It is dark on light paper or the other way round. The paper is what the border is
    made of; its light may fall off to one side.
    """
    grey = np.asarray(image.convert("L"), np.float64)
    small = max(grey.shape) <= SMALL
    if not small:
        # Against dust and the grain of a camera.
        grey = _blurred(grey, max(grey.shape) / 300)
    paper, noise = _paper(grey)
    darker = _strongest(paper - grey) > _strongest(grey - paper)
    ink = np.maximum(paper - grey if darker else grey - paper, 0.0)
    if darker:  # where less light falls, black on white is darker by less
        ink *= paper.max() / np.maximum(paper, paper.max() / 4)
    strongest = _strongest(ink)
    if strongest < FAINTEST:
        raise DataError(
            f"{file}: nothing is drawn on it that differs from its border. Draw larger,"
            " or with more contrast."
        )
    # In a small picture faint values are the rims of strokes; in another, shadows.
    least = 0.05 if small else 0.2
    faintest = max(least * strongest, min(0.4 * strongest, 8 * noise))
    ink = np.where(ink > faintest, np.minimum(ink / strongest, 1.0), 0.0)
    how = "dark ink, inverted" if darker else "light ink"
    return _cut(ink), f"{how}, cut out and centred by mass"


def _fitted(ink: Grey, box: int) -> Grey:
    """Return the ink scaled to a box, with thin strokes as wide as those trained on."""
    if max(ink.shape) > 2 * box:
        ink = _thickened(_scaled(ink, FINE * box))
    return _scaled(ink, box)


def centred(ink: Grey, shape: tuple[int, ...]) -> NDArray[np.uint8]:
    """Return the ink in a black frame, its centre of mass in the middle if there is room."""
    frame = np.zeros(shape[:2])
    starts = []
    for axis in (0, 1):
        mass = ink.sum(axis=1 - axis)
        middle = (mass * np.arange(len(mass))).sum() / mass.sum()
        room = shape[axis] - len(mass)
        starts.append(min(max(math.ceil((shape[axis] - 1) / 2 - middle), 0), room))
    top, left = starts
    frame[top : top + ink.shape[0], left : left + ink.shape[1]] = ink
    return np.round(255 * frame).astype(np.uint8).reshape(shape)


def _given(file: Path, ground: str = "white") -> "Image.Image":
    """Return the picture, reduced to `LARGEST`; raise `DataError` if it is not one."""
    if not os.path.isfile(file):
        raise DataError(f"{file} does not exist, or is not a file. Name a picture.")
    read_picture(file, Look(1, 1))  # says why it cannot be read, if so
    with open_picture(file, smallest=LARGEST, ground=ground) as image:
        image.thumbnail((LARGEST, LARGEST))
        return image.copy()


def _blurred(grey: Grey, radius: float) -> Grey:
    from PIL import Image, ImageFilter

    image = Image.fromarray(np.round(grey).astype(np.uint8))
    return np.asarray(image.filter(ImageFilter.GaussianBlur(radius)), np.float64)


def _paper(grey: Grey) -> tuple[Grey, float]:
    """Return the brightness of the paper at every pixel, and how much it varies.

    A plane is fitted to the border, where most is paper; what lies far off it (ink
    that runs out of the picture) is left out, and the plane is fitted again.
    """
    h, w = grey.shape
    y, x = np.mgrid[:h, :w]
    rim = max(1, min(h, w) // 25)
    border = np.minimum.reduce([x, y, w - 1 - x, h - 1 - y]) < rim
    terms = np.stack([np.ones(grey.shape), x / w, y / h], axis=-1)
    A, levels = terms[border], grey[border]
    off = np.abs(levels - np.median(levels))
    plane = np.array([np.median(levels), 0.0, 0.0])
    for _ in range(3):
        near = off <= 3 * np.median(off) + 4
        plane = np.linalg.lstsq(A[near], levels[near], rcond=None)[0]
        off = np.abs(levels - A @ plane)
    paper: Grey = np.clip(terms @ plane, 0, 255)
    return paper, float(np.median(off))


def _strongest(ink: Grey) -> float:
    """Return a level that one pixel in 5000 reaches: the maximum may be noise."""
    few = max(1, ink.size // 5000)
    return float(np.partition(ink, -few, axis=None)[-few])


def _cut(ink: NDArray[Any]) -> NDArray[Any]:
    rows, columns = (np.flatnonzero(ink.sum(axis=axis)) for axis in (1, 0))
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _scaled(ink: Grey, longer: int) -> Grey:
    """Return the ink scaled so that its longer side has that many pixels."""
    if max(ink.shape) == longer:
        return ink
    factor = longer / max(ink.shape)
    down, across = (_shares(n, max(1, round(factor * n))) for n in ink.shape)
    scaled = down @ ink @ across.T
    return np.asarray(scaled / scaled.max(), np.float64)


def _shares(many: int, new: int) -> Grey:
    """Return which share each of `many` pixels in a row has in each of `new` ones."""
    edges = np.linspace(0, many, new + 1)
    ends = np.minimum(edges[1:, None], np.arange(1, many + 1))
    overlaps = np.clip(ends - np.maximum(edges[:-1, None], np.arange(many)), 0, None)
    return np.asarray(overlaps / overlaps.sum(axis=1, keepdims=True), np.float64)


def _thickened(ink: Grey) -> Grey:
    """Return strokes at least as wide as usual: they must not fade when they shrink."""
    wanted = STROKE * max(ink.shape)
    more = round((wanted - _stroke(ink > 0.5)) / 2)
    if more < 1:
        return ink
    for axis in (
        0,
        1,
    ):  # the largest value in a square is that in rows, then in columns
        padded = np.pad(
            ink, [(2 * more, 2 * more) if a == axis else (0, 0) for a in (0, 1)]
        )
        ink = sliding_window_view(padded, 2 * more + 1, axis).max(axis=-1)
    return ink


def _stroke(ink: NDArray[np.bool_]) -> float:
    """Return the mean width of strokes: twice their area over the length of edges.

    Steps along the pixels make edges of all directions 4 / pi times as long as they are.
    """
    padded = np.pad(ink, 1)
    edges = np.sum(padded[1:] != padded[:-1]) + np.sum(padded[:, 1:] != padded[:, :-1])
    return float(2 * ink.sum() / max(edges, 1) * 4 / math.pi)
