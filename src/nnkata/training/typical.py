"""Tell a picture that is far from those that a network was trained on.

A network answers whatever it is shown. Two measures say how unusual a picture is: the
distance to the nearest picture to learn from, both shrunk to 7 x 7 pixels; and how far
its brightness, greys and contrast are from the usual ones, in units of their spread. A
picture is far if one of them is larger than for 99 in 100 pictures to learn from, so that
about 2 in 100 pictures of the same kind are called far, too; 5 if there are only 100.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

FINE, COARSE = 28, 7  # pixels a side to which pictures are shrunk
MOST = 1000  # pictures that are compared with
FEWEST = 100
SHARE = 0.99  # of the pictures to learn from within the limit of each measure

Floats = NDArray[np.float64]
Typical = Mapping[str, NDArray[Any]]


def typical_of(X: NDArray[Any]) -> dict[str, NDArray[Any]]:
    """Return what is needed to tell whether a picture is like those of a dataset.

    Parameters
    ----------
    X : ndarray of shape (m, h, w) or (m, h, w, c)
        Shuffled pictures to learn from, 0 to 255.

    Returns
    -------
    dict of ndarray
        For `distance`; empty for fewer than `FEWEST` pictures.
    """
    if len(X) < FEWEST:
        return {}
    grey = _grey(X[:MOST])
    near, tones = _shrunk(grey, COARSE), _tones(grey)
    spread = np.cov(tones.T) + 1e-6 * np.eye(tones.shape[1])
    typical = {
        "near": np.round(255 * near).astype(np.uint8).reshape(len(near), -1),
        "centre": tones.mean(axis=0),
        "spread": np.linalg.inv(spread),
        "limits": np.ones(2),
    }
    measures = _measures(grey, typical, alone=True)
    return typical | {"limits": np.quantile(measures, SHARE, axis=0)}


def distance(x: NDArray[Any], typical: Typical) -> float:
    """Return how unusual a picture of shape (h, w) or (h, w, c) is; above 1, it is far."""
    return float(_measures(_grey(x[None]), typical)[0].max())


def _measures(grey: Floats, typical: Typical, alone: bool = False) -> Floats:
    """Return both measures of each picture over their limits, shape (m, 2).

    `alone` says that they are the pictures compared with: none is its own neighbour.
    """
    x, near = _shrunk(grey, COARSE).reshape(len(grey), -1), typical["near"] / 255
    squares = (x**2).sum(axis=1)[:, None] + (near**2).sum(axis=1) - 2 * x @ near.T
    if alone:
        np.fill_diagonal(squares, np.inf)
    nearest = np.sqrt(np.maximum(squares.min(axis=1), 0))
    off = _tones(grey) - typical["centre"]
    usual = np.sqrt(np.maximum(((off @ typical["spread"]) * off).sum(axis=1), 0))
    return np.stack([nearest, usual], axis=1) / np.maximum(typical["limits"], 1e-6)


def _tones(grey: Floats) -> Floats:
    """Return brightness, the share of greys in it, and contrast on a log scale, (m, 3)."""
    light = np.maximum(grey.mean(axis=(1, 2)), 1e-3)
    greys = (grey * (1 - grey)).mean(axis=(1, 2)) / light
    contrast = _shrunk(grey, COARSE).std(axis=(1, 2))
    return np.stack([light, greys, np.log(contrast + 0.01)], axis=1)


def _grey(X: NDArray[Any]) -> Floats:
    """Return pictures of any size as brightness, 0 to 1, at most 28 pixels a side."""
    # One by one: large pictures must not all be in memory as fractions.
    flat = (x if x.ndim == 2 else x.mean(axis=2) for x in X)
    return np.concatenate([_shrunk(x[None] / 255, FINE) for x in flat])


def _shrunk(X: Floats, side: int) -> Floats:
    """Return pictures of shape (m, h, w) at most that many pixels a side, by means."""
    for axis in (1, 2):
        length = X.shape[axis]
        ends = np.linspace(0, length, min(side, length) + 1).astype(int)
        sums = np.add.reduceat(X, ends[:-1], axis=axis)
        X = sums / np.diff(ends).reshape((-1, 1) if axis == 1 else -1)
    return X
