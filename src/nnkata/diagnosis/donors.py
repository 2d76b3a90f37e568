"""Edits taken from right answers: a part of one in the place of a part of a function.

Names are matched by the values that they have while both functions answer one call: a
right answer's `dA1` may be `cache["delta"]` here.
"""

import ast
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import partial
from itertools import count
from types import FrameType
from typing import Any

import numpy as np

from nnkata.diagnosis.compare import is_numeric
from nnkata.diagnosis.edits import Edit, bodies, names_in, statements
from nnkata.diagnosis.implementations import Implementation
from nnkata.diagnosis.slots import Slot, names_of, parsed, slots, with_fields
from nnkata.subject.recording import Call

MOST_LINES = 400  # executed, at which values are noted
MOST_VALUES = 60  # of each expression that are looked at
LARGEST = 100_000  # numbers in an array that is looked at
Values = dict[str, set[bytes]]  # by expression, what it was worth


def observed(
    function: ast.FunctionDef, implementation: Implementation, call: Call
) -> Values:
    """Return what the names and parts of a function are worth while it answers a call."""
    texts = dict.fromkeys(map(ast.unparse, atoms(function)))
    codes = {text: compile(text, "<expression>", "eval") for text in texts}
    values: Values = {text: set() for text in codes}
    own, lines = implementation.functions[function.name].__code__, count()

    def on_call(frame: FrameType, event: str, argument: Any) -> Any:
        return on_line if frame.f_code is own else None

    def on_line(frame: FrameType, event: str, argument: Any) -> Any:
        if event in ("line", "return"):
            if next(lines) >= MOST_LINES:
                sys.settrace(before)
                return None
            known = {**frame.f_globals, **frame.f_locals}
            for text, code in codes.items():
                if len(values[text]) < MOST_VALUES:
                    with suppress(Exception):
                        values[text].add(_fingerprint(eval(code, known)))
        return on_line

    before = sys.gettrace()
    sys.settrace(on_call)
    try:
        implementation.outcome(call)
    finally:
        sys.settrace(before)
    return {text: found - {b""} for text, found in values.items()}


def atoms(node: ast.AST) -> Iterator[ast.expr]:
    """Yield names, and parts of them by indices, that a function reads."""
    for child in ast.iter_child_nodes(node):
        if is_atom(child):
            yield child  # type: ignore[misc]
        yield from atoms(child)


def is_atom(node: ast.AST) -> bool:
    match node:
        case ast.Name():
            return True
        case ast.Subscript(value, ast.Name() | ast.Constant() | ast.BinOp()):
            return is_atom(value)
    return False


def _fingerprint(value: Any) -> bytes:
    """Return what equal numbers have in common, b"" for anything else."""
    if not is_numeric(value) or np.size(value) > LARGEST or isinstance(value, bool):
        return b""
    numbers = np.asarray(value, np.float64)
    return f"{numbers.shape}".encode() + (numbers.round(7) + 0.0).tobytes()


def donated(
    function: ast.FunctionDef, mine: Values, donor: ast.FunctionDef, theirs: Values
) -> Iterator[Edit]:
    """Yield the edits of a function that put something of a right answer into it."""
    names = _matched(mine, theirs)
    arguments = zip(function.args.args, donor.args.args, strict=False)
    names |= {theirs.arg: mine.arg for mine, theirs in arguments}
    rename = partial(_renamed, names=names, variables=set(names_in(donor)))
    parts: dict[str, tuple[bool, ast.expr]] = {}
    for given, _ in _computed(donor):
        if new := rename(given.node):
            is_whole = isinstance(given.owner, ast.stmt)
            parts.setdefault(ast.unparse(new), (is_whole, new))
    made = {*names_in(function)} - {arg.arg for arg in function.args.args}
    for slot, statement in _computed(function):
        known, used = ast.unparse(slot.node), made & names_of(slot.node)
        for text, (is_whole, new) in parts.items():
            whole = is_whole and slot.owner is statement
            # What no longer uses what was computed before it would repair by going round.
            if text != known and (not used or made & names_of(new)):
                yield Edit(1 if whole else 3, "", statement, (slot.filled(new),))
    for statement in statements(donor):
        is_step = isinstance(statement, ast.Assign | ast.AugAssign)
        if is_step and (step := rename(statement)):
            yield from _inserted(function, step)


def _matched(mine: Values, theirs: Values) -> dict[str, str]:
    """Return, for an expression of another function, the one here that is most like it."""
    matched = {}
    for name, values in theirs.items():
        shares = {
            own: (len(values & seen) / len(values | seen), -len(own))
            for own, seen in mine.items()
            if values & seen
        }
        if shares:
            matched[name] = max(shares, key=shares.__getitem__)
    return matched


def _computed(function: ast.FunctionDef) -> Iterator[tuple[Slot, ast.stmt]]:
    """Yield the slots of a function in which something is computed."""
    for statement in statements(function):
        for slot in slots(statement):
            inside = is_atom(slot.owner) or slot.field in ("func", "keys", "slice")
            if slot.is_read and not inside and not _is_fragment(slot.node):
                yield slot, statement


def _is_fragment(part: ast.expr) -> bool:
    """Return whether an expression cannot stand alone: the `:, 0` of an index, say."""
    parts = part.elts if isinstance(part, ast.Tuple) else [part]
    return any(isinstance(inner, ast.Slice | ast.Starred) for inner in parts)


def _renamed(node: ast.AST, names: Mapping[str, str], variables: set[str]) -> Any:
    """Return a node with the names of another function; None where one is not known."""
    targets = [n.target for n in ast.walk(node) if isinstance(n, ast.comprehension)]
    renaming = _Renaming(names, variables.difference(*map(names_of, targets)))
    new = renaming.visit(ast.parse(ast.unparse(node)).body[0])
    if renaming.unknown:
        return None
    return new if isinstance(node, ast.stmt) else new.value


class _Renaming(ast.NodeTransformer):
    """Puts the names of one function in the place of those of another."""

    def __init__(self, names: Mapping[str, str], variables: set[str]) -> None:
        self._names, self._variables, self.unknown = names, variables, False

    def visit(self, node: ast.AST) -> Any:
        known = self._names.get(ast.unparse(node)) if is_atom(node) else None
        if known is None:
            self.unknown |= isinstance(node, ast.Name) and node.id in self._variables
            return super().visit(node)
        return with_fields(parsed(known), ctx=node.ctx)  # type: ignore[attr-defined]


def _inserted(function: ast.FunctionDef, step: ast.stmt) -> Iterator[Edit]:
    """Yield edits that put one more step before or behind each statement."""
    for owner in [function, *statements(function)]:
        for name, body in bodies(owner):
            whole = getattr(owner, name)
            head = whole[: len(whole) - len(body)]
            for i, statement in enumerate(body):
                new = [*head, *body[:i], step, *body[i:]]
                yield Edit(2, "before", statement, ((owner, name, new),))
            if not isinstance(body[-1], ast.Return):
                new = [*whole, step]
                yield Edit(2, "after", body[-1], ((owner, name, new),))
