"""Spec: one sigmoid neuron, its decisions, its gradients, and its way downhill.

Tolerance: 1e-9 against loops in float64, else 1e-7 relative and 1e-9 absolute; central
differences 1e-5; float32 1e-4. What is expected comes from plain loops over one example
and one pixel at a time, or was worked out by hand.
"""

import math

import numpy as np
import pytest

from nnkata.testing import (
    assert_accuracy,
    assert_close,
    assert_gradient,
    assert_shape,
    leaves_alone,
)

pytestmark = pytest.mark.filterwarnings("error")  # an overflow is a failure

CERTAIN_AND_WRONG = -math.log(1e-7)  # what the clipped cost charges for it


@pytest.fixture
def X():
    """Five examples of three pixels; no two rows or columns alike, one exact zero."""
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
def y():
    """Two zeros among five: a mean over classes is not a mean over examples."""
    return np.array([1.0, 0.0, 0.0, 1.0, 0.0])


@pytest.fixture
def w():
    return np.array([0.4, -0.6, 0.25])


@pytest.fixture
def b():
    return -0.3


def probability(row, w, b):
    return 1 / (1 + math.exp(-sum(x * v for x, v in zip(row, w, strict=True)) - b))


def cost_by_hand(X, y, w, b):
    """The definition, one example at a time; for probabilities inside the clip."""
    total = 0.0
    for row, label in zip(X, y, strict=True):
        p = probability(row, w, b)
        total -= label * math.log(p) + (1 - label) * math.log(1 - p)
    return total / len(y)


def grads_by_hand(X, y, w, b):
    dw, db = np.zeros(len(w)), 0.0
    for row, label in zip(X, y, strict=True):
        error = probability(row, w, b) - label
        db += error / len(y)
        for j, x in enumerate(row):
            dw[j] += error * x / len(y)
    return dw, db


def train_by_hand(X, y, w, b, lr, epochs):
    losses = []
    for _ in range(epochs):
        losses.append(cost_by_hand(X, y, w, b))
        dw, db = grads_by_hand(X, y, w, b)
        w, b = w - lr * dw, b - lr * db
    return w, b, losses


def assert_grads_as_by_hand(kata, X, y, w, b, what):
    __tracebackhide__ = True
    want = grads_by_hand(X, y, w, b)
    assert_close(kata.grads(X, y, w, b), want, what, rtol=1e-9)


def assert_trains_as_by_hand(kata, X, y, w, b, lr, epochs, rtol=1e-9, atol=1e-9):
    __tracebackhide__ = True
    w_want, b_want, losses_want = train_by_hand(X, y, w, b, lr, epochs)
    w_got, b_got, losses_got = kata.train(X, y, w, b, lr, epochs)
    at = f"of train(X, y, w, b, {lr:g}, {epochs})"
    assert_close(losses_got, losses_want, f"losses {at}", rtol=rtol, atol=atol)
    assert_close(w_got, w_want, f"w {at}", rtol=rtol, atol=atol)
    assert_close(b_got, b_want, f"b {at}", rtol=rtol, atol=atol)


# -- labels ----------------------------------------------------------------------------


def test_labels_are_one_for_zeros_and_zero_for_all_other_digits(kata):
    digits = np.array([3, 0, 1, 9, 0, 5, 2, 4, 6, 7, 8, 0])
    want = [0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0]
    assert_close(kata.make_labels(digits), want, "make_labels([3, 0, 1, 9, 0, ...])")


def test_labels_of_digits_without_a_zero_are_all_zero(kata):
    got = kata.make_labels(np.array([7, 1, 4]))
    assert_close(got, [0.0, 0.0, 0.0], "make_labels([7, 1, 4])")


def test_labels_of_small_unsigned_numbers_are_right_too(kata):
    got = kata.make_labels(np.array([0, 2, 9, 1], dtype=np.uint8))
    assert_close(got, [1.0, 0.0, 0.0, 0.0], "make_labels of uint8 [0, 2, 9, 1]")


def test_labels_leave_the_digits_alone(kata):
    digits = np.array([0, 7, 1, 0])
    with leaves_alone(digits=digits):
        kata.make_labels(digits)


# -- decisions -------------------------------------------------------------------------


def test_predict_says_one_where_the_probability_is_at_least_a_half(kata, X, w, b):
    want = [int(probability(row, w, b) >= 0.5) for row in X]  # 1, 1, 0, 0, 1
    assert_close(kata.predict(X, w, b), want, "predict(X, w, b)")


