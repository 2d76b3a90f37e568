"""Calibrate goals: run each reference over many seeds, and store what it reached."""

import json
import math
from collections.abc import Iterable

from nnkata.authoring.trainings import train_seeds
from nnkata.content.catalog import Goal, Kata
from nnkata.content.workspace import Workspace
from nnkata.data.dataset import REPRODUCIBLE, Dataset
from nnkata.data.registry import Registry
from nnkata.errors import ContentError
from nnkata.files import write_text
from nnkata.training.calibration import (
    Calibration,
    calibration_file,
    fingerprint,
    is_missed,
    misses,
    read_calibrations,
    spread,
)

VERSION = 1
QUICK = (
    2.0  # seconds; quicker runs are calibrated on more seeds, and so are bundled data
)
MANY, FEW = 100, 20
FRESH = 10_000  # the first seed that no calibration uses
DOUBT = 0.05  # that the share of right runs which miss is above its printed bound
POINTS = 60  # epochs at which the range of loss curves is stored


def calibrate(
    kata: Kata, goal: Goal, dataset: Dataset, workspace: Workspace
) -> Calibration:
    """Return what the reference reaches over many seeds.

    Raises
    ------
    ContentError
        If a run fails, and not by a threshold that it misses.
    """
    [first] = train_seeds(kata, goal, "reference", [0])
    always = dataset.availability in REPRODUCIBLE or first.seconds < QUICK
    count = goal.runs or (MANY if always else FEW)
    runs = [first, *train_seeds(kata, goal, "reference", range(1, count))]
    failed = [run for run in runs if not run.passed]
    if wrong := [
        r for r in failed if not r.measured or not is_missed(goal, r.measured)
    ]:
        reason = " / ".join(wrong[0].card)
        raise ContentError(f"{kata.slug}, goal '{goal.name}': {reason}")
    epochs = spread(min(len(run.losses) for run in runs), POINTS)
    losses = [[run.losses[epoch] for run in runs] for epoch in epochs]
    return Calibration(
        fingerprint=fingerprint(kata, goal, dataset, workspace),
        seconds=sorted(run.seconds for run in runs)[len(runs) // 2],
        base_rate=dataset.base_rate,
        measured={
            name: [round(run.measured[name], 6) for run in runs]
            for name in first.measured
        },
        epochs=epochs,
        lowest=[round(min(values), 6) for values in losses],
        highest=[round(max(values), 6) for values in losses],
    )


def write_calibrations(kata: Kata, calibrations: dict[str, Calibration]) -> None:
    """Write the calibrations of a kata's goals to the file beside them."""
    goals = {name: vars(entry) for name, entry in calibrations.items()}
    content = {"version": VERSION, "goals": goals}
    write_text(calibration_file(kata), json.dumps(content) + "\n")


def pooled(path: Iterable[Kata], datasets: Registry) -> str:
    """Return how many right runs miss a goal on data that anyone has, and a bound."""
    goals = [(goal, read_calibrations(kata)) for kata in path for goal in kata.goals]
    known = [
        (goal, calibrations[goal.name])
        for goal, calibrations in goals
        if goal.name in calibrations
        and datasets.get(goal.dataset).availability in REPRODUCIBLE
    ]
    runs = sum(baseline.seeds for _, baseline in known)
    missed = sum(misses(goal, baseline) for goal, baseline in known)
    return in_words(missed, runs)


def in_words(missed: int, runs: int) -> str:
    """Return how many right runs miss their goal, and a bound of the share of all."""
    bound = f"at most {_most(missed, runs):.2%} with 95 % confidence"
    return f"{missed} of {runs:,} right runs on bundled data miss their goal: {bound}"


def missed_afresh(kata: Kata, goal: Goal, count: int) -> list[int]:
    """Return the seeds on which the reference misses, of so many that set no threshold."""
    seeds = range(FRESH, FRESH + count)
    runs = train_seeds(kata, goal, "reference", seeds)
    return [seed for seed, run in zip(seeds, runs, strict=True) if not run.passed]


def _most(missed: int, runs: int) -> float:
    """Return the share that so few misses exclude (the exact bound of the binomial law)."""
    low, high = 0.0, 1.0
    for _ in range(50):
        share = (low + high) / 2
        chances = (
            math.comb(runs, k) * share**k * (1 - share) ** (runs - k)
            for k in range(missed + 1)
        )
        low, high = (share, high) if sum(chances) > DOUBT else (low, share)
    return high
