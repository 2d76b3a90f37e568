"""Calibrate goals: run each reference over many seeds, and store what it reached."""

import json
import math
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from nnkata.content.catalog import Goal, Kata
from nnkata.content.workspace import Workspace
from nnkata.data.dataset import REPRODUCIBLE, Dataset
from nnkata.data.registry import Registry
from nnkata.errors import ContentError
from nnkata.files import write_text
from nnkata.judging.job import Job
from nnkata.judging.runner import grade
from nnkata.judging.verdict import TestVerdict
from nnkata.training.calibration import (
    Calibration,
    calibration_file,
    fingerprint,
    misses,
    read_calibrations,
    spread,
)

VERSION = 1
QUICK = (
    2.0  # seconds; quicker runs are calibrated on more seeds, and so are bundled data
)
MANY, FEW = 100, 20
DOUBT = 0.05  # that the share of right runs which miss is above its printed bound
POINTS = 60  # epochs at which the range of loss curves is stored


def calibrate(
    kata: Kata, goal: Goal, dataset: Dataset, workspace: Workspace
) -> Calibration:
    """Return what the reference reaches over many seeds."""
    first = run_seed(kata, goal, 0)
    always = dataset.availability in REPRODUCIBLE or first.seconds < QUICK
    count = goal.runs or (MANY if always else FEW)
    with ThreadPoolExecutor(2) as pool:
        rest = pool.map(lambda seed: run_seed(kata, goal, seed), range(1, count))
        runs = [first, *rest]
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


def run_seed(kata: Kata, goal: Goal, seed: int) -> TestVerdict:
    """Return a baseline run: the reference on one seed."""
    job = Job(kata, "reference", goals=f"only:{goal.name}", goal_seed=seed)
    runs = [test for test in grade(job).tests if test.goal == goal.name]
    if len(runs) != 1 or not runs[0].measured:
        reason = " / ".join(runs[0].card) if runs else "no graded test ran"
        raise ContentError(f"{kata.slug}, goal '{goal.name}', seed {seed}: {reason}")
    return runs[0]


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
    bound = f"at most {_most(missed, runs):.2%} with 95 % confidence"
    return f"{missed} of {runs:,} right runs on bundled data miss their goal: {bound}"


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
