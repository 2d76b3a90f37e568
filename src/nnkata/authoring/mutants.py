"""Automatic mutants: a reference with one small, deliberate change.

Each mutant is the whole source with one node of its syntax tree exchanged: an operator,
a constant, an axis, a dropped term, a swapped reduction, a removed copy, an off-by-one.
A spec that lets one live does not say what it means, or the mutant is equivalent.
"""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

SWAPPED_OPERATORS: dict[type[ast.AST], tuple[type[ast.AST], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Div,),
    ast.Mod: (ast.Mult,),
    ast.Pow: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
    ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,),
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
SWAPPED_NAMES = {
    "sum": ("mean",),
    "mean": ("sum",),
    "max": ("min",),
    "min": ("max",),
    "maximum": ("minimum",),
    "minimum": ("maximum",),
    "argmax": ("argmin",),
    "argmin": ("argmax",),
    "zeros": ("ones",),
    "ones": ("zeros",),
    "zeros_like": ("ones_like",),
    "ones_like": ("zeros_like",),
    "floor": ("ceil",),
    "var": ("std",),
    "std": ("var",),
    "normal": ("uniform",),
    "permutation": ("arange",),
}
TRANSPARENT = {  # calls that a mutant leaves out: f(x) becomes x
    "exp", "log", "log1p", "expm1", "sqrt", "abs", "square", "tanh", "asarray", "array",
    "float", "int", "clip", "maximum", "minimum", "flip", "copy", "dict", "list",
}  # fmt: skip
LEFT_OUT_METHODS = {"copy", "astype", "transpose", "ravel", "mean", "sum"}
NOBODYS_CLAIM = {"verbose", "seed"}  # what a call prints, and which draws it gets
AXES = {"0": (1,), "1": (0,), "-1": (0,), "2": (1,), "3": (2,)}


@dataclass(frozen=True)
class Mutant:
    """One change: in which function, what the statement became, and the whole source."""

    function: str
    becomes: str
    line: int
    source: str


def mutants(source: str) -> list[Mutant]:
    """Every mutant of a module's functions and constants, each a different program."""
    tree = ast.parse(source)
    plain = ast.unparse(tree)
    found: dict[str, Mutant] = {}
    for top in tree.body:
        for statement, change in _changes_of(top):
            mutated = ast.unparse(ast.fix_missing_locations(_applied(tree, change)))
            if mutated != plain and mutated not in found and _compiles(mutated):
                becomes = _told(statement, change)
                name = getattr(top, "name", "(module)")
                found[mutated] = Mutant(name, becomes, statement.lineno, mutated)
    return list(found.values())


@dataclass(frozen=True)
class _Change:
    """Put `new` where `old` is."""

    old: ast.AST
    new: ast.AST


def _changes_of(top: ast.stmt) -> Iterator[tuple[ast.stmt, _Change]]:
    if isinstance(top, ast.FunctionDef):
        for default in [*top.args.defaults, *filter(None, top.args.kw_defaults)]:
            for change in _changes(default):
                yield top, change
        for statement in top.body[1:]:
            yield from _in_statement(statement)
    elif isinstance(top, ast.Assign):
        yield from _in_statement(top)


def _in_statement(statement: ast.stmt) -> Iterator[tuple[ast.stmt, _Change]]:
    if isinstance(statement, ast.AugAssign | ast.Expr) and not _is_docstring(statement):
        yield statement, _Change(statement, ast.copy_location(ast.Pass(), statement))
    for field in ast.iter_child_nodes(statement):
        if isinstance(field, ast.stmt):
            yield from _in_statement(field)
        elif not isinstance(statement, ast.Raise):
            for node in _told_of(field):
                for change in _changes(node):
                    yield statement, change
    if isinstance(statement, ast.AugAssign):
        for swapped in SWAPPED_OPERATORS.get(type(statement.op), ()):
            new = copy.deepcopy(statement)
            new.op = swapped()  # type: ignore[assignment]
            yield statement, _Change(statement, new)


def _told_of(field: ast.AST) -> Iterator[ast.AST]:
    """What a field is made of, but for arguments that no result depends on by right."""
    yield field
    for part in ast.iter_child_nodes(field):
        if not (isinstance(part, ast.keyword) and part.arg in NOBODYS_CLAIM):
            yield from _told_of(part)


def _changes(node: ast.AST) -> Iterator[_Change]:
    """The changes of one node of an expression."""
    if isinstance(node, ast.BinOp):
        yield from _binary(node)
    elif isinstance(node, ast.UnaryOp) and isinstance(
        node.op, ast.USub | ast.Not | ast.Invert
    ):
        yield _Change(node, node.operand)
    elif isinstance(node, ast.Compare):
        yield from _comparison(node)
    elif isinstance(node, ast.BoolOp):
        yield _Change(node, _with(node, op=ast.Or() if _is_and(node) else ast.And()))
    elif isinstance(node, ast.IfExp):
        yield _Change(node, node.body)
        yield _Change(node, node.orelse)
    elif isinstance(node, ast.Constant):
        yield from _constant(node)
    elif isinstance(node, ast.Call):
        yield from _call(node)
    elif isinstance(node, ast.Attribute):
        yield from _attribute(node)
    elif isinstance(node, ast.Slice):
        yield from _slice(node)
    elif isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Load):
        yield from _tuple(node)


