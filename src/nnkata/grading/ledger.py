"""The ledger of a class: every final mark, on the disk before it counts.

A text file, one JSON object a line. The first has `format`, `version`, and what all marks
have in common, such as the digest of the `secret`; each other one is a `mark`, which has
the version of the spec that it is for. A line that was being written when the grading was
stopped is left out, and graded again; so is a file whose spec has changed since.
"""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO, FileIO
from pathlib import Path
from typing import Any

from nnkata.errors import NnkataError, WriteError
from nnkata.grading.mark import Mark, mark_from, to_data

FORMAT, VERSION = "nnkata-ledger", 1
Key = tuple[
    str, str, str, str
]  # student, kata, digest of the file, version of the spec


class Ledger:
    """The marks of a class that are final; see `open_ledger`.

    Attributes
    ----------
    marks : dict
        By student, kata, the digest of the file that was graded, and the spec's version.
    """

    def __init__(self, file: FileIO, path: Path) -> None:
        self.marks: dict[Key, Mark] = {}
        self._file, self._path = file, path

    def add(self, mark: Mark) -> Mark:
        """Write a final mark; return the one that counts: the first of a file."""
        key = _key(mark)
        if key not in self.marks:
            self.write({"mark": to_data(mark)})
            self.marks[key] = mark
        return self.marks[key]

    def write(self, record: Mapping[str, Any]) -> None:
        """Append a line; it is on the disk when this returns."""
        line = memoryview(json.dumps(record).encode() + b"\n")
        try:
            while line:
                line = line[self._file.write(line) :]
            os.fsync(self._file.fileno())
        except OSError as error:
            raise WriteError(
                f"{self._path} cannot be written: {error.strerror}. What it has is kept:"
                " make room, and run the command again."
            ) from None


@contextmanager
def open_ledger(path: Path, facts: Mapping[str, Any]) -> Iterator[Ledger]:
    """Open a ledger for one grading, or begin it; `facts` must be those of its beginning.

    Raises
    ------
    NnkataError
        If it is of another class, damaged, or in use.
    """
    facts = {"format": FORMAT, "version": VERSION, **facts}
    with _locked(path) as file:
        ledger, records = Ledger(file, path), list(_records(file, path))
        header = records[0] if records else facts
        if not records:
            ledger.write(facts)
            _write_folder(path.parent)
        if header != facts:
            raise NnkataError(
                f"{path} was begun with {_difference(header, facts)}."
                " Go on as it was begun, or grade into another folder: --out DIR."
            )
        for mark in (mark_from(record["mark"]) for record in records[1:]):
            ledger.marks.setdefault(_key(mark), mark)
        yield ledger


@contextmanager
def _locked(path: Path) -> Iterator[FileIO]:
    """Open a file that one process alone may write to."""
    import fcntl  # where there are walls

    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = path.open("ab+", buffering=0)
    except OSError as error:
        raise WriteError(f"{path} cannot be written: {error.strerror}.") from None
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise NnkataError(
                f"{path} is in use: another grading goes on. Wait for its end."
            ) from None
        yield file


def _records(file: FileIO, path: Path) -> Iterator[dict[str, Any]]:
    """Yield the lines of a ledger; cut off a last one that is not whole."""
    file.seek(0)
    whole = 0
    for number, line in enumerate(BytesIO(file.readall()), 1):
        if not line.endswith(b"\n"):
            file.truncate(whole)
            return
        whole += len(line)
        try:
            yield json.loads(line)
        except ValueError:
            raise NnkataError(
                f"{path}, line {number}, is damaged: it is no JSON. Restore the file from"
                " a copy, or grade into another folder: --out DIR."
            ) from None


def _key(mark: Mark) -> Key:
    return mark.student, mark.kata, mark.digest, mark.spec


def _difference(header: Mapping[str, Any], facts: Mapping[str, Any]) -> str:
    """Return what a ledger was begun with that is not so now."""
    names = [
        name for name in {**header, **facts} if header.get(name) != facts.get(name)
    ]
    return " and ".join(f"another {name} ({header.get(name)})" for name in names)


def _write_folder(folder: Path) -> None:
    """Write the names of a folder's files to the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
