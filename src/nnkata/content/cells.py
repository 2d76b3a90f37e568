"""A notebook's cell as a file: the shell's own commands in it become harmless.

The shell turns `%matplotlib inline`, `!pip install x` and `forward?` into calls of its
own. A file is judged where there is no shell: the calls become comments, or None where
their value is used, and every other line keeps its number.
"""

import ast
from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeGuard


@dataclass(frozen=True)
class Cell:
    """A cell as the shell runs it, and as a file."""

    for_shell: str
    for_file: str

    @property
    def has_commands(self) -> bool:
        """Whether the cell uses the shell: such commands take their time."""
        return self.for_file != self.for_shell


def read_cell(text: str, transform: Callable[[str], str]) -> Cell:
    """Return the forms of a cell; a cell that the shell cannot read stays as it is."""
    try:
        for_shell = _aligned(text, transform(text))
    except SyntaxError:
        for_shell = text
    return Cell(for_shell, _as_file(text, for_shell))


def nested_magic(text: str) -> str:
    """Return the cell magic that a cell begins with, or ""."""
    first, *_ = text.split() or [""]
    return first if first.startswith("%%") else ""


def _aligned(text: str, transformed: str) -> str:
    """The transformed cell, with blank lines where lines were joined or dropped."""
    before, after = text.splitlines(), transformed.splitlines()
    lines: list[str] = []
    for _, i, j, k, m in SequenceMatcher(None, before, after, False).get_opcodes():
        lines += after[k:m]
        lines += [""] * ((j - i) - (m - k))
    end = "\n" if text.endswith("\n") else ""
    return "\n".join(lines) + end


def _as_file(text: str, for_shell: str) -> str:
    """The transformed cell with its commands as comments, or None for their values."""
    try:
        nodes = list(ast.walk(ast.parse(for_shell)))
    except (SyntaxError, ValueError):  # the verdict says it
        return for_shell
    lines, written = for_shell.splitlines(), text.splitlines()
    commands: dict[int, list[slice]] = {}
    for node in nodes:
        if _is_command(node) and node.lineno == node.end_lineno:
            columns = slice(node.col_offset, node.end_col_offset)
            commands.setdefault(node.lineno - 1, []).append(columns)
    for number, columns_of_line in commands.items():
        code = _with_none(lines[number], columns_of_line)
        comment = f"# {written[number].strip()}"
        lines[number] = comment if code == "None" else f"{code}  {comment}"
    return "\n".join(lines) + ("\n" if for_shell.endswith("\n") else "")


def _is_command(node: ast.AST) -> TypeGuard[ast.Call]:
    """Whether a node is `get_ipython().name(...)`."""
    shell = "get_ipython()."
    return isinstance(node, ast.Call) and ast.unparse(node.func).startswith(shell)


def _with_none(line: str, columns: list[slice]) -> str:
    """The line with None in those columns, which are counted in bytes."""
    data = bytearray(line.encode())
    for part in sorted(columns, key=lambda part: -part.start):
        data[part] = b"None"
    return data.decode().rstrip()
