"""Archives, zip or tar: unpacked whole and within their folder, or not at all."""

import stat
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import IO, NamedTuple

from nnkata.data.readers import told
from nnkata.errors import DataError
from nnkata.files import atomic_write

MOST_UNPACKED = 4 << 30
MOST_MEMBERS = 200_000
MOST_NAMED = 1 << 20  # bytes of a member's long name; tarfile reads it into memory
CHUNK = 1 << 20


class _Member(NamedTuple):
    """A file or folder inside: its path, and its content unless it is a folder."""

    name: str
    kind: str  # "file", "folder", or what it is instead
    content: IO[bytes] | None


def unpack(archive: Path, folder: Path, most: int = MOST_UNPACKED) -> None:
    """Unpack an archive into a new folder.

    Raises
    ------
    DataError
        If it is no archive or a damaged one; if a member would lie outside of the
        folder, is a link or a device, or is there twice; if there are too many or all
        of them are larger than `most` bytes; or if the disk is full. Then there is no
        folder.
    """
    if not archive.is_file():
        raise DataError(f"{archive} is not there, or is no file.")
    if folder.exists():
        raise DataError(
            f"{folder} already exists. Remove it to unpack {archive} again."
        )
    with atomic_write(folder) as part:
        part.mkdir()
        try:
            _unpack(archive, part, most)
        except DataError:
            raise
        except Exception as error:  # damaged bytes raise whatever a format meets
            if isinstance(error, OSError) and error.errno:  # the disk, not the bytes
                raise
            raise DataError(f"{archive} cannot be unpacked: {told(error)}.") from None


def _unpack(archive: Path, folder: Path, most: int) -> None:
    left = most
    for number, member in enumerate(_members(archive)):
        if number >= MOST_MEMBERS:
            raise DataError(f"{archive} holds more than {MOST_MEMBERS:,} members.")
        target = folder / _safe(member, archive)
        if member.content is None:
            target.mkdir(parents=True, exist_ok=True)
            continue
        if target.exists():
            raise DataError(f"{archive} holds '{member.name}' twice.")
        target.parent.mkdir(parents=True, exist_ok=True)
        left -= _copy(member.content, target, left)
        if left < 0:
            raise DataError(
                f"{archive} would unpack to more than {most:,} bytes. It was not."
            )


def _members(archive: Path) -> Iterator[_Member]:
    if zipfile.is_zipfile(archive):
        yield from _zipped(archive)
        return
    try:
        yield from _tarred(archive)
    except tarfile.ReadError:
        raise DataError(
            f"{archive} cannot be unpacked: it is no zip or tar archive, or its end is"
            " missing. Get it anew."
        ) from None


def _zipped(archive: Path) -> Iterator[_Member]:
    with zipfile.ZipFile(archive) as content:
        for info in content.infolist():
            mode = info.external_attr >> 16
            if info.is_dir():
                yield _Member(info.filename, "folder", None)
            elif stat.S_IFMT(mode) not in (0, stat.S_IFREG):
                yield _Member(info.filename, "a link or device", None)
            else:
                with content.open(info) as stream:
                    yield _Member(info.filename, "file", stream)


def _tarred(archive: Path) -> Iterator[_Member]:
    with tarfile.open(archive, "r:*", tarinfo=_Header) as content:
        for info in content:
            if info.isdir():
                yield _Member(info.name, "folder", None)
            elif not info.isreg() or info.issparse():
                yield _Member(info.name, "a link or device", None)
            else:
                yield _Member(info.name, "file", content.extractfile(info))


class _Header(tarfile.TarInfo):
    """A header whose notes on names and the like must not fill the memory."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> "_Header":
        header = super().frombuf(buf, encoding, errors)
        if header.type not in tarfile.REGULAR_TYPES and header.size > MOST_NAMED:
            raise DataError("The archive holds a name of more than a megabyte.")
        return header


def _safe(member: _Member, archive: Path) -> PurePosixPath:
    """The member's path, if it stays below the folder on every system."""
    path = PurePosixPath(member.name.replace("\\", "/"))
    drive = PureWindowsPath(member.name).drive
    if path.is_absolute() or ".." in path.parts or drive or "\0" in member.name:
        raise DataError(
            f"{archive} holds '{member.name}', a path that climbs out of its folder."
            " It was not unpacked; do not trust that archive."
        )
    if member.kind not in ("file", "folder"):
        raise DataError(
            f"{archive}: '{member.name}' is {member.kind}, expected files and folders."
            " It was not unpacked."
        )
    return path


def _copy(content: IO[bytes], target: Path, most: int) -> int:
    """Copy, and return the bytes copied: one chunk more than `most` at the utmost."""
    copied = 0
    with target.open("wb") as stream:
        while copied <= most and (chunk := content.read(CHUNK)):
            stream.write(chunk)
            copied += len(chunk)
    return copied
