"""Ask before an answer is shown to a learner who has not passed the kata."""

import sys

from nnkata.content.catalog import Kata
from nnkata.content.workspace import Workspace, current_workspace
from nnkata.errors import NnkataError


def revealed_kata(name: str, yes: bool, answer: str) -> tuple[Workspace, Kata]:
    """Return the workspace and the kata, if it is passed or the learner confirms."""
    workspace = current_workspace()
    kata = workspace.kata(name)
    if yes or workspace.progress.is_done(kata):
        return workspace, kata
    warning = f"You have not passed {kata.slug} yet, and this shows {answer}."
    if not sys.stdin.isatty():
        raise NnkataError(f"{warning} Add --yes to see it anyway.")
    reply = input(f"{warning} Show it anyway? [y/N] ")
    if reply.strip().lower() not in ("y", "yes"):
        raise NnkataError("Nothing was shown.")
    return workspace, kata
