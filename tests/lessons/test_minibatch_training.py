"""The numbers of the lesson on training in mini-batches."""

import numpy as np
import pytest
from lesson_texts import (
    baseline,
    drawn,
    lesson,
    matrix,
    number,
    reference,
    says,
    trained,
    vector,
)

SLUG = "minibatch_training"


def row(values):
    return matrix([values])[1:-1]


def test_the_network_of_minibatch_training():
    kata, text = reference(SLUG), lesson(SLUG)
    X, Y = np.array([[2], [3]]), np.eye(3)[[1, 0]]
    W2 = np.array([[2, 1, 1], [-1, 2, 1]])
    P = {"W1": np.array([[1, 3]]), "b1": np.array([-1, -8])}
    P |= {"W2": np.log(2) * W2, "b2": np.zeros(3)}
    P2, cache = kata.forward(X, P)
    G, Z1 = kata.backward(P2, Y, P, cache), X @ P["W1"] + P["b1"]
    A1, dZ2 = np.maximum(Z1, 0), (P2 - Y) / 2
    dZ1 = dZ2 @ W2.T * (Z1 > 0)
    costs = -np.log(P2[Y == 1])
    assert costs[0] == pytest.approx(costs[1])
    says(
        text,
        f"X = {matrix(X)}. Two hidden units have W1 = {matrix(P['W1'])}",
        f"b1 = {row(P['b1'])}",
        f"Z1 = {matrix(Z1)} and A1 = {matrix(A1)}",
        f"W2 = ln 2 · {matrix(W2)}",
        *(
            f"Apple {i + 1}: Z2 = ln 2 · {vector(k)}"
            for i, k in enumerate((A1 @ W2).astype(int))
        ),
        f"The powers 4, 2, 2 give P2 = {vector(P2[0])}",
        f"and 8, 16, 8 give P2 = {vector(P2[1])}",
        f"−ln 0.25 = {costs.mean():.3f}",
        matrix(dZ2),
        f"db2 = {row(G['b2'])}",
        f"as unit 1 gave 1 and 2: {row(G['W2'][0])}",
        f"Unit 2 gave 0 and 1: {row(G['W2'][1])}",
        f"dZ1 = ln 2 · {matrix(dZ1)}",
        f"2 · 0.25 − 1 · 0.375 + 1 · 0.125 = {number(dZ1[0, 0])}",
        f"dW1 = ln 2 · {matrix(X.T @ dZ1)} = {matrix(G['W1'].round(3))}",
        f"db1 = ln 2 · {row(dZ1.sum(axis=0))} = {row(G['b1'].round(3))}",
    )


def test_the_batches_of_minibatch_training():
    kata, numbers = reference(SLUG), np.arange(5)
    parts = [
        part for part, _ in kata.batches(numbers, numbers, 2, np.random.default_rng(6))
    ]
    order = [number(each) for part in parts for each in part]
    shown = [text for text in drawn(SLUG, "axes_1") if text.isdigit()]
    assert shown == order
    says(
        lesson(SLUG),
        f"the order {', '.join(order)} gives {vector(parts[0])}, {vector(parts[1])} and "
        f"{vector(parts[2])}.",
    )


def test_a_step_that_is_divided_by_all_examples():
    kata = reference(SLUG)
    A1, shares = np.array([[1, 0], [2, 1]]), np.array([[2, 1, 1], [1, 2, 1]]) / 4
    wrong = A1.T @ (shares - np.eye(3)[[1, 0]]) / 5
    batches = kata.batches(np.ones(4000), np.ones(4000), 50, np.random.default_rng(0))
    says(
        lesson(SLUG),
        f"Then row 1 of dW2 is {row(wrong[0])}, and every gradient is {number(2 / 5)} times",
        f"in batches of 50, the steps are {len(batches)} times too short",
    )


def test_the_losses_of_minibatch_training():
    losses, sizes = [1.386, 0.6, 0.2], [2, 2, 1]
    says(
        lesson(SLUG),
        f"The mean of the three numbers is {np.mean(losses):.3f}.",
        f"(2 · 1.386 + 2 · 0.6 + 1 · 0.2) / 5 = {np.average(losses, weights=sizes):.3f}.",
    )


def test_the_rows_of_kaggle():
    found = baseline(SLUG, "mnist_kaggle_10", "accuracy")
    assert len(found) == 10
    says(
        lesson(SLUG),
        f"In ten runs the reference reached {found[0]:.2f} to {found[-1]:.2f} there",
    )


@pytest.mark.parametrize(
    "settings, loss, accuracy, words",
    [
        ({}, 0.23, 0.90, "The last loss is {:.2f}, and {:.2f} of the digits"),
        (
            {"batch": 4000},
            2.0,
            0.31,
            "The last loss is {:.2f}, and the accuracy {:.2f}",
        ),
        (
            {"batch": 1},
            0.69,
            0.78,
            "vary too much for this rate: the loss ends at {:.2f}",
        ),
        (
            {"batch": 1, "lr": 0.005},
            0.13,
            0.91,
            "it ends at {:.2f}, with an accuracy of {:.2f}",
        ),
    ],
)
def test_the_experiments_of_minibatch_training(
    tmp_path, settings, loss, accuracy, words
):
    says(lesson(SLUG), words.format(loss, accuracy))
    found = trained(tmp_path / "w", SLUG, "mnist", epochs=5, **settings)
    assert found["last loss"] == pytest.approx(loss, rel=0.1)
    assert found["accuracy"] == pytest.approx(accuracy, abs=0.03)
