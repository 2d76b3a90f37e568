"""Spec: the law that first weights are drawn from, and a network full of them.

Tolerance: draws by statistics, within six standard errors of their law; biases are
exact. Draws are checked by statistics, never one by one: the order of drawing is free.
A statistic may lie six standard errors from its law's value, which no right answer will
meet by chance.
"""

import numpy as np
import pytest

from nnkata.testing import (
    assert_at_least,
    assert_at_most,
    assert_close,
    assert_draws,
    assert_shape,
    describe,
    leaves_alone,
)

pytestmark = pytest.mark.filterwarnings("error")

# Standard deviations of layers of (n_in, n_out), as the three formulas give them.
SPREADS = {
    "he_normal": {(3, 2): (2 / 3) ** 0.5, (200, 300): 0.1, (150, 150): 75**-0.5},
    "xavier_normal": {(3, 2): 0.4**0.5, (200, 300): 250**-0.5, (150, 150): 150**-0.5},
    "xavier_uniform": {(3, 2): 0.4**0.5, (200, 300): 250**-0.5, (150, 150): 150**-0.5},
}

of_each_function = pytest.mark.parametrize("name", list(SPREADS))


@pytest.fixture
def rng():
    return np.random.default_rng(12)


def call(name, shape):
    """A call as a reader would write it."""
    return f"{name}({shape[0]}, {shape[1]}, rng)"


def draw(kata, name, shape, rng):
    """One layer's weights as an array of the shape that was asked for."""
    W = getattr(kata, name)(*shape, rng)
    assert_shape(W, shape, call(name, shape))
    return np.asarray(W)


def draw_many(kata, name, rng):
    """1000 layers so small that one input more or less is a big difference."""
    return np.array([draw(kata, name, (3, 2), rng) for _ in range(1000)])


def require(truth, message):
    """Fail with the message alone."""
    if not truth:
        raise AssertionError(message)


def network(kata, dims, rng):
    """The layers, once their number, keys and kinds are sure."""
    layers = kata.init_network(list(dims), rng)  # one that takes them away has a copy
    kind = describe(layers)
    require(isinstance(layers, list | tuple), f"expected a list of layers, got {kind}")
    assert_close(len(layers), len(dims) - 1, f"number of layers of {dims}")
    for i, layer in enumerate(layers):
        kind = describe(layer)
        require(isinstance(layer, dict), f"layers[{i}]: expected a dict, got {kind}")
        keys = sorted(layer, key=str)
        require(keys == ["W", "b"], f"layers[{i}]: expected keys 'W', 'b', got {keys}")
        assert_shape(layer["W"], (dims[i], dims[i + 1]), f"layers[{i}]['W'] of {dims}")
    return layers


def assert_share(found, share, what):
    """Compare the share of True with a probability, within six standard errors."""
    tolerance = 6 * np.sqrt(share * (1 - share) / found.size)
    assert_close(found.mean(), share, what, rtol=0, atol=tolerance)


def assert_normal(W, std, what):
    """Compare how many draws lie within 0.5, 1, 2 and 3 standard deviations of 0."""
    size = np.abs(np.asarray(W)) / std
    for bound, share in [(0.5, 0.382925), (1, 0.682689), (2, 0.9545), (3, 0.9973)]:
        assert_share(size < bound, share, f"share of {what} within {bound} std")


def assert_other(W, V, what):
    """Not one weight may be the same in both."""
    assert_at_least(
        np.abs(np.subtract(W, V)).min(), 1e-9, f"smallest difference {what}"
    )


def global_state():
    """All of NumPy's global generator, as numbers."""
    _, keys, position, has_gauss, gauss = np.random.get_state()  # noqa: NPY002
    return np.array([*keys, position, has_gauss, gauss], dtype=float)


@of_each_function
@pytest.mark.parametrize("shape", [(4, 3), (3, 5), (4, 1), (1, 4), (1, 1), (3, 3)])
def test_weights_have_a_row_an_input_and_a_column_an_output(kata, name, shape, rng):
    draw(kata, name, shape, rng)  # checks the shape


