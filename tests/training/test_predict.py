"""`nnkata predict`: what a learner has trained says what a picture is."""

import math
import os
import shutil
import zlib
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image

from nnkata.cli import main
from nnkata.errors import NnkataError
from nnkata.training import predict
from nnkata.training.history import read_shown
from nnkata.training.predict import read_answer
from nnkata.training.store import model_file, read_model, write_model
from nnkata.training.typical import typical_of

BARS = """
rng = np.random.default_rng(seed)
X, y = np.zeros((60, 28, 28), np.uint8), np.arange(60) % 2
for picture, label in zip(X, y):
    at = rng.integers(12, 15)
    (picture.T if label == 0 else picture)[at : at + 3, 4:24] = 255
return Split((X[:40], y[:40]), (X[40:], y[40:]))
"""
ROWS = """
X, y = np.random.default_rng(seed).normal(size=(60, 2)), np.arange(60) % 2
return Split((X[:40], y[:40]), (X[40:], y[40:]))
"""
KATA = """\
title = "Bars"
summary = "Upright or not."
minutes = 5
difficulty = 1
points = 5
needs = []

[predict]
call = "share(X, P)"

[[goals]]
name = "bars"
dataset = "bars"
seconds = 60
at_least = { accuracy = 0.9 }

[[goals]]
name = "rows"
dataset = "rows"
seconds = 60
required = false
"""
SPEC = '''\
"""Spec: bars."""

import numpy as np
import pytest

from nnkata.testing import assert_accuracy


@pytest.mark.graded
def test_tells_bars(kata, goal):
    P = kata.train(*goal.train)
    goal.keep_model({"P": P}, classes=("upright", "level"))
    X, y = goal.test
    assert_accuracy(y, (np.asarray(kata.share(X, P)) >= 0.5).astype(int), goal)
'''
REFERENCE = '''\
"""Bars."""

import numpy as np


def train(X, y):
    """Weights and a bias."""
    means = [X[y == label].mean(axis=0) for label in (0, 1)]
    w = means[1] - means[0]
    return {"w": w, "b": -w @ (means[0] + means[1]) / 2}


def share(X, P):
    """How likely each is level."""
    return 1 / (1 + np.exp(-0.05 * (X @ P["w"] + P["b"])))
'''
BLIND = REFERENCE.replace("return {", "w = 0 * w\n    return {")


def workspace_in(tiny, reference=REFERENCE):
    """The tiny workspace with the kata `bars`, which trains on drawn bars."""
    tiny.offer("bars", BARS, kind="pictures", classes=("|", "-"), shape=(28, 28))
    tiny.offer("rows", ROWS)
    tiny.write("katas/bars/kata.toml", KATA)
    tiny.write("katas/bars/test_bars.py", SPEC)
    tiny.write("katas/bars/bars.py", reference)
    tiny.write("solutions/bars/bars.py", REFERENCE)
    syllabus = (tiny.root / "katas/syllabus.toml").read_text("utf-8")
    tiny.write("katas/syllabus.toml", syllabus.replace('"quad', '"bars", "quad'))
    bar = np.full((200, 300), 250, np.uint8)
    bar[120:140, 40:260] = 20
    Image.fromarray(bar).save(tiny.root / "level.png")
    Image.fromarray(bar).rotate(90, expand=True).save(tiny.root / "upright.png")
    return tiny


@pytest.fixture(scope="module")
def checked(shared):
    """A workspace where `check bars` has trained the learner's network."""
    workspace_in(shared)
    before = Path.cwd()
    try:
        os.chdir(shared.root)
        assert main(["check", "bars"]) == 0
    finally:
        os.chdir(before)
    return shared.root


@pytest.fixture
def pytested(python):
    """Run pytest on the kata `bars` of a workspace; what it wrote."""

    def run(root, *words):
        plugin = ("-p", "nnkata.plugin", "-p", "no:cacheprovider")
        done = python(
            *("-m", "pytest", "katas/bars", "-q", *plugin, *words),
            cwd=root,
            PYTEST_DISABLE_PLUGIN_AUTOLOAD="1",
        )
        assert done.returncode == 0, done.stdout
        return done.stdout

    return run


