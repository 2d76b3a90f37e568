"""Trained networks: they come back as they went, and damage is told."""

import json
import random
import re
import zipfile
from dataclasses import replace

import numpy as np
import pytest

from nnkata.content.catalog import Goal
from nnkata.data.dataset import Dataset, Split
from nnkata.errors import DataError
from nnkata.files import digest_of
from nnkata.testing import assert_close
from nnkata.training import typical
from nnkata.training.goal_run import GoalRun
from nnkata.training.store import (
    Model,
    keep_run,
    model_file,
    models_of,
    plain_name,
    read_model,
    write_model,
)
from nnkata.training.typical import distance

MODEL = Model(
    kata="double",
    dataset="mnist",
    goal="quick",
    subject="mine",
    seed=3,
    code="c0de",
    measured={"accuracy": 0.75},
    classes=("no", "yes"),
    inputs="flat",
    kind="pictures",
    shape=(28, 28),
    box=20,
)
W = np.arange(6.0).reshape(2, 3)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "models" / "net.npz"


@pytest.fixture
def back(file):
    """Keep parameters, and read them again."""

    def there_and_back(parameters):
        write_model(file, replace(MODEL, parameters=parameters))
        return read_model(file).parameters

    return there_and_back


@pytest.fixture
def refusal(file):
    """What is said of a file with other content."""

    def told():
        with pytest.raises(DataError) as caught:
            read_model(file)
        return str(caught.value)

    return told


@pytest.fixture
def run():
    """A graded run on four pictures of a frame of ink, 3 x 3 in 5 x 5."""
    X = np.zeros((4, 5, 5), np.uint8)
    X[:, 1:4, 1:4] = 255
    split = Split((X, np.array([0, 1, 0, 1])), (X, np.array([0, 1, 0, 1])))
    card = Dataset(
        name="frames",
        summary="frames",
        load=lambda seed: split,
        kind="pictures",
        classes=("a", "b"),
        shape=(5, 5),
        licence="CC0-1.0",
        source="here",
        availability="generated",
        base_rate=0.5,
    )
    goal = Goal("quick", "frames", "flat", 60.0, {}, {}, {}, 0, 0, True)
    return GoalRun(goal, card, 7)


def rewritten(file, **members):
    """The archive again, with other members in place of those of that name."""
    with zipfile.ZipFile(file) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in (
            found | {f"{k}.npy": v for k, v in members.items()}
        ).items():
            archive.writestr(name, content)


def npy(value, tmp_path):
    np.save(tmp_path / "one.npy", value, allow_pickle=True)
    return (tmp_path / "one.npy").read_bytes()


def header(file):
    with zipfile.ZipFile(file) as archive, archive.open("header.npy") as stream:
        return json.loads(np.load(stream).item())


def test_arrays_come_back_as_they_went(back):
    assert_close(back({"W": W})["W"], W, "W")


@pytest.mark.parametrize("dtype", ["float32", "float64", "int64", "uint8", "bool"])
def test_an_array_keeps_its_dtype(back, dtype):
    assert back({"W": W.astype(dtype)})["W"].dtype == np.dtype(dtype)


def test_a_list_of_layers_comes_back_as_a_list_of_dicts(back):
    layers = back({"layers": [{"W": W, "b": W[0]}, {"W": W + 1, "b": W[1]}]})["layers"]
    assert [sorted(layer) for layer in layers] == [["W", "b"], ["W", "b"]]
    assert_close(layers[1]["W"], W + 1, "layers[1]['W']")


def test_a_parameter_has_its_path_as_its_name(file):
    write_model(file, replace(MODEL, parameters={"layers": [{"W": W}]}))
    assert "layers.0.W.npy" in zipfile.ZipFile(file).namelist()


@pytest.mark.parametrize(
    "value", [0.1, -3, True, None, "relu", (1, 2.5), [], {}, {1: 2}, float("inf")]
)
def test_plain_values_come_back_as_they_went(back, value):
    found = back({"P": value})["P"]
    assert (found, type(found)) == (value, type(value))


def test_a_tuple_of_arrays_stays_a_tuple(back):
    found = back({"P": (W, 0.5)})["P"]
    assert isinstance(found, tuple)
    assert_close(found[0], W, "P[0]")


def test_a_numpy_number_comes_back_with_its_type(back):
    assert type(back({"b": np.float32(0.5)})["b"]) is np.float32


@pytest.mark.parametrize(
    "names",
    [
        ("a.b", "a_b", "a/b"),
        ("file", "allow_pickle", "header"),
        ("../up", "C:\\up", "\0"),
        ("w" * 300, "w" * 301, ""),
        ("größe", "大きさ", "🙂"),
    ],
)
def test_no_name_is_lost(back, names):
    found = back({name: W + i for i, name in enumerate(names)})
    assert list(found) == list(names)
    for i, name in enumerate(names):
        assert_close(found[name], W + i, name)


