"""Read tables as text: a header, then rows of numbers, Yes and No, blanks and labels.

NumPy parses a sound table. What it refuses is read in blocks of rows, to say which cell is
wrong. In both cases the strings of a large table are never in memory together.
"""

import csv
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import count, islice, takewhile
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nnkata.data.readers import LARGEST, first_line
from nnkata.data.readers.class_names import YES_OR_NO, class_names, finite
from nnkata.data.readers.table_text import Text, open_text
from nnkata.errors import DataError, did_you_mean

BLANKS = ("", "na", "n/a", "n.a.", "#n/a", "<na>", "nan", "null", "none", "?")
WORDS = YES_OR_NO | dict.fromkeys(BLANKS, math.nan)
MOST_CLASSES = 100
# So that NumPy passes over the header, and takes quotes alone as `csv` does.
PLAIN: Any = {"quotechar": '"', "comments": None, "encoding": "utf-8", "skiprows": 1}
# Names of the column that a table is made to predict, the likeliest first.
LABELS: tuple[str, ...] = ("label", "labels", "target", "class")
LABELS += ("species", "diagnosis", "outcome", "survived", "y")
# The last word in the name of a column that tells rows apart.
NUMBERS = {"id", "ids", "idx", "index", "key", "nr", "no", "num", "number", "row"}
NUMBERS |= {"rows", "rownames", "rowid", "uid", "uuid", "guid", "serial", "#"}
# A column of a picture: Kaggle's names, and another writer's.
PIXEL = re.compile(r"pixel\d+|\d+x\d+")
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|#")
THOUSANDS = re.compile(r"[1-9]\d{0,2}(\.\d{3})?")
MANY = 20  # rows, whose numbers are a count if none is missing, in whatever order
BLOCK = 1000  # rows in memory as strings; 10,000 leave the cache and take twice as long

Floats = NDArray[np.float64]
Row = tuple[int, list[str]]  # the line on which it ends, and its cells


class Table(NamedTuple):
    """A header and its rows, every cell a string without spaces around it."""

    file: Path
    header: tuple[str, ...]
    rows: list[list[str]]
    lines: list[int]  # where each row ends in the file, as an editor counts

    def column(self, name: str) -> list[str]:
        """Return the cells under that name; `DataError` suggests a similar name."""
        if name not in self.header:
            raise DataError(
                f"{self.file} has no column '{name}'.{did_you_mean(name, self.header)}"
                f" It has: {', '.join(self.header)}."
            )
        index = self.header.index(name)
        return [row[index] for row in self.rows]

    def where(self, row: int, name: str) -> str:
        """Return how a message calls one cell; the header is row 1."""
        return _where(self.file, self.lines[row], name)


def read_table(file: Path, most: int | None = None) -> Table:
    """Return a table with commas, semicolons, tabs or | between cells, plain or gzipped.

    No more than `most` rows are read; the header is one.

    Raises
    ------
    DataError
        If the file is not text, has no header, no row, a header twice, or a ragged row.
    """
    return _table(open_text(file), most)


def _table(text: Text, most: int | None = None) -> Table:
    rows = [*islice(_rows(text), most)]
    if len(rows) < 2:
        raise DataError(
            f"{text.file} has no rows below a header: it is empty or truncated."
        )
    [table] = _blocks(text, rows, len(rows), _blank_columns(rows))
    return table


