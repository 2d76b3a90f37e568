"""Spec: shapes and sizes, first kernels, the way forward and back, training, decisions.

Tolerance: 1e-7 relative, 1e-9 absolute; gradients against central differences 1e-5;
float32 1e-4; draws by statistics, within six standard errors. The pictures are small,
and so are the kernels: all sizes come from X and P. Training in minibatches is compared
with all orders that chance allows: it must agree with one of them. What the caches hold
is nobody's business.
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
)

pytestmark = pytest.mark.filterwarnings("error")  # an overflow is a failure

NAMES = ("W1", "b1", "W2", "b2", "W3", "b3")
DIGITS = [  # the network of this kata
    ("conv", 3, 8, 0, 1),
    ("pool", 2, 2),
    ("conv", 3, 16, 0, 1),
    ("pool", 2, 2),
    ("flatten",),
    ("dense", 10),
]
IMPOSSIBLE = -math.log(1e-12)  # what the clipped cost charges for it


@pytest.fixture
def rng():
    return np.random.default_rng(12)


def pictures(seed, *shape):
    """Pixels between 0 and 1, and some that are blank."""
    return np.maximum(np.random.default_rng(seed).uniform(-0.3, 1.0, shape), 0)


def parameters_of(seed, kernels1, kernels2, weights):
    """Parameters whose biases are neither 0 nor alike."""
    draw = np.random.default_rng(seed)
    P = {}
    for i, shape in enumerate([kernels1, kernels2, weights], start=1):
        P[f"W{i}"] = draw.normal(0.0, math.sqrt(2 / math.prod(shape[:-1])), shape)
        P[f"b{i}"] = draw.uniform(-0.2, 0.4, shape[-1:])
    return P


@pytest.fixture
def wide():
    """Four pictures and parameters, all sizes different; pools leave a row over.

    13 x 17 pixels become 11 x 16, 5 x 8, 4 x 6, and at last 2 x 3.
    """
    P = parameters_of(340, (3, 2, 2, 3), (2, 3, 3, 5), (2 * 3 * 5, 6))
    return pictures(2, 4, 13, 17, 2), P


@pytest.fixture
def alike():
    """Two square pictures of two channels; two kernels, twice; two classes."""
    P = parameters_of(321, (2, 2, 2, 2), (2, 2, 2, 2), (2, 2))
    return pictures(4, 2, 7, 7, 2), np.eye(2)[[1, 0]], P


@pytest.fixture
def X():
    """Five small pictures: 7 x 11 pixels become 6 x 10, 3 x 5, 2 x 4, 1 x 2."""
    return pictures(5, 5, 7, 11, 1)


@pytest.fixture
def Y():
    """Three of four classes, one of them three times."""
    return np.eye(4)[[2, 0, 2, 3, 2]]


@pytest.fixture
def P():
    return parameters_of(217, (2, 2, 1, 2), (2, 2, 2, 3), (1 * 2 * 3, 4))


@pytest.fixture
def whole():
    """Whole numbers: sums that are exactly 0, and windows with several largest ones."""
    draw = np.random.default_rng(89)
    P = parameters_of(6, (2, 2, 1, 2), (2, 2, 2, 3), (1 * 2 * 3, 4))
    for name in NAMES[:4]:
        P[name] = draw.integers(-1, 2, P[name].shape).astype(float)
    return draw.integers(0, 2, (5, 7, 11, 1)).astype(float), P


@pytest.fixture
def certain():
    """Three pictures with scores of a thousand: two of the answers are wrong."""
    X, P = (
        pictures(5, 3, 7, 11, 1),
        parameters_of(6, (2, 2, 1, 2), (2, 2, 2, 3), (6, 2)),
    )
    P["W3"], P["b3"] = np.zeros((6, 2)), np.array([1000.0, 0.0])
    return X, np.eye(2)[[1, 0, 1]], P


# -- the definitions, one window at a time ---------------------------------------------


def conv_by_hand(X, W, b):
    m, h, w, _ = X.shape
    fh, fw, _, k = W.shape
    Z = np.zeros((m, h - fh + 1, w - fw + 1, k))
    for i, j in np.ndindex(Z.shape[1:3]):
        Z[:, i, j] = np.einsum("mabc,abck->mk", X[:, i : i + fh, j : j + fw], W) + b
    return Z


def conv_back_by_hand(dZ, X, W):
    fh, fw, _, _ = W.shape
    dX, dW = np.zeros(X.shape), np.zeros(W.shape)
    for i, j in np.ndindex(dZ.shape[1:3]):
        window, dz = np.s_[:, i : i + fh, j : j + fw], dZ[:, i, j]
        dW += np.einsum("mabc,mk->abck", X[window], dz)
        dX[window] += np.einsum("mk,abck->mabc", dz, W)
    return dX, dW, dZ.sum(axis=(0, 1, 2))


def pool_by_hand(A):
    m, h, w, c = A.shape
    Y = np.zeros((m, h // 2, w // 2, c))
    for i, j in np.ndindex(Y.shape[1:3]):
        Y[:, i, j] = A[:, 2 * i : 2 * i + 2, 2 * j : 2 * j + 2].max(axis=(1, 2))
    return Y


def pool_back_by_hand(dY, A):
    dA = np.zeros(A.shape)
    for i, j in np.ndindex(dY.shape[1:3]):
        window = A[:, 2 * i : 2 * i + 2, 2 * j : 2 * j + 2]
        flat = window.transpose(0, 3, 1, 2).reshape(len(A), A.shape[3], 4)
        row, column = np.divmod(flat.argmax(axis=2), 2)  # argmax takes the first
        picture, channel = np.indices(row.shape)
        dA[picture, 2 * i + row, 2 * j + column, channel] += dY[:, i, j]
    return dA


def passes_by_hand(X, P):
    """The pre-activations and pooled pictures of both stages, and the logits."""
    Z1 = conv_by_hand(np.asarray(X, float), P["W1"], P["b1"])
    A1 = pool_by_hand(np.where(Z1 > 0, Z1, 0.0))
    Z2 = conv_by_hand(A1, P["W2"], P["b2"])
    A2 = pool_by_hand(np.where(Z2 > 0, Z2, 0.0))
    return Z1, A1, Z2, A2, A2.reshape(len(X), -1) @ P["W3"] + P["b3"]


def forward_by_hand(X, P):
    return passes_by_hand(X, P)[-1]


def backward_by_hand(dlogits, X, P):
    Z1, A1, Z2, A2, _ = passes_by_hand(X, P)
    G = {"W3": A2.reshape(len(X), -1).T @ dlogits, "b3": dlogits.sum(axis=0)}
    dA2 = (dlogits @ P["W3"].T).reshape(A2.shape)
    dZ2 = pool_back_by_hand(dA2, np.where(Z2 > 0, Z2, 0.0)) * (Z2 > 0)
    dA1, G["W2"], G["b2"] = conv_back_by_hand(dZ2, A1, P["W2"])
    dZ1 = pool_back_by_hand(dA1, np.where(Z1 > 0, Z1, 0.0)) * (Z1 > 0)
    _, G["W1"], G["b1"] = conv_back_by_hand(dZ1, np.asarray(X, float), P["W1"])
    return G


def probabilities_by_hand(logits):
    E = np.exp(logits - logits.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def step_by_hand(X, Y, P, lr):
    """The cost before a step by these pictures, and the parameters after it."""
    p = probabilities_by_hand(forward_by_hand(X, P))
    cost = -np.log(np.maximum(p[Y == 1], 1e-12)).mean()
    G = backward_by_hand((p - Y) / len(X), X, P)
    return {name: P[name] - lr * G[name] for name in NAMES}, cost


def train_by_hand(X, Y, P, lr, epochs):
    """All pictures in one batch: then their order does not matter."""
    losses = []
    for _ in range(epochs):
        P, loss = step_by_hand(X, Y, P, lr)
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
            ((*dealt, number), *epoch_by_hand(X, Y, Q, lr, parts, losses))
            for dealt, Q, losses in ways
            for number, parts in enumerate(all_parts(tuple(range(len(X))), size))
        ]
    return ways


def epoch_by_hand(X, Y, P, lr, parts, losses):
    loss = 0.0
    for part in map(list, parts):
        P, cost = step_by_hand(X[part], Y[part], P, lr)
        loss += cost * len(part) / len(X)
    return P, [*losses, loss]


def nearest(ways, Q, losses):
    """The way whose outcome is most like this one."""

    def gap(way):
        _, P, its_losses = way
        off = [np.abs(Q[name] - P[name]).max() for name in NAMES]
        return max(*off, np.abs(losses - its_losses).max())

    return min(ways, key=gap)


# -- what the subject returned, once its kind is sure ----------------------------------


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


def first(kata, rng):
    shapes = [(3, 3, 1, 8), (8,), (3, 3, 8, 16), (16,), (400, 10), (10,)]
    return parameters(kata.init(rng), shapes, "init(rng)")


def forward(kata, X, P):
    result = kata.forward(X, P)
    if not isinstance(result, tuple | list) or len(result) != 2:
        wanted = "expected 2 values (logits, caches)"
        raise AssertionError(f"forward(X, P): {wanted}, got {describe(result)}")
    return result


def backward(kata, dlogits, X, P):
    """Forward, then back."""
    _, caches = forward(kata, X, P)
    return kata.backward(dlogits, P, caches)


def trained(kata, X, Y, P, lr, epochs, size, rng):
    """What training returned, once its form is sure."""
    what = f"train(X, Y, P, {lr:g}, {epochs}, {size}, rng)"
    result = kata.train(X, Y, P, lr, epochs, size, rng)
    if not isinstance(result, tuple | list) or len(result) != 2:
        wanted = "expected 2 values (P, losses)"
        raise AssertionError(f"{what}: {wanted}, got {describe(result)}")
    Q = parameters(result[0], [np.shape(P[name]) for name in NAMES], f"P of {what}")
    assert_shape(result[1], (epochs,), f"losses of {what}")
    return Q, np.asarray(result[1]), what


def slopes(logits):
    """A gradient by the logits: no two numbers alike, as a mean over a batch has it."""
    dlogits = np.sin(1.0 + np.arange(logits.size)).reshape(logits.shape)
    return dlogits / len(logits)


def assert_gradients_as_by_hand(kata, X, P, what, **tolerance):
    __tracebackhide__ = True
    dlogits = slopes(forward_by_hand(X, P))
    want = backward_by_hand(dlogits, X, P)
    assert_close(backward(kata, dlogits, X, P), want, what, **tolerance)


def assert_trains_as_by_hand(kata, X, Y, P, lr, epochs, size, rng, **tolerance):
    """Compare training in one batch: there is one right outcome."""
    __tracebackhide__ = True
    Q, losses, what = trained(kata, X, Y, P, lr, epochs, size, rng)
    Q_want, losses_want = train_by_hand(X, Y, P, lr, epochs)
    assert_close(losses, losses_want, f"losses of {what}", **tolerance)
    assert_close(Q, Q_want, f"P of {what}", **tolerance)


# -- shapes ----------------------------------------------------------------------------


def test_shapes_of_the_digits_network(kata):
    want = [(26, 26, 8), (13, 13, 8), (11, 11, 16), (5, 5, 16), (400,), (10,)]
    assert_close(kata.shapes(28, 28, 1, list(DIGITS)), want, "shapes(28, 28, 1, ...)")


@pytest.mark.parametrize(
    ("f", "p", "s", "want"),
    [
        (1, 0, 1, (7, 10, 4)),
        (3, 0, 1, (5, 8, 4)),
        (3, 1, 1, (7, 10, 4)),
        (4, 0, 2, (2, 4, 4)),
        (3, 1, 2, (4, 5, 4)),
        (5, 2, 3, (3, 4, 4)),
        (7, 0, 2, (1, 2, 4)),
    ],
)
def test_shapes_after_conv_count_whole_windows_and_kernels(kata, f, p, s, want):
    got = kata.shapes(7, 10, 2, [("conv", f, 4, p, s)])
    assert_close(got, [want], f"shapes(7, 10, 2, [('conv', {f}, 4, {p}, {s})])")


@pytest.mark.parametrize(
    ("f", "s", "want"),
    [
        (2, 2, (4, 5, 6)),
        (3, 3, (3, 3, 6)),
        (3, 2, (4, 5, 6)),
        (2, 1, (8, 10, 6)),
        (2, 3, (3, 4, 6)),
        (4, 4, (2, 2, 6)),
    ],
)
def test_shapes_after_pool_keep_the_channels(kata, f, s, want):
    got = kata.shapes(9, 11, 6, [("pool", f, s)])
    assert_close(got, [want], f"shapes(9, 11, 6, [('pool', {f}, {s})])")


def test_shapes_after_flatten_and_dense_are_single_numbers(kata):
    layers = [("flatten",), ("dense", 7), ("dense", 4)]
    want = [(30,), (7,), (4,)]
    assert_close(kata.shapes(2, 3, 5, layers), want, "shapes(2, 3, 5, ...)")


def test_shapes_follow_one_layer_after_the_other(kata):
    layers = [("conv", 2, 5, 1, 1), ("conv", 3, 4, 0, 2), ("pool", 2, 1), ("flatten",)]
    want = [(8, 10, 5), (3, 4, 4), (2, 3, 4), (24,)]
    assert_close(kata.shapes(7, 9, 3, layers), want, "shapes(7, 9, 3, ...)")


def test_shapes_of_no_layers_are_none(kata):
    assert_shape(kata.shapes(5, 6, 2, []), (0,), "shapes(5, 6, 2, [])")


# -- number of parameters --------------------------------------------------------------


def test_n_params_of_the_digits_network(kata):
    got = kata.n_params(28, 28, 1, list(DIGITS))
    assert_close(got, 80 + 1168 + 4010, "n_params(28, 28, 1, ...)")


def test_n_params_of_conv_count_every_channel_and_a_bias_a_kernel(kata):
    got = kata.n_params(9, 8, 3, [("conv", 2, 5, 0, 1)])
    assert_close(got, 65, "n_params(9, 8, 3, [('conv', 2, 5, 0, 1)])")


@pytest.mark.parametrize(
    ("h", "w", "p", "s"), [(4, 6, 0, 1), (31, 20, 0, 1), (9, 8, 1, 1), (9, 8, 0, 2)]
)
def test_n_params_of_conv_depend_on_no_picture_padding_or_stride(kata, h, w, p, s):
    got = kata.n_params(h, w, 2, [("conv", 3, 4, p, s)])
    assert_close(got, 76, f"n_params({h}, {w}, 2, [('conv', 3, 4, {p}, {s})])")


def test_n_params_of_conv_after_conv_count_the_kernels_before(kata):
    got = kata.n_params(9, 8, 2, [("conv", 2, 5, 0, 1), ("conv", 3, 4, 0, 1)])
    assert_close(got, 45 + 184, "n_params of two conv layers")


def test_n_params_of_pool_and_flatten_are_none(kata):
    got = kata.n_params(9, 8, 3, [("pool", 2, 2), ("flatten",)])
    assert_close(got, 0, "n_params(9, 8, 3, [('pool', 2, 2), ('flatten',)])")


def test_n_params_of_dense_count_all_that_comes_in_and_a_bias_a_unit(kata):
    layers = [("pool", 2, 2), ("flatten",), ("dense", 7), ("dense", 4)]
    got = kata.n_params(4, 7, 3, layers)
    assert_close(got, 19 * 7 + 8 * 4, f"n_params(4, 7, 3, {layers})")


def test_n_params_agrees_with_what_init_draws(kata, rng):
    drawn = sum(value.size for value in first(kata, rng).values())
    got = kata.n_params(28, 28, 1, list(DIGITS))
    assert_close(got, drawn, "n_params(28, 28, 1, ...), beside init(rng)")


def test_layers_are_left_alone(kata):
    layers = list(DIGITS)
    kata.shapes(28, 28, 1, layers)
    kata.n_params(28, 28, 1, layers)
    assert layers == DIGITS, f"layers after shapes and n_params: got {layers}"


# -- first parameters ------------------------------------------------------------------


@pytest.mark.parametrize(("f", "c", "k"), [(5, 4, 300), (2, 30, 100), (3, 1, 2000)])
def test_he_conv_spreads_kernels_by_the_inputs_of_a_window(kata, f, c, k, rng):
    W = kata.he_conv(f, c, k, rng)
    assert_shape(W, (f, f, c, k), f"he_conv({f}, {c}, {k}, rng)")
    what = f"he_conv({f}, {c}, {k}, rng)"
    assert_draws(W, what, std=math.sqrt(2 / (f * f * c)))


def test_he_conv_draws_from_the_normal_law(kata, rng):
    W = np.asarray(kata.he_conv(4, 10, 100, rng))
    share = (np.abs(W) > 2 * math.sqrt(2 / 160)).mean()
    off = 6 * math.sqrt(0.0455 * 0.9545 / W.size)
    what = "share of kernels' weights beyond two standard deviations"
    assert_close(share, 0.0455, what, rtol=0, atol=off)


def test_he_conv_draws_every_weight_by_itself(kata, rng):
    drawn = np.array([kata.he_conv(3, 4, 10, rng), kata.he_conv(3, 4, 10, rng)])
    # Two draws of float32 may happen to agree; two kernels or two calls may not.
    assert_at_least(len(np.unique(drawn)), 710, "different weights among 720 drawn")


def test_init_begins_with_biases_of_zero(kata, rng):
    P = first(kata, rng)
    for name in ("b1", "b2", "b3"):
        want = np.zeros(P[name].shape)
        assert_close(P[name], want, f"{name} of init(rng)", rtol=0, atol=0)


def test_init_spreads_each_layer_by_its_own_number_of_inputs(kata, rng):
    drawn = [first(kata, rng) for _ in range(60)]
    for name, n in (("W1", 9), ("W2", 72), ("W3", 400)):
        W = np.array([P[name] for P in drawn])
        assert_draws(W, f"{name} of 60 times init(rng)", std=math.sqrt(2 / n))


def test_init_draws_every_weight_by_itself(kata, rng):
    drawn = [first(kata, rng)[name] for name in ("W1", "W2", "W3") for _ in range(2)]
    found = len(np.unique(np.concatenate([W.ravel() for W in drawn])))
    assert_at_least(found, 10_400, "different weights among 10448 drawn")


def test_first_parameters_of_one_seed_are_always_the_same(kata):
    one, other = (first(kata, np.random.default_rng(5)) for _ in range(2))
    assert_close(other, one, "init by another rng of the same seed")
    one, other = (kata.he_conv(2, 3, 4, np.random.default_rng(5)) for _ in range(2))
    assert_close(other, one, "he_conv by another rng of the same seed")


# -- forward ---------------------------------------------------------------------------


def test_forward_convolves_bends_and_pools_twice_as_by_hand(kata):
    row = [[4.0, 0, 2, 0], [0, 6, 0, 1], [0, 1, 7, 0], [1, 0, 0, 9]]
    P = {
        "W1": np.array([[[[1.0, -1.0]]]]),
        "b1": np.array([-2.0, 3.0]),
        "W2": np.array([[[[-1.0], [2.0]]]]),
        "b2": np.array([0.5]),
        "W3": np.array([[10.0, -1.0]]),
        "b3": np.array([1.0, 2.0]),
    }
    logits, _ = forward(kata, np.array(row)[np.newaxis, ..., np.newaxis], P)
    # After the first stage 4 0 0 7, and 3 in the other channel throughout: 6.5 is left.
    assert_close(logits, [[66.0, -4.5]], "logits of a picture of 4 x 4 pixels")


def test_forward_of_weights_of_zero_leaves_the_last_biases(kata, X, P):
    P = {name: P[name] if name == "b3" else np.zeros_like(P[name]) for name in P}
    P["b3"] = np.array([0.5, -2.0, 0.0, 3.0])
    logits, _ = forward(kata, X, P)
    assert_close(logits, np.tile(P["b3"], (5, 1)), "logits of weights of 0")


def test_forward_agrees_with_the_definition(kata, wide):
    logits, _ = forward(kata, *wide)
    assert_close(logits, forward_by_hand(*wide), "logits of forward(X, P)")


def test_forward_takes_sizes_that_are_all_alike(kata, alike):
    X, _, P = alike
    logits, _ = forward(kata, X, P)
    assert_close(logits, forward_by_hand(X, P), "logits where all sizes are 2")


def test_forward_takes_pictures_and_parameters_of_the_digits_network(kata, rng):
    X, P = pictures(9, 3, 28, 28, 1), first(kata, rng)
    P["b1"], P["b2"], P["b3"] = P["b1"] + 0.1, P["b2"] - 0.2, P["b3"] + 0.3
    logits, _ = forward(kata, X, P)
    want = forward_by_hand(X, {name: P[name].astype(float) for name in P})
    assert_close(logits, want, "logits of 28 x 28 pixels", rtol=1e-4, atol=1e-5)


def test_forward_judges_each_picture_by_itself(kata, wide):
    X, P = wide
    logits, _ = forward(kata, X[2:3], P)
    assert_close(logits, forward_by_hand(X, P)[2:3], "logits of one picture")


def test_forward_takes_whole_numbers(kata, P):
    X = np.random.default_rng(3).integers(0, 256, (3, 7, 11, 1)).astype(np.uint8)
    logits, _ = forward(kata, X, P)
    assert_close(logits, forward_by_hand(X, P), "logits of pixels from 0 to 255")


def test_forward_takes_float32(kata, X, P):
    X, P = X.astype(np.float32), {name: P[name].astype(np.float32) for name in P}
    logits, _ = forward(kata, X, P)
    want = forward_by_hand(X, {name: P[name].astype(float) for name in P})
    assert_close(logits, want, "logits of float32 pictures", rtol=1e-4, atol=1e-5)


def test_forward_leaves_its_inputs_alone(kata, X, P):
    with leaves_alone(X=X, P=P):
        kata.forward(X, P)


# -- backward --------------------------------------------------------------------------


def test_backward_agrees_with_the_definition(kata, wide):
    assert_gradients_as_by_hand(kata, *wide, "gradients of the network")


@pytest.mark.parametrize("name", NAMES)
def test_backward_matches_central_differences(kata, X, P, name):
    X = X[:3]
    dlogits = slopes(forward_by_hand(X, P))
    shapes = [P[each].shape for each in NAMES]
    G = parameters(
        backward(kata, dlogits, X, P), shapes, "backward(dlogits, P, caches)"
    )
    cost = lambda value: (dlogits * forward_by_hand(X, {**P, name: value})).sum()  # noqa: E731
    assert_gradient(G[name], cost, P[name], f"gradient by {name}")


def test_backward_is_right_where_sizes_are_all_alike(kata, alike):
    X, _, P = alike
    assert_gradients_as_by_hand(kata, X, P, "gradients where all sizes are 2")


def test_backward_is_right_for_a_single_picture(kata, X, P):
    assert_gradients_as_by_hand(kata, X[1:2], P, "gradients of one picture")


def test_backward_adds_up_what_all_pictures_say(kata, X, P):
    dlogits = slopes(forward_by_hand(X, P))
    twice = backward(kata, np.tile(dlogits, (2, 1)), np.tile(X, (2, 1, 1, 1)), P)
    want = {n: 2 * value for n, value in backward_by_hand(dlogits, X, P).items()}
    assert_close(twice, want, "gradients of all pictures twice over")


def test_backward_is_right_where_pixels_tie_and_sums_are_exactly_zero(kata, whole):
    assert_gradients_as_by_hand(kata, *whole, "gradients with ties and zeros")


def test_backward_takes_whole_numbers(kata, P):
    X = np.random.default_rng(3).integers(0, 256, (3, 7, 11, 1)).astype(np.uint8)
    assert_gradients_as_by_hand(kata, X, P, "gradients of pixels from 0 to 255")


def test_backward_goes_by_the_caches_it_is_given(kata, X, P):
    dlogits = slopes(forward_by_hand(X, P))
    _, caches = forward(kata, X, P)
    forward(kata, 1 - X[::-1], P)
    got = kata.backward(dlogits, P, caches)
    want = backward_by_hand(dlogits, X, P)
    assert_close(got, want, "gradients by the older of two caches")


def test_backward_can_use_caches_twice(kata, X, P):
    dlogits = slopes(forward_by_hand(X, P))
    _, caches = forward(kata, X, P)
    kata.backward(dlogits, P, caches)
    got = kata.backward(dlogits, P, caches)
    assert_close(got, backward_by_hand(dlogits, X, P), "gradients by used caches")


def test_backward_leaves_its_inputs_alone(kata, X, P):
    dlogits = slopes(forward_by_hand(X, P))
    logits, caches = forward(kata, X, P)
    with leaves_alone(dlogits=dlogits, P=P, X=X, logits=logits):
        kata.backward(dlogits, P, caches)


# -- training --------------------------------------------------------------------------


def test_train_for_one_epoch_of_one_batch_is_one_step(kata, X, Y, P, rng):
    assert_trains_as_by_hand(kata, X, Y, P, 0.3, 1, 5, rng)


def test_train_takes_every_step_from_where_the_last_one_ended(kata, X, Y, P, rng):
    assert_trains_as_by_hand(kata, X, Y, P, 0.3, 3, 5, rng)


def test_train_takes_batches_larger_than_all_there_is(kata, X, Y, P, rng):
    assert_trains_as_by_hand(kata, X, Y, P, 0.1, 2, 50, rng)


def test_train_takes_sizes_that_are_all_alike(kata, alike, rng):
    assert_trains_as_by_hand(kata, *alike, 0.2, 2, 2, rng)


@pytest.mark.parametrize("m, size, epochs", [(3, 1, 1), (4, 3, 1), (3, 2, 2)])
def test_train_makes_a_step_after_every_batch(kata, X, Y, P, m, size, epochs, rng):
    X, Y = X[:m], Y[:m]
    Q, losses, what = trained(kata, X, Y, P, 0.4, epochs, size, rng)
    ways = all_ways(X, Y, P, 0.4, epochs, size)
    _, Q_want, losses_want = nearest(ways, Q, losses)
    likeliest = f"of {what}, {m} pictures, beside the nearest of {len(ways)} ways"
    assert_close(losses, losses_want, f"losses {likeliest}")
    assert_close(Q, Q_want, f"P {likeliest}")


def test_train_has_a_new_order_in_every_epoch_and_every_run(kata, X, Y, P, rng):
    X, Y, runs = X[:3, :7, :7], Y[:3], 40
    P["W3"] = P["W3"][:3]
    ways = all_ways(X, Y, P, 0.4, 2, 2)
    orders = []
    for _ in range(runs):
        Q, losses, _ = trained(kata, X, Y, P, 0.4, 2, 2, rng)
        orders.append(nearest(ways, Q, losses)[0])
    orders, off = np.array(orders), 6 * math.sqrt(1 / 3 * 2 / 3 / runs)
    same = (orders[:, 0] == orders[:, 1]).mean()
    what = "share of 40 runs in which two epochs had the same of three orders"
    assert_close(same, 1 / 3, what, rtol=0, atol=off)
    for number in range(3):
        what = f"share of 40 runs that began with order {number} of three"
        assert_close((orders[:, 0] == number).mean(), 1 / 3, what, rtol=0, atol=off)


def test_train_returns_the_last_parameters_even_where_the_cost_rose(kata, X, Y, P, rng):
    losses = train_by_hand(X, Y, P, 3.0, 3)[1]
    assert losses[2] > losses[0], "the spec's own example no longer overshoots"
    assert_trains_as_by_hand(kata, X, Y, P, 3.0, 3, 5, rng)


def test_train_charges_an_impossible_answer_what_the_clip_allows(kata, certain, rng):
    _, losses, _ = trained(kata, *certain, 0.1, 1, 3, rng)
    assert_close(losses, [2 * IMPOSSIBLE / 3], "losses of certain answers, two wrong")


def test_train_takes_float32(kata, X, Y, P, rng):
    X, Y = X.astype(np.float32), Y.astype(np.float32)
    P = {name: P[name].astype(np.float32) for name in P}
    assert_trains_as_by_hand(kata, X, Y, P, 0.3, 3, 5, rng, rtol=1e-4, atol=1e-5)


def test_train_takes_whole_numbers(kata, Y, P, rng):
    X = np.random.default_rng(3).integers(0, 4, (5, 7, 11, 1)).astype(np.uint8)
    assert_trains_as_by_hand(kata, X, Y.astype(int), P, 0.02, 2, 5, rng)


def test_train_of_one_seed_is_always_the_same(kata, X, Y, P):
    one = trained(kata, X, Y, P, 0.4, 2, 2, np.random.default_rng(5))
    other = trained(kata, X, Y, P, 0.4, 2, 2, np.random.default_rng(5))
    assert_close(other[0], one[0], "P by another rng of the same seed")
    assert_close(other[1], one[1], "losses by another rng of the same seed")


def test_train_leaves_its_inputs_alone(kata, X, Y, P, rng):
    with leaves_alone(X=X, Y=Y, P=P):
        kata.train(X, Y, P, 0.3, 2, 2, rng)


def test_chance_comes_from_rng_alone(kata, X, Y, P, rng):
    before = np.random.get_state()[1:3]  # noqa: NPY002
    kata.he_conv(2, 3, 4, rng)
    kata.init(rng)
    kata.train(X, Y, P, 0.3, 1, 2, rng)
    after = np.random.get_state()[1:3]  # noqa: NPY002
    assert_close(after, before, "state of np.random afterwards", rtol=0, atol=0)


# -- decisions -------------------------------------------------------------------------


def test_predict_names_the_most_probable_class_of_each_picture(kata, wide):
    X, P = wide
    P["b3"] = P["b3"] - forward_by_hand(X, P).mean(axis=0)  # no class wins throughout
    want = forward_by_hand(X, P).argmax(axis=1)
    assert len(set(want)) > 2, "the spec's own pictures are all alike"
    assert_close(kata.predict(X, P), want, "predict(X, P)")


def test_predict_takes_the_lowest_of_equally_probable_classes(kata, X, P):
    P["W3"], P["b3"] = np.zeros((6, 4)), np.array([-3.0, -1.0, -2.0, -1.0])
    assert_close(kata.predict(X, P), [1, 1, 1, 1, 1], "predict with ties")


def test_predict_takes_a_single_picture(kata, X, P):
    want = forward_by_hand(X[3:4], P).argmax(axis=1)
    assert_close(kata.predict(X[3:4], P), want, "predict of one picture")


def test_predict_leaves_its_inputs_alone(kata, X, P):
    with leaves_alone(X=X, P=P):
        kata.predict(X, P)


def answers(kata, X, P):
    """Predictions by the thousand: all windows at once need gigabytes."""
    parts = [kata.predict(X[i : i + 1000], P) for i in range(0, len(X), 1000)]
    return np.concatenate([np.asarray(part).ravel() for part in parts])


@pytest.mark.graded
def test_reads_digits(kata, goal):
    X, y = goal.train
    # All in float32: one float64 among them, and NumPy copies the pictures every step.
    Y = np.eye(10, dtype=np.float32)[y]
    P = {n: np.asarray(value, np.float32) for n, value in kata.init(goal.rng).items()}
    lr, size = goal.settings["lr"], goal.settings["size"]
    fast, done = goal.settings.get("fast", math.inf), 0  # epochs
    for epochs in goal.slices(X[:4000], Y[:4000], P=P):
        # A high rate leads wrong gradients astray; right ones settle at a lower one.
        rate, done = (lr if done < fast else lr / 4), done + epochs
        P, losses = kata.train(X, Y, P, rate, epochs, size, goal.rng)
        goal.keep_model({"P": P})
        goal.add_losses(losses)
    right = answers(kata, X[:4000], P) == y[:4000]
    goal.measured["train_accuracy"] = float(right.mean())
    X, y = goal.test
    assert_accuracy(y, answers(kata, X, P), goal)
