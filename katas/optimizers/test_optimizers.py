"""Spec: three optimisers that remember, and two learning rates that fall.

Tolerance: 1e-9 relative, 1e-12 absolute; laws that hold but for eps 1e-6; single
precision 1e-5.
"""

from itertools import pairwise

import numpy as np
import pytest

from nnkata.testing import (
    assert_accuracy,
    assert_close,
    assert_shape,
    describe,
    leaves_alone,
    measure,
)

pytestmark = pytest.mark.filterwarnings("error")  # a division by 0 is a failure

TIGHT = {"rtol": 1e-9, "atol": 1e-12}
BUT_FOR_EPS = {"rtol": 1e-6, "atol": 1e-6}
SINGLE = {"rtol": 1e-5, "atol": 1e-6}


@pytest.fixture
def w():
    return np.array([[0.5, -1.0, 2.0], [0.0, 3.0, -0.25]])


@pytest.fixture
def g():
    """A gradient of both signs and many sizes, none of them 0."""
    return np.array([[0.5, -2.0, 0.125], [-0.1, 30.0, 4.0]])


@pytest.fixture
def path():
    """Three gradients that turn, grow, shrink, vanish; one that is 0 throughout."""
    return [
        np.array([[0.5, -2.0, 0.0], [1e-8, 30.0, -0.1]]),
        np.array([[-1.5, -1.0, 0.0], [0.0, -10.0, -0.2]]),
        np.array([[0.25, 0.0, 0.0], [-2e-8, 0.01, 0.4]]),
    ]


@pytest.fixture
def zeros():
    return np.zeros((2, 3))


def values(result, names, what):
    """The returned values, once their number is sure."""
    if not isinstance(result, tuple | list) or len(result) != len(names):
        wanted = f"expected {len(names)} values ({', '.join(names)})"
        raise AssertionError(f"{what}: {wanted}, got {describe(result)}")
    return result


def momentum(kata, w, v, g, lr, beta):
    result = kata.momentum_step(w, v, g, lr, beta)
    return values(result, ["w", "v"], "momentum_step(w, v, g, lr, beta)")


def rmsprop(kata, w, s, g, lr, **settings):
    result = kata.rmsprop_step(w, s, g, lr, **settings)
    return values(result, ["w", "s"], "rmsprop_step(w, s, g, lr)")


def adam(kata, w, m, v, t, g, **settings):
    result = kata.adam_step(w, m, v, t, g, **settings)
    return values(result, ["w", "m", "v", "t"], "adam_step(w, m, v, t, g)")


def faded(history, beta):
    """Sum of past values, each weighed by beta to the power of its age."""
    return sum(beta ** (len(history) - 1 - i) * x for i, x in enumerate(history))


def momentum_by_hand(w, path, lr, beta):
    """Momentum from rest, every velocity added up anew from all the gradients."""
    for i in range(len(path)):
        velocity = faded(path[: i + 1], beta)
        w = w - lr * velocity
    return w, velocity


def rmsprop_by_hand(w, path, lr, rho, eps):
    """RMSProp from rest, every average added up anew from all the gradients."""
    for i, g in enumerate(path):
        average = (1 - rho) * faded([h * h for h in path[: i + 1]], rho)
        w = w - lr * g / (average**0.5 + eps)
    return w, average


def adam_by_hand(w, path, lr, b1, b2, eps):
    """Adam from rest: corrected averages are weighted means of what was seen."""
    for i in range(len(path)):
        seen = path[: i + 1]
        first, second = faded(seen, b1), faded([h * h for h in seen], b2)
        ones = [1.0] * len(seen)
        mean, square = first / faded(ones, b1), second / faded(ones, b2)
        w = w - lr * mean / (square**0.5 + eps)
    return w, (1 - b1) * first, (1 - b2) * second, len(path)


def test_momentum_adds_the_gradient_to_the_faded_velocity(kata):
    w, v, g = np.array([1.0, 2.0]), np.array([4.0, -8.0]), np.array([0.5, 3.0])
    got = momentum(kata, w, v, g, 0.1, 0.25)
    want = (np.array([0.85, 1.9]), np.array([1.5, 1.0]))
    assert_close(got, want, "momentum_step(w, v, g, 0.1, 0.25)", **TIGHT)


