"""The top level of a class: names side by side in a folder, or in one zip.

A zip is read as it was downloaded: nothing is unpacked onto the disk.
"""

import os
import stat
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from nnkata.data.readers.archive import Member, zip_members
from nnkata.errors import NnkataError
from nnkata.files import is_stray
from nnkata.grading.found import (
    Found,
    Unreadable,
    Wanted,
    file_or_folder,
    files_of_members,
    mode_of,
    names_in,
    opened_folder,
)
from nnkata.grading.students import MOODLE, kata_named

NBGRADER = {"source", "release", "submitted", "autograded", "feedback", "downloaded"}
FOLDER, FILE = stat.S_IFDIR, stat.S_IFREG


@dataclass(frozen=True)
class TopLevel:
    """What lies side by side, each of it some student's or the teacher's.

    Attributes
    ----------
    name : str
        Of the folder, or of the zip without its ending.
    modes : mapping of str to int
        By name: the mode of a file or folder.
    found : callable
        Yields the file of a name, or all files of that folder.
    """

    name: str
    modes: Mapping[str, int]
    found: Callable[[str, Wanted], Iterator[Found]]

    @property
    def folders(self) -> set[str]:
        """The names of folders, but for hidden ones."""
        shown = {name: mode for name, mode in self.modes.items() if name[0] != "."}
        return {name for name, mode in shown.items() if stat.S_ISDIR(mode)}


@dataclass(frozen=True)
class _ZipLevel(TopLevel):
    below: Mapping[str, Sequence[Member]]


@contextmanager
def opened_class(path: Path, slugs: Collection[str]) -> Iterator[TopLevel]:
    """Yield the level of a folder or a zip on which students' hand-ins lie.

    Raises
    ------
    NnkataError
        If it is neither, or cannot be read.
    """
    with _opened_zip(path, slugs) if path.is_file() else _opened_folder(path) as top:
        yield top


@contextmanager
def _opened_folder(path: Path) -> Iterator[TopLevel]:
    with opened_folder(path) as above:
        modes = {name: mode_of(above, name) for name in sorted(os.listdir(above))}

        def found(name: str, wanted: Wanted) -> Iterator[Found]:
            return file_or_folder(above, (name,), wanted)

        top = TopLevel(os.path.basename(os.path.abspath(path)), modes, found)
        if _is_nbgraders(top.folders):
            with _opened_folder(path / "submitted") as inner:
                yield inner
        else:
            yield top


def _is_nbgraders(folders: set[str]) -> bool:
    return "submitted" in folders <= NBGRADER


# -- one zip -----------------------------------------------------------------------------


@contextmanager
def _opened_zip(path: Path, slugs: Collection[str]) -> Iterator[TopLevel]:
    try:
        archive = ZipFile(path)
    except (BadZipFile, OSError):
        raise NnkataError(
            f"{path} is neither a folder nor a zip, or it is damaged. Name what was"
            " downloaded, or the folder that it was unpacked into."
        ) from None
    with archive:
        level = _level([*zip_members(archive)], path.stem)
        level = _within(level, _wrapping(level, slugs))
        yield _within(level, "submitted" if _is_nbgraders(level.folders) else "")


def _level(contents: Iterable[Member], name: str) -> _ZipLevel:
    below: dict[str, list[Member]] = {}
    for member in contents:
        names = names_in(member)
        if names and not is_stray(names[0]):
            below.setdefault(names[0], []).append(member)

    def found(top: str, wanted: Wanted) -> Iterator[Found]:
        try:
            yield from files_of_members((), below[top], wanted)
        except Unreadable as error:
            yield Found((top,), fault=str(error), is_folder=True)

    modes = {top: _mode(top, below[top]) for top in sorted(below)}
    return _ZipLevel(name, modes, found, below)


def _mode(top: str, inside: Sequence[Member]) -> int:
    is_file = len(inside) == 1 and names_in(inside[0]) == (top,)
    return FILE if is_file and not inside[0].is_folder else FOLDER


def _within(level: _ZipLevel, folder: str) -> _ZipLevel:
    """Return the level in one of its folders, itself if that is ""."""
    if not folder:
        return level
    inside = level.below[folder]
    return _level(
        [each._replace(name="/".join(names_in(each)[1:])) for each in inside], folder
    )


def _wrapping(level: _ZipLevel, slugs: Collection[str]) -> str:
    """Return the only folder of a zip, if it is that of a class and not of a student."""
    if len(level.below) != 1:
        return ""
    ((folder, inside),) = level.below.items()
    names = {names[1] for each in inside if (names := names_in(each))[1:]}
    is_students = any(kata_named(name, slugs) or name == "katas" for name in names)
    is_known = folder == "katas" or MOODLE.fullmatch(folder)
    return folder if names and not is_students and not is_known else ""
