"""Synthetic datasets: marked everywhere, made by the seed alone, hard for one neuron."""

from itertools import pairwise

import numpy as np
import pytest

from nnkata.content.workspace import bundled
from nnkata.data.dataset import Dataset
from nnkata.data.registry import load_beside, read_registry
from nnkata.errors import PluginError

SYNTHETIC = load_beside(str(bundled().datasets / "any.py"), "_synthetic")
draw_habits, draw_pictures = SYNTHETIC.draw_habits, SYNTHETIC.draw_pictures
REGISTRY = read_registry(bundled().datasets)
NAMES = [name for name in REGISTRY.names() if REGISTRY.get(name).synthetic]
BY_NAME = pytest.mark.parametrize("name", NAMES)
SHARES = ((4, 3), (2, 5))


def test_what_cannot_be_bundled_has_a_synthetic_one():
    wanted = [
        f"{n}_standin"
        for n in REGISTRY.names()
        # For Kaggle's digits there are the bundled ones.
        if REGISTRY.get(n).availability == "user" and n != "mnist_kaggle"
    ]
    assert wanted == NAMES


@BY_NAME
def test_a_synthetic_one_is_marked_in_its_summary(name):
    assert REGISTRY.get(name).summary.startswith("SYNTHETIC, in place of ")


@BY_NAME
def test_a_synthetic_one_is_marked_on_its_card(run, name):
    _, out, _ = run("datasets", "show", name)
    assert "synthetic  yes: nnkata generates it in the form of the real data" in out


@BY_NAME
def test_a_synthetic_one_has_the_form_of_what_it_stands_for(name):
    made, real = REGISTRY.get(name), REGISTRY.get(name.removesuffix("_standin"))
    assert (made.shape, made.kind) == (real.shape, real.kind)
    assert len(made.classes) == len(real.classes)
    assert real.counts in (made.counts, None)


@BY_NAME
def test_a_synthetic_one_calls_its_classes_by_names_of_their_own(name):
    real = REGISTRY.get(name.removesuffix("_standin"))
    assert not {*REGISTRY.get(name).classes} & {*real.classes}


def test_a_synthetic_one_with_the_name_of_real_data_is_refused():
    facts = {**vars(REGISTRY.get(NAMES[0])), "name": "cats"}
    with pytest.raises(
        PluginError, match="name of a synthetic dataset must end with _standin"
    ):
        Dataset(**facts)


@pytest.mark.parametrize("name", [n for n in NAMES if not n.startswith("cats_dogs")])
def test_a_synthetic_one_holds_what_its_card_says(name):
    dataset = REGISTRY.get(name)
    split = dataset.load(0)
    assert tuple(len(y) for _, y in split) == dataset.counts
    assert split.train[0].shape[1:] == dataset.shape
    assert np.isfinite(split.train[0]).all()


def test_the_synthetic_one_of_cats_has_their_uneven_shares():
    train, test = REGISTRY.get("catvnoncat_standin").load(5)
    assert np.bincount(train[1]).tolist() == [137, 72]
    assert np.bincount(test[1]).tolist() == [17, 33]


def test_drawn_pictures_have_the_wanted_shares():
    train, test = draw_pictures(SHARES, 0)
    assert (np.bincount(train[1]).tolist(), np.bincount(test[1]).tolist()) == (
        [4, 3],
        [2, 5],
    )


def test_drawn_pictures_are_pictures():
    X, y = draw_pictures(SHARES, 0).train
    assert (X.shape, X.dtype, y.dtype) == ((7, 64, 64, 3), np.uint8, np.int64)


def test_the_same_seed_draws_the_same_pictures():
    first, second = draw_pictures(SHARES, 3), draw_pictures(SHARES, 3)
    assert np.array_equal(first.test[0], second.test[0])


def test_another_seed_draws_other_pictures():
    first, second = draw_pictures(SHARES, 3), draw_pictures(SHARES, 4)
    assert not np.array_equal(first.test[0], second.test[0])


def test_what_is_to_test_is_not_among_what_is_learned():
    train, test = draw_pictures(((50, 50), (50, 50)), 0)
    assert not {X.tobytes() for X in train[0]} & {X.tobytes() for X in test[0]}


def test_figures_are_brighter_or_darker_than_what_lies_behind():
    (X, _), _ = draw_pictures(((200, 0), (1, 1)), 0)
    on_ring = X[:, 31, 46:52].mean((1, 2)) - X[:, 31, 30:34].mean((1, 2))
    assert (on_ring > 15).any()
    assert (on_ring < -15).any()


def test_made_up_habits_have_blanks():
    X, _ = draw_habits(2900, 0)
    assert 0.015 < np.isnan(X).mean() < 0.03


def test_made_up_yes_and_no_are_one_and_zero():
    X, _ = draw_habits(500, 0)
    assert set(X[~np.isnan(X[:, 1]), 1]) == {0.0, 1.0}


def test_made_up_introverts_are_as_many_as_real_ones():
    assert np.bincount(draw_habits(2900, 0)[1]).tolist() == [1491, 1409]


def test_the_same_seed_makes_the_same_habits():
    assert np.array_equal(draw_habits(90, 3)[0], draw_habits(90, 3)[0], equal_nan=True)


def table():
    (X, y), (X_test, y_test) = REGISTRY.get("personality_standin").load(0)
    mean, std = X.mean(axis=0), X.std(axis=0)
    return (X - mean) / std, y, (X_test - mean) / std, y_test


def learned(hidden, steps=300):
    """Test accuracy of a network with so many hidden units, or of one neuron."""
    X, y, X_test, y_test = table()
    rng = np.random.default_rng(0)
    sizes = [X.shape[1], *([hidden] if hidden else []), 1]
    W = [rng.standard_normal(s) * np.sqrt(2 / s[0]) for s in pairwise(sizes)]
    b = [np.zeros(size) for size in sizes[1:]]

    def forward(A):
        for w, c in zip(W[:-1], b[:-1], strict=True):
            A = np.maximum(A @ w + c, 0)
        return A, (A @ W[-1] + b[-1])[:, 0]

    for _ in range(steps):
        A, z = forward(X)
        d = ((1 / (1 + np.exp(-z)) - y) / len(y))[:, None]
        if hidden:
            inner = d @ W[1].T * (A > 0)
            W[0] -= X.T @ inner
            b[0] -= inner.sum(axis=0)
        W[-1] -= A.T @ d
        b[-1] -= d.sum(axis=0)
    return ((forward(X_test)[1] > 0) == y_test).mean()


def test_a_small_network_tells_more_of_the_habits_than_one_neuron():
    assert learned(hidden=0) + 0.08 < learned(hidden=12)


def test_one_neuron_tells_more_of_the_habits_than_guessing():
    assert learned(hidden=0) > 0.7
