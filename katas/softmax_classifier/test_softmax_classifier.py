"""Spec: a linear softmax classifier, its gradients, and its way downhill in batches.

Tolerance: 1e-9 against loops in float64, else 1e-7 relative and 1e-9 absolute; central
differences 1e-5; float32 1e-4. What is expected comes from plain loops over single
numbers, or was worked out by hand. Orders are free: an epoch must be one of the ways to
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
    leaves_alone,
)

pytestmark = pytest.mark.filterwarnings("error")  # an overflow is a failure

CERTAIN_AND_WRONG = -math.log(1e-12)  # what the clipped cost charges for it


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
    """Four classes, of which one is rare and one absent."""
    return np.eye(4)[[2, 0, 3, 0, 2]]


@pytest.fixture
def P():
    W = [[0.4, -0.6, 0.25, 0.1], [-0.3, 0.8, 0.0, 0.5], [0.2, 0.7, -0.9, -0.4]]
    return {"W": np.array(W), "b": np.array([0.3, -0.2, 0.5, -0.7])}


def forward_by_hand(X, P):
    W, b = P["W"], P["b"]
    A = np.zeros((len(X), len(b)))
    for i, row in enumerate(X):
        scores = [
            b[k] + sum(x * W[j, k] for j, x in enumerate(row)) for k in range(len(b))
        ]
        powers = [math.exp(z - max(scores)) for z in scores]
        A[i] = [power / sum(powers) for power in powers]
    return A


def cost_by_hand(X, Y, P):
    total = 0.0
    for p, y in zip(forward_by_hand(X, P), Y, strict=True):
        total -= math.log(max(p[list(y).index(1)], 1e-12))
    return total / len(X)


def grads_by_hand(X, Y, P):
    dW, db = np.zeros(P["W"].shape), np.zeros(P["b"].shape)
    for row, p, y in zip(X, forward_by_hand(X, P), Y, strict=True):
        for k in range(len(p)):
            db[k] += (p[k] - y[k]) / len(X)
            for j, x in enumerate(row):
                dW[j, k] += x * (p[k] - y[k]) / len(X)
    return {"W": dW, "b": db}


def epoch_by_hand(X, Y, P, lr, batches):
    """One step a batch; the mean of what each example cost before its batch's step."""
    total = 0.0
    for batch in batches:
        rows = list(batch)
        total += cost_by_hand(X[rows], Y[rows], P) * len(rows)
        G = grads_by_hand(X[rows], Y[rows], P)
        P = {"W": P["W"] - lr * G["W"], "b": P["b"] - lr * G["b"]}
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


def assert_trains_as_by_hand(
    kata, X, Y, P, lr, epochs, size, *, rtol=1e-9, atol=1e-9, seed=3
):
    """Training in some order, and every step of it right."""
    __tracebackhide__ = True
    P_got, losses = kata.train(X, Y, P, lr, epochs, size, np.random.default_rng(seed))
    at = f"of train(X, Y, P, {lr:g}, {epochs}, {size}, rng)"
    assert_shape(losses, (epochs,), f"losses {at}")
    _, P_want, expected = retraced(X, Y, P, lr, size, losses)
    assert_close(losses, expected, f"losses {at}", rtol=rtol, atol=atol)
    assert_close(P_got, P_want, f"P {at}", rtol=rtol, atol=atol)


# -- probabilities ---------------------------------------------------------------------


def test_forward_weighs_the_inputs_for_each_class(kata):
    P = {"W": np.log([[1.0, 2.0, 4.0], [3.0, 1.0, 1.0]]), "b": np.log([2.0, 1.0, 1.0])}
    want = [[2 / 8, 2 / 8, 4 / 8], [6 / 8, 1 / 8, 1 / 8], [6 / 12, 2 / 12, 4 / 12]]
    got = kata.forward(np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]), P)
    assert_close(got, want, "forward of X = [[1, 0], [0, 1], [1, 1]]")


def test_forward_without_any_knowledge_is_uniform(kata, X):
    P = {"W": np.zeros((3, 4)), "b": np.zeros(4)}
    assert_close(kata.forward(X, P), np.full((5, 4), 0.25), "forward(X, zeros)")


