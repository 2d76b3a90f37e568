"""Graded runs as a report shows them: the last one that was kept, or the one just made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from nnkata.content.catalog import Goal, Kata
from nnkata.content.workspace import Workspace, command
from nnkata.errors import DataError
from nnkata.files import digest_of
from nnkata.judging.verdict import KataVerdict, Outcome, TestVerdict
from nnkata.subject.loader import locate
from nnkata.training.calibration import (
    Calibration,
    compare_with_baseline,
    read_calibrations,
)
from nnkata.training.store import Model, model_file, read_model

WHOSE = {"mine": "yours", "reference": "the reference"}


@dataclass(frozen=True)
class Graded:
    """A goal of a kata, what was reached on it, and the network that reached it."""

    kata: Kata
    goal: Goal
    subject: str
    measured: Mapping[str, float]
    losses: Sequence[float]
    reached: bool
    calibration: Calibration | None = None
    model: Model | None = None
    outdated: bool = False  # the file has changed since the network was trained
    problem: str = ""  # why a network that was kept cannot be shown

    @property
    def whose(self) -> str:
        return WHOSE[self.subject]

    @property
    def ran(self) -> bool:
        return bool(self.measured)

    @property
    def shares(self) -> list[str]:
        """The metrics with a bar that lie between 0 and 1, the more the better."""
        return [name for name in self.goal.at_least if name in self.measured]

    @property
    def guessing(self) -> float:
        """The accuracy of always naming the commonest class."""
        if self.model and self.model.truth:
            truth = self.model.truth
            return max(truth.count(label) for label in set(truth)) / len(truth)
        return self.calibration.base_rate if self.calibration else float("nan")

    @property
    def training(self) -> str:
        """The command that trains it."""
        words = f"check {self.kata.slug}"
        words += "" if self.subject == "mine" else f" --subject={self.subject}"
        return command(words + ("" if self.goal.required else " --goals=all"))


def graded_runs(
    workspace: Workspace, kata: Kata, verdict: KataVerdict | None
) -> list[Graded]:
    """The goals of a judged kata that count, and all others that were ever reached for."""
    if verdict is None:
        return []
    known = read_calibrations(kata)
    runs = [_graded(workspace, kata, goal, verdict) for goal in kata.goals]
    return [
        replace(run, calibration=known.get(run.goal.name))
        for run in runs
        if run.ran or run.goal.required or run.problem
    ]


def is_kept(workspace: Workspace, kata: Kata, goal: Goal, subject: str) -> bool:
    """Whether the last run of a goal can be shown without another one."""
    return _kept(workspace, Graded(kata, goal, subject, {}, (), False)).ran


def with_runs(verdict: KataVerdict, runs: Sequence[Graded]) -> KataVerdict:
    """The verdict with a test for each graded run that was not made just now."""
    judged = tuple(test for test in verdict.tests if test.ran)
    weights = {test.goal: test.weight for test in verdict.tests}
    names = {test.goal for test in judged}
    tests = [
        replace(_as_test(run), weight=weights.get(run.goal.name, 0.0))
        for run in runs
        if run.goal.name not in names
    ]
    return replace(verdict, tests=(*judged, *tests), goals="required")


def reaches(goal: Goal, measured: Mapping[str, float], name: str) -> bool:
    """Whether a metric reaches its bars; one without a bar does."""
    value = measured.get(name, float("nan"))
    high = name not in goal.at_least or value >= goal.at_least[name]
    return high and (name not in goal.at_most or value <= goal.at_most[name])


def _graded(
    workspace: Workspace, kata: Kata, goal: Goal, verdict: KataVerdict
) -> Graded:
    subject = verdict.subject
    blank = Graded(kata, goal, subject, {}, (), False)
    run = _kept(workspace, blank)
    for test in verdict.tests:
        if test.goal == goal.name and test.measured:
            return replace(
                run, measured=test.measured, losses=test.losses, reached=test.passed
            )
    return run


def _kept(workspace: Workspace, run: Graded) -> Graded:
    kata, goal = run.kata, run.goal
    file = model_file(workspace.state, kata.slug, goal.dataset, run.subject)
    if not file.is_file():
        return run
    try:
        model = read_model(file)
    except DataError as problem:
        return replace(run, problem=str(problem))
    if model.goal != goal.name:
        return run
    names = {*goal.at_least, *goal.at_most}
    now = digest_of(locate(kata.slug, workspace, run.subject))
    return replace(
        run,
        measured=model.measured,
        losses=model.losses,
        reached=all(reaches(goal, model.measured, name) for name in names),
        model=model,
        outdated=model.code != now,
    )


def _as_test(run: Graded) -> TestVerdict:
    passed = run.reached and not run.outdated
    return TestVerdict(
        name=f"test_reaches_the_bars_on[{run.goal.name}]",
        outcome=Outcome.PASSED if passed else Outcome.FAILED,
        card=() if passed else _told(run),
        goal=run.goal.name,
        required=run.goal.required,
        measured=dict(run.measured),
        losses=tuple(run.losses),
    )


def _told(run: Graded) -> tuple[str, ...]:
    goal, measured = run.goal, run.measured
    if not run.ran:
        return (f"not trained yet: {run.training}",)
    if run.reached:
        return (f"the file has changed since it was trained: {run.training}",)
    told = [
        f"{name} {measured.get(name, float('nan')):.4f} (needs {sign} {bar:g})"
        for sign, bars in ((">=", goal.at_least), ("<=", goal.at_most))
        for name, bar in bars.items()
        if not reaches(goal, measured, name)
    ]
    _, lines = compare_with_baseline(run.kata, goal, dict(measured))
    return (f"{goal.name} on {goal.dataset}: {', '.join(told)}", *lines)
