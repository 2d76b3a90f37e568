"""Stubs from references: the same promises, each body one line that says "write me".

A stub keeps the module docstring, the imports and constants, and every public
function's signature and docstring. Comments and private helpers stay behind: they
belong to the answer.
"""

import ast
import sys
import textwrap
from itertools import pairwise
from pathlib import Path


def stub_of(reference: Path, idle: bool = False) -> str:
    """Return the stub's text, generated from the file of a reference.

    With `idle`, its functions return None instead of raising.
    """
    source = reference.read_text(encoding="utf-8")
    lines = source.splitlines()
    head: list[str] = []
    promises: list[str] = []
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef):
            if not node.name.startswith("_"):
                promises.append(_promise(node, lines, idle))
        elif _belongs_to_the_promise(node):
            head.append(_text(node, lines))
    return _joined(head) + "\n\n\n" + "\n\n\n".join(promises) + "\n"


def unwritten(function: str) -> str:
    """What an unwritten function says when it is called."""
    return f"{function}: write me"


def _promise(node: ast.FunctionDef, lines: list[str], idle: bool) -> str:
    if ast.get_docstring(node) is None:
        raise ValueError(f"{node.name} has no docstring, so its stub promises nothing")
    end = node.body[0].end_lineno
    promise = "\n".join(lines[node.lineno - 1 : end])
    body = f'raise NotImplementedError("{unwritten(node.name)}")'
    body = "return None" if idle else body
    return promise + "\n" + textwrap.indent(body, "    ")


def _belongs_to_the_promise(node: ast.stmt) -> bool:
    if isinstance(node, ast.Assign):
        names = [target.id for target in node.targets if isinstance(target, ast.Name)]
        return not any(name.startswith("_") for name in names)
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        return not node.target.id.startswith("_")
    return isinstance(node, ast.Expr | ast.Import | ast.ImportFrom)


def _text(node: ast.stmt, lines: list[str]) -> str:
    return "\n".join(lines[node.lineno - 1 : node.end_lineno])


def _joined(head: list[str]) -> str:
    """Docstring, imports and constants, with the blank lines a formatter puts there."""
    text = head[0]
    for before, after in pairwise(head):
        together = _is_import(before) and _is_import(after)
        together = together and _section(before) == _section(after)
        text += ("\n" if together else "\n\n") + after
    return text


def _is_import(text: str) -> bool:
    return text.startswith(("import ", "from "))


def _section(text: str) -> int:
    """Standard library, what is installed, ours: a blank line parts them."""
    top = text.split()[1].split(".")[0]
    return 0 if top in sys.stdlib_module_names else 2 if top == "katas" else 1
