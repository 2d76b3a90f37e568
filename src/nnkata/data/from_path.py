"""Datasets by path, without a plugin: the description is made from the data themselves.

    folder:PATH   pictures, one folder a class; or a zip or tar file of such folders
    csv:PATH      a table; its last column is the label, or #label=NAME
    h5:PATH       HDF5 with X_train, y_train, X_test and y_test, or X and y
    idx:PATH      a folder of IDX files, or a file of pictures with its labels beside it
    saved:FILE    what `nnkata datasets save` wrote; or any such file with keys as in h5

A path that does not exist is also looked for under NNKATA_DATA. `labelled_arrays` reads
every kind; `describe` makes the dataset description from what it returns, and only
counts the files of a folder, because pictures take long to decode.
"""

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nnkata.data.cache import cached, file_state
from nnkata.data.dataset import Dataset, Split
from nnkata.data.download import cache_folder
from nnkata.data.formats import read_labelled
from nnkata.data.readers import table
from nnkata.data.readers.archive import unpack
from nnkata.data.readers.class_folders import classes_in, labels_of, read_classes
from nnkata.data.readers.idx import read_idx_pairs
from nnkata.data.readers.labelled import Labelled, labelled
from nnkata.data.readers.pictures import Look
from nnkata.data.splits import shuffled, stratified
from nnkata.errors import DataError, did_you_mean

TEST_SHARE = 0.2
LICENCE = "unknown: the data are yours"
CACHED_FROM = 1 << 20  # bytes of a table that is slow enough to read to be cached
OPTIONS = {
    "folder": ("size", "grey", "resize", "skip_broken"),
    "csv": ("label",),
    "h5": (),
    "idx": (),
    "saved": (),
}


class _Source(NamedTuple):
    """A name as it was typed: `kind:PATH#option=value,option`."""

    name: str
    kind: str
    path: Path
    options: Mapping[str, str]


def describe(name: str) -> Dataset:
    """Return the dataset description of a path; if it does not exist, `missing` says so.

    Raises
    ------
    DataError
        If an option is unknown, or the data are damaged or of another format.
    """
    source = _parse(name)
    path = source.path
    if not os.path.exists(path):
        return _nothing(source)
    if not path.is_dir() and not path.is_file():
        raise DataError(f"{path} is a device or pipe, expected a file or folder.")
    if path.is_dir() and source.kind in ("csv", "saved"):
        raise DataError(f"{path} is a folder, expected a file.")
    if source.kind == "folder":
        return _describe_folder(source)
    (X, y), test, classes, facts, _ = labelled_arrays(source)
    y_test = test[1] if test else y[:0]
    return _description(source, X.shape[1:], classes, y, y_test, facts)


def labelled_arrays(source: _Source) -> Labelled:
    """Return the labelled examples at a path; the only place that reads them."""
    return READERS[source.kind](source)


def split(X: NDArray[Any], y: NDArray[np.int64], seed: int) -> Split:
    """Return four fifths of every class to learn from, and the rest to test.

    Raises
    ------
    DataError
        If there are too few examples for a test part.
    """
    parts = stratified(X, y, TEST_SHARE, seed)
    if not len(parts.test[1]):
        raise DataError(
            f"{len(y)} examples of {len(np.unique(y))} classes are too few: a fifth of"
            " each class is kept to test. Bring at least three of each."
        )
    return parts


def _load(source: _Source, seed: int) -> Split:
    data = labelled_arrays(source)
    if data.test is None:
        parts = split(*data.train, seed)
    else:
        parts = Split(data.train, data.test)
        parts = parts if data.ordered else shuffled(parts, seed)
    (X, y), (X_test, y_test) = parts
    if X.ndim == 2:  # a table
        X, X_test = table.impute(X, X_test)
    return Split((X, y), (X_test, y_test))


def _description(
    source: _Source,
    shape: tuple[int, ...],
    classes: tuple[str, ...],
    y: NDArray[np.int64],
    y_test: NDArray[np.int64],
    facts: Mapping[str, Any],
) -> Dataset:
    """Return the description of data with these labels, which `facts` may add to."""
    if not len(y_test):
        (_, y), (_, y_test) = split(y, y, 0)
    fields: dict[str, Any] = {
        "name": source.name,
        "load": lambda seed: _load(source, seed),
        "kind": "table" if len(shape) == 1 else "pictures",
        "classes": classes,
        "shape": shape,
        "counts": (len(y), len(y_test)),
        "base_rate": float(np.bincount(y_test).max() / len(y_test)),
        "availability": "user",
        "licence": LICENCE,
        "source": str(source.path),
        "checksum": _checksum(source.path),
        "missing": lambda: _missing(source.path),
    }
    return Dataset(**{**fields, **facts})