def test_forward_rows_sum_to_one(kata, X, P):
    got = kata.forward(X, P)
    assert_shape(got, (5, 4), "forward(X, P)")
    assert_close(got.sum(axis=1), np.ones(5), "row sums of forward(X, P)")


def test_forward_of_blank_inputs_knows_the_biases_only(kata, P):
    P["b"] = np.log([1.0, 2.0, 5.0, 2.0])
    want = np.tile([0.1, 0.2, 0.5, 0.2], (3, 1))
    assert_close(kata.forward(np.zeros((3, 3)), P), want, "forward(zeros, P)")


def test_forward_is_softmax_of_the_scores(kata, X, P):
    assert_close(kata.forward(X, P), forward_by_hand(X, P), "forward(X, P)", rtol=1e-9)


def test_forward_of_a_square_batch_is_right_too(kata, X, P):
    X, P = X[:3], {"W": P["W"][:, :3], "b": P["b"][:3]}
    got = kata.forward(X, P)
    assert_close(got, forward_by_hand(X, P), "forward of 3 examples, inputs, classes")


def test_forward_takes_a_single_example(kata, X, P):
    got = kata.forward(X[1:2], P)
    assert_close(got, forward_by_hand(X[1:2], P), "forward of 1 example")


def test_forward_survives_scores_of_a_thousand_row_by_row(kata):
    X = np.array([[1000.0], [-900.0], [0.0]])
    P = {"W": np.array([[1.0, 0.0, 1.0]]), "b": np.array([0.0, 0.0, math.log(3)])}
    want = [[0.25, 0, 0.75], [0, 1, 0], [0.2, 0.2, 0.6]]
    assert_close(kata.forward(X, P), want, "forward of scores of 1000, -900 and 0")


def test_forward_takes_raw_pixels(kata):
    X = np.array([[0, 255], [255, 0], [200, 250]], dtype=np.uint8)
    P = {"W": np.array([[0.02, -0.01, 0.0], [0.0, 0.01, 0.03]]), "b": np.zeros(3)}
    want = forward_by_hand(X.astype(float), P)
    assert_close(kata.forward(X, P), want, "forward of pixels from 0 to 255")


def test_forward_takes_float32_inputs(kata, X, P):
    P32 = {name: value.astype(np.float32) for name, value in P.items()}
    got = kata.forward(X.astype(np.float32), P32)
    want = forward_by_hand(X, P)
    assert_close(got, want, "forward of float32 inputs", rtol=1e-4, atol=1e-6)


def test_forward_leaves_its_inputs_alone(kata, X, P):
    with leaves_alone(X=X, P=P):
        kata.forward(X, P)


# -- decisions -------------------------------------------------------------------------


def test_predict_names_the_most_probable_class_of_each_example(kata, X, P):
    want = [max(range(4), key=list(p).__getitem__) for p in forward_by_hand(X, P)]
    assert_close(kata.predict(X, P), want, "predict(X, P)")


def test_predict_knows_every_class(kata):
    X = np.eye(5)[[4, 2, 0, 3, 1, 2]]
    P = {"W": np.eye(5)[:, :4] + 0.1, "b": np.array([0.0, 0.1, 0.2, 0.3])}
    got = kata.predict(X, P)
    assert_close(got, [3, 2, 0, 3, 1, 2], "predict of examples of every class")


def test_predict_adds_the_biases(kata):
    X, P = np.array([[1.0, 0.0], [0.0, 1.0], [3.0, 0.0]]), {"W": np.eye(2, 3)}
    P["b"] = np.array([0.0, 0.5, 2.0])
    assert_close(kata.predict(X, P), [2, 2, 0], "predict with biases 0, .5, 2")


def test_predict_takes_the_lowest_of_equally_probable_classes(kata):
    X, P = np.array([[1.0], [0.0], [-1.0]]), {"W": np.array([[0.0, 2.0, 0.0, 2.0]])}
    P["b"] = np.zeros(4)
    assert_close(kata.predict(X, P), [1, 0, 0], "predict with ties")


def test_predict_takes_as_many_examples_as_classes(kata, X, P):
    X, P = X[:3], {"W": P["W"][:, :3], "b": P["b"][:3]}
    want = [max(range(3), key=list(p).__getitem__) for p in forward_by_hand(X, P)]
    assert_close(kata.predict(X, P), want, "predict of 3 examples, inputs, classes")


