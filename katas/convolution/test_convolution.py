"""Spec: sizes, windows as rows, a convolutional layer, and the way back through it.

Tolerance: 1e-7 relative, 1e-9 absolute; gradients against central differences 1e-5.
"""

import numpy as np
import pytest

from nnkata.testing import assert_close, assert_gradient, leaves_alone

pytestmark = pytest.mark.filterwarnings("error")

in_all_steps = pytest.mark.parametrize(
    ("p", "s"), [(0, 1), (1, 1), (2, 2), (0, 2), (1, 2), (0, 3), (1, 3), (3, 1)]
)


@pytest.fixture
def X():
    """Three pictures of 7 x 5 pixels, two channels; no two values alike."""
    return (np.arange(210) * 37 % 211 - 105.0).reshape(3, 7, 5, 2) / 32


@pytest.fixture
def W():
    """Four kernels of 2 x 3 pixels, two channels; no two values alike."""
    return (np.arange(48) * 19 % 53 - 26.0).reshape(2, 3, 2, 4) / 16


@pytest.fixture
def b():
    return np.array([0.5, -1.25, 2.0, 0.75])


@pytest.fixture
def cube():
    """Where all sizes are 3, only the values tell the axes apart."""
    return (np.arange(81) * 37 % 83 - 41.0).reshape(3, 3, 3, 3) / 8


def picture(rows):
    """One picture of one channel."""
    return np.array(rows)[np.newaxis, :, :, np.newaxis]


def kernel(rows):
    """One kernel for one channel."""
    return np.array(rows)[:, :, np.newaxis, np.newaxis]


def padded_by_hand(X, p):
    m, h, w, c = X.shape
    wide = np.zeros((m, h + 2 * p, w + 2 * p, c))
    wide[:, p : p + h, p : p + w] = X
    return wide


def gradient(X, W, p, s):
    """A gradient for the layer's output: no two values alike, some below 0."""
    (m, h, w, _), (fh, fw, _, k) = X.shape, W.shape
    shape = m, (h + 2 * p - fh) // s + 1, (w + 2 * p - fw) // s + 1, k
    return (np.linspace(-1.5, 2.0, int(np.prod(shape))) ** 3).reshape(shape)


def forward_by_hand(X, W, b, p, s):
    """The definition, one window and one kernel at a time."""
    fh, fw, _, _ = W.shape
    wide, Z = padded_by_hand(X, p), gradient(X, W, p, s)
    for e, i, j, o in np.ndindex(Z.shape):
        window = wide[e, i * s : i * s + fh, j * s : j * s + fw]
        Z[e, i, j, o] = (window * W[..., o]).sum() + b[o]
    return Z


def backward_by_hand(dZ, X, W, p, s):
    """Each output pays back what it was made of, one window and kernel at a time."""
    fh, fw, _, k = W.shape
    _, h, w, _ = X.shape
    wide = padded_by_hand(X, p)
    d_wide, dW, db = np.zeros(wide.shape), np.zeros(W.shape), np.zeros(k)
    for e, i, j, o in np.ndindex(dZ.shape):
        at = e, slice(i * s, i * s + fh), slice(j * s, j * s + fw)
        d_wide[at] += dZ[e, i, j, o] * W[..., o]
        dW[..., o] += dZ[e, i, j, o] * wide[at]
        db[o] += dZ[e, i, j, o]
    return d_wide[:, p : p + h, p : p + w], dW, db


def windows_by_hand(X, fh, fw, s):
    return np.array(
        [
            one[i : i + fh, j : j + fw].ravel()
            for one in X
            for i in range(0, X.shape[1] - fh + 1, s)
            for j in range(0, X.shape[2] - fw + 1, s)
        ]
    )


@pytest.mark.parametrize(
    ("n", "f", "p", "s", "size"),
    [
        (7, 3, 0, 1, 5),
        (7, 3, 1, 1, 7),
        (6, 2, 0, 2, 3),
        (7, 2, 0, 2, 3),
        (5, 5, 0, 3, 1),
        (5, 3, 0, 3, 1),
        (8, 3, 2, 3, 4),
        (28, 5, 3, 4, 8),
    ],
)
def test_out_size_counts_the_whole_windows(kata, n, f, p, s, size):
    assert_close(kata.out_size(n, f, p, s), size, f"out_size({n}, {f}, {p}, {s})")


def test_im2col_writes_each_window_as_a_row(kata):
    got = kata.im2col(picture([[1.0, 2, 3], [4, 5, 6], [7, 8, 9]]), 2, 2, 1)
    want = [[1.0, 2, 4, 5], [2, 3, 5, 6], [4, 5, 7, 8], [5, 6, 8, 9]]
    assert_close(got, want, "im2col([[1, 2, 3], [4, 5, 6], [7, 8, 9]], 2, 2, 1)")