def test_momentum_starts_as_plain_descent(kata, w, g, zeros):
    got = momentum(kata, w, zeros, g, 0.2, 0.9)
    assert_close(got, (w - 0.2 * g, g), "momentum_step(w, zeros, g, 0.2, 0.9)", **TIGHT)


def test_momentum_without_beta_is_plain_descent(kata, w, g):
    v = np.array([[1.0, -3.0, 2.0], [5.0, 0.5, -1.0]])
    got = momentum(kata, w, v, g, 0.2, 0.0)
    assert_close(got, (w - 0.2 * g, g), "momentum_step(w, v, g, 0.2, 0)", **TIGHT)


def test_momentum_coasts_where_the_gradient_is_zero(kata):
    w, v = np.array([1.0, 1.0, -2.0]), np.array([4.0, -2.0, 0.0])
    got = momentum(kata, w, v, np.zeros(3), 0.1, 0.75)
    want = (np.array([0.7, 1.15, -2.0]), np.array([3.0, -1.5, 0.0]))
    assert_close(got, want, "momentum_step(w, v, zeros, 0.1, 0.75)", **TIGHT)


def test_momentum_on_a_steady_slope_grows_by_one_over_one_minus_beta(kata, w, g, zeros):
    v = zeros
    for _ in range(100):
        w, v = momentum(kata, w, v, g, 0.01, 0.75)
    assert_close(v, 4 * g, "velocity on a steady slope, beta = 0.75", **TIGHT)


def test_momentum_follows_three_changing_gradients(kata, w, path, zeros):
    want = momentum_by_hand(w.copy(), path, 0.3, 0.8)
    v = zeros
    for g in path:
        w, v = momentum(kata, w, v, g, 0.3, 0.8)
    assert_close((w, v), want, "w and v after three steps", **TIGHT)


def test_momentum_leaves_its_inputs_alone(kata, w, g):
    v = np.ones((2, 3))
    with leaves_alone(w=w, v=v, g=g):
        momentum(kata, w, v, g, 0.1, 0.9)


def test_rmsprop_divides_by_the_root_of_the_new_average(kata):
    w, s = np.array([1.0, 1.0, 2.0]), np.array([16.0, 4.0, 12.0])
    got = rmsprop(kata, w, s, np.array([4.0, -2.0, 0.0]), 0.5, rho=0.75, eps=1.0)
    want = (np.array([0.6, 4 / 3, 2.0]), np.array([16.0, 4.0, 9.0]))
    assert_close(got, want, "rmsprop_step(w, s, g, 0.5, 0.75, 1.0)", **TIGHT)


def test_rmsprop_first_step_is_as_long_for_every_size_of_gradient(kata, w, g, zeros):
    got, _ = rmsprop(kata, w, zeros, g, 0.1, rho=0.75)
    want = w - 0.2 * np.sign(g)
    assert_close(got, want, "w after rmsprop_step(rho=0.75)", **BUT_FOR_EPS)


def test_rmsprop_takes_the_same_path_for_gradients_a_thousand_times_larger(
    kata, w, g, zeros
):
    want, _ = rmsprop_by_hand(w.copy(), [g, g + 3, -2 * g], 0.3, 0.9, 0.0)
    s = zeros
    for large in [1000 * g, 1000 * (g + 3), -2000 * g]:
        w, s = rmsprop(kata, w, s, large, 0.3)
    assert_close(w, want, "w after three gradients in thousands", **BUT_FOR_EPS)


def test_rmsprop_does_not_move_without_a_gradient(kata, w, zeros):
    got = rmsprop(kata, w, zeros, np.zeros((2, 3)), 0.3)
    assert_close(got, (w, zeros), "rmsprop_step(w, zeros, zeros, 0.3)", **TIGHT)


