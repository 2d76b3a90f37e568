"""Spec: batches, first parameters, the way forward and back, training, decisions.

Tolerance: 1e-7 relative, 1e-9 absolute; gradients against central differences 1e-5;
float32 1e-4; draws by statistics, within five standard errors or more. Training in
minibatches is compared with all orders that chance allows: it must agree with one of
them. What the cache holds is nobody's business.
"""

import math
from itertools import combinations

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
IMPOSSIBLE = -math.log(1e-12)  # what the clipped cost charges for it


@pytest.fixture
def rng():
    return np.random.default_rng(12)


@pytest.fixture
def X():
    """Six examples of three inputs; no two rows or columns alike, exact zeros."""
    return np.array(
        [
            [0.5, -1.0, 2.0],
            [1.5, 0.0, -0.5],
            [-2.0, 0.7, 0.3],
            [0.1, 0.9, 1.0],
            [3.0, -2.0, 1.0],
            [0.0, -0.4, -1.2],
        ]
    )


@pytest.fixture
def Y():
    """Three of four classes, one of them three times."""
    return np.eye(4)[[2, 0, 2, 3, 0, 2]]


@pytest.fixture
def P():
    """Three inputs, five hidden units, four classes; no bias is 0."""
    return {
        "W1": np.array(
            [
                [0.4, -0.7, 0.9, -0.2, 0.6],
                [-0.3, 0.5, 0.8, 1.1, -0.6],
                [0.7, 0.2, -0.4, 0.3, -1.0],
            ]
        ),
        "b1": np.array([0.15, -0.25, 0.1, 0.35, -0.45]),
        "W2": np.array(
            [
                [0.9, -0.3, 0.2, -0.5],
                [-0.6, 0.7, 0.4, 0.1],
                [0.3, 0.8, -1.1, -0.2],
                [-0.4, 0.2, 0.6, 1.2],
                [0.5, -0.9, -0.7, 0.35],
            ]
        ),
        "b2": np.array([0.3, -0.2, 0.05, -0.4]),
    }


@pytest.fixture
def certain():
    """Four examples with scores of a thousand: two of the answers are wrong."""
    X = np.array([[1.0, 0.0], [0.0, 2.0], [3.0, 1.0], [0.0, 0.0]])
    P = {
        "W1": np.array([[1000.0, 0.0, 0.0], [0.0, 1000.0, 0.0]]),
        "b1": np.array([0.0, 0.0, 2.0]),
        "W2": np.array([[1.0, -1.0], [-1.0, 1.0], [0.0, 0.0]]),
        "b2": np.zeros(2),
    }
    return X, np.eye(2)[[1, 1, 1, 0]], P


# -- the definitions, one unit at a time -----------------------------------------------


def layer_by_hand(row, W, b):
    return [
        sum(x * w for x, w in zip(row, W[:, j], strict=True)) + b[j]
        for j in range(len(b))
    ]


def example_by_hand(row, P):
    """Weighted sums and activations of the hidden units, and the probabilities."""
    Z = layer_by_hand(row, P["W1"], P["b1"])
    A = [max(z, 0.0) for z in Z]
    S = layer_by_hand(A, P["W2"], P["b2"])
    E = [math.exp(s - max(S)) for s in S]
    return Z, A, [e / sum(E) for e in E]


def forward_by_hand(X, P):
    return np.array([example_by_hand(row, P)[2] for row in X])


def cost_by_hand(X, Y, P):
    total = 0.0
    for row, labels in zip(X, Y, strict=True):
        p = example_by_hand(row, P)[2][int(np.argmax(labels))]
        total -= math.log(max(p, 1e-12))
    return total / len(X)


def grads_by_hand(X, Y, P):
    G = {name: np.zeros(np.shape(P[name])) for name in NAMES}
    for row, labels in zip(X, Y, strict=True):
        Z, A, p = example_by_hand(row, P)
        for k in range(len(p)):
            error = (p[k] - labels[k]) / len(X)
            G["b2"][k] += error
            for j in range(len(Z)):
                G["W2"][j, k] += error * A[j]
                if Z[j] > 0:
                    G["b1"][j] += error * P["W2"][j, k]
                    G["W1"][:, j] += error * P["W2"][j, k] * np.asarray(row, float)
    return G


def step_by_hand(X, Y, P, lr):
    G = grads_by_hand(X, Y, P)
    return {name: P[name] - lr * G[name] for name in NAMES}


