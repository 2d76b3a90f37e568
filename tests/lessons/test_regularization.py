"""The numbers of the lesson on regularization."""

import numpy as np
import pytest
from lesson_texts import (
    baseline,
    drawn,
    lesson,
    matrix,
    mnist,
    number,
    output_of,
    reference,
    says,
    spec,
)

SLUG = "regularization"


def test_weight_decay_by_hand_in_regularization():
    kata, W = reference(SLUG), [np.array([[1, -2], [3, 1]]), np.array([[2], [-1]])]
    lam, m, dW = 0.5, 10, np.array([[0.3], [0.1]])
    after, _ = kata.l2_grads(dW, W[1], np.zeros(1), lam, m)
    says(
        lesson(SLUG),
        f"W1 = {matrix(W[0])} and W2 = {matrix(W[1])}, m = {m}",
        "add up to {} and {}.".format(*((each**2).sum() for each in W)),
        f"0.5 / (2 · 10) · 20 = {number(kata.l2_cost(W, lam, m))}",
        f"is {matrix(dW)}. Each weight adds 0.5 / 10 times itself",
        f"so it becomes {matrix(after)}",
        f"the factor is {number(1 - 0.1 * lam / m)}",
    )


def test_dropout_by_hand_in_regularization():
    kata, A = reference(SLUG), np.array([[4, 2, 6], [8, 1, 3]])
    on, dA = np.array([[1, 0, 1], [1, 1, 0]]), np.array([[1, -2, 3], [2, 4, -1]])
    mask = on / 0.8
    rows = zip(A, mask, A * mask, strict=True)
    says(
        lesson(SLUG),
        *(f"| {' | '.join(matrix([part])[2:-2] for part in row)} |" for row in rows),
        f"The mean of A is {number(A.mean())}",
        f"that of the result {number((A * mask).mean())}",
        f"{matrix(dA)} becomes {matrix(kata.dropout_backward(dA, mask))}",
        f"have the mean {number((A * on).mean())} in training, but {number(A.mean())} in",
    )
    drawn_mask = kata.dropout_forward(A, 0.8, np.random.default_rng(0))[1]
    assert {*drawn_mask.ravel()} <= {0, 1 / 0.8}


def test_early_stopping_by_hand_in_regularization():
    losses = [0.9, 0.6, 0.7, 0.5, 0.5, 0.55, 0.3]
    stop, best = reference(SLUG).early_stopping(losses, 2)
    says(
        lesson(SLUG),
        f"are {', '.join(map(number, losses))}, and the patience is 2",
        f"Stop at epoch {stop}. The best is epoch {best}. The {losses[-1]} after it",
    )


FIRST = "rng, lam = np.random.default_rng(0), "
DROPOUT = [
    ("import early_stopping", "import dropout_forward, early_stopping"),
    (
        "    error = X @ w - y\n",
        "    error = X @ w - y\n    A, _ = dropout_forward(X[:40], 0.8, rng)\n",
    ),
    ("X[:40].T @ error[:40]", "A.T @ (A @ w - y[:40])"),
]


@pytest.mark.parametrize(
    "edits, words",
    [
        (
            (),
            "It prints {epochs}, the epochs of the stop and of the best, then {0} and {1}",
        ),
        ([(f"{FIRST}0", f"{FIRST}10")], "ends at {0}, and the training loss at {1}"),
        ([(f"{FIRST}0", f"{FIRST}100")], "At 100 they are {0} and {1}"),
        (DROPOUT, "The validation loss ends near 2."),
    ],
)
def test_the_experiments_of_regularization(monkeypatch, edits, words):
    epochs, _, losses = output_of(SLUG, monkeypatch, *edits).partition(") ")
    says(lesson(SLUG), words.format(*losses.split(), epochs=f"{epochs})"))
    assert edits is not DROPOUT or float(losses.split()[0]) == pytest.approx(2, abs=0.1)


def test_the_picture_and_the_shortest_patience_of_regularization(monkeypatch):
    found = output_of(SLUG, monkeypatch, ("losses, 10", "losses, 1"))
    assert found.startswith("(23, 22)")
    assert {"best: 22", "stop: 32"} <= {*drawn(SLUG)}
    says(
        lesson(SLUG),
        "at epoch 22, which is marked",
        "ends, at epoch 32.",
        "even 1 finds epoch 22",
    )


def test_what_overfits_in_regularization():
    runs = [
        baseline("minibatch_training", "mnist", f"{a}accuracy") for a in ("train_", "")
    ]
    known, others = (values[len(values) // 2] for values in runs)
    says(lesson(SLUG), f"{known:.2f} on the digits it knew and {others:.2f} on others")


def test_a_training_without_remedies_learns_wrong_labels_by_heart():
    digits, kata, rng, m = spec(SLUG), reference(SLUG), np.random.default_rng(0), 1000
    (X, y), (X_test, y_test) = mnist()
    X, y = X[:m], digits.with_wrong_labels(y[:m], 0.3, rng)
    layers = digits.first_parameters([784, 100, 10], rng)
    for _ in range(50):
        for batch in np.split(rng.permutation(m), range(50, m, 50)):
            layers, _ = digits.one_step(
                kata, X[batch], y[batch], layers, m, rng, lr=0.1, lam=0, keep=1
            )
    known, others = (digits.classes(kata, of, layers, 1, rng) for of in (X, X_test))
    assert np.mean(known == y) > 0.9
    says(
        lesson(SLUG),
        f"gets about {np.mean(others == y_test):.1f} of other digits right",
    )
