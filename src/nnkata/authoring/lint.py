"""Checks of a kata's files that run no code: its hints, and which names lead to which."""

import ast
from pathlib import Path

from nnkata.content.catalog import Kata
from nnkata.content.schema import read_toml
from nnkata.content.workspace import Workspace

STEPS = 3
LONGEST_HINT = 400  # characters
TELLING = 12  # characters of code that give a solution away


def hint_problems(kata: Kata, workspace: Workspace) -> list[str]:
    """Return a sentence for each thing to fix in the hints of a kata."""
    reference = workspace.reference(kata.slug)
    functions = public_functions(reference)
    hints = read_toml(kata.hints)
    problems = [f"no hints for {name}" for name in functions if name not in hints]
    problems += [
        f"hints for '{name}', which is not a function"
        for name in set(hints) - functions
    ]
    lines = code_lines(reference)
    for name, entry in hints.items():
        steps = entry.get("steps", [])
        if len(steps) != STEPS:
            problems.append(f"{name}: {len(steps)} hints, expected {STEPS}")
        for step in steps:
            if len(step) > LONGEST_HINT:
                problems.append(f"{name}: a hint is too long")
        for step in steps[:-1]:
            given = [line for line in lines if line in step]
            problems += [f"{name}: an early hint contains `{line}`" for line in given]
    return problems


def public_functions(file: Path) -> set[str]:
    """Return the names of a module's functions that a spec may call."""
    names = {function.name for function in _functions(file)}
    return {name for name in names if not name.startswith("_")}


def defined(source: str) -> set[str]:
    """Return the names that a module defines at its top."""
    names: set[str] = set()
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names |= {t.id for t in node.targets if isinstance(t, ast.Name)}
    return names


def callers(file: Path, names: set[str]) -> frozenset[str]:
    """Return these names and those of the functions whose bodies lead to one of them."""
    uses = {
        function.name: {n.id for n in ast.walk(function) if isinstance(n, ast.Name)}
        for function in _functions(file)
    }
    reached, before = set(names), set[str]()
    while reached != before:
        before = set(reached)
        reached |= {name for name, used in uses.items() if used & before}
    return frozenset(reached)


def code_lines(file: Path) -> set[str]:
    """Return what each statement of a file computes, without its target."""
    statements = ast.Assign | ast.AugAssign | ast.Return
    nodes = [node for node in ast.walk(_tree(file)) if isinstance(node, statements)]
    lines = {ast.unparse(node.value) for node in nodes if node.value}
    return {line for line in lines if len(line) >= TELLING}


def _tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def _functions(file: Path) -> list[ast.FunctionDef]:
    return [node for node in _tree(file).body if isinstance(node, ast.FunctionDef)]
