"""Baseline runs: what each goal's reference reaches on many seeds, stored as JSON.

A calibration stands beside the goal, in `katas/<slug>/calibration.json`. It carries a
fingerprint of what decides its numbers: the code of the reference and of those that it
needs and of the graded test, without docstrings and comments, the settings and the data.
When one of them changes, it must be made again.
Thresholds may only be set where every baseline run reaches them.
"""

import json
import math
import operator
import re
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nnkata.content.catalog import Goal, Kata, OwnGoal
from nnkata.content.docstrings import code_alone
from nnkata.content.graded_tests import graded_source
from nnkata.content.workspace import Workspace
from nnkata.data.dataset import Dataset
from nnkata.errors import ContentError
from nnkata.files import digest

WIDTH = 74  # of a line on a failure card
IMPORTED = re.compile(r"^from katas\.(\w+)\.", re.MULTILINE)


@dataclass(frozen=True)
class Calibration:
    """The baseline runs of one goal: `measured` has one value for each seed.

    `lowest` and `highest` are the baseline range of the loss at each of `epochs`.
    """

    fingerprint: str
    seconds: float
    base_rate: float
    measured: dict[str, list[float]]
    epochs: list[int]
    lowest: list[float]
    highest: list[float]

    def range_of(self, metric: str) -> tuple[float, float]:
        """Return the lowest and the highest value of a metric over all baseline runs."""
        return min(self.measured[metric]), max(self.measured[metric])

    @property
    def seeds(self) -> int:
        return len(next(iter(self.measured.values())))


def calibration_file(kata: Kata) -> Path:
    return kata.folder / "calibration.json"


def read_calibrations(kata: Kata) -> dict[str, Calibration]:
    """Return the calibrations of a kata by goal; `ContentError` if the file is damaged."""
    file = calibration_file(kata)
    if not file.is_file():
        return {}
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        return {name: Calibration(**entry) for name, entry in content["goals"].items()}
    except (ValueError, KeyError, TypeError) as error:
        raise ContentError(f"{file} is damaged: {error}.") from None


def calibration_problems(kata: Kata, workspace: Workspace, datasets: Any) -> list[str]:
    """Return what is wrong with the calibrations and thresholds of a kata's goals."""
    known = read_calibrations(kata)
    problems = []
    for goal in kata.goals:
        if goal.name not in known:
            problems.append(
                f"goal {goal.name} has no calibration: nnkata dev calibrate"
            )
            continue
        baseline, dataset = known[goal.name], datasets.get(goal.dataset)
        if baseline.fingerprint != fingerprint(kata, goal, dataset, workspace):
            problems.append(f"goal {goal.name} changed since it was calibrated")
        problems += [f"goal {goal.name}: {text}" for text in _missed(goal, baseline)]
    return problems


def fingerprint(kata: Kata, goal: Goal, dataset: Dataset, workspace: Workspace) -> str:
    """Return a short hash of what decides a graded run's numbers."""
    sources = [f.read_text(encoding="utf-8") for f in _references(kata, workspace)]
    sources.append(graded_source(kata.spec.read_text(encoding="utf-8"), goal.name))
    codes = [code_alone(source).encode() for source in sources]
    facts: dict[str, Any] = dict(goal.settings)
    facts["goal"] = [goal.dataset, goal.inputs, dataset.checksum, dataset.source]
    decisive = json.dumps(facts, sort_keys=True, default=str).encode()
    return digest(*codes, decisive)[:16]


def _references(kata: Kata, workspace: Workspace) -> list[Path]:
    """Return the reference of a kata and those that it imports, sorted by slug, and its loss.

    What only the unit tests compare with has no part in a graded run.
    """
    files: dict[str, Path] = {}
    waiting = [kata.slug]
    while waiting:
        slug = waiting.pop()
        if slug not in files:
            files[slug] = workspace.reference(slug)
            waiting += IMPORTED.findall(files[slug].read_text(encoding="utf-8"))
    references = [files[slug] for slug in sorted(files)]
    loss = workspace.loss(kata.slug)
    return [*references, loss] if loss.is_file() else references


def _missed(goal: Goal, baseline: Calibration) -> Iterator[str]:
    """Yield which thresholds a baseline run misses, and whether time is short."""
    ends = ((goal.at_least, min, operator.lt), (goal.at_most, max, operator.gt))
    for thresholds, worst, misses in ends:
        for metric, threshold in thresholds.items():
            value = worst(baseline.measured[metric])
            if misses(value, threshold):
                shown = f"{metric} {value:.4f}, the threshold is {threshold:g}"
                yield f"a baseline run has {shown}"
    if goal.seconds < 4 * baseline.seconds:
        taken = f"baseline runs take {baseline.seconds}"
        yield f"its budget of {goal.seconds:g} s is short: {taken}"


def misses(goal: Goal, baseline: Calibration) -> int:
    """Return how many baseline runs miss a threshold of their goal."""
    names, runs = [*baseline.measured], zip(*baseline.measured.values(), strict=True)
    return sum(is_missed(goal, dict(zip(names, run, strict=True))) for run in runs)


def is_missed(goal: Goal, measured: Mapping[str, float]) -> bool:
    """Return whether a run misses a threshold of its goal."""
    return any(
        measured.get(name, math.inf) < least for name, least in goal.at_least.items()
    ) or any(measured.get(name, 0.0) > most for name, most in goal.at_most.items())


def outside(goal: Goal, baseline: Calibration, measured: dict[str, float]) -> list[str]:
    """Return the metrics that are worse than in every baseline run, each with its range."""
    texts = []
    for metric in [*goal.at_least, *goal.at_most]:
        if metric not in measured or metric not in baseline.measured:
            continue
        value, (low, high) = measured[metric], baseline.range_of(metric)
        is_worse = value < low if metric in goal.at_least else value > high
        if is_worse or not math.isfinite(value):
            texts.append(f"{metric} {value:.4g}, baseline runs {low:.4g} to {high:.4g}")
    return texts


def compare_with_baseline(
    kata: Kata, goal: Goal, measured: dict[str, float]
) -> tuple[bool, tuple[str, ...]]:
    """Return whether a missed goal is within the baseline range, and lines that say so.

    Outside of it a bug is likely; within it the seed may be unlucky. Without a
    calibration, or where nothing was measured, nothing is claimed: False and no lines.
    """
    is_own = isinstance(goal, OwnGoal)
    baseline = None if is_own else read_calibrations(kata).get(goal.name)
    if baseline is None or not measured:
        return False, ()
    worse = outside(goal, baseline, measured)
    if not worse:
        text = "Within the range of the baseline runs: perhaps an unlucky seed."
        return True, (text,)
    seeds = f"all {baseline.seeds} baseline runs"
    text = f"Outside the range of {seeds}: {'; '.join(worse)}."
    advice = f"A bug is likely: the unit tests of {kata.slug} look for it."
    return False, (*textwrap.wrap(text, WIDTH), advice)


def spread(count: int, width: int) -> list[int]:
    """Return up to `width` indices from 0 to `count` - 1, evenly spaced."""
    if count <= width:
        return list(range(count))
    return [round(i * (count - 1) / (width - 1)) for i in range(width)]
