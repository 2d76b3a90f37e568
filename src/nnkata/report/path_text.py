"""The path as text: its katas by chapter, each with a mark, and the next step."""

from itertools import groupby

from nnkata.content.catalog import Kata
from nnkata.content.progress import DONE, EARLIER, STARTED, Progress
from nnkata.content.workspace import Workspace, command

MARKS = {DONE: "x", EARLIER: "x", STARTED: "~"}


def path_lines(workspace: Workspace) -> list[str]:
    """Return the katas by chapter, each with a mark of the learner's progress."""
    width = max((len(kata.slug) for kata in workspace.path), default=0)
    lines: list[str] = []
    for chapter, katas in groupby(workspace.path, lambda kata: kata.chapter):
        lines += ["", chapter]
        lines += [_line(kata, workspace.progress, width) for kata in katas]
    return lines


def next_step(workspace: Workspace) -> str:
    """Return which file to write next and how to check it, in one line."""
    kata = workspace.next_kata()
    if kata is None:
        return f"The path is done. `{command('grade')}` shows all of it."
    file = kata.stub.relative_to(workspace.root)
    return f"Next: write {file}, then {command(f'check {kata.slug}')}"


def _line(kata: Kata, progress: Progress, width: int) -> str:
    state = progress.state(kata)
    goals = ", ".join(progress.missing_goals(kata))
    note = "  (passed an earlier spec: check it again)" if state == EARLIER else ""
    note = f"  (without {goals})" if goals and state == STARTED else note
    mark = MARKS.get(state, " ")
    return f"  [{mark}] {kata.number:>2}  {kata.slug:<{width}}  {kata.title}{note}"
