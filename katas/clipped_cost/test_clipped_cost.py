"""Spec: the clipped binary cross-entropy, and its gradient with respect to p.

Tolerance: 1e-7 relative, 1e-9 absolute; central differences 1e-5; float32 inputs 1e-5,
and at the clip, where float32 cannot hold 1 - eps, the width that each test states.
"""

import math

import numpy as np
import pytest

from nnkata.testing import (
    assert_at_least,
    assert_at_most,
    assert_close,
    assert_gradient,
    assert_shape,
    leaves_alone,
)

pytestmark = pytest.mark.filterwarnings("error")  # a logarithm of 0 is a failure

CORNERS = pytest.mark.parametrize("certainty, label", [(0.0, 1.0), (1.0, 0.0)])


@pytest.fixture
def p():
    """Probabilities of five examples: right, wrong and doubtful, none at the clip."""
    return np.array([0.9, 0.2, 0.6, 0.35, 0.05])


@pytest.fixture
def y():
    return np.array([1.0, 0.0, 0.0, 1.0, 1.0])


@pytest.fixture
def far():
    """Probabilities beyond a clip of 0.05 on both sides, and two within."""
    return np.array([0.02, 0.02, 0.98, 0.98, 0.4, 0.93, 0.0])


@pytest.fixture
def far_y():
    return np.array([1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0])


def cost_by_hand(p, y, eps=1e-7):
    """The definition, one example at a time."""
    total = 0.0
    for chance, label in zip(p.ravel().tolist(), y.ravel().tolist(), strict=True):
        chance = min(max(chance, eps), 1 - eps)
        total -= math.log(chance) if label == 1 else math.log(1 - chance)
    return total / p.size


def slopes_by_hand(p, y, eps=1e-7):
    """One slope an example: of -log(p) for a yes, of -log(1 - p) for a no."""
    slopes = np.zeros(p.shape)
    for index in np.ndindex(p.shape):
        chance = min(max(float(p[index]), eps), 1 - eps)
        slope = -1 / chance if y[index] == 1 else 1 / (1 - chance)
        slopes[index] = slope / p.size
    return slopes


def test_cost_is_the_mean_surprise_at_the_labels(kata):
    p, y = np.array([0.25, 0.25, 0.9]), np.array([1.0, 0.0, 0.0])
    want = (np.log(4) + np.log(4 / 3) + np.log(10)) / 3
    assert_close(kata.binary_cross_entropy(p, y), want, "binary_cross_entropy(p, y)")


def test_cost_of_ignorance_is_log_two(kata):
    got = kata.binary_cross_entropy(np.full(3, 0.5), np.array([1.0, 0.0, 1.0]))
    assert_close(got, np.log(2), "binary_cross_entropy(all 0.5, y)")


def test_cost_agrees_with_a_sum_by_hand(kata, p, y):
    got = kata.binary_cross_entropy(p, y)
    assert_close(got, cost_by_hand(p, y), "binary_cross_entropy(p, y)")


def test_cost_stays_when_yes_and_no_change_their_names(kata, p, y):
    got = kata.binary_cross_entropy(1 - p, 1 - y)
    assert_close(got, cost_by_hand(p, y), "binary_cross_entropy(1 - p, 1 - y)")


def test_cost_of_a_column_is_one_number_too(kata, p, y):
    got = kata.binary_cross_entropy(p.reshape(5, 1), y.reshape(5, 1))
    assert_close(got, cost_by_hand(p, y), "binary_cross_entropy of columns")


def test_cost_of_one_example_is_its_surprise(kata):
    got = kata.binary_cross_entropy(np.array([0.25]), np.array([1.0]))
    assert_close(got, np.log(4), "binary_cross_entropy([0.25], [1])")


def test_cost_takes_labels_that_are_whole_numbers(kata, p):
    y = np.array([0, 1, 1, 0, 1])
    got = kata.binary_cross_entropy(p, y)
    assert_close(got, cost_by_hand(p, y), "binary_cross_entropy(p, whole numbers)")


@CORNERS
def test_cost_of_a_wrong_certainty_is_that_of_eps(kata, certainty, label):
    p, y = np.array([certainty, 0.5, 0.5]), np.array([label, 1.0, 0.0])
    want = (-np.log(1e-7) + 2 * np.log(2)) / 3
    assert_close(
        kata.binary_cross_entropy(p, y), want, f"binary_cross_entropy({p}, {y})"
    )


