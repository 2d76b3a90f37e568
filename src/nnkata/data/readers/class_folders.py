"""Find pictures in folders, one folder for each class, and read them."""

import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nnkata.data.local_files import is_open
from nnkata.data.readers.class_names import value_of
from nnkata.data.readers.pictures import SUFFIXES, Look, cached_pictures
from nnkata.errors import DataError
from nnkata.files import is_stray

DEEPEST = 4  # links may lead around for ever
# The words that name a part, the likeliest part to test first; and what stands beside.
TRAIN = ("trainval", "training", "train")
TEST: tuple[str, ...] = ("testing", "test", "validation", "valid", "val")
TEST += ("evaluation", "eval", "holdout", "dev")
BESIDE = ("images", "image", "imgs", "img", "pictures", "photos", "data", "set", "seg")
WORD = re.compile("|".join((*TRAIN, *TEST, *BESIDE, "[a-z]+")))
COPY = re.compile(
    r"^(copy of|kopie von|copie de) |[ ._-]+(copy|kopie|copie|backup|bak)\b.*$| ?\(\d+\)$",
    re.IGNORECASE,
)

Classes = dict[str, list[Path]]
Owners = dict[str, str]  # the class of each name of a folder or file


def pictures_below(folder: Path, depth: int = DEEPEST) -> list[Path]:
    """Return every file with the suffix of a picture, in order, without hidden ones."""
    files: list[Path] = []
    for entry in _entries(folder):
        if _is_folder(entry):
            files += pictures_below(Path(entry), depth - 1) if depth else []
        elif _is_picture(entry.name):
            files.append(Path(entry))
    return files


def classes_in(folder: Path, depth: int = DEEPEST) -> list[Classes]:
    """Return the files of each class: of all, or of the part to learn from and to test.

    The layouts are FOLDER/CLASS/... and FOLDER/train/CLASS/... with or without
    FOLDER/test/CLASS/... beside it, where parts may have any usual name. A folder that
    holds only one folder is looked through, as archives often wrap their content. What
    stands beside the part to learn from and has the same classes is the part to test. A
    part to test without classes is left out.

    Raises
    ------
    DataError
        If there are fewer than two classes, a class without pictures, or parts of
        different classes; or if it is not clear which folders are the classes.
    """
    folder = _unwrapped(folder, depth)
    given = _parts(folder, depth) or [folder]
    train, *tests = [_classes(_unwrapped(part, depth)) for part in given]
    parts = [train]
    for test in tests:
        spelled = {value_of(name): name for name in test}
        if {*spelled} != {*map(value_of, train)}:
            raise DataError(
                f"{folder}: the parts have different classes, {', '.join(train)} in"
                f" {given[0].name} and {', '.join(test)} in {given[1].name}."
            )
        parts.append({name: test[spelled[value_of(name)]] for name in train})
    return parts


def unread_files(folder: Path, known: Iterable[Path]) -> str:
    """Return how many other files there are below a folder, by suffix; "" if none."""
    read = {*map(os.fspath, known)}
    counts: Counter[str] = Counter()
    first: dict[str, Path] = {}
    for root, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            file = Path(root, name)
            if os.fspath(file) not in read:
                sort = _sort(file.relative_to(folder))
                counts[sort] += 1
                first.setdefault(sort, file.relative_to(folder))
    if not counts:
        return ""
    sorts = [f"{n:,} {sort}, first {first[sort]}" for sort, n in counts.most_common()]
    total = counts.total()
    files_are = "1 file is" if total == 1 else f"{total:,} files are"
    return f"{files_are} not read: {'; '.join(sorts)}"


def named_as_parts(classes: Iterable[str]) -> str:
    """Return which classes are called like a part, such as test; "" if none is."""
    names = [name for name in classes if _part(name)[0] and not _part(name)[1]]
    return f"read as classes, not as parts: {', '.join(names)}" if names else ""


def _sort(file: Path) -> str:
    if any(map(is_stray, file.parts)):
        return "hidden or made by a system"
    return file.suffix.lower() or "without a suffix"


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


def _unwrapped(folder: Path, depth: int) -> Path:
    """Return the inmost folder that holds more than one folder which holds folders."""
    inside = _folders(folder)
    if depth and len(inside) == 1 and _folders(inside[0]):
        return _unwrapped(inside[0], depth - 1)
    return folder


def _parts(folder: Path, depth: int) -> list[Path]:
    """Return the folder to learn from, and that to test if there is one; [] without parts.

    A part holds folders. What is called like one and holds pictures is a class among
    other classes, such as trains beside buses.
    """
    inside = _folders(folder)
    named = {entry: _part(entry.name) for entry in inside}
    alike = Counter(rest for word, rest in named.values() if word)
    named = {e: (w, r) for e, (w, r) in named.items() if w and (not r or alike[r] > 1)}
    split = [entry for entry in named if _folders(entry)]
    if not split:
        if len(named) == len(inside) > 0:
            are_parts = "is called like a part and holds"
            are_parts = (
                are_parts if len(inside) == 1 else "are called like parts and hold"
            )
            raise DataError(
                f"{folder}: {_listed(inside)} {are_parts} no folders:"
                " put the pictures of each class into a folder of its name."
            )
        return []
    train = [entry for entry in split if named[entry][0] in TRAIN]
    if len(train) != 1:
        raise DataError(
            f"{folder}: expected one folder to learn from and at most one to test, such as"
            f" train and test, got {_listed(inside)}."
        )
    values = {entry: _class_values(entry, depth) for entry in inside}
    known = values[train[0]]
    words = {entry: named[entry][0] for entry in split if entry not in train}
    # One folder of another name is no class: it holds pictures that nobody has labelled.
    test = [entry for entry in words if len(values[entry]) > 1 or values[entry] & known]
    test.sort(key=lambda entry: TEST.index(words[entry]))
    others = [e for e in inside if e not in split and values[e] == known]
    return train + (test or others)[:1]


