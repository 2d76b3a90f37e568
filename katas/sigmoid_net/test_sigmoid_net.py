"""Spec: a network of sigmoids, its decisions, its gradients, and its way downhill.

Tolerance: 1e-9 against loops in float64, else 1e-7 relative and 1e-9 absolute; central
differences 1e-5; float32 1e-4. What is expected comes from plain loops over single
neurons, or was worked out by hand. Orders are free: an epoch must be one of the ways to
cut its examples into batches, and its loss tells which.
"""

import math
from itertools import combinations, pairwise

import numpy as np
import pytest

from nnkata.testing import (
    assert_accuracy,
    assert_at_least,
    assert_at_most,
    assert_close,
    assert_gradient,
    assert_shape,
    describe,
    leaves_alone,
    measure,
)

pytestmark = pytest.mark.filterwarnings("error")  # an overflow is a failure

NAMES = ("W1", "b1", "W2", "b2")


@pytest.fixture
def X():
    """Five examples of three inputs; no two rows or columns alike, one exact zero."""
    return np.array(
        [
            [0.5, -1.0, 2.0],
            [1.5, 0.0, -0.5],
            [-2.0, 0.7, 0.3],
            [0.1, 0.9, 1.0],
            [3, -2, 1],
        ]
    )


@pytest.fixture
def Y():
    """Two outputs, of which one is wanted more often than the other."""
    return np.eye(2)[[1, 0, 1, 1, 0]]


@pytest.fixture
def P():
    """Three inputs, four hidden neurons, two outputs; no bias is 0."""
    return {
        "W1": np.array(
            [[0.4, -1.7, 0.9, -0.2], [-0.3, 0.5, 0.8, 1.1], [0.7, 0.2, -1.4, 0.3]]
        ),
        "b1": np.array([0.15, -0.65, 0.4, 0.35]),
        "W2": np.array([[0.9, -1.3], [-0.6, 0.7], [1.3, 0.8], [-0.4, 1.2]]),
        "b2": np.array([0.3, -0.8]),
    }


@pytest.fixture
def square(X, P):
    """Three examples, inputs, hidden neurons and outputs; W2 is not symmetric."""
    P = {name: P[name][..., :3][:3] for name in NAMES}
    P["W2"] = np.column_stack([P["W2"], [0.2, -1.1, 0.5]])
    P["b2"] = np.array([0.3, -0.8, 0.1])
    return X[:3], np.eye(3)[[2, 0, 2]], P


@pytest.fixture
def saturated():
    """Three examples whose outputs are all certain, by sums near a thousand."""
    X = np.array([[1.0, 2.0], [-1.0, 3.0], [2.0, -1.0]])
    P = {
        "W1": np.array([[1.0, 0.0, -1.0], [0.5, 1.0, 0.0]]),
        "b1": np.array([0.2, -0.3, 0.1]),
        "W2": np.array([[900.0, -800.0], [300.0, -400.0], [500.0, -600.0]]),
        "b2": np.array([200.0, -100.0]),
    }
    return X, P


# -- the definitions, one neuron at a time ---------------------------------------------


def sigmoid_by_hand(z):
    return 1 / (1 + math.exp(-z)) if z > -700 else 0.0


def layer_by_hand(row, W, b):
    return [
        sigmoid_by_hand(sum(x * w for x, w in zip(row, W[:, j], strict=True)) + b[j])
        for j in range(len(b))
    ]


def forward_by_hand(X, P):
    A1 = [layer_by_hand(row, P["W1"], P["b1"]) for row in X]
    A2 = [layer_by_hand(row, P["W2"], P["b2"]) for row in A1]
    return np.array(A1), np.array(A2)


def cost_by_hand(X, Y, P):
    total = 0.0
    for a, y in zip(forward_by_hand(X, P)[1].ravel(), Y.ravel(), strict=True):
        total += (a - y) ** 2 / 2
    return total / len(X)