def _nothing(source: _Source) -> Dataset:
    """Return the description of a path that does not exist."""

    def load(seed: int) -> Split:
        raise DataError(f"'{source.name}' cannot be loaded: {_missing(source.path)}.")

    return Dataset(
        name=source.name,
        summary="the path does not exist",
        load=load,
        kind="table",
        classes=(),
        shape=(),
        licence=LICENCE,
        source=str(source.path),
        availability="user",
        base_rate=0.0,
        missing=lambda: _missing(source.path),
    )


# -- one reader for each kind ----------------------------------------------------------


def _describe_folder(source: _Source) -> Dataset:
    with _folder(source) as folder:
        train, test = classes_in(folder)
    y, y_test = labels_of(train), labels_of(test)
    total = len(y) + len(y_test)
    facts = {"summary": f"{total:,} pictures in {len(train)} folders"}
    return _description(source, _look(source).shape, tuple(train), y, y_test, facts)


def _read_folder(source: _Source) -> Labelled:
    look, skip = _look(source), "skip_broken" in source.options
    with _folder(source) as folder:
        train, test = classes_in(folder)
        parts = [
            read_classes(folder, part, look, skip) for part in (train, test) if part
        ]
    return Labelled(parts[0], parts[1] if test else None, tuple(train), {})


def _read_csv(source: _Source) -> Labelled:
    path, label = source.path, source.options.get("label", "")
    size, _ = state = file_state(path)
    if size < CACHED_FROM:
        data: Mapping[str, NDArray[Any]] = table.read_labelled(path, label)
    else:
        key = [str(path.resolve()), label]
        data = cached("tables", key, state, lambda: table.read_labelled(path, label))
    X, y, note = data["X"], data["y"], table.blanks_filled(data["X"])
    facts = {
        "summary": f"{len(y):,} rows of {X.shape[1]} numbers, to tell '{data['label']}'",
        "note": lambda: note,
    }
    return Labelled((X, y), None, tuple(data["classes"].tolist()), facts)


def _read_idx(source: _Source) -> Labelled:
    pairs = read_idx_pairs(source.path)
    keys = ("x_train", "y_train", "x_test", "y_test") if pairs[1:] else ("x", "y")
    arrays = [array for pair in pairs for array in pair]
    data = labelled(dict(zip(keys, arrays, strict=True)), str(source.path))
    total = sum(len(X) for X, _ in pairs)
    return data._replace(facts={"summary": f"{total:,} pictures in IDX files"})


READERS: Mapping[str, Callable[[_Source], Labelled]] = {
    "folder": _read_folder,
    "csv": _read_csv,
    "h5": lambda source: read_labelled(source.path, ".h5"),
    "idx": _read_idx,
    "saved": lambda source: read_labelled(source.path),
}


def _look(source: _Source) -> Look:
    size = source.options.get("size", "64")
    if not size.isdecimal() or not 1 <= int(size) <= 1024:
        raise DataError(
            f"'{source.name}': size must be 1 to 1024 pixels, got '{size}'."
        )
    fit = "resize" if "resize" in source.options else "crop"
    return Look(int(size), int(size), fit, "grey" in source.options)


@contextmanager
def _folder(source: _Source) -> Iterator[Path]:
    """The folder of a source, an archive unpacked; errors name what the user gave."""
    folder = _unpacked(source.path) if source.path.is_file() else source.path
    try:
        yield folder
    except DataError as error:
        message = str(error).replace(str(folder), str(source.path))
        raise DataError(message) from None


def _unpacked(archive: Path) -> Path:
    """Return the folder in the cache that an archive is unpacked to."""
    size, time = file_state(archive)
    identity = f"{archive.resolve()} {size} {time}"
    name = hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:24]
    folder = cache_folder() / "unpacked" / name
    if not folder.is_dir():
        try:
            unpack(archive, folder)
        except DataError:
            if not folder.is_dir():  # else another process was quicker
                raise
    return folder


# -- names and paths -------------------------------------------------------------------


def _parse(name: str) -> _Source:
    kind, _, rest = name.partition(":")
    path, mark, words = rest.rpartition("#")
    if not mark or os.path.exists(_located(rest)):  # a path may hold that sign, too
        return _Source(name, kind, _located(rest), {})
    # A column's name may hold a comma, and no other option stands beside it.
    pairs = [words] if words.startswith("label=") else words.split(",")
    options = {key: value for key, _, value in (pair.partition("=") for pair in pairs)}
    known = OPTIONS[kind]
    for key in options:
        if key not in known:
            raise DataError(
                f"'{name}': unknown option '{key}'.{did_you_mean(key, known)}"
                f" Known: {', '.join(known) or 'none'}."
            )
    return _Source(name, kind, _located(path), options)


def _located(path: str) -> Path:
    plain = Path(path).expanduser()
    data = os.environ.get("NNKATA_DATA")
    if data and not os.path.exists(plain) and not plain.is_absolute():
        return Path(data) / plain
    return plain


def _missing(path: Path) -> str:
    if os.path.exists(path):
        return ""
    return f"{path} does not exist; check the spelling of the path"


def _checksum(path: Path) -> str:
    if not path.is_file():
        return ""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
