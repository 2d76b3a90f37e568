"""Unpack zip and tar archives: all of it and within one folder, or nothing."""

import shutil
import stat
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import IO, Any, NamedTuple

from nnkata.data.readers import first_line
from nnkata.errors import DataError
from nnkata.files import atomic_write

MOST_UNPACKED = 4 << 30
MOST_MEMBERS = 200_000
LONGEST_NOTE = 1 << 16  # with the name of a member; all notes on one are held at once


class Member(NamedTuple):
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
            with archive.open("rb") as content:
                _unpack(content, archive, part, most)
        except DataError:
            raise
        except Exception as error:  # damaged bytes raise whatever a format meets
            if isinstance(error, OSError) and error.errno:  # the disk, not the bytes
                raise
            raise DataError(
                f"{archive} cannot be unpacked: it is not a zip or tar archive, or its end"
                f" is missing, or it is damaged ({first_line(error)}). Get it again."
            ) from None


def _unpack(content: IO[bytes], archive: Path, folder: Path, most: int) -> None:
    left = most
    for number, member in enumerate(members(content)):
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
        with member.open() as inner, target.open("wb") as stream:
            shutil.copyfileobj(inner, stream)


def members(content: IO[bytes]) -> Iterator[Member]:
    """Yield the members of an archive; damaged bytes raise whatever a format meets."""
    is_tar = content.read(262).endswith(b"ustar")  # one that ends with a zip is both
    is_zip = not is_tar and zipfile.is_zipfile(content)
    content.seek(0)
    yield from (_zipped if is_zip else _tarred)(content)


def climbs_out(name: str) -> bool:
    """Return whether the path of a member leads out of the folder on some system."""
    path = PurePosixPath(name.replace("\\", "/"))
    drive = PureWindowsPath(name).drive
    return bool(path.is_absolute() or ".." in path.parts or drive or "\0" in name)


def _zipped(content: IO[bytes]) -> Iterator[Member]:
    with zipfile.ZipFile(content) as archive:
        yield from zip_members(archive)


def zip_members(archive: zipfile.ZipFile) -> Iterator[Member]:
    """Yield the members of an open zip, which can be read while it is open."""
    for info in archive.infolist():
        is_file = stat.S_IFMT(info.external_attr >> 16) in (0, stat.S_IFREG)
        opened = partial(archive.open, info)
        yield Member(info.filename, info.file_size, info.is_dir(), is_file, opened)


def _tarred(content: IO[bytes]) -> Iterator[Member]:
    with tarfile.open(fileobj=content, mode="r:*", tarinfo=_Header) as archive:
        for info in archive:
            is_file = info.isreg() and not info.issparse()
            opened = partial(archive.extractfile, info)
            yield Member(info.name, info.size, info.isdir(), is_file, opened)


class _Header(tarfile.TarInfo):
    """A header whose notes on names and the like must not fill the memory."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> "_Header":
        header = super().frombuf(buf, encoding, errors)
        # The bytes of a member's long name, which tarfile reads into memory.
        if header.type not in tarfile.REGULAR_TYPES and header.size > LONGEST_NOTE:
            raise DataError(f"a name of more than {LONGEST_NOTE:,} bytes")
        return header


def _inner_path(name: str, archive: Path) -> PurePosixPath:
    """Return the path of a member, if it stays below the folder on every system."""
    if climbs_out(name):
        raise DataError(f"{archive}: '{name}' is a path that climbs out of its folder.")
    return PurePosixPath(name.replace("\\", "/"))
