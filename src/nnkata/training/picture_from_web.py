"""Get the picture that `predict` shows to a network from an address of the web."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nnkata.data.download import copy_from_web
from nnkata.errors import DataError

MOST_BYTES = 30_000_000
LONGEST = 60.0  # seconds


def is_address(name: str) -> bool:
    """Return whether a name is an address of any kind rather than a file."""
    return "://" in name or name.startswith(("file:", "data:"))


@contextmanager
def picture_from(address: str) -> Iterator[Path]:
    """Yield the picture at an address as a file, which is deleted afterwards.

    Raises
    ------
    DataError
        If the address (or one that it redirects to) is not of the web, the server does
        not answer or not with a picture, or it is larger than `MOST_BYTES`.
    """
    with tempfile.TemporaryDirectory(prefix="nnkata-") as folder:
        file = Path(folder, "picture")
        try:
            kind = copy_from_web(address, file, MOST_BYTES, LONGEST)
            if kind.startswith("text/") or kind == "application/json":
                advice = "Open the picture itself, and copy its address."
                raise DataError(f"{address} is not a picture but {kind}. {advice}")
        except DataError as error:
            raise DataError(
                f"{error} Check it, or save the picture and give the name of the file."
            ) from None
        yield file
