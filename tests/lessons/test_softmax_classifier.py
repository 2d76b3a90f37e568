"""The numbers of the lesson on a softmax classifier."""

import numpy as np
import pytest
from lesson_texts import lesson, number, reference, says, trained, vector

# A zero, a one, an eight and a blank; the first batch has the zero and the eight.
X, Y = np.array([[1, 0], [0, 1], [1, 1], [0, 0]]), np.eye(4)
FIRST, SECOND = [0, 2], [1, 3]


@pytest.fixture
def kata():
    return reference("softmax_classifier")


@pytest.fixture
def text():
    return lesson("softmax_classifier")


@pytest.fixture
def zeros():
    return {"W": np.zeros((2, 4)), "b": np.zeros(4)}


def costs(kata, rows, P):
    """What each example of a batch costs."""
    return [-np.log(kata.forward(X[rows], P)[i, k]) for i, k in enumerate(rows)]


def test_the_numbers_backward(kata, text, zeros):
    D = reference("softmax_nll").dlogits(kata.forward(X[FIRST], zeros), Y[FIRST])
    G = kata.grads(X[FIRST], Y[FIRST], zeros)
    says(
        text,
        f"| the zero | {' | '.join(map(number, D[0]))} |",
        f"| the eight | {' | '.join(map(number, D[1]))} |",
        f"dW[0] = {vector(G['W'][0])}",
        f"dW[1] = {vector(G['W'][1])}",
        f"db = {vector(G['b'])}",
    )


def test_the_numbers_of_the_epoch(kata, text, zeros):
    G = kata.grads(X[FIRST], Y[FIRST], zeros)
    P = {name: zeros[name] - 2 * G[name] for name in zeros}
    before, after = costs(kata, FIRST, zeros), costs(kata, SECOND, P)
    one = kata.forward(X[SECOND], P)[0, 1]
    says(
        text,
        f"each example costs ln 4 = {number(before[0])}",
        f"the ring's weights become {vector(P['W'][0])}",
        f"So do the biases, and the weights of the middle become {vector(P['W'][1])}.",
        f"middle plus bias, {vector(P['W'][1] + P['b'])}.",
        f"its own class {number(one.round(4))}, so its cost is −ln {number(one.round(4))} = "
        f"{number(after[0])}. The blank has the biases as scores, and costs "
        f"{number(after[1])}.",
        f"{number(before[1])} twice, {number(after[0])}, and {number(after[1])}. Their mean,"
        f" {number(np.mean(before + after))}, is the loss",
    )
    # Some order of the reference deals these batches, and tells this loss.
    seeds = range(100)
    dealt = [
        kata.train(X, Y, zeros, 2, 1, 2, np.random.default_rng(s))[1] for s in seeds
    ]
    assert np.isclose(np.ravel(dealt), np.mean(before + after)).any()


def test_the_numbers_of_the_trap(text):
    batches = [[1, 2], [3, 4], [10]]
    means = [np.mean(batch) for batch in batches]
    first, second, last = map(number, means)
    says(
        text,
        f"Their mean is {number(np.mean(np.concatenate(batches)))}.",
        f"The means of the batches are {first}, {second} and {last}, and the mean of those"
        f" is {number(np.mean(means))}:",
        f"ln 10, about {number(np.log(10))}",
    )


def test_the_steps_of_an_epoch(text):
    says(
        text, f"but {4000 // 32}", f"{4000 // 32} times cheaper", f"{4000 // 32} steps"
    )


@pytest.mark.parametrize(
    "settings, words, found",
    [
        (
            {},
            "Its last loss is {}, and {} of the test digits",
            {"last loss": 0.261, "accuracy": 0.896},
        ),
        (
            {"batch": 4000},
            "The loss is still {:.3f}, and the accuracy {}.",
            {"last loss": 1.53, "accuracy": 0.787},
        ),
        (
            {"lr": 5},
            "The last loss is near {}, more than with the usual rate of 0.1, and the accuracy"
            " near {}.",
            {"last loss": 0.44, "accuracy": 0.873},
        ),
        (
            {"epochs": 100},
            "falls on, to {:.3f}, but the accuracy hardly gains: {:.3f}",
            {"last loss": 0.106, "accuracy": 0.9},
        ),
    ],
)
def test_the_experiments(tmp_path, text, settings, words, found):
    says(text, words.format(*found.values()))
    reached = trained(tmp_path, "softmax_classifier", "mnist", **settings)
    # Every processor rounds in a way of its own, and a rate too large multiplies that.
    near = {"rel": 0.05} if settings == {"lr": 5} else {"abs": 0.002}
    assert {name: reached[name] for name in found} == pytest.approx(found, **near)
