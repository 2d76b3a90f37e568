"""Unpack zip and tar archives: all of it and within one folder, or nothing."""

import shutil
import stat
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any, NamedTuple

from nnkata.data.readers import first_line
from nnkata.errors import DataError
from nnkata.files import atomic_write

MOST_UNPACKED = 4 << 30
MOST_MEMBERS = 200_000


class _Member(NamedTuple):
    """A file or folder in an archive, or something else, which is refused."""

    name: str
    size: int
    is_folder: bool
    is_file: bool
    open: Callable[[], Any]


def unpack(archive: Path, folder: Path, most: int = MOST_UNPACKED) -> None:
    """Unpack an archive into a new folder.

    Refuses what the filters of `tarfile` would change or accept: zip and tar files with
    the same dangers get the same answers.

    Raises
    ------
    DataError
        If the file is not an archive or is damaged; if a member would lie outside of
        the folder, is a link or a device, or is there twice; if there are too many
        members or all of them are larger than `most` bytes; or if the disk is full.
        Then there is no folder.
    """
    if not archive.is_file():
        raise DataError(f"{archive} does not exist, or is not a file.")
    if folder.exists():
        raise DataError(f"{folder} already exists. Remove it to unpack it again.")
    with atomic_write(folder) as part:
        part.mkdir()
        try:
            _unpack(archive, part, most)
        except DataError:
            raise
        except Exception as error:  # damaged bytes raise whatever a format meets
            if isinstance(error, OSError) and error.errno:  # the disk, not the bytes
                raise
            raise DataError(
                f"{archive} cannot be unpacked: it is not a zip or tar archive, or its end"
                f" is missing, or it is damaged ({first_line(error)}). Get it again."
            ) from None


def _unpack(archive: Path, folder: Path, most: int) -> None:
    left = most
    members = _zipped if zipfile.is_zipfile(archive) else _tarred
    for number, member in enumerate(members(archive)):
        if number >= MOST_MEMBERS:
            raise DataError(f"{archive} holds more than {MOST_MEMBERS:,} members.")
        target = folder / _inner_path(member.name, archive)
        left -= abs(member.size)  # no member unpacks to more than it declares
        if left < 0:
            raise DataError(f"{archive} would unpack to more than {most:,} bytes.")
        if member.is_folder:
            target.mkdir(parents=True, exist_ok=True)
            continue
        if not member.is_file:
            raise DataError(f"{archive}: '{member.name}' is a link or device.")
        if target.exists():
            raise DataError(f"{archive} holds '{member.name}' twice.")
        target.parent.mkdir(parents=True, exist_ok=True)
        with member.open() as content, target.open("wb") as stream:
            shutil.copyfileobj(content, stream)


def _zipped(archive: Path) -> Iterator[_Member]:
    with zipfile.ZipFile(archive) as content:
        for info in content.infolist():
            is_file = stat.S_IFMT(info.external_attr >> 16) in (0, stat.S_IFREG)
            opened = partial(content.open, info)
            yield _Member(info.filename, info.file_size, info.is_dir(), is_file, opened)


def _tarred(archive: Path) -> Iterator[_Member]:
    with tarfile.open(archive, "r:*", tarinfo=_Header) as content:
        for info in content:
            is_file = info.isreg() and not info.issparse()
            opened = partial(content.extractfile, info)
            yield _Member(info.name, info.size, info.isdir(), is_file, opened)


class _Header(tarfile.TarInfo):
    """A header whose notes on names and the like must not fill the memory."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> "_Header":
        header = super().frombuf(buf, encoding, errors)
        # The bytes of a member's long name, which tarfile reads into memory.
        if header.type not in tarfile.REGULAR_TYPES and header.size > 1 << 20:
            raise DataError("The archive holds a name of more than a megabyte.")
        return header


def _inner_path(name: str, archive: Path) -> PurePosixPath:
    """Return the path of a member, if it stays below the folder on every system."""
    path = PurePosixPath(name.replace("\\", "/"))
    drive = PureWindowsPath(name).drive
    if path.is_absolute() or ".." in path.parts or drive or "\0" in name:
        raise DataError(f"{archive}: '{name}' is a path that climbs out of its folder.")
    return path
