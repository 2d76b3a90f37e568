"""Spec: one neuron, its cost, the cost's slopes, and a step downhill.

Tolerance: 1e-7 relative, 1e-9 absolute; gradients against central differences 1e-5; the
neuron that learns a line 1e-4.
"""

import numpy as np
import pytest

from nnkata.testing import assert_close, assert_gradient, leaves_alone

pytestmark = pytest.mark.filterwarnings("error")


@pytest.fixture
def x():
    """One example. With w and a bias of 0.7, z is 2.5."""
    return np.array([1.5, -2.0, 3.0])


@pytest.fixture
def w():
    return np.array([0.8, 0.3, 0.4])


@pytest.fixture
def one():
    """An example with an input of 0, a weight of 0, a bias and a target; z is 1.3."""
    x, w = np.array([0.9, 0.0, -1.7, 0.4]), np.array([1.1, -0.6, -0.3, 0.0])
    return x, w, -0.2, 0.3


@pytest.fixture
def X():
    """Five examples. With W and a bias of -0.5, z is 3.75, -3.125, 0, 1.25, -0.25."""
    return np.array([[1.5, -2, 3], [-1, 0.5, -2], [0, 2, 1], [2, -1, 0.5], [3, 1, -1]])


@pytest.fixture
def y():
    return np.array([1.0, 2.0, 3.0, 2.0, -1.0])


@pytest.fixture
def W():
    return np.array([0.5, -0.25, 1.0])


@pytest.fixture
def crowd():
    """Seven examples of four inputs, and parameters far from every bend."""
    rng = np.random.default_rng(4)
    return rng.normal(size=(7, 4)), rng.normal(size=7), rng.normal(size=4), 0.6


def error_of(x, w, b, y):
    """The squared error of one example, one multiplication at a time."""
    z = b
    for one_input, weight in zip(x, w, strict=True):
        z = z + one_input * weight
    return ((z if z > 0 else 0.0) - y) ** 2


def mean_error(X, y, w, b):
    return sum(error_of(row, w, b, t) for row, t in zip(X, y, strict=True)) / len(X)


def test_forward_weighs_the_inputs_and_adds_the_bias(kata, x, w):
    assert_close(kata.forward(x, w, 0.7), (2.5, 2.5), "forward(x, w, 0.7)")


def test_forward_is_silent_below_zero(kata, x, w):
    assert_close(kata.forward(x, -w, 0.7), (-1.1, 0.0), "forward(x, -w, 0.7)")


def test_forward_is_silent_at_zero(kata):
    got = kata.forward(np.array([2.0, -1.0]), np.array([0.5, 3.0]), 2.0)
    assert_close(got, (0.0, 0.0), "forward([2, -1], [0.5, 3], 2)")


def test_forward_of_no_input_is_the_bias_alone(kata, w):
    got = kata.forward(np.zeros(3), w, 0.2)
    assert_close(got, (0.2, 0.2), "forward(zeros, w, 0.2)")


def test_forward_lets_the_bias_decide_the_sign(kata, x, w):
    assert_close(kata.forward(x, w, -4.0), (-2.2, 0.0), "forward(x, w, -4)")


def test_forward_counts_every_input(kata, one):
    x, w, b, _ = one
    assert_close(kata.forward(x, w, b), (1.3, 1.3), "forward of four inputs")


def test_forward_takes_single_numbers(kata):
    assert_close(kata.forward(3.0, 2.0, 1.5), (7.5, 7.5), "forward(3, 2, 1.5)")


def test_forward_of_single_numbers_is_silent_below_zero(kata):
    assert_close(kata.forward(2.0, -1.5, 0.5), (-2.5, 0.0), "forward(2, -1.5, 0.5)")


def test_forward_of_one_input_in_an_array_is_a_number(kata):
    got = kata.forward(np.array([3.0]), np.array([2.0]), 1.0)
    assert_close(got, (7.0, 7.0), "forward([3], [2], 1)")


@pytest.mark.parametrize("kind", ["int64", "float32"])
def test_forward_takes_other_kinds_of_number(kata, kind):
    x, w = np.array([4, -2, 1], dtype=kind), np.array([1, 3, 2], dtype=kind)
    assert_close(kata.forward(x, w, 3), (3, 3), "forward([4, -2, 1], [1, 3, 2], 3)")