def test_predict_compares_the_probability_and_not_the_pre_activation(kata):
    X = np.array([[0.3], [-0.3], [0.6], [-0.6], [1e-6], [-1e-6]])
    got = kata.predict(X, np.array([1.0]), 0.0)
    assert_close(
        got, [1, 0, 1, 0, 1, 0], "predict at z = .3, -.3, .6, -.6, 1e-6, -1e-6"
    )


def test_predict_says_one_at_exactly_a_half(kata):
    X = np.array([[2.0, 1.0], [1.0, 3.0], [-1.0, -2.0]])
    got = kata.predict(X, np.array([1.0, -1.0]), -1.0)
    assert_close(got, [1, 0, 1], "predict at z = 0, -3, 0")


def test_predict_judges_each_example_by_itself(kata):
    X = np.array([[1.0], [2.0], [50.0]])
    assert_close(
        kata.predict(X, np.array([1.0]), 0.0), [1, 1, 1], "predict at z = 1, 2, 50"
    )
    assert_close(
        kata.predict(-X, np.array([1.0]), 0.0), [0, 0, 0], "predict at z = -1, ..."
    )


def test_predict_adds_the_bias(kata):
    X, w = np.array([[1.0], [2.0], [3.0]]), np.array([1.0])
    assert_close(kata.predict(X, w, -2.5), [0, 0, 1], "predict with b = -2.5")
    assert_close(kata.predict(-X, w, 2.5), [1, 1, 0], "predict with b = 2.5")


def test_predict_takes_as_many_examples_as_pixels(kata):
    X = np.array([[1.0, 2.0, 0.0], [0.0, 1.0, -4.0], [-3.0, 0.0, 1.0]])
    got = kata.predict(X, np.array([1.0, -2.0, -1.0]), 0.5)
    assert_close(got, [0, 1, 0], "predict of 3 examples with 3 pixels")


def test_predict_takes_a_single_example(kata):
    got = kata.predict(np.array([[1.0, 2.0]]), np.array([0.5, 0.25]), -0.5)
    assert_close(got, [1], "predict of 1 example")


def test_predict_survives_raw_pixels(kata):
    X = np.array([[0, 255, 128], [255, 0, 1], [255, 255, 255]], dtype=np.uint8)
    got = kata.predict(X, np.array([40.0, -40.0, 0.5]), -1.0)
    assert_close(got, [0, 1, 1], "predict of pixels from 0 to 255")


def test_predict_takes_float32_pictures(kata, X, w, b):
    got = kata.predict(X.astype(np.float32), w.astype(np.float32), b)
    assert_close(got, [1, 1, 0, 0, 1], "predict of float32 pictures")


def test_predict_leaves_its_inputs_alone(kata, X, w):
    with leaves_alone(X=X, w=w):
        kata.predict(X, w, -0.3)


# -- gradients -------------------------------------------------------------------------


def test_grads_are_means_of_the_error_and_of_the_error_times_the_pixels(
    kata, X, y, w, b
):
    assert_grads_as_by_hand(kata, X, y, w, b, "grads(X, y, w, b)")


def test_grads_of_an_ignorant_neuron_weigh_each_example_by_a_half(kata):
    X = np.array([[2.0, 0.0], [4.0, 1.0], [0.0, 3.0], [-2.0, 1.0]])
    y = np.array([1.0, 0.0, 0.0, 0.0])
    dw = (0.5 * (X[1] + X[2] + X[3]) - 0.5 * X[0]) / 4
    got = kata.grads(X, y, np.zeros(2), 0.0)
    assert_close(got, (dw, 0.25), "grads(X, y, zeros, 0)")


def test_grads_match_central_differences_of_the_cost(kata, X, y, w, b):
    dw, db = kata.grads(X, y, w, b)
    assert_gradient(
        dw, lambda v: cost_by_hand(X, y, v, b), w, "dw of grads(X, y, w, b)"
    )
    assert_gradient(
        db, lambda c: cost_by_hand(X, y, w, c), b, "db of grads(X, y, w, b)"
    )


def test_grads_of_as_many_examples_as_pixels_are_right_too(kata, X, y, w, b):
    X, y = X[:3], y[:3]
    assert_close(
        kata.grads(X, y, w, b), grads_by_hand(X, y, w, b), "grads of a 3 x 3 X"
    )


def test_grads_of_a_single_example_are_right_too(kata, X, y, w, b):
    X, y = X[3:4], y[3:4]
    assert_close(
        kata.grads(X, y, w, b), grads_by_hand(X, y, w, b), "grads of 1 example"
    )


def test_grads_stay_the_same_when_every_example_is_there_twice(kata, X, y, w, b):
    got = kata.grads(np.concatenate([X, X]), np.concatenate([y, y]), w, b)
    assert_close(got, grads_by_hand(X, y, w, b), "grads of X twice over")


