"""Check what a plugin's functions return, and name the plugin if they fail.

A plugin's function may raise and return anything. What the registry gives out returns
what its description promises, or raises a `PluginError` that names the plugin.
"""

import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from nnkata.content.workspace import command
from nnkata.data.dataset import Dataset, Split
from nnkata.errors import NnkataError, PluginError

PARTS = ("to learn from", "to test")


def guarded(dataset: Dataset, plugin: str) -> Dataset:
    """Return the same dataset with functions that raise `PluginError` if they fail."""
    functions: dict[str, Any] = {
        name: partial(_call, dataset, plugin, name)
        for name in ("missing", "fetch", "note", "pictures")
        if getattr(dataset, name) is not None
    }
    return replace(dataset, load=partial(_load, dataset, plugin), **functions)


def _load(dataset: Dataset, plugin: str, seed: int) -> Split:
    split = _call(dataset, plugin, "load", seed)
    if problems := split_problems(dataset, split):
        raise _error(dataset, plugin, f"is not as promised: {'; '.join(problems)}")
    train, test = split
    return Split(tuple(train), tuple(test))


def _call(dataset: Dataset, plugin: str, name: str, *arguments: Any) -> Any:
    function: Callable[..., Any] = getattr(dataset, name)
    try:
        result = function(*arguments)
    except NnkataError:
        raise
    except (Exception, SystemExit) as error:
        reason = f"{type(error).__name__}: {error}".splitlines()[0].rstrip(".: ")
        line = _line(error, function)
        raise _error(dataset, plugin, f"failed in {name}{line}: {reason}") from error
    if name in ("missing", "note") and not isinstance(result, str):
        wrong = f"failed in {name}: it returns {result!r}, expected a string"
        raise _error(dataset, plugin, wrong)
    return result + _no_own_folder() if name == "missing" and result else result


def _no_own_folder() -> str:
    from nnkata.data.local_files import (
        no_own_folder,
    )  # of no use where nothing is missing

    return no_own_folder()


def _error(dataset: Dataset, plugin: str, problem: str) -> PluginError:
    check = command(f"dev check {dataset.name}")
    message = f"The dataset '{dataset.name}' of {plugin} {problem}."
    return PluginError(f"{message} When it is fixed, check it with `{check}`.")


def _line(error: BaseException, function: Any) -> str:
    """Return the line in the plugin, not in a library that it called."""
    file = getattr(getattr(function, "__code__", None), "co_filename", None)
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == file]
    return f", line {lines[-1]}" if lines else ""


def split_problems(dataset: Dataset, split: Any) -> list[str]:
    """Return what is wrong with parts, shapes, dtypes and labels that `load` returned."""
    if not _is_pair(split) or not all(map(_is_pair, split)):
        kind = type(split).__name__
        got = f"a {kind} of {len(split)}" if isinstance(split, tuple | list) else kind
        return [
            f"load returns {got}, expected ((X, y), (X, y)); see nnkata.data.stratified"
        ]
    return [
        problem
        for (X, y), part in zip(split, PARTS, strict=True)
        for problem in _part_problems(dataset, X, y, part)
    ]


def _part_problems(dataset: Dataset, X: Any, y: Any, part: str) -> Iterator[str]:
    import numpy as np

    if not isinstance(X, np.ndarray) or not isinstance(y, np.ndarray):
        yield f"the examples {part} are not arrays"
        return
    if X.shape[1:] != dataset.shape or not len(X):
        expected = ", ".join(["m", *map(str, dataset.shape)])
        yield f"the examples {part} have shape {X.shape}, expected ({expected})"
    dtypes = "uint8" if dataset.kind == "pictures" else "float32 or float64"
    if X.dtype.name not in dtypes.split(" or "):
        yield f"the examples {part} are {X.dtype}, expected {dtypes}"
    elif X.dtype.kind == "f" and (wrong := np.count_nonzero(~np.isfinite(X))):
        yield f"the examples {part} contain {wrong:,} NaN or infinite values"
    if y.shape != X.shape[:1] or y.dtype.kind not in "iu":
        wanted = f"integers of shape {X.shape[:1]}"
        yield f"the labels {part} are {y.dtype} of shape {y.shape}, expected {wanted}"
    elif outside := sorted({*y.tolist()} - {*range(len(dataset.classes))}):
        wanted = f"0 to {len(dataset.classes) - 1}"
        there = f"as there are {len(dataset.classes)} classes"
        yield f"the labels {part} contain {outside[0]}, expected {wanted}, {there}"


def _is_pair(value: Any) -> bool:
    return isinstance(value, tuple | list) and len(value) == 2
