"""The numbers of the lesson on a network of two layers."""

import numpy as np
import pytest
from lesson_texts import drawn, lesson, mnist, number, reference, says, trained, vector

X, Y = np.array([[3, 2]]), np.array([[1]])
P = {
    "W1": np.array([[1, -2], [-1, 3]]),
    "b1": np.array([1, -1]),
    "W2": np.array([[-3], [-4]]),
    "b2": np.array([6]),
}


def test_the_numbers_of_two_layer_net():
    kata, text = reference("two_layer_net"), lesson("two_layer_net")
    A2, cache = kata.forward(X, P)
    G, Z1 = kata.backward(A2, Y, P, cache), X @ P["W1"] + P["b1"]
    dz2 = A2[0, 0] - 1
    after = kata.update(P, G, 0.02)
    p, z1 = kata.forward(X, after)[0][0, 0], (X @ after["W1"] + after["b1"])[0]
    z2 = np.maximum(z1, 0) @ after["W2"] + after["b2"]
    w2 = [number(weight) for weight in after["W2"][:, 0]]
    says(
        text,
        f"1 · 3 − 1 · 2 + 1 = {number(Z1[0, 0])}, and ReLU",
        f"−2 · 3 + 3 · 2 − 1 = {number(Z1[0, 1])}, and ReLU",
        f"−3 · 2 − 4 · 0 + 6 = 0, and σ(0) = {number(A2[0, 0])}",
        f"−ln 0.5 = {-np.log(A2[0, 0]):.3f}",
        f"0.5 − 1 = {number(dz2)}",
        f"dW2 = (2 · (−0.5), 0 · (−0.5)) = {vector(G['W2'][:, 0])}",
        f"db2 = {number(G['b2'][0])}",
        f"(−3 · (−0.5), −4 · (−0.5)) = {vector(P['W2'][:, 0] * dz2)}",
        f"becomes {vector(G['b1'])}.",
        f"3 · 1.5 = {number(G['W1'][0, 0])} and 2 · 1.5 = {number(G['W1'][1, 0])}",
        f"its bias {number(G['b1'][0])}. Unit 2 gets nothing",
        f"become {number(after['W1'][0, 0])} and {number(after['W1'][1, 0])}.",
        f"With its new bias, {number(after['b1'][0])}, it gives {number(z1[0])}.",
        f"weights are now {' and '.join(w2)}, its bias {number(after['b2'][0])}, so $z_2$ is "
        f"{number(z2[0])}.",
        f"from 0.5 to {p:.3f}, and the cost has fallen to {-np.log(p):.3f}",
    )
    assert not G["W1"][:, 1].any()


def test_the_picture_of_two_layer_net():
    kata, texts = reference("two_layer_net"), drawn("two_layer_net", "axes_1")
    A2, cache = kata.forward(X, P)
    G, A1 = kata.backward(A2, Y, P, cache), np.maximum(X @ P["W1"] + P["b1"], 0)
    shown = [X, P["W1"], G["W1"], A1, P["W2"], G["W2"], A2]
    values = sorted(number(value) for part in shown for value in part.flat)
    assert (
        sorted(text for text in texts if text[-1].isdigit() and "=" not in text)
        == values
    )
    biases = sorted(f"b = {number(bias)}" for bias in [*P["b1"], *P["b2"]])
    assert sorted(text for text in texts if "=" in text) == biases


def test_the_trap_of_two_layer_net():
    kata = reference("two_layer_net")
    A2, _ = kata.forward(np.repeat(X, 3, axis=0), P)
    flat = np.array([1, 0, 1])
    assert (A2 - flat).shape == (3, 3)
    dW2 = np.maximum(np.repeat(X, 3, axis=0) @ P["W1"] + P["b1"], 0).T @ (A2 - flat)
    assert dW2.shape == (P["W2"] - 0.1 * dW2).shape == (2, 3)


def test_the_first_cost_on_raw_pixels():
    kata, cost = reference("two_layer_net"), reference("clipped_cost")
    (X, digits), _ = mnist()
    chosen = digits != 0
    y = (digits[chosen, None] % 2).astype(float)
    starts = [kata.init(784, 16, np.random.default_rng(seed)) for seed in range(20)]
    for scale, width in ((1, 0.01), (255, np.inf)):
        first = [
            cost.binary_cross_entropy(kata.forward(scale * X[chosen], P)[0], y)
            for P in starts
        ]
        assert max(abs(each - np.log(2)) for each in first) < width
    says(
        lesson("two_layer_net"),
        f"from {min(first):.2f} to {max(first):.2f} in 20 draws",
    )


def test_equal_units_stay_equal():
    kata, rng = reference("two_layer_net"), np.random.default_rng(0)
    same = {"W1": np.full((2, 3), 0.01), "b1": np.zeros(3)}
    same |= {"W2": np.full((3, 1), 0.01), "b2": np.zeros(1)}
    A, y = rng.normal(size=(20, 2)), rng.integers(0, 2, (20, 1))
    after, _ = kata.train(A, y, same, 0.3, 50)
    assert np.ptp(after["W1"], axis=1).max() == 0
    assert np.abs(after["W1"] - 0.01).max() > 1e-3


@pytest.mark.parametrize(
    "settings, loss, accuracy, words",
    [
        (
            {"hidden": 8, "lr": 0.3},
            0.12,
            0.96,
            "The last loss is {}, and {} of the rows",
        ),
        (
            {"hidden": 1, "lr": 0.3},
            0.44,
            0.79,
            "The loss stays at {}, and the accuracy at {}",
        ),
        ({"hidden": 8, "lr": 3}, 0.12, 0.96, "It ends at {} and {} all the same"),
    ],
)
def test_the_experiments_of_two_layer_net(tmp_path, settings, loss, accuracy, words):
    says(lesson("two_layer_net"), words.format(loss, accuracy))
    data = "personality_standin"
    found = trained(tmp_path / "w", "two_layer_net", data, epochs=1000, **settings)
    assert found["last loss"] == pytest.approx(loss, abs=0.02)
    assert found["accuracy"] == pytest.approx(accuracy, abs=0.02)
