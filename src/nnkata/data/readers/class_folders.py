"""Pictures in folders, one folder a class: which there are, and what they hold."""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nnkata.data.readers.pictures import SUFFIXES, Look, read_kept, refuse_broken
from nnkata.errors import DataError
from nnkata.files import is_stray

DEEPEST = 4  # links may lead around for ever
TRAIN = {"train", "training"}
TEST = {"test", "testing", "val", "valid", "validation"}

Classes = dict[str, list[Path]]


def pictures_below(folder: Path, depth: int = DEEPEST) -> list[Path]:
    """Every file with the suffix of a picture, hidden ones left out, in order."""
    found: list[Path] = []
    for entry in _visible(folder):
        if _is_folder(entry):
            found += pictures_below(Path(entry.path), depth - 1) if depth else []
        elif Path(entry.name).suffix.lower() in SUFFIXES:
            found.append(Path(entry.path))
    return found


def classes_in(folder: Path) -> tuple[Classes, Classes]:
    """The classes of the parts to learn from and to be judged by.

    The layouts are FOLDER/CLASS/... and FOLDER/train/CLASS/... beside
    FOLDER/test/CLASS/...; without such parts the second answer is empty. A folder that
    holds but one folder is looked through, as archives often wrap their content.

    Raises
    ------
    DataError
        If there are fewer than two classes, a class without pictures, or parts of
        different classes.
    """
    inside = _folders(folder)
    for _ in range(DEEPEST):
        if len(inside) != 1 or not _folders(inside[0]):
            break
        folder = inside[0]
        inside = _folders(folder)
    train = [part for part in inside if part.name.lower() in TRAIN]
    test = [part for part in inside if part.name.lower() in TEST]
    if len(train) != 1:
        return _classes(inside, folder), {}
    learnt = _classes(_folders(train[0]), train[0])
    if not test:
        return learnt, {}
    judged = _classes(_folders(test[0]), test[0])
    if [*learnt] != [*judged]:
        raise DataError(
            f"{folder}: the parts have different classes, {', '.join(learnt)} in"
            f" {train[0].name} and {', '.join(judged)} in {test[0].name}."
        )
    return learnt, judged


def find_classes(
    places: Sequence[Path], names: Mapping[str, Sequence[str]], depth: int = DEEPEST
) -> tuple[Path, Classes] | None:
    """The first place that holds pictures of every class, and those pictures.

    Parameters
    ----------
    places : sequence of Path
        Folders to look into, the likeliest first.
    names : mapping
        By class, what its folders may be called: "cats" and "Cat", for instance; or
        its files, which then begin with such a name and a dot.
    depth : int
        How many folders of other names to go through.
    """
    for place in places:
        found: Classes = {name: [] for name in names}
        known = {word: name for name, words in names.items() for word in words}
        _collect(place, known, found, depth)
        if all(found.values()):
            return place, found
    return None


def read_classes(
    folder: Path, classes: Classes, look: Look, skip_broken: bool = False
) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """The pictures of every class and their labels, by way of the cache.

    Raises
    ------
    DataError
        If pictures are broken and nobody asked to skip them (here, or by the setting
        NNKATA_SKIP_BROKEN=on), or a class has no other ones.
    """
    files = [file for members in classes.values() for file in members]
    owner = np.repeat(
        np.arange(len(classes)), [len(members) for members in classes.values()]
    )
    found = read_kept(folder, [*classes], files, look)
    if skip_broken or os.environ.get("NNKATA_SKIP_BROKEN", "").lower() == "on":
        _say_skipped(files, found.broken)
    else:
        refuse_broken(files, found.broken)
    y = owner[found.read].astype(np.int64)
    for label, name in enumerate(classes):
        if label not in y:
            raise DataError(f"{folder}: no picture of the class '{name}' can be read.")
    return found.X, y


def _classes(folders: list[Path], where: Path) -> Classes:
    classes = {_name(folder): pictures_below(folder) for folder in folders}
    empty = [name for name, members in classes.items() if not members]
    if len(classes) < 2:
        raise DataError(
            f"{where} has {_named([*classes])}, expected a folder for each of two or"
            " more classes, with pictures inside."
        )
    if empty:
        raise DataError(
            f"{where / empty[0]} holds no pictures. Put some there, or remove the folder."
        )
    return classes


def _collect(
    folder: Path, known: Mapping[str, str], found: Classes, depth: int
) -> None:
    for entry in _visible(folder) if folder.is_dir() else []:
        name = entry.name.lower()
        if not _is_folder(entry):
            owner = known.get(name.split(".")[0])
            if owner and name.count(".") > 1 and Path(name).suffix in SUFFIXES:
                found[owner].append(Path(entry.path))
        elif name in known:
            found[known[name]] += pictures_below(Path(entry.path))
        elif depth:
            _collect(Path(entry.path), known, found, depth - 1)


def _visible(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            shown = [
                entry
                for entry in entries
                if not is_stray(entry.name) and not _leads_back(entry, folder)
            ]
    except OSError as error:
        raise DataError(f"{folder} cannot be read: {error.strerror}.") from None
    return sorted(shown, key=lambda entry: entry.name)


def _leads_back(entry: os.DirEntry[str], folder: Path) -> bool:
    """Whether it is a link to a folder it lies in: the same pictures over and over."""
    if not entry.is_symlink():
        return False
    here, target = folder.resolve(), Path(os.path.realpath(entry.path))
    return target == here or target in here.parents


def _folders(folder: Path) -> list[Path]:
    return [Path(entry.path) for entry in _visible(folder) if _is_folder(entry)]


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False


def _name(folder: Path) -> str:
    """What a folder is called, also where its name is no text that can be written."""
    return os.fsencode(folder.name).decode("utf-8", "backslashreplace")


def _named(names: list[str]) -> str:
    return f"only the folder '{names[0]}'" if names else "no folders"


def _say_skipped(files: Sequence[Path], broken: Sequence[tuple[int, str]]) -> None:
    if broken:
        names = ", ".join(files[number].name for number, _ in broken[:5])
        dots = ", ..." if len(broken) > 5 else ""
        print(
            f"{len(broken):,} of {len(files):,} pictures cannot be read and were left"
            f" out: {names}{dots}",
            file=sys.stderr,
        )