def epoch_by_hand(X, Y, P, lr, parts):
    """One epoch in batches of these examples."""
    cost = 0.0
    for part in map(list, parts):
        cost += cost_by_hand(X[part], Y[part], P) * len(part)
        P = step_by_hand(X[part], Y[part], P, lr)
    return P, cost / len(X)


def train_by_hand(X, Y, P, lr, epochs):
    """All examples in one batch: then their order does not matter."""
    losses = []
    for _ in range(epochs):
        P, loss = epoch_by_hand(X, Y, P, lr, [range(len(X))])
        losses.append(loss)
    return P, losses


def all_parts(numbers, size):
    """Every way to deal the numbers out to batches, as lists of batches."""
    if len(numbers) <= size:
        return [[numbers]]
    return [
        [first, *others]
        for first in combinations(numbers, size)
        for others in all_parts(tuple(n for n in numbers if n not in first), size)
    ]


def all_ways(X, Y, P, lr, epochs, size):
    """Every outcome that training may have: (ways dealt, P, losses)."""
    ways = [((), P, [])]
    for _ in range(epochs):
        ways = [
            ((*dealt, number), *then(losses, epoch_by_hand(X, Y, Q, lr, parts)))
            for dealt, Q, losses in ways
            for number, parts in enumerate(all_parts(tuple(range(len(X))), size))
        ]
    return ways


def then(losses, outcome):
    P, loss = outcome
    return P, [*losses, loss]


# -- what the subject returned, once its kind is sure ----------------------------------


def values(result, names, what):
    """The returned values, once their number is sure."""
    if not isinstance(result, tuple | list) or len(result) != len(names):
        wanted = f"expected {len(names)} values ({', '.join(names)})"
        raise AssertionError(f"{what}: {wanted}, got {describe(result)}")
    return result


def epoch(kata, X, Y, size, rng):
    """The batches of an epoch, once it is sure that they are pairs."""
    call = f"batches(X, Y, {size}, rng)"
    got = kata.batches(X, Y, size, rng)
    if not hasattr(got, "__iter__"):
        raise AssertionError(f"{call}: expected a list, got {describe(got)}")
    return [values(pair, ["Xb", "Yb"], f"a batch of {call}") for pair in got]


def dealt(kata, m, size, rng):
    """The numbers of the examples in the order in which the batches have them."""
    pairs = epoch(kata, *examples(m), size, rng)
    return np.concatenate([np.asarray(Yb)[:, 0] for _, Yb in pairs]).astype(int)


def examples(m):
    """Examples and labels that say which is which: labels (m, 2) begin with a number."""
    number = np.arange(m)
    X = np.column_stack([10.0 * number + 3, -1.0 * number, number**2 + 0.5])
    return X, np.column_stack([number, 5 - number])


def parameters(P, shapes, what):
    """The parameters as arrays, once their names and shapes are sure."""
    kind = describe(P)
    if not isinstance(P, dict):
        raise AssertionError(f"{what}: expected a dict, got {kind}")
    names = sorted(map(str, P))
    if names != sorted(NAMES):
        raise AssertionError(f"{what}: expected the keys {sorted(NAMES)}, got {names}")
    for name, shape in zip(NAMES, shapes, strict=True):
        assert_shape(P[name], shape, f"{what}[{name!r}]")
    return {name: np.asarray(P[name]) for name in NAMES}


def first(kata, n_in, n_hidden, n_out, rng):
    shapes = [(n_in, n_hidden), (n_hidden,), (n_hidden, n_out), (n_out,)]
    what = f"init({n_in}, {n_hidden}, {n_out}, rng)"
    return parameters(kata.init(n_in, n_hidden, n_out, rng), shapes, what)


def forward(kata, X, P):
    return values(kata.forward(X, P), ["P2", "cache"], "forward(X, P)")


def gradients(kata, X, Y, P):
    """Forward, then back."""
    P2, cache = forward(kata, X, P)
    return kata.backward(P2, Y, P, cache)


def trained(kata, X, Y, P, lr, epochs, size, rng):
    """What training returned, once its form is sure."""
    what = f"train(X, Y, P, {lr:g}, {epochs}, {size}, rng)"
    result = kata.train(X, Y, P, lr, epochs, size, rng)
    Q, losses = values(result, ["P", "losses"], what)
    Q = parameters(Q, [np.shape(P[name]) for name in NAMES], f"P of {what}")
    assert_shape(losses, (epochs,), f"losses of {what}")
    return Q, np.asarray(losses), what


