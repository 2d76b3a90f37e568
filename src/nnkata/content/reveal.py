"""Ask before an answer is shown to a learner who has not passed the kata."""

import sys

from nnkata.content.catalog import Kata
from nnkata.content.workspace import Workspace
from nnkata.errors import NnkataError


def confirm_reveal(workspace: Workspace, kata: Kata, yes: bool, what: str) -> None:
    """After passing, or on confirmation."""
    if yes or workspace.progress.is_done(kata):
        return
    told = f"You have not passed {kata.slug} yet, and this shows {what}."
    if not sys.stdin.isatty():
        raise NnkataError(f"{told} Add --yes to see it all the same.")
    if input(f"{told} Show it all the same? [y/N] ").strip().lower() not in (
        "y",
        "yes",
    ):
        raise NnkataError("Nothing was shown.")
