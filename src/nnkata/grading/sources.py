"""The source of a kata from the bytes that were handed in: a text, or a notebook's cell."""

import ast
import codecs
import json
import re
import shlex
import warnings
from collections.abc import Callable, Iterator

from nnkata.content.cells import nested_magic, read_cell
from nnkata.content.stubs import is_stub
from nnkata.files import plain_text
from nnkata.grading.found import Unreadable

LARGEST = 64 << 10  # bytes of one source; weights that were trained elsewhere need more
LARGEST_NOTEBOOK = 8 << 20  # with the pictures that its cells have drawn
# The shell reads a cell once for each of its commands, and lines are compared in pairs.
MOST_COMMANDS, MOST_LINES = 20, 1000
COMMAND = re.compile(r"^[ \t]*(?:\w[\w, .]*=[ \t]*)?[%!?]|\?[ \t]*$", re.MULTILINE)
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def source_of(data: bytes) -> str:
    """Return the text of a source in UTF-8 or, with its mark, UTF-16.

    Raises
    ------
    Unreadable
        If it is empty, too large, or not a text.
    """
    try:
        if data.startswith(UTF_16):
            data = data.decode("utf-16").encode()
        text = plain_text(data).decode()
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"is not a text in UTF-8 (byte {error.start}): save it as one"
        ) from None
    if "\0" in text:
        raise Unreadable("is not a text: it holds zero bytes")
    if len(text.encode()) > LARGEST:
        raise Unreadable(f"is larger than {LARGEST:,} bytes")
    if not text.strip():
        raise Unreadable("is empty")
    return text


def is_untouched(source: str) -> bool:
    """Return whether a source is a stub as it was handed out."""
    try:
        with warnings.catch_warnings(action="ignore"):
            return is_stub(f"{answer_in(source)}\n")
    except (RecursionError, MemoryError):  # nested deeper than any stub
        return False


def answer_in(source: str) -> str:
    """Return a source without what a notebook adds to it: the same answer, the same text."""
    return re.sub(r"\A# %%kata.*\n", "", source).strip()


# -- notebooks -------------------------------------------------------------------------


def kata_cells(data: bytes) -> Iterator[tuple[int, str, str]]:
    """Yield the cells of a notebook that begin with `%%kata`.

    Yields
    ------
    number : int
        Which cell it is, from 1.
    kata : str
        The name or number after `%%kata`.
    cell : str
        The whole cell.

    Raises
    ------
    Unreadable
        If it is not a notebook of format 4.
    """
    try:
        cells = json.loads(data)["cells"]
        texts = [
            "".join(c["source"]) if c["cell_type"] == "code" else "" for c in cells
        ]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Unreadable("is not a notebook of format 4, or is damaged") from None
    for number, text in enumerate(texts, 1):
        cell = text.lstrip("\n")
        magic, *words = _words(cell.partition("\n")[0])
        if magic == "%%kata":
            names = [word for word in words if not word.startswith("-")]
            yield number, (names or [""])[0], cell


def source_of_cell(cell: str) -> str:
    """Return a `%%kata` cell as a file: its first line and its commands as comments.

    Raises
    ------
    Unreadable
        If it is not a text of at most 64 kB, or its commands cannot be made comments.
    """
    first, _, body = source_of(cell.encode("utf-8", "surrogatepass")).partition("\n")
    if nested := nested_magic(body):
        raise Unreadable(f"has {nested} below %%kata: remove that line")
    if not body.strip():
        raise Unreadable("is empty")
    text = body if _parses(body) else _without_commands(body)
    return f"# {first}\n{text.rstrip()}\n"


def _words(line: str) -> list[str]:
    try:
        return shlex.split(line) or [""]
    except ValueError:  # an open quote
        return line.split() or [""]


def _parses(text: str) -> bool:
    try:
        with warnings.catch_warnings(action="ignore"):
            ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _without_commands(text: str) -> str:
    commands = len(COMMAND.findall(text))
    if not commands:
        return text  # it does not parse for another reason, and its verdict says so
    if commands > MOST_COMMANDS or text.count("\n") > MOST_LINES:
        raise Unreadable(
            f"has commands of the notebook (% ! ?) and more than {MOST_COMMANDS} of them"
            f" or {MOST_LINES} lines: take them out"
        )
    transform = _shell_transform()
    try:
        with warnings.catch_warnings(action="ignore"):
            return read_cell(text, transform).for_file
    except Exception:  # what is nested too deeply, or the shell cannot read
        raise Unreadable(
            "has commands of the notebook (% ! ?) that cannot be taken out"
        ) from None


def _shell_transform() -> Callable[[str], str]:
    try:
        from IPython.core.inputtransformer2 import TransformerManager
    except ImportError:
        raise Unreadable(
            "has commands of the notebook (% ! ?), which IPython reads."
            " Install it: pip install 'nnkata[notebook]'"
        ) from None
    transform: Callable[[str], str] = TransformerManager().transform_cell
    return transform
