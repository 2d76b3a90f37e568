"""Datasets and competitions of Kaggle, downloaded by Kaggle's own library `kagglehub`.

It is installed by the extra `kaggle`, and finds the user's token by itself: in
KAGGLE_API_TOKEN, ~/.kaggle/access_token or ~/.kaggle/kaggle.json. No message shows it.
"""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nnkata.data.download import cache_folder
from nnkata.data.readers.archive import unpack
from nnkata.data.web import reason
from nnkata.errors import DataError
from nnkata.files import atomic_write, is_stray

SETTINGS = "https://www.kaggle.com/settings/api"


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
    source = Path(_downloaded(handle))
    if target.is_dir() and _names(source) - {inside} <= _names(target):
        return target  # by another process, or by an earlier call
    if target.exists():
        raise DataError(
            f"{target} holds something else. Remove what is there, and fetch again."
        )
    with atomic_write(target) as part:
        _copy(source, part)
        if inside:
            (part / inside).unlink(missing_ok=True)
            unpack(source / inside, part / Path(inside).stem)
    return target


def _downloaded(handle: str) -> str:
    """Return the folder of `kagglehub`'s own cache with the unpacked content."""
    download = _download_function(handle)
    try:
        return str(download(handle))
    except Exception as error:  # the library's, requests', zipfile's and the disk's
        raise DataError(_describe(error, handle)) from None


def _download_function(handle: str) -> Callable[[str], Any]:
    try:
        import kagglehub
    except ImportError:
        raise DataError(
            "Data of Kaggle need the package kagglehub. Install it: pip install"
            f" 'nnkata[kaggle]'. Or get the data from {_page(handle)} and bring them"
            " under NNKATA_DATA."
        ) from None
    is_dataset = "/" in handle
    name = "dataset_download" if is_dataset else "competition_download"
    function: Callable[[str], Any] = getattr(kagglehub, name)
    return function


def _describe(error: Exception, handle: str) -> str:
    """Return what failed and what to do about it; tokens are in no message."""
    page = _page(handle)
    status = getattr(getattr(error, "response", None), "status_code", None)
    if status == 401 or type(error).__name__ == "UnauthenticatedError":
        return (
            "Kaggle does not know who you are (401). Sign in, create a token at"
            f" {SETTINGS}, and set KAGGLE_API_TOKEN or put it into"
            f" {Path.home() / '.kaggle' / 'access_token'}. Or get the data from {page}"
            " and bring them under NNKATA_DATA."
        )
    if status == 403 and "/" not in handle:
        return (
            "Kaggle wants you to sign in and accept its rules first (403). Open"
            f" {page}/rules, join and accept them, and fetch again."
        )
    if status == 403:
        return f"Kaggle does not let you have {handle} (403). See {page}."
    if status == 404:
        return f"Kaggle does not have {handle} any more (404). See {page}."
    if status == 429:
        return "Kaggle has been asked too often (429). Wait a while, and fetch again."
    return (
        f"{handle} could not be downloaded from Kaggle: {reason(error)}. Check the"
        f" network and the free space, or get it from {page} and bring it under"
        " NNKATA_DATA."
    )


def _page(handle: str) -> str:
    section = "datasets" if "/" in handle else "competitions"
    return f"https://www.kaggle.com/{section}/{handle}"


def _copy(source: Path, target: Path) -> None:
    """Copy a folder of files; where the disk can, a file and its copy share the space."""
    links = [path for path in source.rglob("*") if path.is_symlink()]
    if links:
        raise DataError(
            f"{links[0]} is a link, expected files and folders. It was not copied."
        )
    shutil.copytree(source, target, copy_function=_link_or_copy)


def _link_or_copy(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another disk, or one without links
        shutil.copy2(source, target)


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if not is_stray(path.name)}
