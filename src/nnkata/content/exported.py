"""A learner's work in one zip: done marks, hints seen, and the files they wrote.

A parcel may come from anywhere. What is taken out of one has a name that is known
beforehand, a size that was counted while reading, and a place of its own in the
workspace; a parcel with anything else in it is refused as a whole.
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
class Parcel:
    """Done marks by slug, hints seen by function, and the learner's files by slug."""

    passed: Mapping[str, str | None] = field(default_factory=dict)
    hints: Mapping[str, int] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)


def write_parcel(file: Path, parcel: Parcel) -> None:
    """Write a parcel whole; only a file that is a parcel is replaced."""
    if file.exists() and not _is_parcel(file):
        raise DataError(f"{file} exists and is no export of nnkata. Name another file.")
    header = {"format": FORMAT, "version": VERSION, "nnkata": __version__}
    header |= {"passed": dict(parcel.passed), "hints": dict(parcel.hints)}
    text = json.dumps(header, indent=2, sort_keys=True)
    entries = {HEADER: text.encode()}
    entries |= {_entry(slug): data for slug, data in sorted(parcel.files.items())}
    with atomic_write(file) as part, zipfile.ZipFile(part, "w") as archive:
        for name, data in entries.items():
            info = zipfile.ZipInfo(name, LONG_AGO)
            archive.writestr(info, data, zipfile.ZIP_DEFLATED)


def read_parcel(file: Path, slugs: Iterable[str]) -> Parcel:
    """A parcel for a workspace with these katas.

    Raises
    ------
    DataError
        If it is damaged, not ours, or holds anything that does not belong into one.
    """
    known = {_entry(slug): slug for slug in slugs}
    try:
        with zipfile.ZipFile(file) as archive:
            infos = archive.infolist()
            _check_names(file, [info.filename for info in infos], known)
            data = {info.filename: _data(file, archive, info) for info in infos}
    except OSError as error:
        raise DataError(f"{file} cannot be read: {error.strerror or error}.") from None
    except BROKEN as error:
        raise DataError(f"{file} is no zip file, or it is damaged: {error}.") from None
    header = _header(file, data)
    files = {known[name]: text for name, text in data.items() if name in known}
    return Parcel(header["passed"], header["hints"], files)


def _entry(slug: str) -> str:
    return f"katas/{slug}/{slug}.py"


def _check_names(file: Path, names: list[str], known: Mapping[str, str]) -> None:
    for name in names:
        path = PurePosixPath(name.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in "".join(path.parts[:1]):
            raise _refused(file, f"'{name}' leads out of the workspace")
        if names.count(name) > 1:
            raise _refused(file, f"'{name}' is in it twice")
        if name not in known and name != HEADER:
            raise _refused(
                file,
                f"'{name}' is no file of a kata here.{did_you_mean(name, known)}"
                " If a newer nnkata wrote it, update nnkata and the workspace first",
            )


def _data(file: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    mode = info.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        raise _refused(file, f"'{info.filename}' is a link or no plain file")
    with archive.open(info) as stream:
        data = stream.read(LARGEST + 1)  # a header may lie about the size
    if len(data) > LARGEST:
        raise _refused(file, f"'{info.filename}' is larger than {LARGEST:,} bytes")
    return data


def _header(file: Path, data: Mapping[str, bytes]) -> dict[str, Any]:
    try:
        header = json.loads(data[HEADER])
        found = header["format"], header["version"]
        passed, hints = header["passed"], header["hints"]
        sound = all(isinstance(v, str | None) for v in passed.values())
        sound = sound and all(type(v) is int and 0 <= v < 100 for v in hints.values())
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise _refused(file, f"it has no sound {HEADER}") from None
    if found != (FORMAT, VERSION) or not sound:
        raise _refused(file, f"expected {FORMAT} {VERSION}, got {found[0]} {found[1]}")
    return dict(header)


def _refused(file: Path, why: str) -> DataError:
    return DataError(f"{file} was refused, and nothing was changed: {why}.")


def _is_parcel(file: Path) -> bool:
    try:
        with zipfile.ZipFile(file) as archive:
            _header(file, {HEADER: archive.read(HEADER)})
    except (OSError, KeyError, DataError, *BROKEN):
        return False
    return True
