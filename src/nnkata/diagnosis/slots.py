"""The places of a syntax tree that hold expressions, and what is put into them."""

import ast
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from typing import Any, TypeVar

Node = TypeVar("Node", bound=ast.AST)
Change = tuple[ast.AST, str, Any]  # a node, its field, and the field's new value


@dataclass(frozen=True, eq=False)
class Slot:
    """A field of a node that holds an expression, or one of several."""

    owner: ast.AST
    field: str
    number: int | None

    @property
    def node(self) -> ast.expr:
        value = getattr(self.owner, self.field)
        found: ast.expr = value if self.number is None else value[self.number]
        return found

    @property
    def is_read(self) -> bool:
        return isinstance(getattr(self.node, "ctx", ast.Load()), ast.Load)

    @property
    def is_value(self) -> bool:
        """Whether it is all that a statement computes."""
        return isinstance(self.owner, ast.stmt) and self.field == "value"

    def filled(self, new: ast.expr) -> Change:
        """Return the change that puts another expression into the slot."""
        if self.number is None:
            return self.owner, self.field, new
        several = [*getattr(self.owner, self.field)]
        several[self.number] = new
        return self.owner, self.field, several

    def exchanged(self, other: "Slot") -> tuple[Change, ...]:
        """Return the changes that exchange the expressions of two slots."""
        mine, theirs = self.node, other.node
        if (self.owner, self.field) != (other.owner, other.field):
            return self.filled(theirs), other.filled(mine)
        several = [*getattr(self.owner, self.field)]
        several[self.number], several[other.number] = theirs, mine  # type: ignore[index]
        return ((self.owner, self.field, several),)


def slots(owner: ast.AST) -> Iterator[Slot]:
    """Yield the slots below a node, but for those of statements inside of it."""
    for field, value in ast.iter_fields(owner):
        for i, part in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(part, ast.AST) and not isinstance(part, ast.stmt):
                if isinstance(part, ast.expr):
                    yield Slot(owner, field, i if isinstance(value, list) else None)
                yield from slots(part)


def names_of(node: ast.AST) -> set[str]:
    """Return the names in a part of a program."""
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def with_fields(node: Node, **fields: object) -> Node:
    """Return a copy of a node with other fields."""
    new = copy(node)
    for name, value in fields.items():
        setattr(new, name, value)
    return new


def parsed(text: str) -> ast.expr:
    """Return the expression that a text is."""
    return ast.parse(text, mode="eval").body
