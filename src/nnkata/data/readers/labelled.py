"""Arrays of unknown origin, checked and brought to the form that every dataset has.

Pictures are uint8, tables are finite numbers, labels are 0, 1, ... with a name each.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nnkata.errors import DataError

MOST_CLASSES = 1000
PARTS = (
    ("x_train", "y_train", "x_test", "y_test"),
    ("train_x", "train_y", "test_x", "test_y"),
    ("train_set_x", "train_set_y", "test_set_x", "test_set_y"),
    ("train_images", "train_labels", "test_images", "test_labels"),
    ("train_data", "train_labels", "test_data", "test_labels"),
)
WHOLES = (
    *(("x", "y"), ("images", "labels"), ("data", "labels"), ("data", "target")),
    *(names[:2] for names in PARTS),
)
CLASSES = ("classes", "list_classes", "class_names", "target_names")


class Keys(NamedTuple):
    """Under which keys of a file the examples and labels stand; "" for none."""

    X: str
    y: str
    X_test: str = ""
    y_test: str = ""
    classes: str = ""


class Labels(NamedTuple):
    """Labels 0, 1, ... of both parts, and what they mean; the second part may be empty."""

    train: NDArray[np.int64]
    test: NDArray[np.int64]
    classes: tuple[str, ...]


def find_keys(found: Sequence[str], where: str) -> Keys:
    """The keys of examples and labels, by their usual names in any case.

    Raises
    ------
    DataError
        If no usual names are among those found.
    """
    by_name = {key.lower(): key for key in found}
    classes = next((by_name[name] for name in CLASSES if name in by_name), "")
    for names in (*PARTS, *WHOLES):
        if all(name in by_name for name in names):
            return Keys(*(by_name[name] for name in names))._replace(classes=classes)
    raise DataError(
        f"{where} has the keys {', '.join(sorted(found)) or '(none)'}; expected X_train,"
        " y_train, X_test and y_test, or X and y. Rename them."
    )


def check_form(shape: Sequence[int], dtype: Any, where: str) -> str:
    """The kind of these examples, "pictures" or "table", by their form alone."""
    kind = {2: "table", 3: "pictures", 4: "pictures"}.get(len(shape))
    if 0 in shape:
        raise DataError(f"{where} has the shape {tuple(shape)}: it holds no examples.")
    if kind is None or (len(shape) == 4 and shape[3] not in (1, 3)):
        raise DataError(
            f"{where} has the shape {tuple(shape)}, expected (m, n) for a table,"
            " (m, h, w) or (m, h, w, 3) for pictures."
        )
    if kind == "pictures" and dtype != np.uint8:
        raise DataError(
            f"{where} holds pictures as {dtype}, expected uint8 from 0 to 255. Scale"
            " them so, round, and save them as uint8."
        )
    if kind == "table" and dtype.kind not in "biuf":
        raise DataError(f"{where} holds {dtype}, expected numbers.")
    return kind


def examples(X: NDArray[Any], where: str) -> NDArray[Any]:
    """The examples, pictures as they are and a table as float64.

    Raises
    ------
    DataError
        If they are neither, or a number is missing or infinite.
    """
    if check_form(X.shape, X.dtype, where) == "pictures":
        return X
    table = X.astype(np.float64)
    wrong = np.argwhere(~np.isfinite(table))
    if len(wrong):
        row, column = wrong[0].tolist()
        raise DataError(
            f"{where} holds {len(wrong):,} values that are no finite numbers, the first"
            f" ({table[row, column]}) at row {row}, column {column}. Fill or remove them."
        )
    return table


def labels(
    train: NDArray[Any], test: NDArray[Any] | None, names: Sequence[str], where: str
) -> Labels:
    """Labels as 0, 1, ..., by their order; with names, they must be so already.

    Raises
    ------
    DataError
        If they are no labels, out of range, all equal, or the second part has one that
        the first has not.
    """
    learnt = _flat(train, where)
    judged = learnt[:0] if test is None else _flat(test, where)
    values = np.unique(learnt)
    if names:
        known, classes = np.arange(len(names)), tuple(names)
    else:
        known, classes = values, tuple(_text(value) for value in values.tolist())
    strange = np.setdiff1d(np.concatenate([learnt, judged]), known)
    if len(strange):
        raise DataError(
            f"{where} holds the label {_text(strange.tolist()[0])}, which is out of range:"
            f" expected one of {', '.join(map(_text, known.tolist()[:12]))}."
        )
    if not 2 <= len(values) <= MOST_CLASSES:
        raise DataError(
            f"{where} holds {len(values)} different labels, expected 2 to"
            f" {MOST_CLASSES} classes."
        )
    return Labels(
        np.searchsorted(known, learnt), np.searchsorted(known, judged), classes
    )


def same_number(X: int, y: int, where: str) -> None:
    """Raise `DataError` unless there are as many labels as examples."""
    if X != y:
        raise DataError(
            f"{where} holds {X:,} examples and {y:,} labels, expected one label for each."
        )


def texts(array: NDArray[Any], where: str) -> list[str]:
    """The names in an array of texts, decoded if they are bytes."""
    if array.dtype.kind not in "SU" or array.ndim != 1:
        raise DataError(f"{where}: the names of the classes are no list of texts.")
    try:
        return [
            item.decode() if isinstance(item, bytes) else item
            for item in array.tolist()
        ]
    except UnicodeDecodeError:
        raise DataError(f"{where}: the names of the classes are not UTF-8.") from None


def _flat(y: NDArray[Any], where: str) -> NDArray[Any]:
    """Labels of shape (m,), (m, 1) or (1, m) as (m,), whole numbers or texts."""
    if y.ndim > 2 or (y.ndim == 2 and 1 not in y.shape) or y.ndim == 0:
        raise DataError(
            f"{where} has labels of shape {y.shape}, expected (m,). Of one-hot rows keep"
            " the place of the 1: y.argmax(axis=1)."
        )
    flat = y.reshape(-1)
    if flat.dtype.kind == "f":
        strange = flat[~np.isfinite(flat) | (flat != np.round(flat))]
        if len(strange):
            raise DataError(
                f"{where} holds the label {strange[0]}, expected whole numbers or texts."
                " Mend or remove what it belongs to."
            )
        return flat.astype(np.int64)
    if flat.dtype.kind not in "biuSU":
        raise DataError(f"{where} has labels of {flat.dtype}, expected whole numbers.")
    return flat


def _text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
