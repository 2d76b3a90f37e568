"""The path as text: its katas by chapters, each with a mark."""

from nnkata.content.catalog import Kata
from nnkata.content.progress import DONE, EARLIER, STARTED, Progress
from nnkata.content.workspace import Workspace, command

MARKS = {DONE: "x", EARLIER: "x", STARTED: "~"}


def path_lines(workspace: Workspace) -> list[str]:
    """The katas by chapters, each with a mark."""
    width = max((len(kata.slug) for kata in workspace.path), default=0)
    lines: list[str] = []
    chapter = ""
    for kata in workspace.path:
        if kata.chapter != chapter:
            chapter = kata.chapter
            lines += ["", chapter]
        lines.append(_line(kata, workspace.progress, width))
    return lines


def _line(kata: Kata, progress: Progress, width: int) -> str:
    state = progress.state(kata)
    mark = MARKS.get(state, " ")
    note = "  (passed an earlier spec: check it again)" if state == EARLIER else ""
    goals = ", ".join(progress.missing_goals(kata))
    note = f"  (without {goals})" if goals and state == STARTED else note
    return f"  [{mark}] {kata.number:>2}  {kata.slug:<{width}}  {kata.title}{note}"


def onward(workspace: Workspace) -> str:
    kata = workspace.next_kata()
    if kata is None:
        return f"The path is done. See the whole of it: {command('grade')}"
    file = kata.stub.relative_to(workspace.root)
    return f"Next: write {file}, then {command(f'check {kata.slug}')}"
