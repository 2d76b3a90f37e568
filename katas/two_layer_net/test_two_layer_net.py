"""Spec: first parameters, the way forward and back, a step, training, decisions.

Tolerance: 1e-7 relative, 1e-9 absolute; gradients against central differences 1e-5;
float32 1e-4; draws by statistics, within six standard errors. Gradients are compared
where the clip of the cost changes nothing; beyond it every strength from none to full
is right. What the cache holds is nobody's business.
"""

import math

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

pytestmark = pytest.mark.filterwarnings("error")  # an overflow is a failure

NAMES = ("W1", "b1", "W2", "b2")
CERTAIN_AND_WRONG = -math.log(1e-7)  # what the clipped cost charges for it
# Costs of cat or no cat that were published for the weights of seed 1, by iteration.
PUBLISHED = {0: 0.693050, 100: 0.646432, 1000: 0.339428, 2400: 0.048555}


@pytest.fixture
def rng():
    return np.random.default_rng(12)


@pytest.fixture
def X():
    """Five examples of three inputs; no two rows or columns alike, one exact zero."""
    return np.array(
        [
            [0.5, -1.0, 2.0],
            [1.5, 0.0, -0.5],
            [-2.0, 0.7, 0.3],
            [0.1, 0.9, 1.0],
            [3.0, -2.0, 1.0],
        ]
    )


@pytest.fixture
def y():
    """Two yes among five: a mean over classes is not a mean over examples."""
    return np.array([[1.0], [0.0], [0.0], [1.0], [0.0]])


@pytest.fixture
def P():
    """Three inputs and four hidden units, each on and off in turn; no bias is 0."""
    return {
        "W1": np.array(
            [[0.4, -0.7, 0.9, -0.2], [-0.3, 0.5, 0.8, 1.1], [0.7, 0.2, -0.4, 0.3]]
        ),
        "b1": np.array([0.15, -0.25, 0.1, 0.35]),
        "W2": np.array([[0.9], [-0.6], [1.3], [-0.4]]),
        "b2": np.array([-0.3]),
    }


@pytest.fixture
def square():
    """Three examples, inputs and hidden units; one of the units never fires."""
    X = np.array([[1.0, 2.0, -1.0], [0.5, -1.5, 2.0], [-0.4, 0.3, 0.8]])
    P = {
        "W1": np.array([[0.6, -0.2, -0.5], [-0.3, 0.8, -0.4], [0.9, 0.5, -0.7]]),
        "b1": np.array([0.2, -0.1, -1.5]),
        "W2": np.array([[0.7], [-1.1], [0.4]]),
        "b2": np.array([0.25]),
    }
    return X, np.array([[0.0], [1.0], [0.0]]), P


@pytest.fixture
def certain():
    """Sums of 60, -60, 120 and -75 before the sigmoid; all these answers are right."""
    X = np.array([[1.0, 0.5], [-1.0, 2.0], [2.0, -1.0], [-1.25, 1.0]])
    P = {
        "W1": np.array([[30.0, -30.0, 0.0], [0.0, 0.0, 0.1]]),
        "b1": np.array([0.0, 0.0, 0.05]),
        "W2": np.array([[2.0], [-2.0], [0.0]]),
        "b2": np.array([0.0]),
    }
    return X, np.array([[1.0], [0.0], [1.0], [0.0]]), P


# -- the definitions, one unit at a time -----------------------------------------------


def layer_by_hand(row, W, b):
    return [
        sum(float(x) * w for x, w in zip(row, W[:, j], strict=True)) + b[j]
        for j in range(len(b))
    ]


def example_by_hand(row, P):
    """Weighted sums and activations of the hidden units, and the probability."""
    Z = layer_by_hand(row, P["W1"], P["b1"])
    A = [max(z, 0.0) for z in Z]
    s = float(layer_by_hand(A, P["W2"], P["b2"])[0])
    return Z, A, math.exp(min(s, 0)) / (1 + math.exp(-abs(s)))


