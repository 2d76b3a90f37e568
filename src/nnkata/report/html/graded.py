"""Graded runs as the report shows them: just judged, or stored by an earlier command."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from nnkata.content.catalog import Goal, Kata
from nnkata.content.workspace import Workspace, command
from nnkata.errors import DataError
from nnkata.files import digest_of
from nnkata.judging.verdict import Outcome, TestVerdict
from nnkata.report.html.axes import MetricAxis, metric_axis
from nnkata.subject.loader import locate
from nnkata.training.calibration import Calibration, read_calibrations
from nnkata.training.store import Model, model_file, read_model

REACHED, MISSED, NOT_TRAINED = "reached", "missed", "not trained yet"
OUTDATED = "out of date"


@dataclass(frozen=True)
class GradedRun:
    """A goal of a kata, the verdict on it, and the network that was trained for it."""

    kata: Kata
    goal: Goal
    subject: str
    test: TestVerdict
    baseline: Calibration | None = None
    model: Model | None = None
    outdated: bool = False  # the file has changed since the network was trained
    problem: str = ""  # why a stored network cannot be shown

    @property
    def ran(self) -> bool:
        return bool(self.test.measured)

    @property
    def state(self) -> str:
        if not self.ran:
            return NOT_TRAINED
        if self.outdated:
            return OUTDATED
        return REACHED if self.test.passed else MISSED

    @property
    def training(self) -> str:
        """Return the command that trains the network."""
        words = f"check {self.kata.slug}"
        words += "" if self.subject == "mine" else f" --subject={self.subject}"
        return command(words + ("" if self.goal.required else " --goals=all"))

    @property
    def guessing(self) -> float:
        """Return the accuracy of always predicting the most frequent class."""
        if self.model and self.model.truth:
            return max(Counter(self.model.truth).values()) / len(self.model.truth)
        return self.baseline.base_rate if self.baseline else math.nan

    @property
    def metrics(self) -> Iterator[tuple[Any, ...]]:
        """Yield each metric, its value, and what it is compared with, as texts.

        That is the threshold, the range of the baseline runs, what guessing reaches, and
        whether the threshold is reached; "" for what there is not. Last comes the axis
        that shows all of them, or None where there is nothing to compare with.
        """
        for name, value in self.test.measured.items():
            threshold = baseline = result = ""
            for sign, limits in (("≥", self.goal.at_least), ("≤", self.goal.at_most)):
                if name in limits:
                    threshold = f"{sign}\N{NO-BREAK SPACE}{limits[name]:g}"
                    result = REACHED if reaches(self.goal, name, value) else MISSED
            if self.baseline and name in self.baseline.measured:
                baseline = "{:.3g} – {:.3g}".format(*self.baseline.range_of(name))
            guessing = f"{self.guessing:.3f}" if name == "accuracy" else ""
            title = name.replace("_", " ")
            texts = title, f"{value:.4g}", threshold, baseline, guessing, result
            yield *texts, self._axis(name, value)

    def _axis(self, metric: str, value: float) -> MetricAxis | None:
        limits = (self.goal.at_least.get(metric), self.goal.at_most.get(metric))
        thresholds = [limit for limit in limits if limit is not None]
        known = self.baseline and metric in self.baseline.measured
        band = self.baseline.range_of(metric) if self.baseline and known else None
        highest = math.inf if metric.endswith("loss") else 1.0
        return metric_axis(value, thresholds, band, highest)


def graded_runs(
    workspace: Workspace, kata: Kata, subject: str, tests: Sequence[TestVerdict] = ()
) -> list[GradedRun]:
    """Return the graded runs of a kata: the required ones, and all that ran.

    Those that are not among the judged tests are what the stored networks have reached.
    """
    judged = {test.goal: test for test in tests if test.ran}
    baselines = read_calibrations(kata)
    runs = []
    for goal in kata.goals:
        run = _stored_run(workspace, kata, goal, subject)
        test = judged.get(goal.name, run.test)
        if not test.measured:  # it failed early: an earlier network has its numbers
            test = replace(test, measured=run.test.measured, losses=run.test.losses)
        runs.append(replace(run, test=test, baseline=baselines.get(goal.name)))
    return [run for run in runs if run.ran or run.goal.required or run.problem]


def reaches(goal: Goal, metric: str, value: float) -> bool:
    """Return whether the value of a metric reaches its thresholds; nan reaches none."""
    high = value >= goal.at_least.get(metric, -math.inf)
    return high and value <= goal.at_most.get(metric, math.inf)


def _stored_run(
    workspace: Workspace, kata: Kata, goal: Goal, subject: str
) -> GradedRun:
    """Return the last run of a goal whose network is stored, else one that never ran."""
    model, problem = _stored_model(workspace, kata, goal, subject)
    measured = model.measured if model else {}
    code = digest_of(locate(kata.slug, workspace, subject))
    outdated = model is not None and model.code != code
    reached = measured and all(
        reaches(goal, metric, measured.get(metric, math.nan))
        for metric in (*goal.at_least, *goal.at_most)
    )
    test = TestVerdict(
        name=f"test_reaches_the_thresholds_on[{goal.name}]",
        outcome=_outcome(bool(reached), is_current=bool(measured) and not outdated),
        goal=goal.name,
        required=goal.required,
        measured=measured,
        losses=model.losses if model else (),
        weight=goal.points,
    )
    run = GradedRun(kata, goal, subject, test, None, model, outdated, problem)
    card = f"{goal.name} on {goal.dataset}: {run.state}: {run.training}"
    return replace(run, test=replace(test, card=(card,)))


def _outcome(reached: bool, is_current: bool) -> Outcome:
    """A goal is missed only by a network that the present file has trained."""
    if not is_current:
        return Outcome.NOT_RUN
    return Outcome.PASSED if reached else Outcome.FAILED


def _stored_model(
    workspace: Workspace, kata: Kata, goal: Goal, subject: str
) -> tuple[Model | None, str]:
    """Return the stored network of a goal, if there is one, or what is wrong with it."""
    file = model_file(workspace.state, kata.slug, goal.dataset, subject)
    try:
        model = read_model(file) if file.is_file() else None
    except DataError as problem:
        return None, str(problem)
    return (model if model and model.goal == goal.name else None), ""
