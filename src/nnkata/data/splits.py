"""Seeded, stratified splits: what a sorted dataset needs before anyone trains on it."""

from typing import Any

import numpy as np

from nnkata.data.dataset import Split

PIECES = 16  # of the examples: no more than one of them is in memory twice


def stratified(X: Any, y: Any, test: float, seed: int) -> Split:
    """Return the examples shuffled, each class with the same share in both parts.

    Parameters
    ----------
    X, y : ndarray
        m examples and their integer labels.
    test : float
        Share of each class that goes into the test part, rounded to whole examples so
        that the part has that share of all.
    seed : int
        The only thing that decides the split.
    """
    rng = np.random.default_rng(seed)
    chosen = np.zeros(len(y), dtype=bool)
    labels, counts = np.unique(y, return_counts=True)
    for label, count in zip(labels, _shares(counts, test), strict=True):
        members = rng.permutation(np.flatnonzero(y == label))
        chosen[members[:count]] = True
    train = rng.permutation(np.flatnonzero(~chosen))
    held_out = rng.permutation(np.flatnonzero(chosen))
    return Split((X[train], y[train]), (X[held_out], y[held_out]))


def _shares(counts: Any, test: float) -> Any:
    """Return that share of each count, rounded so that the sum has that share, too."""
    # The only example of a class can be learned from alone.
    exact = test * np.where(counts > 1, counts, 0)
    rounded = np.floor(exact + 1e-9).astype(int)
    missing = round(exact.sum()) - rounded.sum()
    rounded[np.argsort(rounded - exact, kind="stable")[:missing]] += 1
    return rounded


def shuffled(split: Split, seed: int) -> Split:
    """Return the same parts, the training examples in an order that the seed decides."""
    X, y = split.train
    order = np.random.default_rng(seed).permutation(len(y))
    return Split((X[order], y[order]), split.test)


def reordered(X: Any, order: Any) -> Any:
    """Return X itself, its examples put into that order without a second copy of them.

    Parameters
    ----------
    X : ndarray of shape (m, n, ...)
        The examples; they are modified.
    order : ndarray of shape (m,)
        Every index once, in the new order.
    """
    n = X.shape[1]
    size = -(-n // PIECES)
    for start in range(0, n, size):
        piece = slice(start, start + size)
        X[:, piece] = X[order, piece]
    return X