def forward_by_hand(X, P):
    return np.array([[example_by_hand(row, P)[2]] for row in X])


def cost_by_hand(X, y, P):
    total = 0.0
    for row, label in zip(X, y[:, 0], strict=True):
        p = example_by_hand(row, P)[2]
        p = min(max(p, 1e-7), 1 - 1e-7)
        total -= math.log(p) if label == 1 else math.log(1 - p)
    return total / len(X)


def grads_by_hand(X, y, P):
    """Of the cost without its clip."""
    G = {name: np.zeros(np.shape(P[name])) for name in NAMES}
    for row, label in zip(X, y[:, 0], strict=True):
        Z, A, p = example_by_hand(row, P)
        error = (p - label) / len(X)
        G["b2"][0] += error
        for j in range(len(Z)):
            G["W2"][j, 0] += error * A[j]
            if Z[j] > 0:
                G["b1"][j] += error * P["W2"][j, 0]
                G["W1"][:, j] += error * P["W2"][j, 0] * np.asarray(row, float)
    return G


def step_by_hand(P, G, lr):
    return {name: P[name] - lr * G[name] for name in NAMES}


def train_by_hand(X, y, P, lr, epochs):
    losses = []
    for _ in range(epochs):
        losses.append(cost_by_hand(X, y, P))
        P = step_by_hand(P, grads_by_hand(X, y, P), lr)
    return P, losses


# -- what the subject returned, once its kind is sure ----------------------------------


def two_values(result, names, what):
    """The two returned values, once it is sure that there are two."""
    if not isinstance(result, tuple | list) or len(result) != 2:
        wanted = f"expected 2 values ({names})"
        raise AssertionError(f"{what}: {wanted}, got {describe(result)}")
    return result


def parameters(P, shapes, what):
    """The parameters as arrays, once their names and shapes are sure."""
    if not isinstance(P, dict):
        raise AssertionError(f"{what}: expected a dict, got {describe(P)}")
    names = sorted(map(str, P))
    if names != sorted(NAMES):
        raise AssertionError(f"{what}: expected the keys {sorted(NAMES)}, got {names}")
    for name, shape in zip(NAMES, shapes, strict=True):
        assert_shape(P[name], shape, f"{what}[{name!r}]")
    return {name: np.asarray(P[name]) for name in NAMES}


def first(kata, n_in, n_hidden, rng):
    shapes = [(n_in, n_hidden), (n_hidden,), (n_hidden, 1), (1,)]
    what = f"init({n_in}, {n_hidden}, rng)"
    return parameters(kata.init(n_in, n_hidden, rng), shapes, what)


def forward(kata, X, P):
    return two_values(kata.forward(X, P), "A2, cache", "forward(X, P)")


def gradients(kata, X, y, P):
    """Forward, then back."""
    A2, cache = forward(kata, X, P)
    return kata.backward(A2, y, P, cache)


def trained(kata, X, y, P, lr, epochs):
    """What training returned, once its form is sure."""
    what = f"train(X, y, P, {lr:g}, {epochs})"
    Q, losses = two_values(kata.train(X, y, P, lr, epochs), "P, losses", what)
    Q = parameters(Q, [np.shape(P[name]) for name in NAMES], f"P of {what}")
    assert_shape(losses, (epochs,), f"losses of {what}")
    return Q, np.asarray(losses, dtype=float), what


def assert_gradients_as_by_hand(kata, X, y, P, what, **tolerance):
    __tracebackhide__ = True
    got = gradients(kata, X, y, P)
    assert_close(got, grads_by_hand(X, y, P), what, **tolerance)


