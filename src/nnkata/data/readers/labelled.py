"""Check arrays of unknown origin, and bring them to the form that every dataset has.

Pictures are uint8, tables are finite float64, labels are 0, 1, ... with a name each.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nnkata.data.readers import LARGEST
from nnkata.data.readers.array_files import ArraysByKey
from nnkata.data.readers.class_names import class_names, value_of
from nnkata.errors import DataError

MOST_CLASSES = 1000
# The words of usual keys, such as `y_test` and `train_set_x`.
WORDS = {"images": "x", "data": "x", "labels": "y", "target": "y", "set": ""}
WORDS |= {"image": "x", "label": "y", "targets": "y"}
WORDS |= dict.fromkeys(("val", "valid", "validation", "dev"), "test")
PARTS = ("train x", "train y", "test x", "test y")
USUAL = (PARTS, ("x", "y"), PARTS[:2])
ABOUT = "about"  # what `nnkata datasets save` says of the arrays
CLASSES = ("classes", "list_classes", "class_names", "target_names")

Part = tuple[NDArray[Any], NDArray[Any]]


class Labelled(NamedTuple):
    """Examples with their labels 0, 1, ..., and what the labels mean.

    Attributes
    ----------
    parts : sequence of (ndarray, ndarray)
        Examples X and labels y to learn from and to test, or of all data in one part.
    classes : tuple of str
        The name of each label.
    facts : mapping
        Further fields of the dataset description, such as its summary.
    notes : sequence of str
        What users should know about how the data were read.
    ordered : bool
        Whether the examples are shuffled already and keep their order.
    """

    parts: Sequence[Part]
    classes: tuple[str, ...]
    facts: Mapping[str, Any]
    notes: Sequence[str] = ()
    ordered: bool = False


def labelled(arrays: ArraysByKey, path: Path) -> Labelled:
    """Return the examples and labels among arrays with the usual keys.

    Labels are numbered by their order; where the classes have names, the labels must be
    0, 1, ... already.

    Raises
    ------
    DataError
        If the usual keys are missing, or the arrays are not examples and labels; if a
        number is missing or infinite; if a label is out of range, all are equal, or the
        test part has a label that the other part has not.
    """
    keys = _usual_keys(arrays, path)
    pairs = zip(keys[::2], keys[1::2], strict=True)
    parts = [_part(arrays, X, y, path) for X, y in pairs]
    shape, test_shape = parts[0][0].shape[1:], parts[-1][0].shape[1:]
    if test_shape != shape:
        raise DataError(
            f"{path}, '{keys[2]}' has examples of shape {test_shape}, those of"
            f" '{keys[0]}' are {shape}."
        )
    names = [key for key in arrays if key.lower() in CLASSES]
    unread = sorted({*arrays} - {*keys, *names, ABOUT})
    classes = _strings(arrays[names[0]](), path) if names else ()
    labels, classes, notes = _labels([y for _, y in parts], classes, path)
    parts = [(X, y) for (X, _), y in zip(parts, labels, strict=True)]
    kind = "table" if len(shape) == 1 else "pictures"
    if unread:
        notes += (f"arrays that are not read: {', '.join(unread)}",)
    facts = {"summary": f"{kind} in {path.resolve().name}"}
    return Labelled(parts, classes, facts, notes)


def _usual_keys(keys: Iterable[str], where: Path) -> list[str]:
    """Return the keys of X and y, and those of the part to test if there is one."""
    # Of several parts to test, the one called test goes before.
    keys = sorted(keys, key=lambda key: ("test" in key.lower(), key))
    known = {_plain_key(key): key for key in keys}
    for usual in USUAL:
        if all(name in known for name in usual):
            return [known[name] for name in usual]
    listed = ", ".join(keys[:12]) + ", ..." * (len(keys) > 12)
    raise DataError(
        f"{where} has the keys {listed or '(none)'}; expected X_train, y_train,"
        " X_test and y_test, or X and y. Rename them."
    )


def _plain_key(key: str) -> str:
    """Return a key as `USUAL` has it: "test y" for `y_test`, and for `test/labels`."""
    words = {WORDS.get(word, word) for word in re.split("[_/]", key.lower())}
    return " ".join(sorted(words - {""}))


def _part(arrays: ArraysByKey, X: str, y: str, where: Path) -> Part:
    examples = _examples(arrays[X](), f"{where}, '{X}'")
    labels = _flat(arrays[y](), where)
    m, count = len(examples), len(labels)
    if m != count:
        raise DataError(f"{where}, '{X}' holds {m:,} examples and {count:,} labels.")
    return examples, labels


def _examples(X: NDArray[Any], where: str) -> NDArray[Any]:
    """Return pictures as they are, and a table as float64."""
    if 0 in X.shape:
        raise DataError(f"{where} has the shape {X.shape}: it holds no examples.")
    if X.ndim == 2:
        return _table(X, where)
    if X.ndim != 3 and (X.ndim != 4 or X.shape[3] not in (1, 3)):
        raise DataError(
            f"{where} has the shape {X.shape}, expected (m, n) for a table,"
            " (m, h, w) or (m, h, w, 3) for pictures, with the colours last."
        )
    if X.dtype != np.uint8:
        raise DataError(
            f"{where}: pictures as {X.dtype}, expected uint8, 0 to 255. Of numbers from"
            " 0 to 1, save (255 * X).round().astype('uint8')."
        )
    return X[..., 0] if X.shape[3:] == (1,) else X  # one channel is grey


def _table(X: NDArray[Any], where: str) -> NDArray[np.float64]:
    if X.dtype.kind not in "biuf":
        raise DataError(f"{where} holds {X.dtype}, expected numbers.")
    table = X.astype(np.float64)
    wrong = np.argwhere(~(np.abs(table) <= LARGEST))
    if len(wrong):
        row, column = wrong[0].tolist()
        raise DataError(
            f"{where} holds {len(wrong):,} values that are not numbers up to 1e100, the first"
            f" ({table[row, column]}) at row {row}, column {column}. Fill or remove them."
        )
    return table


def _flat(y: NDArray[Any], where: Path) -> NDArray[Any]:
    """Return labels of shape (m,), (m, 1) or (1, m) as (m,), integers or strings."""
    if y.size != max(y.shape, default=0):
        raise DataError(
            f"{where} has labels of shape {y.shape}, expected (m,). Of one-hot rows, keep"
            " the column of the 1: y.argmax(axis=1)."
        )
    flat = y.reshape(-1)
    if flat.dtype.kind not in "biufSU":
        raise DataError(f"{where} has labels of {flat.dtype}, expected integers.")
    if flat.dtype.kind != "f":
        return flat
    wrong = flat[~np.isfinite(flat) | (flat != np.round(flat))]
    if len(wrong):
        raise DataError(f"{where} holds the label {wrong[0]}, expected integers.")
    return flat.astype(np.int64)


def _strings(array: NDArray[Any], where: Path) -> tuple[str, ...]:
    if array.dtype.kind not in "SUiu" or array.ndim != 1:
        raise DataError(f"{where}: the names of the classes are not a list of strings.")
    return tuple(map(_text, array.tolist()))


def _labels(
    parts: Sequence[NDArray[Any]], names: tuple[str, ...], where: Path
) -> tuple[list[NDArray[np.int64]], tuple[str, ...], tuple[str, ...]]:
    """Return the labels of each part as 0, 1, ..., what they mean, and notes on spellings."""
    if any(y.dtype.kind not in "SU" for y in parts):
        return *_numbered(parts, names, where, _text), ()
    unique = [np.unique(y, return_inverse=True) for y in parts]
    texts = [[_text(value) for value in values.tolist()] for values, _ in unique]
    found = class_names(text for some in texts for text in some)
    if names and not {*map(value_of, found.classes)} <= {*map(value_of, names)}:
        return *_numbered(parts, names, where, _text), ()
    numbers = [np.array([found.labels[text] for text in some]) for some in texts]
    labels = [of[i] for of, (_, i) in zip(numbers, unique, strict=True)]
    return *_numbered(labels, (), where, found.classes.__getitem__), found.notes


def _numbered(
    parts: Sequence[NDArray[Any]],
    names: tuple[str, ...],
    where: Path,
    text: Callable[[Any], str],
) -> tuple[list[NDArray[np.int64]], tuple[str, ...]]:
    """Return the labels of each part as 0, 1, ..., and the name of each number."""
    values = np.unique(parts[0])
    known = np.arange(len(names)) if names else values
    unknown = np.setdiff1d(np.concatenate(parts), known)
    if len(unknown):
        raise DataError(
            f"{where} holds the label {text(unknown.tolist()[0])}, which is out of range:"
            f" expected one of {', '.join(map(text, known.tolist()[:12]))}."
        )
    if not 2 <= len(values) <= MOST_CLASSES:
        raise DataError(
            f"{where} holds {len(values)} different labels, expected 2 to {MOST_CLASSES}."
        )
    classes = names or tuple(map(text, values.tolist()))
    return [np.searchsorted(known, y) for y in parts], classes


def _text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
