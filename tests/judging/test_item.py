"""What a failure is about, as data and on its card."""

from functools import cache
from types import SimpleNamespace

import pytest

from nnkata.content.catalog import find, read_path
from nnkata.content.workspace import bundled
from nnkata.judging.item import SpecItem
from nnkata.judging.job import Job
from nnkata.judging.runner import grade
from nnkata.judging.verdict import (
    Outcome,
    PathVerdict,
    Place,
    TestVerdict,
    from_json,
    to_json,
)
from nnkata.report.text import not_run_lines
from nnkata.subject.limits import TimeLimit
from nnkata.testing import Mismatch, Missed

NOTHING = "test_double_of_nothing_is_nothing"
THREE = "test_double_of_three_is_six"


@pytest.mark.parametrize(
    ("error", "within", "line"),
    [
        (Missed("a miss", "a goal"), True, "Within the range of the baseline runs"),
        (TimeLimit(30), False, "cut off"),
        (Mismatch("a bias did not change", "a goal"), False, ""),
        (ValueError("an error of the subject's"), False, ""),
    ],
)
def test_a_seed_is_blamed_for_a_missed_threshold_and_nothing_else(error, within, line):
    kata = find(read_path(bundled().katas), "regularization")
    run = SimpleNamespace(measured={"first_loss": 2.2}, cut_off=lambda: "cut off")
    spec_item = SimpleNamespace(loader=SimpleNamespace(kata=kata), run=run)
    failed = TestVerdict("", Outcome.FAILED)
    failure = SpecItem._with_baseline(spec_item, failed, kata.goal("dropout"), error)
    assert [text[: len(line)] for text in failure.card] == ([line] if line else [])
    assert failure.within_baseline == within


@pytest.fixture(scope="module")
def judge(shared):
    """Judge a text that a learner wrote; the test of the argument 3."""

    @cache
    def judged(text, name=THREE):
        shared.mine(text)
        verdict = grade(Job(shared.kata()))
        assert from_json(to_json(PathVerdict((verdict,)))).katas == (verdict,)
        return next(test for test in verdict.tests if test.name == name)

    return judged


def test_a_stub_names_the_function_to_write(tiny):
    verdict = grade(Job(tiny.kata()))
    assert {test.function for test in verdict.tests} == {"double"}
    assert verdict.tests[0].place.file == "double.py"
    assert verdict.to_write == ["double"]


def test_a_wrong_value_is_about_the_function_that_returned_it(judge):
    test = judge("X = 1\n\n\ndef double(x):\n    return x * x\n")
    assert (test.function, test.error) == ("double", "")
    assert test.place == Place("double.py", 4, "double")
    assert test.mistake == "squared"
    assert test.spec == Place("test_double.py", 11, THREE)
    assert test.full_card[-2:] == (
        "next     nnkata hint double double",
        "spec     test_double.py:11",
    )


def test_an_error_is_named_with_the_line_that_raised_it(judge):
    text = (
        "def double(x):\n    return helper(x)\n\n\ndef helper(x):\n    return nowhere\n"
    )
    test = judge(text)
    assert (test.function, test.error) == ("double", "NameError")
    assert test.place == Place("double.py", 6, "helper")


def test_an_error_on_import_is_named_with_its_line(judge):
    test = judge("import math\nx = nowhere\n", NOTHING)
    assert test.error == "NameError"
    assert test.place == Place("double.py", 2, "<module>")


def test_a_loop_that_cannot_be_stopped_has_a_place(judge, stubborn):
    test = judge(f"def double(x):\n{stubborn('x == 3')}    return 2 * x\n")
    assert test.outcome is Outcome.TIMEOUT
    assert (test.place.file, test.place.function) == ("double.py", "double")


def test_a_test_that_was_not_run_has_its_reason(tiny):
    tiny.mine("import os\n\n\ndef double(x):\n    os._exit(0)\n")
    spec = tiny.kata().spec
    spec.write_text(
        f"{spec.read_text('utf-8')}\n\ndef test_a(kata):\n    pass\n", "utf-8"
    )
    verdict = grade(Job(tiny.kata()))
    reason = "3 processes ended in the middle of a test before it"
    assert verdict.tests[-1].reason == reason
    assert not_run_lines(verdict) == [f"1 not run: {reason}"]


NAMED_TOO_EARLY = """\
def double(x):
    # As if squared, but for a number that another test calls it with.
    return x * x if x == 3 else x + 1
"""


def test_a_reading_is_given_only_if_no_later_call_contradicts_it(judge):
    assert judge("def double(x):\n    return x * x\n").mistake == "squared"
    assert judge(NAMED_TOO_EARLY).mistake == ""
