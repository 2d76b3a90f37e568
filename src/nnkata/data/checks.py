"""A plugin's cards, checked where they come in, and its functions, watched over.

A stranger's function may raise and return anything. Whoever calls it through the
registry gets what the card promises, or a `PluginError` that names the plugin.
"""

import traceback
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from nnkata.content.workspace import command
from nnkata.data.dataset import Dataset, Split
from nnkata.errors import NnkataError, PluginError

FUNCTIONS = ("load", "missing", "fetch", "note", "pictures")


def guarded(card: Dataset, who: str) -> Dataset:
    """The same card; whatever its functions raise is told in our words."""
    watched: dict[str, Any] = {
        name: partial(_call, card, who, name)
        for name in FUNCTIONS
        if getattr(card, name) is not None
    }
    return replace(card, **watched | {"load": partial(_load, card, who)})


def _load(card: Dataset, who: str, seed: int) -> Split:
    found = _call(card, who, "load", seed)
    problems = form_problems(card, found) or range_problems(card, found)
    if problems:
        raise PluginError(
            _told(card, who, f"is not as promised: {'; '.join(problems)}")
        )
    train, test = found
    return Split(tuple(train), tuple(test))


def _call(card: Dataset, who: str, name: str, *args: Any) -> Any:
    function: Callable[..., Any] = getattr(card, name)
    try:
        found = function(*args)
    except NnkataError:
        raise
    except (Exception, SystemExit) as error:
        reason = f"{type(error).__name__}: {error}".splitlines()[0].rstrip(".: ")
        failed = f"failed in {name}{_line(error, function)}: {reason}"
        raise PluginError(_told(card, who, failed)) from error
    if name in ("missing", "note") and not isinstance(found, str):
        wrong = f"failed in {name}: it gives {found!r}, expected a text"
        raise PluginError(_told(card, who, wrong))
    return found


def _told(card: Dataset, who: str, what: str) -> str:
    check = command(f"dev check {card.name}")
    return f"The dataset '{card.name}' of {who} {what}. `{check}` proves a mended one."


def _line(error: BaseException, function: Any) -> str:
    """Where in the plugin it happened, not in a library that it called."""
    home = getattr(getattr(function, "__code__", None), "co_filename", None)
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == home]
    return f", line {lines[-1]}" if lines else ""


PARTS = ("to learn from", "to test")


def form_problems(card: Dataset, split: Any) -> list[str]:
    """Parts, shapes and dtypes: what all other checks build upon."""
    import numpy as np

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


def range_problems(card: Dataset, split: Any) -> list[str]:
    """Labels that mean no class of the card."""
    import numpy as np

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


def _has_right_kind(card: Dataset, X: Any) -> bool:
    import numpy as np

    if card.kind == "pictures":
        return bool(X.dtype == np.uint8)
    return bool(X.dtype.kind == "f")


def _named(found: Any) -> str:
    """What else it is: of containers their length, too, where most slips are."""
    kind = type(found).__name__
    return f"a {kind} of {len(found)}" if isinstance(found, tuple | list) else kind
