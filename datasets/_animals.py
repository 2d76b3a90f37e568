"""Photos of two kinds of animals in folders: find, balance and split them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnkata import Split
from nnkata.data import (
    DataError,
    Look,
    data_folders,
    find_classes,
    read_classes,
    stratified,
)

Classes = dict[str, list[Path]]
MOST_OF_A_CLASS = 1000  # what goals are calibrated on; folder:PATH takes every picture


@dataclass(frozen=True)
class Animals:
    """Photos that the user brings, in any usual layout of folders.

    Attributes
    ----------
    name : str
        The name of the dataset.
    words : mapping
        For each class, the possible names of its folders, in lower case.
    others : sequence of str
        More folders under NNKATA_DATA to look into.
    test : float
        Share of each class in the part to test.
    """

    name: str
    words: Mapping[str, Sequence[str]]
    others: Sequence[str] = ("animals",)
    test: float = 0.2

    def load(self, seed: int) -> Split:
        """Return equally many examples of each class, chosen and split by the seed."""
        folder, classes = self._find()
        X, y = read_classes(folder, classes, Look())
        chosen = balanced(np.arange(len(y)), y, seed)
        (train, y), (test, y_test) = stratified(*chosen, self.test, seed)
        return Split((X[train], y), (X[test], y_test))

    def files(self) -> Classes:
        """Return the files of every class, at most `MOST_OF_A_CLASS` of each."""
        return self._find()[1]

    def missing(self) -> str:
        if self._folder_and_classes():
            return ""
        names = " and ".join(self.words)
        return (
            f"`nnkata datasets fetch {self.name}` with your Kaggle account, or bring"
            f" folders named {names} under NNKATA_DATA/{self.others[0]}"
        )

    def note(self) -> str:
        """Return how many are used; broken pictures are noticed when they are read."""
        found = self._folder_and_classes()
        if not found:
            return ""
        classes = found[1]
        counts = " and ".join(f"{len(f):,} {name}" for name, f in classes.items())
        used = min(MOST_OF_A_CLASS, *map(len, classes.values()))
        test = round(self.test * 2 * used)
        return (
            f"{used:,} each of {counts} are used here: {2 * used - test:,} to learn,"
            f" {test:,} to test"
        )

    def _find(self) -> tuple[Path, Classes]:
        found = self._folder_and_classes()
        if not found:
            raise DataError(f"{self.name} is not installed: {self.missing()}.")
        folder, classes = found
        return folder, {name: spread(files) for name, files in classes.items()}

    def _folder_and_classes(self) -> tuple[Path, Classes] | None:
        folders = [
            folder
            for name in (self.name, *self.others)
            for folder in data_folders(name)
            if folder.name == name
        ]
        found = find_classes(folders, self.words)
        if found is None:  # in NNKATA_DATA or in its folders, but no further search
            found = find_classes(data_folders(self.name)[1:2], self.words, depth=1)
        return found


def spread(files: list[Path], most: int = MOST_OF_A_CLASS) -> list[Path]:
    """Return at most so many files, evenly from the first to the last."""
    if len(files) <= most:
        return files
    return [files[i * len(files) // most] for i in range(most)]


def balanced(
    X: NDArray[Any], y: NDArray[np.int64], seed: int
) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """Return as many examples of each class as the smallest has, chosen by the seed."""
    rng = np.random.default_rng(seed)
    fewest = np.bincount(y).min()
    chosen = np.concatenate(
        [
            np.sort(rng.permutation(np.flatnonzero(y == label))[:fewest])
            for label in np.unique(y)
        ]
    )
    return X[chosen], y[chosen]