def test_a_dot_in_a_name_takes_no_place_from_another(back):
    found = back({"a": {"b": W}, "a.b": W + 1})
    assert_close((found["a"]["b"], found["a.b"]), (W, W + 1), "a.b twice")


def test_what_made_it_comes_back_too(file):
    write_model(file, replace(MODEL, parameters={"W": W}))
    assert read_model(file) == MODEL


def test_the_same_network_makes_the_same_bytes(file, tmp_path):
    write_model(file, replace(MODEL, parameters={"W": W}))
    write_model(tmp_path / "again.npz", replace(MODEL, parameters={"W": W}))
    assert file.read_bytes() == (tmp_path / "again.npz").read_bytes()


def test_nothing_is_pickled(file):
    write_model(file, replace(MODEL, parameters={"layers": [{"W": W}], "b": 0.5}))
    with np.load(file, allow_pickle=False) as arrays:
        assert {array.dtype.kind for array in arrays.values()} <= set("fS")


@pytest.mark.parametrize(
    "value, what",
    [
        (print, "'P' is builtin_function_or_method"),
        ([1, object()], "'P.1' is object"),
        (np.array([{}, 1], dtype=object), "'P' is an array of object"),
        (np.zeros(2, complex), "'P' is an array of complex128"),
        ({(1, 2): 3}, "'P' is a dict with the key (1, 2)"),
    ],
)
def test_what_cannot_be_kept_is_named(back, value, what):
    with pytest.raises(DataError) as caught:
        back({"P": value})
    assert f"the network cannot be saved: {what}, expected arrays" in str(caught.value)


def test_what_cannot_be_kept_leaves_the_earlier_network_alone(file):
    write_model(file, replace(MODEL, parameters={"W": W}))
    before = file.read_bytes()
    with pytest.raises(DataError):
        write_model(file, replace(MODEL, parameters={"W": print}))
    assert [path.read_bytes() for path in file.parent.iterdir()] == [before]


def test_a_place_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "models").write_text("a file")
    with pytest.raises(DataError, match="cannot be written"):
        write_model(
            tmp_path / "models" / "net.npz", replace(MODEL, parameters={"W": W})
        )


@pytest.mark.parametrize("content", [b"", b"PK", b"no archive at all", b"\x80\x04N."])
def test_a_file_of_another_sort_is_told(file, refusal, content):
    file.parent.mkdir()
    file.write_bytes(content)
    assert refusal().startswith(f"{file} is not a network that nnkata saved")


def test_an_archive_of_arrays_that_is_no_network_is_told(file, refusal):
    file.parent.mkdir()
    np.savez(file, W=W)
    assert "is not a network that nnkata saved, or it is damaged" in refusal()


def test_a_truncated_file_is_told_wherever_it_ends(file, refusal):
    write_model(file, replace(MODEL, parameters={"W": W}))
    whole = file.read_bytes()
    for end in range(0, len(whole), 97):
        file.write_bytes(whole[:end])
        assert "or it is damaged" in refusal()


def test_damaged_bytes_give_a_network_or_one_clear_error(file):
    write_model(file, replace(MODEL, parameters={"layers": [{"W": W, "b": 0.5}]}))
    whole = file.read_bytes()
    chance = random.Random(0)
    for _ in range(300):
        damaged = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            damaged[chance.randrange(len(whole))] = chance.randrange(256)
        file.write_bytes(damaged)
        told = "it is damaged"
        try:
            read_model(file)
        except DataError as error:
            told = str(error)
        assert re.search("another version of nnkata wrote it|it is damaged", told)


def test_a_header_that_would_run_code_is_not_loaded(file, refusal, tmp_path):
    class Evil:
        def __reduce__(self):
            return (tmp_path.joinpath("ran").touch, ())

    write_model(file, replace(MODEL, parameters={"W": W}))
    rewritten(file, header=npy(np.array([Evil()], dtype=object), tmp_path))
    refusal()
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda h: h.pop("tree"),
        lambda h: h.pop("about"),
        lambda h: h["about"].pop("seed"),
        lambda h: h["about"].update(colour="red"),
        lambda h: h["about"].update(shape=[10**9, 10**9]),
        lambda h: h["about"].update(shape=["a"]),
        lambda h: h["about"].update(classes=None),
        lambda h: h.update(tree={"array": "nowhere"}),
        lambda h: h.update(tree={"run": "rm"}),
        lambda h: h.update(tree=[1]),
        lambda h: h.update(tree={"dict": [[[], 1]]}),
    ],
)
def test_a_header_that_does_not_fit_is_told(file, refusal, tmp_path, change):
    write_model(file, replace(MODEL, parameters={"W": W}))
    content = header(file)
    change(content)
    rewritten(file, header=npy(np.array(json.dumps(content).encode()), tmp_path))
    assert "or it is damaged" in refusal()