@pytest.fixture
def trained(run, tiny, checked):
    """The same for one test alone; `run` runs commands there."""
    shutil.copytree(checked, tiny.root, dirs_exist_ok=True)
    return tiny


def asked(run, image="level.png", *more):
    return run("predict", image, "--model", "bars", *more)


def test_a_graded_run_keeps_its_network(checked):
    about = read_model(model_file(checked / ".nnkata", "bars", "bars"))
    assert (about.goal, about.subject, about.classes) == (
        "bars",
        "mine",
        ("upright", "level"),
    )
    assert about.measured["accuracy"] == 1.0
    assert (about.box, about.inputs, about.shape) == (20, "flat", (28, 28))


@pytest.mark.parametrize("image", ["level", "upright"])
def test_the_network_says_what_a_picture_is(trained, run, image):
    status, out, err = asked(run, f"{image}.png")
    assert (status, err) == (0, "")
    assert out.startswith(f"{image} (")


def test_the_two_likeliest_classes_are_told_with_their_probabilities(trained, run):
    first = asked(run)[1].splitlines()[0]
    one, two = (
        first.removeprefix("level (").removesuffix("%)").split("%), then upright (")
    )
    assert int(one) + int(two) == 100


def test_a_picture_far_from_those_it_learned_is_told(trained, run):
    rng = np.random.default_rng(0)
    X = np.zeros((200, 28, 28), np.uint8)
    for x in X:
        at, width, start, ink = rng.integers([9, 2, 3, 100], [14, 8, 8, 256])
        x[at : at + width, start:-start] = ink
    file = model_file(trained.root / ".nnkata", "bars", "bars")
    write_model(file, replace(read_model(file), typical=typical_of(X)))
    Image.fromarray(rng.integers(0, 256, (28, 28), np.uint8)).save("noise.png")
    far = "This picture is far from those that the network learned"
    _, out, _ = asked(run, "noise.png")
    assert far in out
    assert "2 to 6 in 100 are" in out
    assert far not in asked(run, "level.png")[1]
    entries = read_shown(trained.root / ".nnkata", "mine")
    how = {entry["name"]: entry["how"] for entry in entries}
    assert how["noise.png"].endswith("; far from what it learned")
    assert "far" not in how["level.png"]


def test_of_a_network_without_the_rule_nothing_is_told(trained, run):
    file = model_file(trained.root / ".nnkata", "bars", "bars")
    assert read_model(file).typical == {}  # it learned 40 pictures
    assert "far" not in asked(run)[1]


def test_what_it_saw_is_drawn(trained, run):
    told = asked(run)[1].splitlines()[1]
    file = trained.root / told.removeprefix("what it saw: ")
    assert file.name == "predict-bars-level.png"
    with Image.open(file) as drawn:
        assert drawn.width > 900


def test_an_earlier_drawing_is_replaced(trained, run):
    asked(run)
    asked(run)
    names = [f.name for f in (trained.workspace.state / "pictures").glob("predict*")]
    assert names == ["predict-bars-level.png"]


def test_without_a_network_the_way_to_one_is_told(run, tiny):
    workspace_in(tiny)
    status, _, err = asked(run)
    assert status == 2
    assert "No network of bars has been trained yet. `nnkata check bars` trains" in err


def test_without_the_references_network_the_way_to_it_is_told(trained, run):
    err = asked(run, "level.png", "--reference")[2]
    assert "by the reference yet. `nnkata check bars --subject=reference` trains" in err


def test_without_a_network_of_that_dataset_the_way_to_it_is_told(trained, run):
    err = asked(run, "level.png", "--dataset", "rows")[2]
    assert "trained on rows yet. `nnkata check bars --goals=all` trains" in err


def test_a_dataset_of_two_goals_is_named_once(trained, run, tiny):
    goal = '\n[[goals]]\nname = "more"\ndataset = "rows"\nseconds = 60\n'
    (kata,) = tiny.root.glob("katas/bars/kata.toml")
    kata.write_text(kata.read_text("utf-8") + goal, "utf-8")
    err = asked(run, "level.png", "--dataset", "nope")[2]
    assert err.endswith("It is trained on: bars, rows.\n")


def test_a_picture_of_a_name_that_no_disk_takes_is_told(trained, run):
    status, _, err = asked(run, "n" * 300)
    assert (status, "does not exist, or is not a file. Name a picture." in err) == (
        2,
        True,
    )


