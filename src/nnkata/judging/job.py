"""A job: which kata is judged, whose code, and on whose earlier katas."""

from dataclasses import dataclass
from pathlib import Path

from nnkata.content.catalog import Kata


@dataclass(frozen=True)
class Job:
    """What to judge.

    Attributes
    ----------
    kata : Kata
        From `nnkata.content`: its spec decides.
    subject : str
        Whose code: mine, reference, stub, nothing, or the path of a file or folder.
    needs : str
        Whose katas its imports mean: reference, mine, or borrow (mine where written).
    goals : str
        Which graded runs: required, all, none, or only:NAME.
    goal_seed : int, optional
        Another seed for the graded runs than that of `kata.toml`.
    diagnosis : bool
        Whether failures are compared with the reference and known mistakes.
    """

    kata: Kata
    subject: str = "mine"
    needs: str = "reference"
    goals: str = "required"
    goal_seed: int | None = None
    diagnosis: bool = True

    @property
    def folder(self) -> Path:
        """The folder in which the job is run: the workspace that holds the kata."""
        return self.kata.folder.parent.parent


def is_requested(goals: str, goal: str | None, required: bool) -> bool:
    """Return whether a run with those `goals` includes a test.

    `goal` is the goal that the test checks, None for a unit test.
    """
    if goals.startswith("only:"):
        return goal == goals.removeprefix("only:")
    return goal is None or goals == "all" or (required and goals != "none")
