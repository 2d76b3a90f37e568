"""The text of Python files, and whether a learner has begun to write one."""

from pathlib import Path

from nnkata.content.catalog import Kata
from nnkata.errors import plain

CODE_WIDTH = 56  # columns that are shown of a line of code


class Unopenable(Exception):
    """The file under test is missing, does not parse, raises on import, or lacks a name.

    Attributes
    ----------
    file : Path or None
        Which file to fix; the file under test if None.
    line : int
        The line to fix, from 1.
    card : tuple of str
        The message and, where a line of code is known, that line in the lines after it.
    """

    def __init__(
        self,
        message: str,
        file: Path | None = None,
        line: int = 1,
        card: tuple[str, ...] = (),
    ) -> None:
        super().__init__(message)
        self.file = file
        self.line = line
        self.card = card or (message,)


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


def caret_of(error: SyntaxError) -> str:
    """Return what marks, below a line of code, the part that does not parse."""
    if isinstance(error, IndentationError):
        return "^"  # its offset is not the same in all versions of Python
    begin, end = error.offset or 0, error.end_offset or 0
    width = end - begin if error.end_lineno == error.lineno else 1
    return " " * (begin - 1) + "^" * max(width, 1) if begin > 0 else ""


def code_lines(place: str, code: str, caret: str = "") -> list[str]:
    """Return a line of code behind its place, and its caret below it; a long line is cut."""
    indent = len(code) - len(code.lstrip())
    # The caret of a wrong indentation stands in it.
    code = plain(code.strip().expandtabs(1))
    caret = caret[indent:] or caret[-1:]
    first = max(0, len(caret.rstrip("^")) - CODE_WIDTH // 2)
    part = slice(first, first + CODE_WIDTH)
    lines = [f"{place}{code[part]}", f"{' ' * len(place)}{caret[part]}"]
    return [line.rstrip() for line in lines if line.strip()]


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