@pytest.mark.parametrize("sure", [0.0, 1.0])
def test_cost_of_a_right_certainty_is_that_of_one_minus_eps(kata, sure):
    p, y = np.full(3, sure), np.full(3, sure)
    got = kata.binary_cross_entropy(p, y)
    assert_close(got, -np.log1p(-1e-7), f"binary_cross_entropy({p}, {y})")


def test_cost_clips_at_the_eps_it_is_given(kata, far, far_y):
    got = kata.binary_cross_entropy(far, far_y, eps=0.05)
    want = cost_by_hand(far, far_y, 0.05)
    assert_close(got, want, "binary_cross_entropy(p, y, eps=0.05)")


@CORNERS
def test_cost_in_float64_takes_a_tiny_eps(kata, certainty, label):
    got = kata.binary_cross_entropy(np.array([certainty]), np.array([label]), eps=1e-10)
    what = f"binary_cross_entropy([{certainty}], [{label}], eps=1e-10)"
    assert_close(got, -np.log(1e-10), what, rtol=1e-6)


def test_cost_takes_float32(kata, p, y):
    p, y = p.astype(np.float32), y.astype(np.float32)
    got = kata.binary_cross_entropy(p, y)
    assert_close(got, cost_by_hand(p, y), "binary_cross_entropy in float32", rtol=1e-5)


@CORNERS
def test_cost_in_float32_clips_as_near_to_eps_as_it_can(kata, certainty, label):
    p, y = np.array([certainty], np.float32), np.array([label], np.float32)
    got = kata.binary_cross_entropy(p, y)  # -log(1.19e-7) is 15.94, -log(1e-7) is 16.12
    what = f"binary_cross_entropy([{certainty}], [{label}]) in float32"
    assert_close(got, 16.03, what, rtol=0, atol=0.1)


@CORNERS
def test_cost_in_float32_stays_finite_when_eps_is_too_small(kata, certainty, label):
    p, y = np.array([certainty], np.float32), np.array([label], np.float32)
    got = kata.binary_cross_entropy(p, y, eps=1e-12)
    what = f"binary_cross_entropy([{certainty}], [{label}], eps=1e-12) in float32"
    assert_shape(got, (), what)
    assert_at_least(got, 13, what)  # an eps of 1e-6 costs 13.8
    assert_at_most(got, 28, what)  # an eps of 1e-12 costs 27.6


@pytest.mark.parametrize("sure", [0.0, 1.0])
def test_cost_in_float32_of_a_right_certainty_is_a_number(kata, sure):
    p, y = np.array([sure], np.float32), np.array([sure], np.float32)
    got = kata.binary_cross_entropy(p, y, eps=1e-12)
    what = f"binary_cross_entropy([{sure}], [{sure}], eps=1e-12) in float32"
    assert_close(got, 0.0, what, atol=2e-6)


def test_cost_leaves_its_inputs_alone(kata, far, far_y):
    with leaves_alone(p=far, y=far_y):
        kata.binary_cross_entropy(far, far_y, eps=0.05)


def test_gradient_belongs_to_the_mean(kata):
    p, y = np.array([0.25, 0.25, 0.9]), np.array([1.0, 0.0, 0.0])
    want = np.array([-4, 4 / 3, 10]) / 3
    got = kata.binary_cross_entropy_grad(p, y)
    assert_close(got, want, "binary_cross_entropy_grad(p, y)")


def test_gradient_at_ignorance_is_two_over_m_either_way(kata):
    got = kata.binary_cross_entropy_grad(
        np.full(4, 0.5), np.array([1.0, 0.0, 0.0, 1.0])
    )
    want = [-0.5, 0.5, 0.5, -0.5]
    assert_close(got, want, "binary_cross_entropy_grad(all 0.5, y)")


def test_gradient_turns_when_yes_and_no_change_their_names(kata, p, y):
    got = kata.binary_cross_entropy_grad(1 - p, 1 - y)
    assert_close(got, -slopes_by_hand(p, y), "binary_cross_entropy_grad(1 - p, 1 - y)")


def test_gradient_matches_central_differences_inside_the_clip(kata, p, y):
    got = kata.binary_cross_entropy_grad(p, y)
    cost = lambda chances: kata.binary_cross_entropy(chances, y)  # noqa: E731
    assert_gradient(got, cost, p, "binary_cross_entropy_grad(p, y)")


def test_gradient_of_a_column_is_a_column(kata, p, y):
    got = kata.binary_cross_entropy_grad(p.reshape(5, 1), y.reshape(5, 1))
    want = slopes_by_hand(p, y).reshape(5, 1)
    assert_close(got, want, "binary_cross_entropy_grad of columns")