def test_predict_takes_a_single_example(kata, X, P):
    want = max(range(4), key=list(forward_by_hand(X[4:], P)[0]).__getitem__)
    assert_close(kata.predict(X[4:], P), [want], "predict of 1 example")


def test_predict_survives_raw_pixels(kata):
    X = np.array([[0, 255], [255, 0], [200, 250]], dtype=np.uint8)
    P = {"W": np.array([[40.0, -40.0, 0.5], [-40.0, 40.0, 0.5]]), "b": np.zeros(3)}
    assert_close(kata.predict(X, P), [1, 0, 1], "predict of pixels from 0 to 255")


def test_predict_leaves_its_inputs_alone(kata, X, P):
    with leaves_alone(X=X, P=P):
        kata.predict(X, P)


# -- gradients -------------------------------------------------------------------------


def test_grads_are_means_of_the_error_and_of_the_error_times_the_inputs(kata, X, Y, P):
    want = grads_by_hand(X, Y, P)
    assert_close(kata.grads(X, Y, P), want, "grads(X, Y, P)", rtol=1e-9)


def test_grads_of_an_ignorant_classifier_weigh_each_example_by_its_surprise(kata):
    X = np.array([[2.0, 0.0], [4.0, 1.0], [0.0, 3.0], [-2.0, 1.0]])
    Y = np.array([[1.0, 0, 0], [0, 0, 1.0], [0, 1.0, 0], [1.0, 0, 0]])
    dW = np.array([[4, 4, -8], [2, -4, 2]]) / 12  # a third, or two thirds, times X
    want = {"W": dW, "b": np.array([-2, 1, 1]) / 12}
    got = kata.grads(X, Y, {"W": np.zeros((2, 3)), "b": np.zeros(3)})
    assert_close(got, want, "grads(X, Y, zeros)")


def test_grads_of_the_biases_sum_to_zero_over_the_classes(kata, X, Y, P):
    G = kata.grads(X, Y, P)
    assert_shape(G["b"], (4,), "grads(X, Y, P)['b']")
    assert_close(np.sum(G["b"]), 0.0, "sum of grads(X, Y, P)['b']")


def test_grads_match_central_differences_of_the_cost(kata, X, Y, P):
    G = kata.grads(X, Y, P)
    for name in ("W", "b"):
        cost = lambda v, name=name: cost_by_hand(X, Y, {**P, name: v})  # noqa: E731
        assert_gradient(G[name], cost, P[name], f"grads(X, Y, P)['{name}']")


def test_grads_of_a_square_batch_are_right_too(kata, X, P):
    X, Y = X[:3], np.eye(3)[[2, 0, 2]]
    P = {"W": P["W"][:, :3], "b": P["b"][:3]}
    got = kata.grads(X, Y, P)
    assert_close(got, grads_by_hand(X, Y, P), "grads of 3 examples, inputs, classes")


def test_grads_of_a_single_example_are_right_too(kata, X, Y, P):
    X, Y = X[3:4], Y[3:4]
    got = kata.grads(X, Y, P)
    assert_close(got, grads_by_hand(X, Y, P), "grads of 1 example")


def test_grads_stay_the_same_when_every_example_is_there_twice(kata, X, Y, P):
    got = kata.grads(np.concatenate([X, X]), np.concatenate([Y, Y]), P)
    assert_close(got, grads_by_hand(X, Y, P), "grads of X twice over")


def test_grads_vanish_where_every_answer_is_certain_and_right(kata):
    X = np.array([[1000.0, 2.0], [-1000.0, 3.0], [2000.0, -1.0]])
    P = {"W": np.array([[1.0, 0, -1], [0.5, 0, 0]]), "b": np.array([0.2, -0.1, 0.0])}
    got = kata.grads(X, np.eye(3)[[0, 2, 0]], P)
    want = {"W": np.zeros((2, 3)), "b": np.zeros(3)}
    assert_close(got, want, "grads of certain, right answers")


