"""The other views of the watch: the function that a hint is about."""

import pytest

from nnkata.judging.verdict import KataVerdict, Outcome, TestVerdict
from nnkata.watch.state import function_of


@pytest.mark.parametrize(
    "name, called, function",
    [
        ("test_nll_grad_is_zero", "", "nll_grad"),
        ("test_nll_is_zero", "", "nll"),
        ("test_rows_sum_to_one", "softmax", "softmax"),
        ("test_rows_sum_to_one", "one_of_my_own", "nll"),
        ("test_nll_is_zero", "softmax", "softmax"),  # which nll calls
    ],
)
def test_a_failure_is_about_a_function(name, called, function):
    test = TestVerdict(name, Outcome.FAILED, function=called)
    verdict = KataVerdict("k", "mine", "", 1, (test,))
    assert function_of(verdict, ["nll", "nll_grad", "softmax"]) == function


def test_without_a_failure_it_is_about_the_first_function():
    assert function_of(None, ["nll", "softmax"]) == "nll"
