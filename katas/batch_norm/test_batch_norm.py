"""Spec: batch normalisation forward, back, in running averages, and in prediction.

Tolerance: 1e-7 relative, 1e-9 absolute; gradients against central differences 1e-5;
whole numbers and single precision 1e-5. What the cache holds is nobody's business: it
is only handed back.
"""

from itertools import pairwise

import numpy as np
import pytest

from nnkata.testing import (
    assert_accuracy,
    assert_close,
    assert_gradient,
    describe,
    leaves_alone,
    measure,
)

pytestmark = pytest.mark.filterwarnings("error")  # a division by 0 is a failure


@pytest.fixture
def X():
    """Five examples of three features, each with a mean and a spread of its own."""
    return np.array(
        [[1.5, -20, 0.3], [-0.5, 35, 0.0], [2, 10, -0.4], [0, 0, 0.1], [-3, 15, 0.25]]
    )


@pytest.fixture
def gamma():
    return np.array([1.5, -0.5, 2.0])


@pytest.fixture
def beta():
    return np.array([0.25, 3.0, -1.0])


@pytest.fixture
def dY():
    """A gradient for five examples; no column sums to 0 or is like another."""
    return np.array(
        [[0.3, -1, 0.2], [0, 0.5, 0.7], [-0.4, 2, -0.1], [1, 0.25, 0], [0.6, -0.3, 0.9]]
    )


@pytest.fixture
def easy():
    """Four examples whose variances are 5, 12 and 21: with eps = 4 all roots are whole."""
    return np.array([[1.0, 7, 9], [3, -1, -3], [5, -1, -1], [7, -1, 3]])


@pytest.fixture
def pixels():
    """Four examples of three whole numbers, whose squares and sums no uint8 can hold."""
    values = [[90, 0, 250], [170, 50, 245], [130, 200, 255], [130, 250, 250]]
    return np.array(values, dtype=np.uint8)


@pytest.fixture
def far():
    """Three examples near 4,000,000, with variances of 2, 38 and 86 thirds."""
    return 4e6 + np.array([[-1.0, 5, 7], [0, -2, -6], [1, -3, -1]])


EASY_HAT = [[-1, 1.5, 1.4], [-1 / 3, -0.5, -1], [1 / 3, -0.5, -0.6], [1, -0.5, 0.2]]


def by_hand(X, gamma, beta, eps=1e-5):
    """The definition, one number at a time: slow, and plainly right."""
    Y = np.zeros(np.shape(X))
    for j in range(Y.shape[1]):
        column = [float(row[j]) for row in X]
        mean = sum(column) / len(column)
        variance = sum((x - mean) ** 2 for x in column) / len(column)
        for i, x in enumerate(column):
            Y[i, j] = gamma[j] * (x - mean) / (variance + eps) ** 0.5 + beta[j]
    return Y


def values(result, names, what):
    """The returned values, once their number is sure."""
    if not isinstance(result, tuple | list) or len(result) != len(names):
        wanted = f"expected {len(names)} values ({', '.join(names)})"
        raise AssertionError(f"{what}: {wanted}, got {describe(result)}")
    return result


def forward(kata, X, gamma, beta, **settings):
    result = kata.batch_norm_forward(X, gamma, beta, **settings)
    return values(result, ["Y", "cache"], "batch_norm_forward(X, gamma, beta)")


def normalised(kata, X, gamma, beta, **settings):
    return forward(kata, X, gamma, beta, **settings)[0]


def backward(kata, dY, cache):
    result = kata.batch_norm_backward(dY, cache)
    names = ["dX", "dgamma", "dbeta"]
    return values(result, names, "batch_norm_backward(dY, cache)")


def gradients(kata, dY, X, gamma, beta, **settings):
    """Forward, then back."""
    return backward(kata, dY, forward(kata, X, gamma, beta, **settings)[1])


