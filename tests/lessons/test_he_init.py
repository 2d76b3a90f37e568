"""The numbers of the lesson on first weights."""

import re
from itertools import product

import numpy as np
import pytest
from lesson_texts import lesson, number, output_of, says


@pytest.fixture
def text():
    return lesson("he_init")


def test_the_numbers_of_the_coin(text):
    x, coins = np.array([3, 4]), np.array(list(product([1, -1], repeat=2)))
    z = coins @ x
    a = np.maximum(z, 0)
    shown = re.findall(
        r"^\| \(([+−])s, ([+−])s\) \| (\S+) \| (\S+) \|$", text, re.MULTILINE
    )
    signs = {1: "+", -1: "−"}
    assert [(signs[v], signs[w]) for v, w in coins] == [row[:2] for row in shown]
    in_s = [f"{number(each)}s".replace("1s", "s") if each else "0" for each in [*z, *a]]
    assert in_s == [row[2] for row in shown] + [row[3] for row in shown]
    says(
        text,
        f"Their mean square is (9 + 16) / 2 = {number(np.mean(x**2))}.",
        f"(49 + 1 + 1 + 49) s² / 4 = {number(np.mean(z**2))} s².",
        f"(49 + 1) s² / 4 = {number(np.mean(a**2))} s².",
    )
    # As it came, where s² is 1, which is 2/n; and by the law of the derivation.
    assert np.mean(a**2) == np.mean(x**2) == np.mean(z**2) / 2


def test_the_numbers_of_thirty_layers(text):
    says(text, f"about {0.5**30 * 1e10:.1f}e-10.", f"= {1.5**30:,.0f} times as strong")


def test_the_spreads(text):
    limit = np.sqrt(6 / 200)
    says(
        text,
        f"√(2 / 50) = {number(np.sqrt(2 / 50))}",
        f"√(2 / (50 + 150)) = {number(np.sqrt(2 / 200))}",
        f"√(6 / 200) = {number(limit)} are",
        f"deviation is {number(limit / np.sqrt(3))}, too.",
        f"With 50 inputs it is {number(2 / 50)} instead of {number(np.sqrt(2 / 50))}, so the"
        f" weights are {number(np.sqrt(2 / 50) / (2 / 50))} times too small",
        f"mean square is {number((2 / 50) / (2 / 50) ** 2)} times too small",
        f"768 to 768, {np.sqrt(2 / (768 + 768)):.3f}.",
    )


def test_what_activations_make_of_a_normal_signal(text):
    z = np.linspace(-8, 8, 4001)
    weights = np.exp(-(z**2) / 2)
    weights /= weights.sum()

    def variance(values):
        return weights @ values**2 - (weights @ values) ** 2

    says(
        text,
        f"with variance {variance(np.tanh(z)):.2f}, and the sigmoid with variance"
        f" {variance(1 / (1 + np.exp(-z))):.3f}.",
    )


def printed(monkeypatch, *edits):
    """The mean square after thirty layers, and four numbers of the last."""
    words = re.sub(r"[\[\]]", " ", output_of("he_init", monkeypatch, *edits)).split()
    return list(map(float, words))


def test_the_experiments(monkeypatch, text):
    he, *_ = printed(monkeypatch)
    small, *_ = printed(monkeypatch, ("1.0 *", "0.7 *"))
    large, *_ = printed(monkeypatch, ("1.0 *", "1.2 *"))
    says(
        text,
        f"mean square is {he:.2f} after thirty layers",
        f"Only {small * 1e10:.1f}e-10 is left. With 1.2 it grows to {large:,.0f}.",
    )
    equal = ("he_normal(256, 256, rng)", "np.full((256, 256), 1 / 256)")
    assert len(set(printed(monkeypatch, equal)[1:])) == 1
