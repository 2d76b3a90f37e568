"""What may take the place of an expression, such as undo a slip.

Each has a rank, from 1 for what is often confused to 3 for what seldom is, and says in
a word what it changes.
"""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nnkata.diagnosis.brackets import rebracketed
from nnkata.diagnosis.slots import Slot, parsed, with_fields

Replacement = tuple[int, str, ast.expr]

OPERATORS = ast.Add, ast.Sub, ast.Mult, ast.Div, ast.MatMult, ast.FloorDiv, ast.Pow
NEAR = [
    *({ast.Add, ast.Sub}, {ast.Mult, ast.Div}, {ast.Mult, ast.MatMult}),
    *({ast.FloorDiv, ast.Div}, {ast.Pow, ast.Mult}),
]
COUNTABLE = ast.Name | ast.BinOp | ast.Call | ast.Subscript | ast.UnaryOp
COMPARISONS = ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq
REDUCTIONS = {"sum", "mean", "max", "min", "prod", "median"}
PRODUCTS = {"dot", "matmul", "outer", "multiply"}
CONFUSED = [
    *(REDUCTIONS, PRODUCTS, {"maximum", "minimum"}, {"argmax", "argmin", "argsort"}),
    *({"zeros", "ones"}, {"zeros_like", "ones_like"}, {"var", "std", "ptp"}),
    *({"floor", "ceil", "round"}, {"array", "asarray"}, {"append", "insert"}),
    *(
        {"any", "all"},
        {"exp", "log", "log1p", "log2", "log10", "sqrt", "square", "abs"},
    ),
    *({"normal", "uniform", "standard_normal"}, {"hstack", "vstack", "concatenate"}),
]


@dataclass(frozen=True)
class Scope:
    """What a function's expressions are made of."""

    names: Sequence[str]
    keys: Sequence[str]
    indices: Sequence[ast.expr]


def replacements(slot: Slot, scope: Scope) -> Iterator[Replacement]:
    """Yield what may take the place of the expression in a slot."""
    node = slot.node
    if slot.field == "func" or not slot.is_read:
        yield from _confused(node)
        return
    yield from _atoms(node, scope)
    yield from _parts(node)
    yield from _in_place(slot, scope)
    for new in rebracketed(node):
        yield 1, "the brackets", new
    match node:
        case ast.BinOp():
            yield from _operators(node)
        case ast.Compare():
            yield from _comparisons(node)
        case ast.BoolOp(op):
            other = ast.Or() if isinstance(op, ast.And) else ast.And()
            yield 1, "the condition", with_fields(node, op=other)
        case ast.Call():
            yield from _keywords(node)
        case ast.Slice(lower, upper):
            yield 1, "an index", with_fields(node, lower=upper, upper=lower)
            yield 1, "an index", with_fields(node, lower=None)
            yield 1, "an index", with_fields(node, upper=None)


def _confused(node: ast.expr) -> Iterator[Replacement]:
    """Yield functions that are taken for one another."""
    name = getattr(node, "attr", "")
    for group in CONFUSED:
        for other in sorted(group - {name}) if name in group else ():
            yield 1, "a function", with_fields(node, attr=other)


def _atoms(node: ast.expr, scope: Scope) -> Iterator[Replacement]:
    """Yield names, numbers and keys in the place of others."""
    match node:
        case ast.Constant(bool(value)):
            yield 1, "a number", ast.Constant(not value)
        case ast.Constant(int(value)):
            for number in {value + 1, value - 1, 0, 1, 2} - {value}:
                yield 1, "a number", ast.Constant(number)
        case ast.Constant(float(value)):
            for fraction in {0.0, 1.0, 2 * value} - {value}:
                yield 1, "a number", ast.Constant(fraction)
        case ast.Constant(str(text)):
            for key in scope.keys if text in scope.keys else ():
                if key != text:
                    yield 1, "a key", ast.Constant(key)
            return
    own = node.id if isinstance(node, ast.Name) else ""
    if (own and own not in scope.names) or isinstance(node, ast.Slice):
        return
    for name in scope.names:
        if name != own:
            rank = (1 if _stem(name) == _stem(own) else 2) if own else 3
            yield rank, "a name", ast.Name(name, ast.Load())
    for text in ("2 * {}", "{} / 2", "1 - {}", "{} ** 2") if own else ():
        yield 3, "a number", parsed(text.format(own))


