"""Automatic mutants: a reference with one small, deliberate change.

Each mutant is the whole source with one node of its syntax tree exchanged: an operator,
a constant, an axis, a dropped term, a swapped reduction, a removed copy, an off-by-one.
A spec that lets one live does not say what it means, or the mutant is equivalent.
"""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from nnkata.diagnosis.slots import with_fields


def _exchanges(text: str) -> dict[str, list[str]]:
    """Return what may take the place of the first word of each part of a text."""
    return {first: new for first, *new in map(str.split, text.split(","))}


OPERATORS = _exchanges("""
    Add Sub, Sub Add, Mult Div, Div Mult, FloorDiv Div, Mod Mult, Pow Mult, MatMult Mult,
    BitAnd BitOr, BitOr BitAnd, And Or, Or And, Is IsNot, IsNot Is, Eq NotEq, NotEq Eq,
    Lt LtE Gt, LtE Lt GtE, Gt GtE Lt, GtE Gt LtE
""")
NAMES = _exchanges("""
    sum mean, mean sum, max min, min max, maximum minimum, minimum maximum,
    argmax argmin, argmin argmax, zeros ones, ones zeros, zeros_like ones_like,
    ones_like zeros_like, var std, std var, floor ceil, normal uniform, permutation arange
""")
TRANSPARENT = {  # calls that a mutant leaves out: f(x) becomes x
    "exp", "log", "log1p", "expm1", "sqrt", "abs", "square", "tanh", "asarray", "array",
    "float", "int", "clip", "maximum", "minimum", "flip", "copy", "dict", "list",
}  # fmt: skip
LEFT_OUT_METHODS = {"copy", "astype", "transpose", "ravel", "mean", "sum"}
LEFT_OUT_KEYWORDS = {"axis", "keepdims", "initial"}
# What a call prints, which draws it gets, and whether it copies what is its own.
UNCLAIMED = {"verbose", "seed", "copy"}


@dataclass(frozen=True)
class Mutant:
    """One change: in which function, what the statement became, and the whole source."""

    function: str
    becomes: str
    source: str


def mutants(source: str) -> list[Mutant]:
    """Return every mutant of a module's functions and constants, without duplicates."""
    tree = parsed(source)
    by_source: dict[str, Mutant] = {}
    for top in tree.body:
        if isinstance(top, ast.FunctionDef | ast.Assign):
            for statement, old, new in changes(top):
                mutated = _exchanged(tree, old, new)
                becomes = _exchanged(statement, old, new).splitlines()[0]
                mutant = Mutant(getattr(top, "name", "(module)"), becomes, mutated)
                by_source.setdefault(mutated, mutant)
    by_source.pop(ast.unparse(tree), None)
    return list(by_source.values())


def parsed(source: str) -> ast.Module:
    """Return a module's tree, each operator with a node of its own, which none shares."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp | ast.BoolOp | ast.AugAssign):
            node.op = copy.copy(node.op)
        elif isinstance(node, ast.Compare):
            node.ops = [copy.copy(op) for op in node.ops]
    return tree


def _exchanged(tree: ast.AST, old: ast.AST, new: ast.AST) -> str:
    """Return the source of a tree with `new` in the place of `old`."""
    return ast.unparse(copy.deepcopy(tree, {id(old): new}))


def changes(statement: ast.stmt) -> Iterator[tuple[ast.stmt, ast.AST, ast.AST]]:
    """Yield changes: in a statement, put the last of three nodes for the middle one."""
    match statement:
        case ast.Raise() | ast.Expr(value=ast.Constant()):  # messages and docstrings
            return
        case ast.AugAssign() | ast.Expr():
            yield statement, statement, ast.Pass()
    for part in ast.iter_child_nodes(statement):
        if isinstance(part, ast.stmt):
            yield from changes(part)
        else:
            for node in _claimed_parts(part):
                for new in _replacements(node):
                    yield statement, node, new


def _claimed_parts(part: ast.AST) -> Iterator[ast.AST]:
    """Yield a part and all in it, without what no result depends on."""
    if _is_unclaimed(part):
        return
    yield part
    for inner in ast.iter_child_nodes(part):
        yield from _claimed_parts(inner)


def _is_unclaimed(part: ast.AST) -> bool:
    """Return whether a part is no claim of a spec; types of numbers are none."""
    if isinstance(part, ast.Call):
        return ast.unparse(part.func) == "np.result_type"
    return isinstance(part, ast.keyword) and part.arg in UNCLAIMED


def _replacements(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what may take the place of one node of an expression."""
    match node:
        case ast.operator() | ast.boolop() | ast.cmpop():
            for name in OPERATORS.get(type(node).__name__, ()):
                yield getattr(ast, name)()
        case ast.BinOp():
            yield node.left
            if isinstance(node.op, ast.Add | ast.Mult | ast.Sub | ast.MatMult):
                yield node.right
        case ast.UnaryOp(op=ast.USub() | ast.Not() | ast.Invert()):
            yield node.operand
        case ast.IfExp():
            yield node.body
            yield node.orelse
        case ast.Constant():
            yield from map(ast.Constant, _near_values(node.value))
        case ast.Call():
            yield from _of_call(node)
        case ast.keyword(arg="axis", value=ast.UnaryOp()):
            yield with_fields(node, value=ast.Constant(0))
        case ast.Attribute(attr="T"):
            yield node.value
        case ast.Attribute():
            for name in NAMES.get(node.attr, ()):
                yield with_fields(node, attr=name)
        case ast.Slice():
            yield from _of_slice(node)
        case ast.Tuple(ctx=ast.Load()):
            yield from _of_tuple(node)


def _near_values(value: Any) -> list[Any]:
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int):
        return [value + 1, value - 1] if value > 0 else [value + 1]
    if isinstance(value, float):
        return [value * 2, value / 10] if value else [1.0]
    return []


def _of_call(node: ast.Call) -> Iterator[ast.AST]:
    for keyword in node.keywords:
        if keyword.arg in LEFT_OUT_KEYWORDS:
            yield with_fields(
                node, keywords=[k for k in node.keywords if k is not keyword]
            )
    match node.func:
        case ast.Attribute(ast.Name("np"), "where") if len(node.args) == 3:
            condition, first, second = node.args
            yield with_fields(node, args=[condition, second, first])
        case ast.Attribute(ast.Name("np"), name) | ast.Name(name):
            if name in TRANSPARENT:
                yield from node.args[: 2 if name in ("maximum", "minimum") else 1]
        case ast.Attribute(owner, name) if name in LEFT_OUT_METHODS:
            yield owner


def _of_slice(node: ast.Slice) -> Iterator[ast.AST]:
    for edge in ("lower", "upper"):
        value = getattr(node, edge)
        if value is not None:
            yield with_fields(node, **{edge: None})
            yield with_fields(
                node, **{edge: ast.BinOp(value, ast.Add(), ast.Constant(1))}
            )


def _of_tuple(node: ast.Tuple) -> Iterator[ast.AST]:
    """Yield the tuple with neighbours exchanged, as in `return db, dW`."""
    for elements in exchanged(node.elts):
        yield with_fields(node, elts=elements)


def exchanged(elements: list[ast.expr]) -> Iterator[list[ast.expr]]:
    """Yield a list with each two neighbours exchanged."""
    for i in range(len(elements) - 1):
        first, second = elements[i : i + 2]
        yield [*elements[:i], second, first, *elements[i + 2 :]]
