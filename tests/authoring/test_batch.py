"""The order of tests in rounds that end with the first failure."""

from nnkata.authoring.batch import _Sharpness
from nnkata.judging.verdict import Outcome, TestVerdict


def round_of(**seconds):
    """The verdicts on tests that took so long; a negative time is that of a failure."""
    return [
        TestVerdict(name, Outcome.FAILED if s < 0 else Outcome.PASSED, seconds=abs(s))
        for name, s in seconds.items()
    ]


def order(sharp, changes=None):
    return sorted("abc", key=lambda name: -sharp.of(name, changes))


def test_quick_tests_run_first_and_what_has_ended_rounds_before_them():
    sharp = _Sharpness()
    sharp.learn(round_of(a=0.3, b=0.1, c=0.2), None)
    assert order(sharp) == ["b", "c", "a"]
    for _ in range(6):
        sharp.learn(round_of(b=0.9, a=-0.9), None)
    assert order(sharp) == ["a", "b", "c"]


def test_a_test_that_ends_rounds_of_one_function_is_not_first_for_another():
    sharp, one = _Sharpness(), frozenset(["one"])
    sharp.learn(round_of(a=0.3, b=0.1, c=0.2), None)
    for _ in range(6):
        sharp.learn(round_of(a=-0.9), one)
    assert order(sharp, one) == ["a", "b", "c"]
    assert order(sharp, frozenset(["other"])) == ["b", "c", "a"]
