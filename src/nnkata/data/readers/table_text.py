"""Open a table as text: find what separates its cells, and what marks its decimals.

A first line `sep=;`, as spreadsheets write it, is followed. Decimal commas become points
before anything else reads the text, so that there is one form of numbers from here on.
"""

import io
import re
from pathlib import Path
from typing import NamedTuple

from nnkata.data.local_files import payload
from nnkata.errors import DataError

MOST_BYTES = 256 << 20  # as strings of their own, cells need twenty times as many
SEPARATORS = ",;\t|"
SAMPLE = 1 << 16  # bytes that are enough to see what separates cells
LINES = 10
BEFORE = re.compile(rb'(?:[ \r]*\n)*(?:"?sep=([^"\r\n])"?[ \r]*\n)?', re.IGNORECASE)
QUOTED = re.compile(rb'"[^"]*"')


class Text(NamedTuple):
    """The text of a table from its header on.

    Attributes
    ----------
    file : Path
        Where it comes from.
    content : bytes
        UTF-8, numbers with decimal points.
    separator : str
        What stands between cells.
    before : int
        How many lines precede the header.
    notes : tuple of str
        What was changed.
    """

    file: Path
    content: bytes
    separator: str
    before: int
    notes: tuple[str, ...] = ()

    def stream(self) -> io.TextIOWrapper:
        return io.TextIOWrapper(io.BytesIO(self.content), "utf-8", newline="")


def open_text(file: Path) -> Text:
    """Return the text of a table, plain or gzipped.

    Raises
    ------
    DataError
        If the file cannot be read or is too large, or some of its numbers have decimal
        commas and others points.
    """
    content = payload(file).removeprefix(b"\xef\xbb\xbf")
    if len(content) > MOST_BYTES:
        raise DataError(
            f"{file} has {len(content):,} bytes, expected at most {MOST_BYTES:,} of a table."
        )
    start = BEFORE.match(content)
    assert start  # which may be empty
    before = start.group().count(b"\n")
    content = content[start.end() :] if start.end() else content
    named = start.group(1)
    separator = named.decode("latin-1") if named else _separator(content)
    return _with_points(Text(file, content, separator, before))


def _separator(content: bytes) -> str:
    """Return what stands in every line of the beginning, and most often in the header."""
    plain = QUOTED.sub(b"", content[:SAMPLE]).decode("latin-1")
    lines = [line for line in plain.splitlines() if line.strip()][:LINES] or [""]

    def counts(separator: str) -> tuple[int, int, bool]:
        fewest = min(line.count(separator) for line in lines)
        # As many commas as semicolons are those of decimals.
        return fewest, lines[0].count(separator), fewest > 0 and separator != ","

    return max(SEPARATORS, key=counts)


def _with_points(text: Text) -> Text:
    """Return the text with decimal points, where a comma can be nothing else."""
    if text.separator == "," or b"," not in text.content:
        return text
    comma = _decimal(",", text.separator).search(text.content)
    if not comma:
        return text
    point = b"." in text.content and _decimal(".", text.separator).search(text.content)
    if point:
        raise DataError(
            f"{text.file} has decimal commas ({_place(text, comma)}) and decimal points"
            f" ({_place(text, point)}). Write all numbers in one way."
        )
    content = bytearray(text.content)
    if _other_comma(text.separator).search(content):
        for cell in _decimal(",", text.separator).finditer(text.content):
            content[cell.end(1)] = ord(".")
    else:
        content = content.replace(b",", b".")  # in a fifth of the time
    note = f"decimal commas are read as points ({_place(text, comma)})"
    return text._replace(content=bytes(content), notes=(note,))


def _decimal(mark: str, separator: str) -> re.Pattern[bytes]:
    """Return what matches a cell, and what precedes it, that is a number with that mark."""
    ends = re.escape(f'{separator}"')
    number = rf"([ ]*[+-]?\d*){re.escape(mark)}\d+(?:[eE][+-]?\d+)?"
    return re.compile(
        rf"(?:\A|[{ends}\r\n]){number}(?=[ ]*(?:[{ends}\r\n]|\Z))".encode()
    )


def _other_comma(separator: str) -> re.Pattern[bytes]:
    """Return what matches a comma that is not in a number at the end of a cell."""
    ends = re.escape(f'{separator}"') + r"\r\n"
    after = rf"\d+(?:[eE][+-]?\d+)?[ ]*(?:[{ends}]|\Z)"
    return re.compile(rf",(?:(?!{after})|(?<=[^\d+\- {ends}],))".encode())


def _place(text: Text, cell: re.Match[bytes]) -> str:
    lines = max(text.content.count(end, 0, cell.start(1)) for end in (b"\n", b"\r"))
    number = cell.group().strip().strip(f'{text.separator}"'.encode()).decode().strip()
    return f"'{number}' in row {text.before + lines + 1}"
