"""Two kinds of animals in folders of photos: found, balanced, and split by a seed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnkata.data.dataset import Split
from nnkata.data.download import folders
from nnkata.data.readers.class_folders import Classes, find_classes, read_classes
from nnkata.data.readers.pictures import Look
from nnkata.data.splits import stratified
from nnkata.errors import DataError

MOST_OF_A_CLASS = 1000  # what goals are calibrated on; folder:PATH takes every picture


@dataclass(frozen=True)
class Animals:
    """Photos that the user brings, in any usual layout of folders.

    Attributes
    ----------
    name : str
        The dataset's.
    words : mapping
        By class, what its folders may be called, in small letters.
    others : sequence of str
        Further folders under NNKATA_DATA to look into.
    test : float
        Share of each class that is kept to test.
    """

    name: str
    words: Mapping[str, Sequence[str]]
    others: Sequence[str] = ("animals",)
    test: float = 0.2

    def load(self, seed: int) -> Split:
        """As many of each class, chosen, split and shuffled by the seed."""
        place, classes = self._here()
        X, y = read_classes(place, classes, Look())
        return stratified(*balanced(X, y, seed), self.test, seed)

    def files(self) -> Classes:
        """The files of every class, at most `MOST_OF_A_CLASS` of each."""
        return self._here()[1]

    def missing(self) -> str:
        if self._found():
            return ""
        names = " and ".join(self.words)
        return (
            f"`nnkata datasets fetch {self.name}` with your Kaggle account, or bring"
            f" folders named {names} under NNKATA_DATA/{self.others[0]}"
        )

    def note(self) -> str:
        """What is here; broken pictures are counted only when they are read."""
        found = self._found()
        if not found:
            return ""
        counts = " and ".join(f"{len(f):,} {name}" for name, f in found[1].items())
        used = min(len(files) for files in found[1].values())
        test = round(self.test * used)
        return (
            f"{used:,} each of {counts} are used here: {2 * (used - test):,} to learn,"
            f" {2 * test:,} to test"
        )

    def _here(self) -> tuple[Path, Classes]:
        found = self._found()
        if not found:
            raise DataError(f"{self.name} is not here: {self.missing()}.")
        return found

    def _found(self) -> tuple[Path, Classes] | None:
        looked = [
            place
            for name in (self.name, *self.others)
            for place in folders(name)
            if place.name == name
        ]
        found = find_classes(looked, self.words)
        if found is None:  # right under NNKATA_DATA, but no further search through it
            found = find_classes(folders(self.name)[1:2], self.words, depth=0)
        if found is None:
            return None
        place, classes = found
        return place, {name: spread(files) for name, files in classes.items()}


def spread(files: list[Path], most: int = MOST_OF_A_CLASS) -> list[Path]:
    """At most so many files, evenly from the first to the last of them."""
    if len(files) <= most:
        return files
    return [files[i * len(files) // most] for i in range(most)]


def balanced(
    X: NDArray[Any], y: NDArray[np.int64], seed: int
) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """As many examples of every class as the smallest has, chosen by the seed."""
    rng = np.random.default_rng(seed)
    fewest = np.bincount(y).min()
    chosen = np.concatenate(
        [
            np.sort(rng.permutation(np.flatnonzero(y == label))[:fewest])
            for label in np.unique(y)
        ]
    )
    return X[chosen], y[chosen]