def assert_all_gradients(kata, dY, X, gamma, beta, eps):
    """Compare all three with central differences of the sum of dY times Y."""
    dX, dgamma, dbeta = gradients(kata, dY, X, gamma, beta, eps=eps)
    cost = lambda X, gamma, beta: (dY * by_hand(X, gamma, beta, eps)).sum()  # noqa: E731
    assert_gradient(dX, lambda x: cost(x, gamma, beta), X, "dX")
    assert_gradient(dgamma, lambda g: cost(X, g, beta), gamma, "dgamma")
    assert_gradient(dbeta, lambda b: cost(X, gamma, b), beta, "dbeta")


def test_forward_brings_each_feature_to_the_mean_beta(kata, X, gamma, beta):
    Y = normalised(kata, X, gamma, beta)
    assert_close(np.mean(Y, axis=0), beta, "column means of Y")


def test_forward_brings_each_feature_to_the_spread_gamma(kata, X, gamma, beta):
    Y = normalised(kata, X, gamma, beta, eps=1e-12)
    want = np.abs(gamma)
    assert_close(np.std(Y, axis=0), want, "column deviations of Y at eps = 1e-12")


def test_forward_is_unmoved_by_a_shift_of_a_feature(kata, X, gamma, beta):
    Y = normalised(kata, X + [8.0, -3.0, 0.5], gamma, beta)
    assert_close(Y, by_hand(X, gamma, beta), "Y of X + [8, -3, 0.5]")


def test_forward_is_unmoved_by_the_unit_of_a_feature(kata, X, gamma, beta):
    Y = normalised(kata, X * [10.0, 0.5, 7.0], gamma, beta, eps=1e-12)
    want = by_hand(X, gamma, beta, 1e-12)
    assert_close(Y, want, "Y of X * [10, 0.5, 7] at eps = 1e-12")


def test_forward_normalises_without_scale_and_shift(kata, easy):
    Y = normalised(kata, easy, np.ones(3), np.zeros(3), eps=4.0)
    assert_close(Y, EASY_HAT, "Y with gamma = 1, beta = 0, eps = 4")


def test_forward_scales_first_and_shifts_then(kata, easy):
    gamma, beta = np.array([3.0, -2.0, 5.0]), np.array([1.0, 0.5, -4.0])
    want = [[-2, -2.5, 3], [0, 1.5, -9], [2, 1.5, -7], [4, 1.5, -3]]
    Y = normalised(kata, easy, gamma, beta, eps=4.0)
    assert_close(Y, want, "Y at eps = 4")


def test_forward_agrees_with_the_definition(kata, X, gamma, beta):
    Y = normalised(kata, X, gamma, beta)
    assert_close(Y, by_hand(X, gamma, beta), "Y of batch_norm_forward(X, gamma, beta)")


def test_forward_of_a_square_batch_is_right_too(kata, X, gamma, beta):
    Y = normalised(kata, X[:3], gamma, beta)
    assert_close(Y, by_hand(X[:3], gamma, beta), "Y of a 3 x 3 batch")


def test_forward_of_a_single_feature_is_a_column(kata, X):
    gamma, beta = np.array([2.0]), np.array([-1.0])
    Y = normalised(kata, X[:, :1], gamma, beta)
    assert_close(Y, by_hand(X[:, :1], gamma, beta), "Y of a 5 x 1 batch")


def test_forward_of_a_feature_without_spread_is_beta(kata, X, gamma, beta):
    X[:, 1] = 3.0
    Y = normalised(kata, X, gamma, beta)
    assert_close(Y, by_hand(X, gamma, beta), "Y, where column 1 of X is constant")


def test_forward_of_one_example_is_beta(kata, X, gamma, beta):
    Y = normalised(kata, X[:1], gamma, beta)
    assert_close(Y, beta[np.newaxis], "Y of a batch of one")