def assert_trains_as_by_hand(kata, X, y, P, lr, epochs, **tolerance):
    __tracebackhide__ = True
    Q, losses, what = trained(kata, X, y, P, lr, epochs)
    Q_want, losses_want = train_by_hand(X, y, P, lr, epochs)
    assert_close(losses, losses_want, f"losses of {what}", **tolerance)
    assert_close(Q, Q_want, f"P of {what}", **tolerance)


# -- first parameters ------------------------------------------------------------------


def test_init_has_a_shape_for_each_parameter(kata, rng):
    first(kata, 3, 5, rng)
    first(kata, 4, 1, rng)
    first(kata, 1, 6, rng)


def test_init_sets_biases_to_zero(kata, rng):
    P = first(kata, 3, 5, rng)
    assert_close(P["b1"], np.zeros(5), "b1 of init(3, 5, rng)")
    assert_close(P["b2"], np.zeros(1), "b2 of init(3, 5, rng)")


def test_init_draws_small_weights_around_zero(kata, rng):
    P = first(kata, 80, 50, rng)
    assert_draws(P["W1"], "W1 of init(80, 50, rng)", std=0.01)
    P = first(kata, 2, 4000, rng)
    assert_draws(P["W2"], "W2 of init(2, 4000, rng)", std=0.01)


def test_init_draws_by_the_normal_law(kata, rng):
    P = first(kata, 40, 4000, rng)
    for name in ("W1", "W2"):
        near = (np.abs(P[name]) < 0.01).mean()
        tolerance = 6 * math.sqrt(0.6827 * 0.3173 / P[name].size)
        what = f"share of {name} within one standard deviation"
        assert_close(near, 0.6827, what, rtol=0, atol=tolerance)


def test_init_draws_every_weight_anew(kata, rng):
    P, Q = first(kata, 12, 30, rng), first(kata, 12, 30, rng)
    drawn = np.concatenate([W[name].ravel() for W in (P, Q) for name in ("W1", "W2")])
    # Two draws of float32 may happen to agree; two layers or two calls may not.
    assert_at_least(len(np.unique(drawn)), 775, "different weights among 780 drawn")


def test_init_of_one_seed_is_always_the_same(kata):
    one = first(kata, 3, 5, np.random.default_rng(5))
    other = first(kata, 3, 5, np.random.default_rng(5))
    assert_close(other, one, "init by another rng of the same seed")


# -- forward ---------------------------------------------------------------------------


def test_forward_agrees_with_the_definition(kata, X, P):
    A2, _ = forward(kata, X, P)
    assert_close(A2, forward_by_hand(X, P), "A2 of forward(X, P)")


def test_forward_of_parameters_of_zero_is_a_half(kata, X, P):
    A2, _ = forward(kata, X, {name: np.zeros_like(P[name]) for name in P})
    assert_close(A2, np.full((5, 1), 0.5), "A2 of forward(X, zeros)")


def test_forward_passes_what_is_positive_and_stops_the_rest(kata):
    P = {
        "W1": np.array([[1.0, -1.0]]),
        "b1": np.array([0.0, -1.0]),
        "W2": np.log([[3.0], [0.25]]),
        "b2": np.log([2.0]),
    }
    A2, _ = forward(kata, np.array([[1.0], [-2.0], [-1.0], [2.0]]), P)
    want = [[6 / 7], [1 / 3], [2 / 3], [18 / 19]]
    assert_close(A2, want, "A2 at x = 1, -2, -1, 2")


def test_forward_takes_as_many_examples_as_inputs_and_units(kata, square):
    X, _, P = square
    A2, _ = forward(kata, X, P)
    assert_close(A2, forward_by_hand(X, P), "A2 where all sizes are 3")


def test_forward_takes_a_single_example_and_a_single_unit(kata, X, P):
    P = {**P, "W1": P["W1"][:, 2:3], "b1": P["b1"][2:3], "W2": P["W2"][2:3]}
    A2, _ = forward(kata, X[4:], P)
    assert_close(A2, forward_by_hand(X[4:], P), "A2 of one example and one unit")