def grads_by_hand(X, Y, P):
    G = {name: np.zeros(np.shape(P[name])) for name in NAMES}
    for row, labels, a1, a2 in zip(X, Y, *forward_by_hand(X, P), strict=True):
        for k, a in enumerate(a2):
            felt = (a - labels[k]) * a * (1 - a) / len(X)
            G["b2"][k] += felt
            for j, hidden in enumerate(a1):
                G["W2"][j, k] += felt * hidden
                deeper = felt * P["W2"][j, k] * hidden * (1 - hidden)
                G["b1"][j] += deeper
                for i, x in enumerate(row):
                    G["W1"][i, j] += deeper * x
    return G


def epoch_by_hand(X, Y, P, lr, batches):
    """One step a batch; the mean of what each example cost before its batch's step."""
    total = 0.0
    for batch in batches:
        rows = list(batch)
        total += cost_by_hand(X[rows], Y[rows], P) * len(rows)
        G = grads_by_hand(X[rows], Y[rows], P)
        P = {name: P[name] - lr * G[name] for name in NAMES}
    return P, total / len(X)


def ways_to_cut(examples, size):
    """Every way to deal examples into batches of a size; what is left comes last."""
    if not examples:
        return [()]
    ways = []
    for batch in combinations(examples, min(size, len(examples))):
        rest = tuple(i for i in examples if i not in batch)
        ways += [(batch, *tail) for tail in ways_to_cut(rest, size)]
    return ways


def retraced(X, Y, P, lr, size, losses):
    """The way each epoch went, as its loss tells; the losses and the end by hand."""
    taken, expected = [], []
    for loss in np.asarray(losses, dtype=float):
        ends = []
        for way in ways_to_cut(tuple(range(len(X))), size):
            end, cost = epoch_by_hand(X, Y, P, lr, way)
            ends.append((abs(cost - loss), way, end, cost))
        _, way, P, cost = min(ends, key=lambda end: end[0])
        taken.append(way)
        expected.append(cost)
    return taken, P, expected


# -- what the subject returned, once its kind is sure ----------------------------------


def values(result, names, what):
    """The returned values, once their number is sure."""
    if not isinstance(result, tuple | list) or len(result) != len(names):
        wanted = f"expected {len(names)} values ({', '.join(names)})"
        raise AssertionError(f"{what}: {wanted}, got {describe(result)}")
    return result


def activations(kata, X, P, what="forward(X, P)"):
    return values(kata.forward(X, P), ["A1", "A2"], what)


def assert_forward_as_by_hand(kata, X, P, of, **tolerance):
    __tracebackhide__ = True
    A1, A2 = activations(kata, X, P)
    want1, want2 = forward_by_hand(X.astype(float), P)
    assert_close(A1, want1, f"A1 of {of}", **tolerance)
    assert_close(A2, want2, f"A2 of {of}", **tolerance)


def assert_backward_as_by_hand(kata, X, Y, P, what, **tolerance):
    __tracebackhide__ = True
    want = grads_by_hand(X.astype(float), Y, P)
    assert_close(kata.backward(X, Y, P), want, what, **tolerance)


def assert_trains_as_by_hand(
    kata, X, Y, P, lr, epochs, size, *, rtol=1e-9, atol=1e-9, seed=3
):
    """Training in some order, and every step of it right."""
    __tracebackhide__ = True
    at = f"of train(X, Y, P, {lr:g}, {epochs}, {size}, rng)"
    got = kata.train(X, Y, P, lr, epochs, size, np.random.default_rng(seed))
    P_got, losses = values(got, ["P", "losses"], at)
    assert_shape(losses, (epochs,), f"losses {at}")
    _, P_want, expected = retraced(X.astype(float), Y, P, lr, size, losses)
    assert_close(losses, expected, f"losses {at}", rtol=rtol, atol=atol)
    assert_close(P_got, P_want, f"P {at}", rtol=rtol, atol=atol)


# -- activations -----------------------------------------------------------------------


def test_forward_agrees_with_the_definition(kata, X, P):
    assert_forward_as_by_hand(kata, X, P, "forward(X, P)", rtol=1e-9)