def test_forward_uses_its_usual_eps_where_the_spread_is_tiny(kata, gamma, beta):
    X = np.array([[0.003, 0, -0.01], [-0.003, 0.001, 0.01], [0.0, 0.005, 0.02]])
    Y = normalised(kata, X, gamma, beta)
    assert_close(Y, by_hand(X, gamma, beta, 1e-5), "Y of tiny numbers")


@pytest.mark.parametrize("kind", ["int64", "float32"])
def test_forward_takes_other_kinds_of_number(kata, kind, gamma, beta):
    X = np.array([[4, -1, 2], [0, 2, 7], [-3, 2, 1], [2, 5, 1]], dtype=kind)
    Y = normalised(kata, X, gamma, beta)
    want = by_hand(X, gamma, beta)
    assert_close(Y, want, f"Y of {kind} inputs", rtol=1e-5, atol=1e-5)


def test_forward_takes_pixels(kata, pixels, gamma, beta):
    Y = normalised(kata, pixels, gamma, beta)
    assert_close(Y, by_hand(pixels, gamma, beta), "Y of uint8 inputs")


def test_forward_measures_the_spread_of_features_far_from_zero(kata, far, gamma, beta):
    Y = normalised(kata, far, gamma, beta)
    assert_close(Y, by_hand(far, gamma, beta), "Y of features near 4,000,000")


def test_forward_leaves_its_inputs_alone(kata, X, gamma, beta):
    with leaves_alone(X=X, gamma=gamma, beta=beta):
        normalised(kata, X, gamma, beta)


def test_backward_matches_central_differences_at_x(kata, dY, X, gamma, beta):
    dX = gradients(kata, dY, X, gamma, beta)[0]
    cost = lambda x: (dY * by_hand(x, gamma, beta)).sum()  # noqa: E731
    assert_gradient(dX, cost, X, "dX")


def test_backward_matches_central_differences_at_gamma(kata, dY, X, gamma, beta):
    dgamma = gradients(kata, dY, X, gamma, beta)[1]
    cost = lambda g: (dY * by_hand(X, g, beta)).sum()  # noqa: E731
    assert_gradient(dgamma, cost, gamma, "dgamma")


def test_backward_matches_central_differences_at_beta(kata, dY, X, gamma, beta):
    dbeta = gradients(kata, dY, X, gamma, beta)[2]
    cost = lambda b: (dY * by_hand(X, gamma, b)).sum()  # noqa: E731
    assert_gradient(dbeta, cost, beta, "dbeta")


def test_backward_goes_by_the_eps_of_the_way_forward(kata, dY, X, gamma, beta):
    assert_all_gradients(kata, dY, X, gamma, beta, eps=0.5)


def test_backward_of_a_square_batch_is_right_too(kata, dY, X, gamma, beta):
    assert_all_gradients(kata, dY[1:4], X[:3], gamma, beta, eps=0.1)


def test_backward_of_a_single_feature_is_a_column(kata, dY, X):
    gamma, beta = np.array([2.0]), np.array([-1.0])
    assert_all_gradients(kata, dY[:, 1:2], X[:, :1], gamma, beta, eps=0.1)


def test_backward_sums_over_the_batch(kata, easy):
    dY = np.array([[3.0, 1, 0], [3, 0, 1], [0, 2, 1], [1, -1, 0.5]])
    _, dgamma, dbeta = gradients(kata, dY, easy, np.full(3, 7.0), np.ones(3), eps=4.0)
    assert_close(dgamma, [-3.0, 1.0, -1.5], "dgamma at eps = 4")
    assert_close(dbeta, [7.0, 2.0, 2.5], "dbeta at eps = 4")


