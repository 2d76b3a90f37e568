"""Spec: the L2 penalty and its slope, dropout both ways, and when to stop.

Tolerance: 1e-7 relative, 1e-9 absolute; gradients against central differences 1e-5;
masks by statistics, within six standard errors. Masks are checked by statistics, never
one by one: the order of drawing is free. A statistic may lie six standard errors from
its law's value, which no right answer will meet by chance.
"""

from itertools import pairwise

import numpy as np
import pytest

from nnkata.testing import (
    assert_accuracy,
    assert_at_least,
    assert_close,
    assert_draws,
    assert_gradient,
    assert_shape,
    describe,
    leaves_alone,
    measure,
)

pytestmark = pytest.mark.filterwarnings("error")

of_both_keeps = pytest.mark.parametrize("keep", [0.8, 0.3])


@pytest.fixture
def rng():
    return np.random.default_rng(12)


@pytest.fixture
def weights():
    """Three layers; squares sum to 14.25, 6.5 and 0.25, 21 in all."""
    W1 = np.array([[1.0, -2, 0], [0.5, 3, 0]])
    return [W1, np.array([[-1.5], [2.0], [0.5]]), np.array([[-0.5]])]


@pytest.fixture
def W():
    return np.array([[2.0, -1.0], [0.5, 0.0], [-3.0, 4.0]])


@pytest.fixture
def dW():
    return np.array([[0.1, 0.0], [-0.3, 0.7], [1.0, -0.5]])


@pytest.fixture
def db():
    return np.array([0.25, -2.0])


@pytest.fixture
def A():
    """Activations of either sign, with exact zeros among them."""
    return np.round(np.random.default_rng(3).normal(size=(150, 200)), 1)


def require(truth, message):
    """Fail with the message alone."""
    if not truth:
        raise AssertionError(message)


def pair(result, names, what):
    """The two returned values, once there are two."""
    kind = describe(result)
    is_pair = isinstance(result, tuple | list) and len(result) == 2
    require(is_pair, f"{what}: expected 2 values ({names}), got {kind}")
    return result


def grads(kata, dW, W, db, lam, m):
    return pair(kata.l2_grads(dW, W, db, lam, m), "dW, db", "l2_grads(...)")


def dropout(kata, A, keep, rng, **settings):
    """What dropout makes of A, and its mask, both of the shape of A."""
    what = f"dropout_forward(A, {keep}, rng)"
    out, mask = pair(kata.dropout_forward(A, keep, rng, **settings), "A, mask", what)
    assert_shape(mask, A.shape, f"mask of {what}")
    assert_shape(out, A.shape, f"A of {what}")
    return np.asarray(out), np.asarray(mask)


def kept(kata, A, keep, rng):
    """1.0 where a unit stayed on and 0.0 where it is off."""
    return (dropout(kata, A, keep, rng)[1] != 0) * 1.0


def evaluated(kata, A, keep, rng):
    what = "dropout_forward(A, keep, rng, train=False)"
    result = kata.dropout_forward(A, keep, rng, train=False)
    return pair(result, "A, mask", what)


def assert_share(on, keep, what):
    """Compare a share of units with keep, within six standard errors."""
    tolerance = 6 * np.sqrt(keep * (1 - keep) / on.size)
    assert_close(on.mean(), keep, f"share of {what}", rtol=0, atol=tolerance)


def spread(keep):
    return np.sqrt(keep * (1 - keep))


def global_state():
    """All of NumPy's global generator, as numbers."""
    _, keys, position, has_gauss, gauss = np.random.get_state()  # noqa: NPY002
    return np.array([*keys, position, has_gauss, gauss], dtype=float)


def stopped(kata, losses, patience):
    """stop_epoch and best_epoch; whoever changes the list has a copy."""
    what = f"early_stopping({losses}, {patience})"
    result = kata.early_stopping(list(losses), patience)
    return pair(result, "stop_epoch, best_epoch", what)


def assert_stops(kata, losses, patience, stop_epoch, best_epoch):
    stop, best = stopped(kata, losses, patience)
    given = f"of early_stopping({losses}, {patience})"
    assert_close(stop, stop_epoch, f"stop_epoch {given}")
    assert_close(best, best_epoch, f"best_epoch {given}")


