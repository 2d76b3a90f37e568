"""The numbers of the lesson on a network of sigmoids."""

import re

import numpy as np
import pytest
from lesson_texts import drawn, lesson, number, reference, says, trained, vector

SLUG = "sigmoid_net"
X, Y = np.array([[2]]), np.array([[0, 1, 0]])
P = {
    "W1": np.array([[3]]),
    "b1": np.array([-6]),
    "W2": np.array([[-2 * np.log(4), 2 * np.log(3), -2 * np.log(9)]]),
    "b2": np.zeros(3),
}


def test_the_numbers_of_sigmoid_net():
    kata = reference(SLUG)
    (A1, A2), G = kata.forward(X, P), kata.backward(X, Y, P)
    cost = ((A2 - Y) ** 2).sum() / 2
    errors, D2, weights = (A2 - Y)[0], G["b2"], P["W2"][0]
    np.testing.assert_allclose(np.exp(-A1 @ P["W2"])[0], [4, 1 / 3, 9])
    says(
        lesson(SLUG),
        "Their weights are {:.2f}, {:.2f} and {:.2f}".format(*weights).replace(
            "-", "−"
        ),
        f"3 · 2 − 6 = {number((X @ P['W1'] + P['b1'])[0, 0])}, and σ(0) = {number(A1[0, 0])}",
        "σ gives {}, {} and {}".format(*map(number, A2[0])),
        f"The errors are {vector(errors)}",
        f"is the cost, {number(cost)}",
        "which is {}, {} and {}.".format(*map(number, (A2 * (1 - A2))[0])),
        f"D2 = {vector(D2.round(4))}",
        f"dW2 = {vector(G['W2'][0].round(4))}",
        f"0.009 · (−4.39) = {number((D2 @ weights).round(3))}",
        f"0.5 · (1 − 0.5) = {number(A1[0, 0] * (1 - A1[0, 0]))}",
        f"D1 = {number(G['b1'][0].round(4))}",
        f"dW1 = {number(G['W1'][0, 0].round(4))}",
        f"gives {number((errors**2).mean())} here, in place of {number(cost)}",
    )
    assert 0.25**10 == pytest.approx(1e-6, rel=0.1)


def test_the_picture_of_sigmoid_net():
    kata = reference(SLUG)
    (A1, A2), G = kata.forward(X, P), kata.backward(X, Y, P)
    weights = [G["W1"].round(4), P["W1"], G["W2"].round(4), P["W2"].round(2)]
    shown = [number(value) for part in [X, A1, A2, *weights] for value in part.flat]
    found = [text for text in drawn(SLUG, "axes_1") if re.fullmatch("−?[\\d.]+", text)]
    assert sorted(found) == sorted(shown)


def test_the_trap_of_sigmoid_net():
    certain = {"W1": np.ones((1, 1)), "b1": np.zeros(1), "W2": np.zeros((1, 1))}
    certain["b2"] = np.array([np.log(0.01 / 0.99)])
    small = reference(SLUG).backward(np.ones((1, 1)), np.ones((1, 1)), certain)["b2"][0]
    says(
        lesson(SLUG),
        f"0.01 · 0.99 = {number(0.01 * 0.99)}, and D2 is only {number(small.round(4))}",
    )
    assert 100 == pytest.approx(-0.99 / small, rel=0.02)


@pytest.mark.parametrize(
    "settings, loss, accuracy, words",
    [
        ({}, 0.03, 0.92, "The last loss is {:.3f}, and {} of the digits"),
        (
            {"lr": 0.1},
            0.22,
            0.82,
            "The loss is still at {} after five epochs, and the accuracy at {}",
        ),
        ({"lr": 30}, 0.5, 0.10, "The loss is {} from then on"),
        ({"hidden": 8}, 0.095, 0.87, "the loss ends at {}, and the accuracy at {}"),
    ],
)
def test_the_experiments_of_sigmoid_net(tmp_path, settings, loss, accuracy, words):
    says(lesson(SLUG), words.format(loss, accuracy))
    found = trained(tmp_path / "w", SLUG, "mnist", epochs=5, **settings)
    assert found["last loss"] == pytest.approx(loss, rel=0.15)
    assert found["accuracy"] == pytest.approx(accuracy, abs=0.03)