@of_each_function
def test_one_seed_always_draws_the_same_weights(kata, name):
    first = draw(kata, name, (4, 3), np.random.default_rng(5))
    second = draw(kata, name, (4, 3), np.random.default_rng(5))
    assert_close(second, first, f"{name}(4, 3, rng), another rng of the same seed")


@of_each_function
def test_another_seed_draws_other_weights(kata, name):
    first = draw(kata, name, (4, 3), np.random.default_rng(5))
    other = draw(kata, name, (4, 3), np.random.default_rng(6))
    assert_other(first, other, f"of {name}(4, 3, rng) between two seeds")


@of_each_function
def test_the_next_call_draws_other_weights(kata, name, rng):
    first = draw(kata, name, (4, 3), rng).copy()
    second = draw(kata, name, (4, 3), rng)
    assert_other(first, second, f"of {name}(4, 3, rng) between two calls")


@of_each_function
def test_the_global_random_state_is_not_touched(kata, name, rng):
    before = global_state()
    draw(kata, name, (4, 3), rng)
    assert_close(global_state(), before, "state of np.random", rtol=0, atol=0)


@of_each_function
@pytest.mark.parametrize("shape", [(200, 300), (150, 150)])
def test_a_large_layer_has_the_mean_and_spread_of_the_law(kata, name, shape, rng):
    W = draw(kata, name, shape, rng)
    assert_draws(W, call(name, shape), std=SPREADS[name][shape])


@of_each_function
def test_small_layers_have_the_mean_and_spread_of_the_law(kata, name, rng):
    W = draw_many(kata, name, rng)
    assert_draws(W, f"{name}(3, 2, rng), called 1000 times", std=SPREADS[name][3, 2])


@of_each_function
@pytest.mark.parametrize("shape", [(200, 300), (150, 150)])
def test_every_row_and_every_column_varies(kata, name, shape, rng):
    W = draw(kata, name, shape, rng) / SPREADS[name][shape]
    for axis, lines in [(0, "column"), (1, "row")]:
        got, want = W.std(axis=axis), np.ones(shape[1 - axis])
        what = f"spread of each {lines} of {call(name, shape)}, over the law's"
        assert_close(got, want, what, rtol=0, atol=6 / np.sqrt(2 * shape[axis]))


@of_each_function
def test_weights_of_a_row_or_a_column_do_not_know_each_other(kata, name, rng):
    W = draw(kata, name, (200, 300), rng)
    for axis, lines in [(0, "column"), (1, "row")]:
        # The mean of n independent draws varies by std / sqrt(n): no more, no less.
        means = W.mean(axis=axis) * np.sqrt(W.shape[axis])
        what = f"{lines} means times sqrt({W.shape[axis]})"
        assert_draws(means, what, std=SPREADS[name][200, 300])


@of_each_function
def test_hardly_any_weight_occurs_twice(kata, name, rng):
    W = draw(kata, name, (150, 150), rng)
    different = np.unique(np.abs(W)).size / W.size  # a -w counts as a repeated w
    assert_at_least(different, 0.9, f"share of new weights in {name}(150, 150, rng)")


@of_each_function
def test_no_layer_is_shifted_to_a_mean_of_zero(kata, name, rng):
    means = draw_many(kata, name, rng).mean(axis=(1, 2)) * np.sqrt(6)
    what = f"means of 1000 layers {name}(3, 2, rng), times sqrt(6)"
    assert_draws(means, what, std=SPREADS[name][3, 2])


@of_each_function
def test_no_layer_is_scaled_to_an_exact_spread(kata, name, rng):
    squares = (draw_many(kata, name, rng) ** 2).mean(axis=(1, 2))
    varies = squares.std() / SPREADS[name][3, 2] ** 2
    assert_at_least(varies, 0.3, f"variation of the mean square of {name}(3, 2, rng)")


def test_he_normal_keeps_the_mean_square_through_a_relu_layer(kata, rng):
    x = np.linspace(-1.0, 3.0, 50)
    signal = np.maximum(x @ draw(kata, "he_normal", (50, 20000), rng), 0)
    kept = (signal**2).mean() / (x**2).mean()
    # The mean of n squares of rectified normal draws scatters by sqrt(5 / n).
    assert_close(kept, 1.0, "mean square after over before", rtol=0, atol=0.095)


