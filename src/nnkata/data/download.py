"""Download data files: from web addresses, and from Kaggle by its library `kagglehub`.

A download is checked here, before it gets its name, and not by `pooch.retrieve`, which
hashes the packed bytes. `kagglehub` is installed by the extra `kaggle` and finds the
user's token by itself: in KAGGLE_API_TOKEN, ~/.kaggle/access_token or
~/.kaggle/kaggle.json. No message shows it.
"""

import time
from collections.abc import Iterator, Sequence
from math import inf
from pathlib import Path
from shutil import copytree, ignore_patterns
from typing import Any, NamedTuple

from nnkata.content.extras import install_command
from nnkata.data.local_files import MOST_UNPACKED, cache_folder, find_file, payload
from nnkata.data.readers.archive import unpack
from nnkata.errors import DataError
from nnkata.files import atomic_write, is_stray

CHUNK = 1 << 16
INSTEAD = "Or get the data from {} and put them under NNKATA_DATA."


class RemoteFile(NamedTuple):
    """A file of a dataset: its name, its payload's SHA-256, and its addresses."""

    name: str
    sha256: str
    urls: tuple[str, ...] = ()


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
            problem = f"gave something other than {file.name}: expected sha256"
            digest = f"{file.sha256[:12]}... of the unpacked bytes"
            raise DataError(f"{url} {problem} {digest}.") from None


def copy_from_web(address: str, file: Path, most: int, seconds: float = inf) -> str:
    """Write what a server answers into a file, with a progress bar on a terminal.

    Parameters
    ----------
    address : str
        It and every address that it redirects to must begin with https:// or http://.
    file : Path
        If the copy fails, a part of it may be left in this file.
    most, seconds : number
        More bytes than `most` are refused, and so is a longer time.

    Returns
    -------
    str
        The type that the server declares, such as "image/png"; "" without one.

    Raises
    ------
    DataError
        With one sentence that says what failed.
    """
    import requests

    try:
        with requests.Session() as session, file.open("wb") as target:
            session.max_redirects = 5
            # Seconds to connect, and between two packets.
            with session.get(address, stream=True, timeout=(15, 30)) as response:
                response.raise_for_status()
                for chunk in _chunks(response, address, most, seconds):
                    target.write(chunk)
                kind = response.headers.get("content-type", "")
                return kind.partition(";")[0].strip().lower()
    except requests.exceptions.InvalidSchema as error:
        target_address = str(error).rpartition("were found for ")[2][:80]
        wanted = "expected an address that begins with https:// or http://"
        raise DataError(f"{address} leads to {target_address}, {wanted}.") from None
    except (requests.RequestException, ValueError) as error:  # or not an address
        raise DataError(f"{address} cannot be read: {_reason(error)}.") from None
    except OSError as error:
        raise DataError(f"{address} cannot be stored: {error.strerror}.") from None


def _reason(error: Exception) -> str:
    """Return the last cause in a chain of wrapped errors: the one that says why."""
    status = getattr(getattr(error, "response", None), "status_code", None)
    if status is not None and status >= 400:
        return f"the server answered {status}"
    text = str(error)
    return text.rsplit(": ", 1)[-1].strip(" ()'\"\\.") if text else type(error).__name__


def _chunks(response: Any, address: str, most: int, seconds: float) -> Iterator[bytes]:
    from rich.console import Console
    from rich.progress import track

    declared = response.headers.get("content-length", "")
    total = int(declared) / CHUNK if declared.isdecimal() else None
    too_large = f"{address} is larger than {most / 10**6:,.0f} million bytes."
    if total and total * CHUNK > most:
        raise DataError(too_large)
    console = Console(stderr=True)
    chunks = response.iter_content(CHUNK)
    begun, length, name = time.monotonic(), 0, Path(address).name
    if console.is_terminal:
        chunks = track(chunks, name, total, console=console)
    for chunk in chunks:
        length += len(chunk)
        if length > most:
            raise DataError(too_large)
        if time.monotonic() - begun > seconds:
            raise DataError(f"{address} did not end within {seconds:g} seconds.")
        yield chunk


# -- Kaggle ----------------------------------------------------------------------------


def kaggle_download(handle: str, folder: str, inside: str = "") -> Path:
    """Download from Kaggle into the cache, and return the folder.

    Parameters
    ----------
    handle : str
        OWNER/NAME of a dataset, or the name of a competition.
    folder : str
        Its name in the cache, where `find_file(folder, ...)` looks.
    inside : str
        An archive within the archive, which is unpacked, too; "" for none.

    Raises
    ------
    DataError
        If `kagglehub` is not installed, there is no token, Kaggle refuses it or wants
        its rules accepted first, the network or the disk fails, or an archive is
        damaged or cannot be trusted. Then there is no folder.
    """
    target = cache_folder() / folder
    source = _from_kaggle(handle)
    if target.is_dir() and _names(source) - {inside} <= _names(target):
        return target  # of another process, or of an earlier call
    if target.exists():
        raise DataError(f"{target} holds something else. Remove it, and fetch again.")
    with atomic_write(target) as part:
        # Links are copied as links: what they lead to is not read.
        copytree(source, part, symlinks=True, ignore=ignore_patterns(inside))
        if inside:
            unpack(source / inside, part / Path(inside).stem)
    return target


def _from_kaggle(handle: str) -> Path:
    """Return the folder in the cache of `kagglehub` that has the unpacked content."""
    section = "datasets" if "/" in handle else "competitions"
    page = f"https://www.kaggle.com/{section}/{handle}"
    try:
        import kagglehub
    except ImportError:
        raise DataError(
            f"Install kagglehub: {install_command('kaggle')}. {INSTEAD.format(page)}"
        ) from None
    try:
        if section == "datasets":
            return Path(kagglehub.dataset_download(handle))
        return Path(kagglehub.competition_download(handle))
    except Exception as error:  # of the library, of requests, of zipfile, of the disk
        raise DataError(_describe(error, handle, page)) from None


def _describe(error: Exception, handle: str, page: str) -> str:
    """Return what failed and what to do about it; tokens are in no message."""
    status: Any = getattr(getattr(error, "response", None), "status_code", None)
    if type(error).__name__ == "UnauthenticatedError":
        status = 401
    token_file = Path.home() / ".kaggle" / "access_token"
    rules = "" if "/" in handle else "/rules, join and accept them"
    problems = {
        401: "Kaggle does not know who you are. Make a token at"
        f" https://www.kaggle.com/settings/api for KAGGLE_API_TOKEN or {token_file}.",
        403: f"Kaggle does not let you have {handle} (403). Sign in, open {page}{rules},"
        " and fetch again.",
        404: f"Kaggle does not have {handle} any more (404).",
        429: "Kaggle has been asked too often (429). Wait a while, and fetch again.",
    }
    other = f"{handle} could not be downloaded from Kaggle: {_reason(error)}."
    return f"{problems.get(status, other)} {INSTEAD.format(page)}"


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if not is_stray(path.name)}