def test_rmsprop_forgets_old_squares_where_the_gradient_is_zero(kata):
    w, s = np.array([1.0, -2.0]), np.array([4.0, 0.5])
    got = rmsprop(kata, w, s, np.zeros(2), 0.3, rho=0.75)
    want = (w, np.array([3.0, 0.375]))
    assert_close(got, want, "rmsprop_step(w, s, zeros, 0.3, rho=0.75)", **TIGHT)


def test_rmsprop_adds_eps_outside_the_root(kata):
    got, _ = rmsprop(kata, np.zeros(2), np.zeros(2), np.array([1e-8, -1e-8]), 1.0)
    size = 1 / (0.1**0.5 + 1)  # 1e-8 / (sqrt(0.1 * 1e-16) + 1e-8)
    assert_close(got, np.array([-size, size]), "w after gradients of 1e-8", **TIGHT)


def test_rmsprop_keeps_nine_tenths_unless_told_otherwise(kata):
    _, s = rmsprop(kata, np.zeros(2), np.array([2.0, 0.0]), np.array([1.0, -3.0]), 0.3)
    assert_close(s, np.array([1.9, 0.9]), "s by default", **TIGHT)


def test_rmsprop_follows_three_changing_gradients(kata, w, path, zeros):
    want = rmsprop_by_hand(w.copy(), path, 0.3, 0.8, 1e-3)
    s = zeros
    for g in path:
        w, s = rmsprop(kata, w, s, g, 0.3, rho=0.8, eps=1e-3)
    assert_close((w, s), want, "w and s after three steps", **TIGHT)


def test_rmsprop_follows_three_changing_gradients_by_default(kata, w, path, zeros):
    want = rmsprop_by_hand(w.copy(), path, 0.05, 0.9, 1e-8)
    s = zeros
    for g in path:
        w, s = rmsprop(kata, w, s, g, 0.05)
    assert_close((w, s), want, "w and s after three steps", **TIGHT)


def test_rmsprop_leaves_its_inputs_alone(kata, w, g):
    s = np.ones((2, 3))
    with leaves_alone(w=w, s=s, g=g):
        rmsprop(kata, w, s, g, 0.3)


def test_adam_goes_on_from_where_it_was(kata):
    w = np.array([1.0, 1.0, 2.0])
    m, v = np.array([2.0, 3.0, -4.0]), np.array([4.0, 7 / 12, 8.0])
    g = np.array([4.0, 0.0, -2.0])
    got = adam(kata, w, m, v, 1, g, lr=0.5, b1=0.5, b2=0.75, eps=1.0)
    want = (
        np.array([0.6, 0.5, 2.4]),
        np.array([3.0, 1.5, -3.0]),
        np.array([7.0, 0.4375, 7.0]),
        2,
    )
    what = "adam_step(w, m, v, 1, g, lr=0.5, b1=0.5, b2=0.75, eps=1)"
    assert_close(got, want, what, **TIGHT)


def test_adam_first_step_is_lr_for_every_size_of_gradient(kata, w, g, zeros):
    got = adam(kata, w, zeros, zeros.copy(), 0, g, lr=0.3)[0]
    want = w - 0.3 * np.sign(g)
    assert_close(got, want, "w after the first adam_step(lr=0.3)", **BUT_FOR_EPS)


def test_adam_on_a_steady_slope_moves_by_lr_in_every_step(kata, w, g, zeros):
    want = w - 5 * 0.3 * np.sign(g)
    m, v, t = zeros, zeros.copy(), 0
    for _ in range(5):
        w, m, v, t = adam(kata, w, m, v, t, g, lr=0.3)
    assert_close(w, want, "w after five equal gradients, lr = 0.3", **BUT_FOR_EPS)


def test_adam_counts_the_steps(kata, w, path, zeros):
    m, v, t = zeros, zeros.copy(), 0
    counts = []
    for g in path:
        w, m, v, t = adam(kata, w, m, v, t, g)
        assert_shape(t, (), "t")
        counts.append(float(t))
    assert_close(np.array(counts), np.array([1, 2, 3]), "t after each step", **TIGHT)