def test_im2col_keeps_the_channels_of_a_pixel_together(kata):
    X = np.array([[[[1.0, 10], [2, 20], [3, 30]]]])
    got = kata.im2col(X, 1, 2, 1)
    want = [[1.0, 10, 2, 20], [2, 20, 3, 30]]
    assert_close(got, want, "im2col of three pixels with two channels")


@pytest.mark.parametrize(("fh", "fw", "s"), [(2, 3, 1), (2, 3, 2), (3, 2, 3)])
def test_im2col_agrees_with_a_plain_loop(kata, X, fh, fw, s):
    want = windows_by_hand(X, fh, fw, s)
    assert_close(kata.im2col(X, fh, fw, s), want, f"im2col(X, {fh}, {fw}, {s})")


def test_im2col_of_equal_sizes_turns_nothing(kata, cube):
    want = windows_by_hand(cube, 2, 2, 1)
    assert_close(kata.im2col(cube, 2, 2, 1), want, "im2col((3, 3, 3, 3), 2, 2, 1)")


def test_im2col_of_a_window_as_large_as_the_picture_is_the_picture(kata, X):
    want = X.reshape(3, 70).copy()
    assert_close(kata.im2col(X, 7, 5, 2), want, "im2col(X, 7, 5, 2)")


def test_im2col_leaves_the_pictures_alone(kata, X):
    with leaves_alone(X=X):
        kata.im2col(X, 2, 3, 1)


def test_conv_does_not_turn_the_kernel(kata):
    X = picture([[1.0, 2, 0], [0, 3, 1], [4, 0, 5]])
    W = kernel([[1.0, 10], [100, 1000]])
    got = kata.conv_forward(X, W, np.zeros(1), 0, 1)
    want = picture([[3021.0, 1302], [430, 5013]])
    assert_close(got, want, "conv_forward(X, [[1, 10], [100, 1000]], 0, 0, 1)")


def test_conv_pads_with_zeros_on_all_sides(kata):
    X, W = picture(np.full((3, 4), 2.0)), kernel(np.ones((3, 3)))
    got = kata.conv_forward(X, W, np.zeros(1), 1, 1)
    want = picture([[8.0, 12, 12, 8], [12, 18, 18, 12], [8, 12, 12, 8]])
    assert_close(got, want, "conv_forward(twos, 3 x 3 ones, 0, 1, 1)")


def test_conv_adds_up_the_channels(kata):
    X = np.array([[[[1.0, 10, 100]]]])
    W = np.array([[[[1.0, 0], [2, -1], [3, 5]]]])
    got = kata.conv_forward(X, W, np.zeros(2), 0, 1)
    assert_close(got, [[[[321.0, 490]]]], "conv_forward of one pixel, three channels")


def test_conv_of_a_blank_picture_gives_the_biases(kata, W, b):
    got = kata.conv_forward(np.zeros((1, 2, 3, 2)), W, b, 0, 1)
    assert_close(got, b.reshape(1, 1, 1, 4), "conv_forward(zeros, W, b, 0, 1)")


@in_all_steps
def test_conv_agrees_with_a_plain_loop(kata, X, W, b, p, s):
    want = forward_by_hand(X, W, b, p, s)
    got = kata.conv_forward(X, W, b, p, s)
    assert_close(got, want, f"conv_forward(X, W, b, {p}, {s})")


@pytest.mark.parametrize(("p", "s"), [(1, 1), (2, 2)])
def test_conv_of_equal_sizes_turns_nothing(kata, cube, p, s):
    W, b = np.roll(cube, 5), np.array([0.5, -1.25, 2.0])
    want = forward_by_hand(cube, W, b, p, s)
    got = kata.conv_forward(cube, W, b, p, s)
    assert_close(got, want, f"conv_forward((3, 3, 3, 3), W, b, {p}, {s})")


def test_conv_takes_whole_numbers(kata):
    X = picture(np.array([[200, 7, 0], [255, 3, 8]], dtype=np.uint8))
    got = kata.conv_forward(X, kernel([[0.5, 1], [2, -1]]), np.array([0.25]), 0, 1)
    assert_close(got, picture([[614.25, 1.75]]), "conv_forward(uint8 pixels, ...)")


@pytest.mark.parametrize("p", [0, 1])
def test_conv_leaves_its_inputs_alone(kata, X, W, b, p):
    with leaves_alone(X=X, W=W, b=b):
        kata.conv_forward(X, W, b, p, 1)


