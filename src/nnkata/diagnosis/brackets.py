"""The same operands and operators with brackets elsewhere."""

import ast
from collections.abc import Iterator
from contextlib import suppress
from itertools import combinations

from nnkata.diagnosis.slots import parsed, with_fields

LONGEST = 7  # operands among which brackets are moved


def rebracketed(node: ast.expr) -> Iterator[ast.expr]:
    """Yield an operation with one pair of brackets more or less.

    The brackets of a call count, too: f(a) + b for f(a + b), and the other way round.
    """
    with suppress(SyntaxError):  # of a text in quotes that has brackets or spaces in it
        if isinstance(node, ast.BinOp):
            yield from other_brackets(node)
            yield from _moved_in(node)
        elif isinstance(node, ast.Call):
            yield from _moved_out(node)


def other_brackets(node: ast.AST) -> Iterator[ast.expr]:
    """Yield an operation with one pair of brackets more or less around its operands."""
    match node:
        case ast.UnaryOp(ast.USub(), ast.BinOp(x, ast.Add() | ast.Sub() as op, y)):
            yield ast.BinOp(ast.UnaryOp(ast.USub(), x), op, y)
    parts = _written(node) if isinstance(node, ast.BinOp) else []
    if len(parts) >= 2 * LONGEST:
        return
    for i, j in combinations(range(0, len(parts), 2), 2):
        if (i, j) != (0, len(parts) - 1):
            inner = " ".join(parts[i : j + 1])
            yield parsed(" ".join([*parts[:i], f"({inner})", *parts[j + 1 :]]))
    for i, part in enumerate(parts):
        if part.startswith("(") and isinstance(parsed(part), ast.BinOp):
            yield parsed(" ".join([*parts[:i], part[1:-1], *parts[i + 1 :]]))


def _written(node: ast.expr) -> list[str]:
    """Return operands and operators in the order of the text."""
    parts: list[str] = []
    depth = 0
    for word in ast.unparse(node).split(" "):
        parts[-1:] = [f"{parts[-1]} {word}"] if depth else [*parts[-1:], word]
        depth += sum(map(word.count, "([{")) - sum(map(word.count, ")]}"))
    return parts


def _moved_in(node: ast.BinOp) -> Iterator[ast.expr]:
    """Yield f(a + b) for f(a) + b, and f(b + a) for b + f(a)."""
    match node:
        case ast.BinOp(ast.Call(_, [first, *rest]) as call, op, other):
            yield with_fields(call, args=[ast.BinOp(first, op, other), *rest])
    match node:
        case ast.BinOp(other, op, ast.Call(_, [first, *rest]) as call):
            yield with_fields(call, args=[ast.BinOp(other, op, first), *rest])


def _moved_out(node: ast.Call) -> Iterator[ast.expr]:
    """Yield f(a) + b, a + f(b) and f(a) + f(b) for f(a + b), and the same of (a + b).f()."""
    hole = ast.Name("HOLE")
    match node:
        case ast.Call(ast.Attribute(ast.BinOp() as inside, name)):
            call = with_fields(node, func=ast.Attribute(hole, name))
        case ast.Call(_, [ast.BinOp() as inside, *rest]):
            call = with_fields(node, args=[hole, *rest])
        case _:
            return
    called = ast.unparse(call)
    parts = _written(inside)
    for i in range(1, len(parts), 2):
        left, op, right = " ".join(parts[:i]), parts[i], " ".join(parts[i + 1 :])
        for first in (left, called.replace("HOLE", f"({left})")):
            for second in (right, called.replace("HOLE", f"({right})")):
                if (first, second) != (left, right):
                    yield parsed(f"{first} {op} {second}")
