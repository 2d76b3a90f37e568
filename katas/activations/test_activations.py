"""Spec: sigmoid, tanh, ReLU and leaky ReLU, and the derivative of each at z.

Tolerance: 1e-10 relative for sigmoid, also where it is tiny; elsewhere 1e-9 relative,
1e-12 absolute; float32 inputs 1e-5; against central differences 1e-5.
"""

import math

import numpy as np
import pytest

from nnkata.testing import assert_close, assert_gradient, leaves_alone

pytestmark = pytest.mark.filterwarnings("error")  # an overflow is a failure

SHAPES = [(), (5,), (1, 3), (4, 3), (3, 3), (2, 3, 4)]
STEEP = np.array([-40.0, -20.0, -8.0, -1e-9, 0.0, 1e-9, 8.0, 20.0, 40.0])


@pytest.fixture
def z():
    """Pre-activations: a tie, numbers of both signs; none is on ReLU's kink."""
    return np.array(
        [[0.5, -1.2, 3.0], [-0.1, 0.7, -2.5], [4.0, 0.5, -3.3], [1.1, -6, 2]]
    )


@pytest.fixture
def kinked():
    """Three zeros among other numbers, whole ones so that every answer is exact."""
    return np.array([[0.0, -2.0, 3.0], [1.0, 0.0, -1.0], [-0.0, 5.0, -4.0]])


def logistic(x):
    return 1 / (1 + math.exp(-x)) if x > 0 else math.exp(x) / (math.exp(x) + 1)


def slope_of_logistic(x):
    return 1 / (2 * math.cosh(x / 2)) ** 2 if abs(x) < 700 else 0.0


def slope_of_tanh(x):
    return 1 / math.cosh(x) ** 2 if abs(x) < 350 else 0.0


def one_by_one(slow, z):
    """The same shape, worked out one number at a time."""
    out = np.zeros(np.shape(z))
    for place in np.ndindex(out.shape):
        out[place] = slow(float(np.asarray(z)[place]))
    return out


def check(function, slow, z, what, *, rtol=1e-9, atol=1e-12):
    __tracebackhide__ = True
    assert_close(function(z), one_by_one(slow, z), what, rtol=rtol, atol=atol)


def check_all_shapes(function, slow, name, **tolerance):
    __tracebackhide__ = True
    rng = np.random.default_rng(5)
    for shape in SHAPES:
        z = np.asarray(rng.normal(scale=3, size=shape))
        check(function, slow, z, f"{name}(z of shape {shape})", **tolerance)
    turned = rng.normal(scale=3, size=(3, 5)).T
    check(function, slow, turned, f"{name}(a transposed z)", **tolerance)


def check_numbers(function, slow, name, **tolerance):
    __tracebackhide__ = True
    for number in (0.0, 2, -3, 0.3, -1.7, np.float64(-0.6), 1000.0, -1000.0):
        check(function, slow, number, f"{name}({number})", **tolerance)


def check_whole_numbers(function, slow, name, **tolerance):
    __tracebackhide__ = True
    z = np.array([[2, 0, -1], [5, -7, 1]])
    check(function, slow, z, f"{name}(whole numbers)", **tolerance)


def check_float32(function, slow, name):
    __tracebackhide__ = True
    z = np.array(
        [[0.0, 0.5, -1.25], [3.0, -6.5, 200.0], [-200.0, 9.0, -90.0]], "float32"
    )
    check(function, slow, z, f"{name}(float32)", rtol=1e-5, atol=1e-6)


def test_sigmoid_turns_log_odds_into_probabilities(kata):
    odds = np.array([1 / 9, 1 / 4, 3.0, 9.0])  # one to nine, ..., nine to one
    got = kata.sigmoid(np.log(odds))
    assert_close(got, [0.1, 0.2, 0.75, 0.9], "sigmoid(log of odds)", rtol=1e-10)


def test_sigmoid_of_zero_is_one_half(kata):
    assert_close(kata.sigmoid(np.zeros((2, 3))), np.full((2, 3), 0.5), "sigmoid(zeros)")


