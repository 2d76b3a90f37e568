"""What a docstring promises, read: names of returned values, and symbols for sizes.

`dW : ndarray of shape (n_in, n_out)` under Returns says that a part of the result is
called dW; under Parameters it says what n_in and n_out are, once the array is there.
"""

import inspect
import re
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from typing import Any

SHAPE = re.compile(r"\(([^()]*)\)")
SYMBOL = re.compile(r"[A-Za-z_]\w*$")


@cache
def returned_names(function: Callable[..., Any]) -> tuple[str, ...]:
    """Names of the returned values, in order; none for a single unnamed one."""
    names: list[str] = []
    for entry in _entries(function, "Returns"):
        before, colon, _ = entry.partition(" : ")
        if colon:
            names += [name.strip() for name in before.split(",")]
    return tuple(names)


def sizes(function: Callable[..., Any], arguments: dict[str, Any]) -> dict[str, int]:
    """What the shape symbols of the Parameters section are in these arguments."""
    found: dict[str, int] = {}
    for name, shapes in _parameter_shapes(function):
        shape = getattr(arguments.get(name), "shape", None)
        for symbols in shapes:
            if shape is not None and len(symbols) == len(shape):
                for symbol, size in zip(symbols, shape, strict=True):
                    if SYMBOL.match(symbol):
                        found.setdefault(symbol, size)
                break
    return found


@cache
def _parameter_shapes(
    function: Callable[..., Any],
) -> tuple[tuple[str, list[list[str]]], ...]:
    found = []
    for entry in _entries(function, "Parameters"):
        names, _, kind = entry.partition(" : ")
        groups = [
            [part.strip() for part in group.split(",") if part.strip()]
            for group in SHAPE.findall(kind)
        ]
        found += [(name.strip(), groups) for name in names.split(",")]
    return tuple(found)


def _entries(function: Callable[..., Any], section: str) -> list[str]:
    """The unindented lines below a section's rule."""
    lines = inspect.cleandoc(function.__doc__ or "").splitlines()
    entries: list[str] = []
    inside = False
    for line, following in pairwise([*lines, ""]):
        if following and set(following) == {"-"}:
            inside = line == section
        elif inside and line and not line.startswith((" ", "---")):
            entries.append(line)
    return entries