def test_forward_without_any_knowledge_says_one_half_everywhere(kata, X, P):
    A1, A2 = activations(kata, X, {name: np.zeros_like(P[name]) for name in NAMES})
    assert_close(A1, np.full((5, 4), 0.5), "A1 of forward(X, zeros)")
    assert_close(A2, np.full((5, 2), 0.5), "A2 of forward(X, zeros)")


def test_forward_squashes_the_hidden_sums(kata):
    # A sum of log odds is squashed to the probability that has those odds.
    W1 = np.log([[1.0, 3.0, 4.0], [9.0, 1.0, 1 / 2]])
    P = {"W1": W1, "b1": np.log([1.0, 1 / 3, 2.0]), "W2": np.zeros((3, 2))}
    P["b2"] = np.zeros(2)
    A1, _ = activations(kata, np.array([[0.0, 0], [1, 0], [0, 1], [1, 1]]), P)
    want = [
        [1 / 2, 1 / 4, 2 / 3],
        [1 / 2, 1 / 2, 8 / 9],
        [9 / 10, 1 / 4, 1 / 2],
        [9 / 10, 1 / 2, 4 / 5],
    ]
    assert_close(A1, want, "A1 of forward of X = [[0, 0], [1, 0], [0, 1], [1, 1]]")


def test_forward_lets_every_output_speak_for_itself(kata, X, P):
    P["W2"], P["b2"] = np.zeros((4, 3)), np.log([1 / 4, 9.0, 4.0])
    _, A2 = activations(kata, X, P)
    assert_close(A2, np.tile([0.2, 0.9, 0.8], (5, 1)), "A2 that knows its biases only")


def test_forward_says_the_opposite_for_the_opposite_sums(kata, X, P):
    _, A2 = activations(kata, X, P)
    _, other = activations(kata, X, {**P, "W2": -P["W2"], "b2": -P["b2"]})
    assert_close(np.add(A2, other), np.ones((5, 2)), "A2, and A2 by -W2 and -b2, added")


def test_forward_of_a_square_batch_is_right_too(kata, square):
    X, _, P = square
    assert_forward_as_by_hand(kata, X, P, "forward where all sizes are 3")


def test_forward_takes_a_single_example(kata, X, P):
    assert_forward_as_by_hand(kata, X[1:2], P, "forward of 1 example")


def test_forward_survives_sums_of_a_thousand_row_by_row(kata):
    X = np.array([[1000.0], [-900.0], [0.0]])
    P = {"W1": np.array([[1.0, -1.0]]), "b1": np.array([0.0, math.log(3)])}
    P |= {"W2": np.array([[2000.0, -1.0], [-800.0, 1.0]]), "b2": np.array([-400, 0.0])}
    A1, A2 = activations(kata, X, P)
    assert_close(A1, [[1, 0], [0, 1], [0.5, 0.75]], "A1 of sums of 1000, -900 and 0")
    near, far = 1 / (1 + math.e), 1 / (1 + 1 / math.e)
    want = [[1, near], [0, far], [0.5, 1 / (1 + math.exp(-0.25))]]
    assert_close(A2, want, "A2 of sums of 1600, -1200 and 0")


def test_forward_takes_raw_pixels(kata, P):
    X = np.array([[0, 255, 128], [255, 0, 1], [200, 250, 3]], dtype=np.uint8)
    P["W1"] = P["W1"] / 100
    assert_forward_as_by_hand(kata, X, P, "forward of pixels from 0 to 255")


def test_forward_takes_float32_inputs(kata, X, P):
    P = {name: value.astype(np.float32) for name, value in P.items()}
    near = {"rtol": 1e-4, "atol": 1e-6}
    X = X.astype(np.float32)
    assert_forward_as_by_hand(kata, X, P, "forward of float32 inputs", **near)


def test_forward_leaves_its_inputs_alone(kata, X, P):
    with leaves_alone(X=X, P=P):
        kata.forward(X, P)


# -- decisions -------------------------------------------------------------------------


