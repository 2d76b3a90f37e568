"""The numbers of the lesson on softmax and its cost."""

import numpy as np
import pytest
from lesson_texts import drawn, lesson, number, output_of, reference, says, vector

Z = np.log([[2.0, 1.0, 1.0], [1.0, 3.0, 1.0]])
LABELS, Y = np.array([0, 2]), np.array([[1, 0, 0], [0, 0, 1]])


@pytest.fixture
def kata():
    return reference("softmax_nll")


@pytest.fixture
def text():
    return lesson("softmax_nll")


def test_the_numbers_forward(kata, text):
    P = kata.softmax(Z)
    costs = [kata.nll(P[i : i + 1], LABELS[i : i + 1]) for i in range(2)]
    cost = kata.nll(P, LABELS)
    shares = kata.cross_entropy(P[:1], np.array([[0.5, 0.5, 0]]))
    assert kata.cross_entropy(P, Y) == pytest.approx(cost)
    says(
        text,
        f"(ln 2, 0, 0), about ({Z[0, 0]:.3f}, 0, 0)",
        f"(2/4, 1/4, 1/4) = {vector(P[0])}",
        f"−ln 0.5 = {number(costs[0])}",
        f"scores (0, ln 3, 0), so p = {vector(P[1])}",
        f"−ln 0.2 = {number(costs[1])}. The batch costs the mean, L = {number(cost)}",
        f"(0.5, 0.5, 0) it is (ln 2 + ln 4) / 2 = {number(shares)}.",
    )


def test_the_numbers_backward(kata, text):
    P = kata.softmax(Z)
    dZ, dP = kata.dlogits(P, Y), -Y / P / 2
    np.testing.assert_allclose(kata.softmax_backward(dP, P), dZ)
    says(
        text,
        f"(0.5 − 1, 0.25, 0.25) / 2 = {vector(dZ[0])}",
        f"(0.2, 0.6, 0.2 − 1) / 2 = {vector(dZ[1])}",
        f"(−1 / 0.5, 0, 0) / 2 = {vector(dP[0] + 0.0)}.",
        f"Multiply it by p and add up: {number(dP[0] @ P[0])}.",
        f"0.25 · 0.5) = {vector(dZ[0])}. It is the row from before.",
    )


def test_a_clip_at_the_upper_end_makes_a_perfect_answer_pay(kata, text):
    eps, sure = 0.1, np.array([[1.0, 0.0]])
    assert kata.nll(sure, np.array([0]), eps) == 0
    cost = -np.log(np.clip(sure, eps, 1 - eps))[0, 0]
    says(text, f"with an eps of 0.1, the cost of p = 1 is {number(cost)} and not 0")


def test_the_first_cost_of_a_language_model(kata, text):
    cost = kata.nll(np.full((1, 50257), 1 / 50257), np.array([3]))
    says(text, f"ln 50257 = {number(cost)}")


def test_the_experiments(kata, text, monkeypatch):
    *lines, last = output_of("softmax_nll", monkeypatch).splitlines()
    assert lines[0] == "0 [[0.333 0.333 0.333]]"
    assert lines[-1] == "1000 [[1. 0. 0.]]"
    shift = ("[[0, 1, 0]])", "[[0, 1, 0]]); Z = Z + 7")
    assert output_of("softmax_nll", monkeypatch, shift).splitlines()[:-1] == lines
    other = ("[[1e-5, 0, 0]]", "[[0, 1e-5, 0]]")
    second = output_of("softmax_nll", monkeypatch, other).splitlines()[-1]
    measured = [float(line.split()[0]) for line in (last, second)]
    right = kata.dlogits(kata.softmax(np.array([[2.0, 1, 0]])), np.array([[0, 1, 0]]))
    np.testing.assert_allclose(measured, right[0, :2], rtol=1e-8)
    says(
        text,
        f"{number(round(measured[0], 3))}, the first number of dlogits",
        f"the second, {number(round(measured[1], 3))}.",
    )


def test_the_picture_has_the_numbers_of_the_first_row(kata):
    P = kata.softmax(Z[:1])
    dZ = kata.dlogits(P, Y[:1])
    shown = [f"{Z[0, 0]:.3f}", *map(number, [0, 0, 2, 1, 1, *Y[0], *P[0], *dZ[0]])]
    words = {"score z", "power", "probability", "label"}
    words |= {"forward: value", "backward: gradient"}
    assert sorted(set(drawn("softmax_nll")) - words) == sorted(set(shown))
