"""Spec: a dense layer forward, its three gradients, and one step of descent.

Tolerance: 1e-7 relative, 1e-9 absolute; gradients against central differences 1e-5
relative, 1e-8 absolute; float32 inputs 1e-5 relative, 1e-6 absolute.
"""

import numpy as np
import pytest

from nnkata.testing import assert_close, assert_gradient, assert_shape, leaves_alone

pytestmark = pytest.mark.filterwarnings("error")


@pytest.fixture
def X():
    """Four examples of three inputs: negative ones and exact zeros among them."""
    return np.array(
        [[1.0, -2.0, 0.5], [0.0, 3.0, -2.0], [2.0, 0.0, 0.0], [-1.5, 1.0, 4.0]]
    )


@pytest.fixture
def W():
    """Weights from three inputs to two units."""
    return np.array([[0.5, -1.0], [2.0, 0.25], [-0.75, 1.5]])


@pytest.fixture
def b():
    return np.array([0.3, -0.6])


@pytest.fixture
def dZ():
    """A gradient of four examples and two units; rows and columns do not sum to 0."""
    return np.array([[0.1, -0.2], [0.0, 0.3], [-0.4, 0.05], [0.25, 0.0]])


@pytest.fixture
def square():
    """dZ, X, W and b with m = n_in = n_out = 3: here NumPy objects to nothing."""
    return {
        "dZ": np.array([[0.2, -0.1, 0.4], [0.0, 0.5, -0.3], [-0.6, 0.1, 0.7]]),
        "X": np.array([[1.0, 2.0, -1.0], [0.5, -3.0, 0.0], [4.0, 1.0, 2.5]]),
        "W": np.array([[0.5, -1.0, 2.0], [1.5, 0.25, -0.5], [0.0, 3.0, 1.0]]),
        "b": np.array([0.1, -0.2, 0.7]),
    }


@pytest.fixture
def pixels():
    """Four examples of three whole numbers from 0 to 255, as pictures have them."""
    values = [[0, 51, 255], [200, 128, 3], [17, 0, 99], [255, 255, 1]]
    return np.array(values, dtype=np.uint8)


def forward_by_hand(X, W, b):
    """The definition, one product at a time: slow, and plainly right."""
    Z = np.zeros((X.shape[0], W.shape[1]))
    for i, k in np.ndindex(Z.shape):
        Z[i, k] = float(b[k])
        for j in range(W.shape[0]):
            Z[i, k] += float(X[i, j]) * float(W[j, k])
    return Z


def backward_by_hand(dZ, X, W):
    """Each weight, bias and input collects its share from every sum it entered."""
    dW, db, dX = np.zeros(W.shape), np.zeros(W.shape[1]), np.zeros(X.shape)
    for i, k in np.ndindex(dZ.shape):
        db[k] += float(dZ[i, k])
        for j in range(W.shape[0]):
            dW[j, k] += float(X[i, j]) * float(dZ[i, k])
            dX[i, j] += float(W[j, k]) * float(dZ[i, k])
    return dW, db, dX


def step_by_hand(dZ, X, W, b, lr):
    dW, db, dX = backward_by_hand(dZ, X, W)
    return W - lr * dW, b - lr * db, dX


def half_squares(Z):
    """A cost whose gradient with respect to Z is Z / m."""
    return (Z**2).sum() / (2 * len(Z))


def test_forward_weighs_the_inputs_of_every_unit(kata, X, W, b):
    want = [[-3.575, -1.35], [7.8, -2.85], [1.3, -2.6], [-1.45, 7.15]]
    assert_close(kata.dense_forward(X, W, b), want, "dense_forward(X, W, b)")


def test_forward_of_zero_inputs_is_the_bias_in_every_row(kata, W, b):
    got = kata.dense_forward(np.zeros((4, 3)), W, b)
    assert_close(got, [[0.3, -0.6]] * 4, "dense_forward(zeros, W, b)")


def test_forward_through_identity_weights_adds_the_bias_only(kata, X):
    got = kata.dense_forward(X, np.eye(3), np.array([10.0, 0.0, -10.0]))
    want = [[11, -2, -9.5], [10, 3, -12], [12, 0, -10], [8.5, 1, -6]]
    assert_close(got, want, "dense_forward(X, identity, [10, 0, -10])")


def test_forward_takes_each_row_by_itself(kata, X, W, b):
    alone = kata.dense_forward(X[1:2], W, b)
    assert_close(alone, [[7.8, -2.85]], "dense_forward(X[1:2], W, b)")


def test_forward_of_a_square_batch_turns_nothing(kata, square):
    X, W, b = square["X"], square["W"], square["b"]
    want = [[3.6, -3.7, 0.7], [-4.15, -1.45, 3.2], [3.6, 3.55, 10.7]]
    assert_close(kata.dense_forward(X, W, b), want, "dense_forward of a 3 x 3 batch")


