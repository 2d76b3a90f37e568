"""Datasets by path, without a plugin: the description is made from the data themselves.

    folder:PATH   pictures, one folder a class; or a zip or tar file of such folders
    csv:PATH      a table, or square pictures where its columns are pixel0, pixel1, ...;
                  its label is the column called label, else the last, or #label=NAME
    h5:PATH       HDF5 with X_train, y_train, X_test and y_test, or X and y
    idx:PATH      a folder of IDX files, or a file of pictures with its labels beside it
    saved:FILE    what `nnkata datasets save` wrote; or any such file with keys as in h5

A path that does not exist is also looked for under NNKATA_DATA. `READERS` has the one
function for each kind that reads the labelled examples; `describe` makes the dataset
description from what it returns, and only counts the files of a folder, because pictures
take long to decode.
"""

import math
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from difflib import get_close_matches
from functools import partial
from operator import getitem
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nnkata.data.dataset import Dataset, Split
from nnkata.data.formats import format_of, read_labelled
from nnkata.data.local_files import (
    cache_folder,
    file_state,
    hashed,
    is_open,
    no_own_folder,
    own_folder,
)
from nnkata.data.readers import table
from nnkata.data.readers.archive import unpack
from nnkata.data.readers.array_files import h5_arrays
from nnkata.data.readers.class_folders import (
    classes_in,
    labels_of,
    named_as_parts,
    read_classes,
    unread_files,
)
from nnkata.data.readers.idx import idx_arrays
from nnkata.data.readers.labelled import Labelled
from nnkata.data.readers.pictures import Look
from nnkata.data.splits import reordered, shuffled, stratified
from nnkata.errors import DataError, did_you_mean
from nnkata.files import sha256_of

OPTIONS = {"folder": ("size", "grey", "resize", "skip_broken"), "csv": ("label",)}
NOTHING: dict[str, Any] = {"classes": (), "shape": (), "base_rate": 0.0}
NOTHING |= {"summary": "the path does not exist", "kind": "table"}


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
    fields: dict[str, Any] = {
        "load": partial(_load, source, None),
        "licence": "unknown: the data are yours",
        "source": str(source.path),
        "missing": partial(_missing, source.path),
        **(_facts(source) if os.path.exists(source.path) else NOTHING),
    }
    return Dataset(name, availability="user", **fields)


def _split(X: NDArray[Any], y: NDArray[np.int64], seed: int) -> Split:
    """Return four fifths of every class to learn from, and the rest to test.

    Raises
    ------
    DataError
        If there are too few examples for a test part of two classes or more.
    """
    parts = stratified(X, y, 0.2, seed)
    if len(np.unique(parts.test[1])) < 2:
        raise DataError(
            f"{len(y)} examples of {len(np.unique(y))} classes are too few, or too few of"
            " the rarer ones, to test on a fifth of each: bring 5 of each."
        )
    return parts


def _load(source: _Source, data: Labelled | None, seed: int) -> Split:
    if missing := _missing(source.path):
        raise DataError(f"'{source.name}' cannot be loaded: {missing}.")
    data = data or READERS[source.kind](source)
    # Nothing else refers to decoded pictures, and they may be too many to be there twice.
    take = reordered if source.kind == "folder" else getitem
    (X, y), (X_test, y_test) = _parts(data, take, seed)
    if X.ndim == 2 and (np.isnan(X).any() or np.isnan(X_test).any()):
        X, X_test = table.impute(X, X_test)
    return Split((X, y), (X_test, y_test))


def _parts(data: Labelled, take: Callable[[Any, Any], Any], seed: int) -> Split:
    """Return both parts; `take` returns the given examples in an order of indices."""
    X, y = data.parts[0]
    if data.parts[1:]:
        if data.ordered:
            return Split(*data.parts)
        (order, y), test = shuffled(Split((np.arange(len(y)), y), data.parts[1]), seed)
        return Split((take(X, order), y), test)
    (train, y), (test, y_test) = _split(np.arange(len(y)), y, seed)
    X = take(X, np.concatenate([train, test]))
    return Split((X[: len(train)], y), (X[len(train) :], y_test))


def _facts(source: _Source) -> dict[str, Any]:
    """Return the fields of the dataset description that the data themselves decide."""
    path, kind = source.path, source.kind
    if not path.is_dir() and not path.is_file():
        raise DataError(f"{path} is a device or pipe, expected a file or folder.")
    if path.is_dir() and kind in ("csv", "saved"):
        raise DataError(f"{path} is a folder, expected a file.")
    read = partial(_read_folder, decode=False) if kind == "folder" else READERS[kind]
    data = read(source)
    parts, classes = data.parts, data.classes
    X, y = parts[0]
    (_, y_train), (_, y_test) = parts if parts[1:] else _split(y, y, 0)
    untested = [name for label, name in enumerate(classes) if label not in y_test]
    notes = "; ".join([*data.notes, *_untested(untested)])
    return {
        "kind": "table" if X.ndim == 2 else "pictures",
        "classes": classes,
        "shape": X.shape[1:],
        "counts": (len(y_train), len(y_test)),
        "base_rate": float(np.bincount(y_test).max() / len(y_test)),
        "checksum": sha256_of(path) if path.is_file() else "",
        # A table is parsed once; pictures may be large, and are not kept.
        "load": partial(_load, source, data if kind == "csv" else None),
        "note": lambda: notes,
        **data.facts,
    }


