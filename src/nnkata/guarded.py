"""A plugin's cards, checked where they come in, and its functions, watched over.

A stranger's function may raise and return anything. Whoever calls it through the
registry gets what the card promises, or a `PluginError` that names the plugin.
"""

import traceback
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from nnkata.errors import NnkataError, PluginError
from nnkata.here import command

if TYPE_CHECKING:
    from nnkata.registry import Dataset, Split

FUNCTIONS = ("load", "missing", "fetch", "note", "pictures")


def guarded(card: "Dataset", who: str) -> "Dataset":
    """The same card; whatever its functions raise is told in our words."""
    watched: dict[str, Any] = {
        name: partial(_call, card, who, name)
        for name in FUNCTIONS
        if getattr(card, name) is not None
    }
    return replace(card, **watched | {"load": partial(_load, card, who)})


def _load(card: "Dataset", who: str, seed: int) -> "Split":
    from nnkata.loaded import form_problems, range_problems
    from nnkata.registry import Split

    found = _call(card, who, "load", seed)
    problems = form_problems(card, found) or range_problems(card, found)
    if problems:
        raise PluginError(
            _told(card, who, f"is not as promised: {'; '.join(problems)}")
        )
    train, test = found
    return Split(tuple(train), tuple(test))


def _call(card: "Dataset", who: str, name: str, *args: Any) -> Any:
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


def _told(card: "Dataset", who: str, what: str) -> str:
    check = command(f"dev check {card.name}")
    return f"The dataset '{card.name}' of {who} {what}. `{check}` proves a mended one."


def _line(error: BaseException, function: Any) -> str:
    """Where in the plugin it happened, not in a library that it called."""
    home = getattr(getattr(function, "__code__", None), "co_filename", None)
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == home]
    return f", line {lines[-1]}" if lines else ""