def test_forward_leaves_its_inputs_alone(kata, x, w):
    with leaves_alone(x=x, w=w):
        kata.forward(x, w, 0.7)


def test_mse_is_the_mean_of_the_squared_errors(kata):
    a, y = np.array([3.0, 0.0, 1.5, 4.0]), np.array([2.0, 2.0, 1.0, 1.0])
    assert_close(kata.mse(a, y), (1 + 4 + 0.25 + 9) / 4, "mse(a, y)")


def test_mse_of_right_answers_is_zero(kata, y):
    assert_close(kata.mse(y.copy(), y), 0.0, "mse(y, y)")


def test_mse_does_not_let_opposite_errors_cancel(kata):
    a, y = np.array([1.0, 3.0, 5.0]), np.array([2.0, 2.0, 5.0])
    assert_close(kata.mse(a, y), 2 / 3, "mse([1, 3, 5], [2, 2, 5])")


def test_mse_does_not_grow_with_the_number_of_examples(kata):
    a, y = np.full(6, 1.5), np.full(6, -0.5)
    assert_close(kata.mse(a, y), 4.0, "mse of six errors of 2")


def test_mse_of_one_example_is_its_squared_error(kata):
    assert_close(kata.mse(np.array([0.0]), np.array([3.0])), 9.0, "mse([0], [3])")


def test_mse_takes_whole_numbers(kata):
    got = kata.mse(np.array([1, 2, 3]), np.array([2, 2, 5]))
    assert_close(got, 5 / 3, "mse([1, 2, 3], [2, 2, 5])")


def test_mse_leaves_its_inputs_alone(kata, y):
    a = np.array([0.0, 2.5, 1.0, 4.0, 0.5])
    with leaves_alone(a=a, y=y):
        kata.mse(a, y)


def test_backward_points_down_when_the_neuron_says_too_little(kata, x, w):
    want = (np.array([-4.5, 6.0, -9.0]), -3.0)
    assert_close(kata.backward(x, w, 0.7, 4.0), want, "backward(x, w, 0.7, y=4)")


def test_backward_points_up_when_the_neuron_says_too_much(kata, x, w):
    want = (np.array([10.5, -14.0, 21.0]), 7.0)
    assert_close(kata.backward(x, w, 0.7, -1.0), want, "backward(x, w, 0.7, y=-1)")


def test_backward_asks_for_no_change_when_the_neuron_is_right(kata, x, w):
    want = (np.zeros(3), 0.0)
    assert_close(kata.backward(x, w, 0.7, 2.5), want, "backward(x, w, 0.7, y=2.5)")


def test_backward_is_zero_where_the_neuron_is_silent(kata, x, w):
    want = (np.zeros(3), 0.0)
    assert_close(kata.backward(x, -w, 0.7, 4.0), want, "backward(x, -w, 0.7, y=4)")


def test_backward_is_zero_where_the_bias_keeps_the_neuron_silent(kata, x, w):
    want = (np.zeros(3), 0.0)
    assert_close(kata.backward(x, w, -4.0, 1.0), want, "backward(x, w, -4, y=1)")


def test_backward_lets_a_small_positive_z_through(kata, x, w):
    want = (np.array([-2.4, 3.2, -4.8]), -1.6)
    assert_close(kata.backward(x, w, -1.6, 1.0), want, "backward(x, w, -1.6, y=1)")


def test_backward_lets_the_tiniest_positive_z_through(kata):
    got = kata.backward(np.array([2.0, -1.0]), np.array([0.5, 1.0]), 1e-9, 3.0)
    want = (np.array([-12.0, 6.0]), -6.0)
    assert_close(got, want, "backward([2, -1], [0.5, 1], 1e-9, y=3)")


def test_backward_has_slope_zero_at_zero(kata):
    got = kata.backward(np.array([2.0, -1.0]), np.array([0.5, 3.0]), 2.0, 5.0)
    assert_close(got, (np.zeros(2), 0.0), "backward([2, -1], [0.5, 3], 2, y=5)")


