"""Datasets and competitions of Kaggle, downloaded by Kaggle's own library `kagglehub`.

It is installed by the extra `kaggle`, and finds the user's token by itself: in
KAGGLE_API_TOKEN, ~/.kaggle/access_token or ~/.kaggle/kaggle.json. No message shows it.
"""

import shutil
from pathlib import Path
from typing import Any

from nnkata.content.extras import install_command
from nnkata.data.download import cache_folder
from nnkata.data.readers.archive import unpack
from nnkata.data.web import reason
from nnkata.errors import DataError
from nnkata.files import atomic_write, is_stray

INSTEAD = "Or get the data from {} and put them under NNKATA_DATA."


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
    source = _download(handle)
    if target.is_dir() and _names(source) - {inside} <= _names(target):
        return target  # of another process, or of an earlier call
    if target.exists():
        raise DataError(f"{target} holds something else. Remove it, and fetch again.")
    with atomic_write(target) as part:
        # Links are copied as links: what they lead to is not read.
        skipped = shutil.ignore_patterns(inside)
        shutil.copytree(source, part, symlinks=True, ignore=skipped)
        if inside:
            unpack(source / inside, part / Path(inside).stem)
    return target


def _download(handle: str) -> Path:
    """Return the folder in the cache of `kagglehub` that has the unpacked content."""
    section = "datasets" if "/" in handle else "competitions"
    page = f"https://www.kaggle.com/{section}/{handle}"
    try:
        import kagglehub
    except ImportError:
        raise DataError(
            "Data of Kaggle need the package kagglehub. Install it:"
            f" {install_command('kaggle')}. {INSTEAD.format(page)}"
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
        401: "Kaggle does not know who you are. Create a token at"
        " https://www.kaggle.com/settings/api, and set KAGGLE_API_TOKEN to it or put it"
        f" into {token_file}.",
        403: f"Kaggle does not let you have {handle} (403). Sign in, open {page}{rules},"
        " and fetch again.",
        404: f"Kaggle does not have {handle} any more (404).",
        429: "Kaggle has been asked too often (429). Wait a while, and fetch again.",
    }
    other = f"{handle} could not be downloaded from Kaggle: {reason(error)}."
    return f"{problems.get(status, other)} {INSTEAD.format(page)}"


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if not is_stray(path.name)}
