"""Spec: one weight, one input, one bias.

Tolerance: 1e-7 relative, 1e-9 absolute.
"""

import pytest

from nnkata.testing import assert_close


def test_predict_weighs_the_input_and_adds_the_bias(kata):
    assert_close(kata.predict(4.0, 2.5, 3.0), 13.0, "predict(4.0, 2.5, 3.0)")


def test_predict_is_the_bias_where_the_input_is_zero(kata):
    assert_close(kata.predict(0.0, 2.5, 3.0), 3.0, "predict(0.0, 2.5, 3.0)")


def test_predict_grows_by_the_weight_from_one_input_to_the_next(kata):
    got = kata.predict(8.0, 1.75, -6.0) - kata.predict(7.0, 1.75, -6.0)
    assert_close(got, 1.75, "predict(8.0, 1.75, -6.0) - predict(7.0, 1.75, -6.0)")


@pytest.mark.parametrize(
    ("x", "w", "b", "expected"),
    [(-3.0, 1.5, 0.25, -4.25), (5.0, -0.5, 7.0, 4.5), (2.0, 0.75, -9.0, -7.5)],
    ids=["input", "weight", "bias"],
)
def test_predict_takes_a_negative_number(kata, x, w, b, expected):
    assert_close(kata.predict(x, w, b), expected, f"predict({x}, {w}, {b})")


def test_predict_takes_whole_numbers(kata):
    assert_close(kata.predict(7, 3, 5), 26, "predict(7, 3, 5)")
