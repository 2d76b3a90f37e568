"""Graded runs as the report shows them: just judged, or stored by an earlier command."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

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
class GradedRun:
    """A goal of a kata, what was reached on it, and the network that reached it."""

    kata: Kata
    goal: Goal
    subject: str
    measured: Mapping[str, float] = field(default_factory=dict)
    losses: Sequence[float] = ()
    reached: bool = False
    calibration: Calibration | None = None
    model: Model | None = None
    outdated: bool = False  # the file has changed since the network was trained
    problem: str = ""  # why a stored network cannot be shown

    @property
    def whose(self) -> str:
        return WHOSE[self.subject]

    @property
    def ran(self) -> bool:
        return bool(self.measured)

    @property
    def guessing(self) -> float:
        """Return the accuracy of always predicting the most frequent class."""
        if self.model and self.model.truth:
            truth = self.model.truth
            return max(truth.count(label) for label in set(truth)) / len(truth)
        return self.calibration.base_rate if self.calibration else float("nan")

    @property
    def training(self) -> str:
        """Return the command that trains the network."""
        words = f"check {self.kata.slug}"
        words += "" if self.subject == "mine" else f" --subject={self.subject}"
        return command(words + ("" if self.goal.required else " --goals=all"))


def graded_runs(
    workspace: Workspace, kata: Kata, verdict: KataVerdict | None
) -> list[GradedRun]:
    """Return the graded runs of a judged kata: the required ones and all that ran."""
    if verdict is None:
        return []
    baselines = read_calibrations(kata)
    tests = {test.goal: test for test in verdict.tests if test.measured}
    runs = []
    for goal in kata.goals:
        run = stored_run(workspace, kata, goal, verdict.subject)
        run = replace(run, calibration=baselines.get(goal.name))
        if test := tests.get(goal.name):
            run = replace(run, measured=test.measured, losses=test.losses)
            run = replace(run, reached=test.passed)
        if run.ran or goal.required or run.problem:
            runs.append(run)
    return runs


def stored_run(workspace: Workspace, kata: Kata, goal: Goal, subject: str) -> GradedRun:
    """Return the last run of a goal whose network is stored, else one that never ran."""
    run = GradedRun(kata, goal, subject)
    file = model_file(workspace.state, kata.slug, goal.dataset, subject)
    if not file.is_file():
        return run
    try:
        model = read_model(file)
    except DataError as problem:
        return replace(run, problem=str(problem))
    if model.goal != goal.name:
        return run
    return replace(
        run,
        measured=model.measured,
        losses=model.losses,
        reached=not _misses(goal, model.measured),
        model=model,
        outdated=model.code != digest_of(locate(kata.slug, workspace, subject)),
    )


def with_runs(verdict: KataVerdict, runs: Sequence[GradedRun]) -> KataVerdict:
    """Return the verdict with a test for each graded run that it did not judge."""
    judged = tuple(test for test in verdict.tests if test.ran)
    weights = {test.goal: test.weight for test in verdict.tests}
    names = {test.goal for test in judged}
    tests = [
        _as_test(run, weights.get(run.goal.name, 0.0))
        for run in runs
        if run.goal.name not in names
    ]
    return replace(verdict, tests=(*judged, *tests), goals="required")


def reaches(goal: Goal, measured: Mapping[str, float], metric: str) -> bool:
    """Return whether a metric reaches its threshold; True if it has none."""
    value = measured.get(metric, float("nan"))
    high = metric not in goal.at_least or value >= goal.at_least[metric]
    return high and (metric not in goal.at_most or value <= goal.at_most[metric])


def _misses(goal: Goal, measured: Mapping[str, float]) -> list[str]:
    """Return each threshold that is missed, and the value that misses it."""
    thresholds = [(metric, ">=", least) for metric, least in goal.at_least.items()]
    thresholds += [(metric, "<=", most) for metric, most in goal.at_most.items()]
    return [
        f"{metric} {measured.get(metric, float('nan')):.4f} (needs {sign} {value:g})"
        for metric, sign, value in thresholds
        if not reaches(goal, measured, metric)
    ]


def _as_test(run: GradedRun, weight: float) -> TestVerdict:
    passed = run.reached and not run.outdated
    return TestVerdict(
        name=f"test_reaches_the_thresholds_on[{run.goal.name}]",
        outcome=Outcome.PASSED if passed else Outcome.FAILED,
        card=() if passed else _card(run),
        goal=run.goal.name,
        required=run.goal.required,
        measured=dict(run.measured),
        losses=tuple(run.losses),
        weight=weight,
    )


def _card(run: GradedRun) -> tuple[str, ...]:
    goal, measured = run.goal, dict(run.measured)
    if not run.ran:
        return (f"not trained yet: {run.training}",)
    if run.reached:
        return (f"the file has changed since it was trained: {run.training}",)
    misses = ", ".join(_misses(goal, measured))
    _, lines = compare_with_baseline(run.kata, goal, measured)
    return (f"{goal.name} on {goal.dataset}: {misses}", *lines)