def test_l2_cost_is_the_scaled_sum_of_all_squares(kata, weights):
    assert_close(kata.l2_cost(weights, 0.4, 6), 0.7, "l2_cost(weights, 0.4, 6)")


def test_l2_cost_of_zero_weights_is_zero(kata):
    got = kata.l2_cost([np.zeros((3, 2)), np.zeros((2, 1))], 0.7, 5)
    assert_close(got, 0.0, "l2_cost of zeros")


def test_l2_cost_of_one_layer_counts_each_weight(kata, W):
    assert_close(kata.l2_cost([W], 0.4, 5), 1.21, "l2_cost([W], 0.4, 5)")


def test_l2_cost_does_not_care_for_signs(kata, weights):
    got = kata.l2_cost([-W for W in weights], 0.4, 6)
    assert_close(got, 0.7, "l2_cost of the negative weights")


def test_l2_cost_grows_with_the_square_of_the_weights(kata, weights):
    got = kata.l2_cost([3 * W for W in weights], 0.4, 6)
    assert_close(got, 6.3, "l2_cost of weights three times as large")


def test_l2_cost_with_strength_zero_is_zero(kata, weights):
    assert_close(kata.l2_cost(weights, 0.0, 7), 0.0, "l2_cost(weights, 0, 7)")


def test_l2_cost_takes_whole_numbers(kata):
    weights = [np.array([[1, -2], [3, 0]]), np.array([[5], [-1]])]
    assert_close(kata.l2_cost(weights, 3, 4), 15.0, "l2_cost of whole numbers, 3, 4")


def test_l2_cost_leaves_the_weights_alone(kata, weights):
    with leaves_alone(weights=weights):
        kata.l2_cost(weights, 0.4, 7)


def test_l2_grads_add_the_pull_towards_zero(kata, dW, W, db):
    got = grads(kata, dW, W, db, 0.4, 5)[0]
    want = [[0.26, -0.08], [-0.26, 0.7], [0.76, -0.18]]
    assert_close(got, want, "dW of l2_grads(dW, W, db, 0.4, 5)")


def test_l2_grads_leave_the_bias_gradient_as_it_is(kata, dW, W, db):
    got = grads(kata, dW, W, db, 0.4, 5)[1]
    assert_close(got, [0.25, -2.0], "db of l2_grads(dW, W, db, 0.4, 5)")


def test_l2_grads_match_central_differences_of_the_penalty(kata, dW, W, db):
    penalty = lambda W: 0.9 / (2 * 4) * sum(w * w for w in W.ravel())  # noqa: E731
    got = grads(kata, np.zeros((3, 2)), W, db, 0.9, 4)[0]
    assert_gradient(got, penalty, W, "dW of l2_grads(zeros, W, db, 0.9, 4)")


def test_l2_grads_of_a_square_layer_are_right_too(kata, dW, W, db):
    got = grads(kata, dW[:2], W[:2], db, 1.5, 3)[0]
    assert_close(got, [[1.1, -0.5], [-0.05, 0.7]], "dW of a 2 x 2 layer")


def test_l2_grads_with_strength_zero_are_the_plain_ones(kata, dW, W, db):
    got = grads(kata, dW, W, db, 0.0, 5)
    want = [[0.1, 0.0], [-0.3, 0.7], [1.0, -0.5]]
    assert_close(got[0], want, "dW of l2_grads(dW, W, db, 0, 5)")
    assert_close(got[1], [0.25, -2.0], "db of l2_grads(dW, W, db, 0, 5)")


def test_l2_grads_leave_their_inputs_alone(kata, dW, W, db):
    with leaves_alone(dW=dW, W=W, db=db):
        grads(kata, dW, W, db, 0.4, 5)


@of_both_keeps
def test_dropout_keeps_the_share_that_was_asked_for(kata, A, keep, rng):
    on = kept(kata, A, keep, rng)
    assert_share(on, keep, f"units that stay on, keep {keep}")


@of_both_keeps
def test_dropout_masks_hold_zeros_and_one_over_keep(kata, A, keep, rng):
    mask = dropout(kata, A, keep, rng)[1]
    want = np.where(mask != 0, 1 / keep, 0.0)
    assert_close(mask, want, f"mask of dropout_forward(A, {keep}, rng)")


@of_both_keeps
def test_dropout_multiplies_by_its_mask(kata, A, keep, rng):
    out, mask = dropout(kata, A.copy(), keep, rng)
    assert_close(out, A * mask, f"A of dropout_forward(A, {keep}, rng)")


