"""A user's own data by path, no plugin needed: the card is made from the file itself.

    folder:PATH   pictures, one folder a class; or a zip or tar file of such folders
    csv:PATH      a table; its last column is the label, or #label=NAME
    h5:PATH       HDF5 with X_train, y_train, X_test and y_test, or X and y
    idx:PATH      a folder of IDX files, or a file of pictures with its labels beside it
    saved:FILE    what `nnkata datasets save` wrote; or any such file with keys as in h5

A path that is not there is looked for under NNKATA_DATA, too.
"""

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnkata.data import formats as saved
from nnkata.data.cache import cached, file_state
from nnkata.data.dataset import Dataset, Split
from nnkata.data.download import cache
from nnkata.data.readers import labelled, table
from nnkata.data.readers.archive import unpack
from nnkata.data.readers.class_folders import Classes, classes_in, read_classes
from nnkata.data.readers.h5 import Described
from nnkata.data.readers.idx import find_idx, read_idx
from nnkata.data.readers.pictures import Look
from nnkata.data.splits import shuffled, stratified
from nnkata.errors import DataError, did_you_mean

TEST_SHARE = 0.2
LICENCE = "unknown: the data are yours"
KEPT_FROM = 1 << 20  # bytes of a table that is slow enough to read to be kept
FILES = ("csv", "saved")  # kinds that are no folders
ROW_NUMBERS = ("", "Unnamed: 0")  # what programs call the column they count rows in


@dataclass(frozen=True)
class Named:
    """A name as it was typed: `kind:PATH#option=value,option`."""

    name: str
    path: Path
    options: Mapping[str, str] = field(default_factory=dict)

    def card(
        self,
        summary: str,
        load: Callable[[int], Split],
        labels: labelled.Labels,
        **facts: Any,
    ) -> Dataset:
        """The card of these data; labels without a test part give a fifth to it."""
        train, test, classes = labels
        if not len(test):
            (_, train), (_, test) = split(train, train, 0)
        own: dict[str, Any] = {
            "had": "yours",
            "licence": LICENCE,
            "source": str(self.path),
            "checksum": _checksum(self.path),
            "missing": lambda: _missing(self.path),
        }
        return Dataset(
            name=self.name,
            summary=summary,
            load=load,
            classes=classes,
            counts=(len(train), len(test)),
            base_rate=float(np.bincount(test).max() / len(test)),
            **(own | facts),
        )


def card(name: str) -> Dataset:
    """The card of the data at a path; if nothing is there, `missing` says so.

    Raises
    ------
    DataError
        If an option is unknown, or what is there is damaged or of another form.
    """
    kind, _, rest = name.partition(":")
    make, known = KINDS[kind]
    named = _named(name, rest, known)
    if not os.path.exists(named.path):
        return _nothing(named)
    if not named.path.is_dir() and not named.path.is_file():
        raise DataError(f"{named.path} is a device or pipe, expected a file or folder.")
    if named.path.is_dir() and kind in FILES:
        raise DataError(f"{named.path} is a folder, expected a file.")
    return make(named)


def split(X: NDArray[Any], y: NDArray[np.int64], seed: int) -> Split:
    """Four fifths of every class to learn from; `DataError` if that leaves no test."""
    found = stratified(X, y, TEST_SHARE, seed)
    if not len(found.test[1]):
        raise DataError(
            f"{len(y)} examples of {len(np.unique(y))} classes are too few: a fifth of"
            " each class is kept to test. Bring at least three of each."
        )
    return found


def _folder(named: Named) -> Dataset:
    folder = _unpacked(named.path) if named.path.is_file() else named.path
    with _told_of(named.path, folder):
        train, test = classes_in(folder)
    look = _look(named)
    skip = "skip_broken" in named.options

    def load(seed: int) -> Split:
        with _told_of(named.path, folder):
            X, y = read_classes(folder, train, look, skip)
            if not test:
                return split(X, y, seed)
            return shuffled(Split((X, y), read_classes(folder, test, look, skip)), seed)

    labels = labelled.Labels(_owners(train), _owners(test), tuple(train))
    total = len(labels.train) + len(labels.test)
    summary = f"{total:,} pictures in {len(train)} folders"
    return named.card(summary, load, labels, kind="pictures", shape=look.shape)


