"""Seeded splits: every example once, and the share of each class in both parts."""

import numpy as np
import pytest

from nnkata.data.dataset import Split
from nnkata.data.splits import reordered, shuffled, stratified


def test_a_split_is_disjoint_and_whole():
    y = np.repeat([0, 1, 2], [10, 20, 50])
    (Xtr, _), (Xte, _) = stratified(np.arange(80), y, 0.2, seed=1)
    assert sorted([*Xtr, *Xte]) == list(range(80))


def test_a_split_keeps_each_examples_label():
    y = np.repeat([0, 1], [30, 10])
    train, test = stratified(np.arange(40), y, 0.3, seed=1)
    assert all(np.array_equal(labels, y[X]) for X, labels in (train, test))


def test_a_split_keeps_the_share_of_each_class():
    y = np.repeat([0, 1, 2], [10, 20, 50])
    split = stratified(np.arange(80), y, 0.2, seed=1)
    assert np.bincount(split.test[1]).tolist() == [2, 4, 10]


@pytest.mark.parametrize("m, n", [(3, 7), (299, 282), (21, 21), (1, 500)])
def test_a_split_has_its_share_of_all(m, n):
    y = np.repeat([0, 1], [m, n])
    assert len(stratified(y, y, 0.2, seed=1).test[1]) == round(0.2 * (m + n))


def test_a_split_of_uneven_classes_is_off_by_less_than_one():
    y = np.repeat([0, 1, 2], [3, 8, 14])
    counts = np.bincount(stratified(y, y, 0.2, seed=1).test[1])
    assert counts.tolist() == [1, 1, 3]


def test_the_only_example_of_a_class_is_learned_from():
    y = np.array([0, 1, 2, *[3] * 9, *[4] * 9])
    assert {*stratified(y, y, 0.2, seed=1).test[1].tolist()} == {3, 4}


def test_shuffling_keeps_each_examples_label():
    both = shuffled(Split((np.arange(9), np.arange(9)), (None, None)), 3)
    assert np.array_equal(*both.train)


def test_shuffling_leaves_the_test_part_alone():
    both = shuffled(Split((np.arange(9), np.arange(9)), ("X", "y")), 3)
    assert both.test == ("X", "y")


@pytest.mark.parametrize("shape", [(9, 40, 3), (9, 5), (9, 1, 1)])
def test_examples_are_put_into_an_order_in_place(shape):
    X, order = np.arange(np.prod(shape)).reshape(shape), np.array([*range(8, -1, -1)])
    expected = X[order]
    assert reordered(X, order) is X
    assert np.array_equal(X, expected)


def test_the_former_home_of_the_splits_still_works():
    from nnkata import data, splits

    assert splits.stratified is data.stratified
    assert splits.shuffled is data.shuffled
