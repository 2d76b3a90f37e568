"""Cache arrays that take long to make, until what they were made from changes."""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnkata.data.download import cache_folder
from nnkata.errors import DataError
from nnkata.files import atomic_write, digest

Arrays = Mapping[str, NDArray[Any]]


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


def file_state(file: Path) -> list[int]:
    """Return the size and the time of a file, which change with it; [] without one."""
    try:
        status = file.stat()
    except OSError:
        return []
    return [status.st_size, status.st_mtime_ns]


def _load(file: Path) -> dict[str, Any]:
    """Return the arrays in a file; none if it is missing or damaged."""
    try:
        with np.load(file, allow_pickle=False) as archive:
            return dict(archive)
    except Exception:  # damaged bytes raise a dozen kinds of errors
        return {}


def hashed(value: object) -> str:
    """Return a name for a value of lists, strings and numbers; equal ones share it."""
    text = json.dumps(value, sort_keys=True)
    return digest(text.encode("utf-8", "surrogatepass"))[:24]
