"""Find pictures in folders, one folder for each class, and read them."""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nnkata.data.readers.pictures import SUFFIXES, Look, cached_pictures
from nnkata.errors import DataError
from nnkata.files import is_stray

DEEPEST = 4  # links may lead around for ever
TRAIN = {"train", "training"}
TEST = {"test", "testing", "val", "valid", "validation"}

Classes = dict[str, list[Path]]
Owners = dict[str, str]  # the class of each name of a folder or file


def pictures_below(folder: Path, depth: int = DEEPEST) -> list[Path]:
    """Return every file with the suffix of a picture, in order, without hidden ones."""
    files: list[Path] = []
    for entry in _entries(folder):
        if entry.is_dir():
            files += pictures_below(entry, depth - 1) if depth else []
        elif entry.suffix.lower() in SUFFIXES:
            files.append(entry)
    return files


def classes_in(folder: Path, depth: int = DEEPEST) -> list[Classes]:
    """Return the files of each class: of all, or of the part to learn from and to test.

    The layouts are FOLDER/CLASS/... and FOLDER/train/CLASS/... with or without
    FOLDER/test/CLASS/... beside it. A folder that holds only one folder is looked
    through, as archives often wrap their content.

    Raises
    ------
    DataError
        If there are fewer than two classes, a class without pictures, or parts of
        different classes.
    """
    inside = _folders(folder)
    if depth and len(inside) == 1 and _folders(inside[0]):
        return classes_in(inside[0], depth - 1)
    train = [part for part in inside if part.name.lower() in TRAIN]
    test = [part for part in inside if part.name.lower() in TEST]
    if len(train) != 1:
        return [_classes(folder)]
    parts = [_classes(part) for part in train + test[:1]]
    if [*parts[0]] != [*parts[-1]]:
        raise DataError(
            f"{folder}: the parts have different classes, {', '.join(parts[0])} in"
            f" {train[0].name} and {', '.join(parts[1])} in {test[0].name}."
        )
    return parts


def find_classes(
    folders: Sequence[Path], names: Mapping[str, Sequence[str]], depth: int = DEEPEST
) -> tuple[Path, Classes] | None:
    """Return the first folder with pictures of every class, and their files.

    Parameters
    ----------
    folders : sequence of Path
        Where to look, the likeliest folder first.
    names : mapping
        For each class, the possible names of its folders, in lower case: "cats" and
        "cat", for instance; or of its files, up to their first dot.
    depth : int
        How many folders of other names to go through.
    """
    owners = {name: label for label, words in names.items() for name in words}
    for folder in folders:
        classes: Classes = {label: [] for label in names}
        _collect(folder, owners, classes, depth)
        if all(classes.values()):
            return folder, classes
    return None


def labels_of(classes: Classes) -> NDArray[np.int64]:
    """Return the label of each file, class after class."""
    counts = [len(files) for files in classes.values()]
    return np.repeat(np.arange(len(classes)), counts)


def read_classes(
    folder: Path, classes: Classes, look: Look, skip_broken: bool = False
) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Return the pictures of every class and their labels, from the cache if possible.

    Raises
    ------
    DataError
        If pictures are broken and are not to be skipped (by the argument, or by the
        setting NNKATA_SKIP_BROKEN=on), or a class has no other ones.
    """
    files = [file for members in classes.values() for file in members]
    pictures = cached_pictures(folder, [*classes], files, look)
    skip = skip_broken or os.environ.get("NNKATA_SKIP_BROKEN", "").lower() == "on"
    is_read = pictures["reasons"] == ""
    if not is_read.all():
        _report_broken(files, pictures["reasons"].tolist(), skip)
    y = labels_of(classes)[is_read]
    for label, name in enumerate(classes):
        if label not in y:
            raise DataError(f"{folder}: no picture of the class '{name}' can be read.")
    return pictures["X"], y


def _classes(folder: Path) -> Classes:
    classes: Classes = {}
    for inner in _folders(folder):
        # A name that is not a text gets one that can be written.
        name = os.fsencode(inner.name).decode("utf-8", "backslashreplace")
        classes[name] = pictures_below(inner)
        if not classes[name]:
            raise DataError(f"{inner} holds no pictures: fill or remove it.")
    if len(classes) < 2:
        has = f"only the folder '{name}'" if classes else "no folders"
        raise DataError(
            f"{folder} has {has}, expected a folder for each of two or more classes."
        )
    return classes


def _collect(folder: Path, owners: Owners, classes: Classes, depth: int) -> None:
    for entry in _entries(folder) if folder.is_dir() else []:
        name = entry.name.lower()
        if not entry.is_dir():
            label = owners.get(name.split(".")[0])
            if label and name.count(".") > 1 and entry.suffix.lower() in SUFFIXES:
                classes[label].append(entry)
        elif name in owners:
            classes[owners[name]] += pictures_below(entry)
        elif depth:
            _collect(entry, owners, classes, depth - 1)


def _folders(folder: Path) -> list[Path]:
    return [entry for entry in _entries(folder) if entry.is_dir()]


def _entries(folder: Path) -> list[Path]:
    """Return what a folder holds, in order, without stray files and links to above."""
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise DataError(f"{folder} cannot be read: {error.strerror}.") from None
    return [e for e in entries if not is_stray(e.name) and not _leads_back(e)]


def _leads_back(entry: Path) -> bool:
    """Whether it is a link to a folder it lies in: the same pictures over and over."""
    if not entry.is_symlink():
        return False
    return entry.parent.resolve().is_relative_to(os.path.realpath(entry))


def _report_broken(files: Sequence[Path], reasons: Sequence[str], skip: bool) -> None:
    """Print the number of broken pictures and the first ones; raise unless skipped."""
    pairs = zip(files, reasons, strict=True)
    broken = [f"{file} ({reason})" for file, reason in pairs if reason]
    first = "; ".join(broken[:5])
    more = f"; and {len(broken) - 5:,} more" if len(broken) > 5 else ""
    message = f"{len(broken):,} of {len(files):,} pictures cannot be read"
    if not skip:
        raise DataError(
            f"{message}: {first}{more}. Fix them, or leave them out: NNKATA_SKIP_BROKEN=on."
        )
    print(f"{message} and were left out: {first}{more}", file=sys.stderr)