def assert_gradients_as_by_hand(kata, X, Y, P, what, **tolerance):
    __tracebackhide__ = True
    got = gradients(kata, X, Y, P)
    assert_close(got, grads_by_hand(X, Y, P), what, **tolerance)


def assert_trains_as_by_hand(kata, X, Y, P, lr, epochs, size, rng, **tolerance):
    """Compare training in one batch: there is one right outcome."""
    __tracebackhide__ = True
    Q, losses, what = trained(kata, X, Y, P, lr, epochs, size, rng)
    Q_want, losses_want = train_by_hand(X, Y, P, lr, epochs)
    assert_close(losses, losses_want, f"losses of {what}", **tolerance)
    assert_close(Q, Q_want, f"P of {what}", **tolerance)


def nearest(ways, Q, losses):
    """The way whose outcome is most like this one."""

    def gap(way):
        _, P, its_losses = way
        off = [np.abs(Q[name] - P[name]).max() for name in NAMES]
        return max(*off, np.abs(losses - its_losses).max())

    return min(ways, key=gap)


# -- batches ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "m, size, lengths",
    [(10, 4, [4, 4, 2]), (11, 5, [5, 5, 1]), (9, 3, [3, 3, 3]), (3, 8, [3])],
)
def test_batches_are_full_but_the_last(kata, m, size, lengths, rng):
    pairs = epoch(kata, *examples(m), size, rng)
    what = f"batches of {m} examples by {size}"
    assert_close([len(Xb) for Xb, _ in pairs], lengths, f"lengths of Xb, {what}")
    assert_close([len(Yb) for _, Yb in pairs], lengths, f"lengths of Yb, {what}")


def test_batches_use_every_example_once(kata, rng):
    for m, size in [(10, 4), (9, 3), (5, 1), (4, 4), (3, 8)]:
        got = np.sort(dealt(kata, m, size, rng))
        assert_close(got, np.arange(m), f"examples of all batches of {size}, sorted")


def test_batches_keep_each_label_with_its_example(kata, rng):
    X, Y = examples(11)
    for Xb, Yb in epoch(kata, X, Y, 4, rng):
        numbers = np.asarray(Yb)[:, 0].astype(int)
        assert_close(Xb, X[numbers], "Xb, beside the examples that Yb names")
        assert_close(Yb, Y[numbers], "Yb, beside the whole rows of Y")


def test_batches_keep_pictures_whole_and_take_flat_labels(kata, rng):
    X, y = np.arange(84).reshape(7, 2, 3, 2), np.arange(7)
    for Xb, yb in epoch(kata, X, y, 3, rng):
        assert_close(Xb, X[np.asarray(yb, int)], "Xb, beside the pictures yb names")


def test_batches_put_each_example_everywhere_equally_often(kata):
    shares, runs = np.zeros((6, 6)), 100
    for seed in range(runs):
        order = dealt(kata, 6, 4, np.random.default_rng(seed))
        np.add.at(shares, (order, np.arange(len(order))), 1 / runs)
    what = "share of 100 seeds in which example i comes at place j"
    tolerance = 6 * math.sqrt(1 / 6 * 5 / 6 / runs)
    assert_close(shares, np.full((6, 6), 1 / 6), what, rtol=0, atol=tolerance)


def test_batches_part_neighbours(kata, rng):
    shares, runs = np.zeros(5), 100
    for _ in range(runs):
        one, other = dealt(kata, 6, 3, rng)[:2]
        shares[int(other - one) % 6 - 1] += 1 / runs
    what = "share of 100 epochs in which the second example was 1 ... 5 after the first"
    tolerance = 6 * math.sqrt(1 / 5 * 4 / 5 / runs)
    assert_close(shares, np.full(5, 0.2), what, rtol=0, atol=tolerance)


def test_batches_of_one_seed_are_always_the_same(kata):
    one = dealt(kata, 11, 4, np.random.default_rng(5))
    other = dealt(kata, 11, 4, np.random.default_rng(5))
    assert_close(other, one, "order by another rng of the same seed")


def test_batches_leave_the_examples_alone(kata, rng):
    X, Y = examples(11)
    with leaves_alone(X=X, Y=Y):
        kata.batches(X, Y, 4, rng)


