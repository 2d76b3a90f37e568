"""Ask before an answer is shown to a learner who has not passed the kata."""

import sys

from nnkata.content.catalog import Kata
from nnkata.content.workspace import Workspace
from nnkata.errors import NnkataError


def confirm_reveal(workspace: Workspace, kata: Kata, yes: bool, answer: str) -> None:
    """Raise `NnkataError` unless the kata is passed or the learner confirms."""
    if yes or workspace.progress.is_done(kata):
        return
    warning = f"You have not passed {kata.slug} yet, and this shows {answer}."
    if not sys.stdin.isatty():
        raise NnkataError(f"{warning} Add --yes to see it all the same.")
    reply = input(f"{warning} Show it all the same? [y/N] ")
    if reply.strip().lower() not in ("y", "yes"):
        raise NnkataError("Nothing was shown.")