def test_predict_names_the_strongest_output_of_each_example(kata, X, P):
    P["W2"], P["b2"] = np.eye(4)[:, [2, 0, 3]], np.array([0.1, 0.0, -0.2])
    want = [max(range(3), key=list(a).__getitem__) for a in forward_by_hand(X, P)[1]]
    assert len(set(want)) == 3, "the spec's own example no longer has every class"
    assert_close(kata.predict(X, P), want, "predict(X, P)")


def test_predict_sends_examples_through_both_layers(kata, P):
    # Each bias, and the hidden sigmoids, decide some of these.
    X = np.random.default_rng(12).normal(size=(40, 3))
    want = [max(range(2), key=list(a).__getitem__) for a in forward_by_hand(X, P)[1]]
    assert_close(kata.predict(X, P), want, "predict of 40 examples")


def test_predict_names_a_class_where_no_output_reaches_a_half(kata, X, P):
    P["W2"], P["b2"] = -np.eye(4), np.full(4, -3.0)
    want = [max(range(4), key=list(a).__getitem__) for a in forward_by_hand(X, P)[1]]
    assert_close(kata.predict(X, P), want, "predict where all outputs are weak")


def test_predict_takes_the_lowest_of_equally_strong_outputs(kata):
    P = {"W1": np.array([[3.0, -3.0]]), "b1": np.zeros(2), "b2": np.zeros(4)}
    P["W2"] = np.array([[0.0, 2.0, 0.0, 2.0], [1.0, 0.0, 1.0, 0.0]])
    got = kata.predict(np.array([[5.0], [-5.0], [4.0]]), P)
    assert_close(got, [1, 0, 1], "predict with ties")


def test_predict_takes_as_many_examples_as_outputs(kata, square):
    X, _, P = square
    P["b2"] = np.array([-1.3, -0.2, 0.6])
    want = [max(range(3), key=list(a).__getitem__) for a in forward_by_hand(X, P)[1]]
    assert_close(kata.predict(X, P), want, "predict where all sizes are 3")


def test_predict_takes_a_single_example(kata, X, P):
    want = max(range(2), key=list(forward_by_hand(X[4:], P)[1][0]).__getitem__)
    assert_close(kata.predict(X[4:], P), [want], "predict of 1 example")


def test_predict_leaves_its_inputs_alone(kata, X, P):
    with leaves_alone(X=X, P=P):
        kata.predict(X, P)


# -- gradients -------------------------------------------------------------------------


def test_backward_agrees_with_the_definition(kata, X, Y, P):
    assert_backward_as_by_hand(kata, X, Y, P, "backward(X, Y, P)", rtol=1e-9)


def test_backward_of_an_ignorant_network_is_a_quarter_of_its_errors(kata, X, Y, P):
    P = {name: np.zeros_like(P[name]) for name in NAMES}
    # Three of five want output 1: its mean error is (2 - 3) / 5 of a half.
    felt = np.array([0.2, -0.2]) / 2 / 4
    want = {**P, "W2": np.tile(felt / 2, (4, 1)), "b2": felt}
    assert_close(kata.backward(X, Y, P), want, "backward(X, Y, zeros)")


@pytest.mark.parametrize("name", NAMES)
def test_backward_matches_central_differences_of_the_cost(kata, X, Y, P, name):
    G = kata.backward(X, Y, P)
    if not isinstance(G, dict) or set(G) != set(NAMES):
        got = sorted(map(str, G)) if isinstance(G, dict) else describe(G)
        raise AssertionError(f"backward: expected a dict of {NAMES}, got {got}")
    cost = lambda value: cost_by_hand(X, Y, {**P, name: value})  # noqa: E731
    assert_gradient(G[name], cost, P[name], f"backward(X, Y, P)[{name!r}]")


def test_backward_is_right_where_all_sizes_are_the_same(kata, square):
    what = "backward where all sizes are 3"
    assert_backward_as_by_hand(kata, *square, what, rtol=1e-9)


def test_backward_is_right_with_a_single_output(kata, X, Y, P):
    P = {**P, "W2": P["W2"][:, 1:], "b2": P["b2"][1:]}
    assert_backward_as_by_hand(kata, X, Y[:, 1:], P, "backward with 1 output")


