"""Spec: max and average pooling, and the way back through both.

Tolerance: 1e-7 relative, 1e-9 absolute; gradients against central differences 1e-5.
"""

import numpy as np
import pytest

from nnkata.testing import assert_close, assert_gradient, leaves_alone

pytestmark = pytest.mark.filterwarnings("error")

# Window and stride: overlapping, side by side, with gaps; most leave a rest.
WINDOWS = [(2, 3), (3, 2), (2, 2), (3, 1), (4, 1), (4, 3), (1, 2)]
in_all_windows = pytest.mark.parametrize(("f", "s"), WINDOWS)


@pytest.fixture
def X():
    """Three pictures of 5 x 7 pixels, two channels; all values differ, half are < 0."""
    return (np.arange(210) * 37 % 211 - 105.0).reshape(3, 5, 7, 2) / 8


@pytest.fixture
def flat():
    """Three pictures with few different values: ties in nearly every window."""
    return (np.arange(210) * 37 % 211 % 3 * 2 - 2.0).reshape(3, 5, 7, 2)


def picture(rows):
    """One picture of one channel."""
    return np.array(rows)[np.newaxis, :, :, np.newaxis]


def gradient(X, f, s):
    """A gradient for the pooled X: no two values alike, some below 0."""
    m, h, w, c = X.shape
    shape = m, (h - f) // s + 1, (w - f) // s + 1, c
    return np.linspace(-2.0, 3.0, int(np.prod(shape))).reshape(shape)


def pooled_by_hand(X, f, s, take):
    """The definition, one window at a time."""
    Y = gradient(X, f, s)
    for e, i, j, q in np.ndindex(Y.shape):
        Y[e, i, j, q] = take(X[e, i * s : i * s + f, j * s : j * s + f, q])
    return Y


def sent_back_by_hand(dY, X, f, s, shares):
    """The way back, one window at a time; shares(window) are the pixels' parts."""
    dX = np.zeros(X.shape)
    for e, i, j, q in np.ndindex(dY.shape):
        at = e, slice(i * s, i * s + f), slice(j * s, j * s + f), q
        dX[at] += dY[e, i, j, q] * shares(X[at])
    return dX


def first_maximum(window):
    shares = np.zeros(window.size)
    for n, value in enumerate(window.ravel()):
        if value == window.max():
            shares[n] = 1
            break
    return shares.reshape(window.shape)


def equal_shares(window):
    return np.full(window.shape, 1 / window.size)


def test_max_pool_keeps_the_largest_pixel_of_each_window(kata):
    X = picture([[1.0, 3, 2, 0], [4, -1, 5, 6], [-7, -8, 0, 1], [-6, -9, 0, 0]])
    got = kata.max_pool_forward(X, 2, 2)
    assert_close(got, picture([[4.0, 6], [-6, 1]]), "max_pool_forward(X, 2, 2)")


@in_all_windows
def test_max_pool_agrees_with_a_plain_loop(kata, X, f, s):
    want = pooled_by_hand(X, f, s, np.max)
    assert_close(kata.max_pool_forward(X, f, s), want, f"max_pool_forward(X, {f}, {s})")


def test_max_pool_of_negative_pixels_is_negative(kata, X):
    X = X - 20
    want = pooled_by_hand(X, 3, 2, np.max)
    assert_close(kata.max_pool_forward(X, 3, 2), want, "max_pool_forward(X - 20, 3, 2)")


def test_max_pool_treats_each_channel_by_itself(kata):
    X = np.array([[[[1.0, 50], [2, 40]], [[3, 30], [4, 20]]]])
    got = kata.max_pool_forward(X, 2, 1)
    assert_close(got, [[[[4.0, 50]]]], "max_pool_forward of two channels")


def test_max_pool_leaves_out_what_no_whole_window_reaches(kata):
    X = picture([[2.0, 1, 9], [4, 3, 9], [9, 9, 9]])
    got = kata.max_pool_forward(X, 2, 2)
    assert_close(got, picture([[4.0]]), "max_pool_forward(3 x 3 pixels, 2, 2)")


def test_max_pool_of_a_window_as_large_as_the_picture_is_one_pixel(kata, X):
    X = X[:, :, :5]
    got = kata.max_pool_forward(X.copy(), 5, 2)
    want = pooled_by_hand(X, 5, 2, np.max)
    assert_close(got, want, "max_pool_forward(5 x 5 pixels, 5, 2)")


def test_max_pool_of_equal_sizes_turns_nothing(kata, X):
    X = X.ravel()[:81].reshape(3, 3, 3, 3).copy()
    got = kata.max_pool_forward(X, 2, 1)
    want = pooled_by_hand(X, 2, 1, np.max)
    assert_close(got, want, "max_pool_forward((3, 3, 3, 3), 2, 1)")


