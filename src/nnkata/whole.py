"""Files and folders that are there whole, or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nnkata.errors import DataError
from nnkata.progress import beside


@contextmanager
def whole(target: Path) -> Iterator[Path]:
    """As `beside`, with one clear error.

    Raises
    ------
    DataError
        If it cannot be written, on a full disk for instance. Nothing is left behind,
        and what the target was before, it still is.
    """
    try:
        with beside(target) as part:
            yield part
    except OSError as error:
        raise DataError(
            f"{target} cannot be written: {error.strerror or error}."
            " Nothing was left behind. Make room, or choose another place."
        ) from None
