"""Readers of untrusted files: each returns arrays, or raises a `DataError`.

A file from outside may be cut, re-labelled or hostile. A reader compares each size in a
file with the bytes that are there before it reserves memory, runs no code that it finds
in a file, and leaves nothing half-written behind.
"""

MOST_BYTES = 4 << 30  # of one array in memory; no dataset of a kata comes near


def first_line(error: BaseException) -> str:
    """Return the first line of a library's error, or at least the name of its type."""
    lines = str(error).splitlines()
    return lines[0].rstrip(".") if lines else type(error).__name__