def test_sigmoid_of_z_and_of_minus_z_sum_to_one(kata, z):
    got = kata.sigmoid(z) + kata.sigmoid(-z)
    assert_close(got, np.ones((4, 3)), "sigmoid(z) + sigmoid(-z)", atol=1e-12)


def test_sigmoid_is_right_in_every_shape(kata):
    check_all_shapes(kata.sigmoid, logistic, "sigmoid", rtol=1e-10, atol=0)


def test_sigmoid_takes_plain_numbers(kata):
    check_numbers(kata.sigmoid, logistic, "sigmoid", rtol=1e-10, atol=1e-300)


def test_sigmoid_takes_whole_numbers(kata):
    check_whole_numbers(kata.sigmoid, logistic, "sigmoid", rtol=1e-10, atol=0)


def test_sigmoid_takes_float32(kata):
    check_float32(kata.sigmoid, logistic, "sigmoid")


def test_sigmoid_survives_a_thousand(kata):
    got = kata.sigmoid(np.array([1000.0, 750.0, 36.0]))
    assert_close(got, np.ones(3), "sigmoid([1000, 750, 36])", rtol=1e-14, atol=0)


def test_sigmoid_survives_minus_a_thousand(kata):
    got = kata.sigmoid(np.array([-1000.0, -800.0]))
    assert_close(got, np.zeros(2), "sigmoid([-1000, -800])", atol=1e-300)


def test_sigmoid_takes_both_extremes_in_one_array(kata):
    got = kata.sigmoid(np.array([[1000.0, 0.0], [-1000.0, 1.0]]))
    want = [[1, 0.5], [0, logistic(1.0)]]
    assert_close(got, want, "sigmoid([[1000, 0], [-1000, 1]])", rtol=1e-10, atol=1e-300)


def test_sigmoid_keeps_the_digits_of_tiny_results(kata):
    z = np.array([-30.0, -40.0, -100.0, -300.0, -700.0])
    got = kata.sigmoid(z)
    want = one_by_one(math.exp, z)  # 1 + exp(z) differs from 1 by less than 1e-12
    assert_close(got, want, "sigmoid([-30, -40, ..., -700])", rtol=1e-10, atol=0)


def test_sigmoid_keeps_the_digits_of_tiny_results_in_float32(kata):
    z = np.array([-20.0, -60.0], "float32")
    want = one_by_one(math.exp, z)
    assert_close(kata.sigmoid(z), want, "sigmoid(float32)", rtol=1e-4, atol=0)


def test_sigmoid_leaves_its_input_alone(kata, z):
    with leaves_alone(z=z):
        kata.sigmoid(z)


def test_tanh_compares_the_exponential_with_its_inverse(kata):
    got = kata.tanh(np.log([2.0, 3.0, 0.5]))  # (2 - 1/2) / (2 + 1/2), ...
    assert_close(got, [0.6, 0.8, -0.6], "tanh(log [2, 3, 1/2])", rtol=1e-9)


def test_tanh_of_zero_is_zero(kata):
    assert_close(kata.tanh(np.zeros((2, 3))), np.zeros((2, 3)), "tanh(zeros)")


def test_tanh_of_minus_z_is_minus_tanh_of_z(kata, z):
    got = kata.tanh(z) + kata.tanh(-z)
    assert_close(got, np.zeros((4, 3)), "tanh(z) + tanh(-z)", atol=1e-12)


def test_tanh_is_right_in_every_shape(kata):
    check_all_shapes(kata.tanh, math.tanh, "tanh")


def test_tanh_takes_plain_numbers(kata):
    check_numbers(kata.tanh, math.tanh, "tanh")


def test_tanh_takes_whole_numbers(kata):
    check_whole_numbers(kata.tanh, math.tanh, "tanh")


def test_tanh_takes_float32(kata):
    check_float32(kata.tanh, math.tanh, "tanh")