def _class_values(part: Path, depth: int) -> set[object]:
    return {value_of(entry.name) for entry in _folders(_unwrapped(part, depth))}


def _part(name: str) -> tuple[str, tuple[str, ...]]:
    """Return the word in a folder's name that names a part, and what else it says."""
    words = WORD.findall(name.lower())
    named = [word for word in words if word in TRAIN + TEST]
    rest = tuple(word for word in words if word not in (*named, *BESIDE))
    return (named[0] if len(named) == 1 else ""), rest


def _classes(folder: Path) -> Classes:
    classes: Classes = {}
    inside = sorted(_folders(folder), key=lambda entry: value_of(entry.name))
    _check_classes(folder, inside)
    for inner in inside:
        # A name that is not a text gets one that can be written.
        name = os.fsencode(inner.name).decode("utf-8", "backslashreplace")
        classes[name] = pictures_below(inner)
        if not classes[name]:
            unread = unread_files(inner, ())
            advice = (
                f"{unread}. Save pictures as JPEG or PNG, or move the folder away"
                if unread
                else "fill or remove it"
            )
            raise DataError(f"{inner} holds no pictures: {advice}.")
    if len(classes) < 2:
        has = f"only the folder '{name}'" if classes else "no folders"
        raise DataError(
            f"{folder} has {has}, expected a folder for each of two or more classes: put"
            " the pictures of each class into a folder of its name."
        )
    return classes


def _check_classes(folder: Path, inside: Sequence[Path]) -> None:
    """Raise if two folders are one class, or hold the classes themselves."""
    names: dict[object, Path] = {}
    for entry in [*inside, *inside]:  # a copy may precede what it is a copy of
        first = names.setdefault(value_of(entry.name), entry)
        first = names.get(value_of(COPY.sub("", entry.name)), first)
        if first != entry:
            raise DataError(
                f"{folder}: {_listed([first, entry])} are two spellings or copies of one"
                " class. Remove or rename one."
            )
    inner = {e: {i.name for i in _folders(_unwrapped(e, DEEPEST))} for e in inside}
    for a, b in combinations([entry for entry in inside if len(inner[entry]) > 1], 2):
        shared = sorted(inner[a] & inner[b])
        if len(shared) > 1:
            raise DataError(
                f"{folder}: {_listed([a, b])} both hold the folders {', '.join(shared)}:"
                " which are the classes? Call parts train and test, or give one of them,"
                " or put the pictures of each class together."
            )


def _listed(entries: Iterable[Path]) -> str:
    return " and ".join(f"'{entry.name}'" for entry in entries)


def _collect(folder: Path, owners: Owners, classes: Classes, depth: int) -> None:
    for entry in _entries(folder) if is_open(Path(folder)) else []:
        name = entry.name.lower()
        if not _is_folder(entry):
            label = owners.get(name.split(".")[0])
            if label and name.count(".") > 1 and _is_picture(name):
                classes[label].append(Path(entry))
        elif name in owners:
            classes[owners[name]] += pictures_below(Path(entry))
        elif depth:
            _collect(Path(entry), owners, classes, depth - 1)


def _is_picture(name: str) -> bool:
    return os.path.splitext(name)[1].lower() in SUFFIXES


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    with suppress(OSError):  # of links that lead around
        return entry.is_dir()
    return False


def _folders(folder: Path) -> list[Path]:
    return [Path(entry) for entry in _entries(folder) if _is_folder(entry)]


def _entries(folder: Path) -> list["os.DirEntry[str]"]:
    """Return what a folder holds, in order, without stray files and links to above."""
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        raise DataError(f"{folder} cannot be read: {error.strerror}.") from None
    return [e for e in entries if not is_stray(e.name) and not _leads_back(e, folder)]


def _leads_back(entry: "os.DirEntry[str]", folder: Path) -> bool:
    """Whether it is a link to a folder it lies in: the same pictures over and over."""
    if not entry.is_symlink():
        return False
    return folder.resolve().is_relative_to(os.path.realpath(entry))


def _report_broken(files: Sequence[Path], reasons: Sequence[str], skip: bool) -> None:
    """Print the number of broken pictures and the first ones; raise unless skipped."""
    pairs = zip(files, reasons, strict=True)
    broken = [f"{file} ({reason})" for file, reason in pairs if reason]
    first = "; ".join(broken[:5])
    more = f"; and {len(broken) - 5:,} more" if len(broken) > 5 else ""
    message = f"{len(broken):,} of {len(files):,} pictures cannot be read"
    if not skip:
        raise DataError(
            f"{message}: {first}{more}. Fix them, or leave them out with"
            " #skip_broken after folder:PATH, or the setting NNKATA_SKIP_BROKEN=on."
        )
    print(f"{message} and were left out: {first}{more}", file=sys.stderr)