def test_forward_of_a_single_unit_is_a_column(kata, X, W, b):
    got = kata.dense_forward(X, W[:, :1], b[:1])
    want = [[-3.575], [7.8], [1.3], [-1.45]]
    assert_close(got, want, "dense_forward with one unit")


def test_forward_takes_pixels_as_whole_numbers(kata, pixels, W, b):
    want = forward_by_hand(pixels, W, b)
    assert_close(
        kata.dense_forward(pixels, W, b), want, "dense_forward(uint8 pixels, W, b)"
    )


def test_forward_takes_single_precision(kata, X, W, b):
    want = forward_by_hand(X, W, b)
    got = kata.dense_forward(*(a.astype(np.float32) for a in (X, W, b)))
    assert_close(got, want, "dense_forward of float32", rtol=1e-5, atol=1e-6)


def test_forward_leaves_its_inputs_alone(kata, X, W, b):
    with leaves_alone(X=X, W=W, b=b):
        kata.dense_forward(X, W, b)


def test_forward_keeps_no_array_from_one_call_to_the_next(kata, X, W, b):
    first = kata.dense_forward(X, W, b)
    kata.dense_forward(X + 1, W, b)
    want = forward_by_hand(X, W, b)
    assert_close(first, want, "dense_forward(X, W, b) after a second call")


def test_gradients_have_the_shapes_of_what_they_belong_to(kata, dZ, X, W):
    dW, db, dX = kata.dense_backward(dZ, X, W)
    assert_shape(dW, (3, 2), "dW")
    assert_shape(db, (2,), "db")
    assert_shape(dX, (4, 3), "dX")


def test_backward_of_one_example_is_an_outer_product(kata, dZ, X, W):
    got = kata.dense_backward(dZ[:1], X[:1], W)
    dW = [[0.1, -0.2], [-0.2, 0.4], [0.05, -0.1]]
    want = (np.array(dW), np.array([0.1, -0.2]), np.array([[0.25, 0.15, -0.375]]))
    assert_close(got, want, "dense_backward(dZ[:1], X[:1], W)")


def test_backward_of_no_gradient_is_zero(kata, X, W):
    got = kata.dense_backward(np.zeros((4, 2)), X, W)
    want = (np.zeros((3, 2)), np.zeros(2), np.zeros((4, 3)))
    assert_close(got, want, "dense_backward(zeros, X, W)")


def test_dw_of_a_batch_is_the_sum_over_its_examples(kata, dZ, X, W):
    dW, _, _ = kata.dense_backward(np.tile(dZ, (3, 1)), np.tile(X, (3, 1)), W)
    want = 3 * np.array([[-1.075, -0.1], [0.05, 1.3], [1.05, -0.7]])
    assert_close(dW, want, "dW of the same four examples three times")


def test_dw_pairs_each_input_with_each_unit(kata, dZ, X, W):
    dW, _, _ = kata.dense_backward(dZ, X, W)
    assert_close(dW, [[-1.075, -0.1], [0.05, 1.3], [1.05, -0.7]], "dW")


def test_db_sums_each_unit_over_the_batch(kata, dZ, X, W):
    _, db, _ = kata.dense_backward(dZ, X, W)
    assert_close(db, [-0.05, 0.15], "db")


def test_dx_collects_from_every_unit(kata, dZ, X, W):
    _, _, dX = kata.dense_backward(dZ, X, W)
    want = [[0.25, 0.15, -0.375], [-0.3, 0.075, 0.45]]
    want += [[-0.25, -0.7875, 0.375], [0.125, 0.5, -0.1875]]
    assert_close(dX, want, "dX")


def test_backward_of_a_square_batch_turns_nothing(kata, square):
    dZ, X, W = square["dZ"], square["X"], square["W"]
    want = backward_by_hand(dZ, X, W)
    assert_close(kata.dense_backward(dZ, X, W), want, "dense_backward of a 3 x 3 batch")


def test_backward_of_a_single_unit_keeps_its_column(kata, dZ, X, W):
    want = backward_by_hand(dZ[:, :1], X, W[:, :1])
    got = kata.dense_backward(dZ[:, :1], X, W[:, :1])
    assert_close(got, want, "dense_backward with one unit")


def test_backward_takes_pixels_as_whole_numbers(kata, dZ, pixels, W):
    want = backward_by_hand(dZ, pixels, W)
    got = kata.dense_backward(dZ, pixels, W)
    assert_close(got, want, "dense_backward(dZ, uint8 pixels, W)")


def test_dw_matches_central_differences_of_a_mean_cost(kata, X, W, b):
    dW, _, _ = kata.dense_backward(forward_by_hand(X, W, b) / 4, X, W)
    assert_gradient(dW, lambda V: half_squares(forward_by_hand(X, V, b)), W, "dW")


def test_db_matches_central_differences_of_a_mean_cost(kata, X, W, b):
    _, db, _ = kata.dense_backward(forward_by_hand(X, W, b) / 4, X, W)
    assert_gradient(db, lambda c: half_squares(forward_by_hand(X, W, c)), b, "db")


