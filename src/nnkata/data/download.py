"""Data files: find the copies on this machine, and download and check the others.

A file counts by its payload: archives are often re-packed, so the SHA-256 is that of
the unpacked bytes. That is why a download is checked here, before it gets its name,
and not by `pooch.retrieve`, which hashes the packed bytes.
"""

import gzip
import hashlib
import os
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from nnkata.data.web import copy_from_web
from nnkata.errors import DataError
from nnkata.files import atomic_write

MOST_UNPACKED = 2 << 30


class RemoteFile(NamedTuple):
    """A file of a dataset: its name, its payload's SHA-256, and its addresses."""

    name: str
    sha256: str
    urls: tuple[str, ...] = ()


def cache_folder() -> Path:
    """Return the folder of downloads and stored arrays, one for all workspaces."""
    import pooch

    return Path(os.environ.get("NNKATA_CACHE") or pooch.os_cache("nnkata"))


def data_folders(dataset: str) -> list[Path]:
    """Return where files of a dataset may be: the user's folders first, then the cache."""
    own = os.environ.get("NNKATA_DATA")
    users = [Path(own) / dataset, Path(own)] if own else []
    return [*users, cache_folder() / dataset]


def find_file(dataset: str, name: str) -> Path | None:
    """Return a local copy of a file, as it is or packed by gzip; None without one."""
    for folder in data_folders(dataset):
        for candidate in (folder / name, folder / f"{name}.gz"):
            if candidate.is_file():
                return candidate
    return None


def payload(file: Path, sha256: str = "") -> bytes:
    """Return the unpacked bytes of a file.

    Raises
    ------
    DataError
        If the file cannot be read, is damaged, unpacks to more than `MOST_UNPACKED`
        bytes, or has another SHA-256 than the one given.
    """
    try:
        content = _unpacked(file)
    except (OSError, EOFError, zlib.error) as error:
        advice = "Remove it and fetch it again" if sha256 else "Fix it or get it anew"
        why = getattr(error, "strerror", None) or error
        raise DataError(f"{file} cannot be read: {why}. {advice}.") from None
    digest = hashlib.sha256(content).hexdigest()
    if sha256 and digest != sha256:
        raise DataError(
            f"{file} is not the file it should be: expected sha256 {sha256[:12]}... of"
            f" the unpacked bytes, got {digest[:12]}.... Remove it and fetch it again."
        )
    return content


def _unpacked(file: Path) -> bytes:
    with file.open("rb") as stream:
        is_packed = stream.read(2) == b"\x1f\x8b"
    if not is_packed:
        return file.read_bytes()
    content = bytearray()
    with gzip.open(file) as unpacking:
        while chunk := unpacking.read(1 << 20):
            content += chunk
            if len(content) > MOST_UNPACKED:
                raise OSError(f"it unpacks to more than {MOST_UNPACKED:,} bytes")
    return bytes(content)


def download_files(dataset: str, files: Sequence[RemoteFile]) -> None:
    """Download the files that `find_file` does not find into the cache.

    Raises
    ------
    DataError
        If none of a file's addresses gives its payload. No part of it is left.
    """
    for file in files:
        if find_file(dataset, file.name) is None:
            _download(file, cache_folder() / dataset)


def _download(file: RemoteFile, folder: Path) -> None:
    problems: list[str] = []
    for url in file.urls:
        try:
            _download_from(url, file, folder)
            return
        except DataError as error:
            problems.append(str(error))
    lines = "\n  ".join(problems)
    raise DataError(
        f"{file.name} could not be downloaded:\n  {lines}\n"
        "Check the network and the free space, or put the file under NNKATA_DATA."
    )


def _download_from(url: str, file: RemoteFile, folder: Path) -> None:
    name = file.name + (".gz" if url.endswith(".gz") else "")
    with atomic_write(folder / name) as part:
        copy_from_web(url, part, MOST_UNPACKED)
        try:
            payload(part, file.sha256)
        except DataError:  # it names a file that is removed in a moment
            got = f"gave something other than {file.name}: expected sha256"
            digest = f"{file.sha256[:12]}... of the unpacked bytes"
            raise DataError(f"{url} {got} {digest}.") from None
