"""CSV that is safe to open: no text of a stranger's becomes a formula."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from pathlib import Path

from nnkata.errors import plain
from nnkata.files import write_bytes

# A spreadsheet computes a cell that begins so, in quotes or not; spaces are skipped.
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
# Without a byte order mark, Excel reads UTF-8 as the country's own encoding.
ENCODING = "utf-8-sig"


def write_table(file: Path, rows: Iterable[Sequence[str | float]]) -> None:
    """Write rows as CSV: numbers as they are, and every text in quotes and harmless.

    All texts are in quotes because a spreadsheet may divide columns at another character
    than the comma, and would find a new cell inside of a text.
    """
    stream = StringIO()
    writer = csv.writer(stream, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerows([[_cell(value) for value in row] for row in rows])
    write_bytes(file, stream.getvalue().encode(ENCODING))


def safe_text(text: str) -> str:
    """Return a text of one line that no spreadsheet computes: an apostrophe may lead."""
    line = plain(" ".join(text.splitlines()))
    return f"'{line}" if line.lstrip().startswith(FORMULA) else line


def _cell(value: str | float) -> str | float:
    return safe_text(value) if isinstance(value, str) else value