@of_both_keeps
def test_dropout_keeps_the_mean_of_the_activations(kata, keep, rng):
    out = dropout(kata, np.full((150, 200), 2.0), keep, rng)[0]
    std = 2 * spread(keep) / keep
    assert_draws(out, f"dropped out 2s at keep {keep}", mean=2.0, std=std)


@pytest.mark.parametrize("shape", [(3, 4), (4, 4), (5, 1), (7,), (2, 3, 4, 5)])
def test_dropout_takes_activations_of_any_shape(kata, shape, rng):
    dropout(kata, np.ones(shape), 0.8, rng)  # checks the shapes


@of_both_keeps
def test_dropout_decides_for_each_unit_of_each_example(kata, A, keep, rng):
    on = kept(kata, A, keep, rng)
    for axis, lines in [(0, "columns"), (1, "rows")]:
        # The mean of n independent decisions varies by spread / sqrt(n): no more, no less.
        means = on.mean(axis=axis) * np.sqrt(on.shape[axis])
        mean = keep * np.sqrt(on.shape[axis])
        what = f"share kept in {lines}, times sqrt({on.shape[axis]})"
        assert_draws(means, what, mean=mean, std=spread(keep))


@pytest.mark.parametrize("turned", [False, True])
def test_dropout_of_one_unit_tells_nothing_of_another(kata, turned, rng):
    off = kept(kata, np.ones((200, 200)), 0.8, rng) - 0.8
    if turned:
        pairs = {"its transpose": (off * off.T)[np.triu_indices(200, 1)]}
    else:
        pairs = {"the next row": off[1:] * off[:-1]}
        pairs["the next column"] = off[:, 1:] * off[:, :-1]
    for where, products in pairs.items():
        got, tolerance = products.mean() / 0.16, 6 / np.sqrt(products.size)
        what = f"correlation of the mask with {where}"
        assert_close(got, 0.0, what, rtol=0, atol=tolerance)


def test_dropout_does_not_drop_an_exact_number(kata, rng):
    on = [kept(kata, np.ones((4, 5)), 0.8, rng).sum() for _ in range(1000)]
    what = "units that stay on of 4 x 5, called 1000 times"
    assert_draws(on, what, mean=16.0, std=np.sqrt(20) * 0.4)


def test_dropout_does_not_look_at_the_activations(kata, A, rng):
    on = kept(kata, A, 0.8, rng)
    assert_share(on[A == 0], 0.8, "units that stay on where A is 0")
    assert_share(on[A < 0], 0.8, "units that stay on where A < 0")
    assert_share(on[A > 1], 0.8, "units that stay on where A > 1")


def test_dropout_that_keeps_all_changes_nothing(kata, A, rng):
    out, mask = dropout(kata, A, 1.0, rng)
    assert_close(mask, np.ones((150, 200)), "mask of dropout_forward(A, 1, rng)")
    assert_close(out, A, "A of dropout_forward(A, 1, rng)")


def test_dropout_by_one_seed_is_always_the_same(kata):
    first, second = (
        dropout(kata, np.ones((6, 7)), 0.8, np.random.default_rng(5))[1]
        for _ in range(2)
    )
    assert_close(second, first, "mask by another rng of the same seed")


def assert_other(first, second, what):
    """About 0.32 of two masks of keep 0.8 differ."""
    different = (first != second).mean()
    assert_at_least(different, 0.2, f"share of units on which {what} differ")


def test_dropout_by_another_seed_is_another(kata):
    A = np.ones((40, 50))
    first = kept(kata, A, 0.8, np.random.default_rng(5))
    second = kept(kata, A, 0.8, np.random.default_rng(6))
    assert_other(first, second, "masks of two seeds")


def test_dropout_drops_others_at_the_next_call(kata, rng):
    A = np.ones((40, 50))
    first = kept(kata, A, 0.8, rng)
    second = kept(kata, A, 0.8, rng)
    assert_other(first, second, "masks of two calls")


def test_dropout_leaves_the_global_random_state_alone(kata, rng):
    before = global_state()
    dropout(kata, np.ones((4, 5)), 0.8, rng)
    assert_close(global_state(), before, "state of np.random", rtol=0, atol=0)


