"""What honest runs reach: each goal's reference over many seeds, kept as JSON.

A calibration stands beside the goal, in `katas/<slug>/calibration.json`. It carries a
fingerprint of what decides its numbers: the reference, the references it needs, the
settings and the data. When one of them changes, it must be made anew.
Thresholds may only be set where no honest seed fails.
"""

import json
import math
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nnkata.content.catalog import Goal, Kata, read_kata
from nnkata.content.workspace import Workspace
from nnkata.data.dataset import Dataset
from nnkata.errors import ContentError
from nnkata.files import digest

UNLUCKY = "Honest runs have come as low: perhaps an unlucky seed."


@dataclass(frozen=True)
class Calibration:
    """Every honest run of one goal."""

    fingerprint: str
    seconds: float
    base_rate: float
    measured: dict[str, list[float]]
    epochs: list[int]
    lowest: list[float]
    highest: list[float]

    def worst(self, metric: str) -> float:
        return min(self.measured[metric])

    def largest(self, metric: str) -> float:
        return max(self.measured[metric])

    @property
    def seeds(self) -> int:
        return len(next(iter(self.measured.values())))


def calibration_file(kata: Kata) -> Path:
    return kata.folder / "calibration.json"


def read_calibrations(kata: Kata) -> dict[str, Calibration]:
    """The calibrations of a kata's goals, by the goals' names."""
    file = calibration_file(kata)
    if not file.is_file():
        return {}
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        return {name: Calibration(**entry) for name, entry in content["goals"].items()}
    except (ValueError, KeyError, TypeError) as error:
        raise ContentError(f"{file} is damaged: {error}.") from None


def calibration_problems(kata: Kata, workspace: Workspace, datasets: Any) -> list[str]:
    """Goals that are not calibrated, or whose bars an honest run misses."""
    known = read_calibrations(kata)
    problems = []
    for goal in kata.goals:
        found = known.get(goal.name)
        if found is None:
            problems.append(
                f"goal {goal.name} has no calibration: nnkata dev calibrate"
            )
            continue
        wanted = fingerprint(kata, goal, datasets.get(goal.dataset), workspace)
        if found.fingerprint != wanted:
            problems.append(f"goal {goal.name} changed since it was calibrated")
        problems += [f"goal {goal.name}: {told}" for told in _missed(goal, found)]
    return problems


def fingerprint(kata: Kata, goal: Goal, dataset: Dataset, workspace: Workspace) -> str:
    """A short hash of what decides a graded run's numbers."""
    references = [workspace.reference(slug) for slug in _with_needs(kata, workspace)]
    facts: dict[str, Any] = dict(goal.settings)
    facts["goal"] = [goal.dataset, goal.inputs, dataset.checksum, dataset.source]
    told = json.dumps(facts, sort_keys=True, default=str).encode()
    return digest(*(file.read_bytes() for file in references), told)[:16]


def _with_needs(kata: Kata, workspace: Workspace) -> list[str]:
    found = {kata.slug}
    text = workspace.reference(kata.slug).read_text(encoding="utf-8")
    # What only the spec compares with has no part in a graded run.
    waiting = [need for need in kata.needs if f"katas.{need}.{need}" in text]
    while waiting:
        slug = waiting.pop()
        if slug not in found:
            found.add(slug)
            waiting += read_kata(workspace.katas / slug).needs
    return sorted(found)


def _missed(goal: Goal, found: Calibration) -> list[str]:
    low = [
        f"an honest run has {name} {found.worst(name):.4f}, the bar is {bar:g}"
        for name, bar in goal.at_least.items()
        if found.worst(name) < bar
    ]
    high = [
        f"an honest run has {name} {found.largest(name):.4f}, the bar is {bar:g}"
        for name, bar in goal.at_most.items()
        if found.largest(name) > bar
    ]
    slow = []
    if goal.seconds < 4 * found.seconds:
        slow = [
            f"its budget of {goal.seconds:g} s is short: honest runs take {found.seconds}"
        ]
    return low + high + slow


def outside(goal: Goal, found: Calibration, measured: dict[str, float]) -> list[str]:
    """What no honest run of the calibration did, metric by metric."""
    told = []
    for name in [*goal.at_least, *goal.at_most]:
        if name not in measured or name not in found.measured:
            continue
        low, high = found.worst(name), found.largest(name)
        value = measured[name]
        short = value < low if name in goal.at_least else value > high
        if short or not math.isfinite(value):
            told.append(f"{name} {value:.4g}, honest runs {low:.4g} to {high:.4g}")
    return told


def miss_lines(kata: Kata, goal: Goal, measured: dict[str, float]) -> tuple[str, ...]:
    """What a missed goal means: a likely bug, or perhaps an unlucky seed."""
    found = read_calibrations(kata).get(goal.name)
    if found is None or not measured:
        return ()
    told = outside(goal, found, measured)
    if told:
        lines = textwrap.wrap(
            f"Outside all {found.seeds} honest runs: {'; '.join(told)}.", 84
        )
        return (*lines, f"A bug is likely: the unit tests of {kata.slug} look for it.")
    return (UNLUCKY,)


def spread(count: int, width: int) -> list[int]:
    """Up to `width` places from the first to the last, evenly apart."""
    if count <= width:
        return list(range(count))
    return [round(i * (count - 1) / (width - 1)) for i in range(width)]