# -- first parameters ------------------------------------------------------------------


def test_init_has_a_weight_for_every_pair_and_a_bias_for_every_unit(kata, rng):
    first(kata, 3, 5, 4, rng)


def test_init_begins_with_biases_of_zero(kata, rng):
    P = first(kata, 3, 5, 4, rng)
    assert_close(P["b1"], np.zeros(5), "b1 of init(3, 5, 4, rng)")
    assert_close(P["b2"], np.zeros(4), "b2 of init(3, 5, 4, rng)")


@pytest.mark.parametrize("sizes", [(200, 150, 40), (50, 200, 30)])
def test_init_spreads_each_layer_by_its_own_number_of_inputs(kata, sizes, rng):
    P = first(kata, *sizes, rng)
    for name, n in zip(["W1", "W2"], sizes, strict=False):
        assert_draws(P[name], f"{name} of init{sizes}", std=math.sqrt(2 / n))


def test_init_draws_from_the_normal_law(kata, rng):
    P = first(kata, 100, 100, 100, rng)
    for name in ("W1", "W2"):
        share = (np.abs(P[name]) > 2 * math.sqrt(0.02)).mean()
        what = f"share of {name} beyond two standard deviations"
        assert_close(share, 0.0455, what, rtol=0, atol=6 * math.sqrt(0.0455 / 10_000))


def test_init_draws_every_weight_by_itself(kata, rng):
    P, Q = first(kata, 20, 20, 20, rng), first(kata, 20, 20, 20, rng)
    drawn = np.concatenate([W[name].ravel() for W in (P, Q) for name in ("W1", "W2")])
    # Two draws of float32 may happen to agree; two layers or two calls may not.
    assert_at_least(len(np.unique(drawn)), 1590, "different weights among 1600 drawn")


def test_init_of_one_seed_is_always_the_same(kata):
    one = first(kata, 3, 5, 4, np.random.default_rng(5))
    other = first(kata, 3, 5, 4, np.random.default_rng(5))
    assert_close(other, one, "init by another rng of the same seed")


# -- forward ---------------------------------------------------------------------------


def test_forward_agrees_with_the_definition(kata, X, P):
    P2, _ = forward(kata, X, P)
    assert_close(P2, forward_by_hand(X, P), "P2 of forward(X, P)")


def test_forward_of_parameters_of_zero_calls_all_classes_alike(kata, X, P):
    P2, _ = forward(kata, X, {name: np.zeros_like(P[name]) for name in P})
    assert_close(P2, np.full((6, 4), 0.25), "P2 of forward(X, zeros)")


def test_forward_gives_rows_that_sum_to_one(kata, X, P):
    P2, _ = forward(kata, X, P)
    assert_close(np.asarray(P2).sum(axis=1), np.ones(6), "row sums of P2")


def test_forward_passes_what_is_positive_and_stops_the_rest(kata):
    P = {
        "W1": np.array([[1.0, -1.0]]),
        "b1": np.array([0.0, -1.0]),
        "W2": np.log([[2.0, 1.0, 1.0], [1.0, 4.0, 1.0]]),
        "b2": np.log([1.0, 1.0, 2.0]),
    }
    P2, _ = forward(kata, np.array([[1.0], [-2.0], [-1.0], [2.0]]), P)
    want = [
        [0.4, 0.2, 0.4],
        [1 / 7, 4 / 7, 2 / 7],
        [0.25, 0.25, 0.5],
        [4 / 7, 1 / 7, 2 / 7],
    ]
    assert_close(P2, want, "P2 at x = 1, -2, -1, 2")


def test_forward_takes_as_many_examples_as_inputs_units_and_classes(kata, X, P):
    P = {name: P[name][..., :3][:3] for name in P}
    P2, _ = forward(kata, X[:3], P)
    assert_close(P2, forward_by_hand(X[:3], P), "P2 where all sizes are 3")


def test_forward_judges_each_example_by_itself(kata, X, P):
    P2, _ = forward(kata, X[3:4], P)
    assert_close(P2, forward_by_hand(X[3:4], P), "P2 of one example")


def test_forward_survives_scores_of_a_thousand(kata, certain):
    X, _, P = certain
    P2, _ = forward(kata, X, P)
    want = [[1, 0], [0, 1], [1, 0], [0.5, 0.5]]
    assert_close(P2, want, "P2 of scores of a thousand")


