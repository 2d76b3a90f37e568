"""What can be checked of a kata's texts: hints that climb and do not give it away."""

import ast
from pathlib import Path

from nnkata.catalog import Kata, read_toml
from nnkata.shelves import Shelves

STEPS = 3
LONGEST_HINT = 400  # characters
TELLING = 12  # characters of code that give something away


def hint_problems(kata: Kata, shelves: Shelves) -> list[str]:
    """Why the hints of a kata cannot stay as they are."""
    reference = shelves.reference(kata.slug)
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


def code_lines(file: Path) -> set[str]:
    """The telling parts of every statement: what it computes, without its target."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.Return) and node.value:
            code = ast.unparse(node.value)
            if len(code) >= TELLING:
                found.add(code)
    return found
