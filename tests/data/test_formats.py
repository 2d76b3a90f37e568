"""A dataset in one file: saved whole, loaded as it was, and marked as it was."""

import pickle

import h5py
import numpy as np
import pytest

from nnkata.content.workspace import bundled
from nnkata.data import formats, from_path
from nnkata.data.dataset import Dataset, Split
from nnkata.data.registry import read_registry
from nnkata.errors import DataError

FORMS = pytest.mark.parametrize("suffix", [".h5", ".hdf5", ".npz", ".pkl", ".pickle"])


def load(seed):
    rng = np.random.default_rng(seed)
    X = rng.integers(0, 256, (8, 4, 5), np.uint8)
    y = np.arange(8) % 3
    return Split((X[:5], y[:5]), (X[5:], y[5:]))


def dataset(**facts):
    usual = {
        "name": "dots",
        "summary": "a few dots",
        "load": load,
        "kind": "pictures",
        "classes": ("a", "b", "ç"),
        "shape": (4, 5),
        "licence": "CC0-1.0",
        "source": "made here",
        "had": "generated",
        "base_rate": 0.4,
    }
    return Dataset(**(usual | facts))


def same(one, other):
    return all(
        np.array_equal(a, b) and a.dtype == b.dtype
        for part, rival in zip(one, other, strict=True)
        for a, b in zip(part, rival, strict=True)
    )


@FORMS
def test_what_was_saved_is_loaded_as_it_was(tmp_path, suffix):
    file = tmp_path / f"dots{suffix}"
    formats.save(dataset(), 3, file)
    assert same(from_path.describe(f"saved:{file}").load(0), load(3))


@FORMS
def test_the_card_is_as_it_was(tmp_path, suffix):
    file = tmp_path / f"dots{suffix}"
    formats.save(dataset(), 3, file)
    card = from_path.describe(f"saved:{file}")
    assert (card.kind, card.shape, card.counts) == ("pictures", (4, 5), (5, 3))
    assert (card.classes, card.licence) == (("a", "b", "ç"), "CC0-1.0")
    assert card.summary == "dots, saved with seed 3: a few dots"


@FORMS
def test_a_table_is_loaded_as_it_was(tmp_path, suffix):
    spiral = read_registry(bundled().datasets).get("spiral")
    file = tmp_path / f"spiral{suffix}"
    formats.save(spiral, 0, file)
    assert same(from_path.describe(f"saved:{file}").load(9), spiral.load(0))


def test_a_synthetic_dataset_stays_marked(tmp_path):
    file = tmp_path / "dots.npz"
    formats.save(dataset(name="dots_standin", synthetic=True), 0, file)
    card = from_path.describe(f"saved:{file}")
    assert card.synthetic
    assert card.summary.startswith("dots_standin, saved")


def test_a_pickle_is_one_that_plain_python_reads(tmp_path):
    formats.save(dataset(), 0, tmp_path / "dots.pkl")
    found = pickle.loads((tmp_path / "dots.pkl").read_bytes())
    assert np.array_equal(found["X_train"], load(0).train[0])


def test_a_file_that_is_there_is_not_touched(tmp_path):
    file = tmp_path / "dots.npz"
    file.write_bytes(b"mine")
    with pytest.raises(DataError, match="already exists"):
        formats.save(dataset(), 0, file)
    assert file.read_bytes() == b"mine"


def test_an_unknown_suffix_is_told_before_anything_is_loaded(tmp_path):
    loud = dataset(load=lambda seed: pytest.fail("loaded"))
    with pytest.raises(
        DataError,
        match=r"'\.hd5' is not one of a known format. Did you mean '\.hdf5'\?",
    ):
        formats.save(loud, 0, tmp_path / "dots.hd5")


@pytest.mark.parametrize(
    "suffix, where, writer",
    [
        (".h5", h5py.Group, "create_dataset"),
        (".npz", np, "savez_compressed"),
        (".pkl", pickle, "dump"),
    ],
)
def test_a_full_disk_is_told_and_leaves_nothing(
    tmp_path, monkeypatch, suffix, where, writer
):
    def full(*arguments, **settings):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(where, writer, full)
    with pytest.raises(DataError, match="cannot be written: No space left on device"):
        formats.save(dataset(), 0, tmp_path / f"dots{suffix}")
    assert [*tmp_path.iterdir()] == []


def test_a_full_disk_that_hdf5_tells_in_its_own_way_is_told(tmp_path, monkeypatch):
    def full(*arguments, **settings):
        raise RuntimeError("Unable to flush file's cached information")

    monkeypatch.setattr(h5py.Group, "create_dataset", full)
    with pytest.raises(DataError, match="cannot be written: Unable to flush"):
        formats.save(dataset(), 0, tmp_path / "dots.h5")


def test_of_hdf5s_long_words_on_a_full_disk_the_systems_own_are_told(
    tmp_path, monkeypatch
):
    def full(*arguments, **settings):
        raise OSError("Can't write data (errno = 28, error message = 'No space left')")

    monkeypatch.setattr(h5py.Group, "create_dataset", full)
    with pytest.raises(DataError, match=r"cannot be written: No space left\. Nothing"):
        formats.save(dataset(), 0, tmp_path / "dots.h5")


@pytest.mark.parametrize("about", [b"no json", b"[]", b"{}", b"[" * 9999, b"\xff"])
def test_a_file_whose_own_words_are_damaged_is_told(tmp_path, about):
    X, y = np.zeros((9, 2)), np.arange(9) % 2
    np.savez(tmp_path / "a.npz", X=X, y=y, about=np.array(about))
    with pytest.raises(DataError, match="its description of itself is damaged"):
        from_path.describe(f"saved:{tmp_path / 'a.npz'}")


@pytest.mark.parametrize("content", [[1, 2], {"X": [1]}, {1: np.zeros(3)}])
def test_a_pickle_of_anything_but_named_arrays_is_told(tmp_path, content):
    (tmp_path / "a.pkl").write_bytes(pickle.dumps(content))
    with pytest.raises(
        DataError, match=r"expected a dict of named|is not a named array"
    ):
        from_path.describe(f"saved:{tmp_path / 'a.pkl'}")
