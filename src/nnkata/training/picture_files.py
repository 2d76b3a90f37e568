"""Pictures in class folders, written for a run that reads files by itself."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from nnkata.data.dataset import Split
from nnkata.data.splits import stratified

TEST = 0.2  # share of each class that is kept to test


def split_files(classes: Mapping[str, Sequence[Path]], seed: int) -> Split:
    """Files to learn from and to test, as many of each class, chosen by the seed."""
    fewest = min(len(files) for files in classes.values())
    rng = np.random.default_rng(seed)
    chosen, labels = [], []
    for label, files in enumerate(classes.values()):
        chosen += [str(files[i]) for i in np.sort(rng.permutation(len(files))[:fewest])]
        labels += [label] * fewest
    return stratified(np.array(chosen), np.array(labels), TEST, seed)


def write_folders(
    split: Split, classes: Sequence[str], folder: Path
) -> tuple[Path, Path]:
    """Both parts below a folder: copies of files, or arrays as PNG."""
    found = []
    for name, (X, y) in (("train", split.train), ("test", split.test)):
        for label, word in enumerate(classes):
            # The number first: folders are read in the order of their names.
            home = folder / name / f"{label}_{_plain(word)}"
            home.mkdir(parents=True)
            for number in np.flatnonzero(y == label):
                _write(X[number], home / f"{number:05}")
        found.append(folder / name)
    return found[0], found[1]


def _write(picture: Any, file: Path) -> None:
    if isinstance(picture, str):
        shutil.copyfile(picture, file.with_suffix(Path(picture).suffix))
        return
    from PIL import Image

    Image.fromarray(picture).save(file.with_suffix(".png"), compress_level=1)


def _plain(word: str) -> str:
    return "".join(c if c.isalnum() else "_" for c in word)
