"""The complete verdict on a kata: what was reported, held against the tests of the spec."""

from collections.abc import Sequence
from dataclasses import replace

from nnkata.content.catalog import Kata
from nnkata.content.spec_tests import SpecTest
from nnkata.judging.card import LONGEST
from nnkata.judging.job import Job, is_requested
from nnkata.judging.verdict import Outcome, TestVerdict, not_run

COLLECTION = "test_collection"  # stands for all tests where none could begin


def complete(
    job: Job, spec: Sequence[SpecTest], tests: Sequence[TestVerdict], reason: str
) -> list[TestVerdict]:
    """Return the verdicts in the spec's order, those of tests that did not run as well.

    Records that are doubled, or of tests that the spec does not have, spoil the verdict.
    `reason` says why a requested test has none.
    """
    judged = {test.name: test for test in tests}
    if {*judged} == {COLLECTION}:
        return [*tests]
    weights = _weights(job.kata, spec)
    complete_tests = []
    for test in spec:
        required = test.goal is None or job.kata.goal(test.goal).required
        requested = is_requested(job.goals, test.goal, required)
        record = judged.pop(test.name, None)
        if record is None and (required or requested):
            why = reason if requested else f"the run had --goals={job.goals}"
            record = not_run(test.name, why)
            # What a defect of ours has prevented costs no points, either.
            if requested and any(other.outcome is Outcome.ERROR for other in tests):
                record = replace(record, outcome=Outcome.ERROR)
        if record is not None:
            record = replace(record, goal=test.goal, required=required)
            complete_tests.append(replace(record, weight=weights[test.name]))
    if judged or len(tests) > len({test.name for test in tests}):
        extra = ", ".join(judged) or "some test twice"
        text = f"The run reported {extra}, which the spec does not have. Run it again."
        complete_tests.append(defect("test_records", text))
    return complete_tests


def _weights(kata: Kata, spec: Sequence[SpecTest]) -> dict[str, float]:
    """Return what each test is worth, in points.

    A goal has its own; the rest is shared equally by the tests that functions which do
    nothing fail.
    """
    goals = {test.name: kata.goal(test.goal).points for test in spec if test.goal}
    units = [test.name for test in spec if not test.goal and not test.free]
    share = (kata.points - sum(goals.values())) / max(len(units), 1)
    return {test.name: 0.0 for test in spec} | dict.fromkeys(units, share) | goals


def defect(name: str, text: str) -> TestVerdict:
    """Return the verdict on a test that could not be judged, no fault of the subject."""
    card = tuple(text.strip().splitlines()[-LONGEST:])
    return TestVerdict(name, Outcome.ERROR, card=card)
