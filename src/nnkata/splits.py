"""Seeded, stratified splits: what a sorted dataset needs before anyone trains on it."""

from typing import Any

import numpy as np

from nnkata.registry import Split


def stratified(X: Any, y: Any, test: float, seed: int) -> Split:
    """Shuffle, and keep each class's share in both parts.

    Parameters
    ----------
    X, y : ndarray
        m examples and their integer labels.
    test : float
        Share of each class that goes into the test part, rounded to whole examples.
    seed : int
        Decides the split, alone.
    """
    rng = np.random.default_rng(seed)
    chosen = np.zeros(len(y), dtype=bool)
    for label in np.unique(y):
        members = rng.permutation(np.flatnonzero(y == label))
        chosen[members[: round(test * len(members))]] = True
    train, held_out = (
        rng.permutation(np.flatnonzero(part)) for part in (~chosen, chosen)
    )
    return Split((X[train], y[train]), (X[held_out], y[held_out]))
