"""The text of Python files, and whether a learner has begun to write one."""

from pathlib import Path

from nnkata.content.catalog import Kata


class Unopenable(Exception):
    """The file under test is missing, does not parse, raises on import, or lacks a name.

    Attributes
    ----------
    file : Path or None
        Which file to fix; the file under test if None.
    line : int
        The line to fix, from 1.
    """

    def __init__(self, message: str, file: Path | None = None, line: int = 1) -> None:
        super().__init__(message)
        self.file = file
        self.line = line


def read_source(file: Path) -> str:
    """Return the text of a Python file, each line end a line feed.

    Raises
    ------
    Unopenable
        If it is missing, cannot be read or is not UTF-8.
    """
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise Unopenable(
            f"{file.name} is missing: {file} does not exist."
            f" `nnkata reset {file.stem}` writes a fresh stub"
        ) from None
    except OSError as error:
        raise Unopenable(f"{file.name} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise Unopenable(
            f"{file.name} is not a text in UTF-8 (byte {error.start}): save it as one"
        ) from None


def is_unwritten(file: Path) -> bool:
    """Return whether a function of the file still raises the stub's "write me"."""
    return "NotImplementedError(" in read_source(file)


def is_new(kata: Kata) -> bool:
    """Return whether every function of the learner's file still says "write me"."""
    try:
        text = read_source(kata.stub)
    except Unopenable:
        return False
    return 0 < text.count(": write me") == text.count("\ndef ")
