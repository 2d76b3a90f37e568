"""Files from outside: where they may lie already, and how to download them.

A file counts by its payload: archives are often re-packed, so the SHA-256 is that of
the decompressed bytes. A download is checked before it gets its name.
"""

import gzip
import hashlib
import io
import os
import sys
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nnkata.errors import DataError
from nnkata.files import replacing

MOST_UNPACKED = 2 << 30


@dataclass(frozen=True)
class RemoteFile:
    """A file of a dataset: its name, its payload's checksum, and its addresses."""

    name: str
    sha256: str
    urls: tuple[str, ...] = ()


def cache() -> Path:
    """Where downloads are kept, for all workspaces of a user."""
    import pooch

    return Path(os.environ.get("NNKATA_CACHE") or pooch.os_cache("nnkata"))


def folders(dataset: str) -> list[Path]:
    """Where the files of a dataset may lie: the user's data first, then the cache."""
    own = os.environ.get("NNKATA_DATA")
    found = [Path(own) / dataset, Path(own)] if own else []
    return [*found, cache() / dataset]


def find(dataset: str, name: str) -> Path | None:
    """A local copy of a file, as it is or packed by gzip."""
    for folder in folders(dataset):
        for candidate in (folder / name, folder / f"{name}.gz"):
            if candidate.is_file():
                return candidate
    return None


def payload(file: Path, sha256: str = "") -> bytes:
    """The decompressed bytes of a file, checked against their SHA-256 if one is given."""
    try:
        content = file.read_bytes()
        if content[:2] == b"\x1f\x8b":
            content = _unpacked(content)
    except (OSError, EOFError, zlib.error) as error:
        advice = "Remove it and fetch it again" if sha256 else "Mend it or get it anew"
        why = getattr(error, "strerror", None) or error
        raise DataError(f"{file} cannot be read: {why}. {advice}.") from None
    found = hashlib.sha256(content).hexdigest()
    if sha256 and found != sha256:
        raise DataError(
            f"{file} is not the file it should be: expected sha256 {sha256[:12]}... of"
            f" the unpacked bytes, got {found[:12]}.... Remove it and fetch it again."
        )
    return content


def _unpacked(packed: bytes) -> bytes:
    """What gzip packed, unless it would fill the memory."""
    content = bytearray()
    with gzip.open(io.BytesIO(packed)) as stream:
        while chunk := stream.read(1 << 20):
            content += chunk
            if len(content) > MOST_UNPACKED:
                raise OSError(f"it unpacks to more than {MOST_UNPACKED:,} bytes")
    return bytes(content)


def download(dataset: str, files: Sequence[RemoteFile]) -> None:
    """Fetch the files that are not here into the cache; each is there whole or not at all."""
    for file in files:
        if find(dataset, file.name) is None:
            _download(file, cache() / dataset)


def _download(file: RemoteFile, folder: Path) -> None:
    import requests

    problems: list[str] = []
    for url in file.urls:
        try:
            _download_from(url, file, folder)
            return
        except DataError as error:
            problems.append(str(error))
        except (requests.RequestException, OSError) as error:
            problems.append(f"{url}: {reason(error)}")
    told = "\n  ".join(problems)
    raise DataError(
        f"{file.name} could not be downloaded:\n  {told}\n"
        f"Check the network and the free space, or put the file under NNKATA_DATA."
    )


def _download_from(url: str, file: RemoteFile, folder: Path) -> None:
    """Download beside the target under another name, check, then rename."""
    import pooch

    name = file.name + (".gz" if url.endswith(".gz") else "")
    with replacing(folder / name) as part:
        loud = sys.stderr.isatty()
        pooch.HTTPDownloader(progressbar=Progress(name) if loud else False, timeout=30)(
            url, str(part), None
        )
        try:
            payload(part, file.sha256)
        except DataError:  # it names a file that is gone in a moment
            raise DataError(
                f"{url} gave something else than {file.name}, or a damaged copy:"
                f" expected sha256 {file.sha256[:12]}... of the unpacked bytes."
            ) from None


def reason(error: Exception) -> str:
    """The last cause in a chain of wrapped errors, which is the one that says why."""
    status = getattr(getattr(error, "response", None), "status_code", None)
    if status is not None:
        return f"the server answered {status}"
    text = str(error)
    return text.rsplit(": ", 1)[-1].strip(" ()'\"\\") if text else type(error).__name__


class Progress:
    """The progress bar that pooch asks for, drawn by rich."""

    def __init__(self, name: str) -> None:
        from rich.progress import (
            BarColumn,
            DownloadColumn,
            Progress,
            TimeRemainingColumn,
        )

        columns = (
            "[progress.description]{task.description}",
            BarColumn(),
            DownloadColumn(),
        )
        self._bar = Progress(*columns, TimeRemainingColumn())
        self._task = self._bar.add_task(name, total=None)
        self._bar.start()

    @property
    def total(self) -> float | None:
        return self._bar.tasks[0].total

    @total.setter
    def total(self, value: float | None) -> None:
        self._bar.update(self._task, total=value)

    def update(self, step: int) -> None:
        self._bar.advance(self._task, step)

    def reset(self) -> None:
        self._bar.reset(self._task)

    def close(self) -> None:
        self._bar.stop()
