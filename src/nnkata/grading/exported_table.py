"""A table that Canvas or Moodle exported: its cells, and where each stands in the text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

from nnkata.errors import NnkataError, plain, unknown

DELIMITERS = (",", ";", "\t")
# Columns that tell a student, as Canvas and Moodle call them.
IDENTITIES = (
    *("id", "sis user id", "sis login id", "integration id", "student"),
    *("identifier", "email address", "id number", "username", "full name"),
)
POSSIBLE = "points possible"  # Canvas: the row below the header
MAXIMUM = "maximum grade"  # Moodle: a column
READ_ONLY = "(read only)"


class Cell(NamedTuple):
    """A cell of the text of a table: where it stands, and its value."""

    start: int
    end: int
    value: str


@dataclass(frozen=True)
class ExportedTable:
    """An exported table: its text, its cells, and the columns that matter."""

    text: str
    delimiter: str
    rows: list[list[Cell]]
    column: int
    identities: list[int]

    @cached_property
    def students(self) -> list[int]:
        """The rows of students: below the header, and below Canvas' row of points."""
        first = 2 if self._has_points_row else 1
        rows = range(first, len(self.rows))
        return [row for row in rows if len(self.rows[row]) > self.column]

    def possible(self, row: int) -> str:
        """Return what can be earned in a row's cell, as it is written, or ""."""
        if self._has_points_row:
            return self.value(1, self.column)
        headers = [folded(cell.value) for cell in self.rows[0]]
        return self.value(row, headers.index(MAXIMUM)) if MAXIMUM in headers else ""

    def value(self, row: int, column: int) -> str:
        """Return the value of a cell, "" where the row is shorter."""
        cells = self.rows[row]
        return cells[column].value if column < len(cells) else ""

    @property
    def _has_points_row(self) -> bool:
        return len(self.rows) > 1 and folded(self.value(1, 0)) == POSSIBLE


def read_table(export: Path, column: str, by: str) -> ExportedTable:
    """Return a table by the header of the column to fill, and of that which tells a student.

    Raises
    ------
    NnkataError
        If it cannot be read, or has no such column.
    """
    try:
        text = export.read_bytes().decode("utf-8")
    except OSError as error:
        raise NnkataError(f"{export} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise NnkataError(
            f"{export} is not in UTF-8. Export it again, and do not save it in a"
            " spreadsheet before."
        ) from None
    tables = [(d, _cells(text, d)) for d in DELIMITERS]
    delimiter, rows = max(tables, key=lambda table: len(table[1][:1] and table[1][0]))
    if not rows:
        raise NnkataError(
            f"{export} is not a table in CSV. Export it again from the course."
        )
    headers = [cell.value for cell in rows[0]]
    chosen = _column(export, headers, column)
    named = [_column(export, headers, by)] if by else _identities(export, headers)
    table = ExportedTable(text, delimiter, rows, chosen, named)
    if READ_ONLY in table.possible(1 if len(rows) > 1 else 0):
        raise NnkataError(
            f"{export}: the course computes the column '{headers[chosen]}' itself. Name"
            " the column of an assignment."
        )
    return table


def _column(export: Path, headers: Sequence[str], name: str) -> int:
    """Return the number of a column by its header, with or without Canvas' number."""
    found = [n for n, header in enumerate(headers) if folded(header) == folded(name)]
    if not found:
        bare = [re.sub(r" \(\d+\)$", "", header) for header in headers]
        found = [n for n, header in enumerate(bare) if folded(header) == folded(name)]
    if len(found) > 1:
        names = ", ".join(headers[n] for n in found)
        raise NnkataError(
            f"{export} has the columns {names}. Name one with its number."
        )
    if not found:
        raise NnkataError(
            f"{export} has no column {unknown(name, map(plain, headers))}"
        )
    return found[0]


def _identities(export: Path, headers: Sequence[str]) -> list[int]:
    found = [n for n, header in enumerate(headers) if folded(header) in IDENTITIES]
    if not found:
        raise NnkataError(
            f"{export} has no column that tells a student. Known: {', '.join(IDENTITIES)}."
            " Name another with --by."
        )
    return found


def _cells(text: str, delimiter: str) -> list[list[Cell]]:
    """Return the cells of each row; [] if the text is not a table."""
    d = re.escape(delimiter)
    pattern = re.compile(
        rf'("(?:[^"]|"")*"|[^"{d}\r\n][^{d}\r\n]*|)({d}|\r\n|\n|\r|\Z)'
    )
    start, rows, row = int(text.startswith("\ufeff")), [], []
    while start < len(text):
        found = pattern.match(text, start)
        if not found:
            return []
        row.append(Cell(*found.span(1), _value(found[1])))
        start = found.end()
        if found[2] != delimiter:
            rows.append(row)
            row = []
    if row:
        rows.append([*row, Cell(start, start, "")])
    return rows


def _value(written: str) -> str:
    return written[1:-1].replace('""', '"') if written.startswith('"') else written


def folded(text: str) -> str:
    """Return a text as it is compared: without case, spaces and forms of the same letter."""
    words = normalize("NFKC", text.removeprefix("\ufeff")).split()
    return " ".join(words).casefold()