def test_grads_push_with_full_strength_where_an_answer_is_certain_and_wrong(kata):
    X = np.array([[1000.0, 2.0], [-1000.0, 3.0], [2000.0, -1.0], [900.0, 4.0]])
    P = {"W": np.array([[1.0, 0, -1], [0.5, 0, 0]]), "b": np.array([0.2, -0.1, 0.0])}
    got = kata.grads(X, np.eye(3)[[1, 2, 0, 2]], P)
    dW = np.array([X[0] + X[3], -X[0], -X[3]]).T / 4
    want = {"W": dW, "b": np.array([0.5, -0.25, -0.25])}
    assert_close(got, want, "grads of certain answers, two wrong")


def test_grads_survive_raw_pixels(kata):
    X = np.array([[0, 255], [255, 0], [200, 250]], dtype=np.uint8)
    P = {"W": np.array([[40.0, -40.0, 0.0], [-40.0, 40.0, 0.0]]), "b": np.zeros(3)}
    Y = np.eye(3)[[0, 0, 2]]
    want = grads_by_hand(X.astype(float), Y, P)
    assert_close(kata.grads(X, Y, P), want, "grads of pixels from 0 to 255")


def test_grads_take_float32_inputs(kata, X, Y, P):
    single = {name: value.astype(np.float32) for name, value in P.items()}
    got = kata.grads(X.astype(np.float32), Y.astype(np.float32), single)
    want = grads_by_hand(X, Y, P)
    assert_close(got, want, "grads of float32 inputs", rtol=1e-4, atol=1e-5)


def test_grads_take_whole_numbers_as_labels(kata, X, Y, P):
    got = kata.grads(X, Y.astype(int), P)
    assert_close(got, grads_by_hand(X, Y, P), "grads with integer labels")


def test_grads_leave_their_inputs_alone(kata, X, Y, P):
    with leaves_alone(X=X, Y=Y, P=P):
        kata.grads(X, Y, P)


# -- training with all examples in one batch -------------------------------------------


def test_train_tells_one_loss_an_epoch(kata, X, Y, P):
    for epochs in (1, 2, 7):
        _, losses = kata.train(X, Y, P, 0.5, epochs, 2, np.random.default_rng(0))
        assert_shape(losses, (epochs,), f"losses of {epochs} epochs")


def test_train_from_zeros_begins_at_the_cost_of_ignorance(kata, X, Y):
    P = {"W": np.zeros((3, 4)), "b": np.zeros(4)}
    _, losses = kata.train(X, Y, P, 0.5, 2, 5, np.random.default_rng(0))
    assert_close(losses[0], math.log(4), "losses[0] from zeros")


def test_train_with_one_batch_takes_one_step_an_epoch(kata, X, Y, P):
    assert_trains_as_by_hand(kata, X, Y, P, lr=0.3, epochs=1, size=5)


def test_train_takes_every_step_from_where_the_last_one_ended(kata, X, Y, P):
    assert_trains_as_by_hand(kata, X, Y, P, lr=0.3, epochs=3, size=5)


def test_train_takes_all_examples_where_a_batch_could_hold_more(kata, X, Y, P):
    assert_trains_as_by_hand(kata, X, Y, P, lr=0.3, epochs=3, size=8)


def test_train_steps_by_the_rate_it_is_given(kata, X, Y, P):
    assert_trains_as_by_hand(kata, X, Y, P, lr=0.02, epochs=3, size=5)
    assert_trains_as_by_hand(kata, X, Y, P, lr=1.7, epochs=3, size=5)


def test_train_goes_on_where_it_stopped(kata, X, Y, P):
    rng = np.random.default_rng(0)
    half, losses = kata.train(X, Y, P, 0.4, 2, 5, rng)
    got, more = kata.train(X, Y, half, 0.4, 3, 5, rng)
    _, want, expected = retraced(X, Y, P, 0.4, 5, [0.0] * 5)
    assert_close([*losses, *more], expected, "losses of 2 epochs and 3 more")
    assert_close(got, want, "P of 2 epochs and 3 more")


def test_train_with_a_small_rate_goes_downhill_all_the_way(kata, X, Y, P):
    _, losses = kata.train(X, Y, P, 0.05, 40, 5, np.random.default_rng(0))
    fall = -np.diff(np.asarray(losses, dtype=float))
    assert (fall > 0).all(), (
        f"losses at a small rate: rise or stand still by {-fall.min():g}"
    )