def read_labelled(file: Path, label: str = "") -> dict[str, NDArray[Any]]:
    """Return a table as arrays: X, y, the names of classes and columns, and notes.

    X is float64 of shape (m, n), NaN where blank; y are labels 0, 1, ..., by default of
    the column called label, else of the last. Columns that number the rows are left out.
    `DataError` if it is not a table of numbers with classes.
    """
    text = open_text(file)
    head = _table(text, 100)
    left_out = [name for name in head.header if _numbers_rows(head, name)]
    label = label or _label(
        [n for n in head.header if n not in left_out] or head.header
    )
    head.column(label)  # raises if there is none
    left_out = [name for name in left_out if name != label]
    features = [name for name in head.header if name not in (label, *left_out)]
    if all(map(PIXEL.fullmatch, (*features, label))):
        raise DataError(
            f"{file} has no label: all of its columns are pixels. Is it the test.csv of a"
            " competition? Then train on its train.csv."
        )
    if left_out and not features:
        raise DataError(
            f"{file} has the label '{label}' and nothing to tell it from:"
            f" '{left_out[0]}' only numbers the rows."
        )
    if not features:
        raise DataError(
            f"{file} has one column, '{label[:40]}'; expected two or more, with a comma,"
            " semicolon, tab or | between them."
        )
    columns = [head.header.index(name) for name in (*features, label)]
    ignored: Any = {head.header.index(name): _ignored for name in left_out}
    words = ignored | dict.fromkeys(columns, _number)
    parsed = _parse(text, head, columns, ignored) or _parse(text, head, columns, words)
    X, cells = parsed or _by_blocks(text, features, label)
    y, classes, notes = _labels(cells, label, text)
    # Raised only now: a wrong label column explains more than a wrong number.
    if isinstance(X, DataError):
        raise DataError(f"{X} The label is '{label}': #label=NAME names another.")
    notes = (*text.notes, *_column_notes(X, head, features, left_out), *notes)
    names = {"classes": classes, "label": label, "names": features, "notes": notes}
    return {"X": X, "y": y, **{key: np.array(value) for key, value in names.items()}}


def _label(header: Sequence[str]) -> str:
    """Return the column that is called label or the like, else the last."""
    names = {name.lower(): name for name in header}
    if "x" in names:  # a place, of which y is the other coordinate
        names.pop("y", None)
    return next((names[word] for word in LABELS if word in names), header[-1])


def _numbers_rows(head: Table, name: str) -> bool:
    """Whether a column tells rows apart and says nothing else: by its name and values."""
    words = WORD.findall(name)
    if not name or name.startswith("Unnamed: 0"):  # as programs call it that count them
        return True
    if not words or words[-1].lower() not in NUMBERS:
        return False
    cells = [cell for cell in head.column(name) if cell.lower() not in BLANKS]
    numbers = [number for number in map(finite, cells) if number is not None]
    is_whole = all(number.is_integer() for number in numbers)
    return is_whole and len({*cells}) == len(cells)


def _column_notes(
    X: Floats, head: Table, features: Sequence[str], left_out: Sequence[str]
) -> Iterator[str]:
    """Yield which columns number the rows, or are doubtful in another way."""
    if left_out:
        names = ", ".join(f"'{name}'" for name in left_out)
        yield f"left out, because it numbers the rows: {names}"
    counting = [
        name for name, column in zip(features, X.T, strict=True) if _counts(column)
    ]
    if counting:
        listed = ", ".join(map(repr, counting[:5])) + ", ..." * (len(counting) > 5)
        yield (
            "features that rise in equal steps, as a running number or a time does:"
            f" {listed}; remove those that are one"
        )
    for name in features:
        cells = [cell for cell in head.column(name) if cell.lower() not in BLANKS]
        marked = [cell for cell in cells if "." in cell]
        is_doubtful = all(map(THOUSANDS.fullmatch, cells)) and len(marked) < len(cells)
        if marked and is_doubtful:
            yield (
                f"'{marked[0]}' in the feature '{name}' is read as a fraction: if it"
                " means thousands, write it without that mark"
            )


def _counts(column: Floats) -> bool:
    # In a few rows, numbers may be next to each other in another order by chance.
    steps = np.diff(np.sort(column) if len(column) >= MANY else column)
    whole = steps[0] and float(steps[0]).is_integer()
    return bool(whole and (steps == steps[0]).all())