def test_backward_takes_single_numbers(kata):
    got = kata.backward(3.0, 2.0, 1.0, 5.0)
    assert_close(got, (12.0, 4.0), "backward(3, 2, 1, y=5)")


def test_backward_of_single_numbers_is_zero_where_silent(kata):
    got = kata.backward(2.0, -1.5, 0.5, 4.0)
    assert_close(got, (0.0, 0.0), "backward(2, -1.5, 0.5, y=4)")


def test_backward_takes_whole_numbers(kata):
    got = kata.backward(np.array([2, -3]), np.array([4, 1]), 1, 2.75)
    want = (np.array([13, -19.5]), 6.5)
    assert_close(got, want, "backward([2, -3], [4, 1], 1, y=2.75)")


def test_backward_matches_central_differences_in_the_weights(kata, one):
    x, w, b, y = one
    dw, _ = kata.backward(x, w, b, y)
    assert_gradient(dw, lambda v: error_of(x, v, b, y), w, "dw of backward(x, w, b, y)")


def test_backward_matches_central_differences_in_the_bias(kata, one):
    x, w, b, y = one
    _, db = kata.backward(x, w, b, y)
    assert_gradient(db, lambda c: error_of(x, w, c, y), b, "db of backward(x, w, b, y)")


def test_backward_leaves_its_inputs_alone(kata, x, w):
    with leaves_alone(x=x, w=w):
        kata.backward(x, w, 0.7, 4.0)


def test_grads_is_the_mean_over_the_examples(kata, X, y, W):
    want = (np.array([1.05, -1.9, 3.15]), 0.8)
    assert_close(kata.grads(X, y, W, -0.5), want, "grads(X, y, w, -0.5)")


def test_grads_does_not_grow_when_every_example_comes_twice(kata, X, y, W):
    got = kata.grads(np.vstack([X, X]), np.hstack([y, y]), W, -0.5)
    want = (np.array([1.05, -1.9, 3.15]), 0.8)
    assert_close(got, want, "grads of every example twice")


def test_grads_does_not_depend_on_the_order_of_the_examples(kata, X, y, W):
    got = kata.grads(X[::-1].copy(), y[::-1].copy(), W, -0.5)
    want = (np.array([1.05, -1.9, 3.15]), 0.8)
    assert_close(got, want, "grads of the rows in reverse")


def test_grads_of_a_single_row_is_the_gradient_of_that_example(kata, x, w):
    want = (np.array([-4.5, 6.0, -9.0]), -3.0)
    got = kata.grads(x.reshape(1, 3), np.array([4.0]), w, 0.7)
    assert_close(got, want, "grads([x], [4], w, 0.7)")


def test_grads_is_zero_where_every_example_leaves_the_neuron_silent(kata, X, y, W):
    want = (np.zeros(3), 0.0)
    assert_close(kata.grads(X, y, W, -9.0), want, "grads(X, y, w, -9)")


def test_grads_has_slope_zero_at_zero(kata):
    X, y = np.array([[2.0, -1.0], [1.0, 1.0], [4.0, 0.5]]), np.array([5.0, 1.5, -3.0])
    want = (np.array([76.0, 16.5]) / 3, 25 / 3)
    got = kata.grads(X, y, np.array([0.5, 3.0]), 2.0)
    assert_close(got, want, "grads with an example at z = 0")


def test_grads_lets_the_tiniest_positive_z_through(kata):
    X, y = np.array([[2.0, -1.0], [4.0, 1.0], [0.0, -3.0]]), np.array([3.0, 1.0, 2.0])
    want = (np.array([4.0, 10.0]) / 3, -2 / 3)
    got = kata.grads(X, y, np.array([0.5, 1.0]), 1e-9)
    assert_close(got, want, "grads with an example at z = 1e-9")


def test_grads_of_a_square_batch_is_right_too(kata):
    X, y = np.array([[1.0, 2.0], [4.0, -1.0]]), np.array([2.0, 10.0])
    got = kata.grads(X, y, np.array([1.5, 0.5]), 0.5)
    assert_close(got, (np.array([-15.0, 6.0]), -3.0), "grads of a 2 x 2 batch")