def test_a_header_that_is_nested_without_end_is_told(file, refusal, tmp_path):
    write_model(file, replace(MODEL, parameters={"W": W}))
    rewritten(file, header=npy(np.array(b"[" * 100_000), tmp_path))
    assert "or it is damaged" in refusal()


def test_a_newer_format_is_told(file, refusal, tmp_path):
    write_model(file, replace(MODEL, parameters={"W": W}))
    content = header(file) | {"version": 2}
    rewritten(file, header=npy(np.array(json.dumps(content).encode()), tmp_path))
    assert "has format 2, expected 1: another version of nnkata wrote it" in refusal()


def test_a_file_is_named_by_kata_and_dataset(tmp_path):
    assert model_file(tmp_path, "cnn", "mnist").name == "cnn-mnist.npz"


def test_the_reference_has_a_file_of_its_own(tmp_path):
    name = model_file(tmp_path, "cnn", "mnist", "reference").name
    assert name == "cnn-mnist.reference.npz"


def test_data_of_two_paths_have_two_files(tmp_path):
    names = ("csv:a/rows.csv", "csv:b/rows.csv", "csv:a:rows.csv")
    files = {model_file(tmp_path, "cnn", name) for name in names}
    assert len(files) == 3
    assert {file.parent for file in files} == {tmp_path / "models"}


@pytest.mark.parametrize(
    "name, start",
    [
        ("csv:/home/me/deep/rows.csv", "rows.csv-"),
        ("folder:~/my  pets#size=8/", "my_pets_size_8-"),
        (r"folder:C:\data\Katzen ä", "Katzen_ä-"),
        ("my cat", "my_cat-"),
        ("csv:" + "long" * 20, "csv_longlong"),
    ],
)
def test_a_path_becomes_its_last_name_and_a_hash(name, start):
    assert plain_name(name).startswith(start)
    assert re.fullmatch(r"[\w.-]{1,40}-[0-9a-f]{8}", plain_name(name))


def test_mine_are_found_without_the_references(tmp_path):
    for subject in ("mine", "reference"):
        write_model(model_file(tmp_path, "cnn", "mnist", subject), MODEL)
    assert [f.name for f in models_of(tmp_path, "cnn")] == ["cnn-mnist.npz"]
    (tmp_path / "models" / "cnn-gone.npz").symlink_to("nowhere")
    assert [f.name for f in models_of(tmp_path, "cnn")] == ["cnn-mnist.npz"]


def test_line_ends_do_not_change_a_files_hash(tmp_path):
    (tmp_path / "unix.py").write_bytes(b"x = 1\n")
    (tmp_path / "dos.py").write_bytes(b"x = 1\r\n")
    assert digest_of(tmp_path / "unix.py") == digest_of(tmp_path / "dos.py")


def test_another_code_has_another_hash(tmp_path):
    (tmp_path / "one.py").write_bytes(b"x = 1\n")
    (tmp_path / "two.py").write_bytes(b"x = 2\n")
    assert digest_of(tmp_path / "one.py") != digest_of(tmp_path / "two.py")


def test_a_run_keeps_what_it_learnt_and_who_made_it(run, tiny):
    loader = tiny.loader("double", "mine")
    run.measured["accuracy"] = 0.5
    run.keep_model({"W": W})
    about = read_model(keep_run(run, loader))
    assert (about.kata, about.dataset, about.goal) == ("double", "frames", "quick")
    assert (about.subject, about.seed, about.box) == ("mine", 7, 3)
    assert (about.code, about.measured) == (digest_of(loader.file), {"accuracy": 0.5})


def test_a_run_keeps_what_tells_far_pictures(run, tiny, monkeypatch):
    loader = tiny.loader("double", "mine")
    run.keep_model({"typical": W})
    assert read_model(keep_run(run, loader)).typical == {}  # four pictures are too few
    monkeypatch.setattr(typical, "FEWEST", 4)
    about = read_model(keep_run(run, loader))
    assert np.array_equal(about.parameters["typical"], W)
    assert (
        distance(run.raw[0], about.typical)
        <= 1
        < distance(run.raw[0].T * 0, about.typical)
    )


def test_a_run_names_the_classes_of_its_dataset_unless_told_others(run):
    run.keep_model({"W": W})
    assert run.model_classes == ("a", "b")
    run.keep_model({"W": W}, classes=("no frame", "frame"))
    assert run.model_classes == ("no frame", "frame")
    assert run.classes == ("a", "b")  # the dataset's own


def test_a_run_keeps_a_copy(run):
    mine = W.copy()
    run.keep_model({"W": mine})
    mine += 1
    assert_close(run.model["W"], W, "what was kept")