def test_backward_is_right_for_a_single_example(kata, X, Y, P):
    assert_backward_as_by_hand(kata, X[3:4], Y[3:4], P, "backward of 1 example")


def test_backward_stays_the_same_when_every_example_is_there_twice(kata, X, Y, P):
    got = kata.backward(np.concatenate([X, X]), np.concatenate([Y, Y]), P)
    assert_close(got, grads_by_hand(X, Y, P), "backward of X twice over")


def test_backward_takes_other_targets_than_zero_and_one(kata, X, P):
    Y = np.array([[0.1, 0.9], [0.5, 0.0], [1.0, 0.7], [0.3, 0.3], [2.0, -1.0]])
    assert_backward_as_by_hand(kata, X, Y, P, "backward with targets of any size")


def test_backward_feels_nothing_where_every_output_is_certain_though_wrong(
    kata, saturated
):
    X, P = saturated
    Y = np.array([[0.0, 1.0], [1.0, 0.0], [0.0, 0.0]])  # three of six are wrong
    want = {name: np.zeros_like(P[name]) for name in NAMES}
    assert_close(kata.backward(X, Y, P), want, "backward of certain outputs")


def test_backward_feels_nothing_behind_a_hidden_neuron_that_is_certain(kata, X, Y, P):
    P["b1"] = np.array([800.0, -0.65, -900.0, 0.35])  # always 1, and always 0
    G = kata.backward(X, Y, P)
    want = grads_by_hand(X, Y, P)
    assert_close(np.asarray(want["b1"])[[0, 2]], [0, 0], "the spec's own gradients")
    assert_close(G, want, "backward where neurons 0 and 2 are certain")


def test_backward_survives_raw_pixels(kata, P):
    X = np.array([[0, 255, 128], [255, 0, 1], [200, 250, 3]], dtype=np.uint8)
    Y = np.array([[1, 0], [0, 1], [1, 1]], dtype=np.uint8)
    P["W1"] = P["W1"] * 20
    assert_backward_as_by_hand(kata, X, Y, P, "backward of pixels from 0 to 255")
    P["W1"] = P["W1"] / 2000
    assert_backward_as_by_hand(kata, X, Y, P, "backward with small weights for pixels")


def test_backward_takes_float32_inputs(kata, X, Y, P):
    P = {name: value.astype(np.float32) for name, value in P.items()}
    X, Y = X.astype(np.float32), Y.astype(np.float32)
    near = {"rtol": 1e-4, "atol": 1e-6}
    assert_backward_as_by_hand(kata, X, Y, P, "backward of float32 inputs", **near)


def test_backward_leaves_its_inputs_alone(kata, X, Y, P):
    with leaves_alone(X=X, Y=Y, P=P):
        kata.backward(X, Y, P)


# -- training with all examples in one batch -------------------------------------------


def test_train_tells_one_loss_an_epoch(kata, X, Y, P):
    for epochs in (1, 2, 7):
        _, losses = kata.train(X, Y, P, 0.5, epochs, 2, np.random.default_rng(0))
        assert_shape(losses, (epochs,), f"losses of {epochs} epochs")


def test_train_from_zeros_begins_at_the_cost_of_ignorance(kata, X, Y, P):
    P = {name: np.zeros_like(P[name]) for name in NAMES}
    _, losses = kata.train(X, Y, P, 0.5, 2, 5, np.random.default_rng(0))
    assert_close(losses[0], 2 / 8, "losses[0] from zeros, with 2 outputs")


def test_train_with_one_batch_takes_one_step_an_epoch(kata, X, Y, P):
    assert_trains_as_by_hand(kata, X, Y, P, lr=0.3, epochs=1, size=5)


def test_train_takes_every_step_from_where_the_last_one_ended(kata, X, Y, P):
    assert_trains_as_by_hand(kata, X, Y, P, lr=3.0, epochs=3, size=5)


def test_train_takes_all_examples_where_a_batch_could_hold_more(kata, X, Y, P):
    assert_trains_as_by_hand(kata, X, Y, P, lr=3.0, epochs=3, size=8)


