"""The numbers of the lesson on a network of L layers."""

import re

import numpy as np
import pytest
from lesson_texts import drawn, lesson, number, reference, says, trained, vector

SLUG = "l_layer_net"
X, y = np.array([[2]]), np.array([[0]])
LAYERS = [
    {"W": np.array([[1, -1]]), "b": np.array([1, 1])},
    {"W": np.array([[1, -1], [1, 3]]), "b": np.array([-1, 4])},
    {"W": np.array([[2], [-3]]), "b": np.array([-1])},
]


def test_the_numbers_of_l_layer_net():
    kata = reference(SLUG)
    logits, caches = kata.forward(X, LAYERS)
    grads = kata.backward(kata.dlogits(logits, y), LAYERS, caches)
    Z1, _ = kata.forward(X, LAYERS[:1])
    Z2, _ = kata.forward(X, LAYERS[:2])
    W, b = [grad["W"] for grad in grads], [grad["b"] for grad in grads]
    after = kata.update(LAYERS, grads, 0.01)
    logit = kata.forward(X, after)[0]
    says(
        lesson(SLUG),
        f"(1 · 2 + 1, −1 · 2 + 1) = {vector(Z1[0])}, so A1 = {vector(np.maximum(Z1, 0)[0])}",
        f"−1 · 3 + 3 · 0 + 4) = {vector(Z2[0])}, so A2 = {vector(np.maximum(Z2, 0)[0])}",
        f"2 · 2 − 3 · 1 − 1 = {number(logits[0, 0])}. No ReLU",
        f"ln 2 = {kata.cost(logits, y):.3f}",
        f"0.5 − 0 = {number(kata.dlogits(logits, y)[0, 0])}",
        f"dW = (2 · 0.5, 1 · 0.5) = {vector(W[2][:, 0])}, db = {number(b[2][0])}",
        f"(2 · 0.5, −3 · 0.5) = {vector(b[1])}. Both",
        f"dW = {vector(W[1][0])}. From the silent one, {vector(W[1][1])}.",
        f"db = {vector(b[1])}",
        f"1 · 1 + 3 · (−1.5)) = {vector(LAYERS[1]['W'] @ b[1])}. The lower",
        f"dZ1 = {vector(b[0])}.",
        f"dW = (2 · 2.5, 0) = {vector(W[0][0])}, db = {vector(b[0])}",
        f"from 1 to {number(after[0]['W'][0, 0])}. The whole step brings the logit from 0 to "
        f"{number(logit[0, 0].round(2))}, and the cost from 0.693 to "
        f"{kata.cost(logit, y):.3f}",
    )
    assert kata.cost(np.array([[1000.0]]), y) == 1000


def test_the_picture_of_l_layer_net():
    kata = reference(SLUG)
    logits, caches = kata.forward(X, LAYERS)
    grads = kata.backward(kata.dlogits(logits, y), LAYERS, caches)
    signals = [np.maximum(kata.forward(X, LAYERS[:i])[0], 0) for i in (1, 2)]
    weights = [each["W"] for each in [*LAYERS, *grads]]
    shown = [number(v) for part in [X, *signals, logits, *weights] for v in part.flat]
    found = [text for text in drawn(SLUG) if re.fullmatch("−?[\\d.]+", text)]
    assert sorted(found) == sorted(shown)
    biases = [f"b = {number(b)}" for layer in LAYERS for b in layer["b"]]
    assert sorted(text for text in drawn(SLUG) if "=" in text) == sorted(biases)


@pytest.mark.parametrize(
    "hidden, loss, accuracy, words",
    [
        ("8", 0.22, 0.92, "the last loss is {:.2f}, and {:.2f} of the rows"),
        ("8,8,8", 0.20, 0.93, "The loss ends at {:.2f}, and the accuracy at {:.2f}"),
        (",".join("8" * 8), 0.21, 0.91, "falls to {:.2f}. With an accuracy of {:.2f}"),
    ],
)
def test_the_experiments_of_l_layer_net(tmp_path, hidden, loss, accuracy, words):
    says(lesson(SLUG), words.format(loss, accuracy))
    found = trained(tmp_path / "w", SLUG, "personality_standin", hidden=hidden)
    assert found["last loss"] == pytest.approx(loss, abs=0.02)
    assert found["accuracy"] == pytest.approx(accuracy, abs=0.02)


def test_a_narrow_network_may_be_silent():
    """What the lesson sees with --hidden 1,1,1: only the last bias has a gradient."""
    kata = reference(SLUG)
    layers = kata.init([7, 1, 1, 1, 1], np.random.default_rng(0))
    layers[1]["W"] = -np.abs(layers[1]["W"])
    logits, caches = kata.forward(np.ones((3, 7)), layers)
    grads = kata.backward(
        kata.dlogits(logits, np.array([[1], [0], [1]])), layers, caches
    )
    moved = [name for grad in grads for name in grad if grad[name].any()]
    assert moved == ["b"]
    assert grads[-1]["b"].any()
