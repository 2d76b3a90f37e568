"""Readers of other people's files: each gives arrays, or a `DataError`.

A file from outside may be cut, re-labelled or hostile. A reader believes no size
before it has compared it with the bytes that are there, runs nothing that it finds in a
file, and leaves nothing behind.
"""

MOST_BYTES = 4 << 30  # of one array in memory; no dataset of a kata comes near


def told(error: BaseException) -> str:
    """The first line of what a library said, or at least what kind of error it was."""
    lines = str(error).splitlines()
    return lines[0].rstrip(".") if lines else type(error).__name__