def test_tanh_survives_a_thousand(kata):
    got = kata.tanh(np.array([1000.0, 400.0, 20.0]))
    assert_close(got, np.ones(3), "tanh([1000, 400, 20])", rtol=1e-12)


def test_tanh_survives_minus_a_thousand(kata):
    got = kata.tanh(np.array([-1000.0, -400.0, -20.0]))
    assert_close(got, -np.ones(3), "tanh([-1000, -400, -20])", rtol=1e-12)


def test_tanh_leaves_its_input_alone(kata, z):
    with leaves_alone(z=z):
        kata.tanh(z)


def test_relu_stops_what_is_negative_and_passes_the_rest(kata, kinked):
    want = [[0, 0, 3], [1, 0, 0], [0, 5, 0]]
    assert_close(kata.relu(kinked), want, "relu(z)")


def test_relu_of_z_minus_relu_of_minus_z_is_z(kata, z):
    assert_close(kata.relu(z) - kata.relu(-z), z, "relu(z) - relu(-z)")


def test_relu_is_right_in_every_shape(kata):
    check_all_shapes(kata.relu, lambda x: max(x, 0.0), "relu")


def test_relu_takes_plain_numbers(kata):
    check_numbers(kata.relu, lambda x: max(x, 0.0), "relu")


def test_relu_takes_whole_numbers(kata):
    check_whole_numbers(kata.relu, lambda x: max(x, 0.0), "relu")


def test_relu_takes_float32(kata):
    check_float32(kata.relu, lambda x: max(x, 0.0), "relu")


def test_relu_bends_sharply(kata):
    check(kata.relu, lambda x: max(x, 0.0), STEEP, "relu(z)", atol=0)


def test_relu_leaves_its_input_alone(kata, z):
    with leaves_alone(z=z):
        kata.relu(z)


def test_leaky_relu_scales_what_is_negative(kata, kinked):
    want = [[0, -0.5, 3], [1, 0, -0.25], [0, 5, -1]]
    assert_close(kata.leaky_relu(kinked, alpha=0.25), want, "leaky_relu(z, alpha=0.25)")


def test_leaky_relu_leaks_one_percent_by_default(kata):
    got = kata.leaky_relu(np.array([-100.0, -1.0, 0.0, 2.0]))
    assert_close(got, [-1.0, -0.01, 0.0, 2.0], "leaky_relu([-100, -1, 0, 2])")


def test_leaky_relu_without_a_leak_is_relu(kata, kinked):
    want = [[0, 0, 3], [1, 0, 0], [0, 5, 0]]
    assert_close(kata.leaky_relu(kinked, alpha=0), want, "leaky_relu(z, alpha=0)")


def test_leaky_relu_may_be_steeper_on_the_left(kata, kinked):
    want = [[0, -5, 3], [1, 0, -2.5], [0, 5, -10]]
    assert_close(kata.leaky_relu(kinked, alpha=2.5), want, "leaky_relu(z, alpha=2.5)")


def leaked(x, alpha=0.01):
    return x if x > 0 else alpha * x


def test_leaky_relu_is_right_in_every_shape(kata):
    subject = lambda z: kata.leaky_relu(z, 0.3)  # noqa: E731
    check_all_shapes(subject, lambda x: leaked(x, 0.3), "leaky_relu")


def test_leaky_relu_takes_plain_numbers(kata):
    check_numbers(kata.leaky_relu, leaked, "leaky_relu")


def test_leaky_relu_takes_whole_numbers(kata):
    check_whole_numbers(kata.leaky_relu, leaked, "leaky_relu")


def test_leaky_relu_takes_float32(kata):
    check_float32(kata.leaky_relu, leaked, "leaky_relu")


def test_leaky_relu_bends_sharply(kata):
    check(kata.leaky_relu, leaked, STEEP, "leaky_relu(z)", atol=0)


def test_leaky_relu_leaves_its_input_alone(kata, z):
    with leaves_alone(z=z):
        kata.leaky_relu(z, 0.3)


