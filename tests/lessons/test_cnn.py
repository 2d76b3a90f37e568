"""The numbers of the lesson on the convolutional network."""

import math

import numpy as np
from lesson_texts import lesson, matrix, number, reference, says, trained

LAYERS = [
    ("conv", 3, 8, 0, 1),
    ("pool", 2, 2),
    ("conv", 3, 16, 0, 1),
    ("pool", 2, 2),
    ("flatten",),
    ("dense", 10),
]


def test_the_sizes_of_the_network():
    cnn, text = reference("cnn"), lesson("cnn")
    shapes = cnn.shapes(28, 28, 1, LAYERS)
    sums = [cnn.n_params(28, 28, 1, LAYERS[: i + 1]) for i in range(len(LAYERS))]
    learned = np.diff([0, *sums])
    rows = [
        f"| {tuple(map(int, shape))} | {count} |"
        for shape, count in zip(shapes, learned, strict=True)
    ]
    says(text, *rows, f"It has {sums[-1]:,} weights")
    says(
        text,
        f"28 − 3 + 1 = {shapes[0][0]} times into a row",
        f"3 · 3 · 1 · 8 + 8 = {learned[0]}",
        f"3 · 3 · 8 · 16 + 16 = {learned[2]}",
        f"400 · 10 + 10 = {learned[5]}",
        f"3 · 3 · 8 = {3 * 3 * 8}, so the standard deviation is",
        *(f"√(2 / {n}) = {math.sqrt(2 / n):.3g}" for n in (72, 9, 400)),
    )


def test_the_way_of_one_window():
    pooling, softmax = reference("pooling"), reference("softmax_nll")
    Z = np.array([[3.0, -1.0], [2.0, -4.0]])
    A = np.maximum(Z, 0)
    P = softmax.softmax(np.zeros((1, 10)))
    Y = np.eye(10)[[7]]
    back = pooling.max_pool_backward(
        np.full((1, 1, 1, 1), 0.5), A[None, ..., None], 2, 2
    )
    says(
        lesson("cnn"),
        f"It holds {matrix(Z)}. ReLU turns it into {matrix(A)}, and the pool keeps"
        f" {number(A.max())}",
        f"ln 10 = {softmax.cross_entropy(P, Y):.4g}",
        f"dlogits is {number(softmax.dlogits(P, Y)[0, 7])} there",
        f"hands it to the winner alone: {matrix(back[0, :, :, 0])}",
    )


def test_a_window_that_is_off_gets_nothing():
    Z = np.array([[-2.0, -1.0], [-3.0, -4.0]])[None, ..., None]
    back = reference("pooling").max_pool_backward(
        np.full((1, 1, 1, 1), 0.5), np.maximum(Z, 0), 2, 2
    )
    assert np.argmax(back) == 0
    assert not (back * (Z > 0)).any()


def test_the_experiment_with_a_large_rate(tmp_path):
    found = trained(tmp_path / "w", "cnn", "mnist", epochs=2, lr=1)
    says(
        lesson("cnn"), f"The loss stays at about {found['last loss']:.1f}: the network"
    )
    assert found["accuracy"] < 0.15  # it guesses
