"""Read docstrings in numpydoc form: names of returned values, and symbols for sizes.

`dW : ndarray of shape (n_in, n_out)` under Returns says that a part of the result is
called dW; under Parameters it says what n_in and n_out are, once the array is there.
"""

import ast
import inspect
import re
import tokenize
from collections.abc import Callable
from functools import cache
from io import StringIO
from typing import Any

PROMISE = re.compile(r"\bshape (\([^()]*\)(?: or \([^()]*\))*)")
SHAPE = re.compile(r"\(([^()]*)\)")
DOCUMENTED = ast.Module | ast.ClassDef | ast.FunctionDef
SYMBOL = re.compile(r"[A-Za-z_]\w*$")


def returned_names(function: Callable[..., Any]) -> tuple[str, ...]:
    """Return the names of the returned values; () for a single unnamed one."""
    return tuple(name for name, _ in _entries(function, "Returns"))


def sizes(function: Callable[..., Any], arguments: dict[str, Any]) -> dict[str, int]:
    """Return the sizes that the shape symbols of the parameters have in these arguments."""
    values: dict[str, int] = {}
    for name, kind in _entries(function, "Parameters"):
        shape = getattr(arguments.get(name), "shape", ())
        forms = [form.strip(" ,").split(",") for form in SHAPE.findall(kind)]
        symbols: list[str] = next((f for f in forms if len(f) == len(shape)), [])
        for symbol, size in zip(map(str.strip, symbols), shape, strict=False):
            if SYMBOL.match(symbol):
                values.setdefault(symbol, size)
    return values


def promised_shapes(function: Callable[..., Any]) -> dict[str, str]:
    """Return the shapes of parameters as the docstring writes them, by name."""
    entries = _entries(function, "Parameters")
    found = [(name, PROMISE.search(kind)) for name, kind in entries]
    return {name: promise[1] for name, promise in found if promise}


@cache
def _entries(function: Callable[..., Any], section: str) -> list[tuple[str, str]]:
    """Return the name and the type of each named entry of a section."""
    text = inspect.cleandoc(function.__doc__ or "")
    _, *below = re.split(rf"^{section}\n-+$", text, maxsplit=1, flags=re.MULTILINE)
    inside = re.split(r"^.+\n-+$", "".join(below), maxsplit=1, flags=re.MULTILINE)[0]
    entries = re.findall(r"^(\S.*?) : (.*)$", inside, re.MULTILINE)
    return [
        (name.strip(), kind) for names, kind in entries for name in names.split(",")
    ]


def code_alone(source: str) -> str:
    """Return a module's source without docstrings, comments and empty lines."""
    tree, lines = ast.parse(source), source.split("\n")
    for token in tokenize.generate_tokens(StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            row, column = token.start
            lines[row - 1] = lines[row - 1][:column].rstrip()
    for node in ast.walk(tree):
        if isinstance(node, DOCUMENTED) and ast.get_docstring(node) is not None:
            text = node.body[0]
            for number in range(text.lineno - 1, text.end_lineno or text.lineno):
                lines[number] = ""
    return "\n".join(line for line in lines if line.strip())
