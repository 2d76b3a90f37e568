"""Saved Keras models: checked before anything is loaded. No Keras is needed for it."""

import sys
from types import SimpleNamespace

import pytest

from nnkata.errors import DataError
from nnkata.training.keras_file import checked, refuse_code, write_keras


class Model:
    def save(self, path):
        path.write_bytes(b"layers")


@pytest.fixture
def file(tmp_path):
    return tmp_path / "net.keras"


@pytest.fixture
def keras(monkeypatch):
    """Keras' loader, which refuses every file and remembers how it was called."""
    calls = []

    def load_model(file, **options):
        calls.append((file, options))
        raise ValueError("Requested a Lambda.\nMore on it.")

    saving = SimpleNamespace(load_model=load_model)
    monkeypatch.setitem(sys.modules, "keras", SimpleNamespace(saving=saving))
    return calls


def test_a_file_is_loaded_in_safe_mode_and_refused_in_one_line(keras, file):
    with pytest.raises(DataError, match=r"safe mode: Requested a Lambda\. .*\.\Z"):
        refuse_code(file)
    assert keras == [(file, {"safe_mode": True})]


def test_a_written_model_is_found_again(file):
    digest = write_keras(Model(), file)
    assert checked(file, digest) == file
    assert [path.name for path in file.parent.iterdir()] == ["net.keras"]


def test_a_file_that_was_exchanged_is_refused(file):
    digest = write_keras(Model(), file)
    file.write_bytes(b"others")
    with pytest.raises(DataError, match="not the file that was saved"):
        checked(file, digest)


def test_a_file_that_is_gone_is_told(file):
    digest = write_keras(Model(), file)
    file.unlink()
    with pytest.raises(DataError, match="is missing"):
        checked(file, digest)


def test_nothing_is_left_behind_where_writing_fails(file):
    class Broken:
        def save(self, path):
            path.write_bytes(b"half")
            raise OSError("disk full")

    with pytest.raises(DataError, match="disk full"):
        write_keras(Broken(), file)
    assert [*file.parent.iterdir()] == []
