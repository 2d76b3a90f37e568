"""The built-in datasets: what they hold, and how they are split."""

import gzip
import hashlib
import shutil
import struct

import numpy as np
import pytest

from nnkata.content.workspace import bundled
from nnkata.data.registry import read_registry
from nnkata.errors import DataError
from nnkata.subject.importing import execute

FOLDER = bundled().datasets


@pytest.fixture(scope="module")
def registry():
    return read_registry(FOLDER)


@pytest.fixture(scope="module")
def mnist(registry):
    return registry.get("mnist").load(0)


@pytest.fixture
def plugin(tmp_path):
    """The plugin of MNIST in a folder of its own, where its sample can be damaged."""
    shutil.copytree(FOLDER, tmp_path / "datasets")
    return execute("damaged", tmp_path / "datasets" / "mnist.py")


def arrays(m):
    """So many pictures whose every pixel is their number, and their labels."""
    y = np.arange(m, dtype=np.uint8)
    return np.broadcast_to(y[:, None, None], (m, 28, 28)).copy(), y


def idx(array):
    sizes = struct.pack(f">{array.ndim}I", *array.shape)
    return struct.pack(">HBB", 0, 8, array.ndim) + sizes + array.tobytes()


@pytest.fixture
def data(monkeypatch, tmp_path):
    """An empty NNKATA_DATA/mnist."""
    folder = tmp_path / "data" / "mnist"
    folder.mkdir(parents=True)
    monkeypatch.setenv("NNKATA_DATA", str(tmp_path / "data"))
    return folder


@pytest.fixture
def small(plugin, data):
    """Six and three pictures that count as the full MNIST; the plugin that thinks so."""
    contents = [array for m in (6, 3) for array in arrays(m)]
    for name, array in zip(plugin.FILES, contents, strict=True):
        plugin.FILES[name] = hashlib.sha256(idx(array)).hexdigest()
    return dict(zip(plugin.FILES, contents, strict=True))


@pytest.fixture
def full(small, data):
    """They as IDX files."""
    for name, array in small.items():
        (data / name).write_bytes(idx(array))
    return data


def packed(data, small):
    for name, array in small.items():
        (data / f"{name}.gz").write_bytes(gzip.compress(idx(array)))


def dotted(data, small):
    for name, array in small.items():
        (data / name.replace("-idx", ".idx")).write_bytes(idx(array))


def npz(data, small):
    names = ("x_train", "y_train", "x_test", "y_test")
    np.savez(data / "mnist.npz", **dict(zip(names, small.values(), strict=True)))


def npz_of_wider_labels(data, small):
    npz(data, {name: a.astype(int) if a.ndim == 1 else a for name, a in small.items()})


def table(X, y, header=True):
    head = ",".join(["label", *(f"pixel{i}" for i in range(784))]) + "\n"
    rows = np.column_stack([y, X.reshape(len(X), -1)])
    text = "".join(",".join(map(str, row)) + "\n" for row in rows.tolist())
    return head * header + text


def tables(data, small, header=True):
    X, y, X_test, y_test = small.values()
    (data / "mnist_train.csv").write_text(table(X, y, header))
    (data / "mnist_test.csv").write_text(table(X_test, y_test, header))


def tables_without_headers(data, small):
    tables(data, small, header=False)


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


def test_the_same_seed_gives_the_same_split(registry, mnist):
    assert same(registry.get("mnist").load(0), mnist)


def test_another_seed_gives_another_split(registry, mnist):
    assert not same(registry.get("mnist").load(1), mnist)


def test_every_split_holds_the_same_pictures(registry, mnist):
    assert pixels(registry.get("mnist").load(1)) == pixels(mnist)


def test_the_examples_are_shuffled(mnist):
    assert len(np.unique(mnist.train[1][:20])) > 4


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
def test_a_spiral_has_three_arms_of_a_hundred_points(registry, name):
    for X, y in registry.get(name).load(0):
        assert X.shape == (300, 2)
        assert np.bincount(y).tolist() == [100] * 3


@pytest.mark.parametrize("name, turns", [("spiral", 1.0), ("spiral_hard", 2.5)])
def test_the_points_of_a_spiral_follow_its_formula(registry, name, turns):
    (X, y), _ = registry.get(name).load(0)
    radius = np.hypot(*X.T)
    angle = turns * 4 * (y + radius)
    off = np.angle(np.exp(1j * (np.arctan2(X[:, 0], X[:, 1]) - angle)))[radius > 0]
    assert 0.17 * turns < off.std() < 0.23 * turns
    assert abs(off.mean()) < 0.05 * turns


@pytest.mark.parametrize("name", ["spiral", "spiral_hard"])
def test_the_points_to_test_are_fresh_ones(registry, name):
    (X, _), (X_test, _) = registry.get(name).load(0)
    assert not np.isin(X_test[X_test != 0], X).any()


def test_the_same_seed_gives_the_same_spiral(registry):
    assert same(registry.get("spiral").load(5), registry.get("spiral").load(5))


def test_another_seed_gives_another_spiral(registry):
    assert not same(registry.get("spiral").load(5), registry.get("spiral").load(6))


def test_the_full_set_is_missing_until_it_is_brought(registry):
    assert "NNKATA_DATA" in registry.get("mnist_full").missing()


def test_the_full_set_says_what_to_do_when_it_is_asked_for(registry):
    with pytest.raises(DataError, match="`nnkata datasets fetch mnist_full`"):
        registry.get("mnist_full").load(0)


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


