"""What a dataset loaded, held against its card: parts, shapes, dtypes, labels."""

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from nnkata.registry import Dataset

PARTS = ("to learn from", "to test")


def form_problems(card: "Dataset", split: Any) -> list[str]:
    """Parts, shapes and dtypes: what all other checks build upon."""
    if not _is_pair(split) or not all(map(_is_pair, split)):
        return [
            f"load gives no ((X, y), (X, y)) but {_named(split)}; see"
            " nnkata.splits.stratified"
        ]
    problems = []
    for (X, y), part in zip(split, PARTS, strict=True):
        if not isinstance(X, np.ndarray) or not isinstance(y, np.ndarray):
            problems.append(f"the examples {part} are no arrays")
            continue
        if X.shape[1:] != card.shape or not len(X):
            problems.append(
                f"the examples {part} have shape {X.shape}, expected (m, ...) with the"
                f" card's {card.shape}"
            )
        if not _has_right_kind(card, X):
            wanted = "uint8" if card.kind == "pictures" else "float32 or float64"
            problems.append(f"the examples {part} are {X.dtype}, expected {wanted}")
        elif X.dtype.kind == "f" and not np.isfinite(X).all():
            wrong = int((~np.isfinite(X)).sum())
            problems.append(
                f"the examples {part} hold {wrong:,} NaN or infinite values"
            )
        if y.shape != X.shape[:1] or y.dtype.kind not in "iu":
            problems.append(
                f"the labels {part} are {y.dtype} of shape {y.shape}, expected integers of"
                f" shape {X.shape[:1]}"
            )
    return problems


def range_problems(card: "Dataset", split: Any) -> list[str]:
    """Labels that mean no class of the card."""
    problems = []
    for (_, y), part in zip(split, PARTS, strict=True):
        strange = [
            label for label in np.unique(y) if not 0 <= label < len(card.classes)
        ]
        if strange:
            problems.append(
                f"the labels {part} hold {strange[0]}, expected 0 to"
                f" {len(card.classes) - 1}: its card names {len(card.classes)} classes"
            )
    return problems


def _is_pair(found: Any) -> bool:
    return isinstance(found, tuple | list) and len(found) == 2


def _has_right_kind(card: "Dataset", X: Any) -> bool:
    if card.kind == "pictures":
        return bool(X.dtype == np.uint8)
    return bool(X.dtype.kind == "f")


def _named(found: Any) -> str:
    """What else it is: of containers their length, too, where most slips are."""
    kind = type(found).__name__
    return f"a {kind} of {len(found)}" if isinstance(found, tuple | list) else kind