def test_dx_matches_central_differences_of_a_mean_cost(kata, X, W, b):
    _, _, dX = kata.dense_backward(forward_by_hand(X, W, b) / 4, X, W)
    assert_gradient(dX, lambda U: half_squares(forward_by_hand(U, W, b)), X, "dX")


def test_backward_leaves_its_inputs_alone(kata, dZ, X, W):
    with leaves_alone(dZ=dZ, X=X, W=W):
        kata.dense_backward(dZ, X, W)


def test_backward_keeps_no_array_from_one_call_to_the_next(kata, dZ, X, W):
    first = kata.dense_backward(dZ, X, W)
    kata.dense_backward(dZ + 1, X + 1, W + 1)
    want = backward_by_hand(dZ, X, W)
    assert_close(first, want, "dense_backward(dZ, X, W) after a second call")


def test_step_moves_the_weights_against_their_gradient(kata, dZ, X, W, b):
    got, _, _ = kata.dense_step(dZ, X, W, b, 0.2)
    want = [[0.715, -0.98], [1.99, -0.01], [-0.96, 1.64]]
    assert_close(got, want, "W of dense_step(dZ, X, W, b, 0.2)")


def test_step_at_rate_zero_moves_nothing(kata, dZ, X, W, b):
    got = kata.dense_step(dZ, X, W, b, 0.0)
    assert_close(got[:2], (W.copy(), b.copy()), "W, b of dense_step(..., lr=0)")


def test_step_moves_the_biases_against_their_gradient(kata, dZ, X, W, b):
    _, got, _ = kata.dense_step(dZ, X, W, b, 0.2)
    assert_close(got, [0.31, -0.63], "b of dense_step(dZ, X, W, b, 0.2)")


def test_step_hands_down_the_gradient_by_the_old_weights(kata, dZ, X, W, b):
    _, _, dX = kata.dense_step(dZ, X, W, b, 3.0)
    want = [[0.25, 0.15, -0.375], [-0.3, 0.075, 0.45]]
    want += [[-0.25, -0.7875, 0.375], [0.125, 0.5, -0.1875]]
    assert_close(dX, want, "dX of dense_step(dZ, X, W, b, 3.0)")


def test_step_of_a_square_batch_turns_nothing(kata, square):
    dZ, X, W, b = (square[name] for name in ("dZ", "X", "W", "b"))
    want = step_by_hand(dZ, X, W, b, 0.7)
    got = kata.dense_step(dZ, X, W, b, 0.7)
    assert_close(got, want, "dense_step of a 3 x 3 batch")


def test_step_of_a_single_unit_keeps_its_column(kata, dZ, X, W, b):
    one = (dZ[:, :1], X, W[:, :1], b[:1])
    want = step_by_hand(*one, 0.7)
    assert_close(kata.dense_step(*one, 0.7), want, "dense_step with one unit")


def test_three_steps_follow_their_own_gradients(kata, X, W, b):
    V, c = W.copy(), b.copy()
    for _ in range(3):
        V, c, _ = step_by_hand(forward_by_hand(X, V, c) / 4, X, V, c, 0.1)
        dZ = forward_by_hand(X, W, b) / 4
        W, b, _ = kata.dense_step(dZ, X, W, b, 0.1)
    assert_close((W, b), (V, c), "W, b after three steps")


def test_step_takes_pixels_as_whole_numbers(kata, dZ, pixels, W, b):
    want = step_by_hand(dZ, pixels, W, b, 0.05)
    got = kata.dense_step(dZ, pixels, W, b, 0.05)
    assert_close(got, want, "dense_step(dZ, uint8 pixels, W, b, 0.05)")


def test_step_takes_single_precision(kata, dZ, X, W, b):
    want = step_by_hand(dZ, X, W, b, 0.2)
    got = kata.dense_step(*(a.astype(np.float32) for a in (dZ, X, W, b)), 0.2)
    assert_close(got, want, "dense_step of float32", rtol=1e-5, atol=1e-6)


def test_step_leaves_its_inputs_alone(kata, dZ, X, W, b):
    with leaves_alone(dZ=dZ, X=X, W=W, b=b):
        kata.dense_step(dZ, X, W, b, 0.2)


def test_step_returns_arrays_of_its_own(kata, dZ, X, W, b):
    new_W, new_b, _ = kata.dense_step(dZ, X, W, b, 0.0)
    shared = np.shares_memory(new_W, W) or np.shares_memory(new_b, b)
    assert not shared, (
        "dense_step(..., lr=0) returned the W or b it was given, not new arrays"
    )


def test_step_keeps_no_array_from_one_call_to_the_next(kata, dZ, X, W, b):
    first = kata.dense_step(dZ, X, W, b, 0.2)
    kata.dense_step(dZ + 1, X + 1, W + 1, b + 1, 0.2)
    want = step_by_hand(dZ, X, W, b, 0.2)
    assert_close(first, want, "dense_step(dZ, X, W, b, 0.2) after a second call")