def test_train_steps_by_the_rate_it_is_given(kata, X, Y, P):
    assert_trains_as_by_hand(kata, X, Y, P, lr=0.02, epochs=3, size=5)
    assert_trains_as_by_hand(kata, X, Y, P, lr=1.7, epochs=3, size=5)


def test_train_is_right_where_all_sizes_are_the_same(kata, square):
    assert_trains_as_by_hand(kata, *square, lr=2.0, epochs=3, size=3)


def test_train_goes_on_where_it_stopped(kata, X, Y, P):
    rng = np.random.default_rng(0)
    half, losses = kata.train(X, Y, P, 2.0, 2, 5, rng)
    got, more = kata.train(X, Y, half, 2.0, 3, 5, rng)
    _, want, expected = retraced(X, Y, P, 2.0, 5, [0.0] * 5)
    assert_close([*losses, *more], expected, "losses of 2 epochs and 3 more")
    assert_close(got, want, "P of 2 epochs and 3 more")


def test_train_with_a_small_rate_goes_downhill_all_the_way(kata, X, Y, P):
    _, losses = kata.train(X, Y, P, 0.1, 30, 5, np.random.default_rng(0))
    fall = -np.diff(np.asarray(losses, dtype=float))
    assert (fall > 0).all(), (
        f"losses at a small rate: rise or stand still by {-fall.min():g}"
    )


def test_train_returns_the_last_parameters_even_where_the_cost_rose(kata, X, Y, P):
    losses = retraced(X, Y, P, 100.0, 5, [0.0] * 3)[2]
    assert min(losses[1:]) > losses[0], "the spec's own example no longer overshoots"
    assert_trains_as_by_hand(kata, X, Y, P, lr=100.0, epochs=2, size=5)


def test_train_stands_still_where_every_output_is_certain(kata, saturated):
    X, P = saturated
    Y = np.array([[0.0, 1.0], [0.0, 1.0], [0.0, 0.0]])  # five of six are wrong
    got, losses = kata.train(X, Y, P, 3.0, 4, 2, np.random.default_rng(0))
    assert_close(losses, np.full(4, 5 / 6), "losses of certain outputs, 5 of 6 wrong")
    assert_close(got, P, "P after training on certain outputs")


def test_train_survives_raw_pixels(kata, P):
    X = np.array([[0, 255, 128], [255, 0, 1], [200, 250, 3]], dtype=np.uint8)
    Y = np.eye(2, dtype=np.uint8)[[1, 0, 1]]
    P["W1"] = P["W1"] * 20
    assert_trains_as_by_hand(kata, X, Y, P, lr=0.5, epochs=3, size=3)


# -- training in batches ---------------------------------------------------------------


def test_train_takes_a_step_for_every_batch_and_a_last_one_for_what_is_left(
    kata, X, Y, P
):
    assert_trains_as_by_hand(kata, X, Y, P, lr=3.0, epochs=1, size=2)


def test_train_in_batches_takes_every_step_from_where_the_last_one_ended(kata, X, Y, P):
    assert_trains_as_by_hand(kata, X, Y, P, lr=3.0, epochs=3, size=3)


def test_train_in_batches_of_one_steps_for_every_example(kata, X, Y, P):
    assert_trains_as_by_hand(kata, X[:4], Y[:4], P, lr=2.0, epochs=2, size=1)


def test_train_makes_no_empty_batch_where_nothing_is_left(kata, X, Y, P):
    assert_trains_as_by_hand(kata, X[:4], Y[:4], P, lr=3.0, epochs=3, size=2)


def test_train_deals_the_examples_anew_every_epoch(kata, X, Y, P):
    X, Y, rng = X[:4], Y[:4], np.random.default_rng(5)
    P_got, losses = kata.train(X, Y, P, 0.5, 60, 2, rng)
    taken, P_want, expected = retraced(X, Y, P, 0.5, 2, losses)
    assert_close(losses, expected, "losses of 60 epochs", rtol=1e-9)
    assert_close(P_got, P_want, "P after 60 epochs")
    # Of six pairs two never come first in 60 epochs: once in two billion times.
    pairs = len({way[0] for way in taken})
    assert_at_least(pairs, 5, "different first batches of 2 of 4 examples")
    # By chance 10 of 59 orders repeat the one before, and more than 30 practically never.
    repeats = sum(a == b for a, b in pairwise(taken))
    assert_at_most(repeats, 30, "epochs of 60 that go the way of the one before")


