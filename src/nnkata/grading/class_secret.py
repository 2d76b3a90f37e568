"""The secret of a class: 128 bits that decide the calls and seeds of its grading."""

import os
import re
import secrets
from contextlib import suppress
from pathlib import Path

from nnkata.errors import NnkataError, WriteError
from nnkata.files import atomic_write


def class_secret(file: Path) -> str:
    """Return the secret that a file keeps, which nobody else may read; make it if new.

    Raises
    ------
    NnkataError
        If the file holds anything else.
    """
    if file.exists():
        return _read(file)
    secret = secrets.token_hex(16)
    with suppress(OSError):  # what follows says why it cannot be written
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with atomic_write(file) as part:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "w", encoding="ascii") as stream:
            stream.write(f"{secret}\n")
            stream.flush()
            os.fsync(descriptor)
    return secret


def _read(file: Path) -> str:
    try:
        text = file.read_text("utf-8").strip()
        file.chmod(0o600)
    except (OSError, UnicodeDecodeError) as error:
        raise WriteError(f"{file} cannot be used: {error}.") from None
    if not re.fullmatch("[0-9a-f]{32}", text):
        raise NnkataError(
            f"{file} holds no secret: expected 32 hexadecimal digits. Restore it from a"
            " copy, or grade into another folder: --out DIR."
        )
    return text
