"""Edits taken from right answers: a part of one in the place of a part of a function.

Names are matched by the values that they have while both functions answer one call: a
right answer's `dA1` may be `cache["delta"]` here.
"""

import ast
import sys
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from types import CodeType, FrameType
from typing import Any

import numpy as np

from nnkata.diagnosis.compare import is_numeric
from nnkata.diagnosis.edits import Edit, bodies, names_in, statements
from nnkata.diagnosis.slots import Slot, parsed, slots

MOST_LINES = 400  # executed, at which values are noted
MOST_VALUES = 60  # of each expression that are looked at
OPERATORS = ast.Add, ast.Sub, ast.Mult, ast.Div
LARGEST = 100_000  # numbers in an array that is looked at
Values = dict[str, set[bytes]]  # by expression, what it was worth


@dataclass
class Observer:
    """Notes what the names and parts of a function are worth while it runs."""

    function: ast.FunctionDef
    values: Values = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._lines = 0
        self._atoms = {
            text: compile(text, "<expression>", "eval")
            for text in dict.fromkeys(
                ast.unparse(atom) for atom in atoms(self.function)
            )
        }

    @contextmanager
    def watching(self, code: CodeType) -> Iterator[None]:
        """Note the values in the calls of a function in the block."""

        def on_line(frame: FrameType, event: str, argument: Any) -> Any:
            if event in ("line", "return"):
                self._note(frame)
                self._lines += 1
            return on_line if self._lines < MOST_LINES else None

        def on_call(frame: FrameType, event: str, argument: Any) -> Any:
            is_new = self._lines < MOST_LINES
            return on_line if frame.f_code is code and is_new else None

        before = sys.gettrace()
        sys.settrace(on_call)
        try:
            yield
        finally:
            sys.settrace(before)

    def _note(self, frame: FrameType) -> None:
        known = {**frame.f_globals, **frame.f_locals}
        for text, code in self._atoms.items():
            values = self.values.setdefault(text, set())
            if len(values) < MOST_VALUES:
                with suppress(Exception):
                    if value := _fingerprint(eval(code, known)):
                        values.add(value)


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
    names |= {theirs.arg: [mine.arg] for mine, theirs in arguments}
    rename = partial(_renamed, names=names, variables=set(names_in(donor)))
    parts: dict[str, tuple[bool, ast.expr]] = {}
    for given, _ in _computed(donor):
        for new in rename(given.node):
            is_whole = isinstance(given.owner, ast.stmt)
            parts.setdefault(ast.unparse(new), (is_whole, new))
    made = _made(function)
    for slot, statement in _computed(function):
        known, used = ast.unparse(slot.node), made & _names(slot.node)
        for text, (is_whole, new) in parts.items():
            whole = is_whole and slot.owner is statement
            # What no longer uses what was computed before it would repair by going round.
            if text != known and (not used or made & _names(new)):
                yield Edit(1 if whole else 3, "", statement, (slot.filled(new),))
            for op in OPERATORS if slot.owner is statement else ():
                more = ast.BinOp(slot.node, op(), new)
                yield Edit(4, "a term", statement, (slot.filled(more),))
    for statement in statements(donor):
        if isinstance(statement, ast.Assign | ast.AugAssign):
            for step in rename(statement):
                yield from _inserted(function, step)


def _made(function: ast.FunctionDef) -> set[str]:
    """Return the variables that a function makes: not its parameters."""
    stored = {
        node.id
        for node in ast.walk(function)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    return stored - {argument.arg for argument in function.args.args}


def _names(node: ast.AST) -> set[str]:
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def _matched(mine: Values, theirs: Values) -> dict[str, list[str]]:
    """Return, for an expression of another function, the ones here that are like it."""
    matched = {}
    for name, values in theirs.items():
        shares = {
            own: len(values & seen) / len(values | seen)
            for own, seen in mine.items()
            if values & seen
        }
        matched[name] = sorted(shares, key=lambda own: (-shares[own], len(own)))[:2]
    return {name: found for name, found in matched.items() if found}


def _computed(function: ast.FunctionDef) -> Iterator[tuple[Slot, ast.stmt]]:
    """Yield the slots of a function in which something is computed."""
    for statement in statements(function):
        for slot in slots(statement):
            is_read = isinstance(getattr(slot.node, "ctx", ast.Load()), ast.Load)
            inside = is_atom(slot.owner) or slot.field in ("func", "keys", "slice")
            if is_read and not inside and not _is_fragment(slot.node):
                yield slot, statement


def _is_fragment(part: ast.expr) -> bool:
    """Return whether an expression cannot stand alone: the `:, 0` of an index, say."""
    parts = part.elts if isinstance(part, ast.Tuple) else [part]
    return any(isinstance(inner, ast.Slice | ast.Starred) for inner in parts)


def _renamed(
    node: ast.AST, names: Mapping[str, Sequence[str]], variables: Set[str]
) -> Iterator[Any]:
    """Yield a node with the names of another function, the best match first."""
    bound = {
        name.id
        for part in ast.walk(node)
        if isinstance(part, ast.comprehension)
        for name in ast.walk(part.target)
        if isinstance(name, ast.Name)
    }
    for choice in (0, 1):
        renaming = _Renaming(names, variables - bound, choice)
        new = renaming.visit(ast.parse(ast.unparse(node)).body[0])
        if not renaming.unknown and (choice == 0 or renaming.chose):
            yield new if isinstance(node, ast.stmt) else new.value


class _Renaming(ast.NodeTransformer):
    """Puts the names of one function in the place of those of another."""

    def __init__(
        self, names: Mapping[str, Sequence[str]], variables: Set[str], choice: int
    ) -> None:
        self._names, self._variables, self._choice = names, variables, choice
        self.chose = self.unknown = False

    def visit(self, node: ast.AST) -> Any:
        known = self._names.get(ast.unparse(node)) if is_atom(node) else None
        if known is None:
            self.unknown |= isinstance(node, ast.Name) and node.id in self._variables
            return super().visit(node)
        self.chose |= len(known) > self._choice > 0
        new: Any = parsed(known[min(self._choice, len(known) - 1)])
        new.ctx = node.ctx  # type: ignore[attr-defined]
        return new


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