def test_sigmoid_prime_matches_central_differences(kata, z):
    total = lambda z: one_by_one(logistic, z).sum()  # noqa: E731
    assert_gradient(kata.sigmoid_prime(z), total, z, "sigmoid_prime(z)")


def test_sigmoid_prime_is_a_quarter_at_zero(kata):
    got = kata.sigmoid_prime(np.zeros((2, 3)))
    assert_close(got, np.full((2, 3), 0.25), "sigmoid_prime(zeros)")


def test_sigmoid_prime_is_right_in_every_shape(kata):
    check_all_shapes(kata.sigmoid_prime, slope_of_logistic, "sigmoid_prime")


def test_sigmoid_prime_takes_plain_numbers(kata):
    check_numbers(kata.sigmoid_prime, slope_of_logistic, "sigmoid_prime")


def test_sigmoid_prime_takes_whole_numbers(kata):
    check_whole_numbers(kata.sigmoid_prime, slope_of_logistic, "sigmoid_prime")


def test_sigmoid_prime_takes_float32(kata):
    check_float32(kata.sigmoid_prime, slope_of_logistic, "sigmoid_prime")


def test_sigmoid_prime_fades_on_both_sides(kata):
    check(kata.sigmoid_prime, slope_of_logistic, STEEP, "sigmoid_prime(z)")


def test_sigmoid_prime_is_zero_at_a_thousand(kata):
    got = kata.sigmoid_prime(np.array([1000.0, 750.0]))
    assert_close(got, np.zeros(2), "sigmoid_prime([1000, 750])", atol=1e-12)


def test_sigmoid_prime_is_zero_at_minus_a_thousand(kata):
    got = kata.sigmoid_prime(np.array([-1000.0, -750.0]))
    assert_close(got, np.zeros(2), "sigmoid_prime([-1000, -750])", atol=1e-12)


def test_sigmoid_prime_leaves_its_input_alone(kata, z):
    with leaves_alone(z=z):
        kata.sigmoid_prime(z)


def test_tanh_prime_matches_central_differences(kata, z):
    total = lambda z: one_by_one(math.tanh, z).sum()  # noqa: E731
    assert_gradient(kata.tanh_prime(z), total, z, "tanh_prime(z)")


def test_tanh_prime_is_one_at_zero(kata):
    assert_close(
        kata.tanh_prime(np.zeros((2, 3))), np.ones((2, 3)), "tanh_prime(zeros)"
    )


def test_tanh_prime_is_right_in_every_shape(kata):
    check_all_shapes(kata.tanh_prime, slope_of_tanh, "tanh_prime")


def test_tanh_prime_takes_plain_numbers(kata):
    check_numbers(kata.tanh_prime, slope_of_tanh, "tanh_prime")


def test_tanh_prime_takes_whole_numbers(kata):
    check_whole_numbers(kata.tanh_prime, slope_of_tanh, "tanh_prime")


def test_tanh_prime_takes_float32(kata):
    check_float32(kata.tanh_prime, slope_of_tanh, "tanh_prime")


def test_tanh_prime_fades_on_both_sides(kata):
    check(kata.tanh_prime, slope_of_tanh, STEEP, "tanh_prime(z)")


def test_tanh_prime_is_zero_at_a_thousand(kata):
    got = kata.tanh_prime(np.array([1000.0, 400.0]))
    assert_close(got, np.zeros(2), "tanh_prime([1000, 400])", atol=1e-12)


def test_tanh_prime_is_zero_at_minus_a_thousand(kata):
    got = kata.tanh_prime(np.array([-1000.0, -400.0]))
    assert_close(got, np.zeros(2), "tanh_prime([-1000, -400])", atol=1e-12)


def test_tanh_prime_leaves_its_input_alone(kata, z):
    with leaves_alone(z=z):
        kata.tanh_prime(z)


def test_relu_prime_is_one_above_zero_and_zero_below(kata, z):
    want = [[1, 0, 1], [0, 1, 0], [1, 1, 0], [1, 0, 1]]
    assert_close(kata.relu_prime(z), want, "relu_prime(z)")