@pytest.mark.parametrize(
    "bring",
    [packed, dotted, npz, npz_of_wider_labels, tables, tables_without_headers],
    ids=lambda bring: bring.__name__,
)
def test_every_form_gives_the_arrays_of_idx(plugin, data, small, bring):
    bring(data, small)
    (X, y), (X_test, y_test) = plugin.load_full(0)
    order = np.random.default_rng(0).permutation(6)
    assert np.array_equal(X, arrays(6)[0][order])
    assert (y.tolist(), y.dtype) == (order.tolist(), np.int64)
    assert np.array_equal(X_test, arrays(3)[0])
    assert (y_test.tolist(), y_test.dtype) == ([0, 1, 2], np.int64)


@pytest.mark.parametrize("bring", [npz, tables])
def test_every_form_is_here_once_it_is_brought(plugin, data, small, bring):
    assert plugin.missing() != ""
    bring(data, small)
    assert plugin.missing() == ""


@pytest.mark.parametrize("bring", [npz, tables])
def test_other_pictures_in_a_known_form_are_told(plugin, data, small, bring):
    small["t10k-images-idx3-ubyte"][0, 0, 0] ^= 1
    bring(data, small)
    with pytest.raises(DataError, match="is not MNIST: its t10k-images are uint8 of"):
        plugin.load_full(0)


def test_an_npz_file_without_the_keys_is_told(plugin, data):
    np.savez(data / "mnist.npz", X=np.zeros(3))
    with pytest.raises(DataError, match=r"no array named 'x_train'\. It has: X"):
        plugin.load_full(0)


def test_an_npz_file_of_objects_is_refused(plugin, data):
    hostile = dict.fromkeys(("x_train", "y_train", "x_test", "y_test"), np.array([{}]))
    np.savez(data / "mnist.npz", **hostile)
    with pytest.raises(DataError, match="loading them could run code"):
        plugin.load_full(0)


@pytest.fixture
def kaggle(plugin, data):
    """Kaggle's table with 50 rows, 5 of each digit, of which 10 are to test."""
    plugin.KAGGLE_ROWS, plugin.KAGGLE_TEST = 50, 10
    X, _ = arrays(50)
    (data / "train.csv").write_text(table(X, np.arange(50) % 10))
    return data / "train.csv"


def test_the_table_of_kaggle_is_split_by_the_seed(kaggle, plugin):
    (X, y), (X_test, y_test) = plugin.load_kaggle(0)
    assert (X.shape, X.dtype, len(X_test)) == ((40, 28, 28), np.uint8, 10)
    assert sorted(y_test) == list(range(10))
    assert np.array_equal(X[:, 5, 5] % 10, y)


def test_the_table_of_kaggle_is_not_taken_for_the_official_set(kaggle, plugin):
    assert (plugin.missing(), plugin.missing_kaggle()) == (plugin.HOW, "")
    with pytest.raises(DataError, match="mnist_full is not installed"):
        plugin.load_full(0)


def test_without_the_table_of_kaggle_it_is_told_how_to_get_it(plugin, data):
    assert plugin.missing_kaggle() == plugin.HOW_KAGGLE
    with pytest.raises(
        DataError, match="mnist_kaggle is not installed: `nnkata datasets fetch"
    ):
        plugin.load_kaggle(0)


def test_a_table_of_kaggle_that_is_cut_is_told(kaggle, plugin):
    kaggle.write_text("\n".join(kaggle.read_text().split("\n")[:31]) + "\n")
    with pytest.raises(DataError, match="has 30 rows, Kaggle's has 50"):
        plugin.load_kaggle(0)


@pytest.mark.parametrize("cell", ["256", "-1", "x", "0.5", "nan", "1e99", ""])
def test_a_cell_that_is_no_pixel_is_told(kaggle, plugin, cell):
    head, first, rest = kaggle.read_text().split("\n", 2)
    kaggle.write_text(f"{head}\n{first[:-1]}{cell}\n{rest}")
    with pytest.raises(DataError, match=r"train\.csv: .* integers from 0 to 255"):
        plugin.load_kaggle(0)


def test_a_table_of_kaggle_without_rows_is_told(kaggle, plugin):
    kaggle.write_text(kaggle.read_text().split("\n", 1)[0])
    with pytest.raises(DataError, match=r"\d columns and .* expected 785 columns"):
        plugin.load_kaggle(0)


def test_a_row_that_is_cut_is_told(kaggle, plugin):
    kaggle.write_text(kaggle.read_text()[:-100])
    with pytest.raises(
        DataError, match=r"integers from 0 to 255\. It is damaged"
    ) as told:
        plugin.load_kaggle(0)
    assert "usecols" not in str(told.value)


def test_a_label_that_is_no_digit_is_told(kaggle, plugin):
    kaggle.write_text(kaggle.read_text().replace("\n7,", "\n17,"))
    with pytest.raises(DataError, match="labels up to 17, expected 785 columns"):
        plugin.load_kaggle(0)


def test_a_table_is_read_from_the_cache_the_second_time(kaggle, plugin, monkeypatch):
    first = plugin.load_kaggle(0)
    monkeypatch.setattr(np, "loadtxt", lambda *words, **more: pytest.fail("read again"))
    assert same(plugin.load_kaggle(0), first)


def test_any_other_table_called_train_is_not_taken(kaggle, plugin, data):
    kaggle.unlink()
    (data.parent / "train.csv").write_text("id,name\n1,Ann\n")
    assert plugin.missing_kaggle() != ""


def test_the_table_of_kaggle_may_lie_right_under_the_users_data(kaggle, plugin, data):
    kaggle.rename(data.parent / "train.csv")
    assert plugin.missing_kaggle() == ""
