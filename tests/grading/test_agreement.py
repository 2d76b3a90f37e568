"""Results agree in their numbers, whatever holds them; draws agree in their law."""

import numpy as np
import pytest

from nnkata.grading.agreement import (
    USUAL,
    differ,
    differences,
    near,
    of_one_law,
    repeats,
)

A = np.arange(6.0).reshape(2, 3)


@pytest.mark.parametrize(
    "got",
    [
        (A, 2.0),
        [A.tolist(), np.float32(2)],
        (A.reshape(3, 2), np.array([2])),
        (A + 1e-9, 2 + 1e-6),
        (A + 0j, 2),
    ],
)
def test_what_holds_the_same_numbers_is_near(got):
    assert near(got, (A, 2), USUAL)


@pytest.mark.parametrize(
    "got",
    [
        None,
        (A,),
        A,
        (A + 1e-3, 2),
        (A[:1], 2),
        (A, "2"),
        {"a": A},
        (A, object()),
        (A + 1j, 2),
    ],
)
def test_what_holds_others_is_not(got):
    assert not near(got, (A, 2), USUAL)


def test_what_nobody_asks_for_may_be_there():
    assert near({"W": A, "more": 1}, {"W": A}, USUAL)
    assert not near({"more": 1}, {"W": A}, USUAL)
    assert near((A, object()), (A, None), USUAL)
    assert near("relu", "relu", USUAL)
    assert not near("relu", "tanh", USUAL)


def test_numbers_that_differ_are_counted():
    other = A.copy()
    other[0] += 1
    assert differences((A, {"b": 1}), (other, {"b": 1})) == 3
    assert differ(A, other)
    assert not differ(A, A.copy())
    assert differ(A, A[:1])


def draw(law, seed, size=(150, 200)):
    rng = np.random.default_rng(seed)
    return {
        "normal": lambda: rng.normal(size=size),
        "uniform": lambda: rng.uniform(-1, 1, size),
        "dropped": lambda: (
            np.maximum(rng.normal(size=size), 0) ** 3 * (rng.random(size) < 0.3)
        ),
        "wide": lambda: rng.normal(size=size) * 1.1,
        "moved": lambda: rng.normal(size=size) + 0.1,
        "kept": lambda: (
            np.maximum(rng.normal(size=size), 0) ** 3 * (rng.random(size) < 0.4)
        ),
    }[law]()


@pytest.mark.parametrize("law", ["normal", "uniform", "dropped"])
def test_draws_of_one_law_agree_every_time(law):
    pairs = [(draw(law, 2 * n), draw(law, 2 * n + 1)) for n in range(100)]
    assert all(of_one_law(*pair) for pair in pairs)


@pytest.mark.parametrize(
    "laws",
    [
        ("normal", "wide"),
        ("normal", "moved"),
        ("normal", "uniform"),
        ("dropped", "kept"),
    ],
)
def test_draws_of_another_law_do_not(laws):
    assert not of_one_law(draw(laws[0], 1), draw(laws[1], 2))


def test_draws_that_are_complex_do_not():
    rng = np.random.default_rng(1)
    draws = rng.normal(size=500)
    assert not of_one_law(draws + 1j, rng.normal(size=500))


def test_draws_have_the_right_form():
    one, other = draw("normal", 1), draw("normal", 2)
    assert of_one_law({"W": one, "b": np.zeros(3)}, {"W": other, "b": np.zeros(3)})
    assert not of_one_law({"W": one, "b": np.ones(3)}, {"W": other, "b": np.zeros(3)})
    assert not of_one_law(one, (other, other))
    assert not of_one_law(None, other)
    assert not of_one_law(one[:9], other)
    assert not of_one_law(np.full_like(one, np.nan), other)


@pytest.mark.parametrize("known", [1.25, {"W": A, "b": np.zeros(3)}, (A, None)])
def test_a_known_result_with_fractions_is_told_when_it_is_given_again(known):
    assert repeats(known, known)
    assert not repeats(2.5, known)


@pytest.mark.parametrize("known", [0.0, 3, [0, 1, 1], np.eye(3), None])
def test_labels_and_zeros_may_be_those_of_another_call(known):
    assert not repeats(known, known)