def _parse(
    text: Text, head: Table, columns: list[int], words: Any
) -> tuple[Any, Any] | None:
    """Return those columns and the cells of the last, the label; None if NumPy cannot."""
    # A label is parsed as the number of different ones before it.
    places: defaultdict[str, int] = defaultdict(count().__next__)
    converters = {**words, columns[-1]: places.__getitem__}
    options: Any = {"delimiter": text.separator, "converters": converters, **PLAIN}
    try:
        X = np.loadtxt(text.stream(), ndmin=2, **options)
    except ValueError:
        return None
    names = [name.strip() for name in places]
    is_cut = max(map(len, names)) > csv.field_size_limit()  # by a quote left open
    if head.header[columns[-1]] in names or is_cut or (np.abs(X) > LARGEST).any():
        return None
    y = X[:, columns[-1]].astype(int).tolist()
    return X[:, columns[:-1]], [names[place] for place in y]


def _by_blocks(
    text: Text, features: Sequence[str], label: str
) -> tuple[Floats | DataError, list[str]]:
    """Return the features, or what is wrong with the first wrong one; and the labels."""
    parts: list[Floats] = []
    cells: list[str] = []
    names: dict[str, str] = {}  # equal labels share one string
    wrong: DataError | None = None
    for block in _blocks(text, _rows(text), BLOCK, _blank_columns(_rows(text))):
        cells += [names.setdefault(cell, cell) for cell in block.column(label)]
        try:
            parts.append(numbers(block, features))
        except DataError as error:
            wrong = wrong or error
    return wrong or np.concatenate(parts), cells


def _number(cell: str) -> float:
    return float(WORDS.get(cell.strip().lower(), cell))


def _ignored(cell: str) -> float:
    return 0.0


def numbers(table: Table, names: Sequence[str]) -> Floats:
    """Return columns as numbers, shape (m, n): Yes is 1, No is 0, and a blank is NaN.

    Raises
    ------
    DataError
        If a cell is none of them; the message names the first by its row and column.
    """
    X = np.empty((len(table.rows), len(names)))
    for column, name in enumerate(names):
        X[:, column] = _values(table.column(name))
    for row, column in np.argwhere(np.abs(X) > LARGEST)[:1].tolist():
        where, got = table.where(row, names[column]), table.column(names[column])[row]
        raise DataError(
            f"{where}: expected a number, Yes, No or a blank, got '{got[:40]}'."
            " Write plain numbers, such as 1234.5, or remove the column."
        )
    return X


