"""Other numbers are valid ones, and what belongs together still does."""

import numpy as np
import pytest

from nnkata.grading.variation import Rounding, Variation, has_counts_alone

RNG = np.random.default_rng(3)
FLOATS = RNG.normal(size=(5, 3))
SHARES = RNG.dirichlet(np.ones(4), size=6)


@pytest.fixture
def variation():
    return Variation("secret", 0.1)


def test_floats_change_by_a_tenth_at_most(variation):
    row = np.array([1.5, -2.0, 3.0, 0.0])
    factor = variation.of(row)[:3] / row[:3]
    assert ((0.9 <= factor) & (factor <= 1.1) & (factor != 1)).all()
    assert variation.of(row)[3] == 0


def test_rows_change_places(variation):
    signs = np.sign(FLOATS)
    assert sorted(np.sign(variation.of(FLOATS)).tolist()) == sorted(signs.tolist())


@pytest.mark.parametrize("value", [FLOATS, 0.3, np.float32(2.5), np.array([1, 2, 3])])
def test_equal_values_change_alike_and_keep_their_type(variation, value):
    one, other = variation.of([value, {"same": value}])
    assert np.array_equal(one, other["same"])
    assert type(one) is type(value)
    assert np.asarray(one).dtype == np.asarray(value).dtype


def test_probabilities_stay_probabilities(variation):
    changed = variation.of(SHARES)
    assert np.allclose(changed.sum(axis=1), 1)
    assert (changed > 0).all()
    assert not np.allclose(np.sort(changed, axis=None), np.sort(SHARES, axis=None))
    assert 0 < variation.of(0.999) < 1


@pytest.mark.parametrize(
    "labels", [np.array([0, 2, 1, 1, 0, 2]), np.eye(4), np.array([1.0, 0, 0, 1, 0])]
)
def test_labels_change_places_alone(variation, labels):
    rows = variation.of(labels).tolist()
    assert sorted(rows) == sorted(labels.tolist())
    others = [Variation(f"{number}", 0.1).of(labels).tolist() for number in range(5)]
    assert any(other != labels.tolist() for other in others)


def test_a_mask_stays_a_mask(variation):
    mask = np.array([[0, 1.25, 1.25], [1.25, 0, 0]])
    assert len(np.unique(variation.of(mask))) == 2


def test_sizes_words_and_functions_stay(variation):
    value = (3, True, "relu", None, max, [5, 4])
    assert variation.of(value) == value


def test_a_generator_gets_a_seed_of_the_secret(variation):
    public = np.random.default_rng(1)
    one, other = variation.of((public, public))
    assert one.random() == other.random()
    assert one.random() != Variation("another", 0.1).of(public).random()
    assert public.random() == np.random.default_rng(1).random()


def test_what_an_earlier_call_returned_is_what_it_returns_now(variation):
    variation.follow((FLOATS, {"cost": 0.37}), (FLOATS * 2, {"cost": 0.74}))
    assert np.array_equal(variation.of(FLOATS), FLOATS * 2)
    assert variation.of(0.37) == 0.74


def test_a_number_that_many_things_could_be_follows_nothing(variation):
    variation.follow(2.5, 100.0)
    assert variation.of(2.5) < 3


def test_a_call_of_sizes_alone_gets_other_sizes(variation):
    sizes = {"n": 7, "f": 3, "p": 0, "name": "same"}
    assert has_counts_alone(sizes)
    assert not has_counts_alone({"n": 7, "rng": np.random.default_rng(1)})
    changed = [Variation(f"{number}", 0.1).counts(sizes) for number in range(9)]
    assert {each["n"] for each in changed} == {7, 8, 9}
    assert {(each["p"], each["name"]) for each in changed} == {(0, "same")}


def test_rounding_changes_the_last_digits_of_floats_alone():
    labels = np.array([0, 1, 1])
    floats, same = Rounding("secret", 100).of((FLOATS, labels))
    assert np.allclose(floats, FLOATS, rtol=1e-13)
    assert not np.array_equal(floats, FLOATS)
    assert same is labels
