"""Spec: networks of one to four layers: first weights, forward, cost, back, training.

Tolerance: 1e-7 relative, 1e-9 absolute; gradients against central differences 1e-5;
float32 1e-4; draws by statistics, within five standard errors or more. What the caches
hold is nobody's business.
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
    assert_draws,
    assert_gradient,
    assert_shape,
    describe,
    leaves_alone,
    measure,
)

pytestmark = pytest.mark.filterwarnings("error")  # an overflow is a failure

# One to four layers, all sizes different; and the seeds that let every hidden unit of
# these networks fire for some of the seven examples, and not for all.
DIMS = [[3, 1], [4, 3, 1], [5, 4, 2, 1], [6, 5, 4, 3, 1]]
SEEDS = {2: 0, 3: 2, 4: 32, 5: 5049}
# Costs that a course published, of weights drawn with seed 1, by iteration.
PUBLISHED = {0: 0.771749, 100: 0.672053, 1000: 0.315187, 2400: 0.092878}

every_depth = pytest.mark.parametrize("dims", DIMS, ids=lambda dims: f"{len(dims) - 1}")


@pytest.fixture
def rng():
    return np.random.default_rng(12)


@pytest.fixture
def y():
    """Three of seven are a yes."""
    return np.array([[1.0], [0.0], [0.0], [1.0], [0.0], [1.0], [0.0]])


def network(dims):
    """Weights and biases for these sizes; no bias is 0."""
    rng = np.random.default_rng(SEEDS[len(dims)])
    return [
        {
            "W": rng.normal(0, math.sqrt(2 / n_in), (n_in, n_out)).round(3),
            "b": rng.uniform(0.1, 0.6, n_out).round(3) * rng.choice([-1, 1], n_out),
        }
        for n_in, n_out in pairwise(dims)
    ]


def inputs(n_in, m=7):
    """Examples of both signs, with exact zeros; no two rows or columns alike."""
    X = np.random.default_rng(40 + n_in).normal(0, 1.5, (m, n_in)).round(2)
    X[0, 0] = X[2, n_in - 1] = 0
    return X


def cast(layers, kind):
    return [{name: np.asarray(layer[name], kind) for name in layer} for layer in layers]


# -- the definitions, one unit at a time -----------------------------------------------


def dot(a, b):
    return sum(float(x) * float(w) for x, w in zip(a, b, strict=True))


def sums_by_hand(row, layers):
    """Weighted sums of one example, layer by layer; the last are its logits."""
    sums, signal = [], [float(x) for x in row]
    for layer in layers:
        columns = zip(layer["W"].T, layer["b"], strict=True)
        sums.append([dot(signal, w) + float(b) for w, b in columns])
        signal = [max(z, 0.0) for z in sums[-1]]
    return sums


def logits_by_hand(X, layers):
    return np.array([sums_by_hand(row, layers)[-1] for row in X])


def cost_by_hand(logits, y):
    """log(1 + exp(-z)) for a yes and log(1 + exp(z)) for a no; exp never overflows."""
    total = 0.0
    for z, label in zip(np.ravel(logits), np.ravel(y), strict=True):
        wrong_by = float(-z if label else z)
        total += max(wrong_by, 0.0) + math.log1p(math.exp(-abs(wrong_by)))
    return total / len(y)


def slopes_by_hand(logits, y):
    rows = zip(np.ravel(logits), np.ravel(y), strict=True)
    errors = [math.tanh(z / 2) / 2 + 0.5 - label for z, label in rows]
    return np.array(errors)[:, None] / len(y)


def grads_by_hand(X, dZ, layers):
    G = [{name: np.zeros(np.shape(v)) for name, v in layer.items()} for layer in layers]
    for row, slope in zip(X, dZ, strict=True):
        sums = sums_by_hand(row, layers)
        for i in reversed(range(len(layers))):
            came_in = [max(z, 0.0) for z in sums[i - 1]] if i else row
            G[i]["b"] += slope
            for j, x in enumerate(came_in):
                G[i]["W"][j] += float(x) * np.asarray(slope)
            if i:
                back = [dot(w, slope) for w in layers[i]["W"]]
                slope = [d * (z > 0) for d, z in zip(back, sums[i - 1], strict=True)]
    return G


def step_by_hand(X, y, layers, lr):
    G = grads_by_hand(X, slopes_by_hand(logits_by_hand(X, layers), y), layers)
    return [
        {name: layer[name] - lr * grad[name] for name in layer}
        for layer, grad in zip(layers, G, strict=True)
    ]


def train_by_hand(X, y, layers, lr, epochs):
    losses = []
    for _ in range(epochs):
        losses.append(cost_by_hand(logits_by_hand(X, layers), y))
        layers = step_by_hand(X, y, layers, lr)
    return layers, losses


# -- what the subject returned, once its kind is sure ----------------------------------


def values(result, names, what):
    """The returned values, once their number is sure."""
    if not isinstance(result, tuple | list) or len(result) != len(names):
        wanted = f"expected {len(names)} values ({', '.join(names)})"
        raise AssertionError(f"{what}: {wanted}, got {describe(result)}")
    return result


def checked(layers, dims, what):
    """A network or its gradients, once keys and shapes of every layer are sure."""
    if not isinstance(layers, tuple | list):
        raise AssertionError(f"{what}: expected a list, got {describe(layers)}")
    if len(layers) != len(dims) - 1:
        wanted = f"expected a list of {len(dims) - 1} layers"
        raise AssertionError(f"{what}: {wanted}, got {describe(layers)}")
    for i, (layer, sizes) in enumerate(zip(layers, pairwise(dims), strict=True)):
        if not isinstance(layer, dict) or sorted(map(str, layer)) != ["W", "b"]:
            told = sorted(map(str, layer)) if isinstance(layer, dict) else ""
            got = f"the keys {told}" if told else describe(layer)
            raise AssertionError(
                f"{what}[{i}]: expected a dict with the keys 'W' and 'b', got {got}"
            )
        assert_shape(layer["W"], sizes, f"{what}[{i}]['W']")
        assert_shape(layer["b"], sizes[1:], f"{what}[{i}]['b']")
    return [{name: np.asarray(layer[name]) for name in ("W", "b")} for layer in layers]


def drawn(kata, dims, rng):
    return checked(kata.init(list(dims), rng), dims, f"init({dims}, rng)")


def sizes_of(layers):
    return [len(layers[0]["W"]), *(len(layer["b"]) for layer in layers)]


def forward(kata, X, layers):
    what = "forward(X, layers)"
    return values(kata.forward(X, layers), ["logits", "caches"], what)


def gradients(kata, X, dZ, layers):
    """Forward, then back."""
    _, caches = forward(kata, X, layers)
    got = kata.backward(dZ, layers, caches)
    return checked(got, sizes_of(layers), "backward(dZ, layers, caches)")


def assert_forward_as_by_hand(kata, X, layers, what, **tolerance):
    __tracebackhide__ = True
    logits, _ = forward(kata, X, layers)
    assert_close(logits, logits_by_hand(X, layers), f"logits of {what}", **tolerance)


def assert_backward_as_by_hand(kata, X, dZ, layers, what, **tolerance):
    __tracebackhide__ = True
    got, want = gradients(kata, X, dZ, layers), grads_by_hand(X, dZ, layers)
    assert_close(got, want, f"gradients of {what}", **tolerance)


def trained(kata, X, y, layers, lr, epochs):
    """What training returned, once its form is sure."""
    what = f"train(X, y, layers, {lr:g}, {epochs})"
    result = kata.train(X, y, layers, lr, epochs)
    got, losses = values(result, ["layers", "losses"], what)
    assert_shape(losses, (epochs,), f"losses of {what}")
    got = checked(got, sizes_of(layers), f"layers of {what}")
    return got, np.asarray(losses, dtype=float), what


def assert_trains_as_by_hand(kata, X, y, layers, lr, epochs, **tolerance):
    __tracebackhide__ = True
    got, losses, what = trained(kata, X, y, layers, lr, epochs)
    layers_want, losses_want = train_by_hand(X, y, layers, lr, epochs)
    assert_close(losses, losses_want, f"losses of {what}", **tolerance)
    assert_close(got, layers_want, f"layers of {what}", **tolerance)


# -- first weights ---------------------------------------------------------------------


@pytest.mark.parametrize("dims", [[5, 4, 3, 2], [6, 1], [3, 3, 3], [7, 5, 6, 2, 4, 1]])
def test_init_makes_one_layer_between_each_size_and_the_next(kata, dims, rng):
    drawn(kata, dims, rng)


def test_init_draws_weights_of_variance_two_over_the_inputs_of_their_layer(kata, rng):
    for i, layer in enumerate(drawn(kata, [30, 400, 50, 200], rng)):
        std = math.sqrt(2 / (30, 400, 50)[i])
        assert_draws(layer["W"], f"weights of layer {i}", std=std)


def test_init_draws_from_the_normal_law(kata, rng):
    for i, layer in enumerate(drawn(kata, [50, 200, 100], rng)):
        far = np.abs(layer["W"]) > 2 * math.sqrt(2 / (50, 200)[i])
        share = f"share of layer {i} beyond two standard deviations"
        assert_close(far.mean(), 0.0455, share, atol=0.0105, rtol=0)


def test_init_sets_biases_to_zero(kata, rng):
    for i, layer in enumerate(drawn(kata, [4, 5, 3, 1], rng)):
        assert_close(layer["b"], np.zeros((5, 3, 1)[i]), f"biases of layer {i}")


def test_init_draws_every_layer_by_itself(kata, rng):
    first, second = (layer["W"] for layer in drawn(kata, [30, 30, 30], rng))
    alike = np.corrcoef(first.ravel(), second.ravel())[0, 1]
    assert_at_most(abs(alike), 0.2, "correlation of two layers' weights")


def test_init_draws_other_weights_every_time(kata):
    rng = np.random.default_rng(5)
    first, second = drawn(kata, [6, 4, 1], rng), drawn(kata, [6, 4, 1], rng)
    again = drawn(kata, [6, 4, 1], np.random.default_rng(5))
    assert_close(again, first, "init by another rng of the same seed")
    for i in range(2):
        gap = np.abs(first[i]["W"] - second[i]["W"]).max()
        assert_at_least(gap, 1e-6, f"largest change of layer {i} by a second init")


def test_init_gives_every_array_a_place_of_its_own(kata, rng):
    layers = kata.init([3, 3, 3, 3], rng)
    arrays = [layer[name] for layer in layers for name in ("W", "b")]
    shared = any(np.shares_memory(a, b) for a, b in combinations(arrays, 2))
    assert not shared, "init([3, 3, 3, 3], rng): two of the arrays share memory"


def test_init_leaves_its_sizes_alone(kata, rng):
    dims = [5, 4, 1]
    with leaves_alone(dims=dims):
        kata.init(dims, rng)


# -- forward ---------------------------------------------------------------------------


@every_depth
def test_forward_hands_each_layer_what_the_one_before_let_through(kata, dims):
    layers = network(dims)
    assert_forward_as_by_hand(kata, inputs(dims[0]), layers, f"sizes {dims}")


def test_forward_of_one_layer_is_a_weighted_sum_and_nothing_else(kata):
    layers = [{"W": np.array([[2.0], [-1.0]]), "b": np.array([-0.5])}]
    X = np.array([[1.0, 0.0], [0.0, 1.0], [-1.0, 3.0]])
    logits, _ = forward(kata, X, layers)
    assert_close(logits, [[1.5], [-1.5], [-5.5]], "logits of one layer")


def test_forward_lets_nothing_negative_through_between_layers(kata):
    layers = [
        {"W": np.array([[1.0, -1.0]]), "b": np.zeros(2)},
        {"W": np.array([[1.0], [3.0]]), "b": np.array([-4.0])},
    ]
    logits, _ = forward(kata, np.array([[2.0], [-2.0], [0.0]]), layers)
    assert_close(logits, [[-2.0], [2.0], [-4.0]], "logits of 2, -2 and 0")


def test_forward_takes_any_number_of_outputs(kata):
    layers = network([4, 3, 1])[:1] + network([5, 4, 2, 1])[2:]
    layers[1] = {
        "W": np.array([[1.0, -2], [0.5, 1], [-1, 3]]),
        "b": np.array([0.2, -0.3]),
    }
    assert_forward_as_by_hand(kata, inputs(4), layers, "sizes [4, 3, 2]")


def test_forward_of_square_layers_is_right_too(kata):
    layers = square_network()
    assert_forward_as_by_hand(kata, inputs(3, m=3), layers, "a square network")


def test_forward_takes_a_single_example(kata):
    layers = network(DIMS[2])
    assert_forward_as_by_hand(kata, inputs(5)[3:4], layers, "one example")


def test_forward_takes_raw_pixels(kata):
    X = np.array([[0, 255, 1, 7], [255, 0, 3, 200], [250, 251, 252, 253]], np.uint8)
    assert_forward_as_by_hand(kata, X, network(DIMS[1]), "pixels from 0 to 255")


def test_forward_takes_float32(kata):
    X, layers = inputs(5).astype(np.float32), cast(network(DIMS[2]), np.float32)
    assert_forward_as_by_hand(kata, X, layers, "float32", rtol=1e-4, atol=1e-5)


def test_forward_leaves_its_inputs_alone(kata):
    X, layers = inputs(5), network(DIMS[2])
    with leaves_alone(X=X, layers=layers):
        kata.forward(X, layers)


def square_network():
    """Three inputs, two layers of three units, three outputs; nothing symmetric."""
    W = np.array([[0.6, -0.9, 0.4], [-0.3, 0.8, 0.7], [1.1, 0.2, -0.5]])
    return [
        {"W": W, "b": np.array([0.1, -0.2, 0.3])},
        {"W": np.roll(W, 1, axis=0) - 0.1, "b": np.array([-0.15, 0.25, 0.05])},
        {"W": W[::-1] + 0.2, "b": np.array([0.3, -0.4, 0.2])},
    ]


# -- the cost, and its slope by the logits ---------------------------------------------


@pytest.fixture
def logits():
    """Right and wrong answers, sure and unsure ones, and an exact 0."""
    return np.array([[2.0], [-1.5], [0.3], [-0.7], [0.0], [5.0], [3.0]])


def test_cost_is_the_mean_surprise_at_the_labels(kata, y, logits):
    assert_close(kata.cost(logits, y), cost_by_hand(logits, y), "cost(logits, y)")


def test_cost_of_ignorance_is_log_two(kata, y):
    assert_close(kata.cost(np.zeros((7, 1)), y), math.log(2), "cost(zeros, y)")


def test_cost_is_minus_the_log_of_the_probability_of_what_was_right(kata):
    logits = np.array([[math.log(3.0)], [math.log(3.0)], [-math.log(4.0)]])  # 3/4, 1/5
    want = (math.log(4 / 3) + math.log(4) + math.log(5 / 4)) / 3
    got = kata.cost(logits, np.array([[1.0], [0.0], [0.0]]))
    assert_close(got, want, "cost at probabilities 3/4, 3/4, 1/5")


def test_cost_of_certain_answers_is_nothing_or_as_much_as_they_are_off(kata):
    logits = np.array([[1000.0], [-1000.0], [900.0], [-800.0], [40.0]])
    labels = np.array([[1.0], [0.0], [0.0], [1.0], [0.0]])
    got = kata.cost(logits, labels)
    assert_close(
        got, (900 + 800 + 40) / 5, "cost at logits of 1000, -1000, 900, -800, 40"
    )


def test_cost_of_one_certain_wrong_answer_is_its_logit(kata):
    for z, label in [(40.0, 0), (-40.0, 1), (750.0, 0), (-750.0, 1)]:
        got = kata.cost(np.array([[z]]), np.array([[label]]))
        assert_close(got, abs(z), f"cost of a logit of {z:g} for label {label}")


def test_cost_takes_whole_numbers_as_labels(kata, y, logits):
    want = cost_by_hand(logits, y)
    for kind in (np.int64, np.uint8):
        got = kata.cost(logits, y.astype(kind))
        assert_close(got, want, f"cost with labels of {kind.__name__}")


def test_cost_takes_float32(kata, y, logits):
    got = kata.cost(logits.astype(np.float32), y.astype(np.float32))
    assert_close(got, cost_by_hand(logits, y), "cost of float32", rtol=1e-5)


def test_cost_leaves_its_inputs_alone(kata, y, logits):
    with leaves_alone(logits=logits, y=y):
        kata.cost(logits, y)


def test_dlogits_is_the_error_over_the_number_of_examples(kata):
    logits = np.array([[math.log(3.0)], [math.log(3.0)], [-math.log(4.0)], [0.0]])
    got = kata.dlogits(logits, np.array([[1.0], [0.0], [0.0], [1.0]]))
    want = np.array([[-0.25], [0.75], [0.2], [-0.5]]) / 4
    assert_close(got, want, "dlogits at probabilities 3/4, 3/4, 1/5, 1/2")


def test_dlogits_matches_central_differences_of_the_cost(kata, y, logits):
    got = kata.dlogits(logits, y)
    assert_gradient(got, lambda z: cost_by_hand(z, y), logits, "dlogits(logits, y)")


def test_dlogits_pushes_with_full_strength_where_an_answer_is_certain_and_wrong(kata):
    logits = np.array([[1000.0], [-1000.0], [900.0], [-800.0]])
    got = kata.dlogits(logits, np.array([[1.0], [0.0], [0.0], [1.0]]))
    want = [[0.0], [0.0], [0.25], [-0.25]]
    assert_close(got, want, "dlogits at logits of 1000, -1000, 900, -800")


def test_dlogits_takes_a_single_example(kata):
    got = kata.dlogits(np.array([[0.0]]), np.array([[1.0]]))
    assert_close(got, [[-0.5]], "dlogits of one example")


def test_dlogits_takes_whole_numbers_as_labels(kata, y, logits):
    want = slopes_by_hand(logits, y)
    for kind in (np.int64, np.uint8):
        got = kata.dlogits(logits, y.astype(kind))
        assert_close(got, want, f"dlogits with labels of {kind.__name__}")


def test_dlogits_leaves_its_inputs_alone(kata, y, logits):
    with leaves_alone(logits=logits, y=y):
        kata.dlogits(logits, y)


# -- backward --------------------------------------------------------------------------


@every_depth
def test_backward_hands_the_slope_from_the_last_layer_to_the_first(kata, dims):
    X, layers = inputs(dims[0]), network(dims)
    dZ = np.array([[0.3], [-1.0], [0.7], [2.0], [-0.4], [0.9], [-0.2]])
    assert_backward_as_by_hand(kata, X, dZ, layers, f"sizes {dims}")


@every_depth
def test_backward_matches_central_differences_of_the_cost(kata, dims, y):
    X, layers = inputs(dims[0]), network(dims)
    dZ = slopes_by_hand(logits_by_hand(X, layers), y)
    got = gradients(kata, X, dZ, layers)
    for i, layer in enumerate(layers):
        for name in layer:

            def cost(value, i=i, name=name):
                other = [*layers[:i], {**layers[i], name: value}, *layers[i + 1 :]]
                return cost_by_hand(logits_by_hand(X, other), y)

            what = f"grads[{i}][{name!r}] of sizes {dims}"
            assert_gradient(got[i][name], cost, layer[name], what)


def test_backward_takes_any_number_of_outputs(kata):
    layers = network([4, 3, 1])[:1]
    layers.append({"W": np.array([[1.0, -2], [0.5, 1], [-1, 3]]), "b": np.ones(2)})
    dZ = np.array(
        [[0.3, 1], [-1, 0.2], [0.7, 0], [2, -3], [-0.4, 0], [0, 0.9], [1, -1]]
    )
    assert_backward_as_by_hand(kata, inputs(4), dZ, layers, "sizes [4, 3, 2]")


def test_backward_of_square_layers_is_right_too(kata):
    X, dZ = inputs(3, m=3), np.array([[0.3, -1.0, 0.7], [2, -0.4, 0.9], [-0.2, 0.5, 1]])
    assert_backward_as_by_hand(kata, X, dZ, square_network(), "a square network")


def test_backward_lets_nothing_through_a_unit_whose_sum_is_zero(kata):
    layers = [
        {
            "W": np.array([[1.0, -1.0, 2.0], [1.0, 2.0, 0.0]]),
            "b": np.array([0.0, 1, -2]),
        },
        {"W": np.array([[3.0, 1.0], [-2.0, 1], [5.0, 1]]), "b": np.array([0.5, 0.0])},
        {"W": np.array([[1.0], [-1.0]]), "b": np.array([2.0])},
    ]
    # Hidden sums: (0, -2, 0), (2, 2, 0), (2, -1, 4): three are exactly 0.
    X = np.array([[1.0, -1.0], [1.0, 1.0], [3.0, -1.0]])
    assert_backward_as_by_hand(
        kata, X, np.array([[1.0], [2.0], [4.0]]), layers, "sums of 0"
    )


def test_backward_does_not_gate_the_logits(kata):
    layers = [{"W": np.array([[1.0], [2.0]]), "b": np.array([-5.0])}]
    got = gradients(kata, np.eye(3, 2), np.array([[1.0], [2.0], [4.0]]), layers)
    want = [{"W": np.array([[1.0], [2.0]]), "b": np.array([7.0])}]
    assert_close(got, want, "gradients where all logits are negative")


def test_backward_takes_a_single_example(kata):
    X, layers = inputs(5)[3:4], network(DIMS[2])
    assert_backward_as_by_hand(kata, X, np.array([[-0.7]]), layers, "one example")


def test_backward_takes_raw_pixels(kata):
    X = np.array([[0, 255, 1, 7], [255, 0, 3, 200], [250, 251, 252, 253]], np.uint8)
    dZ, layers = np.array([[0.3], [-1.0], [0.7]]), network(DIMS[1])
    assert_backward_as_by_hand(kata, X, dZ, layers, "pixels from 0 to 255")


def test_backward_takes_float32(kata):
    X, layers = inputs(5).astype(np.float32), cast(network(DIMS[2]), np.float32)
    dZ = np.linspace(-1, 2, 7, dtype=np.float32)[:, None]
    assert_backward_as_by_hand(kata, X, dZ, layers, "float32", rtol=1e-4, atol=1e-5)


def test_backward_belongs_to_the_caches_it_is_given(kata):
    X, layers, dZ = inputs(5), network(DIMS[2]), np.linspace(-1, 2, 7)[:, None]
    _, caches = forward(kata, X, layers)
    forward(kata, -X, layers)
    for time in ("first", "second"):
        got = kata.backward(dZ, layers, caches)
        got = checked(got, DIMS[2], "backward(dZ, layers, caches)")
        what = f"{time} gradients, after another forward pass"
        assert_close(got, grads_by_hand(X, dZ, layers), what)


def test_backward_leaves_its_inputs_alone(kata):
    X, layers, dZ = inputs(5), network(DIMS[2]), np.linspace(-1, 2, 7)[:, None]
    with leaves_alone(X=X, dZ=dZ, layers=layers):
        _, caches = forward(kata, X, layers)
        kata.backward(dZ, layers, caches)


# -- steps -----------------------------------------------------------------------------


def test_update_goes_against_the_gradient_in_every_layer(kata):
    layers, grads = network(DIMS[2]), slanted(DIMS[2])
    got = checked(
        kata.update(layers, grads, 0.3), DIMS[2], "update(layers, grads, 0.3)"
    )
    for i, (new, old, slope) in enumerate(zip(got, layers, grads, strict=True)):
        for name in old:
            want = old[name] - 0.3 * slope[name]
            assert_close(new[name], want, f"update(layers, grads, 0.3)[{i}][{name!r}]")


def test_update_steps_by_the_rate_it_is_given(kata):
    layers, grads = network(DIMS[0]), slanted(DIMS[0])
    for lr in (0.01, 2.0):
        what = f"update(layers, grads, {lr:g})"
        want = [{name: layers[0][name] - lr * grads[0][name] for name in layers[0]}]
        assert_close(checked(kata.update(layers, grads, lr), DIMS[0], what), want, what)


def test_update_makes_new_arrays(kata):
    layers, grads = network(DIMS[1]), slanted(DIMS[1])
    with leaves_alone(layers=layers, grads=grads):
        new = kata.update(layers, grads, 0.3)
    for i, layer in enumerate(checked(new, DIMS[1], "update(layers, grads, 0.3)")):
        for name in layer:
            shared = np.shares_memory(layer[name], layers[i][name])
            assert not shared, f"update: the new {name} of layer {i} is the old one"


def slanted(dims):
    """Gradients of which no two are alike."""
    rng = np.random.default_rng(len(dims))
    return [
        {
            "W": rng.normal(0, 2, sizes).round(2),
            "b": rng.normal(0, 2, sizes[1]).round(2),
        }
        for sizes in pairwise(dims)
    ]


# -- training --------------------------------------------------------------------------


def test_train_tells_one_loss_an_epoch(kata, y):
    for epochs in (1, 2, 5):
        trained(kata, inputs(4), y, network(DIMS[1]), 0.3, epochs)


def test_train_begins_at_the_cost_of_what_it_is_given(kata, y):
    layers = network(DIMS[1])
    layers[1] = {"W": np.zeros((3, 1)), "b": np.zeros(1)}
    _, losses, _ = trained(kata, inputs(4), y, layers, 0.3, 2)
    assert_close(losses[0], math.log(2), "losses[0] of a last layer of zeros")


@every_depth
def test_train_takes_every_step_from_where_the_last_one_ended(kata, dims, y):
    assert_trains_as_by_hand(kata, inputs(dims[0]), y, network(dims), 0.4, 3)


def test_train_takes_one_step_an_epoch(kata, y):
    assert_trains_as_by_hand(kata, inputs(5), y, network(DIMS[2]), 0.4, 1)


def test_train_steps_by_the_rate_it_is_given(kata, y):
    assert_trains_as_by_hand(kata, inputs(4), y, network(DIMS[1]), 0.02, 2)
    assert_trains_as_by_hand(kata, inputs(4), y, network(DIMS[1]), 1.3, 2)


def test_train_goes_on_where_it_stopped(kata, y):
    X, layers = inputs(5), network(DIMS[2])
    half, losses, _ = trained(kata, X, y, layers, 0.4, 2)
    got, more, _ = trained(kata, X, y, half, 0.4, 3)
    want, expected = train_by_hand(X, y, layers, 0.4, 5)
    assert_close([*losses, *more], expected, "losses of 2 epochs and 3 more")
    assert_close(got, want, "layers of 2 epochs and 3 more")


def test_train_returns_the_last_layers_even_where_the_cost_rose(kata):
    X, y = np.array([[1.0, 2], [2, 1], [3, -1]]), np.array([[0.0], [1], [0]])
    layers = [{"W": np.array([[0.2], [0.1]]), "b": np.array([0.2])}]
    losses = train_by_hand(X, y, layers, 4.0, 4)[1]
    assert losses[3] > losses[2], "the spec's own example no longer overshoots"
    assert_trains_as_by_hand(kata, X, y, layers, 4.0, 3)


def test_train_with_a_small_rate_goes_downhill_all_the_way(kata, y):
    _, losses, _ = trained(kata, inputs(5), y, network(DIMS[2]), 0.05, 30)
    fall = -np.diff(losses)
    assert (fall > 0).all(), f"losses at a small rate: rise by {-fall.min():g}"


def test_train_corrects_a_certain_and_wrong_answer_with_full_strength(kata):
    X, y = np.array([[1000.0], [-1000.0], [900.0]]), np.array([[0.0], [1.0], [1.0]])
    layers = [
        {"W": np.array([[1.0, -1.0]]), "b": np.array([0.5, 0.25])},
        {"W": np.array([[1.0], [-1.0]]), "b": np.array([0.5])},
    ]
    assert_trains_as_by_hand(kata, X, y, layers, 1e-4, 3)


def test_train_takes_raw_pixels_and_whole_labels(kata):
    X = np.array([[0, 255, 1, 7], [255, 0, 3, 200], [250, 251, 252, 253]], np.uint8)
    y = np.array([[1], [0], [1]], dtype=np.uint8)
    assert_trains_as_by_hand(kata, X, y, network(DIMS[1]), 1e-4, 3)


def test_train_takes_float32(kata, y):
    X, layers = inputs(5).astype(np.float32), cast(network(DIMS[2]), np.float32)
    near = {"rtol": 1e-4, "atol": 1e-5}
    assert_trains_as_by_hand(kata, X, y.astype(np.float32), layers, 0.3, 3, **near)


def test_train_leaves_its_inputs_alone(kata, y):
    X, layers = inputs(5), network(DIMS[2])
    with leaves_alone(X=X, y=y, layers=layers):
        kata.train(X, y, layers, 0.3, 3)


def test_chance_comes_from_rng_alone(kata, y, rng):
    before = np.random.get_state()[1:3]  # noqa: NPY002
    kata.init([4, 3, 1], rng)
    kata.train(inputs(4), y, network(DIMS[1]), 0.3, 2)
    after = np.random.get_state()[1:3]  # noqa: NPY002
    assert_close(after, before, "state of np.random afterwards", rtol=0, atol=0)


# -- decisions -------------------------------------------------------------------------


@every_depth
def test_predict_says_one_where_the_probability_is_at_least_a_half(kata, dims):
    X, layers = inputs(dims[0]), network(dims)
    want = [int(z >= 0) for z in logits_by_hand(X, layers)[:, 0]]
    assert_close(kata.predict(X, layers), want, f"predict of sizes {dims}")


def test_predict_compares_the_probability_with_exactly_a_half(kata):
    layers = [{"W": np.array([[1.0], [-1.0]]), "b": np.zeros(1)}]
    X = np.array([[0.3, 0.0], [0.0, 0.3], [2.0, 2.0], [1e-6, 0], [0, 1e-6], [1, 0]])
    got = kata.predict(X, layers)
    assert_close(
        got, [1, 0, 1, 1, 0, 1], "predict at logits .3, -.3, 0, 1e-6, -1e-6, 1"
    )


def test_predict_judges_each_example_by_itself(kata):
    X, layers = inputs(5), network(DIMS[2])
    for i in range(7):
        want = [int(logits_by_hand(X[i : i + 1], layers)[0, 0] >= 0)]
        assert_close(kata.predict(X[i : i + 1], layers), want, "predict of one example")


def test_predict_survives_logits_of_a_thousand(kata):
    layers = [{"W": np.array([[40.0], [-40.0]]), "b": np.array([1.0])}]
    X = np.array([[0, 255], [255, 0], [255, 255]], dtype=np.uint8)
    assert_close(kata.predict(X, layers), [0, 1, 1], "predict of pixels from 0 to 255")


def test_predict_leaves_its_inputs_alone(kata):
    X, layers = inputs(5), network(DIMS[2])
    with leaves_alone(X=X, layers=layers):
        kata.predict(X, layers)


# -- real data -------------------------------------------------------------------------


def examples(part, kinds):
    """Rows, and 1 for labels of the second kind and 0 for those of the first."""
    X, labels = part
    chosen = np.isin(labels, np.concatenate(kinds))
    return X[chosen], np.isin(labels[chosen], kinds[1]).astype(int)


def shrunk(X, shape, by):
    """Flat pictures, each block of pixels its mean."""
    h, w, c = shape
    blocks = X.reshape(len(X), h // by, by, w // by, by, c)
    return blocks.mean(axis=(2, 4)).reshape(len(X), -1)


def for_whole_pictures(layers, middle, shape, by):
    """The network that says of whole pictures what this one says of shrunk, shifted ones.

    Both are linear, so that the first layer can take them over.
    """
    W = layers[0]["W"]
    if by > 1:
        h, w, c = shape
        W = W.reshape(h // by, w // by, c, -1)
        W = W.repeat(by, axis=0).repeat(by, axis=1).reshape(h * w * c, -1) / by**2
    return [{"W": W, "b": layers[0]["b"] - middle @ layers[0]["W"]}, *layers[1:]]


def published_start(dims):
    """The weights of seed 1 as they were published, carried over by transposition."""
    old = np.random.RandomState(1)
    weights = [old.randn(b, a) / math.sqrt(a) for a, b in pairwise(dims)]
    return [{"W": W.T.copy(), "b": np.zeros(len(W))} for W in weights]


@pytest.mark.graded
def test_learns_to_tell_two_kinds_apart(kata, goal):
    settings = goal.settings
    published, kinds = settings.get("published"), settings.get("kinds", [[0], [1]])
    by, centre = settings.get("shrink", 1), settings.get("centre")
    X, y = examples(goal.train, kinds)
    # One precision for all: else NumPy copies the pictures in every step.
    kind = np.float64 if published else np.float32
    if published:
        X = np.rint(X * 255).astype(kind) / 255
    seen = shrunk(X, goal.shape, by) if by > 1 else X
    middle = seen.mean(axis=0) * bool(centre)
    seen = seen - middle

    def for_whole(layers):
        return for_whole_pictures(layers, middle, goal.shape, by)

    dims = [seen.shape[1], *settings["hidden"], 1]
    layers = published_start(dims) if published else kata.init(dims, goal.rng)
    layers = cast(layers, kind)
    Y = y[:, None].astype(kind)
    names = [", ".join(goal.classes[label] for label in labels) for labels in kinds]
    for epochs in goal.slices(X, Y, layers=for_whole(layers)):
        layers, losses = kata.train(seen, Y, layers, settings["lr"], epochs)
        whole = for_whole(layers)
        goal.keep_model({"layers": whole}, classes=names)
        goal.add_losses(losses)
    layers = whole
    if published:
        costs = [goal.losses[iteration] for iteration in PUBLISHED]
        told = f"losses at iterations {', '.join(map(str, PUBLISHED))}"
        assert_close(costs, list(PUBLISHED.values()), told, rtol=0, atol=1e-6)
    goal.measured["train_accuracy"] = measure(y, kata.predict(X, layers))["accuracy"]
    X, y = examples(goal.test, kinds)
    assert_accuracy(y, kata.predict(X, layers), goal)