def test_forward_survives_sums_of_a_thousand(kata, certain):
    X, y, P = certain
    A2, _ = forward(kata, 50 * X, P)
    assert_close(A2, y, "A2 of sums of 3000, -3000, 6000 and -3750")


def test_forward_takes_whole_numbers(kata, P):
    X = np.array([[0, 255, 128], [255, 0, 1]], dtype=np.uint8)
    P = {**P, "W1": P["W1"] / 100}
    A2, _ = forward(kata, X, P)
    assert_close(A2, forward_by_hand(X, P), "A2 of pixels from 0 to 255")


def test_forward_takes_float32(kata, X, P):
    single = {name: P[name].astype(np.float32) for name in NAMES}
    A2, _ = forward(kata, X.astype(np.float32), single)
    want = forward_by_hand(X, P)
    assert_close(A2, want, "A2 of float32 inputs", rtol=1e-4, atol=1e-6)


def test_forward_leaves_its_inputs_alone(kata, X, P):
    with leaves_alone(X=X, P=P):
        kata.forward(X, P)


# -- backward --------------------------------------------------------------------------


def test_backward_agrees_with_the_definition(kata, X, y, P):
    assert_gradients_as_by_hand(kata, X, y, P, "gradients of the network")


@pytest.mark.parametrize("name", NAMES)
def test_backward_matches_central_differences_of_the_cost(kata, X, y, P, name):
    G = parameters(gradients(kata, X, y, P), [P[n].shape for n in NAMES], "gradients")
    cost = lambda value: cost_by_hand(X, y, {**P, name: value})  # noqa: E731
    assert_gradient(G[name], cost, P[name], f"gradient by {name}")


def test_backward_is_right_where_all_sizes_are_the_same(kata, square):
    assert_gradients_as_by_hand(kata, *square, "gradients where all sizes are 3")


def test_backward_is_right_for_a_single_example_and_a_single_unit(kata, X, y, P):
    P = {**P, "W1": P["W1"][:, 2:3], "b1": P["b1"][2:3], "W2": P["W2"][2:3]}
    what = "gradients of one example and one unit"
    assert_gradients_as_by_hand(kata, X[4:], y[4:], P, what)


def test_backward_is_a_mean_over_the_examples(kata, X, y, P):
    got = gradients(kata, np.concatenate([X, X]), np.concatenate([y, y]), P)
    assert_close(got, grads_by_hand(X, y, P), "gradients of all examples twice over")


def test_backward_gives_a_unit_at_exactly_zero_no_slope(kata):
    X = np.array([[1.0, 2.0], [2.0, 1.0], [0.0, 0.0]])
    P = {
        "W1": np.array([[2.0, 1.0, -1.0], [-1.0, 1.0, 2.0]]),
        "b1": np.array([0.0, 0.0, 0.0]),
        "W2": np.array([[0.5], [0.25], [-0.75]]),
        "b2": np.array([0.1]),
    }
    want = "gradients with weighted sums of exactly 0"
    assert_gradients_as_by_hand(kata, X, np.array([[0.0], [1.0], [1.0]]), P, want)


def test_backward_pushes_nearly_certain_and_wrong_answers_with_full_strength(
    kata, certain
):
    X, y, P = certain
    y[[0, 1, 3]] = 1 - y[[0, 1, 3]]
    what = "gradients where sums of 12, -12 and -15 are wrong"
    assert_gradients_as_by_hand(kata, 0.2 * X, y, P, what)


def test_backward_leaves_certain_and_right_answers_alone(kata, certain):
    X, y, P = certain
    want = {name: np.zeros(P[name].shape) for name in NAMES}
    got = gradients(kata, X, y, P)
    assert_close(got, want, "gradients of certain, right answers", rtol=0, atol=1e-5)