def test_forward_takes_whole_numbers(kata, P):
    X = np.array([[0, 255, 128], [255, 0, 1]], dtype=np.uint8)
    P2, _ = forward(kata, X, P)
    assert_close(P2, forward_by_hand(X.astype(float), P), "P2 of pixels from 0 to 255")


def test_forward_leaves_its_inputs_alone(kata, X, P):
    with leaves_alone(X=X, P=P):
        kata.forward(X, P)


# -- backward --------------------------------------------------------------------------


def test_backward_agrees_with_the_definition(kata, X, Y, P):
    assert_gradients_as_by_hand(kata, X, Y, P, "gradients of the network")


def test_backward_matches_central_differences_of_the_cost(kata, X, Y, P):
    G = parameters(gradients(kata, X, Y, P), [P[n].shape for n in NAMES], "gradients")
    for name in NAMES:
        cost = lambda v, name=name: cost_by_hand(X, Y, {**P, name: v})  # noqa: E731
        assert_gradient(G[name], cost, P[name], f"gradient by {name}")


def test_backward_is_right_where_all_sizes_are_the_same(kata, X, Y, P):
    P, Y = {name: P[name][..., :3][:3] for name in P}, Y[:3, [0, 2, 3]]
    assert_gradients_as_by_hand(kata, X[:3], Y, P, "gradients where all sizes are 3")


def test_backward_is_right_for_a_single_example(kata, X, Y, P):
    assert_gradients_as_by_hand(kata, X[2:3], Y[2:3], P, "gradients of one example")


def test_backward_is_a_mean_over_the_examples(kata, X, Y, P):
    got = gradients(kata, np.concatenate([X, X]), np.concatenate([Y, Y]), P)
    assert_close(got, grads_by_hand(X, Y, P), "gradients of all examples twice over")


def test_backward_gives_a_unit_at_exactly_zero_no_slope(kata):
    X = np.array([[1.0, 2.0], [2.0, 1.0], [0.0, 0.0]])
    P = {
        "W1": np.array([[2.0, 1.0, -1.0], [-1.0, 1.0, 2.0]]),
        "b1": np.array([0.0, 0.0, 0.0]),
        "W2": np.array([[0.5, -1.0], [0.25, 0.75], [-0.5, 1.5]]),
        "b2": np.array([0.1, -0.3]),
    }
    want = "gradients with weighted sums of exactly 0"
    assert_gradients_as_by_hand(kata, X, np.eye(2)[[0, 1, 1]], P, want)


def test_backward_pushes_with_full_strength_where_an_answer_is_surely_wrong(
    kata, certain
):
    X, Y, P = certain
    G = gradients(kata, X, Y, P)
    # Errors of 1, 0, 1 and one half; the first unit fires in examples 0 and 2.
    want = {
        "W1": np.array([[2.0, -1.5, 0], [0.5, -0.5, 0]]),
        "b1": np.array([1.0, -0.5, 0.0]),
        "W2": np.array([[1000.0, -1000.0], [250, -250], [0.75, -0.75]]),
        "b2": np.array([0.375, -0.375]),
    }
    assert_close(G, want, "gradients of certain answers, two wrong")


def test_backward_goes_by_the_cache_it_is_given(kata, X, Y, P):
    P2, cache = forward(kata, X, P)
    forward(kata, X[::-1] * 2, P)
    got = kata.backward(P2, Y, P, cache)
    assert_close(got, grads_by_hand(X, Y, P), "gradients by the older of two caches")


def test_backward_can_use_a_cache_twice(kata, X, Y, P):
    P2, cache = forward(kata, X, P)
    kata.backward(P2, Y, P, cache)
    got = kata.backward(P2, Y, P, cache)
    assert_close(got, grads_by_hand(X, Y, P), "gradients by a cache used before")


def test_backward_leaves_its_inputs_alone(kata, X, Y, P):
    P2, cache = forward(kata, X, P)
    with leaves_alone(P2=P2, Y=Y, P=P, X=X):
        kata.backward(P2, Y, P, cache)


# -- training --------------------------------------------------------------------------


def test_train_for_one_epoch_of_one_batch_is_one_step(kata, X, Y, P, rng):
    assert_trains_as_by_hand(kata, X, Y, P, 0.3, 1, 6, rng)


