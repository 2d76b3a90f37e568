"""Automatic mutants: a reference with one small, deliberate change.

Each mutant is the whole source with one node of its syntax tree exchanged: an operator,
a constant, an axis, a dropped term, a swapped reduction, a removed copy, an off-by-one.
A spec that lets one live does not say what it means, or the mutant is equivalent.
"""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

SWAPPED_OPERATORS: dict[type[ast.AST], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.MatMult: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
SWAPPED_COMPARISONS: dict[type[ast.AST], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
TWO_WAYS = """sum mean, max min, maximum minimum, argmax argmin, zeros ones,
    zeros_like ones_like, var std"""
ONE_WAY = "floor ceil, normal uniform, permutation arange"
SWAPPED_NAMES = dict(pair.split() for pair in f"{TWO_WAYS}, {ONE_WAY}".split(","))
SWAPPED_NAMES |= {new: name for name, new in map(str.split, TWO_WAYS.split(","))}
TRANSPARENT = {  # calls that a mutant leaves out: f(x) becomes x
    "exp", "log", "log1p", "expm1", "sqrt", "abs", "square", "tanh", "asarray", "array",
    "float", "int", "clip", "maximum", "minimum", "flip", "copy", "dict", "list",
}  # fmt: skip
LEFT_OUT_METHODS = {"copy", "astype", "transpose", "ravel", "mean", "sum"}
UNCLAIMED = {"verbose", "seed"}  # what a call prints, and which draws it gets
SWAPPED_AXES = {"0": 1, "1": 0, "-1": 0, "2": 1, "3": 2}


@dataclass(frozen=True)
class Mutant:
    """One change: in which function, what the statement became, and the whole source."""

    function: str
    becomes: str
    line: int
    source: str


def mutants(source: str) -> list[Mutant]:
    """Return every mutant of a module's functions and constants, without duplicates."""
    tree = ast.parse(source)
    unchanged = ast.unparse(tree)
    by_source: dict[str, Mutant] = {}
    for top in tree.body:
        for statement, old, new in _changes(top):
            mutated = ast.unparse(_replaced(tree, old, new))
            is_new = mutated != unchanged and mutated not in by_source
            if is_new and _compiles(mutated):
                becomes = ast.unparse(_replaced(statement, old, new)).splitlines()[0]
                name = getattr(top, "name", "(module)")
                by_source[mutated] = Mutant(name, becomes, statement.lineno, mutated)
    return list(by_source.values())


Change = tuple[
    ast.stmt, ast.AST, ast.AST
]  # in a statement, put the last for the middle


def _changes(top: ast.stmt) -> Iterator[Change]:
    if isinstance(top, ast.FunctionDef):
        for default in [*top.args.defaults, *filter(None, top.args.kw_defaults)]:
            for new in _replacements(default):
                yield top, default, new
        for statement in top.body[1:]:
            yield from _changes_in(statement)
    elif isinstance(top, ast.Assign):
        yield from _changes_in(top)


def _changes_in(statement: ast.stmt) -> Iterator[Change]:
    if isinstance(statement, ast.AugAssign | ast.Expr) and not _is_docstring(statement):
        yield statement, statement, ast.copy_location(ast.Pass(), statement)
    for field in ast.iter_child_nodes(statement):
        if isinstance(field, ast.stmt):
            yield from _changes_in(field)
        elif not isinstance(statement, ast.Raise):
            for node in _claimed_parts(field):
                for new in _replacements(node):
                    yield statement, node, new
    if isinstance(statement, ast.AugAssign):
        swapped = SWAPPED_OPERATORS[type(statement.op)]()
        yield statement, statement, _with(statement, op=swapped)


def _claimed_parts(field: ast.AST) -> Iterator[ast.AST]:
    """Yield the parts of a field, without arguments that no result depends on."""
    yield field
    for part in ast.iter_child_nodes(field):
        if not (isinstance(part, ast.keyword) and part.arg in UNCLAIMED):
            yield from _claimed_parts(part)


def _replacements(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what may take the place of one node of an expression."""
    match node:
        case ast.BinOp():
            yield from _of_operator(node)
        case ast.UnaryOp(op=ast.USub() | ast.Not() | ast.Invert()):
            yield node.operand
        case ast.Compare():
            yield from _of_comparison(node)
        case ast.BoolOp():
            is_and = isinstance(node.op, ast.And)
            yield _with(node, op=ast.Or() if is_and else ast.And())
        case ast.IfExp():
            yield node.body
            yield node.orelse
        case ast.Constant():
            yield from (_with(node, value=value) for value in _near_values(node.value))
        case ast.Call():
            yield from _of_call(node)
        case ast.Attribute():
            if node.attr == "T":
                yield node.value
            if node.attr in SWAPPED_NAMES:
                yield _with(node, attr=SWAPPED_NAMES[node.attr])
        case ast.Slice():
            yield from _of_slice(node)
        case ast.Tuple(ctx=ast.Load()):
            yield from _of_tuple(node)


def _of_operator(node: ast.BinOp) -> Iterator[ast.AST]:
    if type(node.op) in SWAPPED_OPERATORS:
        yield _with(node, op=SWAPPED_OPERATORS[type(node.op)]())
    yield node.left
    if isinstance(node.op, ast.Add | ast.Mult | ast.Sub | ast.MatMult):
        yield node.right


def _of_comparison(node: ast.Compare) -> Iterator[ast.AST]:
    for i, op in enumerate(node.ops):
        for swapped in SWAPPED_COMPARISONS.get(type(op), ()):
            yield _with(node, ops=[*node.ops[:i], swapped(), *node.ops[i + 1 :]])


def _near_values(value: object) -> list[object]:
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int):
        return [value + 1, value - 1] if value > 0 else [value + 1]
    if isinstance(value, float):
        return [value * 2, value / 10] if value else [1.0]
    return []


def _of_call(node: ast.Call) -> Iterator[ast.AST]:
    owner = getattr(node.func, "value", None)
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    if owner is not None and ast.unparse(owner) != "np":
        if name in LEFT_OUT_METHODS:
            yield owner
    elif name in TRANSPARENT:
        yield from node.args[: 2 if name in ("maximum", "minimum") else 1]
    for keyword in node.keywords:
        yield from _of_keyword(node, keyword)
    if name == "where" and len(node.args) == 3:
        condition, first, second = node.args
        yield _with(node, args=[condition, second, first])


def _of_keyword(node: ast.Call, keyword: ast.keyword) -> Iterator[ast.AST]:
    others = [k for k in node.keywords if k is not keyword]
    if keyword.arg in ("axis", "keepdims", "initial"):
        yield _with(node, keywords=others)
    axis = SWAPPED_AXES.get(ast.unparse(keyword.value))
    if keyword.arg == "axis" and axis is not None:
        new = ast.keyword("axis", ast.Constant(axis))
        keywords = [new if k is keyword else k for k in node.keywords]
        yield _with(node, keywords=keywords)


def _of_slice(node: ast.Slice) -> Iterator[ast.AST]:
    for edge in ("lower", "upper"):
        value = getattr(node, edge)
        if value is not None:
            yield _with(node, **{edge: None})
            yield _with(node, **{edge: ast.BinOp(value, ast.Add(), ast.Constant(1))})


def _of_tuple(node: ast.Tuple) -> Iterator[ast.AST]:
    """Yield the tuple with neighbours exchanged, as in `return db, dW`."""
    for i in range(len(node.elts) - 1):
        elements = list(node.elts)
        elements[i : i + 2] = elements[i + 1], elements[i]
        yield _with(node, elts=elements)


def _replaced(tree: ast.AST, old: ast.AST, new: ast.AST) -> ast.AST:
    """Return a copy of a tree with `new` in the place of `old`."""
    copied = copy.deepcopy(tree, {id(old): copy.deepcopy(new)})
    return ast.fix_missing_locations(copied)


def _with(node: ast.AST, **fields: object) -> ast.AST:
    """Return a copy of a node with other fields."""
    new = copy.copy(node)
    for name, value in fields.items():
        setattr(new, name, value)
    return new


def _compiles(source: str) -> bool:
    try:
        compile(source, "mutant", "exec")
    except SyntaxError:
        return False
    return True


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
