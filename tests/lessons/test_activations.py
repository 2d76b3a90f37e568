"""The numbers of the lesson on activations."""

import numpy as np
from lesson_texts import lesson, number, output_of, reference, says

LN3 = np.log(3)


def test_two_lines_in_a_row_are_one():
    x = np.array([0, 1])
    bias, total = 3 * (2 * x + 1) + 5
    says(lesson("activations"), f"they give {total - bias}x + {bias}, and one")


def test_the_numbers_by_hand():
    kata, text = reference("activations"), lesson("activations")
    says(
        text,
        f"z = ln 3, about {number(LN3)}",
        f"1 / (1 + 1/3) = {number(kata.sigmoid(LN3))}",
        f"(3 − 1/3) / (3 + 1/3) = {number(kata.tanh(LN3))}",
        f"leaky ReLU: {number(kata.relu(LN3))}, as z is positive. At z = −2 they give"
        f" {number(kata.relu(-2))} and, with α = 0.1, {number(kata.leaky_relu(-2, 0.1))}.",
        f"0.75 · (1 − 0.75) = {number(kata.sigmoid_prime(LN3))}",
        f"two small steps measure {number(kata.tanh_prime(LN3))}. How",
        f"ReLU: {number(kata.relu_prime(LN3))}. At z = −2, ReLU has"
        f" {number(kata.relu_prime(-2))} and leaky ReLU"
        f" {number(kata.leaky_relu_prime(-2, 0.1))}.",
        f"2 · 0.1875 = {number(2 * kata.sigmoid_prime(LN3))}",
        f"ReLU at ln 3: 2 · 1 = {number(2 * kata.relu_prime(LN3))}, and at −2:"
        f" 2 · 0 = {number(2 * kata.relu_prime(-2))}.",
        f"leaky ReLU at −2: 2 · 0.1 = {number(2 * kata.leaky_relu_prime(-2, 0.1))}.",
        f"(1/4)¹⁰, about {kata.sigmoid_prime(0.0) ** 10 * 1e7:.1f}e-7",
    )


def test_the_numbers_far_from_zero():
    sigmoid = reference("activations").sigmoid
    assert 1 - sigmoid(40.0) == 0
    says(lesson("activations"), f"about {sigmoid(-40.0) * 1e18:.1f}e-18, while")


def test_the_larger_of_two_is_the_wrong_one_for_a_large_alpha():
    z, alpha = -2, 2.5
    right = reference("activations").leaky_relu(z, alpha)
    says(
        lesson("activations"),
        f"z = −2 must give {number(right)}, but the larger one is"
        f" {number(max(z, alpha * z))}.",
    )


def left(monkeypatch, *edits):
    """What ten activations leave of a gradient, for sigmoid, tanh and ReLU."""
    lines = output_of("activations", monkeypatch, *edits).splitlines()
    return [f"{float(line.split()[-1]):.2g}" for line in lines]


def test_the_experiments(monkeypatch):
    sigmoid, tanh, relu = left(monkeypatch)
    text = lesson("activations")
    says(text, f"{sigmoid} of it through sigmoids, {tanh} through tanh")
    assert relu == "1"
    _, tanh, relu = left(monkeypatch, ("a, gradient = 0.5", "a, gradient = -0.5"))
    says(text, f"Start at −0.5. tanh leaves {tanh} again", f"ReLU, {relu} comes back")