def test_train_takes_every_step_from_where_the_last_one_ended(kata, X, Y, P, rng):
    assert_trains_as_by_hand(kata, X, Y, P, 0.3, 3, 6, rng)


def test_train_takes_batches_larger_than_all_there_is(kata, X, Y, P, rng):
    assert_trains_as_by_hand(kata, X, Y, P, 0.3, 2, 50, rng)


def test_train_steps_by_the_rate_it_is_given(kata, X, Y, P, rng):
    assert_trains_as_by_hand(kata, X, Y, P, 0.02, 3, 6, rng)
    assert_trains_as_by_hand(kata, X, Y, P, 1.7, 3, 6, rng)


@pytest.mark.parametrize(
    "m, size, epochs", [(3, 1, 1), (5, 2, 1), (4, 2, 2), (3, 2, 3)]
)
def test_train_makes_a_step_after_every_batch(kata, X, Y, P, m, size, epochs, rng):
    X, Y = X[:m], Y[:m]
    Q, losses, what = trained(kata, X, Y, P, 0.4, epochs, size, rng)
    ways = all_ways(X, Y, P, 0.4, epochs, size)
    _, Q_want, losses_want = nearest(ways, Q, losses)
    likeliest = f"of {what}, {m} examples, beside the nearest of {len(ways)} ways"
    assert_close(losses, losses_want, f"losses {likeliest}")
    assert_close(Q, Q_want, f"P {likeliest}")


def test_train_has_a_new_order_in_every_epoch(kata, X, Y, P, rng):
    X, Y, firsts, alike, runs = X[:3], Y[:3], np.zeros(3), 0.0, 60
    ways = all_ways(X, Y, P, 0.4, 2, 2)
    for _ in range(runs):
        Q, losses, _ = trained(kata, X, Y, P, 0.4, 2, 2, rng)
        one, other = nearest(ways, Q, losses)[0]
        firsts[one] += 1 / runs
        alike += (one == other) / runs
    near = {"rtol": 0, "atol": 5 * math.sqrt(1 / 3 * 2 / 3 / runs)}
    what = "share of 60 runs in which the first epoch has each of three orders"
    assert_close(firsts, np.full(3, 1 / 3), what, **near)
    what = "share of 60 runs in which two epochs had the same of three orders"
    assert_close(alike, 1 / 3, what, **near)


def test_train_goes_on_where_it_stopped(kata, X, Y, P, rng):
    half, early, _ = trained(kata, X, Y, P, 0.4, 2, 6, rng)
    Q, late, _ = trained(kata, X, Y, half, 0.4, 3, 6, rng)
    Q_want, losses = train_by_hand(X, Y, P, 0.4, 5)
    assert_close(np.concatenate([early, late]), losses, "losses of 2 epochs and 3 more")
    assert_close(Q, Q_want, "P of 2 epochs and 3 more")


def test_train_with_a_small_rate_goes_downhill(kata, X, Y, P, rng):
    _, losses, _ = trained(kata, X, Y, P, 0.05, 20, 6, rng)
    fall = -np.diff(losses)
    assert (fall > 0).all(), (
        f"losses at a small rate: rise or stand still by {-fall.min():g}"
    )


def test_train_returns_the_last_parameters_even_where_the_cost_rose(kata, X, Y, P, rng):
    losses = train_by_hand(X, Y, P, 6.0, 3)[1]
    assert losses[2] > losses[0], "the spec's own example no longer overshoots"
    assert_trains_as_by_hand(kata, X, Y, P, 6.0, 3, 6, rng)


def test_train_charges_an_impossible_answer_what_the_clip_allows(kata, certain, rng):
    X, Y, P = certain
    _, losses, _ = trained(kata, X, Y, P, 0.1, 1, 4, rng)
    want = (2 * IMPOSSIBLE + math.log(2)) / 4
    assert_close(losses, [want], "losses of certain answers, two wrong")


def test_train_takes_float32(kata, X, Y, P, rng):
    X, Y = X.astype(np.float32), Y.astype(np.float32)
    P = {name: P[name].astype(np.float32) for name in P}
    assert_trains_as_by_hand(kata, X, Y, P, 0.3, 3, 6, rng, rtol=1e-4, atol=1e-5)


def test_train_takes_whole_numbers(kata, Y, P, rng):
    X = np.array([[1, -2, 0], [3, 1, 1], [0, 2, -1], [2, 2, 5], [-1, 4, 2], [1, 0, 0]])
    assert_trains_as_by_hand(kata, X, Y.astype(int), P, 0.3, 3, 6, rng)


