"""Files and folders that are there whole, or not at all."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from nnkata.errors import DataError


@contextmanager
def whole(target: Path) -> Iterator[Path]:
    """A path beside the target to write to; it gets the target's name at the end.

    Raises
    ------
    DataError
        If it cannot be written, on a full disk for instance. Nothing is left behind,
        and what the target was before, it still is.
    """
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield part
        part.replace(target)
    except OSError as error:
        raise DataError(
            f"{target} cannot be written: {error.strerror or error}."
            " Nothing was left behind. Make room, or choose another place."
        ) from None
    finally:
        _remove(part)


def _remove(part: Path) -> None:
    if part.is_dir():
        shutil.rmtree(part, ignore_errors=True)
    with suppress(OSError):  # renamed, or never made
        part.unlink()
