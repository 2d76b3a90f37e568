"""Readers of untrusted files: each returns arrays, or raises a `DataError`.

A file from outside may be cut, re-labelled or hostile. A reader compares each size in a
file with the bytes that are there before it reserves memory, runs no code that it finds
in a file, and leaves nothing half-written behind.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nnkata.errors import DataError

LARGEST = 1e100  # number in a table: squares of it can be added up
MOST_BYTES = 4 << 30  # of one array in memory; no dataset of a kata comes near


def first_line(error: BaseException) -> str:
    """Return the first line of a library's error, or at least the name of its type."""
    lines = str(error).splitlines()
    return lines[0].rstrip(".:") if lines else type(error).__name__


@contextmanager
def damage_reported(file: Path, form: str) -> Iterator[None]:
    """Raise `DataError` for anything that a library raises: damaged bytes meet all of it.

    `form` is what the file should be, such as "HDF5".
    """
    try:
        yield
    except DataError:
        raise
    except Exception as error:
        raise DataError(
            f"{file} cannot be read as {form}: {first_line(error)}."
            " It is damaged or another kind of file; get it again."
        ) from None
