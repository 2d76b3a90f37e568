"""What a kata's texts tell without being run: its hints, and which names lead to which."""

import ast
from pathlib import Path

from nnkata.content.catalog import Kata
from nnkata.content.schema import read_toml
from nnkata.content.workspace import Workspace

STEPS = 3
LONGEST_HINT = 400  # characters
TELLING = 12  # characters of code that give something away


def hint_problems(kata: Kata, workspace: Workspace) -> list[str]:
    """Why the hints of a kata cannot stay as they are."""
    reference = workspace.reference(kata.slug)
    functions = public_functions(reference)
    hints = read_toml(kata.hints)
    problems = [f"no hints for {name}" for name in functions if name not in hints]
    problems += [
        f"hints for '{name}', which is no function" for name in set(hints) - functions
    ]
    lines = code_lines(reference)
    for name, entry in hints.items():
        steps = entry.get("steps", [])
        if len(steps) != STEPS:
            problems.append(f"{name}: {len(steps)} hints, expected {STEPS}")
        problems += [
            f"{name}: a hint is too long" for s in steps if len(s) > LONGEST_HINT
        ]
        told = [line for step in steps[:-1] for line in lines if line in step]
        problems += [f"{name}: an early hint contains `{line}`" for line in told]
    return problems


def public_functions(file: Path) -> set[str]:
    """The names of a module's functions that a spec may call."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    functions = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
    return {name for name in functions if not name.startswith("_")}


def defined(source: str) -> set[str]:
    """The names that a module defines at its top."""
    found: set[str] = set()
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign):
            found |= {t.id for t in node.targets if isinstance(t, ast.Name)}
    return found


def callers(file: Path, names: set[str]) -> frozenset[str]:
    """These names, and the functions of a module whose bodies lead to one of them."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    found, before = set(names), set[str]()
    while found != before:
        before = set(found)
        for function in functions:
            used = {n.id for n in ast.walk(function) if isinstance(n, ast.Name)}
            if used & found:
                found.add(function.name)
    return frozenset(found)


def code_lines(file: Path) -> set[str]:
    """The telling parts of every statement: what it computes, without its target."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.Return) and node.value:
            code = ast.unparse(node.value)
            if len(code) >= TELLING:
                found.add(code)
    return found
