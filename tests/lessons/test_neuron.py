"""The numbers of the lesson on one neuron."""

import re

import numpy as np
import pytest
from lesson_texts import drawn, lesson, number, reference, says, vector


def test_the_numbers_of_neuron():
    kata, text = reference("neuron"), lesson("neuron")
    x, w, b, y = np.array([2, 1]), np.array([3, -4]), 1, 1
    (z, a), (dw, db) = kata.forward(x, w, b), kata.backward(x, w, b, y)
    shown = [*x, *w, *dw, *w * x, b, db, z, db, a, 2 * (a - y), (a - y) ** 2, db, db]
    numbers = [each for each in drawn("neuron") if re.fullmatch("−?\\d+", each)]
    assert sorted(numbers) == sorted(map(number, shown))
    rain, silent = kata.forward(np.array([0, 1]), w, b)
    new_w, new_b = kata.step(w, b, dw, db, 0.05)
    new_z, new_a = kata.forward(x, new_w, new_b)
    days = kata.grads(np.array([[2, 1], [0, 1]]), np.array([1, 2]), w, b)
    says(
        text,
        f"x = {vector(x)}. The weights are w = {vector(w)}",
        f"z = 3 · 2 + (−4) · 1 + 1 = {number(z)}",
        f"a = max(0, 3) = {number(a)}",
        f"(3 − 1)² = {number((a - y) ** 2)}",
        f"x = (0, 1), z is {number(rain)}. Then a is {number(silent)}",
        f"grows 2 (a − y) = {number(2 * (a - y))} times",
        f"db = {number(db)}",
        f"dw = (4 · 2, 4 · 1) = {vector(dw)}",
        f"(3 − 0.05 · 8, −4 − 0.05 · 4) = {vector(new_w)}, and b becomes {number(new_b)}.",
        f"Now z is {number(new_z)} and the cost is {number((new_a - y) ** 2)}",
        f"gives dw = {vector(days[0])} and db = {number(days[1])}",
    )


@pytest.mark.parametrize(
    "lr, outputs", [(0.05, [1.8, 1.32]), (0.1, [0.6, 1.08]), (0.2, [0, 0])]
)
def test_the_experiments_of_neuron(lr, outputs):
    kata, x = reference("neuron"), np.array([2, 1])
    w, b, found = np.array([3.0, -4.0]), 1.0, []
    for _ in range(2):
        w, b = kata.step(w, b, *kata.backward(x, w, b, 1), lr)
        found.append(kata.forward(x, w, b))
    np.testing.assert_allclose([a for _, a in found], outputs)
    if lr == 0.2:
        says(
            lesson("neuron"),
            f"the first step goes so far that z is {number(found[0][0])}",
        )
    if lr == 0.05:
        ratio = (outputs[1] - 1) / (outputs[0] - 1)
        says(lesson("neuron"), f"Each error is {number(ratio)} of the one before")
