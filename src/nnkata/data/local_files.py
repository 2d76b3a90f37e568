"""Data files on this machine: find them, unpack and check them, and cache arrays.

A file counts by its payload: archives are often re-packed, so the SHA-256 of a file is
that of the unpacked bytes.
"""

import gzip
import hashlib
import json
import os
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from nnkata.errors import DataError
from nnkata.files import atomic_write, digest

MOST_UNPACKED = 2 << 30
Arrays = Mapping[str, Any]  # of ndarray


def cache_folder() -> Path:
    """Return the folder of downloads and stored arrays, one for all workspaces."""
    import pooch

    return _named_folder("NNKATA_CACHE") or Path(pooch.os_cache("nnkata"))


def own_folder() -> Path | None:
    """Return the user's folder of data, which NNKATA_DATA names."""
    return _named_folder("NNKATA_DATA")


def no_own_folder() -> str:
    """Return what is wrong with NNKATA_DATA, for the end of a message; "" if nothing is."""
    own = own_folder()
    if own is None or is_open(own):
        return ""
    denied = os.path.isdir(own)
    wrong = "cannot be opened: permission denied" if denied else "is not a folder"
    return f" (NNKATA_DATA names {own}, which {wrong})"


def is_open(folder: Path) -> bool:
    """Return whether this is a folder whose files can be listed and opened."""
    return os.path.isdir(folder) and os.access(folder, os.R_OK | os.X_OK)


def _named_folder(setting: str) -> Path | None:
    value = os.environ.get(setting)
    return Path(os.path.expanduser(value)) if value else None


def data_folders(dataset: str) -> list[Path]:
    """Return where files of a dataset may be: the user's folders first, then the cache."""
    own = own_folder()
    users = [own / dataset, own] if own else []
    return [*users, cache_folder() / dataset]


def find_file(dataset: str, name: str) -> Path | None:
    """Return a local copy of a file, as it is or packed by gzip; None without one."""
    for folder in data_folders(dataset):
        for candidate in (folder / name, folder / f"{name}.gz"):
            if os.path.isfile(candidate):  # not if its folder cannot be opened, either
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
    if sha256 and (found := hashlib.sha256(content).hexdigest()) != sha256:
        raise DataError(
            f"{file} is not the file it should be: expected sha256 {sha256[:12]}... of"
            f" the unpacked bytes, got {found[:12]}.... Remove it and fetch it again."
        )
    return content


def _unpacked(file: Path) -> bytes:
    with file.open("rb") as stream:
        if stream.read(2) != b"\x1f\x8b":  # which begins what gzip packs
            return file.read_bytes()
    content = bytearray()
    with gzip.open(file) as unpacking:
        while chunk := unpacking.read(1 << 20):
            content += chunk
            if len(content) > MOST_UNPACKED:
                raise OSError(f"it unpacks to more than {MOST_UNPACKED:,} bytes")
    return bytes(content)


# -- arrays that take long to make -----------------------------------------------------


def cached_arrays(
    folder: str, key: object, state: object, make: Callable[[], Arrays]
) -> Arrays:
    """Return the arrays that `make` returns, from the cache if they are there.

    Parameters
    ----------
    folder : str
        The folder in the cache, such as "pictures".
    key : JSON
        Which arrays: each key has one file in the cache.
    state : JSON
        What they depend on, such as names, sizes and times of files. In another state
        they are made again and replace the old ones.
    make : callable
        Returns named arrays; none may be called "state".
    """
    import numpy as np

    file = cache_folder() / folder / f"{hashed(key)}.npz"
    wanted = np.array(hashed(state))
    arrays = _load(file)
    if np.array_equal(arrays.pop("state", np.array("")), wanted):
        return arrays
    arrays = {**make(), "state": wanted}
    # A cache that cannot be written costs time alone.
    with suppress(DataError), atomic_write(file) as part, part.open("wb") as stream:
        np.savez(stream, **arrays)
    del arrays["state"]
    return arrays


def _load(file: Path) -> dict[str, Any]:
    """Return the arrays in a file; none if it is missing or damaged."""
    import numpy as np

    try:
        with np.load(file, allow_pickle=False) as archive:
            return dict(archive)
    except Exception:  # damaged bytes raise a dozen kinds of errors
        return {}


def file_state(file: Path) -> list[int]:
    """Return the size and the time of a file, which change with it; [] without one."""
    with suppress(OSError):
        status = file.stat()
        return [status.st_size, status.st_mtime_ns]
    return []


def hashed(value: object) -> str:
    """Return a name for a value of lists, strings and numbers; equal ones share it."""
    text = json.dumps(value, sort_keys=True)
    return digest(text.encode("utf-8", "surrogatepass"))[:24]