def test_gradient_of_one_example_is_not_divided(kata):
    got = kata.binary_cross_entropy_grad(np.array([0.25]), np.array([1.0]))
    assert_close(got, [-4.0], "binary_cross_entropy_grad([0.25], [1])")


def test_gradient_takes_labels_that_are_whole_numbers(kata, p):
    y = np.array([0, 1, 1, 0, 1])
    got = kata.binary_cross_entropy_grad(p, y)
    assert_close(
        got, slopes_by_hand(p, y), "binary_cross_entropy_grad(p, whole numbers)"
    )


def test_gradient_of_a_wrong_certainty_is_one_over_eps(kata):
    p, y = np.array([0.0, 1.0, 0.5]), np.array([1.0, 0.0, 1.0])
    want = np.array([-1e7, 1e7, -2]) / 3
    got = kata.binary_cross_entropy_grad(p, y)
    assert_close(got, want, "binary_cross_entropy_grad([0, 1, 0.5], [1, 0, 1])")


def test_gradient_of_a_right_certainty_still_pushes(kata):
    p, y = np.array([0.0, 1.0, 0.5]), np.array([0.0, 1.0, 1.0])
    want = np.array([1 / (1 - 1e-7), -1 / (1 - 1e-7), -2]) / 3
    got = kata.binary_cross_entropy_grad(p, y)
    assert_close(got, want, "binary_cross_entropy_grad([0, 1, 0.5], [0, 1, 1])")


def test_gradient_clips_at_the_eps_it_is_given(kata, far, far_y):
    got = kata.binary_cross_entropy_grad(far, far_y, eps=0.05)
    want = slopes_by_hand(far, far_y, 0.05)
    assert_close(got, want, "binary_cross_entropy_grad(p, y, eps=0.05)")


def test_gradient_in_float64_takes_a_tiny_eps(kata):
    p, y = np.array([0.0, 1.0]), np.array([1.0, 0.0])
    got = kata.binary_cross_entropy_grad(p, y, eps=1e-10)
    what = "binary_cross_entropy_grad([0, 1], [1, 0], eps=1e-10)"
    assert_close(got, [-5e9, 5e9], what, rtol=1e-5)


def test_gradient_takes_float32(kata, p, y):
    p, y = p.astype(np.float32), y.astype(np.float32)
    got = kata.binary_cross_entropy_grad(p, y)
    what = "binary_cross_entropy_grad in float32"
    assert_close(got, slopes_by_hand(p, y), what, rtol=1e-5)


@CORNERS
def test_gradient_in_float32_clips_as_near_to_eps_as_it_can(kata, certainty, label):
    p, y = np.array([certainty], np.float32), np.array([label], np.float32)
    got = kata.binary_cross_entropy_grad(p, y)  # 1 / 1.19e-7 is 8.4e6
    what = f"binary_cross_entropy_grad([{certainty}], [{label}]) in float32"
    assert_close(got, [(1 - 2 * label) * 9.2e6], what, rtol=0.1)


@CORNERS
def test_gradient_in_float32_stays_finite_when_eps_is_too_small(kata, certainty, label):
    p, y = np.array([certainty], np.float32), np.array([label], np.float32)
    got = kata.binary_cross_entropy_grad(p, y, eps=1e-12)
    what = f"binary_cross_entropy_grad([{certainty}], [{label}], eps=1e-12) in float32"
    assert_shape(got, (1,), what)
    size = got[0] * (1 - 2 * label)
    assert_at_least(size, 5e5, f"size of {what}")  # an eps of 1e-6 gives 1e6
    assert_at_most(size, 1.1e12, f"size of {what}")


@pytest.mark.parametrize("sure", [0.0, 1.0])
def test_gradient_in_float32_of_a_right_certainty_is_a_number(kata, sure):
    p, y = np.array([sure], np.float32), np.array([sure], np.float32)
    got = kata.binary_cross_entropy_grad(p, y, eps=1e-12)
    what = f"binary_cross_entropy_grad([{sure}], [{sure}], eps=1e-12) in float32"
    assert_close(got, [1 - 2 * sure], what, rtol=1e-5)


def test_gradient_leaves_its_inputs_alone(kata, far, far_y):
    with leaves_alone(p=far, y=far_y):
        kata.binary_cross_entropy_grad(far, far_y, eps=0.05)
