"""Single edits of a function, the likely ones first: what may undo a slip in it."""

import ast
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from nnkata.diagnosis.expressions import Scope, replacements
from nnkata.diagnosis.slots import Change, parsed, slots, with_fields

Body = list[ast.stmt]
Blocks = ast.For | ast.While | ast.If
MOST_SLOTS = 30  # of a statement, two of which are exchanged


@dataclass(frozen=True)
class Edit:
    """One edit of a function's tree: its rank, in a word what it changes, and where.

    `statement` is the one that is changed or moved, as it stands in the file.
    """

    rank: int
    what: str
    statement: ast.stmt
    changes: tuple[Change, ...]

    @property
    def line(self) -> int:
        return self.statement.lineno

    @contextmanager
    def applied(self) -> Iterator[None]:
        """Have the tree edited in the block."""
        before = [
            (owner, name, getattr(owner, name)) for owner, name, _ in self.changes
        ]
        try:
            for owner, name, new in self.changes:
                setattr(owner, name, _complete(new))
            yield
        finally:
            for owner, name, old in before:
                setattr(owner, name, old)


def edits(function: ast.FunctionDef) -> Iterator[Edit]:
    """Yield the edits of a function, each of a single step."""
    scope = _scope(function)
    for statement in statements(function):
        for slot in slots(statement):
            for rank, what, new in replacements(slot, scope):
                yield Edit(rank, what, statement, (slot.filled(new),))
        yield from _exchanges(statement, scope.names)
        yield from _additions(statement, scope.names)
        yield from _copies(statement)
    yield from moves(function)


def statements(node: ast.AST) -> Iterator[ast.stmt]:
    """Yield the statements of a function, in the order of the text."""
    for _, body in bodies(node):
        for statement in body:
            yield statement
            yield from statements(statement)


def bodies(node: ast.AST) -> Iterator[tuple[str, Body]]:
    """Yield the lists of statements of a node, each with its field, without docstring."""
    for name in ("body", "orelse"):
        body = getattr(node, name, None)
        if isinstance(body, list) and body:
            text = body[0].value if isinstance(body[0], ast.Expr) else None
            yield name, body[isinstance(text, ast.Constant) :]


def names_in(function: ast.FunctionDef) -> list[str]:
    """Return the parameters and variables of a function."""
    parameters = [
        arg.arg for arg in ast.walk(function.args) if isinstance(arg, ast.arg)
    ]
    names = [node for node in ast.walk(function) if isinstance(node, ast.Name)]
    stored = [node.id for node in names if isinstance(node.ctx, ast.Store)]
    return [name for name in dict.fromkeys(parameters + stored) if name != "_"]


def _scope(function: ast.FunctionDef) -> Scope:
    nodes = [node for each in statements(function) for node in ast.walk(each)]
    texts = [node.value for node in nodes if isinstance(node, ast.Constant)]
    keys = [text for text in texts if isinstance(text, str) and text.isidentifier()]
    indices = {
        ast.unparse(node.slice): node.slice
        for node in nodes
        if isinstance(node, ast.Subscript)
    }
    return Scope(names_in(function), [*dict.fromkeys(keys)], [*indices.values()])


def _complete(new: Any) -> Any:
    """Give every new node a place, without which it does not compile."""
    for node in new if isinstance(new, list) else [new]:
        has_place = isinstance(node, ast.stmt) and hasattr(node, "lineno")
        if isinstance(node, ast.AST) and not has_place:
            ast.fix_missing_locations(node)
    return new


def _exchanges(statement: ast.stmt, names: Sequence[str]) -> Iterator[Edit]:
    """Yield edits that exchange two names, or two parts, within a statement."""
    places = [*slots(statement)][:MOST_SLOTS]
    read = [
        (slot, slot.node.id)
        for slot in slots(statement)
        if isinstance(slot.node, ast.Name) and slot.node.id in names
    ]
    for pair in combinations(sorted({name for _, name in read}), 2):
        new = dict(zip(pair, reversed(pair), strict=True))
        both = [(slot, name) for slot, name in read if name in new]
        owners = {(id(slot.owner), slot.field) for slot, _ in both}
        if len(both) > 2 and len(owners) == len(both):
            renamed = (
                (slot, with_fields(slot.node, id=new[name])) for slot, name in both
            )
            changes = tuple(slot.filled(node) for slot, node in renamed)
            yield Edit(2, "the names", statement, changes)
    facts = [(ast.dump(s.node), {id(n) for n in ast.walk(s.node)}) for s in places]
    for i, j in combinations(range(len(places)), 2):
        one, other = places[i], places[j]
        nested = id(one.node) in facts[j][1] or id(other.node) in facts[i][1]
        if not nested and facts[i][0] != facts[j][0] and one.is_read == other.is_read:
            indices = {one.field, other.field} == {"slice"}
            rank = 1 if one.owner is other.owner or indices else 3
            yield Edit(rank, "the order", statement, one.exchanged(other))


