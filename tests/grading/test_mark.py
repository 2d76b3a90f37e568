"""Marks as plain data."""

import json

from nnkata.grading.mark import Mark, Result, mark_from, to_data
from nnkata.judging.verdict import Outcome, Place, TestVerdict


def test_a_mark_survives_json():
    test = TestVerdict(
        "test_doubles",
        Outcome.FAILED,
        card=("got 3",),
        mistake="m",
        spec=Place("f", 1, "g"),
    )
    mark = Mark("ann", "double", Result.WRONG, 1.5, 3.0, tests=(test,), warnings=("w",))
    assert mark_from(json.loads(json.dumps(to_data(mark)))) == mark


def test_a_mark_names_each_mistake_once():
    tests = tuple(
        TestVerdict(f"test_{n}", Outcome.FAILED, mistake="m") for n in range(2)
    )
    assert Mark("ann", "double", Result.WRONG, tests=tests).mistakes == ("m",)


def test_only_what_was_graded_is_final():
    finals = {result for result in Result if Mark("ann", "double", result).is_final}
    assert finals == {*Result} - {Result.NOT_GRADED}