def test_backward_by_hand_of_a_batch_of_three(kata):
    # Mean 3, variance 6, and 6 + eps = 16: X_hat is -3/4, 0 and 3/4, the root is 4.
    X, dY = np.array([[0.0], [3.0], [6.0]]), np.array([[1.0], [2.0], [6.0]])
    gamma, beta = np.array([5.0]), np.array([2.0])
    dX, dgamma, dbeta = gradients(kata, dY, X, gamma, beta, eps=10.0)
    want = [[-1.328125], [-1.25], [2.578125]]
    assert_close(dX, want, "dX of [[0], [3], [6]] at eps = 10")
    assert_close(dgamma, [3.75], "dgamma of [[0], [3], [6]] at eps = 10")
    assert_close(dbeta, [9.0], "dbeta of [[0], [3], [6]] at eps = 10")


def test_backward_knows_that_shifting_a_feature_changes_nothing(
    kata, dY, X, gamma, beta
):
    dX = gradients(kata, dY, X, gamma, beta)[0]
    assert_close(np.sum(dX, axis=0), np.zeros(3), "column sums of dX")


def test_backward_knows_that_stretching_a_feature_changes_nothing(
    kata, dY, X, gamma, beta
):
    dX = gradients(kata, dY, X, gamma, beta, eps=1e-12)[0]
    want = np.zeros(3)
    assert_close(np.sum(dX * X, axis=0), want, "column sums of dX * X at eps = 1e-12")


def test_backward_passes_no_gradient_that_is_equal_in_all_examples(
    kata, X, gamma, beta
):
    dX = gradients(kata, np.full((5, 3), 2.0), X, gamma, beta)[0]
    assert_close(dX, np.zeros((5, 3)), "dX, where dY is 2 everywhere")


def test_backward_of_a_feature_without_spread_stays_finite(kata, dY, X, gamma, beta):
    X[:, 1] = 3.0
    dX, dgamma, _ = gradients(kata, dY, X, gamma, beta, eps=0.25)
    assert_close(dX[:, 1], [1.29, -0.21, -1.71, 0.04, 0.59], "dX in a constant column")
    assert_close(dgamma[1], 0.0, "dgamma[1], where column 1 of X is constant")


def test_backward_of_one_example_reaches_beta_alone(kata, dY, X, gamma, beta):
    got = gradients(kata, dY[:1], X[:1], gamma, beta)
    want = np.zeros((1, 3)), np.zeros(3), dY[0]
    for name, part, right in zip(["dX", "dgamma", "dbeta"], got, want, strict=True):
        assert_close(part, right, f"{name} of a batch of one")


def test_backward_goes_by_the_cache_it_is_given(kata, dY, X, gamma, beta):
    cache = forward(kata, X, gamma, beta, eps=0.5)[1]
    forward(kata, X[::-1] * 3, gamma + 1, beta, eps=0.1)  # another layer's
    dX, dgamma, _ = backward(kata, dY, cache)
    cost = lambda x, g: (dY * by_hand(x, g, beta, 0.5)).sum()  # noqa: E731
    assert_gradient(dX, lambda x: cost(x, gamma), X, "dX by the older of two caches")
    assert_gradient(dgamma, lambda g: cost(X, g), gamma, "dgamma by the older cache")


def test_backward_can_use_a_cache_twice(kata, dY, X, gamma, beta):
    cache = forward(kata, X, gamma, beta, eps=0.5)[1]
    backward(kata, dY * 2, cache)
    dX, dgamma, dbeta = backward(kata, dY, cache)
    cost = lambda x, g: (dY * by_hand(x, g, beta, 0.5)).sum()  # noqa: E731
    assert_gradient(dX, lambda x: cost(x, gamma), X, "dX, the second time")
    assert_gradient(dgamma, lambda g: cost(X, g), gamma, "dgamma, the second time")
    assert_close(dbeta, dY.sum(axis=0), "dbeta, the second time")


def test_backward_leaves_all_inputs_alone(kata, dY, X, gamma, beta):
    with leaves_alone(dY=dY, X=X, gamma=gamma, beta=beta):
        gradients(kata, dY, X, gamma, beta)