def _csv(named: Named) -> Dataset:
    what = [str(named.path.resolve()), named.options.get("label", "")]
    size, _ = state = file_state(named.path)
    if size < KEPT_FROM:
        found: Mapping[str, NDArray[Any]] = _parsed(named)
    else:
        found = cached("tables", what, state, lambda: _parsed(named))
    X, y, classes = found["X"], found["y"], found["classes"].tolist()

    def load(seed: int) -> Split:
        (X_train, y_train), (X_test, y_test) = split(X, y, seed)
        X_train, X_test = table.impute(X_train, X_test)
        return Split((X_train, y_train), (X_test, y_test))

    summary = f"{len(y):,} rows of {X.shape[1]} numbers, to tell '{found['label']}'"
    labels = labelled.Labels(y, y[:0], tuple(classes))
    note = table.blanks_filled(X)
    return named.card(
        summary, load, labels, kind="table", shape=X.shape[1:], note=lambda: note
    )


def _parsed(named: Named) -> dict[str, NDArray[Any]]:
    """A table's features, its labels, and what these are called."""
    rows = table.read_table(named.path)
    label = named.options.get("label", rows.header[-1])
    names = [name for name in rows.header if name != label]
    features = names[1:] if names[:1] and names[0] in ROW_NUMBERS else names
    if not features:
        raise DataError(
            f"{named.path} has no column beside the label '{label}', expected two or more"
            " with a comma, semicolon or tab between them."
        )
    y, classes = table.labels(rows, label)
    if 2 * len(classes) > len(y):
        raise DataError(
            f"{named.path}: the label column '{label}' has {len(classes)} different values"
            f" in {len(y)} rows, expected two rows or more of a class."
            " Name another column with #label=NAME, or bring more rows."
        )
    X = table.numbers(rows, features)
    return {"X": X, "y": y, "classes": np.array(classes), "label": np.array(label)}


def _idx(named: Named) -> Dataset:
    pairs = [_pair(images, beside) for images, beside in find_idx(named.path)]
    X, y = pairs[0]
    X_test, y_test = pairs[1] if len(pairs) > 1 else (None, None)
    labels = labelled.labels(y, y_test, (), str(named.path))

    def load(seed: int) -> Split:
        if X_test is None:
            return split(X, labels.train, seed)
        return shuffled(Split((X, labels.train), (X_test, labels.test)), seed)

    total = sum(len(pictures) for pictures, _ in pairs)
    summary = f"{total:,} pictures in IDX files"
    return named.card(summary, load, labels, kind="pictures", shape=X.shape[1:])


def _h5(named: Named) -> Dataset:
    return _arrays(named, saved.HDF5)


def _saved(named: Named) -> Dataset:
    return _arrays(named, saved.form_of(named.path))


def _arrays(named: Named, form: saved.Form) -> Dataset:
    path = named.path
    found = form.describe(path)
    keys = labelled.find_keys([*found], str(path))
    kind = _check_forms(path, found, keys)
    facts = saved.facts(path, form)
    labels = _labels(path, form, keys)

    def load(seed: int) -> Split:
        X = {key: _examples(path, form, key) for key in (keys.X, keys.X_test) if key}
        if not keys.X_test:
            return split(X[keys.X], labels.train, seed)
        both = Split((X[keys.X], labels.train), (X[keys.X_test], labels.test))
        return both if facts else shuffled(both, seed)  # saved ones stay as they are

    standard = {"summary": f"{kind} in {path.name}", "kind": kind}
    shape = found[keys.X].shape[1:]
    return named.card(load=load, labels=labels, shape=shape, **(standard | facts))


def _pair(images: Path, beside: Path) -> tuple[NDArray[Any], NDArray[Any]]:
    X, y = read_idx(images), read_idx(beside)
    if labelled.check_form(X.shape, X.dtype, str(images)) != "pictures":
        raise DataError(
            f"{images} has the shape {X.shape}, expected pictures: (m, h, w) or"
            " (m, h, w, 3)."
        )
    labelled.same_number(len(X), len(y), f"{images} with {beside.name}")
    return X, y


def _examples(path: Path, form: saved.Form, key: str) -> NDArray[Any]:
    return labelled.examples(form.read(path, [key])[key], f"{path}, '{key}'")