def test_adam_returns_averages_that_are_not_corrected(kata, zeros):
    w, g = np.zeros(3), np.array([10.0, -2.0, 0.0])
    _, m, v, _ = adam(kata, w, np.zeros(3), np.zeros(3), 0, g)
    want = (np.array([1.0, -0.2, 0.0]), np.array([0.1, 0.004, 0.0]))
    assert_close((m, v), want, "m and v after the first step", **TIGHT)


def test_adam_corrects_nothing_after_a_hundred_thousand_steps(kata):
    w, m = np.array([1.0, 2.0, -1.0]), np.array([3.0, -0.5, 0.0])
    v = np.array([4.0, 0.25, 9.0])
    got = adam(kata, w, m, v, 99_999, m, lr=0.3)
    want_v = 0.999 * v + 0.001 * m**2
    want = (w - 0.3 * m / (want_v**0.5 + 1e-8), m, want_v, 100_000)
    assert_close(got, want, "adam_step(w, m, v, 99999, m)", **TIGHT)


def test_adam_still_corrects_the_squares_after_five_hundred_steps(kata):
    w, m, v = np.array([1.0, 2.0]), np.array([3.0, -0.5]), np.array([9.0, 0.25])
    got = adam(kata, w, m, v, 499, m, lr=0.3)[0]
    share = 1 - 0.999**500  # of the squares, the part that is no zero
    want = w - 0.3 * share**0.5 * np.array([1, -1])
    assert_close(got, want, "w after adam_step(w, m, m * m, 499, m)", **BUT_FOR_EPS)


def test_adam_does_not_move_without_any_gradient(kata, w, zeros):
    got = adam(kata, w, zeros, zeros.copy(), 0, np.zeros((2, 3)), lr=0.3)
    want = (w, zeros, zeros, 1)
    assert_close(got, want, "adam_step(w, zeros, zeros, 0, zeros)", **TIGHT)


def test_adam_adds_eps_outside_the_root_of_the_corrected_average(kata):
    g = np.array([1e-8, -1e-8, 3e-8])
    got = adam(kata, np.zeros(3), np.zeros(3), np.zeros(3), 0, g, lr=1.0)[0]
    assert_close(got, np.array([-0.5, 0.5, -0.75]), "w after tiny gradients", **TIGHT)


def test_adam_moves_by_a_thousandth_unless_told_otherwise(kata):
    g = np.array([3.0, -0.5])
    got = adam(kata, np.zeros(2), np.zeros(2), np.zeros(2), 0, g)[0]
    want = np.array([-0.001, 0.001])
    assert_close(got, want, "w after the first step by default", rtol=1e-6, atol=0)


def test_adam_follows_three_changing_gradients_by_default(kata, w, path, zeros):
    want = adam_by_hand(w.copy(), path, 1e-3, 0.9, 0.999, 1e-8)
    m, v, t = zeros, zeros.copy(), 0
    for g in path:
        w, m, v, t = adam(kata, w, m, v, t, g)
    assert_close((w, m, v, t), want, "w, m, v and t after three steps", **TIGHT)


def test_adam_follows_three_changing_gradients_with_other_settings(
    kata, w, path, zeros
):
    want = adam_by_hand(w.copy(), path, 0.2, 0.6, 0.7, 1e-2)
    m, v, t = zeros, zeros.copy(), 0
    for g in path:
        w, m, v, t = adam(kata, w, m, v, t, g, lr=0.2, b1=0.6, b2=0.7, eps=1e-2)
    assert_close((w, m, v, t), want, "w, m, v and t after three steps", **TIGHT)


def test_adam_without_memory_goes_by_the_sign(kata, w, g):
    m, v = np.ones((2, 3)), np.full((2, 3), 2.0)
    got = adam(kata, w, m, v, 3, g, lr=0.1, b1=0.0, b2=0.0)
    want = (w - 0.1 * np.sign(g), g, g * g, 4)
    assert_close(got, want, "adam_step(..., b1=0, b2=0)", **BUT_FOR_EPS)


def test_adam_leaves_its_inputs_alone(kata, w, g):
    m, v = np.ones((2, 3)), np.full((2, 3), 2.0)
    with leaves_alone(w=w, m=m, v=v, g=g):
        adam(kata, w, m, v, 1, g)