def running(kata, run_mu, run_var, X, **settings):
    result = kata.batch_norm_running(run_mu, run_var, X, **settings)
    names = ["run_mu", "run_var"]
    return values(result, names, "batch_norm_running(run_mu, run_var, X)")


def assert_statistics(got, run_mu, run_var, what, **tolerance):
    assert_close(got[0], run_mu, f"run_mu {what}", **tolerance)
    assert_close(got[1], run_var, f"run_var {what}", **tolerance)


@pytest.fixture
def run_mu():
    return np.array([2.0, -4.0, 0.5])


@pytest.fixture
def run_var():
    return np.array([10.0, 2.0, 0.25])


def test_running_keeps_most_of_the_old(kata, run_mu, run_var, easy):
    got = running(kata, run_mu, run_var, easy)  # means 4, 1, 2; variances 5, 12, 21
    assert_statistics(got, [2.2, -3.5, 0.65], [9.5, 3.0, 2.325], "by momentum 0.9")


def test_running_goes_by_the_momentum_it_is_given(kata, run_mu, run_var, easy):
    got = running(kata, run_mu, run_var, easy, momentum=0.7)
    assert_statistics(got, [2.6, -2.5, 0.95], [8.5, 5.0, 6.475], "by momentum 0.7")


def test_running_with_momentum_one_stays(kata, run_mu, run_var, easy):
    got = running(kata, run_mu, run_var, easy, momentum=1.0)
    assert_statistics(got, [2.0, -4.0, 0.5], [10.0, 2.0, 0.25], "by momentum 1")


def test_running_with_momentum_zero_is_the_batch(kata, run_mu, run_var, easy):
    got = running(kata, run_mu, run_var, easy, momentum=0.0)
    assert_statistics(got, [4.0, 1.0, 2.0], [5.0, 12.0, 21.0], "by momentum 0")


def test_running_over_three_batches_fades_the_oldest_most(kata, easy):
    got = np.zeros(3), np.ones(3)
    for batch in (easy, 2 * easy[:3], -easy[1:]):
        got = running(kata, *got, batch, momentum=0.6)
    # easy counts 0.4 * 0.36; 2 * easy[:3] 0.4 * 0.6; -easy[1:] 0.4.
    run_mu = [0.144 * 4 + 0.24 * 6 - 0.4 * 5]
    run_mu += [0.144 * 1 + 0.24 * 10 / 3 + 0.4 * 1]
    run_mu += [0.144 * 2 + 0.24 * 10 / 3 + 0.4 * 1 / 3]
    run_var = [0.216 + 0.144 * 5 + 0.24 * 32 / 3 + 0.4 * 8 / 3]
    run_var += [0.216 + 0.144 * 12 + 0.24 * 512 / 9]
    run_var += [0.216 + 0.144 * 21 + 0.24 * 992 / 9 + 0.4 * 56 / 9]
    assert_statistics(got, run_mu, run_var, "after three batches")


def test_running_of_a_square_batch_is_right_too(kata, run_mu, run_var, easy):
    got = running(kata, run_mu, run_var, easy[1:])
    want_var = [9 + 0.8 / 3, 1.8, 0.225 + 5.6 / 9]
    assert_statistics(got, [2.3, -3.7, 0.45 - 0.1 / 3], want_var, "of a 3 x 3 batch")


def test_running_of_one_example_has_no_variance_to_add(kata, run_mu, run_var, easy):
    got = running(kata, run_mu, run_var, easy[:1])
    assert_statistics(got, [1.9, -2.9, 1.35], [9, 1.8, 0.225], "of a batch of one")


@pytest.mark.parametrize("kind", ["int64", "float32"])
def test_running_takes_other_kinds_of_number(kata, run_mu, run_var, easy, kind):
    got = running(kata, run_mu, run_var, easy.astype(kind))
    want = [2.2, -3.5, 0.65], [9.5, 3.0, 2.325]
    assert_statistics(got, *want, f"of a batch of {kind}", rtol=1e-5)