@pytest.mark.parametrize("n_in, std", [(1, 2**0.5), (2, 1.0), (3, (2 / 3) ** 0.5)])
def test_he_normal_goes_by_the_inputs_alone(kata, n_in, std, rng):
    shape = (n_in, 20000)
    W = draw(kata, "he_normal", shape, rng)
    assert_draws(W, call("he_normal", shape), std=std)


@pytest.mark.parametrize("name", ["xavier_normal", "xavier_uniform"])
@pytest.mark.parametrize("shape", [(3, 20000), (20000, 3)])
def test_xavier_goes_by_inputs_and_outputs_alike(kata, name, shape, rng):
    W = draw(kata, name, shape, rng)
    assert_draws(W, call(name, shape), std=np.sqrt(2 / 20003))


@pytest.mark.parametrize("name", ["he_normal", "xavier_normal"])
def test_normal_weights_have_the_shape_and_tails_of_the_normal_law(kata, name, rng):
    W = draw(kata, name, (200, 300), rng)
    assert_normal(W, SPREADS[name][200, 300], f"{name}(200, 300, rng)")


@pytest.mark.parametrize("name", ["he_normal", "xavier_normal"])
def test_normal_weights_are_as_often_positive_as_negative(kata, name, rng):
    scaled = draw(kata, name, (200, 300), rng) / SPREADS[name][200, 300]
    assert_share(scaled > 0, 0.5, f"share of {name}(200, 300, rng) above 0")
    assert_share(scaled > 2, 0.02275, f"share of {name}(200, 300, rng) above 2 std")


@pytest.mark.parametrize("shape, limit", [((3, 2), 1.2**0.5), ((200, 300), 0.012**0.5)])
def test_xavier_uniform_stays_within_its_limit(kata, shape, limit, rng):
    draws = [draw(kata, "xavier_uniform", shape, rng) for _ in range(20)]
    what = f"largest size in 20 calls of {call('xavier_uniform', shape)}"
    assert_at_most(np.abs(draws).max(), limit * (1 + 1e-6), what)  # room for float32


def test_xavier_uniform_comes_close_to_both_ends(kata, rng):
    W = draw(kata, "xavier_uniform", (200, 300), rng)
    what = "weight of xavier_uniform(200, 300, rng), over the limit"
    assert_at_least(W.max() / np.sqrt(6 / 500), 0.998, f"largest {what}")
    assert_at_most(W.min() / np.sqrt(6 / 500), -0.998, f"smallest {what}")


def test_xavier_uniform_is_flat(kata, rng):
    W = draw(kata, "xavier_uniform", (200, 300), rng)
    counts, _ = np.histogram(W, bins=10, range=(-np.sqrt(0.012), np.sqrt(0.012)))
    tolerance = 6 * np.sqrt(0.1 * 0.9 / W.size)
    what = "share of the weights in each tenth of the range"
    assert_close(counts / W.size, np.full(10, 0.1), what, rtol=0, atol=tolerance)


@pytest.mark.parametrize("dims", [[4, 3], [4, 3, 1], [5, 4, 3, 2], [3, 3, 3]])
def test_init_network_has_one_layer_for_each_pair_of_sizes(kata, dims, rng):
    network(kata, dims, rng)  # checks number, keys and the shapes of W


@pytest.mark.parametrize("dims", [[4, 3], [4, 3, 1], [5, 4, 3, 2], [3, 3, 3]])
def test_init_network_starts_with_one_bias_of_zero_an_output(kata, dims, rng):
    for i, layer in enumerate(network(kata, dims, rng)):
        want, what = np.zeros(dims[i + 1]), f"layers[{i}]['b'] of {dims}"
        assert_close(layer["b"], want, what, rtol=0, atol=0)


@pytest.mark.parametrize("dims", [[200, 300, 100, 40], [3, 20000, 2, 20000]])
def test_init_network_scales_each_layer_by_its_own_inputs(kata, dims, rng):
    for i, layer in enumerate(network(kata, dims, rng)):
        std = np.sqrt(2 / dims[i])
        assert_draws(layer["W"], f"layers[{i}]['W'] of {dims}", std=std)