@in_all_steps
def test_dx_of_conv_agrees_with_a_plain_loop(kata, X, W, p, s):
    dZ = gradient(X, W, p, s)
    dX, _, _ = kata.conv_backward(dZ, X, W, p, s)
    want, _, _ = backward_by_hand(dZ, X, W, p, s)
    assert_close(dX, want, f"dX of conv_backward(dZ, X, W, {p}, {s})")


@in_all_steps
def test_dw_of_conv_agrees_with_a_plain_loop(kata, X, W, p, s):
    dZ = gradient(X, W, p, s)
    _, dW, _ = kata.conv_backward(dZ, X, W, p, s)
    _, want, _ = backward_by_hand(dZ, X, W, p, s)
    assert_close(dW, want, f"dW of conv_backward(dZ, X, W, {p}, {s})")


@pytest.mark.parametrize(("p", "s"), [(0, 2), (1, 1)])
def test_db_of_conv_sums_over_pictures_and_places(kata, X, W, p, s):
    dZ = gradient(X, W, p, s)
    _, _, db = kata.conv_backward(dZ, X, W, p, s)
    _, _, want = backward_by_hand(dZ, X, W, p, s)
    assert_close(db, want, f"db of conv_backward(dZ, X, W, {p}, {s})")


def test_conv_back_pays_each_pixel_by_the_weight_it_met(kata):
    X, W = picture(np.ones((2, 3))), kernel([[1.0, 2], [3, 4]])
    dX, _, _ = kata.conv_backward(picture([[1.0, 10]]), X, W, 0, 1)
    want = picture([[1.0, 12, 20], [3, 34, 40]])
    assert_close(dX, want, "dX of conv_backward([[1, 10]], ones, W, 0, 1)")


@pytest.mark.parametrize(("p", "s"), [(1, 1), (2, 2)])
def test_conv_back_of_equal_sizes_turns_nothing(kata, cube, p, s):
    W = np.roll(cube, 5)
    dZ = gradient(cube, W, p, s)
    got = kata.conv_backward(dZ, cube, W, p, s)
    want = backward_by_hand(dZ, cube, W, p, s)
    assert_close(got, want, f"conv_backward(dZ, (3, 3, 3, 3), W, {p}, {s})")


def test_conv_back_matches_central_differences_in_x(kata, X, W, b):
    X = X[:2, :3, :4].copy()
    dZ = gradient(X, W, 1, 2)
    dX, _, _ = kata.conv_backward(dZ, X, W, 1, 2)
    cost = lambda X: (dZ * kata.conv_forward(X, W, b, 1, 2)).sum()  # noqa: E731
    assert_gradient(dX, cost, X, "dX of conv_backward(dZ, X, W, 1, 2)")


def test_conv_back_matches_central_differences_in_w(kata, X, W, b):
    X = X[:2, :3, :4].copy()
    dZ = gradient(X, W, 1, 2)
    _, dW, _ = kata.conv_backward(dZ, X, W, 1, 2)
    cost = lambda W: (dZ * kata.conv_forward(X, W, b, 1, 2)).sum()  # noqa: E731
    assert_gradient(dW, cost, W, "dW of conv_backward(dZ, X, W, 1, 2)")


def test_conv_back_matches_central_differences_in_b(kata, X, W, b):
    dZ = gradient(X, W, 1, 2)
    _, _, db = kata.conv_backward(dZ, X, W, 1, 2)
    cost = lambda b: (dZ * kata.conv_forward(X, W, b, 1, 2)).sum()  # noqa: E731
    assert_gradient(db, cost, b, "db of conv_backward(dZ, X, W, 1, 2)")


def test_conv_back_keeps_fractions_when_pixels_are_whole(kata):
    X = picture(np.array([[200, 7, 0], [255, 3, 8]], dtype=np.uint8))
    W, dZ = kernel([[0.5, 1], [2, 0.25]]), picture([[0.5, 3.0]])
    dX, _, _ = kata.conv_backward(dZ, X, W, 0, 1)
    want = picture([[0.25, 2, 3], [1, 6.125, 0.75]])
    assert_close(dX, want, "dX of conv_backward(dZ, uint8 pixels, W, 0, 1)")


@pytest.mark.parametrize("p", [0, 1])
def test_conv_back_leaves_its_inputs_alone(kata, X, W, p):
    dZ = gradient(X, W, p, 2)
    with leaves_alone(dZ=dZ, X=X, W=W):
        kata.conv_backward(dZ, X, W, p, 2)