def test_running_takes_pixels(kata, run_mu, run_var, pixels):
    got = running(kata, run_mu, run_var, pixels)  # variances 800, 10625, 12.5
    assert_statistics(got, [14.8, 8.9, 25.45], [89, 1064.3, 1.475], "of uint8 inputs")


def test_running_measures_the_spread_of_features_far_from_zero(kata, run_var, far):
    got = running(kata, np.full(3, 3e6), run_var, far)
    want_var = [9 + 0.2 / 3, 1.8 + 3.8 / 3, 0.225 + 8.6 / 3]
    assert_statistics(got, np.full(3, 3.1e6), want_var, "of features near 4,000,000")


def test_running_leaves_its_inputs_alone(kata, run_mu, run_var, easy):
    with leaves_alone(run_mu=run_mu, run_var=run_var, X=easy):
        running(kata, run_mu, run_var, easy)


def test_predict_goes_by_the_running_statistics(kata, easy, run_mu):
    gamma, beta = np.array([3.0, -2.0, 0.5]), np.array([1.0, 0.5, -4.0])
    run_var = np.array([5.0, 12.0, 0.0])
    got = kata.batch_norm_predict(easy, gamma, beta, run_mu, run_var, eps=4.0)
    want = [[0, -5, -1.875], [2, -1, -4.875], [4, -1, -4.375], [6, -1, -3.375]]
    assert_close(got, want, "batch_norm_predict(X, ..., eps=4)")


def test_predict_needs_no_company(kata, X, gamma, beta, run_mu, run_var):
    got = kata.batch_norm_predict(X[1:2], gamma, beta, run_mu, run_var)
    want = [
        gamma[j] * (X[1, j] - run_mu[j]) / (run_var[j] + 1e-5) ** 0.5 + beta[j]
        for j in range(3)
    ]
    assert_close(got, [want], "batch_norm_predict of one example")


def test_predict_by_a_batchs_own_statistics_is_forward(kata, X, gamma, beta):
    mean = np.array([sum(column) / 5 for column in X.T])
    variance = np.array([sum((column - sum(column) / 5) ** 2) / 5 for column in X.T])
    got = kata.batch_norm_predict(X, gamma, beta, mean, variance)
    what = "batch_norm_predict by the statistics of X"
    assert_close(got, by_hand(X, gamma, beta), what)


def test_predict_uses_its_usual_eps_where_the_variance_is_tiny(kata, gamma, beta):
    X, run_mu = np.array([[0.002, -0.001, 0.0]]), np.array([0.001, 0.0, 0.0005])
    run_var = np.array([3e-5, 0.0, 1e-6])
    got = kata.batch_norm_predict(X, gamma, beta, run_mu, run_var)
    roots = np.array([4e-5, 1e-5, 1.1e-5]) ** 0.5
    want = beta + gamma * np.array([[0.001, -0.001, -0.0005]]) / roots
    assert_close(got, want, "batch_norm_predict of tiny numbers")


def test_predict_of_a_square_batch_is_right_too(kata, easy, gamma, beta, run_mu):
    run_var = np.array([3.75, 0.75, 99.75])
    X = easy[:3]
    got = kata.batch_norm_predict(X, gamma, beta, run_mu, run_var, eps=0.25)
    want = beta + np.array([[-0.75, -5.5, 1.7], [0.75, -1.5, -0.7], [2.25, -1.5, -0.3]])
    assert_close(got, want, "batch_norm_predict of a 3 x 3 batch")


@pytest.mark.parametrize("kind", ["int64", "float32"])
def test_predict_takes_other_kinds_of_number(kata, easy, gamma, beta, run_mu, kind):
    run_var = np.array([3.75, 0.75, 99.75])
    X = easy[:1].astype(kind)
    got = kata.batch_norm_predict(X, gamma, beta, run_mu, run_var, eps=0.25)
    want = beta + np.array([[-0.75, -5.5, 1.7]])
    assert_close(got, want, f"batch_norm_predict of {kind} inputs", rtol=1e-5)