@pytest.mark.parametrize("wrong", [0, 1])
def test_backward_pushes_a_certain_and_wrong_answer_with_full_strength_at_most(
    kata, certain, wrong
):
    X, y, P = certain
    y[wrong] = 1 - y[wrong]
    G = parameters(gradients(kata, X, y, P), [P[n].shape for n in NAMES], "gradients")
    full = grads_by_hand(X, y, P)
    for name in NAMES:
        share = G[name][full[name] > 1e-3] / full[name][full[name] > 1e-3]
        lost = np.clip(share, 0, 1)
        what = f"share of the full strength, gradient by {name}, none to all"
        assert_close(share, lost, what, rtol=0, atol=1e-5)
        back = G[name][full[name] < -1e-3] / full[name][full[name] < -1e-3]
        assert_close(back, np.clip(back, 0, 1), what, rtol=0, atol=1e-5)


def test_backward_takes_float32_and_whole_numbers_as_labels(kata, X, y, P):
    single = {name: P[name].astype(np.float32) for name in NAMES}
    A2, cache = forward(kata, X.astype(np.float32), single)
    got = kata.backward(A2, y.astype(int), single, cache)
    want = grads_by_hand(X, y, P)
    assert_close(got, want, "gradients of float32 inputs", rtol=1e-4, atol=1e-5)


def test_backward_goes_by_the_cache_it_is_given(kata, X, y, P):
    A2, cache = forward(kata, X, P)
    forward(kata, X[::-1] * 2, P)
    got = kata.backward(A2, y, P, cache)
    assert_close(got, grads_by_hand(X, y, P), "gradients by the older of two caches")


def test_backward_can_use_a_cache_twice(kata, X, y, P):
    A2, cache = forward(kata, X, P)
    kata.backward(A2, y, P, cache)
    got = kata.backward(A2, y, P, cache)
    assert_close(got, grads_by_hand(X, y, P), "gradients by a cache used before")


def test_backward_leaves_its_inputs_alone(kata, X, y, P):
    A2, cache = forward(kata, X, P)
    with leaves_alone(A2=A2, y=y, P=P, X=X):
        kata.backward(A2, y, P, cache)


# -- a step ----------------------------------------------------------------------------


def test_update_goes_against_each_gradient_by_the_rate(kata, X, y, P):
    G = grads_by_hand(X, y, P)
    for lr in (0.3, 2.0):
        got = kata.update(P, G, lr)
        assert_close(got, step_by_hand(P, G, lr), f"update(P, G, {lr:g})")


def test_update_stays_where_the_gradients_are_zero(kata, P):
    G = {name: np.zeros(P[name].shape) for name in NAMES}
    assert_close(kata.update(P, G, 0.7), P, "update(P, zeros, 0.7)")


def test_update_leaves_its_inputs_alone(kata, X, y, P):
    G = grads_by_hand(X, y, P)
    with leaves_alone(P=P, G=G):
        kata.update(P, G, 0.3)


# -- training --------------------------------------------------------------------------


def test_train_for_one_epoch_is_one_step(kata, X, y, P):
    assert_trains_as_by_hand(kata, X, y, P, 0.3, 1)


def test_train_takes_every_step_from_where_the_last_one_ended(kata, X, y, P):
    assert_trains_as_by_hand(kata, X, y, P, 0.3, 3)


def test_train_steps_by_the_rate_it_is_given(kata, X, y, P):
    assert_trains_as_by_hand(kata, X, y, P, 0.02, 3)
    assert_trains_as_by_hand(kata, X, y, P, 1.7, 3)


def test_train_takes_as_many_examples_as_inputs_and_units(kata, square):
    assert_trains_as_by_hand(kata, *square, 0.4, 3)


def test_train_goes_on_where_it_stopped(kata, X, y, P):
    half, early, _ = trained(kata, X, y, P, 0.4, 2)
    Q, late, _ = trained(kata, X, y, half, 0.4, 3)
    Q_want, losses = train_by_hand(X, y, P, 0.4, 5)
    assert_close(np.concatenate([early, late]), losses, "losses of 2 epochs and 3 more")
    assert_close(Q, Q_want, "P of 2 epochs and 3 more")