def test_an_unknown_dataset_suggests_its_neighbour(trained, run):
    err = asked(run, "level.png", "--dataset", "bar")[2]
    assert "bars is not trained on 'bar'. Did you mean 'bars'?" in err


def test_a_kata_without_a_network_is_told(trained, run):
    err = run("predict", "level.png", "--model", "double")[2]
    assert "double trains no network that can be asked. These do: bars." in err


def test_a_file_that_has_changed_since_is_told_and_asked(trained, run):
    trained.mine(REFERENCE + "\n# better\n", "bars")
    status, out, err = asked(run)
    assert (status, out.split(" (")[0]) == (0, "level")
    assert "bars.py has changed since this network was trained. `nnkata check" in err


def test_the_references_network_is_asked_through_the_reference(trained, run, pytested):
    pytested(trained.root, "--subject=reference")
    trained.mine("1 / 0\n", "bars")
    status, out, _ = asked(run, "level.png", "--reference")
    assert (status, out.split(" (")[0]) == (0, "level")


def test_a_run_of_a_calibration_is_not_kept(trained, run, pytested):
    pytested(trained.root, "--subject=reference", "--goal-seed=3")
    assert [f.name for f in (trained.workspace.state / "models").iterdir()] == [
        "bars-bars.npz"
    ]


def test_a_run_that_misses_its_bar_is_kept_too(run, tiny):
    workspace_in(tiny, BLIND)
    assert run("check", "bars")[0] == 1
    measured = read_model(model_file(tiny.workspace.state, "bars", "bars")).measured
    assert measured["accuracy"] == 0.5


def test_what_cannot_be_kept_spoils_no_verdict(tiny, pytested):
    workspace_in(tiny, REFERENCE.replace("return {", 'return {"f": train, '))
    told = pytested(tiny.root)
    assert "the network cannot be saved: 'P.f' is function" in told


@pytest.mark.parametrize(
    "code, told",
    [
        ("1 / 0", "bars.py cannot be imported: ZeroDivisionError"),
        ("def oh no", "bars.py cannot be imported: SyntaxError"),
        ("x = 1", "bars.py has no function 'share'"),
        (
            "def share(X, P):\n    raise NotImplementedError('share: write me')",
            "write me",
        ),
        (
            "def share(X, P):\n    return X @ P['W']",
            "raised KeyError: 'W' (bars.py, line 2)",
        ),
        ("def share(X, P):\n    exit()", "share(X, P) raised SystemExit"),
        ("def share(X, P):\n    return 'level'", "gives a str, expected the number of"),
        ("def share(X, P):\n    return None", "gives a NoneType, expected"),
        ("def share(X, P):\n    return 0.0 * X / 0.0", "of shape (1, 784), expected"),
        ("def share(X, P):\n    return 7", "gives 7, expected the number of a class"),
        ("def share(X, P):\n    return [[1], [2, 3]]", "gives a list, expected"),
    ],
)
@pytest.mark.filterwarnings("ignore:invalid value")
def test_code_that_does_not_answer_is_told(trained, run, code, told):
    trained.mine(code + "\n", "bars")
    status, _, err = asked(run)
    assert status == 2
    assert told in err


def test_code_that_does_not_end_is_stopped(trained, run, monkeypatch):
    monkeypatch.setattr(predict, "SECONDS", 0.2)
    trained.mine("def share(X, P):\n    while True:\n        pass\n", "bars")
    assert "bars.py: ran past its limit of 0.2 s" in asked(run)[2]


def test_a_parameter_that_was_not_kept_is_told(trained, run):
    trained.write("katas/bars/kata.toml", KATA.replace("X, P)", "X, Q)"))
    err = asked(run)[2]
    assert "its call share(X, Q) uses 'Q', which was not saved. Saved: P." in err


def test_a_damaged_network_is_told(trained, run):
    model_file(trained.workspace.state, "bars", "bars").write_bytes(b"PK\3\4")
    assert "is not a network that nnkata saved, or it is damaged" in asked(run)[2]


