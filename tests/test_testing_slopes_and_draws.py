"""Gradients, draws and bars: the helpers that allow for a tolerance of their own."""

import numpy as np
import pytest

from nnkata.testing import (
    Mismatch,
    assert_at_least,
    assert_at_most,
    assert_draws,
    assert_gradient,
    numeric_grad,
)

NAN = np.nan


def told(check, *arguments, **options):
    """The words with which a helper refuses."""
    with pytest.raises(Mismatch) as caught:
        check(*arguments, **options)
    return str(caught.value)


def test_central_differences_of_a_cubic_are_its_slope():
    x = np.array([[1.0, -2.0, 0.5]])
    np.testing.assert_allclose(
        numeric_grad(lambda x: (x**3).sum(), x), 3 * x**2, rtol=1e-8
    )


def test_central_differences_leave_the_point_alone():
    x = np.array([1.0, 2.0])
    numeric_grad(lambda point: point.fill(0) or 1.0, x)
    assert x.tolist() == [1.0, 2.0]


def test_a_function_may_change_the_point_it_is_given():
    def careless(x):
        total = x.sum()
        x[:] = 99
        return total

    np.testing.assert_allclose(
        numeric_grad(careless, np.zeros(3)), np.ones(3), rtol=1e-8
    )


def test_a_right_gradient_passes():
    x = np.array([0.3, -1.2])
    assert_gradient(np.cos(x), lambda x: np.sin(x).sum(), x, "grad")


def test_a_gradient_off_by_a_thousandth_is_refused():
    x = np.array([0.3, -1.2])
    words = told(
        assert_gradient, 1.001 * np.cos(x), lambda x: np.sin(x).sum(), x, "grad"
    )
    assert words.startswith("grad: expected 0.95533649 at index 0")


@pytest.mark.parametrize("seed", range(40))
def test_draws_of_the_normal_law_pass(seed):
    draws = np.random.default_rng(seed).normal(3, 0.2, 10_000)
    assert_draws(draws, "draws", mean=3, std=0.2)


@pytest.mark.parametrize("seed", range(40))
def test_draws_of_the_uniform_law_pass(seed):
    draws = np.random.default_rng(seed).uniform(-1, 1, 10_000)
    assert_draws(draws, "draws", std=np.sqrt(1 / 3))


@pytest.mark.parametrize("factor", [0.95, 1.05])
@pytest.mark.parametrize("seed", range(10))
def test_draws_five_percent_off_are_refused(seed, factor):
    draws = np.random.default_rng(seed).normal(0, factor, 40_000)
    assert told(assert_draws, draws, "draws", std=1.0).startswith(
        "std of draws: expected 1"
    )


def test_draws_with_a_shifted_mean_are_refused():
    draws = np.random.default_rng(0).normal(0.1, 1, 10_000)
    assert told(assert_draws, draws, "draws", std=1.0).startswith("mean of draws: ")


def test_draws_that_are_not_finite_are_refused():
    words = told(assert_draws, [0.0, NAN], "draws", std=1.0)
    assert words == "draws: expected finite numbers, got nan or inf"


@pytest.mark.parametrize("check, bar", [(assert_at_least, 0.5), (assert_at_most, 0.5)])
def test_a_bar_that_is_just_reached_passes(check, bar):
    check(0.5, bar, "share")


def test_a_bar_that_is_missed_is_told():
    words = told(assert_at_least, 0.4, 0.5, "share")
    assert words == "share: expected at least 0.5, got 0.4"


@pytest.mark.parametrize("check", [assert_at_least, assert_at_most])
def test_nan_reaches_no_bar(check):
    assert told(check, NAN, 0.5, "share").endswith("got nan")