def _stem(name: str) -> str:
    """Return what is left of a name without numbers, case and what follows a `_`."""
    return name.lower().partition("_")[0].rstrip("0123456789")


def _parts(node: ast.expr) -> Iterator[Replacement]:
    """Yield what an expression is made of, in place of the whole."""
    match node:
        case ast.UnaryOp(op, operand):
            what = "the sign" if isinstance(op, ast.USub) else "the condition"
            yield 1, what, operand
        case ast.Attribute(value, "T"):
            yield 1, "a transpose", value
        case ast.Subscript(value):
            yield 2, "an index", value
        case ast.BinOp(left, _, right) | ast.IfExp(_, left, right):
            yield 2, "a term", left
            yield 2, "a term", right
        case ast.Call(_, [first, *_]) | ast.Call(ast.Attribute(first), []):
            yield 3, "a function", first


def _in_place(slot: Slot, scope: Scope) -> Iterator[Replacement]:
    """Yield what depends on the place: an index one off, a transpose, a sign."""
    node, owner, field = slot.node, slot.owner, slot.field
    operand = isinstance(owner, ast.BinOp)
    argument = isinstance(owner, ast.Call) and field == "args"
    name = _name_of(owner.func) if isinstance(owner, ast.Call) and argument else ""
    is_matrix = operand and isinstance(owner.op, ast.MatMult)  # type: ignore[attr-defined]
    if is_matrix or name in PRODUCTS:
        yield 1, "a transpose", ast.Attribute(node, "T", ast.Load())
    if operand or argument or isinstance(owner, ast.stmt):
        yield 2, "the sign", ast.UnaryOp(ast.USub(), node)
    counts = isinstance(owner, ast.Compare | ast.Slice | ast.Subscript | ast.Tuple)
    if ((counts and field != "value") or name == "range") and isinstance(
        node, COUNTABLE
    ):
        kinds = {ast.Compare: "the condition", ast.Call: "the range"}
        for by in (-1, 1):
            yield 1, kinds.get(type(owner), "an index"), _shifted(node, by)
    if isinstance(owner, ast.Subscript) and field == "slice":
        for index in scope.indices:
            if owner not in ast.walk(index):
                yield 2, "an index", index


def _name_of(function: ast.expr) -> str:
    return str(getattr(function, "attr", getattr(function, "id", "")))


def _shifted(node: ast.expr, by: int) -> ast.expr:
    op = ast.Add() if by > 0 else ast.Sub()
    return ast.BinOp(node, op, ast.Constant(1))


def _operators(node: ast.BinOp) -> Iterator[Replacement]:
    used = type(node.op)
    for other in OPERATORS:
        if other is not used:
            rank = 1 if {used, other} in NEAR else 3
            yield rank, "an operator", with_fields(node, op=other())


def _comparisons(node: ast.Compare) -> Iterator[Replacement]:
    for i, op in enumerate(node.ops):
        for other in COMPARISONS:
            if not isinstance(op, other):
                ops = [*node.ops[:i], other(), *node.ops[i + 1 :]]
                yield 1, "the condition", with_fields(node, ops=ops)


def _keywords(node: ast.Call) -> Iterator[Replacement]:
    """Yield a call with another axis, or with one keyword more or less."""
    used = {keyword.arg: keyword for keyword in node.keywords}
    news = [[k for k in node.keywords if k is not out] for out in node.keywords]
    if "axis" in used:
        others = [k for k in node.keywords if k is not used["axis"]]
        news += [[*others, _keyword("axis", axis)] for axis in (0, 1, -1)]
        if "keepdims" not in used:
            news.append([*node.keywords, _keyword("keepdims", True)])
    elif _name_of(node.func) in REDUCTIONS and len(node.args) < 2:
        news += [[*node.keywords, _keyword("axis", axis)] for axis in (0, 1)]
    for keywords in news:
        yield 1, "the axis", with_fields(node, keywords=keywords)
    if _name_of(node.func) == "range" and len(node.args) > 1:
        for by in (-1, 1):
            both = [_shifted(edge, by) for edge in node.args[:2]]
            yield 1, "the range", with_fields(node, args=[*both, *node.args[2:]])


def _keyword(name: str, value: int) -> ast.keyword:
    return ast.keyword(name, ast.Constant(value))