def _binary(node: ast.BinOp) -> Iterator[_Change]:
    for swapped in SWAPPED_OPERATORS.get(type(node.op), ()):
        yield _Change(node, _with(node, op=swapped()))
    yield _Change(node, node.left)
    if isinstance(node.op, ast.Add | ast.Mult | ast.Sub | ast.MatMult):
        yield _Change(node, node.right)


def _comparison(node: ast.Compare) -> Iterator[_Change]:
    for i, op in enumerate(node.ops):
        for swapped in SWAPPED_COMPARISONS.get(type(op), ()):
            ops = [*node.ops[:i], swapped(), *node.ops[i + 1 :]]
            yield _Change(node, _with(node, ops=ops))


def _constant(node: ast.Constant) -> Iterator[_Change]:
    value = node.value
    if isinstance(value, bool):
        yield _Change(node, _with(node, value=not value))
    elif isinstance(value, int):
        yield _Change(node, _with(node, value=value + 1))
        if value > 0:
            yield _Change(node, _with(node, value=value - 1))
    elif isinstance(value, float):
        yield _Change(node, _with(node, value=value * 2 if value else 1.0))
        if value:
            yield _Change(node, _with(node, value=value / 10))


def _call(node: ast.Call) -> Iterator[_Change]:
    name = _called_name(node)
    is_method = isinstance(node.func, ast.Attribute) and not _is_numpy(node.func)
    if is_method and name in LEFT_OUT_METHODS:
        assert isinstance(node.func, ast.Attribute)
        yield _Change(node, node.func.value)
    elif name in TRANSPARENT and node.args and not is_method:
        for argument in (
            node.args[:2] if name in ("maximum", "minimum") else node.args[:1]
        ):
            yield _Change(node, argument)
    for keyword in node.keywords:
        yield from _keyword(node, keyword)
    if name == "where" and len(node.args) == 3:
        yield _Change(
            node, _with(node, args=[node.args[0], node.args[2], node.args[1]])
        )


def _keyword(node: ast.Call, keyword: ast.keyword) -> Iterator[_Change]:
    others = [k for k in node.keywords if k is not keyword]
    if keyword.arg in ("axis", "keepdims", "initial"):
        yield _Change(node, _with(node, keywords=others))
    if keyword.arg == "axis":
        for axis in AXES.get(ast.unparse(keyword.value), ()):
            new = ast.keyword("axis", ast.Constant(axis))
            keywords = [new if k is keyword else k for k in node.keywords]
            yield _Change(node, _with(node, keywords=keywords))


def _attribute(node: ast.Attribute) -> Iterator[_Change]:
    if node.attr == "T":
        yield _Change(node, node.value)
    for swapped in SWAPPED_NAMES.get(node.attr, ()):
        yield _Change(node, _with(node, attr=swapped))


def _slice(node: ast.Slice) -> Iterator[_Change]:
    for edge in ("lower", "upper"):
        if getattr(node, edge) is not None:
            yield _Change(node, _with(node, **{edge: None}))
            one_more = ast.BinOp(getattr(node, edge), ast.Add(), ast.Constant(1))
            yield _Change(node, _with(node, **{edge: one_more}))


def _tuple(node: ast.Tuple) -> Iterator[_Change]:
    """Neighbours exchanged, as in `return db, dW`."""
    for i in range(len(node.elts) - 1):
        elements = list(node.elts)
        elements[i], elements[i + 1] = elements[i + 1], elements[i]
        yield _Change(node, _with(node, elts=elements))


def _applied(tree: ast.Module, change: _Change) -> ast.Module:
    """A copy of the tree with the change in it; the tree itself stays."""
    memo: dict[int, object] = {id(change.old): copy.deepcopy(change.new)}
    return copy.deepcopy(tree, memo)


def _told(statement: ast.stmt, change: _Change) -> str:
    """The changed statement's first line, as it reads in the mutant."""
    memo: dict[int, object] = {id(change.old): copy.deepcopy(change.new)}
    changed = ast.fix_missing_locations(copy.deepcopy(statement, memo))
    return ast.unparse(changed).splitlines()[0]


def _compiles(source: str) -> bool:
    try:
        compile(source, "mutant", "exec")
    except SyntaxError:
        return False
    return True


def _with(node: ast.expr, **fields: object) -> ast.expr:
    new = copy.copy(node)
    for name, value in fields.items():
        setattr(new, name, value)
    return new


def _called_name(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _is_numpy(node: ast.Attribute) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id == "np"


def _is_and(node: ast.BoolOp) -> bool:
    return isinstance(node.op, ast.And)


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
