"""Spec: slopes measured by central differences, and the distance of two gradients.

Tolerance: 1e-7 relative, 1e-9 absolute; with the default step of 1e-5, 1e-8 absolute,
because rounding alone moves such a slope by about 1e-10 times the value of f.
"""

import numpy as np
import pytest

from nnkata.testing import assert_at_most, assert_close, assert_shape, leaves_alone

pytestmark = pytest.mark.filterwarnings("error")

MEASURED = {"rtol": 1e-7, "atol": 1e-8}


@pytest.fixture
def X():
    """Four rows and three columns with negative values, a tie and an exact 0."""
    return np.array(
        [[1.5, -2.0, 0.3], [0.0, 0.7, -1.1], [-0.4, 2.2, 0.7], [1.2, -0.6, -1.7]]
    )


@pytest.fixture
def W():
    """Weights of the entries of X, no two alike."""
    return np.array(
        [[0.5, -1.0, 2.0], [1.3, 0.2, -0.7], [-1.9, 0.9, 1.1], [0.1, -0.3, 1.7]]
    )


@pytest.fixture
def a():
    """A gradient by a formula: its norm is 7."""
    return np.array([[2.0, -3.0], [4.0, 2.0], [0.0, -4.0]])


@pytest.fixture
def n():
    """A measured gradient beside it: its norm is 9, that of the difference 6."""
    return np.array([[-2.0, -1.0], [6.0, 0.0], [2.0, -6.0]])


def cubes(p):
    return (p**3).sum()


def squares(p):
    return (p**2).sum()


def test_numerical_gradient_of_a_weighted_sum_is_the_weights(kata, X, W):
    got = kata.numerical_gradient(lambda p: (W * p).sum(), X)
    assert_close(got, W, "numerical_gradient(f, X), f(p) = sum(W * p)", **MEASURED)


def test_numerical_gradient_of_the_sum_of_squares_is_twice_x(kata, X):
    got = kata.numerical_gradient(squares, X)
    assert_close(got, 2 * X, "numerical_gradient(f, X), f(p) = sum(p²)", **MEASURED)


def test_numerical_gradient_of_exponentials_is_good_to_eight_digits(kata, X):
    got = kata.numerical_gradient(lambda p: np.exp(p).sum(), X)
    want = np.exp(X)
    assert_close(got, want, "numerical_gradient(f, X), f(p) = sum(exp(p))", **MEASURED)


def test_numerical_gradient_of_a_product_is_the_product_of_the_others(kata):
    x = np.array([2.0, -3.0, 0.5])
    got = kata.numerical_gradient(np.prod, x)
    want = [-1.5, 1.0, -6.0]
    assert_close(got, want, "numerical_gradient(np.prod, [2, -3, 0.5])", **MEASURED)


def test_numerical_gradient_steps_by_a_hundred_thousandth_unless_told(kata):
    x = np.array([0.0, 1e-5, -2e-5])
    got = kata.numerical_gradient(lambda p: 1e-5 * np.sin(1e5 * p).sum(), x)
    want = np.sin(1) * np.cos([0, 1, -2])
    assert_close(got, want, "numerical_gradient(f, x), f(p) = sum(sin(1e5 p)) / 1e5")


def test_numerical_gradient_moves_one_entry_at_a_time(kata):
    x = np.array([2.0, -3.0, 0.5])
    got = kata.numerical_gradient(np.prod, x, eps=0.25)
    want = [-1.5, 1.0, -6.0]
    assert_close(got, want, "numerical_gradient(np.prod, [2, -3, 0.5], eps=0.25)")


def test_numerical_gradient_looks_equally_far_to_both_sides(kata):
    x = np.array([1.0, -2.0, 0.0, 3.0])
    got = kata.numerical_gradient(cubes, x, eps=0.25)
    want = [3.0625, 12.0625, 0.0625, 27.0625]  # 3x² + eps²
    assert_close(got, want, "numerical_gradient(f, x, eps=0.25), f(p) = sum(p³)")


def test_numerical_gradient_uses_any_eps_it_is_given(kata):
    x = np.array([1.0, -2.0, 0.0, 3.0])
    got = kata.numerical_gradient(cubes, x, 3.0)
    want = [12.0, 21.0, 9.0, 36.0]
    assert_close(got, want, "numerical_gradient(f, x, 3.0), f(p) = sum(p³)")


