"""Files as they are found in a folder or an archive: their bytes, or why not.

Nothing is written and no link is followed: each step down a folder, and each file, is
opened by its name in the folder above, and what is no regular file is not opened.
"""

import errno
import io
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from nnkata.data.readers import first_line
from nnkata.data.readers.archive import Member, climbs_out, members
from nnkata.errors import NnkataError
from nnkata.files import is_stray

DEEPEST = 20  # folders in folders
MOST_MEMBERS = 20_000  # of an archive; a workspace has a thousand
MOST_UNPACKED = 128 << 20
# Installed packages: their modules may be named as katas are, and are nobody's answer.
LIBRARIES = {"site-packages", "node_modules"}

Names = tuple[str, ...]
Wanted = Callable[[Names], int]  # how many bytes of a file may be read; 0: leave it


@dataclass(frozen=True)
class Found:
    """A file that was handed in.

    Attributes
    ----------
    path : tuple of str
        The names that lead to it.
    data : bytes
        Its content, if it is wanted and can be read.
    fault : str
        Why it cannot be read.
    is_folder : bool
        Whether the fault is that of a folder, and of all that may be in it.
    """

    path: Names
    data: bytes = b""
    fault: str = ""
    is_folder: bool = False


class Unreadable(Exception):
    """A file or an archive that is refused; the message says why."""


# -- folders ---------------------------------------------------------------------------


@contextmanager
def opened_folder(folder: Path) -> Iterator[int]:
    """Yield the descriptor of a folder; `NnkataError` says why it cannot be opened."""
    if os.open not in os.supports_dir_fd:
        raise NnkataError(
            "Submissions are read on Linux and macOS; this system cannot open files"
            " without following links. On Windows, use WSL."
        )
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        raise NnkataError(
            f"{folder} is not a folder that can be read: {error.strerror}."
            " Name the folder with the submissions."
        ) from None
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def mode_of(above: int, name: str) -> int:
    """Return the mode of a name in a folder, of a link its own; 0 if it is gone."""
    try:
        return os.stat(name, dir_fd=above, follow_symlinks=False).st_mode
    except OSError:
        return 0


def file_or_folder(above: int, path: Names, wanted: Wanted) -> Iterator[Found]:
    """Yield a file, or all files of a folder, whose last name stands in `above`."""
    try:
        mode = os.stat(path[-1], dir_fd=above, follow_symlinks=False).st_mode
        if stat.S_ISDIR(mode):
            yield from _files_below(above, path, wanted)
        elif stat.S_ISREG(mode):
            yield Found(path, _content(above, path, wanted(path)))
        elif stat.S_ISLNK(mode):
            yield Found(path, fault="is a link, and links are not followed")
        else:
            yield Found(path, fault="is not a regular file")
    except Unreadable as error:
        yield Found(path, fault=str(error))
    except OSError as error:
        yield Found(path, fault=f"cannot be read: {error.strerror}", is_folder=True)


def _files_below(above: int, path: Names, wanted: Wanted) -> Iterator[Found]:
    if len(path) > DEEPEST:
        yield Found(path, fault=f"lies deeper than {DEEPEST} folders", is_folder=True)
        return
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
    folder = os.open(path[-1], flags, dir_fd=above)
    try:
        for name in sorted(os.listdir(folder)):
            if not _is_left_out(name):
                yield from file_or_folder(folder, (*path, name), wanted)
    finally:
        os.close(folder)


def _content(folder: int, path: Names, most: int) -> bytes:
    if not most:
        return b""
    # It may have become a link or a pipe since; the one is refused, the other cannot block.
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        descriptor = os.open(path[-1], flags, dir_fd=folder)
    except OSError as error:
        reason = "is a link" if error.errno == errno.ELOOP else "cannot be read"
        raise Unreadable(f"{reason}: {error.strerror}") from None
    with os.fdopen(descriptor, "rb") as stream:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise Unreadable("is not a regular file")
        return _read(stream, most)


def _read(stream: IO[bytes], most: int) -> bytes:
    data = stream.read(most + 1)  # a stated size may be a lie
    if len(data) > most:
        raise Unreadable(f"is larger than {most:,} bytes")
    return data


# -- archives --------------------------------------------------------------------------


def files_of_archive(path: Names, data: bytes, wanted: Wanted) -> list[Found]:
    """Return the files of a zip or tar archive.

    Raises
    ------
    Unreadable
        If it is damaged, encrypted, of another kind, or unpacks to too much.
    """
    if data.count(b"PK\1\2") > MOST_MEMBERS:  # before each is held in memory
        raise Unreadable(f"holds more than {MOST_MEMBERS:,} files")
    is_tar = not data.startswith(b"PK")
    return files_of_members(path, members(io.BytesIO(data)), wanted, is_tar)


def files_of_members(
    path: Names, found: Iterable[Member], wanted: Wanted, is_tar: bool = False
) -> list[Found]:
    """Return the files among members of an archive; raise as `files_of_archive` does."""
    try:
        return list(_members(path, found, wanted, is_tar))
    except Unreadable:
        raise
    except Exception as error:  # damaged bytes raise whatever a format meets
        raise Unreadable(
            "is not a zip or tar archive, or is damaged or encrypted"
            f" ({first_line(error)})"
        ) from None


def names_in(member: Member) -> Names:
    """Return the names that lead to a member, whatever system wrote them."""
    names = member.name.replace("\\", "/").split("/")
    return tuple(name for name in names if name not in ("", "."))


def _members(
    path: Names, found: Iterable[Member], wanted: Wanted, is_tar: bool
) -> Iterator[Found]:
    left = MOST_UNPACKED
    for number, member in enumerate(found):
        if number >= MOST_MEMBERS:
            raise Unreadable(f"holds more than {MOST_MEMBERS:,} files")
        inner = names_in(member)
        most = wanted((*path, *inner))
        # What follows in a tar archive is reached through all that is before it.
        left -= abs(member.size) if is_tar else min(abs(member.size), most)
        left -= len(member.name)
        if left < 0:
            raise Unreadable(f"unpacks to more than {MOST_UNPACKED:,} bytes")
        if not member.is_folder and not any(map(_is_left_out, {*inner} - {".."})):
            yield _member(member, (*path, *inner), most)


def _member(member: Member, path: Names, most: int) -> Found:
    if climbs_out(member.name):
        return Found(path, fault="has a path that climbs out of its folder")
    if not member.is_file:
        return Found(path, fault="is a link or a device")
    if not most:
        return Found(path)
    try:
        with member.open() as stream:
            return Found(path, _read(stream, most))
    except Unreadable as error:
        return Found(path, fault=str(error))


def _is_left_out(name: str) -> bool:
    return is_stray(name) or name in LIBRARIES
