"""Arrays that took time to make, kept in the cache until what they came from changes."""

import hashlib
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from nnkata.data.download import cache
from nnkata.data.readers.npz import read_npz
from nnkata.errors import DataError
from nnkata.files import atomic_write

Arrays = Mapping[str, NDArray[Any]]


def kept(shelf: str, what: object, state: object, make: Callable[[], Arrays]) -> Arrays:
    """What `make` returns, made once.

    Parameters
    ----------
    shelf : str
        The folder in the cache, such as "pictures".
    what : JSON
        Which arrays: they have one place in the cache.
    state : JSON
        What they depend on, such as names, sizes and times of files. In another state
        they are made anew, and take the place of the old ones.
    make : callable
        Returns named arrays; none may be called "state".
    """
    file = cache() / shelf / f"{_digest(what)[:24]}.npz"
    wanted = np.array(_digest(state))
    with suppress(DataError):  # not there yet, or damaged: made anew
        found = read_npz(file)
        if np.array_equal(found.pop("state", np.array("")), wanted):
            return found
    made = make()
    # A cache that cannot be written costs time alone.
    with suppress(DataError), atomic_write(file) as part, part.open("wb") as stream:
        _save(stream, {**made, "state": wanted})
    return made


def state_of(file: Path) -> list[int]:
    """By what a file is known to have changed: its size and its time."""
    seen = file.stat()
    return [seen.st_size, seen.st_mtime_ns]


def _save(stream: IO[bytes], arrays: dict[str, Any]) -> None:
    np.savez(stream, **arrays)


def _digest(value: object) -> str:
    text = json.dumps(value, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
