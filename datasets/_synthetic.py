"""Synthetic data in place of data that cannot be bundled: drawn pictures, and a table.

They have the form of the real data, and nothing else in common. The classes are hard for
one neuron and easier for a small network: a ring or a cross may be brighter or darker
than its background, so that no pixel alone tells the class; and in the table, the
meaning of one habit depends on another.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nnkata import Split

SIDE = 64
REACH = (SIDE - 1) / 2  # pixels from the middle to an edge
LINE = 5  # pixels from the middle of a line to where it fades
BLANKS = 0.023  # share of cells, as in the real table

Floats = NDArray[np.float32]
Labels = NDArray[np.int64]


class Look(NamedTuple):
    """How well figures can be seen: the larger the contrast, the fewer pictures it takes."""

    brighter: float = 0.8  # share of figures that are brighter than their background
    faint: float = 0.15  # share of figures that are hardly visible
    contrast: tuple[int, int] = (30, 70)
    tint: float = 0.6  # of the contrast in the colour where it is least
    noise: int = 30
    jitter: int = 4  # pixels that a figure may be off the middle


SUBTLE = Look()
# Two hundred of them are enough, and no straight cut tells their two kinds apart.
CLEAR = Look(0.5, 0.0, (90, 110), 0.8, 20, 2)


def draw_pictures(
    shares: tuple[tuple[int, int], tuple[int, int]], seed: int, look: Look = SUBTLE
) -> Split:
    """Return pictures of rings (0) and crosses (1), uint8 of shape (m, 64, 64, 3).

    Parameters
    ----------
    shares : pair of pairs
        How many rings and crosses to learn from, and how many to test.
    seed : int
        Decides every pixel.
    look : Look
        How well the figures can be seen.
    """
    rng = np.random.default_rng(seed)
    train, test = (rng.permutation(np.repeat([0, 1], share)) for share in shares)
    return Split(
        (_pictures(train, rng, look), train), (_pictures(test, rng, look), test)
    )


def draw_habits(m: int, seed: int) -> tuple[NDArray[np.float64], Labels]:
    """Return seven habits with blanks, shape (m, 7), and labels: introverts are 1.

    The columns are those of the personality dataset: hours alone, stage fear, events,
    outings, drained, friends, posts. For people with many friends, stage fear and being
    drained mean the opposite.
    """
    rng = np.random.default_rng(seed)
    y = rng.permutation(np.repeat([0, 1], [round(0.514 * m), m - round(0.514 * m)]))
    known = rng.random(m) < 0.35
    yes = np.where(rng.random((2, m)) < 0.08, 1 - y, y) ^ known
    mood = np.where(rng.random(m) < 0.25, rng.random(m), y)
    friends = np.where(known, rng.integers(9, 16, m), rng.integers(0, 8, m))
    columns = [
        _count(4 * (3 + 3 * mood), 4 * 11, rng, 4 * 1.8) / 4,  # quarters of an hour
        yes[0],
        _count(5 - 2 * mood, 10, rng),
        _count(4 - 1.5 * mood, 7, rng),
        yes[1],
        friends,
        _count(4 - 1.5 * mood, 10, rng),
    ]
    X = np.column_stack(columns).astype(np.float64)
    X[rng.random(X.shape) < BLANKS] = np.nan
    return X, y


def _pictures(y: Labels, rng: np.random.Generator, look: Look) -> NDArray[np.uint8]:
    shape = (len(y), 1, 1, 1)
    sign = np.where(rng.random(shape) < look.brighter, 1.0, -1.0)
    visibility = np.where(rng.random(shape) < look.faint, 0.2, 1.0)
    tint = rng.uniform(look.tint, 1.0, (len(y), 1, 1, 3))
    strength = sign * visibility * rng.uniform(*look.contrast, shape) * tint
    grain = rng.standard_normal((len(y), SIDE, SIDE, 3), dtype=np.float32)
    picture = _backgrounds(len(y), rng) + look.noise * grain
    picture += strength.astype(np.float32) * _figures(y, rng, look.jitter)[..., None]
    pixels: NDArray[np.uint8] = np.clip(picture, 0, 255).astype(np.uint8)
    return pixels


def _backgrounds(m: int, rng: np.random.Generator) -> Floats:
    """Return a colour gradient for each picture, shape (m, 64, 64, 3)."""
    axis = np.linspace(-REACH, REACH, SIDE, dtype=np.float32)
    down, across = rng.uniform(-0.5, 0.5, (2, m, 1, 1, 1)).astype(np.float32)
    colour = rng.uniform(100, 155, (m, 1, 1, 3)).astype(np.float32)
    slopes = down * axis[:, None, None] + across * axis[None, :, None]
    return np.asarray(colour + slopes, np.float32)


def _figures(y: Labels, rng: np.random.Generator, jitter: int) -> Floats:
    """Return rings and crosses, 1 on the lines and 0 far away, shape (m, 64, 64)."""
    axis = np.linspace(-REACH, REACH, SIDE, dtype=np.float32)
    off = rng.uniform(-jitter, jitter, (2, len(y), 1, 1)).astype(np.float32)
    down, across = axis[None, :, None] - off[0], axis[None, None, :] - off[1]
    radius = rng.uniform(14, 20, (len(y), 1, 1)).astype(np.float32)
    ring = _line(np.hypot(down, across) - radius)
    inside = np.maximum(abs(down), abs(across)) < radius + LINE
    cross = np.maximum(_line(down), _line(across)) * inside
    return np.where(y[:, None, None] == 1, cross, ring)


def _line(distance: Floats) -> Floats:
    return np.exp(-((distance / LINE) ** 2))


def _count(
    mean: NDArray[np.float64], most: int, rng: np.random.Generator, spread: float = 1.8
) -> Labels:
    return np.clip(np.round(rng.normal(mean, spread)), 0, most).astype(np.int64)
