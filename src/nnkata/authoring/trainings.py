"""Train one subject on many seeds: what calibrations and the proofs of goals need.

Only code of the repository is trained this way.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from nnkata.content.catalog import Goal, Kata
from nnkata.content.quiet import quiet
from nnkata.errors import ContentError
from nnkata.judging.collected import with_collected
from nnkata.judging.job import Job
from nnkata.judging.runner import grade
from nnkata.judging.session import Session
from nnkata.judging.verdict import Outcome, TestVerdict


def train_seeds(
    kata: Kata, goal: Goal, subject: str, seeds: Sequence[int]
) -> list[TestVerdict]:
    """Return the verdicts on a subject's graded runs, one for each seed.

    They run in this process, which saves the start of one for each. Katas of large
    libraries do get one each: those keep much of what they have trained.

    Raises
    ------
    ContentError
        If a run ended before its training did.
    """
    run = _run_apart if kata.extras else _run_here
    verdicts = [*run(kata, goal, subject, seeds)]
    for seed, verdict in zip(seeds, verdicts, strict=True):
        if verdict is None or verdict.outcome in (Outcome.ERROR, Outcome.UNWRITTEN):
            reason = " / ".join(verdict.card) if verdict else "no graded test ran"
            where = f"{kata.slug}, goal '{goal.name}', {subject}, seed {seed}"
            raise ContentError(f"{where}: {reason}")
    return [verdict for verdict in verdicts if verdict]


def _run_here(
    kata: Kata, goal: Goal, subject: str, seeds: Sequence[int]
) -> list[TestVerdict | None]:
    verdicts: list[TestVerdict | None] = []

    def judge(session: Session, items: list[Any]) -> None:
        for seed in seeds:
            tests = session.judge(subject, items, patience=0, seed=seed)
            verdicts.append(tests[0] if len(tests) == 1 else None)

    with quiet(kata):
        with_collected(kata, judge, [f"--goals=only:{goal.name}"])
    return verdicts


def _run_apart(
    kata: Kata, goal: Goal, subject: str, seeds: Sequence[int]
) -> Iterator[TestVerdict | None]:
    for seed in seeds:
        job = Job(kata, subject, goals=f"only:{goal.name}", goal_seed=seed)
        runs = [
            test for test in grade(job).tests if test.goal == goal.name and test.ran
        ]
        yield runs[0] if len(runs) == 1 else None