def _labels(path: Path, form: saved.Form, keys: labelled.Keys) -> labelled.Labels:
    wanted = [key for key in (keys.y, keys.y_test, keys.classes) if key]
    found = form.read(path, wanted)
    names = labelled.texts(found[keys.classes], str(path)) if keys.classes else ()
    return labelled.labels(found[keys.y], found.get(keys.y_test), names, str(path))


def _check_forms(
    path: Path, found: Mapping[str, Described], keys: labelled.Keys
) -> str:
    """The kind of both parts, once their shapes and numbers of labels agree."""
    kinds = []
    for X, y in ((keys.X, keys.y), (keys.X_test, keys.y_test)):
        if X:
            where = f"{path}, '{X}'"
            kinds.append(labelled.check_form(*found[X], where))
            count = max(found[y].shape, default=0)
            labelled.same_number(found[X].shape[0], count, where)
            if found[X].shape[1:] != found[keys.X].shape[1:]:
                raise DataError(
                    f"{where} has examples of shape {found[X].shape[1:]}, those of"
                    f" '{keys.X}' are {found[keys.X].shape[1:]}."
                )
    return kinds[0]


def _owners(classes: Classes) -> NDArray[np.int64]:
    return np.repeat(
        np.arange(len(classes)), [len(files) for files in classes.values()]
    )


def _look(named: Named) -> Look:
    text = named.options.get("size", "64")
    if not text.isdecimal() or not 1 <= int(text) <= 1024:
        raise DataError(f"'{named.name}': size must be 1 to 1024 pixels, got '{text}'.")
    fit = "resize" if "resize" in named.options else "crop"
    return Look(int(text), int(text), fit, "grey" in named.options)


def _unpacked(archive: Path) -> Path:
    """The folder that an archive was unpacked to, in the cache."""
    size, time = file_state(archive)
    facts = f"{archive.resolve()} {size} {time}"
    name = hashlib.sha256(facts.encode("utf-8", "surrogatepass")).hexdigest()[:24]
    folder = cache() / "unpacked" / name
    if not folder.is_dir():
        try:
            unpack(archive, folder)
        except DataError:
            if not folder.is_dir():  # else another process was quicker
                raise
    return folder


@contextmanager
def _told_of(given: Path, folder: Path) -> Iterator[None]:
    """Errors name what the user gave, not where an archive was unpacked to."""
    try:
        yield
    except DataError as error:
        raise DataError(str(error).replace(str(folder), str(given))) from None


def _named(name: str, rest: str, known: tuple[str, ...]) -> Named:
    path, mark, words = rest.rpartition("#")
    if not mark or os.path.exists(_located(rest)):  # a path may hold that sign, too
        return Named(name, _located(rest))
    # A column's name may hold a comma, and no other option stands beside it.
    pairs = [words] if words.startswith("label=") else words.split(",")
    options = {key: value for key, _, value in (pair.partition("=") for pair in pairs)}
    for key in options:
        if key not in known:
            raise DataError(
                f"'{name}': unknown option '{key}'.{did_you_mean(key, known)}"
                f" Known: {', '.join(known) or 'none'}."
            )
    return Named(name, _located(path), options)


def _located(path: str) -> Path:
    plain = Path(path).expanduser()
    data = os.environ.get("NNKATA_DATA")
    if data and not os.path.exists(plain) and not plain.is_absolute():
        return Path(data) / plain
    return plain


def _nothing(named: Named) -> Dataset:
    def load(seed: int) -> Split:
        raise DataError(f"'{named.name}' cannot be loaded: {_missing(named.path)}.")

    return Dataset(
        name=named.name,
        summary="nothing is there",
        load=load,
        kind="table",
        classes=(),
        shape=(),
        licence=LICENCE,
        source=str(named.path),
        had="yours",
        base_rate=0.0,
        missing=lambda: _missing(named.path),
    )


def _missing(path: Path) -> str:
    return (
        ""
        if os.path.exists(path)
        else f"{path} does not exist; look at how it is spelt"
    )


def _checksum(path: Path) -> str:
    if not path.is_file():
        return ""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


KINDS: dict[str, tuple[Callable[[Named], Dataset], tuple[str, ...]]] = {
    "folder": (_folder, ("size", "grey", "resize", "skip_broken")),
    "csv": (_csv, ("label",)),
    "h5": (_h5, ()),
    "idx": (_idx, ()),
    "saved": (_saved, ()),
}
