"""Stubs from references: the same promises, each body one line that says "write me".

A stub keeps the module docstring, the imports and constants, and every public
function's signature and docstring. Comments and private helpers stay behind: they
belong to the answer.
"""

import ast
import difflib
import sys
import textwrap
from itertools import pairwise
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

    A stub is what a stub would be made from it; with a body or a comment it is not.
    """
    try:
        return stub_from(text) == text
    except (SyntaxError, ValueError, IndexError):
        return False


def functions(text: str) -> list[str]:
    """Return the names of the functions that a text defines; none if it has an error."""
    return [node.name for node in _defined(text)]


def news_of_stub(mine: str, before: str, now: str) -> list[str]:
    """Return what a learner's file lacks, and what its stub asks otherwise than before.

    Parameters
    ----------
    mine : str
        The text of the learner's file, which stays as it is.
    before, now : str
        The text with the signatures and docstrings that the learner knows, and the stub.
    """
    missing = [name for name in functions(now) if name not in functions(mine)]
    news = []
    if missing:
        news.append(f"your file stays as it is, and lacks {', '.join(missing)}")
    lines = changed(before, now)
    if lines:
        told = "your file stays as it is; its stub now asks:"
        news.append("\n    ".join([told, *lines]))
    return news


def changed(before: str, after: str) -> list[str]:
    """Return how signatures and docstrings changed, as the lines of a unified diff.

    Only functions that both texts have, with a docstring, are compared: what a learner's
    file no longer tells cannot have changed.
    """
    old, new = _promises(before), _promises(after)
    lines: list[str] = []
    for name in new:
        if name in old:
            diff = difflib.unified_diff(old[name], new[name], n=1, lineterm="")
            lines += list(diff)[2:]  # without the names of files
    return lines


def _promises(text: str) -> dict[str, list[str]]:
    """The lines of each function's signature and docstring."""
    lines = text.splitlines()
    return {
        node.name: lines[node.lineno - 1 : node.body[0].end_lineno]
        for node in _defined(text)
        if ast.get_docstring(node) is not None
    }


def _defined(text: str) -> list[ast.FunctionDef]:
    try:
        nodes = ast.parse(text).body
    except (SyntaxError, ValueError):
        return []
    return [node for node in nodes if isinstance(node, ast.FunctionDef)]


def stub_from(source: str, idle: bool = False) -> str:
    """The stub's text, generated from the text of a reference."""
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