def test_train_of_one_seed_is_always_the_same(kata, X, Y, P):
    one = trained(kata, X, Y, P, 0.4, 2, 2, np.random.default_rng(5))
    other = trained(kata, X, Y, P, 0.4, 2, 2, np.random.default_rng(5))
    assert_close(other[0], one[0], "P by another rng of the same seed")
    assert_close(other[1], one[1], "losses by another rng of the same seed")


def test_train_leaves_its_inputs_alone(kata, X, Y, P, rng):
    with leaves_alone(X=X, Y=Y, P=P):
        kata.train(X, Y, P, 0.3, 3, 4, rng)


def test_chance_comes_from_rng_alone(kata, X, Y, P, rng):
    before = np.random.get_state()[1:3]  # noqa: NPY002
    kata.batches(X, Y, 4, rng)
    kata.init(3, 5, 4, rng)
    kata.train(X, Y, P, 0.3, 2, 4, rng)
    after = np.random.get_state()[1:3]  # noqa: NPY002
    assert_close(after, before, "state of np.random afterwards", rtol=0, atol=0)


# -- decisions -------------------------------------------------------------------------


def test_predict_names_the_most_probable_class_of_each_example(kata, X, P):
    want = [int(np.argmax(row)) for row in forward_by_hand(X, P)]
    assert_close(kata.predict(X, P), want, "predict(X, P)")


def test_predict_sends_examples_through_all_of_the_network(kata, rng, P):
    X = rng.normal(size=(40, 3))  # each bias, and the ReLU, decides some of them
    want = [int(np.argmax(row)) for row in forward_by_hand(X, P)]
    assert_close(kata.predict(X, P), want, "predict of 40 examples")


def test_predict_counts_classes_from_zero(kata):
    P = {"W1": np.eye(3), "b1": np.zeros(3), "W2": np.eye(3), "b2": np.zeros(3)}
    got = kata.predict(np.array([[0.0, 0, 1], [2, 1, 0], [1, 3, 2], [5, 6, 7]]), P)
    assert_close(got, [2, 0, 1, 2], "predict where the largest input wins")


def test_predict_takes_the_lowest_of_equally_probable_classes(kata):
    P = {"W1": np.eye(3), "b1": np.zeros(3), "W2": np.eye(3), "b2": np.zeros(3)}
    got = kata.predict(np.array([[0.0, 1, 1], [2, -1, 2], [0, 0, 0]]), P)
    assert_close(got, [1, 0, 0], "predict with ties")


def test_predict_takes_a_single_example(kata, X, P):
    want = [int(np.argmax(forward_by_hand(X[3:4], P)))]
    assert_close(kata.predict(X[3:4], P), want, "predict of one example")


def test_predict_leaves_its_inputs_alone(kata, X, P):
    with leaves_alone(X=X, P=P):
        kata.predict(X, P)


@pytest.mark.graded
def test_tells_the_classes_apart(kata, goal):
    hidden, lr, size = (goal.settings[name] for name in ("hidden", "lr", "size"))
    # All in float32: one float64 among them, and NumPy copies the pictures every step.
    X, y = np.asarray(goal.train[0], np.float32), goal.train[1]
    X_test, y_test = np.asarray(goal.test[0], np.float32), goal.test[1]
    # The data come shuffled: the first tenth validates, and nothing is learnt from it.
    held = len(X) // 10
    X_held, y_held, X, y = X[:held], y[:held], X[held:], y[held:]
    Y = np.eye(len(goal.classes), dtype=np.float32)[y]
    P = kata.init(X.shape[1], hidden, Y.shape[1], goal.rng)
    P = {name: np.asarray(P[name], np.float32) for name in NAMES}
    for epochs in goal.slices(X, Y, P=P):
        P, losses = kata.train(X, Y, P, lr, epochs, size, goal.rng)
        goal.keep_model({"P": P})
        goal.add_losses(losses)
    told = measure(y, kata.predict(X, P))
    goal.measured["train_accuracy"] = told["accuracy"]
    told = measure(y_held, kata.predict(X_held, P))
    goal.measured["validation_accuracy"] = told["accuracy"]
    assert_accuracy(y_test, kata.predict(X_test, P), goal)