def test_train_returns_the_last_parameters_even_where_the_cost_rose(kata):
    X, Y = np.array([[1.0, 2.0], [2.0, 1.0], [3.0, -1.0]]), np.eye(3)[[0, 1, 0]]
    W = np.array([[0.2, -0.1, 0.0], [0.1, 0.0, -0.1]])
    P = {"W": W, "b": np.array([0.2, -0.2, -1.0])}
    losses = retraced(X, Y, P, 4.0, 3, [0.0] * 4)[2]
    assert losses[1] > losses[0], "the spec's own example no longer overshoots"
    assert_trains_as_by_hand(kata, X, Y, P, lr=4.0, epochs=4, size=3)


def test_train_goes_on_after_the_cost_has_stopped_to_fall(kata):
    X, Y = np.array([[1.0], [1.0], [-1.0], [-1.0]]), np.eye(2)[[0, 1, 0, 1]]
    P = {"W": np.zeros((1, 2)), "b": np.zeros(2)}
    got, losses = kata.train(X, Y, P, 0.5, 60, 4, np.random.default_rng(0))
    assert_close(losses, np.full(60, math.log(2)), "losses at the lowest point")
    assert_close(got, P, "P at the lowest point")


def test_train_learns_the_biases_where_all_inputs_are_blank(kata, P):
    Y = np.eye(4)[[0, 1, 2, 3, 1, 2, 2, 2]]
    X = np.zeros((8, 3))
    got, _ = kata.train(X, Y, P, 2.0, 300, 8, np.random.default_rng(0))
    # The best guess for a blank input is each class's share; the sum of b stays.
    shares = np.log([1 / 8, 2 / 8, 4 / 8, 1 / 8])
    want = {"W": P["W"], "b": shares - shares.mean() + P["b"].mean()}
    assert_close(got, want, "P after training on blank inputs")


def test_train_charges_a_certain_and_wrong_example_what_the_clip_allows(kata):
    X, Y = np.array([[1000.0], [-1000.0], [900.0], [0.0]]), np.eye(3)[[2, 2, 1, 0]]
    P = {"W": np.array([[1.0, 0.0, -1.0]]), "b": np.zeros(3)}
    _, losses = kata.train(X, Y, P, 0.4, 1, 4, np.random.default_rng(0))
    want = (2 * CERTAIN_AND_WRONG + math.log(3)) / 4
    assert_close(losses, [want], "losses of certain answers, two wrong", rtol=1e-6)
    assert_trains_as_by_hand(kata, X, Y, P, lr=0.4, epochs=2, size=4)


def test_train_survives_raw_pixels(kata):
    X = np.array([[0, 255], [255, 0], [200, 250], [3, 0]], dtype=np.uint8)
    W = np.array([[40.0, -40.0, 0.0], [-40.0, 40.0, 0.0]])
    P, Y = {"W": W, "b": np.array([0.1, 0.0, -0.1])}, np.eye(3)[[0, 1, 2, 0]]
    got, losses = kata.train(X, Y, P, 0.5, 3, 4, np.random.default_rng(0))
    _, want, expected = retraced(X.astype(float), Y, P, 0.5, 4, [0.0] * 3)
    assert_close(losses, expected, "losses of pixels from 0 to 255")
    assert_close(got, want, "P after 3 steps on pixels from 0 to 255")


# -- training in batches ---------------------------------------------------------------


def test_train_takes_a_step_for_every_batch_and_a_last_one_for_what_is_left(
    kata, X, Y, P
):
    assert_trains_as_by_hand(kata, X, Y, P, lr=0.6, epochs=1, size=2)


def test_train_in_batches_of_two_takes_every_step_from_where_the_last_one_ended(
    kata, X, Y, P
):
    assert_trains_as_by_hand(kata, X, Y, P, lr=0.6, epochs=3, size=2)


def test_train_in_batches_of_three_leaves_two_for_the_last(kata, X, Y, P):
    assert_trains_as_by_hand(kata, X, Y, P, lr=0.6, epochs=3, size=3)


def test_train_in_batches_of_one_steps_for_every_example(kata, X, Y, P):
    assert_trains_as_by_hand(kata, X[:4], Y[:4], P, lr=0.2, epochs=3, size=1)


def test_train_makes_no_empty_batch_where_nothing_is_left(kata, X, Y, P):
    assert_trains_as_by_hand(kata, X[:4], Y[:4], P, lr=0.6, epochs=3, size=2)


