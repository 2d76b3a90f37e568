"""Kept Keras models: looked at before anything is loaded. No Keras is needed for it."""

import json
import zipfile

import pytest

from nnkata.errors import DataError
from nnkata.training.keras_file import checked, refuse_code, write_keras

DENSE = {"module": "keras.layers", "class_name": "Dense", "config": {"units": 3}}


def archive(file, *layers, module="keras", name="Sequential"):
    config = {"module": module, "class_name": name, "config": {"layers": [*layers]}}
    with zipfile.ZipFile(file, "w") as content:
        content.writestr("config.json", json.dumps(config))
    return file


class Model:
    def save(self, path):
        archive(path, DENSE)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "net.keras"


def test_a_model_of_keras_own_layers_is_let_through(file):
    refuse_code(archive(file, DENSE, {"module": None, "class_name": "plain"}))


@pytest.mark.parametrize(
    "layer",
    [
        {"module": "keras.layers", "class_name": "Lambda", "config": {}},
        {"module": "os", "class_name": "system", "config": {}},
        {"module": "builtins", "class_name": "function", "config": "eval"},
        {"module": "keras.utils", "class_name": "get_file", "config": {}},
        {**DENSE, "config": {"activation": {"class_name": "__lambda__"}}},
    ],
    ids=["lambda", "another module", "function", "download", "hidden lambda"],
)
def test_a_model_that_could_bring_code_is_refused_in_one_line(file, layer):
    with pytest.raises(DataError, match=r"is refused: it names .*code.*\.\Z"):
        refuse_code(archive(file, DENSE, layer))


def test_what_is_no_archive_is_told(file):
    file.write_bytes(b"no archive")
    with pytest.raises(DataError, match="no model in Keras' own form"):
        refuse_code(file)


def test_a_written_model_is_found_again(file):
    kept = write_keras(Model(), file)
    assert checked(file, kept.digest) == file
    assert [path.name for path in file.parent.iterdir()] == ["net.keras"]


def test_a_file_that_was_exchanged_is_refused(file):
    kept = write_keras(Model(), file)
    archive(file, DENSE, DENSE)
    with pytest.raises(DataError, match="not the file that was kept"):
        checked(file, kept.digest)


def test_a_file_that_is_gone_is_told(file):
    kept = write_keras(Model(), file)
    file.unlink()
    with pytest.raises(DataError, match="is missing"):
        checked(file, kept.digest)


def test_nothing_is_left_behind_where_writing_fails(file):
    class Broken:
        def save(self, path):
            path.write_bytes(b"half")
            raise OSError("disk full")

    with pytest.raises(DataError, match="disk full"):
        write_keras(Broken(), file)
    assert [*file.parent.iterdir()] == []
