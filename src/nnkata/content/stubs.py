"""Stubs from references: the same signatures and docstrings, each body "write me".

A stub keeps the module docstring, the imports and constants, and every public
function's signature and docstring. Comments and private helpers stay behind: they
belong to the answer.
"""

import ast
from pathlib import Path

from nnkata.files import read_bytes, same_text


def stub_of(reference: Path, idle: bool = False) -> str:
    """Return the stub's text, generated from the file of a reference.

    With `idle`, its functions return None instead of raising.
    """
    return stub_from(reference.read_text(encoding="utf-8"), idle)


def is_written(file: Path, stub: str) -> bool:
    """Return whether a learner's file is there and holds more than the stub.

    Text is compared: a file that differs in line ends or a byte order mark, as a checkout
    or an editor on Windows writes it, is still the stub.

    Raises
    ------
    WorkspaceError
        If the file is there and cannot be read.
    """
    data = read_bytes(file)
    return data is not None and not same_text(data, stub.encode())


def is_stub(text: str) -> bool:
    """Return whether a text is a stub as this or an earlier nnkata generates it.

    Such a text is the stub of itself; one with a body or a comment is not.
    """
    try:
        return stub_from(text) == text
    except (SyntaxError, ValueError, IndexError):
        return False


def stub_from(source: str, idle: bool = False) -> str:
    """Return the stub's text, generated from the text of a reference."""
    lines = source.splitlines()
    head, end = "", 0
    promises = []
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef):
            if not node.name.startswith("_"):
                promises.append(_promise(node, lines, idle))
        elif _is_public(node) and node.lineno > end:  # a line once, if it has several
            # What stands together in the reference does so in the stub.
            gap = min(node.lineno - end, 2) if head else 0
            head += "\n" * gap + "\n".join(lines[node.lineno - 1 : node.end_lineno])
            end = node.end_lineno or node.lineno
    return head + "\n\n\n" + "\n\n\n".join(promises) + "\n"


def unwritten(function: str) -> str:
    """Return the message of a function that is not written yet."""
    return f"{function}: write me"


def _promise(node: ast.FunctionDef, lines: list[str], idle: bool) -> str:
    """Return a function's signature and docstring, with the body of a stub."""
    if ast.get_docstring(node) is None:
        raise ValueError(f"{node.name} has no docstring, so its stub promises nothing")
    body = f'raise NotImplementedError("{unwritten(node.name)}")'
    promise = lines[node.lineno - 1 : node.body[0].end_lineno]
    return "\n".join([*promise, "    return None" if idle else f"    {body}"])


def _is_public(node: ast.stmt) -> bool:
    """Return whether a statement is a docstring, an import or a public constant."""
    if isinstance(node, ast.Assign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        names = [target.id for target in targets if isinstance(target, ast.Name)]
        return not any(name.startswith("_") for name in names)
    return isinstance(node, ast.Expr | ast.Import | ast.ImportFrom)