def one_step(kata, name, w, g, state):
    """One step of any of the three, with one array in every place of the state."""
    if name == "momentum":
        return momentum(kata, w, state.copy(), g, 0.1, 0.9)
    if name == "rmsprop":
        return rmsprop(kata, w, state.copy(), g, 0.1)
    return adam(kata, w, state.copy(), state.copy(), 2, g, lr=0.1)


ALL = pytest.mark.parametrize("name", ["momentum", "rmsprop", "adam"])


@ALL
@pytest.mark.parametrize("shape", [(3, 3), (3, 1, 3)])
def test_a_step_treats_each_weight_by_itself(kata, name, shape):
    w, g = np.linspace(-1, 2, 9), np.array([3, -1, 0, 0.5, 2, -2, 0.1, 7, -0.3])
    state = np.linspace(0.1, 0.9, 9)
    arrays = (a.reshape(shape) for a in (w, g, state))
    got, *_ = one_step(kata, name, *arrays)
    one_by_one = [
        one_step(kata, name, w[i : i + 1], g[i : i + 1], state[i : i + 1])[0]
        for i in range(9)
    ]
    want = np.reshape(one_by_one, shape)
    assert_close(got, want, f"w after one {name} step", **TIGHT)


@ALL
def test_a_step_remembers_only_what_it_is_given(kata, name, w, g):
    state = np.full((2, 3), 0.5)
    first = one_step(kata, name, w.copy(), g.copy(), state)
    one_step(kata, name, np.ones(4), np.arange(4.0), np.ones(4))
    again = one_step(kata, name, w.copy(), g.copy(), state)
    assert_close(again, tuple(first), f"the same {name} step once more", **TIGHT)


@ALL
def test_a_step_works_in_single_precision(kata, name, w, g):
    state = np.full((2, 3), 0.5)
    want = {
        "momentum": w - 0.1 * (0.45 + g),
        "rmsprop": w - 0.1 * g / (0.45 + 0.1 * g**2) ** 0.5,
        "adam": w
        - 0.1
        * ((0.45 + 0.1 * g) / 0.271)
        / ((0.4995 + 0.001 * g**2) / 0.002997001) ** 0.5,
    }
    single = (a.astype(np.float32) for a in (w, g, state))
    got, *_ = one_step(kata, name, *single)
    assert_close(got, want[name], f"w after one {name} step in float32", **SINGLE)


def test_time_decay_halves_the_rate_in_epoch_one_over_k(kata):
    got = kata.time_decay(0.6, 0.125, 8)
    assert_close(got, 0.3, "time_decay(0.6, 0.125, 8)", **TIGHT)


def test_time_decay_starts_at_the_first_rate(kata):
    assert_close(kata.time_decay(0.3, 0.7, 0), 0.3, "time_decay(0.3, 0.7, 0)", **TIGHT)


def test_time_decay_without_k_stays(kata):
    assert_close(kata.time_decay(0.3, 0.0, 17), 0.3, "time_decay(0.3, 0, 17)", **TIGHT)


@pytest.mark.parametrize("epoch, want", [(1, 0.8), (4, 0.5), (12, 0.25)])
def test_time_decay_falls_ever_more_slowly(kata, epoch, want):
    got = kata.time_decay(1.0, 0.25, epoch)
    assert_close(got, want, f"time_decay(1, 0.25, {epoch})", **TIGHT)


def test_time_decay_is_in_proportion_to_the_first_rate(kata):
    assert_close(kata.time_decay(6.0, 0.5, 1), 4.0, "time_decay(6, 0.5, 1)", **TIGHT)


@pytest.mark.parametrize("epoch", [0, 9])
def test_step_decay_keeps_the_first_rate_until_the_first_stair(kata, epoch):
    got = kata.step_decay(0.8, 0.25, 10, epoch)
    assert_close(got, 0.8, f"step_decay(0.8, 0.25, 10, {epoch})", **TIGHT)


