"""What honest runs reach: each goal's reference over many seeds, kept as JSON.

A calibration stands beside the goal, in `katas/<slug>/calibration.json`. It carries a
fingerprint of what decides its numbers: the reference, the references it needs, the
settings and the data. When one of them changes, it must be made anew.
Thresholds may only be set where no honest seed fails.
"""

import json
import math
import textwrap
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nnkata.band import spread
from nnkata.catalog import Goal, Kata, read_kata
from nnkata.errors import ContentError
from nnkata.files import digest, write_whole
from nnkata.grader import Job, grade
from nnkata.registry import Dataset
from nnkata.shelves import Shelves
from nnkata.verdict import TestVerdict

VERSION = 1
QUICK = 2.0  # seconds; quicker runs are calibrated on more seeds
MANY, FEW = 100, 20
UNLUCKY = "Honest runs have come as low: perhaps an unlucky seed."
POINTS = 60  # epochs at which the band of loss curves is kept


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


def calibrate(
    kata: Kata, goal: Goal, dataset: Dataset, shelves: Shelves
) -> Calibration:
    """Run the reference over many seeds, and remember what it reached."""
    first = run_seed(kata, goal, 0)
    count = goal.runs or (MANY if first.seconds < QUICK else FEW)
    with ThreadPoolExecutor(2) as pool:
        rest = pool.map(lambda seed: run_seed(kata, goal, seed), range(1, count))
        runs = [first, *rest]
    epochs = spread(min(len(run.losses) for run in runs), POINTS)
    curves = [[run.losses[epoch] for epoch in epochs] for run in runs]
    at_epochs = list(zip(*curves, strict=True))
    return Calibration(
        fingerprint=fingerprint(kata, goal, dataset, shelves),
        seconds=sorted(run.seconds for run in runs)[len(runs) // 2],
        base_rate=dataset.base_rate,
        measured={
            name: [round(run.measured[name], 6) for run in runs]
            for name in first.measured
        },
        epochs=epochs,
        lowest=[round(min(values), 6) for values in at_epochs],
        highest=[round(max(values), 6) for values in at_epochs],
    )


def write_calibrations(kata: Kata, calibrations: dict[str, Calibration]) -> None:
    content = {
        "version": VERSION,
        "goals": {name: vars(entry) for name, entry in calibrations.items()},
    }
    write_whole(calibration_file(kata), json.dumps(content) + "\n")


def run_seed(kata: Kata, goal: Goal, seed: int) -> TestVerdict:
    """One honest run: the reference on one seed."""
    job = Job(kata, "reference", goals=f"only:{goal.name}", goal_seed=seed)
    runs = [test for test in grade(job).tests if test.goal == goal.name]
    if len(runs) != 1 or not runs[0].measured:
        told = " / ".join(runs[0].card) if runs else "no graded test ran"
        raise ContentError(f"{kata.slug}, goal '{goal.name}', seed {seed}: {told}")
    return runs[0]


def calibration_problems(kata: Kata, shelves: Shelves, datasets: Any) -> list[str]:
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
        wanted = fingerprint(kata, goal, datasets.get(goal.dataset), shelves)
        if found.fingerprint != wanted:
            problems.append(f"goal {goal.name} changed since it was calibrated")
        problems += [f"goal {goal.name}: {told}" for told in _missed(goal, found)]
    return problems


def fingerprint(kata: Kata, goal: Goal, dataset: Dataset, shelves: Shelves) -> str:
    """A short hash of what decides a graded run's numbers."""
    references = [shelves.reference(slug) for slug in _with_needs(kata, shelves)]
    facts: dict[str, Any] = dict(goal.settings)
    facts["goal"] = [goal.dataset, goal.inputs, dataset.checksum, dataset.source]
    told = json.dumps(facts, sort_keys=True, default=str).encode()
    return digest(*(file.read_bytes() for file in references), told)[:16]


def _with_needs(kata: Kata, shelves: Shelves) -> list[str]:
    found = {kata.slug}
    text = shelves.reference(kata.slug).read_text(encoding="utf-8")
    # What only the spec compares with has no part in a graded run.
    waiting = [need for need in kata.needs if f"katas.{need}.{need}" in text]
    while waiting:
        slug = waiting.pop()
        if slug not in found:
            found.add(slug)
            waiting += read_kata(shelves.katas / slug).needs
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
