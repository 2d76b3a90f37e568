"""Renew the lessons, stubs and specs of a workspace, and say what is new.

The learner's files stay. What their stubs ask differently now is shown as a diff.
"""

import ast
import difflib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from nnkata.content.catalog import Kata, read_path
from nnkata.content.stubs import is_stub, stub_of
from nnkata.content.workspace import bundled, command
from nnkata.files import decoded, files_below, read_bytes, same_text, write_bytes

STAYS = "your file stays as it is"
KINDS = {
    "README.md": "lesson",
    "kata.toml": "facts",
    "hints.toml": "hints",
    "calibration.json": "baseline runs",
    "tests.json": "list of tests",
}


def renew(katas: Path, backups: Path) -> list[str]:
    """Renew the folder of katas of a workspace, or write it; return what is new.

    What is replaced is copied into `backups`, which is made if it is needed.
    """
    source, syllabus = bundled().katas, katas / "syllabus.toml"
    before = [kata.slug for kata in read_path(katas)] if syllabus.exists() else []
    after = read_path(source)
    news = []
    for kata in after:
        changes = [*_renewed(kata, katas / kata.slug, backups / kata.slug)]
        if kata.slug not in before:
            news.append(f"{kata.slug}: new")
        elif changes:
            news.append(f"{kata.slug}: {', '.join(changes)}")
    for page in sorted([*source.glob("*.md"), *source.glob("*.svg")]):
        if _replace(katas / page.name, page.read_bytes(), backups):
            news.append(f"katas/{page.name}: renewed")
    if _replace(syllabus, (source / syllabus.name).read_bytes(), backups):
        news.append(f"the path has changed: see `{command('list')}`")
    gone = {*before} - {kata.slug for kata in after}
    return news + [f"{slug}: no longer on the path; it stays" for slug in sorted(gone)]


def _renewed(kata: Kata, folder: Path, backups: Path) -> Iterator[str]:
    """Renew the files of a kata; yield what each was, and what a written stub lacks."""
    for file in files_below(kata.folder):
        target = folder / file.relative_to(kata.folder)
        if file != kata.stub and _replace(target, file.read_bytes(), backups):
            yield kind_of(file)
    file = folder / kata.stub.name
    stub, data = stub_of(bundled().reference(kata.slug)), read_bytes(file)
    text = decoded(data or b"")
    if data is not None and not is_stub(text):
        yield from news_of_stub(text, text, stub)
    elif _replace(file, stub.encode(), backups):
        yield "stub"


def _replace(file: Path, new: bytes, backups: Path) -> bool:
    """Replace a file if its text differs, and keep a copy of what it was."""
    old = read_bytes(file)
    if old is not None and same_text(old, new):
        return False
    if old is not None:
        write_bytes(backups / file.name, old)
    write_bytes(file, new)
    return True


# -- what is new, in words -------------------------------------------------------------


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
