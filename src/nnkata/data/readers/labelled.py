"""Check arrays of unknown origin, and bring them to the form that every dataset has.

Pictures are uint8, tables are finite float64, labels are 0, 1, ... with a name each.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nnkata.errors import DataError

MOST_CLASSES = 1000
ROLES = ("X", "y", "X_test", "y_test")
# The usual keys of files: of both parts, or of all examples.
PARTS = (
    ("x_train", "y_train", "x_test", "y_test"),
    ("train_x", "train_y", "test_x", "test_y"),
    ("train_set_x", "train_set_y", "test_set_x", "test_set_y"),
    ("train_images", "train_labels", "test_images", "test_labels"),
    ("train_data", "train_labels", "test_data", "test_labels"),
)
WHOLES = (
    *(("x", "y"), ("images", "labels"), ("data", "labels"), ("data", "target")),
    *(keys[:2] for keys in PARTS),
)
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
    ordered : bool
        Whether the examples are shuffled already and keep their order.
    """

    parts: Sequence[Part]
    classes: tuple[str, ...]
    facts: Mapping[str, Any]
    ordered: bool = False


def find_keys(keys: Iterable[str], where: str) -> dict[str, str]:
    """Return which of the keys hold X and y, and X_test, y_test and the classes if any.

    Raises
    ------
    DataError
        If the usual keys of X and y, in any case, are missing.
    """
    known = {key.lower(): key for key in keys}
    classes = [name for name in CLASSES if name in known][:1]
    for usual in (*PARTS, *WHOLES):
        if all(name in known for name in usual):
            roles = (*ROLES[: len(usual)], "classes")
            names = zip(roles, [*usual, *classes], strict=False)
            return {role: known[name] for role, name in names}
    raise DataError(
        f"{where} has the keys {', '.join(sorted(known.values())) or '(none)'}; expected"
        " X_train, y_train, X_test and y_test, or X and y. Rename them."
    )


def labelled(arrays: Mapping[str, NDArray[Any]], where: str) -> Labelled:
    """Return the examples and labels among arrays with the usual keys.

    Labels are numbered by their order; where the classes have names, the labels must be
    0, 1, ... already.

    Raises
    ------
    DataError
        If the arrays are not examples and labels, or a number is missing or infinite;
        if a label is out of range, all are equal, or the test part has a label that the
        other part has not.
    """
    keys = find_keys(arrays, where)
    parts = [_part(arrays, keys["X"], keys["y"], where)]
    if "X_test" in keys:
        parts.append(_part(arrays, keys["X_test"], keys["y_test"], where))
        shape, expected = (X.shape[1:] for X, _ in reversed(parts))
        if shape != expected:
            raise DataError(
                f"{where}, '{keys['X_test']}' has examples of shape {shape}, those of"
                f" '{keys['X']}' are {expected}."
            )
    names = _strings(arrays[keys["classes"]], where) if "classes" in keys else ()
    labels, classes = _numbered([y for _, y in parts], names, where)
    examples = [X for X, _ in parts]
    return Labelled(list(zip(examples, labels, strict=True)), classes, {})


def _part(arrays: Mapping[str, NDArray[Any]], X: str, y: str, where: str) -> Part:
    examples = _examples(arrays[X], f"{where}, '{X}'")
    labels = _flat(arrays[y], where)
    if len(examples) != len(labels):
        raise DataError(
            f"{where}, '{X}' holds {len(examples):,} examples and {len(labels):,} labels,"
            " expected one label for each."
        )
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
            " (m, h, w) or (m, h, w, 3) for pictures."
        )
    if X.dtype != np.uint8:
        raise DataError(
            f"{where} holds pictures as {X.dtype}, expected uint8 from 0 to 255. Scale"
            " the values to that range, round them, and save them as uint8."
        )
    return X


def _table(X: NDArray[Any], where: str) -> NDArray[np.float64]:
    if X.dtype.kind not in "biuf":
        raise DataError(f"{where} holds {X.dtype}, expected numbers.")
    table = X.astype(np.float64)
    wrong = np.argwhere(~np.isfinite(table))
    if len(wrong):
        row, column = wrong[0].tolist()
        raise DataError(
            f"{where} holds {len(wrong):,} values that are not finite numbers, the first"
            f" ({table[row, column]}) at row {row}, column {column}. Fill or remove them."
        )
    return table


def _numbered(
    parts: Sequence[NDArray[Any]], names: Sequence[str], where: str
) -> tuple[list[NDArray[np.int64]], tuple[str, ...]]:
    """Return the labels of each part as 0, 1, ..., and the name of each number."""
    values = np.unique(parts[0])
    known = np.arange(len(names)) if names else values
    unknown = np.setdiff1d(np.concatenate(parts), known)
    if len(unknown):
        raise DataError(
            f"{where} holds the label {_text(unknown.tolist()[0])}, which is out of range:"
            f" expected one of {', '.join(map(_text, known.tolist()[:12]))}."
        )
    if not 2 <= len(values) <= MOST_CLASSES:
        raise DataError(
            f"{where} holds {len(values)} different labels, expected 2 to"
            f" {MOST_CLASSES} classes."
        )
    classes = tuple(names) or tuple(map(_text, values.tolist()))
    return [np.searchsorted(known, y) for y in parts], classes


def _strings(array: NDArray[Any], where: str) -> list[str]:
    if array.dtype.kind not in "SU" or array.ndim != 1:
        raise DataError(f"{where}: the names of the classes are not a list of strings.")
    try:
        decoded = np.char.decode(array, "utf-8") if array.dtype.kind == "S" else array
        return [*map(str, decoded)]
    except UnicodeDecodeError:
        raise DataError(f"{where}: the names of the classes are not UTF-8.") from None


def _flat(y: NDArray[Any], where: str) -> NDArray[Any]:
    """Return labels of shape (m,), (m, 1) or (1, m) as (m,), integers or strings."""
    if y.ndim > 2 or (y.ndim == 2 and 1 not in y.shape) or y.ndim == 0:
        raise DataError(
            f"{where} has labels of shape {y.shape}, expected (m,). Of one-hot rows, keep"
            " the column of the 1: y.argmax(axis=1)."
        )
    flat = y.reshape(-1)
    if flat.dtype.kind == "f":
        wrong = flat[~np.isfinite(flat) | (flat != np.round(flat))]
        if len(wrong):
            raise DataError(
                f"{where} holds the label {wrong[0]}, expected integers or strings."
                " Fix or remove that example."
            )
        return flat.astype(np.int64)
    if flat.dtype.kind not in "biuSU":
        raise DataError(f"{where} has labels of {flat.dtype}, expected integers.")
    return flat


def _text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