def test_numerical_gradient_at_a_corner_is_the_mean_of_both_slopes(kata):
    x = np.array([-1.0, 0.0, 2.0])
    got = kata.numerical_gradient(lambda p: np.maximum(p, 0).sum(), x)
    want = [0.0, 0.5, 1.0]
    assert_close(got, want, "numerical_gradient(f, x), f(p) = sum(relu(p))", **MEASURED)


def test_numerical_gradient_of_a_constant_is_zero(kata, X):
    got = kata.numerical_gradient(lambda p: 7.0, X)
    assert_close(got, np.zeros((4, 3)), "numerical_gradient(f, X), f(p) = 7")


def test_numerical_gradient_of_a_square_array_is_not_turned(kata, X, W):
    x, w = X[:3], W[:3]
    got = kata.numerical_gradient(lambda p: (w * p**2).sum(), x, eps=0.25)
    assert_close(got, 2 * w * x, "numerical_gradient of sum(w * p²), x of 3 x 3")


def test_numerical_gradient_takes_arrays_of_three_axes(kata):
    x = np.linspace(-2, 3, 24).reshape(2, 3, 4)
    got = kata.numerical_gradient(squares, x)
    assert_close(
        got, 2 * x, "numerical_gradient of sum(p²), x of 2 x 3 x 4", **MEASURED
    )


def test_numerical_gradient_takes_an_array_without_axes(kata):
    got = kata.numerical_gradient(lambda p: p**2, np.array(1.5), eps=0.25)
    assert_close(got, 3.0, "numerical_gradient(f, array(1.5), eps=0.25), f(p) = p²")


def test_numerical_gradient_takes_an_array_of_one_entry(kata):
    got = kata.numerical_gradient(squares, np.array([[-1.5]]), eps=0.25)
    assert_close(got, [[-3.0]], "numerical_gradient(f, [[-1.5]], eps=0.25)")


def test_numerical_gradient_takes_the_transpose_of_an_array(kata, X, W):
    got = kata.numerical_gradient(lambda p: (W.T * p**2).sum(), X.T, eps=0.25)
    assert_close(got, 2 * (W * X).T, "numerical_gradient(f, X.T, eps=0.25)")


def test_numerical_gradient_takes_a_part_of_an_array(kata, X):
    x = X[::2, 1:]
    got = kata.numerical_gradient(squares, x, eps=0.25)
    assert_close(got, 2 * x, "numerical_gradient(f, X[::2, 1:], eps=0.25)")


def test_numerical_gradient_does_not_cut_whole_numbers(kata):
    x = np.array([1, -2, 3, 0])
    got = kata.numerical_gradient(lambda p: squares(p) / 4, x)
    want = [0.5, -1.0, 1.5, 0.0]
    assert_close(got, want, "numerical_gradient(f, [1, -2, 3, 0])", **MEASURED)


def test_numerical_gradient_measures_in_float64_where_x_is_float32(kata):
    x = np.array([0.5, -1.25, 2.0], dtype=np.float32)
    got = kata.numerical_gradient(squares, x)
    want = [1.0, -2.5, 4.0]
    assert_close(got, want, "numerical_gradient(f, x of float32)", **MEASURED)


def test_numerical_gradient_leaves_x_alone(kata, X):
    with leaves_alone(x=X):
        kata.numerical_gradient(squares, X)


def test_numerical_gradient_does_not_move_x_even_while_f_runs(kata):
    x, seen = np.array([1.0, -2.0, 3.0]), []

    def f(p):
        seen.append(x.copy())
        return squares(p)

    kata.numerical_gradient(f, x, eps=0.25)
    want = [np.array([1.0, -2.0, 3.0]) for _ in seen]
    assert_close(seen, want, "x while f runs")


def test_numerical_gradient_lets_f_write_into_the_array_it_gets(kata):
    def f(p):
        p **= 2
        return p.sum()

    x = np.array([1.0, -2.0, 3.0])
    got = kata.numerical_gradient(f, x, eps=0.25)
    want = [2.0, -4.0, 6.0]
    assert_close(got, want, "numerical_gradient(f, x), f writes into its array")


def test_numerical_gradient_lets_f_keep_the_arrays_it_gets(kata):
    kept, copies = [], []

    def f(p):
        kept.append(p)
        copies.append(p.copy())
        return squares(p)

    kata.numerical_gradient(f, np.array([1.0, -2.0, 3.0]), eps=0.25)
    assert_close(kept, copies, "the arrays that f got, after the call")


