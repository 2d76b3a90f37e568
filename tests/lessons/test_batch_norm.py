"""The numbers of the lesson on batch normalization."""

import numpy as np
import pytest
from lesson_texts import lesson, number, reference, says, vector

X = np.array([[1.0], [7.0], [9.0], [15.0]])
GRADIENT = np.array([[0.5], [1.0], [-1.0], [1.5]])
GAMMA, BETA = np.array([2.0]), np.array([1.0])


def rounded(values):
    return vector(np.round(np.ravel(values), 6))


def test_the_numbers_of_batch_norm():
    kata, text = reference("batch_norm"), lesson("batch_norm")
    Y, cache = kata.batch_norm_forward(X, GAMMA, BETA, 0)
    normalized, _ = kata.batch_norm_forward(X, np.ones(1), np.zeros(1), 0)
    dX, dgamma, dbeta = kata.batch_norm_backward(GRADIENT, cache)
    d = (GAMMA * GRADIENT).ravel()
    mean, spread = kata.batch_norm_running(np.zeros(1), np.ones(1), X)
    nine = kata.batch_norm_predict(np.full((1, 1), 9), GAMMA, BETA, mean, spread, 0)
    says(
        text,
        f"A feature of four examples is {vector(X.ravel())}",
        f"The mean is {number(X.mean())}. The differences are {vector((X - 8).ravel())}",
        f"100 / 4 = {number(X.var())}",
        f"$\\hat x$ = {rounded(normalized)}",
        f"y = {rounded(Y)}",
        f"dy = {vector(GRADIENT.ravel())}",
        f"0.5 + 1 − 1 + 1.5 = {number(dbeta[0])}",
        f"0.5 · (−1.4) + 1 · (−0.2) − 1 · 0.2 + 1.5 · 1.4 = {number(dgamma[0])}",
        f"d = γ · dy = {vector(d)}",
        f"The mean of d is {number(d.mean())}, and the mean of d · $\\hat x$ is"
        f" {number((d * normalized.ravel()).mean())}",
        f"(1 − 1 − (−1.4) · 0.5) / 5 = {number(dX[0, 0])}",
        f"dx = {rounded(dX)}",
        f"0.9 · 0 + 0.1 · 8 = {number(mean[0])}",
        f"0.9 · 1 + 0.1 · 25 = {number(spread[0])}",
        f"2 · (9 − 0.8) / √3.4 + 1 = {number(nine[0, 0])}",
        f"d / s = {vector(d / 5)}",
        f"it sums to {number(d.sum() / 5)}",
    )
    assert dX.sum() == pytest.approx(0)


def spreads(normalize, examples=200):
    rng, found = np.random.default_rng(0), []
    A = rng.normal(size=(examples, 32))
    for _ in range(6):
        Z = normalize(A @ rng.normal(0, 0.01, (32, 32)))
        A = np.maximum(0, Z)
        found.append(A.std())
    return np.array(found)


def test_what_a_deep_network_shows():
    """What the lesson proposes to try, and its picture."""
    kata = reference("batch_norm")

    def normalized(Z):
        return kata.batch_norm_forward(Z, np.ones(32), np.zeros(32))[0]

    with_it, without = spreads(normalized), spreads(lambda Z: Z)
    assert np.abs(with_it - 0.58).max() < 0.02
    assert (without[:-1] / without[1:]).min() > 20
    assert f"{without[-1]:.0e}" == "3e-09"
    larger = spreads(lambda Z: normalized(1000 * Z))
    assert np.abs(larger / with_it - 1).max() < 0.02
    of_two = np.abs(normalized(np.random.default_rng(0).normal(0, 0.05, (2, 32))))
    assert np.median(of_two) > 0.95
