"""Files that are whole or not there, and arrays that are kept until they are stale."""

import os

import numpy as np
import pytest

from nnkata.content.workspace import bundled
from nnkata.data.local_files import cached_arrays, data_folders, no_own_folder
from nnkata.data.registry import read_registry
from nnkata.errors import DataError
from nnkata.files import atomic_write


class Maker:
    """Makes another array each time, and counts."""

    def __init__(self):
        self.times = 0

    def __call__(self):
        self.times += 1
        return {"X": np.full(3, self.times)}


@pytest.fixture
def make():
    return Maker()


def test_a_file_has_its_name_when_it_is_whole(tmp_path):
    with atomic_write(tmp_path / "deep" / "file") as part:
        part.write_text("content")
        assert not (tmp_path / "deep" / "file").exists()
    assert (tmp_path / "deep" / "file").read_text() == "content"


def test_a_file_that_was_interrupted_is_not_there(tmp_path):
    with pytest.raises(KeyboardInterrupt), atomic_write(tmp_path / "file") as part:  # noqa: PT012
        part.write_text("half")
        raise KeyboardInterrupt
    assert [*tmp_path.iterdir()] == []


def test_a_full_disk_is_told(tmp_path):
    full = pytest.raises(DataError, match="file cannot be written: No space left on")
    with full, atomic_write(tmp_path / "file") as part:
        part.write_text("half")
        raise OSError(28, "No space left on device")


def test_a_full_disk_leaves_the_old_file_as_it_was(tmp_path):
    (tmp_path / "file").write_text("old")
    with pytest.raises(DataError), atomic_write(tmp_path / "file") as part:  # noqa: PT012
        part.write_text("half")
        raise OSError(28, "No space left on device")
    assert [file.read_text() for file in tmp_path.iterdir()] == ["old"]


def test_a_folder_that_was_interrupted_is_not_there(tmp_path):
    with pytest.raises(DataError), atomic_write(tmp_path / "folder") as part:  # noqa: PT012
        (part / "deep").mkdir(parents=True)
        (part / "deep" / "file").write_text("half")
        raise OSError(28, "No space left on device")
    assert [*tmp_path.iterdir()] == []


def test_an_array_is_made_once(make):
    cached_arrays("shelf", "what", "state", make)
    assert cached_arrays("shelf", "what", "state", make)["X"].tolist() == [1, 1, 1]
    assert make.times == 1


def test_an_array_in_another_state_is_made_anew(make):
    cached_arrays("shelf", "what", "old", make)
    assert cached_arrays("shelf", "what", "new", make)["X"].tolist() == [2, 2, 2]


def test_a_stale_array_makes_room_for_the_new_one(make, cache):
    cached_arrays("shelf", "what", "old", make)
    cached_arrays("shelf", "what", "new", make)
    assert len([*(cache / "shelf").iterdir()]) == 1


def test_other_arrays_have_a_place_of_their_own(make, cache):
    cached_arrays("shelf", "one", "state", make)
    cached_arrays("shelf", "other", "state", make)
    assert len([*(cache / "shelf").iterdir()]) == 2


@pytest.mark.parametrize("damage", [b"", b"no archive", None])
def test_a_damaged_array_is_made_anew(make, cache, damage):
    cached_arrays("shelf", "what", "state", make)
    (file,) = (cache / "shelf").iterdir()
    file.write_bytes(file.read_bytes()[:-40] if damage is None else damage)
    cached_arrays("shelf", "what", "state", make)
    assert cached_arrays("shelf", "what", "state", make)["X"].tolist() == [2, 2, 2]


def test_a_cache_that_cannot_be_written_is_no_error(make, cache):
    cache.write_text("a file where the folder should be")
    assert cached_arrays("shelf", "what", "state", make)["X"].tolist() == [1, 1, 1]


def test_nothing_half_written_stays_in_the_cache(make, cache, monkeypatch):
    def full(stream, **arrays):
        stream.write(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "savez", full)
    assert cached_arrays("shelf", "what", "state", make)["X"].tolist() == [1, 1, 1]
    assert os.listdir(cache / "shelf") == []


def test_a_tilde_in_a_setting_is_the_home_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("NNKATA_DATA", "~/data")
    monkeypatch.setenv("NNKATA_CACHE", "~/stored")
    (tmp_path / "data").mkdir()
    assert data_folders("mnist") == [
        *(tmp_path / "data" / "mnist", tmp_path / "data"),
        tmp_path / "stored" / "mnist",
    ]
    assert no_own_folder() == ""


def test_a_setting_that_names_a_locked_folder_is_told(tmp_path, monkeypatch):
    def stat(path, *words, **options):
        if os.fspath(path).startswith(os.path.join(tmp_path, "")):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *words, **options)

    real = os.stat
    monkeypatch.setattr(os, "stat", stat)
    monkeypatch.setattr(os, "access", lambda path, mode: path != tmp_path)
    monkeypatch.setenv("NNKATA_DATA", str(tmp_path))
    registry = read_registry(bundled().datasets)
    wrong = f"(NNKATA_DATA names {tmp_path}, which cannot be opened: permission denied)"
    for name in ("catvnoncat", "mnist_kaggle", "pandas_bears", "personality"):
        assert registry.get(name).missing().endswith(wrong)
    assert registry.get("csv:a.csv").missing() == (
        f"{tmp_path} cannot be opened: permission denied"
    )


@pytest.mark.parametrize("name", ["nowhere", "file"])
def test_a_setting_that_names_no_folder_is_told(tmp_path, monkeypatch, name):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("NNKATA_DATA", str(tmp_path / name))
    wrong = f"NNKATA_DATA names {tmp_path / name}, which is not a folder"
    registry = read_registry(bundled().datasets)
    assert (
        registry.get("mnist_full")
        .missing()
        .endswith(f"under NNKATA_DATA/mnist ({wrong})")
    )
    assert registry.get("mnist").missing() == ""
    assert wrong in registry.get("csv:rows.csv").missing()
