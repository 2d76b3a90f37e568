"""A learner's work in one zip: done marks, hints seen, and the files they wrote.

An export may come from anywhere. What is read from one has a name that is known
beforehand and a size that was counted while reading; an export with anything else in
it is refused as a whole.
"""

import json
import stat
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from nnkata.errors import DataError, did_you_mean
from nnkata.files import atomic_write
from nnkata.version import __version__

FORMAT, VERSION = "nnkata-progress", 1
HEADER = "nnkata.json"
LARGEST = 1 << 20  # bytes of one file
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same work makes the same bytes
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


@dataclass(frozen=True)
class Export:
    """Done marks by slug, hints seen by function, and the learner's files by slug."""

    passed: Mapping[str, str | None] = field(default_factory=dict)
    hints: Mapping[str, int] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)


def write_export(file: Path, export: Export) -> None:
    """Write an export; of the files that exist, only an export is replaced."""
    if file.exists() and not _is_export(file):
        raise DataError(f"{file} is not an export of nnkata. Name another file.")
    header = {"format": FORMAT, "version": VERSION, "nnkata": __version__}
    header |= {"passed": dict(export.passed), "hints": dict(export.hints)}
    entries = {HEADER: json.dumps(header, indent=2, sort_keys=True).encode()}
    entries |= {_entry(slug): data for slug, data in sorted(export.files.items())}
    with atomic_write(file) as part, zipfile.ZipFile(part, "w") as archive:
        for name, data in entries.items():
            info = zipfile.ZipInfo(name, LONG_AGO)
            archive.writestr(info, data, zipfile.ZIP_DEFLATED)


def read_export(file: Path, slugs: Iterable[str]) -> Export:
    """Return the export in a file, for a workspace with these katas.

    Raises
    ------
    DataError
        If it is damaged, not an export, or holds anything that does not belong into one.
    """
    known = {_entry(slug): slug for slug in slugs}
    try:
        with zipfile.ZipFile(file) as archive:
            entries = _entries(archive, known)
        header = _header(entries.pop(HEADER, b""))
    except DataError as error:
        raise DataError(f"{file} was refused; nothing was changed: {error}.") from None
    except OSError as error:
        raise DataError(f"{file} cannot be read: {error.strerror or error}.") from None
    except BROKEN as error:
        raise DataError(f"{file} is not a zip file, or is damaged: {error}.") from None
    files = {known[name]: data for name, data in entries.items()}
    return Export(header["passed"], header["hints"], files)


def _entry(slug: str) -> str:
    return f"katas/{slug}/{slug}.py"


def _entries(archive: zipfile.ZipFile, known: Iterable[str]) -> dict[str, bytes]:
    """Return the content of every file by name; `DataError` if one does not belong."""
    entries: dict[str, bytes] = {}
    for info in archive.infolist():
        name = info.filename
        path = PurePosixPath(name.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in name:
            raise DataError(f"'{name}' leads out of the workspace")
        if name not in known and name != HEADER:
            raise DataError(
                f"'{name}' is not a file of a kata here.{did_you_mean(name, known)}"
                " If a newer nnkata wrote it, update nnkata and the workspace first"
            )
        if name in entries:
            raise DataError(f"'{name}' is in it twice")
        entries[name] = _content(archive, info)
    return entries


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    if stat.S_IFMT(info.external_attr >> 16) not in (0, stat.S_IFREG):
        raise DataError(f"'{info.filename}' is not a regular file")
    with archive.open(info) as stream:
        data = stream.read(LARGEST + 1)  # a header may lie about the size
    if len(data) > LARGEST:
        raise DataError(f"'{info.filename}' is larger than {LARGEST:,} bytes")
    return data


def _header(data: bytes) -> dict[str, Any]:
    try:
        header: dict[str, Any] = json.loads(data)
        version = f"{header['format']} {header['version']}"
        if version != f"{FORMAT} {VERSION}":
            raise DataError(f"expected {FORMAT} {VERSION}, got {version}")
        passed, counts = header["passed"].values(), header["hints"].values()
        sound = all(isinstance(spec, str | None) for spec in passed)
        if sound and all(type(n) is int and 0 <= n < 100 for n in counts):
            return header
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        pass
    raise DataError(f"its {HEADER} is missing or damaged")


def _is_export(file: Path) -> bool:
    try:
        with zipfile.ZipFile(file) as archive:
            return bool(_header(_content(archive, archive.getinfo(HEADER))))
    except (OSError, KeyError, DataError, *BROKEN):
        return False
