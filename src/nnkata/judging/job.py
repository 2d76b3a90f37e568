"""A job: which kata is judged, whose code, on whose earlier katas; and its events.

An event is what a run reports while it goes on: plain data, ready for JSON, whose key
`event` names its kind:

- `collected`: `tests`, the names of those that will run; `spec`, every test's name and goal
- `start`: `name` of the test, its `limit` in seconds, and the `file` under test
- `progress`: `goal`, `epoch`, `epochs`, `cost`, `metrics` and `seconds` of a graded run
- `end`: `verdict`, the fields of a `TestVerdict`; `digest`, the hash of the executed file
- `call`: `call`, the fields of a `FailingCall`, of the failed `test`
- `settled`: `verdict`, as of `end`, in place of an earlier one: its card says more
- `locating`: every test has ended, and the line to change is looked for
- `finish`: every test has ended
- `defect`: `text` of an error that is a fault of nnkata or of pytest
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nnkata.content.catalog import Kata, OwnGoal

Event = dict[str, Any]


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
    first : tuple of str
        Names of tests that run before the others: those that failed last, say.
    reports_calls : bool
        Whether the failing call of each test is an event, too.
    own : OwnGoal, optional
        Takes the place of the kata's goal of its name.
    is_isolated : bool
        Whether the subject runs in a process of its own, behind walls.
    """

    kata: Kata
    subject: str = "mine"
    needs: str = "reference"
    goals: str = "required"
    goal_seed: int | None = None
    first: tuple[str, ...] = ()
    reports_calls: bool = False
    own: OwnGoal | None = None
    is_isolated: bool = False

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
