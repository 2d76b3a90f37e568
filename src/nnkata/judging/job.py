"""A job: which kata is judged, whose code, and on whose earlier katas."""

from dataclasses import dataclass

from nnkata.content.catalog import Kata
from nnkata.content.spec_tests import SpecTest

PLUGIN = "nnkata.plugin"  # how pytest is told of our plugin, which stands above judging


@dataclass(frozen=True)
class Job:
    """What to judge: a kata, whose code, and which of its graded runs."""

    kata: Kata
    subject: str = "mine"
    needs: str = "reference"
    goals: str = "required"
    goal_seed: int | None = None
    diagnosis: bool = True

    def asks_for(self, test: SpecTest) -> bool:
        """Whether that test is to run."""
        if self.goals.startswith("only:"):
            return test.goal == self.goals.removeprefix("only:")
        if test.goal is None:
            return True
        required = self.kata.goal(test.goal).required
        return self.goals != "none" and (required or self.goals == "all")
