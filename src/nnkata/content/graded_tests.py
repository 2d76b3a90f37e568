"""Find what decides a graded run in the text of a spec: its test, and all that it uses."""

import ast
from collections.abc import Iterator


def graded_source(spec: str, goal: str) -> str:
    """Return the graded tests of a goal, and the functions and values that they use.

    Parameters
    ----------
    spec : str
        The source of a spec. What it imports is left out.
    goal : str
        The name of the goal.
    """
    tree = ast.parse(spec)
    defined = {name: node for node in tree.body for name in _defined(node)}
    waiting = [node for node in tree.body if _is_graded(node, goal)]
    used: set[ast.stmt] = set()
    while waiting:
        node = waiting.pop()
        if node not in used:
            used.add(node)
            waiting += [defined[name] for name in _used(node) if name in defined]
    parts = [ast.get_source_segment(spec, node) for node in tree.body if node in used]
    return "\n".join(part for part in parts if part)


def _defined(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Assign):
        names = (name for target in node.targets for name in ast.walk(target))
        yield from (name.id for name in names if isinstance(name, ast.Name))


def _used(node: ast.stmt) -> set[str]:
    """Return the names that a function or value takes from the spec.

    The arguments of what has a mark are those of pytest: they name fixtures.
    """
    names = [part for part in ast.walk(node) if isinstance(part, ast.Name)]
    arguments = {part.arg for part in ast.walk(node) if isinstance(part, ast.arg)}
    own = {part.id for part in names if isinstance(part.ctx, ast.Store)} | arguments
    fixtures = arguments if getattr(node, "decorator_list", ()) else set()
    return {part.id for part in names} - own | fixtures


def _is_graded(node: ast.stmt, goal: str) -> bool:
    """Whether a function has the mark `graded`, of all goals or of this one."""
    marks = node.decorator_list if isinstance(node, ast.FunctionDef) else []
    for mark in marks:
        names = mark.args if isinstance(mark, ast.Call) else []
        if "graded" in ast.unparse(mark):
            return not names or goal in [ast.literal_eval(name) for name in names]
    return False
