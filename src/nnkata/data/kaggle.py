"""Datasets of Kaggle, downloaded through the user's own account.

Kaggle gives data only to those who have an account and have accepted its rules. The
account's token is read where Kaggle's own program reads it: KAGGLE_USERNAME and
KAGGLE_KEY, or kaggle.json in KAGGLE_CONFIG_DIR or ~/.kaggle. It goes to Kaggle alone.
"""

import json
import os
import sys
import tempfile
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nnkata.data.download import Progress, cache, reason
from nnkata.data.readers.archive import unpack
from nnkata.errors import DataError
from nnkata.files import is_stray

BASE = "https://www.kaggle.com"
MOST_BYTES = 4 << 30
TIMEOUT = (15, 60)  # seconds to connect, and between two packets
CHUNK = 1 << 20


@dataclass(frozen=True)
class Source:
    """A dataset or a competition of Kaggle.

    Attributes
    ----------
    kind : str
        "competitions" or "datasets".
    slug : str
        Its name in Kaggle's addresses.
    folder : str
        Where it is kept in the cache; the plugin looks there.
    inside : str
        An archive within the archive that is unpacked, too; "" for none.
    """

    kind: str
    slug: str
    folder: str
    inside: str = ""

    @property
    def page(self) -> str:
        """Where a person finds it."""
        return f"{BASE}/{self.kind}/{self.slug}"

    @property
    def api(self) -> str:
        """Where a program gets it, as a zip file."""
        data = "data/download-all" if self.kind == "competitions" else "download"
        return f"/api/v1/{self.kind}/{data}/{self.slug}"


# 25,000 photos of cats and dogs.
CATS_DOGS = Source("competitions", "dogs-vs-cats", "dogs-vs-cats", "train.zip")
# 2,900 rows of habits.
PERSONALITY = Source(
    "datasets", "rakeshkapilavai/extrovert-vs-introvert-behavior-data", "personality"
)
# 600 photos of pandas and bears.
PANDAS_BEARS = Source(
    "datasets", "mattop/panda-or-bear-image-classification", "pandas_bears"
)


def fetch(source: Source, base: str = BASE) -> Path:
    """Download and unpack into the cache; the folder is there whole or not at all.

    Raises
    ------
    DataError
        If there is no token, Kaggle refuses it or wants its rules accepted first, the
        network or the disk fails, or what comes is no archive that can be trusted.
    """
    target = cache() / source.folder
    auth = credentials()
    with _workbench(target.parent) as bench:
        archive, folder = Path(bench, "all.zip"), Path(bench, "all")
        _download(source, base, auth, archive)
        unpack(archive, folder)
        if source.inside:
            unpack(folder / source.inside, folder / Path(source.inside).stem)
            (folder / source.inside).unlink()
        _move(folder, target)
    return target


def credentials() -> tuple[str, str]:
    """The user's name and key; `DataError` says how to get them. Neither is ever shown."""
    name, key = (os.environ.get(f"KAGGLE_{word}") for word in ("USERNAME", "KEY"))
    if name and key:
        return name, key
    file = _token_file()
    try:
        token = json.loads(file.read_text(encoding="utf-8"))
        return str(token["username"]), str(token["key"])
    except FileNotFoundError:
        raise DataError(
            f"Kaggle wants to know who you are, and {file} is missing. Sign in at"
            f" {BASE}, choose Settings, API, Create New Token, and put the file"
            " kaggle.json there. Or bring the data under NNKATA_DATA."
        ) from None
    except OSError as error:
        raise DataError(f"{file} cannot be read: {error.strerror}.") from None
    except (ValueError, KeyError, TypeError):
        raise DataError(
            f"{file} is no token of Kaggle: expected a username and a key in JSON. Create"
            f" a new one at {BASE}, Settings, API."
        ) from None


def _token_file() -> Path:
    folder = os.environ.get("KAGGLE_CONFIG_DIR")
    return (Path(folder) if folder else Path.home() / ".kaggle") / "kaggle.json"


def _workbench(folder: Path) -> Any:
    """A new folder beside the target, gone when the block ends."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return tempfile.TemporaryDirectory(
            prefix=".kaggle-", dir=folder, ignore_cleanup_errors=True
        )
    except OSError as error:
        raise DataError(f"{folder} cannot be written: {error.strerror}.") from None


def _download(source: Source, base: str, auth: tuple[str, str], archive: Path) -> None:
    import requests

    try:
        with requests.get(
            base + source.api, auth=auth, stream=True, timeout=TIMEOUT
        ) as answer:
            if answer.status_code != 200:
                raise DataError(_refusal(source, answer.status_code))
            _copy(answer, source, archive)
    except requests.RequestException as error:
        raise DataError(
            f"{source.slug} could not be downloaded from Kaggle: {reason(error)}. Check"
            f" the network, or get it from {source.page} and bring it under NNKATA_DATA."
        ) from None
    except OSError as error:
        raise DataError(
            f"{archive.parent} cannot be written: {error.strerror}. Nothing was left"
            " behind. Make room, or set NNKATA_CACHE to another folder."
        ) from None


def _copy(answer: Any, source: Source, archive: Path) -> None:
    promised = answer.headers.get("content-length", "")
    length = 0
    with archive.open("wb") as stream, _progress(source, promised) as tell:
        for chunk in answer.iter_content(CHUNK):
            length += len(chunk)
            if length > MOST_BYTES:
                raise DataError(
                    f"{source.slug} is larger than {MOST_BYTES >> 30} GB, more than was"
                    " expected. It was not kept."
                )
            stream.write(chunk)
            tell(len(chunk))


def _progress(source: Source, promised: str) -> Any:
    """A context that gives a function to tell of bytes; a bar on a terminal."""
    from contextlib import contextmanager

    if not sys.stderr.isatty():
        return nullcontext(lambda step: None)

    @contextmanager
    def bar() -> Any:
        progress = Progress(source.slug)
        progress.total = int(promised) if promised.isdecimal() else None
        try:
            yield progress.update
        finally:
            progress.close()

    return bar()


def _refusal(source: Source, status: int) -> str:
    if status == 401:
        return (
            "Kaggle does not know your username and key (401). Create a new token at"
            f" {BASE}, Settings, API, and put kaggle.json into its place."
        )
    if status == 403 and source.kind == "competitions":
        return (
            f"Kaggle wants its rules accepted first (403). Open {source.page}/rules, join"
            " and accept them, and fetch again."
        )
    if status == 403:
        return (
            f"Kaggle does not let you have {source.slug} (403). Look at {source.page}."
        )
    if status == 404:
        return f"Kaggle has no {source.slug} any more (404). Look at {source.page}."
    if status == 429:
        return "Kaggle has been asked too often (429). Wait a while, and fetch again."
    return (
        f"Kaggle answered {status} for {source.slug}. Try later, or see {source.page}."
    )


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if not is_stray(path.name)}


def _move(folder: Path, target: Path) -> None:
    """Give the folder its place; another process may have filled it in the meantime."""
    try:
        names = _names(folder)
        if target.is_dir() and names <= _names(target):
            return
        folder.replace(target)
    except OSError as error:
        raise DataError(
            f"{target} cannot be put there: {error.strerror}. Remove what is in its"
            " place, and fetch again."
        ) from None
