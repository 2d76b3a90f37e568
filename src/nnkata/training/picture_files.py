"""Pictures written as class folders, for a run that reads files by itself."""

import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from nnkata.data.dataset import Split
from nnkata.data.splits import stratified

TEST = 0.2  # share of each class that is kept to test


def split_files(classes: Mapping[str, Sequence[Path]], seed: int) -> Split:
    """Return paths to train on and to test, equally many of each class."""
    fewest = min(len(files) for files in classes.values())
    rng = np.random.default_rng(seed)
    paths: list[str] = []
    for files in classes.values():
        paths += [str(files[i]) for i in np.sort(rng.permutation(len(files))[:fewest])]
    labels = np.repeat(np.arange(len(classes)), fewest)
    return stratified(np.array(paths), labels, TEST, seed)


def write_folders(
    split: Split, classes: Sequence[str], folder: Path
) -> tuple[Path, Path]:
    """Write `train` and `test` below a folder: copies of files, or arrays as PNG."""
    for part, (X, y) in (("train", split.train), ("test", split.test)):
        for label, name in enumerate(classes):
            # The number first: folders are read in the order of their names.
            plain = re.sub(r"\W", "_", name)
            target = folder / part / f"{label}_{plain}"
            target.mkdir(parents=True)
            for number in np.flatnonzero(y == label):
                _write(X[number], target / f"{number:05}")
    return folder / "train", folder / "test"


def _write(picture: Any, file: Path) -> None:
    if isinstance(picture, str):
        shutil.copyfile(picture, file.with_suffix(Path(picture).suffix))
        return
    from PIL import Image

    Image.fromarray(picture).save(file.with_suffix(".png"), compress_level=1)