def _additions(statement: ast.stmt, names: Sequence[str]) -> Iterator[Edit]:
    """Yield edits that add a term or a factor to what a statement computes."""
    for slot in slots(statement):
        if slot.is_value or isinstance(slot.owner, ast.Tuple | ast.Dict):
            for more in _with_more(slot.node, names):
                yield Edit(3, "a term", statement, (slot.filled(more),))


def _with_more(node: ast.expr, names: Sequence[str]) -> Iterator[ast.expr]:
    if isinstance(node, ast.Slice | ast.Starred):
        return
    for name in names:
        term = ast.Name(name, ast.Load())
        for op in (ast.Add, ast.Sub, ast.Mult, ast.Div):
            yield ast.BinOp(node, op(), term)
        length = ast.Call(ast.Name("len", ast.Load()), [term], [])
        yield ast.BinOp(node, ast.Div(), length)


def _copies(statement: ast.stmt) -> Iterator[Edit]:
    """Yield edits that copy what a statement hands over."""
    for slot in slots(statement):
        handed = isinstance(slot.owner, ast.DictComp | ast.ListComp | ast.Tuple)
        match slot.node:
            case ast.Name() | ast.Subscript() if slot.is_value or handed:
                copied = ast.Call(ast.Attribute(slot.node, "copy", ast.Load()), [], [])
                yield Edit(1, "a copy", statement, (slot.filled(copied),))
            case ast.Call(ast.Name("dict"), [ast.Name(name)], []):
                text = f"{{key: value.copy() for key, value in {name}.items()}}"
                yield Edit(1, "a copy", statement, (slot.filled(parsed(text)),))


def moves(node: ast.AST) -> Iterator[Edit]:
    """Yield edits that move, leave out or replace whole statements."""
    for name, body in bodies(node):
        whole = getattr(node, name)
        head = whole[: len(whole) - len(body)]  # the docstring
        for i, statement in enumerate(body):
            rest = [*body[:i], *body[i + 1 :]]
            if not isinstance(statement, ast.Return):
                left = [*head, *(rest or [ast.Pass()])]
                yield Edit(2, "a step", statement, ((node, name, left),))
            for j in range(len(body)):
                new = [*head, *rest[:j], statement, *rest[j:]]
                rank = 1 if abs(i - j) == 1 else 2
                if i != j:
                    yield Edit(rank, "the steps", statement, ((node, name, new),))
            for new_statement in _rewritten(statement):
                new = [*head, *body[:i], new_statement, *body[i + 1 :]]
                yield Edit(1, "the assignment", statement, ((node, name, new),))
            for block in rest:
                yield from _into(block, statement, (node, name, [*head, *rest]))
            if isinstance(statement, Blocks):
                for j in (i, i + 1):
                    before, after = [*head, *body[:j]], body[j:]
                    yield from _out_of(statement, node, name, before, after)
            yield from moves(statement)


def _into(block: ast.stmt, statement: ast.stmt, taken: Change) -> Iterator[Edit]:
    """Yield edits that move a statement into a block beside it."""
    for name, body in bodies(block) if isinstance(block, Blocks) else ():
        for k in range(len(body) + 1):
            new = [*body[:k], statement, *body[k:]]
            rank = 1 if k in (0, len(body)) else 2
            yield Edit(rank, "the block", statement, (taken, (block, name, new)))


def _out_of(
    block: ast.stmt, node: ast.AST, name: str, before: Body, after: Body
) -> Iterator[Edit]:
    """Yield edits that move a statement out of the block that it is in."""
    for inner, body in bodies(block):
        for k, statement in enumerate(body):
            rest = [*body[:k], *body[k + 1 :]] or [ast.Pass()]
            new = [*before, statement, *after]
            changes = ((node, name, new), (block, inner, rest))
            yield Edit(1, "the block", statement, changes)


def _rewritten(statement: ast.stmt) -> Iterator[ast.stmt]:
    """Yield x = a, x = x + a and x -= a for x += a, and x += a for x = a."""
    match statement:
        case ast.AugAssign(target, op, value):
            loaded = parsed(ast.unparse(target))
            yield ast.Assign([target], value)
            yield ast.Assign([target], ast.BinOp(loaded, op, value))
            for other in (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.BitOr):
                if not isinstance(op, other):
                    yield ast.AugAssign(target, other(), value)
        case ast.Assign([ast.Name() | ast.Subscript() as target], value):
            yield ast.AugAssign(target, ast.Add(), value)