def test_train_draws_every_order_from_rng(kata, X, Y, P):
    ask = lambda rng: kata.train(X, Y, P, 3.0, 4, 1, rng)  # noqa: E731
    rng = np.random.default_rng(7)
    first, second = ask(rng), ask(rng)
    again, other = ask(np.random.default_rng(7)), ask(np.random.default_rng(8))
    assert_close(again[0], first[0], "P from the same state of rng")
    assert_close(again[1], first[1], "losses from the same state of rng")
    for losses, of in ((second[1], "one rng"), (other[1], "rngs of two seeds")):
        gap = np.abs(np.subtract(losses, first[1])).max()
        assert_at_least(gap, 1e-9, f"gap between losses of two trainings with {of}")


def test_train_draws_an_order_for_the_first_epoch_too(kata, X, Y, P):
    rng = np.random.default_rng(11)
    runs = [kata.train(X, Y, P, 3.0, 1, 1, rng) for _ in range(8)]
    # Eight draws from 120 orders: two or fewer would be chance once in 10 billion times.
    told = {round(float(losses[0]), 9) for _, losses in runs}
    assert_at_least(len(told), 3, "different losses of 8 trainings of one epoch")


def test_train_takes_float32_inputs(kata, X, Y, P):
    X, Y = X.astype(np.float32), Y.astype(np.float32)
    P = {name: value.astype(np.float32) for name, value in P.items()}
    near = {"rtol": 1e-4, "atol": 1e-5}
    assert_trains_as_by_hand(kata, X, Y, P, lr=0.3, epochs=3, size=5, **near)
    assert_trains_as_by_hand(kata, X[:3], Y[:3], P, lr=3.0, epochs=1, size=2, **near)


def test_train_takes_whole_numbers_as_labels_and_as_inputs(kata, P):
    X = np.array([[1, -2, 0], [3, 1, 1], [0, 2, -1], [2, 2, 5]])
    Y = np.eye(2, dtype=int)[[1, 0, 1, 1]]
    assert_trains_as_by_hand(kata, X, Y, P, lr=2.0, epochs=2, size=3)


def test_train_leaves_its_inputs_alone(kata, X, Y, P):
    with leaves_alone(X=X, Y=Y, P=P):
        kata.train(X, Y, P, 0.5, 3, 2, np.random.default_rng(0))


def first_parameters(sizes, rng):
    """Weights small enough that no sigmoid begins certain, and biases of 0; float32."""
    P = {}
    for i, (n_in, n_out) in enumerate(pairwise(sizes), start=1):
        W = rng.standard_normal((n_in, n_out)) * math.sqrt(1 / n_in)
        P |= {f"W{i}": W.astype(np.float32), f"b{i}": np.zeros(n_out, np.float32)}
    return P


@pytest.mark.graded
def test_reads_handwritten_digits(kata, goal):
    hidden, lr, size = (goal.settings[name] for name in ("hidden", "lr", "size"))
    X, digits = goal.train
    # All in float32: one float64 among them, and NumPy copies the pictures every step.
    many = len(goal.classes)
    Y = np.eye(many, dtype=X.dtype)[digits]
    P = first_parameters([X.shape[1], hidden, many], goal.rng)
    for epochs in goal.slices(X, Y, P=P):
        P, losses = kata.train(X, Y, P, lr, epochs, size, goal.rng)
        goal.keep_model({"P": P})
        goal.add_losses(losses)
    goal.measured["train_accuracy"] = measure(digits, kata.predict(X, P))["accuracy"]
    X, digits = goal.test
    assert_accuracy(digits, kata.predict(X, P), goal)