def test_a_network_of_a_table_sees_no_pictures(trained, run):
    assert run("check", "bars", "--goals=all")[0] == 0
    err = asked(run, "level.png", "--dataset", "rows")[2]
    assert "learned rows, which is a table: it cannot be shown a picture" in err


def test_a_picture_that_is_not_there_is_told(trained, run):
    assert (
        "nowhere.png does not exist, or is not a file" in asked(run, "nowhere.png")[2]
    )


def test_a_tilde_in_the_path_of_a_picture_is_the_home_folder(trained, run, monkeypatch):
    monkeypatch.setenv("HOME", str(trained.root))
    monkeypatch.setenv("USERPROFILE", str(trained.root))
    assert asked(run, "~/level.png") == asked(run, "level.png")


@pytest.mark.parametrize("side", [8_000, 100_000])
def test_a_picture_that_claims_too_many_pixels_is_refused_by_its_header(
    trained, run, side
):
    file = trained.root / "level.png"
    content = file.read_bytes()
    header = b"IHDR" + side.to_bytes(4, "big") * 2 + content[24:29]
    checksum = zlib.crc32(header).to_bytes(4, "big")
    file.write_bytes(content[:12] + header + checksum + content[33:])
    status, _, err = asked(run)
    assert status == 2
    assert "level.png cannot be read: it claims" in err
    assert "more than 50 million" in err


def test_the_name_of_a_class_does_not_steer_the_terminal(trained, run, monkeypatch):
    answer = read_answer(1, ("no", "\x1b[31myes"), "predict(X)")
    monkeypatch.setattr("nnkata.commands.predict.ask", lambda *words: [answer])
    assert asked(run)[1].startswith("?[31myes\n")


def test_an_address_outside_of_the_web_is_refused(trained, run):
    err = asked(run, (trained.root / "level.png").as_uri())[2]
    assert "expected an address that begins with https://" in err


@pytest.mark.parametrize("found", [1, 1.0, [1], [[1]], np.array([True]), np.uint8(1)])
def test_a_class_number_names_its_class(found):
    answer = read_answer(found, ("no", "yes"), "predict(X)")
    assert (answer.names, answer.probabilities) == (("yes",), ())


@pytest.mark.parametrize("found", [0.75, [0.75], [[0.75]]])
def test_one_probability_is_that_of_the_second_of_two_classes(found):
    answer = read_answer(np.array(found), ("no", "yes"), "share(X)")
    assert str(answer) == "yes (75%), then no (25%)"


@pytest.mark.parametrize("found", [[0.1, 0.7, 0.2], [[0.1, 0.7, 0.2]]])
def test_probabilities_of_all_classes_are_ranked(found):
    answer = read_answer(found, ("a", "b", "c"), "forward(X)")
    assert str(answer) == "b (70%), then c (20%)"


def test_scores_that_are_no_probabilities_name_the_two_largest():
    assert str(read_answer([-1.0, 2.0, 3.5], ("cat", "dog", "bear"), "f(X)")) == (
        "bear, then dog"
    )


@pytest.mark.parametrize(
    "answers",
    [
        [[0.1, 0.7, 0.2], [0.5, 0.2, 0.3]],
        [[0.1, math.nan, 0.2], [3.0, 1.0, 2.0]],
        [2, 0],
    ],
    ids=["scores", "not finite", "numbers"],
)
def test_the_classes_of_many_examples_are_those_of_each(monkeypatch, answers):
    classes = ("a", "b", "c")
    about, example = SimpleNamespace(classes=classes), np.zeros((2, 1))
    loader = SimpleNamespace(kata=SimpleNamespace(predict="share(X, P)"))
    monkeypatch.setattr(predict, "_result", lambda *_: np.array(answers))
    try:
        one_by_one = [read_answer(answer, classes, "").best for answer in answers]
    except NnkataError:
        with pytest.raises(NnkataError):
            predict.ask_classes(loader, about, example)
        return
    assert predict.ask_classes(loader, about, example).tolist() == one_by_one


@pytest.mark.parametrize(
    "found", [3, -1, 0.5, [np.nan] * 3, [1, 2], "a", [[1], [2, 3]]]
)
def test_what_names_no_class_is_refused(found):
    with pytest.raises(NnkataError, match="expected the number of a class"):
        read_answer(found, ("a", "b", "c"), "predict(X)")