def test_grads_takes_examples_of_one_input(kata):
    X, y = np.array([[1.0], [3.0], [-2.0], [-0.45]]), np.array([4.0, 5.0, 1.0, 2.0])
    got = kata.grads(X, y, np.array([2.0]), 1.0)
    assert_close(
        got, (np.array([2.9275]), -0.45), "grads of four examples of one input"
    )


def test_grads_takes_whole_numbers(kata):
    X, y = np.array([[1, 0, 3], [0, 1, -1], [2, 0, 0]]), np.array([1, 0, 5])
    got = kata.grads(X, y, np.array([2, 3, 1]), 1)
    assert_close(got, (np.array([10, 6, 24]) / 3, 16 / 3), "grads of whole numbers")


def test_grads_matches_central_differences_in_the_weights(kata, crowd):
    X, y, w, b = crowd
    dw, _ = kata.grads(X, y, w, b)
    assert_gradient(dw, lambda v: mean_error(X, y, v, b), w, "dw of grads(X, y, w, b)")


def test_grads_matches_central_differences_in_the_bias(kata, crowd):
    X, y, w, b = crowd
    _, db = kata.grads(X, y, w, b)
    assert_gradient(db, lambda c: mean_error(X, y, w, c), b, "db of grads(X, y, w, b)")


def test_grads_leaves_its_inputs_alone(kata, X, y, W):
    with leaves_alone(X=X, y=y, w=W):
        kata.grads(X, y, W, -0.5)


def test_step_goes_against_the_gradient(kata):
    w, dw = np.array([1.0, -2.0, 0.5]), np.array([0.5, -1.0, 2.0])
    got = kata.step(w, 0.3, dw, -0.4, 0.1)
    want = (np.array([0.95, -1.9, 0.3]), 0.34)
    assert_close(got, want, "step(w, 0.3, dw, -0.4, lr=0.1)")


def test_step_is_as_long_as_the_learning_rate_says(kata):
    w, dw = np.array([1.0, -2.0, 0.5]), np.array([0.5, -1.0, 2.0])
    got = kata.step(w, 0.3, dw, -0.4, 3.0)
    want = (np.array([-0.5, 1.0, -5.5]), 1.5)
    assert_close(got, want, "step(w, 0.3, dw, -0.4, lr=3)")


def test_step_stands_still_on_the_flat(kata, w):
    assert_close(kata.step(w, 0.3, np.zeros(3), 0.0, 0.1), (w, 0.3), "step on the flat")


def test_step_takes_single_numbers(kata):
    got = kata.step(2.0, -1.0, 0.5, 4.0, 0.25)
    assert_close(got, (1.875, -2.0), "step(2, -1, 0.5, 4, lr=0.25)")


def test_step_does_not_round_whole_weights(kata):
    got = kata.step(np.array([1, -2]), 3, np.array([0.5, 0.25]), -0.5, 0.1)
    assert_close(got, (np.array([0.95, -2.025]), 3.05), "step of whole weights")


def test_steps_add_up(kata):
    w, b = np.array([1.0, -2.0]), 0.5
    for dw, db in [([1.0, 2.0], 3.0), ([-4.0, 0.5], -1.0), ([2.0, 2.0], 0.25)]:
        w, b = kata.step(w, b, np.array(dw), db, 0.2)
    assert_close((w, b), (np.array([1.2, -2.9]), 0.05), "w and b after three steps")


def test_step_leaves_its_inputs_alone(kata, w, x):
    with leaves_alone(w=w, dw=x):
        kata.step(w, 0.3, x, -0.4, 0.1)


def test_the_neuron_learns_a_line_from_its_points(kata):
    X, y = np.array([[-1.0], [0.0], [1.0]]), np.array([3.0, 5.0, 7.0])
    w, b = np.array([1.0]), 4.0
    for _ in range(30):
        dw, db = kata.grads(X, y, w, b)
        w, b = kata.step(w, b, dw, db, 0.3)
    assert_close((w, b), (np.array([2.0]), 5.0), "w and b after 30 steps", rtol=1e-4)