def test_predict_leaves_its_inputs_alone(kata, X, gamma, beta, run_mu, run_var):
    inputs = {"X": X, "gamma": gamma, "beta": beta}
    with leaves_alone(**inputs, run_mu=run_mu, run_var=run_var):
        kata.batch_norm_predict(X, gamma, beta, run_mu, run_var)


# -- a deep network of the spec's own, whose first weights are far too small ------------


def first_layers(sizes, std, rng):
    """Weights, scales, shifts and running statistics, a dict for each layer."""
    return [
        {
            "W": rng.normal(0, std, (n, k)),
            **{"gamma": np.ones(k), "beta": np.zeros(k)},
            **{"run_mu": np.zeros(k), "run_var": np.ones(k)},
        }
        for n, k in pairwise(sizes)
    ]


def relu_between(Y, layer, layers):
    """The scores as they are, and what comes before them through a ReLU."""
    return Y if layer is layers[-1] else np.maximum(Y, 0)


def passed(kata, A, layers):
    """The scores of a batch, and inputs, outputs and caches for the way back."""
    trace = []
    for layer in layers:
        Z = A @ layer["W"]
        Y, cache = forward(kata, Z, layer["gamma"], layer["beta"])
        trace.append((A, Z, Y, cache))
        A = relu_between(Y, layer, layers)
    return A, trace


def descend(kata, dY, layers, trace, lr):
    """One step of descent for every layer, from the gradient of the scores."""
    for layer, (A, Z, Y, cache) in reversed([*zip(layers, trace, strict=True)]):
        if layer is not layers[-1]:
            dY = dY * (Y > 0)
        dZ, dgamma, dbeta = backward(kata, dY, cache)
        dY = dZ @ layer["W"].T
        statistics = layer["run_mu"], layer["run_var"]
        layer["run_mu"], layer["run_var"] = running(kata, *statistics, Z)
        for name, slope in (("W", A.T @ dZ), ("gamma", dgamma), ("beta", dbeta)):
            layer[name] = layer[name] - lr * slope


def predicted(kata, A, layers):
    """Classes of examples, each by itself."""
    for layer in layers:
        names = ("gamma", "beta", "run_mu", "run_var")
        Z = A @ layer["W"]
        Y = kata.batch_norm_predict(Z, *(layer[name] for name in names))
        A = relu_between(Y, layer, layers)
    return A.argmax(axis=1)


def softmax_by_hand(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


@pytest.mark.graded
def test_trains_a_deep_network_that_learns_nothing_without_it(kata, goal):
    settings, rng = goal.settings, goal.rng
    m, size = settings["examples"], settings["size"]
    X, y = (part[:m] for part in goal.train)
    layers = first_layers([X.shape[1], *settings["hidden"], 10], settings["std"], rng)
    for epochs in goal.slices(X, np.eye(10)[y], layers=layers):
        losses = []
        for _ in range(epochs):
            cost = 0.0
            for batch in np.split(rng.permutation(m), range(size, m, size)):
                scores, trace = passed(kata, X[batch], layers)
                P = softmax_by_hand(scores)
                cost -= np.log(np.maximum(P[np.arange(size), y[batch]], 1e-12)).sum()
                dY = (P - np.eye(10)[y[batch]]) / size
                descend(kata, dY, layers, trace, settings["lr"])
            losses.append(cost / m)
        goal.keep_model({"layers": layers})
        goal.add_losses(losses)
    goal.measured["train_accuracy"] = measure(y, predicted(kata, X, layers))["accuracy"]
    X, y = goal.test
    alone = [predicted(kata, x[None], layers)[0] for x in X]  # no batch to go by
    assert_accuracy(y, alone, goal)