def test_train_with_a_small_rate_goes_downhill_all_the_way(kata, X, y, P):
    _, losses, _ = trained(kata, X, y, P, 0.02, 30)
    fall = -np.diff(losses)
    assert (fall > 0).all(), (
        f"losses at a small rate: rise or stand still by {-fall.min():g}"
    )


def test_train_returns_the_last_parameters_even_where_the_cost_rose(kata, X, y, P):
    _, losses = train_by_hand(X, y, P, 3.0, 4)
    assert losses[3] > losses[1], "the spec's own example no longer overshoots"
    assert_trains_as_by_hand(kata, X, y, P, 3.0, 3)  # up to the highest of them


def test_train_charges_a_certain_and_wrong_example_what_the_clip_allows(kata, certain):
    X, y, P = certain
    y[:2] = 1 - y[:2]
    _, losses, _ = trained(kata, X, y, P, 0.001, 1)
    want = CERTAIN_AND_WRONG / 2
    assert_close(losses, [want], "losses of certain answers, half wrong", rtol=1e-6)


def test_train_survives_certain_and_wrong_answers(kata, certain):
    X, y, P = certain
    y[:2] = 1 - y[:2]
    Q, losses, what = trained(kata, X, y, P, 0.001, 3)
    numbers = np.concatenate([losses, *(Q[name].ravel() for name in NAMES)])
    assert np.isfinite(numbers).all(), f"{what}: got nan or inf"


def test_train_takes_whole_numbers(kata, P):
    X = np.array([[1, -2, 0], [3, 1, 1], [0, 2, -1], [2, 2, 1]])
    assert_trains_as_by_hand(kata, X, np.array([[1], [0], [0], [1]]), P, 0.3, 3)


def test_train_takes_float32(kata, X, y, P):
    X, y = X.astype(np.float32), y.astype(np.float32)
    single = {name: P[name].astype(np.float32) for name in NAMES}
    assert_trains_as_by_hand(kata, X, y, single, 0.3, 3, rtol=1e-4, atol=1e-5)


def test_train_leaves_its_inputs_alone(kata, X, y, P):
    with leaves_alone(X=X, y=y, P=P):
        kata.train(X, y, P, 0.3, 3)


def test_init_leaves_every_answer_near_a_half(kata, rng):
    X = np.random.default_rng(1).normal(size=(40, 7))
    y = np.arange(40)[:, None] % 2
    _, losses, _ = trained(kata, X, y, first(kata, 7, 8, rng), 0.1, 1)
    assert_close(losses[0], math.log(2), "losses[0] from init", rtol=0, atol=0.01)


def test_chance_comes_from_rng_alone(kata, X, y, P, rng):
    before = np.random.get_state()[1:3]  # noqa: NPY002
    kata.init(3, 5, rng)
    kata.train(X, y, P, 0.3, 2)
    after = np.random.get_state()[1:3]  # noqa: NPY002
    assert_close(after, before, "state of np.random afterwards", rtol=0, atol=0)


# -- decisions -------------------------------------------------------------------------


def test_predict_says_one_where_the_probability_is_at_least_a_half(kata, X, P):
    want = [int(p >= 0.5) for p in forward_by_hand(X, P)[:, 0]]
    assert_close(kata.predict(X, P), want, "predict(X, P)")


def test_predict_sends_examples_through_all_of_the_network(kata, rng, P):
    X = rng.normal(size=(40, 3))  # each bias, and the ReLU, decides some of them
    want = [int(p >= 0.5) for p in forward_by_hand(X, P)[:, 0]]
    assert_close(kata.predict(X, P), want, "predict of 40 examples")


