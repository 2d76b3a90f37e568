"""A session in this process: one subject after another, by the same collected tests."""

import pytest

from nnkata.errors import ContentError
from nnkata.judging import with_collected
from nnkata.judging.verdict import Outcome


def judged(kata, *subjects, **options):
    """The outcomes of each subject."""
    results = []

    def judge(session, items):
        for subject in subjects:
            tests = session.judge(subject, items, **options)
            results.append([test.outcome for test in tests])

    with_collected(kata, judge)
    return results


def test_nothing_of_one_subject_is_left_to_the_next(tiny):
    (mistake,) = tiny.workspace.mistakes("double")
    subjects = ("reference", str(mistake), "stub", "reference")
    passed, wrong, unwritten, again = judged(tiny.kata(), *subjects)
    assert passed == again == [Outcome.PASSED] * 3
    assert Outcome.FAILED in wrong
    assert unwritten == [Outcome.UNWRITTEN] * 3


def test_no_test_follows_one_that_is_enough(tiny):
    options = {"enough": lambda test: not test.passed}
    assert judged(tiny.kata(), "stub", **options) == [[Outcome.UNWRITTEN]]


def test_a_limit_may_be_tighter_than_that_of_the_kata(tiny):
    tiny.mine("def double(x):\n    while True:\n        pass\n")
    options = {"limit": 0.05, "enough": lambda test: True}
    assert judged(tiny.kata(), "mine", **options) == [[Outcome.TIMEOUT]]


def test_an_error_of_the_caller_is_raised(tiny):
    with pytest.raises(ZeroDivisionError):
        with_collected(tiny.kata(), lambda session, items: 1 / 0)


def test_a_spec_that_cannot_be_collected_is_an_error(tiny):
    tiny.write("katas/double/test_double.py", "import not_there_xyz\n")
    with pytest.raises(ContentError, match="The spec of double cannot be collected"):
        judged(tiny.kata(), "reference")