def test_numerical_gradient_gives_f_arrays_of_the_shape_of_x(kata, X):
    def f(p):
        assert_shape(p, (4, 3), "what f gets")
        return squares(p)

    kata.numerical_gradient(f, X)


def test_relative_error_is_the_difference_over_both_sizes(kata, a, n):
    assert_close(kata.relative_error(a, n), 6 / 16, "relative_error(a, n)")


def test_relative_error_is_the_same_both_ways(kata, a, n):
    assert_close(kata.relative_error(n, a), 6 / 16, "relative_error(n, a)")


def test_relative_error_of_a_gradient_twice_too_large_is_a_third(kata, n):
    assert_close(kata.relative_error(2 * n, n), 1 / 3, "relative_error(2n, n)")


def test_relative_error_of_opposite_gradients_is_one(kata, a):
    assert_close(kata.relative_error(a, -a), 1.0, "relative_error(a, -a)")


def test_relative_error_of_small_gradients_is_not_smaller(kata, a, n):
    got = kata.relative_error(1e-9 * a, 1e-9 * n)
    assert_close(got, 6 / 16, "relative_error(1e-9 a, 1e-9 n)")


def test_relative_error_of_large_gradients_is_not_larger(kata, a, n):
    got = kata.relative_error(1e9 * a, 1e9 * n)
    assert_close(got, 6 / 16, "relative_error(1e9 a, 1e9 n)")


def test_relative_error_does_not_let_differences_cancel(kata):
    got = kata.relative_error(np.array([3.0, 4.0]), np.array([4.0, 3.0]))
    assert_close(got, np.sqrt(2) / 10, "relative_error([3, 4], [4, 3])")


def test_relative_error_where_one_gradient_is_zero_is_one(kata, a):
    got = kata.relative_error(np.zeros((3, 2)), a)
    assert_close(got, 1.0, "relative_error(zeros, a)")


def test_relative_error_of_equal_gradients_is_zero(kata, a):
    assert_close(kata.relative_error(a, a.copy()), 0.0, "relative_error(a, a)")


def test_relative_error_of_two_gradients_of_zeros_is_zero(kata):
    got = kata.relative_error(np.zeros(3), np.zeros(3))
    assert_close(got, 0.0, "relative_error(zeros, zeros)")


def test_relative_error_divides_by_a_trillionth_at_least(kata):
    got = kata.relative_error(np.array([2e-13, 1e-13]), np.array([-1e-13, 5e-13]))
    assert_close(got, 0.5, "relative_error([2e-13, 1e-13], [-1e-13, 5e-13])")


def test_relative_error_divides_by_the_sizes_above_a_trillionth(kata):
    got = kata.relative_error(np.array([1.2e-12]), np.array([0.4e-12]))
    assert_close(got, 0.5, "relative_error([1.2e-12], [0.4e-12])")


def test_relative_error_of_a_square_array_counts_every_entry(kata):
    a, n = np.array([[1.0, 2.0], [2.0, 4.0]]), np.array([[1.0, 0.0], [0.0, 0.0]])
    want = np.sqrt(24) / 6
    assert_close(kata.relative_error(a, n), want, "relative_error of 2 x 2 arrays")


def test_relative_error_takes_arrays_of_three_axes(kata, a, n):
    got = kata.relative_error(a.reshape(1, 3, 2), n.reshape(1, 3, 2))
    assert_close(got, 6 / 16, "relative_error of 1 x 3 x 2 arrays")


def test_relative_error_takes_arrays_without_axes(kata):
    got = kata.relative_error(np.array(3.0), np.array(-1.0))
    assert_close(got, 1.0, "relative_error(array(3.0), array(-1.0))")


def test_relative_error_takes_whole_numbers(kata):
    got = kata.relative_error(np.array([3, 4]), np.array([6, 8]))
    assert_close(got, 1 / 3, "relative_error([3, 4], [6, 8])")


def test_relative_error_leaves_its_inputs_alone(kata, a, n):
    with leaves_alone(a=a, n=n):
        kata.relative_error(a, n)


def test_relative_error_of_a_right_formula_is_tiny(kata, X):
    measured = kata.numerical_gradient(squares, X)
    got = kata.relative_error(2 * X, measured)
    assert_at_most(got, 1e-8, "relative_error(2X, numerical_gradient(f, X))")
