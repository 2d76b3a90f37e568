"""The numbers of the lesson on binary cross-entropy."""

import numpy as np
import pytest
from lesson_texts import lesson, number, output_of, reference, says

P, Y = np.array([0.5, 0.2, 0.1, 0.75]), np.array([1, 0, 1, 0])


@pytest.fixture
def kata():
    return reference("clipped_cost")


@pytest.fixture
def text():
    return lesson("clipped_cost")


def single(function, p, y, eps=1e-7):
    """Cost or slope of a single example."""
    return np.ravel(function(np.array([p]), np.array([y]), eps))[0]


@pytest.mark.parametrize("mail", range(4))
def test_the_table_of_mails(kata, text, mail):
    p, y, gradient = P[mail], Y[mail], kata.binary_cross_entropy_grad(P, Y)[mail]
    cost = single(kata.binary_cross_entropy, p, y)
    slope = single(kata.binary_cross_entropy_grad, p, y)
    says(
        text,
        f"| mail {mail + 1} | {number(p)} | {y} |"
        f" −ln {number(p if y else 1 - p)} = {number(cost)} |"
        f" {'−1' if y else '1'} / {number(p if y else 1 - p)} = {number(slope)} |"
        f" {number(gradient)} |",
    )


def test_the_numbers_by_hand(kata, text):
    cost = kata.binary_cross_entropy(P, Y)
    coin = kata.binary_cross_entropy(np.full(4, 0.5), Y)
    assert cost > coin
    says(
        text,
        f"add up to {number(4 * cost)}, so L = {number(cost)}.",
        f"the cost ln 2, about {number(coin)}",
    )
    fall = np.log(0.101) - np.log(0.1)
    assert round(fall, 2) == 0.01


def test_the_cost_of_certainties(kata, text):
    wrong = single(kata.binary_cross_entropy, 1.0, 0)
    says(text, f"about {number(wrong)}. A certain and right answer costs about 1e-7")
    assert single(kata.binary_cross_entropy, 1.0, 1) == pytest.approx(1e-7, rel=1e-6)


def test_what_the_picture_says(kata, text):
    clipped = [single(kata.binary_cross_entropy, p, 1, 0.05) for p in (0, 0.5)]
    costs = [single(kata.binary_cross_entropy, p, y) for p, y in zip(P, Y, strict=True)]
    *first, last = [f"{cost:.2f}" for cost in costs]
    says(
        text,
        f"from {clipped[0]:.1f} at p = 0",
        f"Both curves are {clipped[1]:.2f} at one half",
        f"the mails of the example, at {', '.join(first)} and {last}.",
    )


def test_float32_cannot_hold_one_minus_a_small_eps():
    p = np.array([1.0, 0.3], dtype=np.float32)
    assert 1 - np.clip(p, 1e-12, 1 - 1e-12)[0] == 0
    assert 1 - np.clip(p.astype(np.float64), 1e-12, 1 - 1e-12)[0] > 0
    assert f"{1 - float(np.float32(1 - 1e-7)):.2e}" == "1.19e-07"


def test_the_experiments(monkeypatch, kata, text):
    lines = output_of("clipped_cost", monkeypatch).splitlines()
    costs = [float(line.split("]")[1]) for line in lines]
    assert costs == sorted(costs, reverse=True)
    moved = P - 0.1 * kata.binary_cross_entropy_grad(P, Y)
    assert np.abs(moved - P).argmax() == 2
    says(text, f"Mail 3, from 0.1 to {number(moved[2])}")
    start = np.where(P == 0.1, 0.01, P)
    moved = start - 0.1 * kata.binary_cross_entropy_grad(start, Y)
    says(text, f"Start mail 3 at 0.01. One step takes it to {number(moved[2])}")
    certain = np.array([0.5, 0.2, 0.1, 1], dtype=np.float32)
    cost = kata.binary_cross_entropy(certain, Y, 1e-12)
    says(text, f"The cost is finite: {number(cost)}, if")
    with np.errstate(divide="ignore"):
        assert np.isinf(np.log(1 - np.clip(certain, 1e-12, 1 - 1e-12)[3]))