def _untested(classes: Sequence[str]) -> Iterator[str]:
    if classes:
        listed = ", ".join(classes[:5]) + ", ..." * (len(classes) > 5)
        yield f"no example to test on of {len(classes)} of the classes: {listed}"


# -- one reader for each kind ----------------------------------------------------------


def _read_folder(source: _Source, decode: bool = True) -> Labelled:
    """Return the pictures and labels; without `decode`, no pictures beside the labels."""
    look, skip = _look(source), "skip_broken" in source.options
    with _folder(source) as folder:
        classes = classes_in(folder)
        labels = [labels_of(part) for part in classes]
        none = np.empty((0, *look.shape), np.uint8)
        parts = [(none, y) for y in labels]
        if decode:
            parts = [read_classes(folder, part, look, skip) for part in classes]
        files = [f for part in classes for members in part.values() for f in members]
        notes = (
            [] if decode else [named_as_parts(classes[0]), unread_files(folder, files)]
        )
    summary = f"{sum(map(len, labels)):,} pictures in {len(classes[0])} folders"
    return Labelled(
        parts, tuple(classes[0]), {"summary": summary}, [*filter(None, notes)]
    )


def _read_csv(source: _Source) -> Labelled:
    path, label = source.path, source.options.get("label", "")
    data = table.read_labelled(path, label)
    X, y = data["X"], data["y"]
    summary = f"{len(y):,} rows of {X.shape[1]} numbers, to tell '{data['label']}'"
    if _are_pixels(data["names"].tolist(), X):
        X = X.astype(np.uint8).reshape(len(X), math.isqrt(X.shape[1]), -1)
        summary = f"{len(y):,} rows of {X.shape[1]} x {X.shape[2]} pixels"
    notes, blanks = data["notes"].tolist(), np.isnan(X).sum()
    if blanks:
        notes += [f"{blanks:,} blanks, filled with the means of the part to learn from"]
    facts = {"summary": summary}
    return Labelled([(X, y)], tuple(data["classes"].tolist()), facts, notes)


def _are_pixels(names: Sequence[str], X: NDArray[Any]) -> bool:
    """Return whether a table has a square picture in each row, as Kaggle writes MNIST."""
    are_named = all(table.PIXEL.fullmatch(name) for name in names)
    if not are_named or math.isqrt(len(names)) ** 2 != len(names) or len(names) < 64:
        return False
    return bool(((X >= 0) & (X <= 255) & (np.trunc(X) == X)).all())


READERS: Mapping[str, Callable[[_Source], Labelled]] = {
    "folder": _read_folder,
    "csv": _read_csv,
    "h5": lambda source: read_labelled(source.path, h5_arrays),
    "idx": lambda source: read_labelled(source.path, idx_arrays),
    "saved": lambda source: read_labelled(source.path, format_of(source.path).read),
}


def _look(source: _Source) -> Look:
    size = source.options.get("size", "64")
    if not size.isdecimal() or not 1 <= int(size) <= 1024:
        raise DataError(f"{source.name}: size must be 1 to 1024 pixels, got {size}.")
    fit = "resize" if "resize" in source.options else "crop"
    return Look(int(size), int(size), fit, "grey" in source.options)


@contextmanager
def _folder(source: _Source) -> Iterator[Path]:
    """Give the folder, of an archive the unpacked one; errors name the path as typed."""
    folder = _unpacked(source.path) if source.path.is_file() else source.path
    try:
        yield folder
    except DataError as error:
        message = str(error).replace(str(folder), str(source.path))
        raise DataError(message) from None


def _unpacked(archive: Path) -> Path:
    """Return the folder in the cache that an archive is unpacked to."""
    identity = hashed([str(archive.resolve()), file_state(archive)])
    folder = cache_folder() / "unpacked" / identity
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
    if not rest.strip() or "://" in rest:
        what = "is an address: download it first" if rest.strip() else "has no path"
        raise DataError(f"'{name}' {what}. Expected a file or folder: {kind}:PATH.")
    path, mark, words = rest.rpartition("#")
    if not mark or os.path.exists(_located(rest)):  # a path may hold that sign, too
        return _Source(name, kind, _located(rest), {})
    # A column's name may hold a comma, and no other option stands beside it.
    pairs = [words] if words.startswith("label=") else words.split(",")
    options = {key: value for key, _, value in (pair.partition("=") for pair in pairs)}
    known = OPTIONS.get(kind, ())
    for key in options:
        if key not in known:
            hint = f"{did_you_mean(key, known)} Known: {', '.join(known) or 'none'}."
            raise DataError(f"'{name}': unknown option '{key}'.{hint}")
    return _Source(name, kind, _located(path), options)


def _located(path: str) -> Path:
    plain = Path(path).expanduser()
    own = own_folder()
    # An absolute path stays what it is.
    return own / plain if own and not os.path.exists(plain) else plain


def absolute(name: str) -> str:
    """Return the name of a path for a process that runs in another folder."""
    source = _parse(name)
    words = ",".join(f"{k}={v}" if v else k for k, v in source.options.items())
    path = os.path.abspath(source.path)
    return f"{source.kind}:{path}" + (f"#{words}" if words else "")


def _missing(path: Path) -> str:
    if os.path.exists(path):
        return ""
    near: list[str] = []
    if os.path.isdir(path.parent) and not is_open(path.parent):
        return f"{path.parent} cannot be opened: permission denied"
    with suppress(OSError):
        near = get_close_matches(path.name, os.listdir(path.parent), n=1)
    hint = f"but '{near[0]}' does" if near else f"check its spelling{no_own_folder()}"
    return f"{path} does not exist; {hint}"
