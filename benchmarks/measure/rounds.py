"""Run an experiment: open its contenders, check that they do the same, take rounds."""

import math
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from measure.experiment import Experiment, Samples
from nnkata.timing.rounds import interleave

TOLERANCE = 1e-3  # of float32 after a few steps, in another order of additions


class DifferentWork(Exception):
    """Two contenders that should do the same give different numbers."""


def run(experiment: Experiment, rounds: int) -> Samples:
    """Return the samples of every contender that is installed, one for each round.

    Raises
    ------
    DifferentWork
        If the numbers that two contenders give before the first round differ.
    """
    rounds = min(rounds, experiment.most_rounds)
    with ExitStack() as stack:
        made = tempfile.TemporaryDirectory(prefix="nnkata-benchmark-")
        folder = Path(stack.enter_context(made)).resolve()
        if experiment.prepare is not None:
            experiment.prepare(folder)
        opened = {
            contender.name: stack.enter_context(contender.open(folder))
            for contender in experiment.contenders
            if not contender.missing
        }
        checks = {n: getattr(once, "check", ()) for n, once in opened.items()}
        compare(experiment.name, checks)
        for _ in range(experiment.warm_ups):
            for once in opened.values():
                once()
        return interleave(opened, rounds)


def compare(work: str, checks: dict[str, Sequence[float]]) -> None:
    """Raise `DifferentWork` unless all contenders that say something say the same."""
    stated = {name: values for name, values in checks.items() if values}
    for name, values in stated.items():
        first, expected = next(iter(stated.items()))
        same = len(values) == len(expected) and all(
            math.isclose(a, b, rel_tol=TOLERANCE)
            for a, b in zip(values, expected, strict=True)
        )
        if not same:
            raise DifferentWork(
                f"{work}: {name} does not do what {first} does:"
                f" expected {list(expected)}, got {list(values)}"
            )
