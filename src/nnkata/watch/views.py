"""What the watch shows in place of the verdict: a hint, the list, the lesson."""

from collections.abc import Sequence
from dataclasses import replace

from nnkata.content.catalog import Kata
from nnkata.content.hints import next_hint
from nnkata.content.schema import read_toml
from nnkata.content.workspace import Workspace, command
from nnkata.errors import NnkataError
from nnkata.judging.verdict import KataVerdict
from nnkata.report.path_text import path_lines
from nnkata.watch.state import HINT, LESSON, LIST, State


def view_text(view: str, workspace: Workspace, state: State) -> list[str]:
    """Return the lines of a view, or the error that prevents them; a verdict has none."""
    workspace = replace(workspace)  # other commands may have changed the progress
    try:
        if view == HINT:
            return _hint_lines(workspace, state.kata, state.verdict)
        if view == LIST:
            return path_lines(workspace)[1:]
        if view == LESSON:
            return state.kata.lesson.read_text(encoding="utf-8").splitlines()
    except (NnkataError, OSError, UnicodeDecodeError) as error:
        return [str(error)]
    return []


def _hint_lines(
    workspace: Workspace, kata: Kata, verdict: KataVerdict | None
) -> list[str]:
    """The hints so far and one more, for the function that the verdict is about."""
    function = function_of(verdict, list(read_toml(kata.hints)))
    more = command(f"hint {kata.slug} {function}")  # here, a key does it
    hints = next_hint(workspace, kata, function)
    hints = [line for line in hints if not line.endswith(more)]
    return [*hints, "", "h shows one more hint, v goes back to the verdict."]


def function_of(verdict: KataVerdict | None, functions: Sequence[str]) -> str:
    """Return the function that the first failure is about: its test may name another."""
    failure = verdict.first_failure if verdict else None
    if failure is None:
        return functions[0]
    claim = failure.name.removeprefix("test_")
    by_name = [name for name in functions if claim.startswith(name)]
    known = failure.function if failure.function in functions else functions[0]
    return max(by_name, key=len, default=known)