def test_grads_vanish_where_every_answer_is_certain_and_right(kata):
    X = np.array([[1000.0, 2.0], [-1000.0, 3.0], [-2000.0, -1.0]])
    got = kata.grads(X, np.array([1.0, 0.0, 0.0]), np.array([1.0, 0.5]), -0.5)
    assert_close(got, (np.zeros(2), 0.0), "grads of certain, right answers")


def test_grads_push_with_full_strength_where_an_answer_is_certain_and_wrong(kata):
    X = np.array([[1000.0, 2.0], [-1000.0, 3.0], [-2000.0, -1.0], [900.0, 4.0]])
    y = np.array([0.0, 1.0, 0.0, 1.0])
    got = kata.grads(X, y, np.array([1.0, 0.5]), -0.5)
    assert_close(got, ((X[0] - X[1]) / 4, 0.0), "grads of certain answers, two wrong")


def test_grads_survive_raw_pixels(kata):
    X = np.array([[0, 255], [255, 0], [250, 240]], dtype=np.uint8)
    got = kata.grads(X, np.array([1, 1, 0]), np.array([40.0, -40.0]), -1.0)
    want = (np.array([250.0, 240.0 - 255.0]) / 3, 0.0)
    assert_close(got, want, "grads of pixels from 0 to 255", rtol=1e-4)


def test_grads_take_float32_pictures(kata, X, y, w, b):
    X, w = X.astype(np.float32), w.astype(np.float32)
    want = grads_by_hand(X.astype(float), y, w.astype(float), b)
    got = kata.grads(X, y, w, b)
    assert_close(got, want, "grads of float32 pictures", rtol=1e-4, atol=1e-5)


def test_grads_take_whole_numbers_as_labels(kata, X, y, w, b):
    assert_grads_as_by_hand(kata, X, y.astype(int), w, b, "grads with integer labels")


def test_grads_leave_their_inputs_alone(kata, X, y, w):
    with leaves_alone(X=X, y=y, w=w):
        kata.grads(X, y, w, -0.3)


# -- training --------------------------------------------------------------------------


def test_train_begins_at_the_cost_of_the_parameters_it_is_given(kata, X, y, w, b):
    *_, losses = kata.train(X, y, w, b, 0.5, 4)
    assert_close(
        losses[0], cost_by_hand(X, y, w, b), "losses[0] of train(X, y, w, b, ...)"
    )


def test_train_from_zeros_begins_at_the_cost_of_ignorance(kata, X, y):
    *_, losses = kata.train(X, y, np.zeros(3), 0.0, 0.5, 4)
    assert_close(losses[0], math.log(2), "losses[0] from zeros")


def test_train_tells_one_loss_an_epoch(kata, X, y, w, b):
    for epochs in (1, 2, 7):
        *_, losses = kata.train(X, y, w, b, 0.5, epochs)
        assert_shape(losses, (epochs,), f"losses of {epochs} epochs")


def test_train_for_one_epoch_is_one_step_against_the_gradient(kata, X, y, w, b):
    assert_trains_as_by_hand(kata, X, y, w, b, lr=0.3, epochs=1)


def test_train_takes_every_step_from_where_the_last_one_ended(kata, X, y, w, b):
    assert_trains_as_by_hand(kata, X, y, w, b, lr=0.3, epochs=3)


def test_train_steps_by_the_rate_it_is_given(kata, X, y, w, b):
    assert_trains_as_by_hand(kata, X, y, w, b, lr=0.02, epochs=3)
    assert_trains_as_by_hand(kata, X, y, w, b, lr=1.7, epochs=3)


def test_train_takes_as_many_examples_as_pixels(kata, X, y, w, b):
    assert_trains_as_by_hand(kata, X[:3], y[:3], w, b, lr=0.3, epochs=3)


def test_train_goes_on_where_it_stopped(kata, X, y, w, b):
    w_whole, b_whole, losses_whole = train_by_hand(X, y, w, b, 0.4, 5)
    w_half, b_half, losses = kata.train(X, y, w, b, 0.4, 2)
    w_got, b_got, more = kata.train(X, y, w_half, b_half, 0.4, 3)
    assert_close([*losses, *more], losses_whole, "losses of 2 epochs and 3 more")
    assert_close(w_got, w_whole, "w of 2 epochs and 3 more")
    assert_close(b_got, b_whole, "b of 2 epochs and 3 more")


def test_train_with_a_small_rate_goes_downhill_all_the_way(kata, X, y, w, b):
    *_, losses = kata.train(X, y, w, b, 0.05, 40)
    fall = -np.diff(np.asarray(losses, dtype=float))
    assert (fall > 0).all(), (
        f"losses at a small rate: rise or stand still by {-fall.min():g}"
    )