def test_predict_compares_with_exactly_a_half(kata):
    P = {"W1": np.eye(2), "b1": np.zeros(2), "W2": np.array([[1.0], [-1.0]])}
    P["b2"] = np.zeros(1)
    X = np.array([[0.3, 0.0], [0.0, 0.3], [2.0, 2.0], [1e-6, 0], [0, 1e-6], [-1, -2]])
    got = kata.predict(X, P)
    assert_close(got, [1, 0, 1, 1, 0, 1], "predict at z2 = .3, -.3, 0, 1e-6, -1e-6, 0")


def test_predict_judges_each_example_by_itself(kata, X, P):
    for i in range(5):
        want = [int(forward_by_hand(X[i : i + 1], P)[0, 0] >= 0.5)]
        assert_close(kata.predict(X[i : i + 1], P), want, "predict of one example")


def test_predict_survives_raw_pixels(kata):
    X = np.array([[0, 255, 128], [255, 0, 1], [255, 255, 255]], dtype=np.uint8)
    P = {
        "W1": np.array([[40.0, 0.0], [-40.0, 0.0], [0.0, 1.0]]),
        "b1": np.array([0.0, -2.0]),
        "W2": np.array([[1.0], [-1.0]]),
        "b2": np.array([0.5]),
    }
    assert_close(kata.predict(X, P), [0, 1, 0], "predict of pixels from 0 to 255")


def test_predict_leaves_its_inputs_alone(kata, X, P):
    with leaves_alone(X=X, P=P):
        kata.predict(X, P)


# -- real data -------------------------------------------------------------------------


def examples(goal, kinds, part):
    """Rows, and 1 for labels of the second kind and 0 for those of the first."""
    X, labels = part
    chosen = np.isin(labels, np.concatenate(kinds))
    if goal.kind == "table":
        mean, std = goal.train[0].mean(axis=0), goal.train[0].std(axis=0)
        X = (X - mean) / np.where(std > 0, std, 1)
    return X[chosen], np.isin(labels[chosen], kinds[1]).astype(int)


def published_start(n_in):
    """The weights of seed 1 as they were published, carried over by transposition."""
    old = np.random.RandomState(1)
    W1, W2 = old.randn(7, n_in) * 0.01, old.randn(1, 7) * 0.01
    return {"W1": W1.T, "b1": np.zeros(7), "W2": W2.T, "b2": np.zeros(1)}


@pytest.mark.graded
def test_learns_to_tell_two_kinds_apart(kata, goal):
    settings = goal.settings
    published, kinds = settings.get("published"), settings.get("kinds", [[0], [1]])
    X, y = examples(goal, kinds, goal.train)
    # One precision for all: else NumPy copies the pictures in every step.
    kind = np.float64 if published else np.float32
    X, Y = X.astype(kind), y[:, None].astype(kind)
    if published:
        # From the pixels themselves, in float64 throughout, as it was published.
        X, P = goal.raw.reshape(len(X), -1) / 255, published_start(X.shape[1])
    else:
        P = kata.init(X.shape[1], settings["hidden"], goal.rng)
    P = {name: np.asarray(P[name], kind) for name in NAMES}
    names = [", ".join(goal.classes[label] for label in labels) for labels in kinds]
    for epochs in goal.slices(X, Y, P=P):
        P, losses = kata.train(X, Y, P, settings["lr"], epochs)
        goal.keep_model({"P": P}, classes=names)
        goal.add_losses(losses)
    if published:
        costs = [goal.losses[iteration] for iteration in PUBLISHED]
        want = list(PUBLISHED.values())
        told = f"losses at iterations {', '.join(map(str, PUBLISHED))}"
        assert_close(costs, want, told, rtol=0, atol=1e-6)
    goal.measured["train_accuracy"] = measure(y, kata.predict(X, P))["accuracy"]
    X, y = examples(goal, kinds, goal.test)
    assert_accuracy(y, kata.predict(X.astype(kind), P), goal)
