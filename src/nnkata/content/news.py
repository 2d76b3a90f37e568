"""What an update brings, in words: kinds of files, and what a stub asks differently."""

import ast
import difflib
from pathlib import Path, PurePosixPath

STAYS = "your file stays as it is"
KINDS = {
    "README.md": "lesson",
    "kata.toml": "facts",
    "hints.toml": "hints",
    "calibration.json": "baseline runs",
    "tests.json": "list of tests",
}


def kind_of(file: PurePosixPath | Path) -> str:
    """Return the word for a file of a kata's folder, such as "lesson" or "spec"."""
    if file.name == f"test_{file.parent.name}.py":
        return "spec"
    return "stub" if file.stem == file.parent.name else KINDS.get(file.name, file.name)


def news_of_stub(mine: str, before: str, now: str) -> list[str]:
    """Return which functions a learner's file lacks, and what its stub asks differently.

    Parameters
    ----------
    mine : str
        The text of the learner's file, which stays as it is.
    before, now : str
        The text with the signatures and docstrings that the learner knows, and the stub.
    """
    written = _promises(mine)
    missing = [name for name in _promises(now) if name not in written]
    news = []
    if missing:
        news.append(f"{STAYS}, and lacks {', '.join(missing)}")
    lines = changed(before, now)
    if lines:
        news.append("\n    ".join([f"{STAYS}; its stub now asks:", *lines]))
    return news


def changed(before: str, after: str) -> list[str]:
    """Return how signatures and docstrings changed, as the lines of a unified diff.

    Only functions that both texts have, with a docstring, are compared.
    """
    old, new = _promises(before), _promises(after)
    lines: list[str] = []
    for name in new:
        if old.get(name) and new[name]:
            diff = difflib.unified_diff(old[name], new[name], n=1, lineterm="")
            lines += list(diff)[2:]  # without the names of files
    return lines


def _promises(text: str) -> dict[str, list[str]]:
    """Return the lines of each function's signature and docstring.

    A function without a docstring has none, and a text that cannot be parsed no function.
    """
    try:
        nodes = ast.parse(text).body
    except (SyntaxError, ValueError):
        return {}
    lines = text.splitlines()
    promises = {}
    for node in nodes:
        if isinstance(node, ast.FunctionDef):
            end = node.body[0].end_lineno if ast.get_docstring(node) is not None else 0
            promises[node.name] = lines[node.lineno - 1 : end]
    return promises