def test_train_returns_the_last_parameters_even_where_the_cost_rose(kata):
    X, y = np.array([[1.0, 2.0], [2.0, 1.0], [3.0, -1.0]]), np.array([1.0, 0.0, 1.0])
    w, b, lr = np.array([0.2, 0.1]), -0.4, 4.0
    losses = train_by_hand(X, y, w, b, lr, 4)[2]
    assert losses[1] > losses[0], "the spec's own example no longer overshoots"
    assert_trains_as_by_hand(kata, X, y, w, b, lr, epochs=4)


def test_train_goes_on_after_the_cost_has_stopped_to_fall(kata):
    X, y = np.array([[1.0], [1.0], [-1.0], [-1.0]]), np.array([1.0, 0.0, 1.0, 0.0])
    w, b, losses = kata.train(X, y, np.zeros(1), 0.0, 0.5, 60)
    assert_close(losses, np.full(60, math.log(2)), "losses at the lowest point")
    assert_close((w, b), (np.zeros(1), 0.0), "w, b at the lowest point")


def test_train_learns_the_bias_where_all_pixels_are_blank(kata, y):
    w, b = np.array([0.5, -0.25]), 0.7
    w_got, b_got, _ = kata.train(np.zeros((5, 2)), y, w, b, 2.0, 200)
    assert_close(w_got, w, "w after training on blank pictures")
    # The best guess for a blank picture is the share of zeros, 2 in 5.
    assert_close(b_got, math.log(2 / 3), "b after training on blank pictures")


def test_train_charges_a_certain_and_wrong_example_what_the_clip_allows(kata):
    X = np.array([[1000.0], [-1000.0], [-1000.0], [0.0]])
    y = np.array([0.0, 1.0, 0.0, 1.0])
    w, b, losses = kata.train(X, y, np.array([1.0]), 0.0, 0.4, 1)
    want = (2 * CERTAIN_AND_WRONG + math.log(2)) / 4
    assert_close(losses, [want], "losses of certain answers, two wrong", rtol=1e-6)
    assert_close((w, b), (np.array([-199.0]), 0.05), "w, b after the first step")


def test_train_survives_raw_pixels(kata):
    X = np.array([[0, 255], [255, 0], [250, 240], [3, 0]], dtype=np.uint8)
    y = np.array([1, 0, 0, 1])
    start = np.array([40.0, -40.0])
    w, b, _ = kata.train(X, y, start, 0.0, 0.5, 1)
    want = (np.array([40 - 505 / 8, 15 / 8 - 40]), -0.125)  # three of four are wrong
    assert_close((w, b), want, "w, b after a step on raw pixels", rtol=1e-4)
    *_, losses = kata.train(X, y, start, 0.0, 0.5, 3)
    assert np.isfinite(losses).all(), f"losses of raw pixels: got {losses}"


def test_train_takes_float32_pictures(kata, X, y, w, b):
    X = X.astype(np.float32)
    assert_trains_as_by_hand(kata, X, y, w, b, lr=0.3, epochs=3, rtol=1e-4, atol=1e-5)


def test_train_takes_whole_numbers_as_labels_and_as_pixels(kata, w, b):
    X, y = (
        np.array([[1, -2, 0], [3, 1, 1], [0, 2, -1], [2, 2, 5]]),
        np.array([1, 0, 0, 1]),
    )
    assert_trains_as_by_hand(kata, X, y, w, b, lr=0.3, epochs=3)


def test_train_leaves_its_inputs_alone(kata, X, y, w):
    with leaves_alone(X=X, y=y, w=w):
        kata.train(X, y, w, -0.3, 0.5, 3)


def test_train_says_the_same_when_it_is_asked_again(kata, X, y, w, b):
    kata.train(X, y, w, b, 0.3, 2)
    assert_trains_as_by_hand(kata, X, y, w, b, lr=0.3, epochs=2)


@pytest.mark.graded
def test_finds_the_zeros_among_real_digits(kata, goal):
    X, digits = goal.train
    first = "zero" if goal.classes[0] == "0" else goal.classes[0]
    # All in float32: one float64 among them, and NumPy copies the pictures every step.
    y = np.asarray(kata.make_labels(digits), dtype=X.dtype)
    w, b = np.zeros(X.shape[1], X.dtype), 0.0
    for epochs in goal.slices(X, y, w=w, b=b):
        w, b, losses = kata.train(X, y, w, b, goal.settings["lr"], epochs)
        goal.keep_model({"w": w, "b": b}, classes=(f"no {first}", first))
        goal.add_losses(losses)
    X, digits = goal.test
    assert_accuracy((digits == 0).astype(int), kata.predict(X, w, b), goal)
