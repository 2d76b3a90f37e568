"""The numbers of the lesson on a detector of zeros."""

import numpy as np
import pytest
from lesson_texts import drawn, lesson, mnist, number, reference, says, trained, vector

X = np.array([[1, 0], [1, 0], [1, 1], [0, 1]])
DIGITS = np.array([0, 0, 8, 1])


@pytest.fixture(scope="module")
def kata():
    return reference("zero_detector")


@pytest.fixture(scope="module")
def text():
    return lesson("zero_detector")


def test_the_table(kata, text):
    y = kata.make_labels(DIGITS)
    p = reference("activations").sigmoid(X @ np.zeros(2))
    for name, x, label, chance in zip(
        ("zero", "zero", "eight", "one"), X, y, p, strict=True
    ):
        cells = (*x, label, 0, chance, chance - label)
        says(text, f"| {name} | {' | '.join(map(number, cells))} |")


def test_the_numbers_by_hand(kata, text):
    y, cost = kata.make_labels(DIGITS), reference("clipped_cost")
    sigmoid = reference("activations").sigmoid
    slope = cost.binary_cross_entropy_grad(np.array([0.5]), np.array([0]))[0]
    dw, db = kata.grads(X, y, np.zeros(2), 0.0)
    w, b, losses = kata.train(X, y, np.zeros(2), 0.0, 4, 2)
    w, b, _ = kata.train(X, y, np.zeros(2), 0.0, 4, 1)
    z = X @ w + b
    after = [cost.binary_cross_entropy(sigmoid(z[[i]]), y[[i]]) for i in range(4)]
    assert after[:3] == pytest.approx([after[0]] * 3)
    assert kata.predict(X, np.zeros(2), 0.0).tolist() == [1, 1, 1, 1]
    assert kata.predict(X, w, b).tolist() == y.tolist()
    says(
        text,
        f"The cost is ln 2, about {number(losses[0])}",
        f"1 / (1 − 0.5) = {number(slope)}",
        f"Together 2 · 0.25 = {number(slope * 0.25)}",
        f"+ 0.5 · 0) / 4 = {number(dw[0])}.",
        f"(0.5 + 0.5) / 4 = {number(dw[1])}.",
        f"mean of p − y, which is {number(db)}.",
        f"w becomes {vector(w)}.",
        f"have z = {number(z[0])} and p = {number(sigmoid(z[0]))}.",
        f"eight has z = {number(z[2])}, and the one has z = {number(z[3])}.",
        f"Three of the costs are {number(after[0])} and that of the one is "
        f"{number(after[3])}, so their mean is {number(losses[1])}.",
    )


def test_the_trap_of_a_slope_that_is_zero(kata, text):
    says(text, "take z = 40 with y = 0")
    slope = reference("activations").sigmoid_prime(40.0)
    assert slope == 0
    x, y = np.array([[40.0]]), np.array([0])
    assert kata.grads(x, y, np.array([1.0]), 0.0)[1] == pytest.approx(1)


def test_a_relu_neuron_dies_in_one_step():
    (X, digits), _ = mnist()
    y, w = (digits == 0).astype(np.float32), np.full(784, 0.1, np.float32)
    assert (X @ w > 0).all()
    w = w - 0.5 * X.T @ (2 * (X @ w - y)) / np.float32(len(y))
    assert (X @ w <= 0).all()


@pytest.mark.parametrize(
    "lr, words, found",
    [
        (
            0.5,
            "Its cost ends near {}, with an accuracy of {}.",
            {"last loss": 0.027, "accuracy": 0.985},
        ),
        (
            0.01,
            "is still {}. The accuracy, {}, looks fine. Look at F1: it is {}.",
            {"last loss": 0.13, "accuracy": 0.97, "f1": 0.83},
        ),
        (5, "cost falls to {}, and F1 rises to {}.", {"last loss": 0.008, "f1": 0.95}),
    ],
)
def test_the_experiments(tmp_path, text, lr, words, found):
    says(text, words.format(*found.values()))
    reached = trained(tmp_path, "zero_detector", "mnist", lr=lr)
    assert {name: reached[name] for name in found} == pytest.approx(found, abs=0.003)


def test_the_picture_has_the_numbers_that_its_text_says(text):
    shown = [
        each.rpartition(" ")[2] for each in drawn("zero_detector") if "z =" in each
    ]
    says(text, f"blue, and z is {shown[0]}.", f"red spot, and z is {shown[1]}.")
