"""Show where you are, and what comes next."""

import sys
from argparse import Namespace

from nnkata.content.workspace import Workspace, command, current_workspace


def run(args: Namespace) -> None:
    """Where the learner is, what is next, and the command for it."""
    print("\n".join(_where(current_workspace())))


def _where(workspace: Workspace) -> list[str]:
    done = sum(workspace.progress.is_done(kata) for kata in workspace.path)
    lines = [f"nnkata: {done} of {len(workspace.path)} katas passed", ""]
    kata = workspace.next_kata()
    if kata is None:
        return [*lines, "The path is done.", *_steps(("see the whole of it", "grade"))]
    lines += [f"Next: {kata.number}. {kata.title} ({kata.minutes} minutes)"]
    lines += [f"      {kata.summary}", ""]
    watch = [("watch", "watch")] if sys.stdout.isatty() else []
    return lines + _steps(
        *watch,
        ("read", f"lesson {kata.slug}"),
        ("write", str(kata.stub.relative_to(workspace.root))),
        ("judge", f"check {kata.slug}"),
        ("if stuck", f"hint {kata.slug}"),
    )


def _steps(*steps: tuple[str, str]) -> list[str]:
    told = {what: words if what == "write" else command(words) for what, words in steps}
    width = max(map(len, told))
    return [f"  {what:<{width}}  {words}" for what, words in told.items()]