def test_max_pool_takes_whole_numbers(kata):
    X = picture(np.array([[200, 7, 0], [255, 3, 8]], dtype=np.uint8))
    got = kata.max_pool_forward(X, 2, 1)
    assert_close(got, picture([[255, 8]]), "max_pool_forward(uint8 pixels, 2, 1)")


@pytest.mark.parametrize(("f", "s"), [(2, 1), (2, 3), (1, 2)])
def test_max_pool_leaves_the_pictures_alone(kata, X, f, s):
    with leaves_alone(X=X):
        got = kata.max_pool_forward(X, f, s)
    assert not np.shares_memory(got, X), "the result is no new array: it shares X's"


def test_max_pool_back_pays_only_the_largest_pixel(kata):
    X = picture([[1.0, 3, 2, 0], [4, -1, 5, 6], [-7, -8, 0, 2], [-6, -9, 1, 0]])
    got = kata.max_pool_backward(picture([[0.5, -2.0], [3.0, 1.5]]), X, 2, 2)
    want = picture([[0, 0, 0, 0], [0.5, 0, 0, -2], [0, 0, 0, 1.5], [3, 0, 0, 0]])
    assert_close(got, want, "max_pool_backward(dY, X, 2, 2)")


@in_all_windows
def test_max_pool_back_agrees_with_a_plain_loop(kata, X, f, s):
    dY = gradient(X, f, s)
    got = kata.max_pool_backward(dY, X, f, s)
    want = sent_back_by_hand(dY, X, f, s, first_maximum)
    assert_close(got, want, f"max_pool_backward(dY, X, {f}, {s})")


def test_max_pool_back_adds_up_what_a_pixel_won_in_several_windows(kata):
    X = picture([[0.0, 1, 0], [2, 9, 3], [0, 4, 0]])
    got = kata.max_pool_backward(picture([[1.0, 2], [3, 5]]), X, 2, 1)
    want = picture([[0, 0, 0], [0, 11.0, 0], [0, 0, 0]])
    assert_close(got, want, "max_pool_backward(dY, X, 2, 1)")


def test_max_pool_back_pays_the_first_of_equal_pixels(kata):
    X = picture(np.full((2, 2), 5.0))
    got = kata.max_pool_backward(picture([[6.0]]), X, 2, 2)
    assert_close(got, picture([[6.0, 0], [0, 0]]), "max_pool_backward(dY, fives, 2, 2)")


def test_max_pool_back_looks_for_the_first_row_by_row(kata):
    X = picture([[1.0, 7], [7, 2]])
    got = kata.max_pool_backward(picture([[6.0]]), X, 2, 2)
    want = picture([[0, 6.0], [0, 0]])
    assert_close(got, want, "max_pool_backward(dY, [[1, 7], [7, 2]], 2, 2)")


@pytest.mark.parametrize(("f", "s"), [(2, 2), (3, 1), (3, 2), (2, 3)])
def test_max_pool_back_agrees_with_a_plain_loop_where_pixels_tie(kata, flat, f, s):
    dY = gradient(flat, f, s)
    got = kata.max_pool_backward(dY, flat, f, s)
    want = sent_back_by_hand(dY, flat, f, s, first_maximum)
    assert_close(got, want, f"max_pool_backward(dY, X with ties, {f}, {s})")


def test_max_pool_back_tells_nearly_equal_pixels_apart(kata):
    X = picture([[1.0, 1.000002], [1.000001, 1.0]])
    got = kata.max_pool_backward(picture([[6.0]]), X, 2, 2)
    want = picture([[0, 6.0], [0, 0]])
    assert_close(got, want, "max_pool_backward(dY, pixels 1e-6 apart, 2, 2)")


def test_max_pool_back_finds_negative_maxima(kata, X):
    X = X - 20
    dY = gradient(X, 3, 2)
    got = kata.max_pool_backward(dY, X, 3, 2)
    want = sent_back_by_hand(dY, X, 3, 2, first_maximum)
    assert_close(got, want, "max_pool_backward(dY, X - 20, 3, 2)")


def test_max_pool_back_of_equal_sizes_turns_nothing(kata, X):
    X = X.ravel()[:81].reshape(3, 3, 3, 3).copy()
    dY = gradient(X, 2, 1)
    got = kata.max_pool_backward(dY, X, 2, 1)
    want = sent_back_by_hand(dY, X, 2, 1, first_maximum)
    assert_close(got, want, "max_pool_backward(dY, (3, 3, 3, 3), 2, 1)")


def test_max_pool_back_matches_central_differences(kata, X):
    X = X[:2, :3, 1:5].copy()
    dY = gradient(X, 2, 1)
    got = kata.max_pool_backward(dY, X, 2, 1)
    cost = lambda pixels: (dY * kata.max_pool_forward(pixels, 2, 1)).sum()  # noqa: E731
    assert_gradient(got, cost, X, "max_pool_backward(dY, X, 2, 1)")