def test_dropout_is_training_if_nobody_says_otherwise(kata, A, rng):
    same = dropout(kata, A, 0.3, np.random.default_rng(5))[1]
    told = dropout(kata, A, 0.3, np.random.default_rng(5), train=True)[1]
    assert_close(same, told, "mask without train, and with train=True")


def test_dropout_leaves_its_activations_alone(kata, A, rng):
    with leaves_alone(A=A):
        dropout(kata, A, 0.8, rng)


def test_dropout_in_evaluation_changes_nothing(kata, A, rng):
    before = A.copy()
    out, mask = evaluated(kata, A, 0.3, rng)
    assert_close(out, before, "A of dropout_forward(A, 0.3, rng, train=False)")
    assert_close(A, before, "A after dropout_forward(A, 0.3, rng, train=False)")
    require(mask is None, f"mask in evaluation: expected None, got {describe(mask)}")


def test_dropout_in_evaluation_draws_nothing(kata, A):
    rng, fresh = np.random.default_rng(5), np.random.default_rng(5)
    evaluated(kata, A, 0.3, rng)
    got, want = rng.random(3), fresh.random(3)
    assert_close(got, want, "what rng draws next, after an evaluation")


def test_dropout_backward_multiplies_by_the_mask(kata):
    dA = np.array([[1.0, -2, 0.5], [0, 3, -1]])
    mask = np.array([[1.25, 0, 1.25], [0, 1.25, 0]])
    want = [[1.25, 0, 0.625], [0, 3.75, 0]]
    assert_close(kata.dropout_backward(dA, mask), want, "dropout_backward(dA, mask)")


def test_dropout_backward_goes_by_the_mask_of_any_keep(kata):
    dA, mask = np.array([[0.3, -0.6], [0.9, 1.2]]), np.array([[0, 1], [1, 0]]) / 0.3
    want = [[0, -2], [3, 0]]
    assert_close(kata.dropout_backward(dA, mask), want, "dropout_backward at keep 0.3")


def test_dropout_backward_matches_central_differences(kata, rng):
    A, dA = np.random.default_rng(1).normal(size=(2, 4, 3))
    mask = dropout(kata, A, 0.3, rng)[1]
    got = kata.dropout_backward(dA, mask)
    what = "dropout_backward(dA, mask of forward)"
    assert_gradient(got, lambda A: (A * mask * dA).sum(), A, what)


def test_dropout_backward_takes_gradients_of_any_shape(kata):
    dA = np.arange(24.0).reshape(2, 3, 4)
    mask = np.where(np.arange(24).reshape(2, 3, 4) % 3 == 0, 0.0, 2.0)
    want = [0.0 if i % 3 == 0 else 2.0 * i for i in range(24)]
    got = kata.dropout_backward(dA, mask)
    assert_close(got, np.reshape(want, (2, 3, 4)), "dropout_backward in three axes")


def test_dropout_backward_leaves_its_inputs_alone(kata):
    dA, mask = np.ones((2, 3)), np.array([[1.25, 0, 1.25], [0, 1.25, 0]])
    with leaves_alone(dA=dA, mask=mask):
        kata.dropout_backward(dA, mask)


def test_stopping_waits_for_patience_bad_epochs(kata):
    assert_stops(kata, [5, 4, 3, 3.5, 3.2, 3.1, 2], 3, 5, 2)


def test_stopping_at_once_with_patience_one(kata):
    assert_stops(kata, [0.9, 0.7, 0.8, 0.6], 1, 2, 1)


def test_stopping_never_while_the_loss_falls(kata):
    assert_stops(kata, [1.0, 0.8, 0.7, 0.65], 2, 3, 3)


def test_stopping_forgives_a_relapse_that_is_made_up_for(kata):
    assert_stops(kata, [5, 3, 4, 6, 2, 3, 1, 4, 4, 0.5], 3, 9, 9)


def test_stopping_counts_only_bad_epochs_in_a_row(kata):
    assert_stops(kata, [5, 6, 4, 6, 3, 6, 2, 6, 7, 1], 2, 8, 6)


def test_stopping_compares_with_the_best_and_not_with_the_last(kata):
    assert_stops(kata, [2.0, 5.0, 4.0, 3.0, 2.5, 1.0], 3, 3, 0)


def test_stopping_takes_a_tie_for_no_improvement(kata):
    assert_stops(kata, [3, 2, 2, 2, 2, 2, 1], 3, 4, 1)