def test_train_in_batches_takes_a_square_batch(kata, X, P):
    P = {"W": P["W"][:, :3], "b": P["b"][:3]}
    Y = np.eye(3)[[2, 0, 1, 0]]
    assert_trains_as_by_hand(kata, X[:4], Y, P, lr=0.6, epochs=2, size=3)


def test_train_does_not_keep_its_first_order(kata, X, Y, P):
    X, Y = X[:4], Y[:4]
    _, losses = kata.train(X, Y, P, 0.5, 12, 2, np.random.default_rng(2))
    ways = len(set(retraced(X, Y, P, 0.5, 2, losses)[0]))
    assert_at_least(ways, 2, "different ways to deal 4 examples in 12 epochs")


def test_train_deals_the_examples_anew_every_epoch(kata, X, P):
    X, Y, rng = X[:4, :2], np.eye(2)[[1, 0, 1, 0]], np.random.default_rng(5)
    P = {"W": P["W"][:2, :2], "b": P["b"][:2]}
    P_got, losses = kata.train(X, Y, P, 0.5, 100, 2, rng)
    taken, P_want, expected = retraced(X, Y, P, 0.5, 2, losses)
    assert_close(losses, expected, "losses of 100 epochs", rtol=1e-9)
    assert_close(P_got, P_want, "P after 100 epochs")
    # Of six pairs one never comes first in 100 epochs: once in 14 million times.
    pairs = len({way[0] for way in taken})
    assert_at_least(pairs, 6, "different first batches of 2 of 4 examples")
    # By chance 17 of 99 orders repeat the one before, and more than 40 practically never.
    repeats = sum(a == b for a, b in pairwise(taken))
    assert_at_most(repeats, 40, "epochs of 100 that go the way of the one before")


def test_train_draws_every_order_from_rng(kata, X, Y, P):
    ask = lambda rng: kata.train(X, Y, P, 0.6, 4, 1, rng)  # noqa: E731
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
    runs = [kata.train(X, Y, P, 0.6, 1, 1, rng) for _ in range(8)]
    # Eight draws from 120 orders: two or fewer would be chance once in 10 billion times.
    told = {round(float(losses[0]), 9) for _, losses in runs}
    assert_at_least(len(told), 3, "different losses of 8 trainings of one epoch")


def test_train_takes_float32_inputs(kata, X, Y, P):
    X, Y = X.astype(np.float32), Y.astype(np.float32)
    P = {name: value.astype(np.float32) for name, value in P.items()}
    near = {"rtol": 1e-4, "atol": 1e-5}
    assert_trains_as_by_hand(kata, X, Y, P, lr=0.3, epochs=3, size=5, **near)
    assert_trains_as_by_hand(kata, X[:3], Y[:3], P, lr=0.6, epochs=1, size=2, **near)


def test_train_takes_whole_numbers_as_labels_and_as_inputs(kata, P):
    X = np.array([[1, -2, 0], [3, 1, 1], [0, 2, -1], [2, 2, 5]])
    Y = np.eye(4, dtype=int)[[1, 0, 3, 3]]
    assert_trains_as_by_hand(kata, X, Y, P, lr=0.3, epochs=3, size=3)


def test_train_leaves_its_inputs_alone(kata, X, Y, P):
    with leaves_alone(X=X, Y=Y, P=P):
        kata.train(X, Y, P, 0.5, 3, 2, np.random.default_rng(0))


@pytest.mark.graded
def test_reads_handwritten_digits(kata, goal):
    X, digits = goal.train
    # All in float32: one float64 among them, and NumPy copies the pictures every step.
    many = len(goal.classes)
    Y = np.eye(many, dtype=X.dtype)[digits]
    P = {"W": np.zeros((X.shape[1], many), X.dtype), "b": np.zeros(many, X.dtype)}
    lr, size = goal.settings["lr"], goal.settings["size"]
    for epochs in goal.slices(X, Y, P=P):
        P, losses = kata.train(X, Y, P, lr, epochs, size, goal.rng)
        goal.keep_model({"P": P})
        goal.add_losses(losses)
    X, digits = goal.test
    assert_accuracy(digits, kata.predict(X, P), goal)
