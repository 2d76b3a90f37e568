"""The built-in datasets: what they hold, and how they are split."""

import hashlib
import shutil
import struct

import numpy as np
import pytest

from nnkata.errors import DataError
from nnkata.registry import read_registry
from nnkata.shelves import bundled
from nnkata.splits import stratified
from nnkata.subject import execute

SHELF = bundled().datasets


@pytest.fixture(scope="module")
def cards():
    return read_registry(SHELF)


@pytest.fixture(scope="module")
def mnist(cards):
    return cards.get("mnist").load(0)


@pytest.fixture
def plugin(tmp_path):
    """The plugin of MNIST in a folder of its own, where its sample can be damaged."""
    shutil.copytree(SHELF, tmp_path / "datasets")
    return execute("damaged", [tmp_path / "datasets" / "mnist.py"])


@pytest.fixture
def full(plugin, monkeypatch, tmp_path):
    """Four small IDX files under NNKATA_DATA that count as the full MNIST."""
    folder = tmp_path / "data" / "mnist"
    folder.mkdir(parents=True)
    for name in plugin.FILES:
        m = 3 if name.startswith("t10k") else 6
        header = struct.pack(">I", 0x801) + struct.pack(">I", m)
        if "images" in name:
            header = struct.pack(">IIII", 0x803, m, 28, 28)
        size = m * 784 if "images" in name else m
        content = header + bytes(i // 784 if size > m else i for i in range(size))
        (folder / name).write_bytes(content)
        plugin.FILES[name] = hashlib.sha256(content).hexdigest()
    monkeypatch.setenv("NNKATA_DATA", str(tmp_path / "data"))
    return folder


def pixels(split):
    """Every picture of both parts as bytes, sorted."""
    return sorted(picture.tobytes() for X, _ in split for picture in X)


def same(one, other):
    return np.array_equal(one.train[0], other.train[0])


def test_the_sample_has_four_thousand_pictures_to_learn_from(mnist):
    X, y = mnist.train
    assert (X.shape, X.dtype, y.shape) == ((4000, 28, 28), np.uint8, (4000,))


def test_the_sample_has_a_thousand_pictures_to_test(mnist):
    X, y = mnist.test
    assert (X.shape, X.dtype, y.shape) == ((1000, 28, 28), np.uint8, (1000,))


def test_the_labels_of_the_sample_are_whole_numbers(mnist):
    assert mnist.train[1].dtype == np.int64


def test_every_digit_is_learnt_equally_often(mnist):
    assert np.bincount(mnist.train[1]).tolist() == [400] * 10


def test_every_digit_is_tested_equally_often(mnist):
    assert np.bincount(mnist.test[1]).tolist() == [100] * 10


def test_the_same_seed_gives_the_same_split(cards, mnist):
    assert same(cards.get("mnist").load(0), mnist)


def test_another_seed_gives_another_split(cards, mnist):
    assert not same(cards.get("mnist").load(1), mnist)


def test_every_split_holds_the_same_pictures(cards, mnist):
    assert pixels(cards.get("mnist").load(1)) == pixels(mnist)


def test_the_examples_are_shuffled(mnist):
    assert len(np.unique(mnist.train[1][:20])) > 4


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


@pytest.mark.parametrize("damage", [b"", b"no archive at all", b"\x80\x04K\x01."])
def test_a_damaged_sample_is_told(plugin, tmp_path, damage):
    (tmp_path / "datasets" / "data" / "mnist_5k.npz").write_bytes(damage)
    with pytest.raises(
        DataError, match=r"mnist_5k\.npz is damaged.*install nnkata anew"
    ):
        plugin.load_sample(0)


def test_a_truncated_sample_is_told(plugin, tmp_path):
    file = tmp_path / "datasets" / "data" / "mnist_5k.npz"
    file.write_bytes(file.read_bytes()[:100_000])
    with pytest.raises(DataError, match=r"mnist_5k\.npz is damaged"):
        plugin.load_sample(0)


def test_a_missing_sample_is_told(plugin, tmp_path):
    (tmp_path / "datasets" / "data" / "mnist_5k.npz").unlink()
    with pytest.raises(DataError, match=r"mnist_5k\.npz is damaged"):
        plugin.load_sample(0)


def test_another_sample_in_its_place_is_told(plugin, tmp_path):
    file = tmp_path / "datasets" / "data" / "mnist_5k.npz"
    np.savez(file, X=np.zeros((10, 28, 28), np.uint8), y=np.zeros(10, np.uint8))
    with pytest.raises(DataError, match="is not the sample it should be"):
        plugin.load_sample(0)


@pytest.mark.parametrize("name", ["spiral", "spiral_hard"])
def test_a_spiral_has_three_arms_of_a_hundred_points(cards, name):
    for X, y in cards.get(name).load(0):
        assert X.shape == (300, 2)
        assert np.bincount(y).tolist() == [100] * 3


@pytest.mark.parametrize("name, turns", [("spiral", 1.0), ("spiral_hard", 2.5)])
def test_the_points_of_a_spiral_follow_its_formula(cards, name, turns):
    (X, y), _ = cards.get(name).load(0)
    radius = np.hypot(*X.T)
    angle = turns * 4 * (y + radius)
    off = np.angle(np.exp(1j * (np.arctan2(X[:, 0], X[:, 1]) - angle)))[radius > 0]
    assert 0.17 * turns < off.std() < 0.23 * turns
    assert abs(off.mean()) < 0.05 * turns


@pytest.mark.parametrize("name", ["spiral", "spiral_hard"])
def test_the_points_to_test_are_fresh_ones(cards, name):
    (X, _), (X_test, _) = cards.get(name).load(0)
    assert not np.isin(X_test[X_test != 0], X).any()


def test_the_same_seed_gives_the_same_spiral(cards):
    assert same(cards.get("spiral").load(5), cards.get("spiral").load(5))


def test_another_seed_gives_another_spiral(cards):
    assert not same(cards.get("spiral").load(5), cards.get("spiral").load(6))


def test_the_full_set_is_missing_until_it_is_brought(cards):
    assert "NNKATA_DATA" in cards.get("mnist_full").missing()


def test_the_full_set_says_what_to_do_when_it_is_asked_for(cards):
    with pytest.raises(DataError, match="`nnkata datasets fetch mnist_full`"):
        cards.get("mnist_full").load(0)


def test_the_full_set_is_here_once_it_is_brought(full, plugin):
    assert plugin.missing() == ""


def test_the_full_set_has_its_official_parts(full, plugin):
    (X, y), (X_test, y_test) = plugin.load_full(0)
    assert (X.shape, X_test.shape) == ((6, 28, 28), (3, 28, 28))
    assert (y.dtype, y_test.tolist()) == (np.int64, [0, 1, 2])


def test_the_full_set_is_shuffled_with_its_labels(full, plugin):
    (X, y), _ = plugin.load_full(0)
    assert y.tolist() != sorted(y)
    assert X[:, 0, 0].tolist() == y.tolist()


def test_a_brought_file_that_is_another_one_is_told(full, plugin):
    (full / "t10k-labels-idx1-ubyte").write_bytes(b"something else")
    with pytest.raises(
        DataError, match=r"t10k-labels-idx1-ubyte is not the file it sh"
    ):
        plugin.load_full(0)