@pytest.mark.parametrize(
    "epoch, want", [(10, 0.2), (19, 0.2), (20, 0.05), (39, 0.0125)]
)
def test_step_decay_falls_at_every_stair_and_not_between(kata, epoch, want):
    got = kata.step_decay(0.8, 0.25, 10, epoch)
    assert_close(got, want, f"step_decay(0.8, 0.25, 10, {epoch})", **TIGHT)


@pytest.mark.parametrize("epoch, want", [(3, 1.0), (6, 0.2), (8, 0.2)])
def test_step_decay_multiplies_by_the_drop(kata, epoch, want):
    got = kata.step_decay(5.0, 0.2, 3, epoch)
    assert_close(got, want, f"step_decay(5, 0.2, 3, {epoch})", **TIGHT)


def test_step_decay_with_a_stair_in_every_epoch(kata):
    got = kata.step_decay(2.0, 0.5, 1, 3)
    assert_close(got, 0.25, "step_decay(2, 0.5, 1, 3)", **TIGHT)


# -- a network of the spec's own, led by the steps ---------------------------------------


def unpacked(w, sizes):
    """One vector of weights as the matrices and biases of a network: views of it."""
    layers, start = [], 0
    for n_in, n_out in pairwise(sizes):
        end = start + n_in * n_out
        W, b = w[start:end].reshape(n_in, n_out), w[end : end + n_out]
        layers.append((W, b))
        start = end + n_out
    return layers


def probabilities(X, w, sizes):
    """Of a network with one hidden layer of ReLU units; and what they were."""
    (W1, b1), (W2, b2) = unpacked(w, sizes)
    A = np.maximum(X @ W1 + b1, 0)
    Z = A @ W2 + b2
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True), A


def cost_and_gradient(X, y, w, sizes):
    """Mean cross-entropy, and its gradient as one vector like w."""
    P, A = probabilities(X, w, sizes)
    cost = -np.log(np.maximum(P[np.arange(len(y)), y], 1e-12)).mean()
    D2 = (P - np.eye(sizes[-1])[y]) / len(y)
    D1 = D2 @ unpacked(w, sizes)[1][0].T * (A > 0)
    parts = (X.T @ D1, D1.sum(axis=0), A.T @ D2, D2.sum(axis=0))
    return cost, np.concatenate([part.ravel() for part in parts])


def first_weights(sizes, rng):
    """He's normal weights, and biases of 0, as one vector."""
    parts = []
    for n_in, n_out in pairwise(sizes):
        parts += [rng.normal(0, (2 / n_in) ** 0.5, n_in * n_out), np.zeros(n_out)]
    return np.concatenate(parts)


def step(kata, name, w, state, g, lr):
    """The weights and the state after one step of the named kind."""
    if name == "momentum":
        return momentum(kata, w, *state, g, lr, 0.9)
    if name == "rmsprop":
        return rmsprop(kata, w, *state, g, lr)
    return adam(kata, w, *state, g, lr=lr)


@pytest.mark.graded
def test_a_step_that_remembers_solves_what_plain_descent_does_not(kata, goal):
    (X, y), (X_test, y_test) = goal.train, goal.test
    sizes = [2, goal.settings["hidden"], 3]
    name, lr = goal.settings["step"], goal.settings["lr"]
    # The rate falls over the last fifth, so that no run ends in one of Adam's leaps.
    rates = iter(lr * np.linspace(5, 0, goal.settings["epochs"], False).clip(max=1))
    w = first_weights(sizes, goal.rng)
    state = [np.zeros_like(w), np.zeros_like(w), 0][: 3 if name == "adam" else 1]
    for epochs in goal.slices():
        losses = []
        for _ in range(epochs):
            cost, g = cost_and_gradient(X, y, w, sizes)
            losses.append(cost)
            w, *state = step(kata, name, w, state, g, next(rates))
        goal.keep_model({"layers": unpacked(w, sizes)})
        goal.add_losses(losses)
    said = probabilities(X, w, sizes)[0].argmax(axis=1)
    goal.measured["train_accuracy"] = measure(y, said)["accuracy"]
    assert_accuracy(y_test, probabilities(X_test, w, sizes)[0].argmax(axis=1), goal)
