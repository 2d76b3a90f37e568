"""The numbers of the lesson on optimizers."""

import re

import numpy as np
import pytest
from lesson_texts import (
    baseline,
    dataset,
    lesson,
    number,
    output_of,
    reference,
    says,
    spec,
    vector,
)

SLUG = "optimizers"
W, G = np.ones(2), (np.array([2, 20]), np.array([2, -20]))


def test_momentum_by_hand_in_optimizers():
    kata, plain = reference(SLUG), [W - 0.1 * G[0], W - 0.1 * (G[0] + G[1])]
    w1, v1 = kata.momentum_step(W, np.zeros(2), G[0], 0.1, 0.5)
    w2, v2 = kata.momentum_step(w1, v1, G[1], 0.1, 0.5)
    says(
        lesson(SLUG),
        f"Plain descent goes to {vector(plain[0])}, and then to {vector(plain[1])}",
        f"v = {vector(v1)}, as it began at 0. The weights go to {vector(w1)}",
        f"+ (2, −20) = {vector(v2)}. Along it has grown, across it has halved.",
        f"The weights go to {vector(w2)}.",
    )


def test_rmsprop_by_hand_in_optimizers():
    kata = reference(SLUG)
    w1, s1 = kata.rmsprop_step(W, np.zeros(2), G[0], 0.1, 0.75)
    w2, s2 = kata.rmsprop_step(w1, s1, G[1], 0.1, 0.75)
    says(
        lesson(SLUG),
        f"s = 0.25 · (4, 400) = {vector(s1)}, and its root is {vector(np.sqrt(s1))}",
        f"to {vector(w1)}: the steep",
        f"+ 0.25 · (4, 400) = {vector(s2)}. The weights go to {vector(w2.round(3))}",
    )


def test_adam_by_hand_in_optimizers():
    kata, zeros = reference(SLUG), np.zeros(2)
    w1, m1, v1, t = kata.adam_step(W, zeros, zeros, 0, G[0], 0.1)
    w2, m2, v2, _ = kata.adam_step(w1, m1, v1, t, G[1], 0.1)
    says(
        lesson(SLUG),
        f"m = 0.1 · (2, 20) = {vector(m1)} and v = 0.001 · (4, 400) = {vector(v1)}",
        f"they are {vector(m1 / 0.1)} and {vector(v1 / 0.001)}. The root",
        f"by exactly 0.1, to {vector(w1)}",
        f"+ 0.1 · (2, −20) = {vector(m2)}. Divided by 1 − 0.9² = {number(1 - 0.9**2)} it is "
        f"{vector(m2 / (1 - 0.9**2))}",
        f"still {vector(np.sqrt(v2 / (1 - 0.999**2)))}.",
        f"So the weights go to {vector(w2.round(3))}",
        f"0.2 / √0.004 = {number(m1[0] / np.sqrt(v1[0]))} in place of 1",
        f"land at {vector((W - 0.1 * m1 / np.sqrt(v1)).round(3))}, not at {vector(w1)}",
    )


def test_the_rates_of_optimizers():
    kata = reference(SLUG)
    stairs = [number(kata.step_decay(0.8, 0.5, 10, epoch)) for epoch in (9, 10, 25)]
    says(
        lesson(SLUG),
        f"0.1 / (1 + 0.5 · 2) = {number(kata.time_decay(0.1, 0.5, 2))} left in epoch 2",
        "gives {} in epoch 9, {} in epoch 10, and {} in epoch 25".format(*stairs),
    )


PLAIN, FAST = ("beta=0.75", "beta=0"), ("lr=0.03", "lr=0.07")


@pytest.mark.parametrize(
    "edits, words",
    [
        ((), "Momentum ends at ({0}, {1}), Adam at ({2}, {3})"),
        ([PLAIN], "plain descent: ({0}, {1})."),
        ([PLAIN, FAST], "flies off to {1}."),
        ([FAST], "the same rate ends at ({0}, {1})"),
    ],
)
def test_the_experiments_of_optimizers(monkeypatch, edits, words):
    found = re.findall(r"-?[\d.]+", output_of(SLUG, monkeypatch, *edits))
    says(lesson(SLUG), words.format(*(number(float(each)) for each in found)))


def test_adam_does_not_feel_the_scale_in_optimizers(monkeypatch):
    far = [("[1, 30]", "[100, 3000]")]
    before, after = (output_of(SLUG, monkeypatch, *edits) for edits in ((), far))
    assert before.partition("]")[2] == after.partition("]")[2]
    slower = output_of(SLUG, monkeypatch, *far, ("lr=0.03", "lr=0.0003"))
    assert slower == before


@pytest.fixture(scope="module")
def plain():
    """Descend; return the loss, and the share of the training points that are right."""
    spirals = spec(SLUG)

    def descend(data, hidden, lr, steps):
        (X, y), _ = dataset(data)
        sizes = [2, hidden, 3]
        w = spirals.first_weights(sizes, np.random.default_rng(0))
        for _ in range(steps):
            w = w - lr * spirals.cost_and_gradient(X, y, w, sizes)[1]
        answers = spirals.probabilities(X, w, sizes)[0].argmax(axis=1)
        return spirals.cost_and_gradient(X, y, w, sizes)[0], np.mean(answers == y)

    return descend


def test_the_easy_spiral_of_optimizers(plain):
    loss, _ = plain("spiral", 64, 0.5, 200)
    says(lesson(SLUG), f"200 steps of plain descent leave a loss of {loss:.1f};")
    for goal in ("momentum", "rmsprop"):
        losses = baseline(SLUG, goal, "last_loss")
        assert losses[len(losses) // 2] == pytest.approx(loss / 4, rel=0.1)


def test_the_hard_spiral_of_optimizers(plain):
    best = max(plain("spiral_hard", 128, lr, 1000)[1] for lr in (0.5, 1, 2, 3, 5))
    says(
        lesson(SLUG), f"at the best of its rates, gets {best:.2f} of these points right"
    )
    assert baseline(SLUG, "spiral_hard", "train_accuracy")[0] > 0.9
