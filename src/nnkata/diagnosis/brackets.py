"""The same operands and operators with brackets elsewhere."""

import ast
from collections.abc import Iterator
from itertools import combinations

from nnkata.diagnosis.slots import parsed, with_fields

PRECEDENCE = {
    **dict.fromkeys((ast.Add, ast.Sub), 1),
    **dict.fromkeys((ast.Mult, ast.Div, ast.MatMult, ast.FloorDiv, ast.Mod), 2),
    ast.Pow: 3,
}
SYMBOLS = {
    **{ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.MatMult: "@"},
    **{ast.FloorDiv: "//", ast.Mod: "%", ast.Pow: "**"},
}
LONGEST = 7  # operands among which brackets are moved
SIMPLE = ast.Name | ast.Constant | ast.Call | ast.Subscript | ast.Attribute


def rebracketed(node: ast.expr) -> Iterator[ast.expr]:
    """Yield an operation with one pair of brackets more or less.

    The brackets of a call count, too: f(a) + b for f(a + b), and the other way round.
    """
    if isinstance(node, ast.BinOp):
        yield from _of_operation(node)
        yield from _moved_in(node)
    elif isinstance(node, ast.Call):
        yield from _moved_out(node)


def _of_operation(node: ast.BinOp) -> Iterator[ast.expr]:
    operands = [part for part in _chain(node) if not isinstance(part, str)]
    parts = _written(node)
    if len(operands) > LONGEST:
        return
    for i, j in combinations(range(0, len(parts), 2), 2):
        if (i, j) != (0, len(parts) - 1):
            inner = " ".join(parts[i : j + 1])
            yield parsed(" ".join([*parts[:i], f"({inner})", *parts[j + 1 :]]))
    for i, operand in enumerate(operands):
        if isinstance(operand, ast.BinOp):
            bare = [*parts[: 2 * i], parts[2 * i][1:-1], *parts[2 * i + 1 :]]
            yield parsed(" ".join(bare))


def _written(node: ast.expr) -> list[str]:
    """Return operands and operators in the order of the text."""
    return [part if isinstance(part, str) else _operand(part) for part in _chain(node)]


def _operand(node: ast.expr) -> str:
    text = ast.unparse(node)
    return text if isinstance(node, SIMPLE) else f"({text})"


def _chain(node: ast.expr, least: int = 0) -> Iterator[ast.expr | str]:
    """Yield operands and operators up to the brackets that precedence needs."""
    precedence = (
        PRECEDENCE.get(type(node.op), -1) if isinstance(node, ast.BinOp) else -1
    )
    if not isinstance(node, ast.BinOp) or precedence < least:
        yield node
        return
    is_power = isinstance(node.op, ast.Pow)
    yield from _chain(node.left, precedence + is_power)
    yield SYMBOLS[type(node.op)]
    yield from _chain(node.right, precedence + (not is_power))


def _moved_in(node: ast.BinOp) -> Iterator[ast.expr]:
    """Yield f(a + b) for f(a) + b, and f(b + a) for b + f(a)."""
    for call, swap in ((node.left, False), (node.right, True)):
        other = node.left if swap else node.right
        if isinstance(call, ast.Call) and call.args:
            first = call.args[0]
            pair = (other, first) if swap else (first, other)
            inner = ast.BinOp(pair[0], node.op, pair[1])
            yield with_fields(call, args=[inner, *call.args[1:]])


def _moved_out(node: ast.Call) -> Iterator[ast.expr]:
    """Yield f(a) + b, a + f(b) and f(a) + f(b) for f(a + b), and the same of (a + b).f()."""
    method = node.func.value if isinstance(node.func, ast.Attribute) else None
    inside = method if isinstance(method, ast.BinOp) else next(iter(node.args), None)
    if not isinstance(inside, ast.BinOp):
        return

    def called(text: str) -> str:
        new = parsed(f"({text})")
        if inside is method:
            return ast.unparse(
                with_fields(node, func=with_fields(node.func, value=new))
            )
        return ast.unparse(with_fields(node, args=[new, *node.args[1:]]))

    parts = _written(inside)
    for i in range(1, len(parts), 2):
        left, op, right = " ".join(parts[:i]), parts[i], " ".join(parts[i + 1 :])
        for first in (left, called(left)):
            for second in (right, called(right)):
                if (first, second) != (left, right):
                    yield parsed(f"{first} {op} {second}")