def test_max_pool_back_keeps_fractions_when_pixels_are_whole(kata):
    X = picture(np.array([[200, 7, 0], [255, 3, 8]], dtype=np.uint8))
    got = kata.max_pool_backward(picture([[0.25, 1.5]]), X, 2, 1)
    want = picture([[0, 0, 0], [0.25, 0, 1.5]])
    assert_close(got, want, "max_pool_backward(dY, uint8 pixels, 2, 1)")


def test_max_pool_back_leaves_its_inputs_alone(kata, flat):
    dY = gradient(flat, 3, 2)
    with leaves_alone(dY=dY, X=flat):
        kata.max_pool_backward(dY, flat, 3, 2)


def test_avg_pool_takes_the_mean_of_each_window(kata):
    X = picture([[1.0, 3, 2, 0], [4, -1, 5, 6], [-7, -8, 0, 1], [-6, -9, 0, 0]])
    got = kata.avg_pool_forward(X, 2, 2)
    want = picture([[1.75, 3.25], [-7.5, 0.25]])
    assert_close(got, want, "avg_pool_forward(X, 2, 2)")


@in_all_windows
def test_avg_pool_agrees_with_a_plain_loop(kata, X, f, s):
    want = pooled_by_hand(X, f, s, np.mean)
    assert_close(kata.avg_pool_forward(X, f, s), want, f"avg_pool_forward(X, {f}, {s})")


def test_avg_pool_of_equal_sizes_turns_nothing(kata, X):
    X = X.ravel()[:81].reshape(3, 3, 3, 3).copy()
    got = kata.avg_pool_forward(X, 2, 1)
    want = pooled_by_hand(X, 2, 1, np.mean)
    assert_close(got, want, "avg_pool_forward((3, 3, 3, 3), 2, 1)")


def test_avg_pool_of_bright_uint8_pixels_stays_bright(kata):
    X = picture(np.array([[200, 250, 0], [255, 244, 7]], dtype=np.uint8))
    got = kata.avg_pool_forward(X, 2, 1)
    want = picture([[237.25, 125.25]])
    assert_close(got, want, "avg_pool_forward(uint8 pixels, 2, 1)")


def test_avg_pool_leaves_the_pictures_alone(kata, X):
    with leaves_alone(X=X):
        kata.avg_pool_forward(X, 3, 2)


@in_all_windows
def test_avg_pool_back_agrees_with_a_plain_loop(kata, X, f, s):
    dY = gradient(X, f, s)
    got = kata.avg_pool_backward(dY, X, f, s)
    want = sent_back_by_hand(dY, X, f, s, equal_shares)
    assert_close(got, want, f"avg_pool_backward(dY, X, {f}, {s})")


def test_avg_pool_back_hands_on_all_it_was_given(kata):
    X = picture([[1.0, 2, 3], [4, 5, 6]])
    got = kata.avg_pool_backward(picture([[4.0, -8]]), X, 2, 1)
    want = picture([[1.0, -1, -2], [1, -1, -2]])
    assert_close(got, want, "avg_pool_backward([[4, -8]], X, 2, 1)")


def test_avg_pool_back_of_equal_sizes_turns_nothing(kata, X):
    X = X.ravel()[:81].reshape(3, 3, 3, 3).copy()
    dY = gradient(X, 2, 1)
    got = kata.avg_pool_backward(dY, X, 2, 1)
    want = sent_back_by_hand(dY, X, 2, 1, equal_shares)
    assert_close(got, want, "avg_pool_backward(dY, (3, 3, 3, 3), 2, 1)")


def test_avg_pool_back_matches_central_differences(kata, X):
    X = X[:2, :3, 1:5].copy()
    dY = gradient(X, 2, 1)
    got = kata.avg_pool_backward(dY, X, 2, 1)
    cost = lambda pixels: (dY * kata.avg_pool_forward(pixels, 2, 1)).sum()  # noqa: E731
    assert_gradient(got, cost, X, "avg_pool_backward(dY, X, 2, 1)")


def test_avg_pool_back_keeps_fractions_when_pixels_are_whole(kata):
    X = picture(np.array([[200, 7, 0], [255, 3, 8]], dtype=np.uint8))
    got = kata.avg_pool_backward(picture([[1.0, 1.5]]), X, 2, 1)
    want = picture([[0.25, 0.625, 0.375], [0.25, 0.625, 0.375]])
    assert_close(got, want, "avg_pool_backward(dY, uint8 pixels, 2, 1)")


def test_avg_pool_back_leaves_its_inputs_alone(kata, X):
    dY = gradient(X, 3, 2)
    with leaves_alone(dY=dY, X=X):
        kata.avg_pool_backward(dY, X, 3, 2)
