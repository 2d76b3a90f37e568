"""The numbers of the lesson on a dense layer."""

import re

import numpy as np
from lesson_texts import HOUSE, drawn, lesson, matrix, number, reference, says, vector


def test_the_numbers_of_dense_layer():
    kata, text = reference("dense_layer"), lesson("dense_layer")
    X = np.array([[1, 2, 3], [0, -1, 1]])
    W, b = np.array([[1, 0], [-1, 2], [2, 1]]), np.array([1, -2])
    dZ, Z = np.array([[1, -1], [3, 2]]), kata.dense_forward(X, W, b)
    dW, db, dX = kata.dense_backward(dZ, X, W)
    shown = [
        X,
        W,
        b,
        Z,
        X[0],
        W,
        Z[0],
    ]  # as matrices, and the first example as a network
    numbers = [each for each in drawn("dense_layer") if re.fullmatch("−?\\d+", each)]
    assert sorted(numbers) == sorted(number(v) for part in shown for v in part.flat)
    says(
        text,
        f"1 · 1 + 2 · (−1) + 3 · 2 + 1 = {number(Z[0, 0])}, which is Z[0, 0]",
        f"1 · 0 + 2 · 2 + 3 · 1 − 2 = {number(Z[0, 1])}, which is Z[0, 1]",
        f"gives {number(Z[1, 0])} and {number(Z[1, 1])} in the same way",
        *(
            f"| example {i + 1} | {number(row[0])} | {number(row[1])} |"
            for i, row in enumerate(dZ)
        ),
        f"2 · 1 + (−1) · 3 = {number(dW[1, 0])} times as much. That is dW[1, 0]",
        f"dW = {matrix(dW)}",
        f"db = [{vector(db)[1:-1]}]",
        f"dX = {matrix(dX)}",
        f"1 · (−1) + (−1) · 2 = {number(dX[0, 1])}",
        f"W[2, 0] goes from 2 to {number(kata.dense_step(dZ, X, W, b, 0.1)[0][2, 0])}.",
    )
    assert (b - 0.1 * dZ).shape == (2, 2)


def test_the_sizes_in_dense_layer():
    blocks, width = 12, 768
    weights = blocks * 12 * width**2
    rest = (50257 + 1024) * width + blocks * 13 * width + 2 * width
    why = (HOUSE.solutions / "dense_layer" / "why.md").read_text(encoding="utf-8")
    loops = re.search(r"^\| `loops`.*\| ([\d,]+) \|$", why, re.MULTILINE)
    assert int(loops[1].replace(",", "")) > 1000
    says(
        lesson("dense_layer"),
        f"that is {64 * 784 * 128 / 1e6:.1f} million products",
        f"{weights / 1e6:.0f} million of its {(weights + rest) / 1e6:.0f} million parameters",
    )


def test_measured_slopes_of_a_layer_are_its_gradient():
    """What the lesson on the dense layer proposes to try."""
    rng = np.random.default_rng(0)
    X, V, dZ = (rng.normal(size=s) for s in [(5, 4), (4, 3), (5, 3)])
    layer = reference("dense_layer")
    measured = reference("gradient_check").numerical_gradient(
        lambda V: np.sum(layer.dense_forward(X, V, np.zeros(3)) * dZ), V
    )
    np.testing.assert_allclose(measured, layer.dense_backward(dZ, X, V)[0], rtol=1e-7)