def test_relu_prime_is_zero_at_zero(kata, kinked):
    want = [[0, 0, 1], [1, 0, 0], [0, 1, 0]]
    assert_close(kata.relu_prime(kinked), want, "relu_prime(z with zeros)")


def test_relu_prime_is_right_in_every_shape(kata):
    check_all_shapes(kata.relu_prime, lambda x: float(x > 0), "relu_prime")


def test_relu_prime_takes_plain_numbers(kata):
    check_numbers(kata.relu_prime, lambda x: float(x > 0), "relu_prime")


def test_relu_prime_takes_whole_numbers(kata):
    check_whole_numbers(kata.relu_prime, lambda x: float(x > 0), "relu_prime")


def test_relu_prime_takes_float32(kata):
    check_float32(kata.relu_prime, lambda x: float(x > 0), "relu_prime")


def test_relu_prime_jumps_at_zero(kata):
    check(kata.relu_prime, lambda x: float(x > 0), STEEP, "relu_prime(z)")


def test_relu_prime_leaves_its_input_alone(kata, z):
    with leaves_alone(z=z):
        kata.relu_prime(z)


def leak_slope(x, alpha=0.01):
    return 1.0 if x > 0 else alpha


def test_leaky_relu_prime_is_one_above_zero_and_alpha_below(kata, z):
    a = 0.2
    want = [[1, a, 1], [a, 1, a], [1, 1, a], [1, a, 1]]
    assert_close(
        kata.leaky_relu_prime(z, alpha=a), want, "leaky_relu_prime(z, alpha=0.2)"
    )


def test_leaky_relu_prime_is_alpha_at_zero(kata, kinked):
    want = [[0.2, 0.2, 1], [1, 0.2, 0.2], [0.2, 1, 0.2]]
    got = kata.leaky_relu_prime(kinked, alpha=0.2)
    assert_close(got, want, "leaky_relu_prime(z with zeros, alpha=0.2)")


def test_leaky_relu_prime_leaks_one_percent_by_default(kata):
    got = kata.leaky_relu_prime(np.array([-100.0, -1.0, 2.0]))
    assert_close(got, [0.01, 0.01, 1.0], "leaky_relu_prime([-100, -1, 2])")


def test_leaky_relu_prime_without_a_leak_is_zero_on_the_left(kata, kinked):
    got = kata.leaky_relu_prime(kinked, alpha=0)
    assert_close(got, [[0, 0, 1], [1, 0, 0], [0, 1, 0]], "leaky_relu_prime(z, alpha=0)")


def test_leaky_relu_prime_may_be_steeper_on_the_left(kata):
    got = kata.leaky_relu_prime(np.array([-4.0, -0.1, 0.1, 4.0]), alpha=2.5)
    assert_close(got, [2.5, 2.5, 1, 1], "leaky_relu_prime(z, alpha=2.5)")


def test_leaky_relu_prime_is_right_in_every_shape(kata):
    subject = lambda z: kata.leaky_relu_prime(z, 0.3)  # noqa: E731
    check_all_shapes(subject, lambda x: leak_slope(x, 0.3), "leaky_relu_prime")


def test_leaky_relu_prime_takes_plain_numbers(kata):
    check_numbers(kata.leaky_relu_prime, leak_slope, "leaky_relu_prime")


def test_leaky_relu_prime_takes_whole_numbers(kata):
    check_whole_numbers(kata.leaky_relu_prime, leak_slope, "leaky_relu_prime")


def test_leaky_relu_prime_takes_float32(kata):
    check_float32(kata.leaky_relu_prime, leak_slope, "leaky_relu_prime")


def test_leaky_relu_prime_jumps_at_zero(kata):
    check(kata.leaky_relu_prime, leak_slope, STEEP, "leaky_relu_prime(z)")


def test_leaky_relu_prime_leaves_its_input_alone(kata, z):
    with leaves_alone(z=z):
        kata.leaky_relu_prime(z, 0.3)