def _labels(
    cells: list[str], name: str, text: Text
) -> tuple[Any, tuple[str, ...], tuple[str, ...]]:
    """Return labels 0, 1, ..., what they mean, and notes on classes of several spellings.

    Raises
    ------
    DataError
        If one is blank, or they are not 2 to `MOST_CLASSES` classes of two rows or more.
    """
    blank = next((i for i, cell in enumerate(cells) if cell.lower() in BLANKS), None)
    if blank is not None:
        line, _ = next(islice(_rows(text), blank + 1, None))  # below the header
        where = _where(text.file, line, name)
        word = f" ('{cells[blank]}')" if cells[blank] else ""
        raise DataError(
            f"{where}: the label is blank{word}. Fill it in, or remove the row."
        )
    classes, numbered, notes = class_names(cells)
    values = [finite(cell) for cell in classes]
    fractions = [number for number in values if number and number % 1]
    if fractions and None not in values:
        raise DataError(
            f"{text.file}: the label column '{name}' holds fractions, such as"
            f" {fractions[0]}: quantities, not classes. Name another column with"
            " #label=NAME."
        )
    if not 2 <= len(classes) <= min(MOST_CLASSES, len(cells) // 2):
        raise DataError(
            f"{text.file}: the label column '{name}' has {len(classes)} different values"
            f" in {len(cells)} rows, expected two rows or more of each of 2 to"
            f" {MOST_CLASSES} classes. Name another column with #label=NAME."
        )
    return np.array([numbered[cell] for cell in cells], np.int64), classes, notes


def impute(train: Floats, test: Floats) -> tuple[Floats, Floats]:
    """Return both parts, of shape (m, n), with the means of the first in their blanks.

    The test part has no say. A column that is blank throughout the first becomes 0.
    """
    known = ~np.isnan(train)
    sums = np.where(known, train, 0.0).sum(axis=0)
    means = sums / np.maximum(known.sum(axis=0), 1)
    return np.where(known, train, means), np.where(np.isnan(test), means, test)


def _where(file: Path, line: int, name: str) -> str:
    return f"{file}, row {line}, column '{name}'"


def _blocks(text: Text, rows: Iterable[Row], size: int, blank: int) -> Iterator[Table]:
    """Yield the rows of a table in blocks of one size, without its last blank columns."""
    cut = ((line, row[: len(row) - blank]) for line, row in rows)
    header = tuple(next(cut)[1])
    _check_header(header, text.file)
    while block := [*islice(cut, size)]:
        _check_rows(block, header, text.file)
        cells, lines = [row for _, row in block], [line for line, _ in block]
        yield Table(text.file, header, cells, lines)


def _blank_columns(rows: Iterable[Row]) -> int:
    """Return how many cells are blank at the end of every row, as a comma leaves them."""
    rows = iter(rows)
    blank = [*takewhile("".__eq__, reversed(next(rows)[1]))]
    for _, row in rows:
        while blank and row[-len(blank) :] != blank:
            blank.pop()
        if not blank:
            break
    return len(blank)


def _rows(text: Text) -> Iterator[Row]:
    """Yield the rows that are not empty, each with the line on which it ends."""
    try:
        if b"\0" in text.content:  # as in UTF-16, which can be read as UTF-8
            raise UnicodeError
        reader = csv.reader(text.stream(), delimiter=text.separator)
        for row in reader:
            cells = [cell.strip() for cell in row]
            if cells not in ([], [""]):
                yield text.before + reader.line_num, cells
    except UnicodeError:
        is_packed = text.content.startswith(b"PK\x03\x04")
        advice = "It is a zip archive or a spreadsheet: unpack it, or save it as CSV"
        advice = advice if is_packed else "Is it a table? Then save it as UTF-8"
        raise DataError(f"{text.file} is not a text in UTF-8. {advice}.") from None
    except csv.Error as error:
        raise DataError(f"{text.file} is not a table: {first_line(error)}.") from None


def _check_header(header: tuple[str, ...], file: Path) -> None:
    for index, name in enumerate(header):
        # Some programs name columns by counting them; another number is a value.
        if name != str(index) and finite(name) is not None:
            raise DataError(
                f"{file} has no header: its first row holds the number {name}. Add a header."
            )
    for index, name in enumerate(header):
        if name in header[:index]:
            raise DataError(
                f"{file} has the column '{name}' twice. Rename one."
                if name
                else f"{file} has columns without a name. Name all in the first row."
            )


def _check_rows(rows: Iterable[Row], header: tuple[str, ...], file: Path) -> None:
    again = [*header]
    for line, row in rows:
        if row == again:
            wrong = "repeats the header: see that no other row is there twice, either"
        elif len(row) != len(header):
            wrong = f"has {len(row)} cells, expected {len(header)} as in the header"
        else:
            continue
        raise DataError(f"{file}, row {line} {wrong}.")


def _values(cells: list[str]) -> Floats:
    """Return what each cell means, as `_value` does; numbers alone take half the time."""
    with suppress(ValueError):
        values = np.fromiter(map(float, cells), np.float64, len(cells))
        if np.isfinite(values).all():
            return values
    return np.array([_value(cell) for cell in cells])


def _value(cell: str) -> float:
    """Return the number that a cell means, NaN for a blank; infinity if there is none."""
    number = finite(cell)
    return WORDS.get(cell.lower(), math.inf) if number is None else number
