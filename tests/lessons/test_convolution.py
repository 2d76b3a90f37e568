"""The numbers of the lesson on convolution."""

import numpy as np
from lesson_texts import lesson, matrix, number, reference, says, vector

X = np.array([[1, 4, 2, 3], [2, 0, 5, 1], [3, 1, 2, 6]])[np.newaxis, :, :, np.newaxis]
W = np.array([[1, -1], [2, -2]])[:, :, np.newaxis, np.newaxis]
b, GRADIENT = (
    np.array([3]),
    np.array([[1, 2, -1], [3, -2, 1]])[np.newaxis, :, :, np.newaxis],
)


def test_the_numbers_of_convolution():
    kata, text = reference("convolution"), lesson("convolution")
    Z = kata.conv_forward(X, W, b, 0, 1)[0, :, :, 0]
    dX, dW, db = kata.conv_backward(GRADIENT, X, W, 0, 1)
    rows, wide = kata.im2col(X, 2, 2, 1), kata.conv_forward(X, W, b, 1, 2)
    says(
        text,
        f"1 · 1 + 4 · (−1) + 2 · 2 + 0 · (−2) + 3 = {number(Z[0, 0])}, which is Z[0, 0]",
        f"4 · 1 + 2 · (−1) + 0 · 2 + 5 · (−2) + 3 = {number(Z[0, 1])}.",
        f"at the lower right, gives {number(Z[-1, -1])}. In all, Z = {matrix(Z)}",
        f"{vector(rows[0])}, {vector(rows[1])} and so on, six rows of four numbers",
        f"Then Z is {matrix(wide[0, :, :, 0])}",
        f"dZ = {matrix(GRADIENT[0, :, :, 0])}",
        f"1 · 1 + 4 · 2 + 2 · (−1) + 2 · 3 + 0 · (−2) + 5 · 1 = {number(dW[0, 0, 0, 0])}",
        f"dW = {matrix(dW[:, :, 0, 0])}",
        f"1 + 2 − 1 + 3 − 2 + 1 = {number(db[0])}",
        f"−2 · 1 + 2 · 2 + (−1) · 3 + 1 · (−2) = {number(dX[0, 1, 1, 0])}",
        f"X[0, 0] gets 1 · 1 = {number(dX[0, 0, 0, 0])}",
        f"dX = {matrix(dX[0, :, :, 0])}",
    )
    assert rows.shape == (6, 4)
    places = kata.out_size(28, 3, 0, 1) ** 2
    says(
        text,
        f"To make {places} numbers from the {28**2} pixels of a digit",
        f"a dense layer needs {28**2 * places:,} weights. A kernel of 3 x 3 needs {3 * 3}.",
    )
    assert [kata.out_size(4, 2, p, s) for p, s in ((0, 1), (1, 2))] == [3, 3]


def test_a_slice_that_is_filled_without_adding_keeps_the_last():
    dX = np.zeros((3, 4))
    for a in range(2):
        for d in range(2):
            dX[a : a + 2, d : d + 3] = GRADIENT[0, :, :, 0] * W[a, d, 0, 0]
    right = reference("convolution").conv_backward(GRADIENT, X, W, 0, 1)[0][0, :, :, 0]
    says(
        lesson("convolution"),
        f"X[1, 1] gets {number(dX[1, 1])} in place of {number(right[1, 1])}",
    )
    assert dX[0, 0] == right[0, 0]


def test_a_kernel_finds_the_edges_of_a_square():
    """What the lesson on convolution proposes to try."""
    forward = reference("convolution").conv_forward
    square = np.zeros((1, 8, 8, 1))
    square[:, 2:6, 2:6] = 1
    kernel = np.array([[1, 0, -1]] * 3).reshape(3, 3, 1, 1)
    found = forward(square, kernel, np.zeros(1), 1, 1)
    middle = found[0, 3, :, 0]
    assert middle.tolist() == [0, -3, -3, 0, 0, 3, 3, 0]
    turned = forward(square, kernel.transpose(1, 0, 2, 3), np.zeros(1), 1, 1)
    assert (turned[0, :, :, 0] == found[0, :, :, 0].T).all()
    moved = forward(np.roll(square, 1, axis=2), kernel, np.zeros(1), 1, 1)
    assert (moved == np.roll(found, 1, axis=2)).all()
    assert forward(square, kernel, np.zeros(1), 1, 2).size == found.size // 4