def test_init_network_draws_each_layer_from_the_normal_law(kata, rng):
    dims = [200, 300, 100, 150]
    for i, layer in enumerate(network(kata, dims, rng)):
        what = f"layers[{i}]['W'] of {dims}"
        assert_normal(layer["W"], np.sqrt(2 / dims[i]), what)


def test_init_network_keeps_a_signal_alive_through_six_relu_layers(kata, rng):
    x = np.linspace(-1.0, 3.0, 200)
    signal = x
    for layer in network(kata, [200] * 7, rng):
        signal = np.maximum(signal @ layer["W"] + layer["b"], 0)
    kept = np.log10((signal**2).mean() / (x**2).mean() + 1e-300)
    assert_close(kept, 0.0, "powers of ten gained in six layers", rtol=0, atol=1)


def test_init_network_draws_every_layer_anew(kata, rng):
    layers = network(kata, [6, 6, 6, 6], rng)
    for i, j in [(0, 1), (0, 2), (1, 2)]:
        W, V = np.abs(layers[i]["W"]), np.abs(layers[j]["W"])
        assert_other(W, V, f"between the weights of layers {i} and {j}")


def test_init_network_draws_layers_that_do_not_know_each_other(kata, rng):
    first, second, third = (layer["W"] for layer in network(kata, [100] * 4, rng))
    for W, V in [(first, second), (first, third), (second, third)]:
        # Correlations of n independent pairs scatter by 1 / sqrt(n) around 0.
        got = [
            np.corrcoef(np.ravel(W), np.ravel(w))[0, 1] for w in (V, np.transpose(V))
        ]
        what = "correlation of two layers, and of one and the other's transpose"
        assert_close(got, [0.0, 0.0], what, rtol=0, atol=0.06)


def test_init_network_of_one_seed_is_always_the_same(kata):
    first = network(kata, [5, 4, 3], np.random.default_rng(5))
    second = network(kata, [5, 4, 3], np.random.default_rng(5))
    assert_close(list(second), list(first), "layers of another rng of the same seed")


def test_init_network_of_another_seed_is_another(kata):
    first = network(kata, [5, 4, 3], np.random.default_rng(5))
    other = network(kata, [5, 4, 3], np.random.default_rng(6))
    for i in range(2):
        assert_other(first[i]["W"], other[i]["W"], f"of layers[{i}]['W'], two seeds")


def test_init_network_draws_another_network_at_the_next_call(kata, rng):
    first, other = network(kata, [5, 4, 3], rng), network(kata, [5, 4, 3], rng)
    for i in range(2):
        assert_other(first[i]["W"], other[i]["W"], f"of layers[{i}]['W'], two calls")


def test_init_network_does_not_touch_the_global_random_state(kata, rng):
    before = global_state()
    network(kata, [5, 4, 3], rng)
    assert_close(global_state(), before, "state of np.random", rtol=0, atol=0)


def test_init_network_gives_arrays_of_floats(kata, rng):
    for i, layer in enumerate(network(kata, [5, 4, 3], rng)):
        for key, array in layer.items():
            kind = f"{describe(array)}, {getattr(array, 'dtype', 'no floats')}"
            floats = isinstance(array, np.ndarray) and array.dtype.kind == "f"
            require(floats, f"layers[{i}][{key!r}]: expected floats, got {kind}")


def test_init_network_gives_arrays_that_change_one_by_one(kata, rng):
    layers = [*network(kata, [4, 4, 4], rng), *network(kata, [4, 4, 4], rng)]
    arrays = {f"{k}{i}": layer[k] for i, layer in enumerate(layers) for k in "Wb"}
    for changed, array in arrays.items():
        before = np.array(array)
        with leaves_alone(**{name: a for name, a in arrays.items() if name != changed}):
            array += 0.5  # as training in place does
        assert_close(array, before + 0.5, f"{changed} after += 0.5", atol=1e-6)


def test_init_network_leaves_its_sizes_alone(kata, rng):
    dims = [5, 4, 3, 2]
    with leaves_alone(dims=dims):
        kata.init_network(dims, rng)
