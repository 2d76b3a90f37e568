"""Which shapes met where NumPy refused them: by name, with what the docstring promises."""

import ast
import linecache
import sys
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from traceback import walk_tb
from types import FrameType
from typing import Any

from nnkata.content.docstrings import promised_shapes

MOST = 6  # arrays and numbers that are named
ITEMS = (dict, list, tuple)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp)
# From here on they have no frame of their own, and their names are gone after an error.
ARE_INLINED = sys.version_info >= (3, 12)


def shapes_of(error: BaseException, subject: Path) -> tuple[str, str]:
    """Return the shapes in the expression that raised, and those its function promises.

    Either is "" where there is nothing to say: it was no matter of arrays, or the
    expression is unknown.
    """
    frames = [
        (frame, instruction)
        for frame, instruction in _frames(error)
        if frame.f_code.co_filename == str(subject)
    ]
    if not frames or not isinstance(error, ValueError | IndexError):
        return "", ""
    frame, instruction = frames[-1]
    expression = _expression(frame, instruction)
    known = _known(frame, instruction)
    values = dict(_named_values(expression, known)) if expression is not None else {}
    if not any(hasattr(value, "shape") for value in values.values()):
        return "", ""
    named = [f"{name} is {_shape(value)}" for name, value in values.items()]
    return ", ".join(named[:MOST]), _promises(frame, values)


def _frames(error: BaseException) -> Iterator[tuple[FrameType, int]]:
    """Yield each frame of a traceback, and which of its instructions has raised."""
    trace = error.__traceback__
    for frame, _ in walk_tb(trace):
        yield frame, trace.tb_lasti if trace else 0
        trace = trace.tb_next if trace else None


def _expression(frame: FrameType, instruction: int) -> ast.AST | None:
    """Return the part of a line that raised, None where Python does not know it."""
    line, last, begin, end = _position(frame, instruction)
    if line is None or last is None or begin is None or end is None:
        return None
    numbers = range(line, last + 1)
    lines = [linecache.getline(frame.f_code.co_filename, n).encode() for n in numbers]
    # Columns count bytes; the end comes first, for both may be on one line.
    lines[-1] = lines[-1][:end]
    lines[0] = lines[0][begin:]
    text = b"".join(lines)
    return _parsed(b"(" + text + b")") or _parsed(text)  # only brackets go on for lines


def _position(frame: FrameType, instruction: int) -> tuple[int | None, ...]:
    """Return the first and last line of an instruction, its first and last column."""
    positions = islice(frame.f_code.co_positions(), instruction // 2, None)
    return next(positions, (None,) * 4)


def _known(frame: FrameType, instruction: int) -> dict[str, Any]:
    """Return what names stand for where an instruction has raised."""
    gone = _names_gone(frame, instruction)
    names = {**frame.f_globals, **frame.f_locals}
    return {name: value for name, value in names.items() if name not in gone}


def _names_gone(frame: FrameType, instruction: int) -> set[str]:
    """Return the names of inlined comprehensions on the line of an instruction.

    What stands under them in the frame is another value, of before the comprehension.
    """
    line, *_ = _position(frame, instruction)
    file = linecache.getlines(frame.f_code.co_filename)
    tree = _parsed("".join(file).encode()) if ARE_INLINED and line else None
    return {
        name.id
        for node in ast.walk(tree or ast.Module([], []))
        if isinstance(node, COMPREHENSIONS)
        and line in range(node.lineno, (node.end_lineno or 0) + 1)
        for generator in node.generators
        for name in ast.walk(generator.target)
        if isinstance(name, ast.Name)
    }


def _parsed(text: bytes) -> ast.AST | None:
    try:
        return ast.parse(text)
    except SyntaxError:
        return None  # a part of a statement


def _named_values(node: ast.AST, known: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the arrays and whole numbers of an expression under their names in it."""
    value = _value(node, known)
    if _is_array(value) or isinstance(value, int):
        if isinstance(value, bool) or isinstance(node, ast.Constant):
            return
        yield ast.unparse(node), value
        return
    for child in ast.iter_child_nodes(node):
        yield from _named_values(child, known)


def _value(node: ast.AST, known: Mapping[str, Any]) -> Any:
    """Return what a name stands for, an item under a constant, or a transpose."""
    match node:
        case ast.Name(id=name):
            return known.get(name)
        case ast.Attribute(value=inner, attr="T") if _is_array(
            array := _value(inner, known)
        ):
            return array.T
        case ast.Subscript(value=inner, slice=ast.Constant(value=key)):
            return _item(_value(inner, known), key)
    return None


def _item(items: Any, key: Any) -> Any:
    try:
        return items[key] if isinstance(items, ITEMS) else None
    except (LookupError, TypeError):
        return None


def _is_array(value: Any) -> bool:
    import numpy as np

    return isinstance(value, np.ndarray)


def _shape(value: Any) -> str:
    return str(getattr(value, "shape", value))


def _promises(frame: FrameType, values: dict[str, Any]) -> str:
    """Return the shapes that the docstring of a frame's function has for some names."""
    function: Any = frame.f_globals.get(frame.f_code.co_name)
    if getattr(function, "__code__", None) is not frame.f_code:
        return ""
    promised = promised_shapes(function)
    names = dict.fromkeys(name.removesuffix(".T") for name in values)
    return ", ".join(f"{name} {promised[name]}" for name in names if name in promised)
