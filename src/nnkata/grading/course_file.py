"""Marks back into a course: fill one column of a table that Canvas or Moodle exported.

Nothing else of the file changes, byte for byte. Only rows of students whose score is final
are filled, and a student who could be two rows is neither.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from nnkata.errors import plain
from nnkata.files import write_bytes
from nnkata.grading.class_marks import Gradebook, number
from nnkata.grading.exported_table import ExportedTable, folded, read_table

# At the end of a name that Canvas or Moodle gave to what was handed in.
NUMBER = re.compile(r".+_(\d+)")
# `Participant 501`, in the first column of Moodle's worksheet, in whatever language.
PARTICIPANT = re.compile(r"\D+(\d+)")


def fill_column(
    export: Path, column: str, book: Gradebook, target: Path, by: str = ""
) -> list[str]:
    """Write a table with the scores in one of its columns; return what was done, in lines.

    Parameters
    ----------
    export : Path
        A CSV as Canvas (Grades, Export) or Moodle (the grading worksheet) wrote it.
    column : str
        The header of the column; Canvas' number behind it may be left out.
    book : Gradebook
    target : Path
        May be the same file.
    by : str
        The header of the column that tells a student, where it has no common name.

    Raises
    ------
    NnkataError
        If the table cannot be read or has no such column; nothing is written then.
    """
    table = read_table(export, column, by)
    marks = _assigned(table, book)
    edits = [
        (table.rows[row][table.column], _written(table, row, book.score(student), book))
        for row, student in marks.items()
    ]
    text = table.text
    for cell, value in sorted(edits, reverse=True):
        text = text[: cell.start] + value + text[cell.end :]
    write_bytes(target, text.encode())
    return [*_account(table, marks, book, target)]


# -- whose row -------------------------------------------------------------------------


def _assigned(table: ExportedTable, book: Gradebook) -> dict[int, str]:
    """Return by row the student whose score is final and who is nobody else."""
    rows_of: dict[str, list[int]] = {}
    for row in table.students:
        for key in {*_keys_of_row(table, row)}:
            rows_of.setdefault(key, []).append(row)
    found: dict[int, list[str]] = {}
    for student in book.complete:
        rows = {row for key in _keys_of(student) for row in rows_of.get(key, [])}
        if len(rows) == 1:
            found.setdefault(rows.pop(), []).append(student)
    return {row: students[0] for row, students in found.items() if len(students) == 1}


def _keys_of_row(table: ExportedTable, row: int) -> Iterator[str]:
    for column in table.identities:
        value = folded(table.value(row, column))
        if value:
            yield value
        if column == 0 and (participant := PARTICIPANT.fullmatch(value)):
            yield participant[1]


def _keys_of(student: str) -> Iterator[str]:
    """Yield what tells a student: the name, or the number that the course has added."""
    yield folded(student)
    if numbered := NUMBER.fullmatch(student):
        yield numbered[1]


# -- what is written -------------------------------------------------------------------


def _written(table: ExportedTable, row: int, score: float, book: Gradebook) -> str:
    """Return the text of a cell: of so many points as the course gives, in its style."""
    possible = table.possible(row)
    text = number(score * (_number(possible) or book.total) / (book.total or 1))
    if "," in possible:
        text = text.replace(".", ",")
    cell = table.rows[row][table.column]
    is_quoted = table.text[cell.start : cell.end].startswith('"')
    return f'"{text}"' if is_quoted or table.delimiter in text else text


def _number(text: str) -> float:
    found = re.fullmatch(r"\s*(\d+)(?:[.,](\d+))?\s*", text)
    return float(f"{found[1]}.{found[2] or 0}") if found else 0.0


def _account(
    table: ExportedTable, marks: dict[int, str], book: Gradebook, target: Path
) -> Iterator[str]:
    """Yield what was done, and every student for whom nothing was."""
    header = plain(table.rows[0][table.column].value)
    yield f"{target}: {len(marks)} scores in the column '{header}'."
    scales = {number(_number(table.possible(row))) for row in marks} - {"0"}
    if other := sorted(scales - {number(book.total)}):
        yield f"Scaled from {number(book.total)} points to {', '.join(other)}."
    if waiting := [s for s in book.rows if book.waiting(s)]:
        yield f"Left as they were, not graded yet: {plain(', '.join(waiting))}."
    if lost := sorted({*book.complete} - {*marks.values()}):
        yield f"No row, or more than one: {plain(', '.join(lost))}."
    if empty := len(table.students) - len(marks):
        yield f"{empty} other rows are as they were."