def test_stopping_does_not_look_beyond_the_stop(kata):
    assert_stops(kata, [1.0, 2.0, 2.0, 0.1, 0.1], 2, 2, 0)


def test_stopping_at_the_last_epoch_if_patience_lasts(kata):
    assert_stops(kata, [4.0, 2.0, 3.0, 2.5], 3, 3, 1)


def test_stopping_counts_the_first_epoch_as_the_best_so_far(kata):
    assert_stops(kata, [1.0, 1.5, 1.2, 1.1], 5, 3, 0)


def test_stopping_after_a_single_epoch(kata):
    assert_stops(kata, [0.7], 1, 0, 0)


def test_stopping_knows_small_improvements_and_negative_losses(kata):
    assert_stops(kata, [-0.5, -0.5 - 1e-9, -0.4, -0.5 - 2e-9, 0.0, -0.3, -9], 2, 5, 3)


def test_stopping_leaves_the_losses_alone(kata):
    losses = [5.0, 4.0, 4.5, 4.2, 3.0]
    with leaves_alone(losses=losses):
        kata.early_stopping(losses, 2)


# -- a network of the spec's own, kept from learning wrong labels by heart --------------


def with_wrong_labels(y, share, rng):
    """Labels of which an exact share, drawn at random, name another class."""
    y = y.copy()
    wrong = rng.choice(len(y), round(share * len(y)), replace=False)
    y[wrong] = (y[wrong] + rng.integers(1, 10, len(wrong))) % 10
    return y


def first_parameters(sizes, rng):
    """He's normal weights and biases of 0, a pair for each layer; float32."""
    draws = [rng.normal(0, (2 / n) ** 0.5, (n, k)) for n, k in pairwise(sizes)]
    return [(W.astype(np.float32), np.zeros(len(W.T), np.float32)) for W in draws]


def probabilities(A, layer):
    Z = A @ layer[0] + layer[1]
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def hidden(X, layer):
    return np.maximum(X @ layer[0] + layer[1], 0)


def classes(kata, X, layers, keep, rng):
    """What the network says in evaluation, with the subject's dropout left out."""
    A, _ = kata.dropout_forward(hidden(X, layers[0]), keep, rng, train=False)
    return probabilities(A, layers[1]).argmax(axis=1)


def one_step(kata, x, y, layers, m, rng, *, lr, lam, keep):
    """The layers after one step of descent, and the batch's cost before it."""
    H = hidden(x, layers[0])
    A, mask = kata.dropout_forward(H, keep, rng)
    A = np.asarray(A, np.float32)
    P = probabilities(A, layers[1])
    D2 = (P - np.eye(10, dtype=np.float32)[y]) / len(y)
    back = np.asarray(kata.dropout_backward(D2 @ layers[1][0].T, mask), np.float32)
    new = []
    for (W, b), a, D in zip(layers, (x, A), (back * (H > 0), D2), strict=True):
        dW, db = kata.l2_grads(a.T @ D, W, D.sum(axis=0), lam, m)
        new.append(
            tuple((p - lr * d).astype(np.float32) for p, d in ((W, dW), (b, db)))
        )
    return new, -np.log(np.maximum(P[np.arange(len(y)), y], 1e-12)).mean()


@pytest.mark.graded
def test_learns_digits_and_not_their_wrong_labels(kata, goal):
    settings, rng = dict(goal.settings), goal.rng
    m, size, _ = (settings.pop(name) for name in ("examples", "size", "epochs"))
    X, digits = (part[:m] for part in goal.train)
    y = with_wrong_labels(digits, settings.pop("wrong"), rng)
    layers = first_parameters([X.shape[1], settings.pop("hidden"), 10], rng)
    for epochs in goal.slices():
        losses = []
        for _ in range(epochs):
            costs = []
            for batch in np.split(rng.permutation(m), range(size, m, size)):
                layers, cost = one_step(
                    kata, X[batch], y[batch], layers, m, rng, **settings
                )
                costs.append(cost)
            losses.append(np.mean(costs))
        goal.add_losses(losses)
    answers = [
        classes(kata, of, layers, settings["keep"], rng) for of in (X, goal.test[0])
    ]
    goal.measured["train_accuracy"] = measure(y, answers[0])["accuracy"]
    assert_accuracy(goal.test[1], answers[1], goal)
