"""`nnkata train`: what a learner wrote is trained on data of their choice."""

import os
import signal
import subprocess
import sys
import time
from contextlib import chdir
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from nnkata.content.catalog import find
from nnkata.content.workspace import bundled
from nnkata.errors import NnkataError
from nnkata.training.own_run import check_trainable, run_name, training_command
from nnkata.training.store import read_model, run_file

ROWS = """
X, y = np.random.default_rng(seed).normal(size=(60, 2)), np.arange(60) % 2
X[:, 0] += 6 * y - 3
return Split((X[:40], y[:40]), (X[40:], y[40:]))
"""
BARS = """
rng = np.random.default_rng(seed)
X, y = np.zeros((60, 28, 28), np.uint8), np.arange(60) % 2
for picture, label in zip(X, y):
    at = rng.integers(12, 15)
    (picture.T if label == 0 else picture)[at : at + 3, 4:24] = 255
return Split((X[:40], y[:40]), (X[40:], y[40:]))
"""
THREE = """
X, y = np.random.default_rng(seed).normal(size=(60, 2)), np.arange(60) % 3
return Split((X[:40], y[:40]), (X[40:], y[40:]))
"""
KATA = """\
title = "A line"
summary = "One neuron."
minutes = 5
difficulty = 1
points = 5
needs = []

[predict]
call = "share(X, w)"

[train]
goal = "rows"
classes = 2
settings = { hidden = 4, lr = 0.5, epochs = 40, size = 8 }

[[goals]]
name = "rows"
dataset = "rows"
seconds = 60
inputs = "raw"
at_least = { accuracy = 0.9 }
settings = { hidden = 4, lr = 0.5, epochs = 40, size = 8 }
"""
DEEP = KATA.replace("hidden = 4", "hidden = [4, 3]").replace("classes = 2\n", "")
SPEC = '''\
"""Spec: a line."""

import numpy as np
import pytest

from nnkata.testing import assert_accuracy


def test_share_is_a_share(kata):
    assert 0 < kata.share(np.ones((1, 2)), np.ones(2)) < 1


@pytest.mark.graded
def test_tells_two_apart(kata, goal):
    X, y = goal.train
    w = np.zeros(X.shape[1])
    for epochs in goal.slices():
        w, losses = kata.train(X, y, w, goal.settings["lr"], epochs)
        goal.keep_model({"w": w})
        goal.add_losses(losses)
    X, y = goal.test
    assert_accuracy(y, (np.asarray(kata.share(X, w)) >= 0.5).astype(int), goal)
'''
REFERENCE = '''\
"""A line."""

import numpy as np


def train(X, y, w, lr, epochs):
    """Weights and losses."""
    losses = []
    for _ in range(epochs):
        p = share(X, w)
        losses.append(float(np.mean((p - y) ** 2)))
        w = w - lr * (p - y) @ X / len(X)
    return w, losses


def share(X, w):
    """How likely each is of class 1."""
    return 1 / (1 + np.exp(-(X @ w)))
'''
# The second slice never ends.
HANGS = REFERENCE.replace(
    "    losses = []", "    losses = []\n    while w.any():\n        pass"
)


@pytest.fixture
def place(tiny):
    """The tiny workspace with the katas `line`, which trains, and `deep`, its like."""
    tiny.offer("rows", ROWS)
    tiny.offer("three", THREE, classes=("a", "b", "c"))
    tiny.offer("bars", BARS, kind="pictures", classes=("|", "-"), shape=(28, 28))
    tiny.offer("nowhere", ROWS)
    file = tiny.root / "datasets/nowhere.py"
    text = file.read_text("utf-8")
    file.write_text(
        text.replace("load=load,", "load=load, missing=lambda: 'bring it',")
    )
    for slug, facts in (("line", KATA), ("deep", DEEP)):
        tiny.write(f"katas/{slug}/kata.toml", facts)
        tiny.write(f"katas/{slug}/test_{slug}.py", SPEC)
        tiny.write(f"katas/{slug}/{slug}.py", REFERENCE)
        tiny.write(f"solutions/{slug}/{slug}.py", REFERENCE)
    syllabus = (tiny.root / "katas/syllabus.toml").read_text("utf-8")
    syllabus = syllabus.replace('"quad', '"line", "deep", "quad')
    tiny.write("katas/syllabus.toml", syllabus)
    return tiny


def stored(place, name, kata="line", subject="mine"):
    return read_model(run_file(place.workspace.state, kata, name, subject))


def table_in(place):
    rng = np.random.default_rng(1)
    rows = [
        (30 + 20 * (k % 2) + rng.normal(), 7, ["no", "yes"][k % 2]) for k in range(60)
    ]
    lines = ["age,constant,answer", *(",".join(map(str, row)) for row in rows)]
    return place.write("my rows.csv", "\n".join(lines))


# -- training ---------------------------------------------------------------------------


def test_a_training_prints_what_it_reached_beside_guessing_and_stores_it(place, run):
    status, out, err = run("train", "line", "--data", "rows", "--lr", "0.25")
    assert (status, err) == (0, "")
    assert "+ rows: first loss 0.25" in out
    assert "accuracy" in out
    assert "over 40 epochs" in out
    assert "guessing the commonest class: accuracy 0.5 on the 20 test examples" in out
    assert "stored as line/rows: nnkata report shows it" in out
    model = stored(place, "rows")
    assert model.settings == {"hidden": 4, "lr": 0.25, "epochs": 40, "size": 8}
    assert (model.run, model.subject, model.dataset) == ("rows", "mine", "rows")
    assert len(model.truth) == 20
    assert len(model.losses) == 40


def test_every_setting_of_the_command_reaches_the_kata(place, run):
    words = (
        "--hidden",
        "5",
        "--lr",
        "2",
        "--epochs",
        "3",
        "--batch",
        "9",
        "--seed",
        "6",
    )
    assert run("train", "line", "--data", "rows", "--name", "short", *words)[0] == 0
    model = stored(place, "short")
    assert model.settings == {"hidden": 5, "lr": 2.0, "epochs": 3, "size": 9}
    assert model.seed == 6
    assert len(model.losses) == 3


def test_hidden_is_a_list_where_the_kata_takes_one(place, run):
    assert run("train", "deep", "--data", "three", "--hidden", "64,32")[0] == 0
    assert stored(place, "three", "deep").settings["hidden"] == [64, 32]


def test_no_threshold_decides(place, run):
    status, out, _ = run("train", "deep", "--data", "three")
    assert status == 0
    assert "+ three" in out
    assert stored(place, "three", "deep").measured["accuracy"] < 0.9


def test_how_data_were_read_is_told_before_they_are_trained_on(place, run):
    rows = "".join(f"{i};{i % 5},5;{'ab'[i % 2]}\n" for i in range(40))
    place.write("own.csv", f"id;x;y\n{rows}")
    out = run("train", "line", "--data", "csv:own.csv")[1]
    assert out.startswith(
        "note: decimal commas are read as points ('0,5' in row 2); left"
    )
    assert "\ndata: 40 rows of 1 numbers, to tell 'y': a, b\n" in out


def test_a_table_at_a_path_is_scaled_by_what_is_learned_from(place, run):
    table_in(place)
    status, out, _ = run("train", "line", "--data", "csv:my rows.csv")
    assert status == 0
    assert "stored as line/my-rows" in out
    model = stored(place, "my-rows")
    assert model.measured["accuracy"] == 1.0
    (mean, constant), deviations = model.scale
    assert (round(mean), constant) == (40, 7.0)
    assert deviations[1] == 1.0  # of a column that is the same everywhere
    assert model.dataset == f"csv:{place.root / 'my rows.csv'}"
    X = model.prepare(np.array([[40.0, 7.0], [50.0, 7.0]]))
    assert abs(X[0, 0]) < 0.2 < X[1, 0]
    assert X.dtype == np.float32
    assert not X[:, 1].any()


def test_a_run_of_the_reference_is_another_one(place, run):
    run("train", "line", "--data", "rows", "--epochs", "2")
    out = run("train", "line", "--data", "rows", "--subject", "reference")[1]
    assert "stored as line/rows (reference)" in out
    assert len(stored(place, "rows").losses) == 2
    assert len(stored(place, "rows", subject="reference").losses) == 40


def test_a_run_does_not_replace_the_network_of_a_goal(place, run):
    assert run("check", "line")[0] == 0
    before = {
        f.name: f.read_bytes() for f in (place.workspace.state / "models").iterdir()
    }
    assert before
    assert run("train", "line", "--data", "rows", "--epochs", "2")[0] == 0
    after = {
        f.name: f.read_bytes() for f in (place.workspace.state / "models").iterdir()
    }
    assert after == before


def trained_by_the_reference(nowhere, folder, slug, many):
    """Train a real kata on a table of so many classes, and return what is stored."""
    corners = [f"{k % many % 2},{k % many // 2},{'abc'[k % many]}" for k in range(30)]
    (folder / "rows.csv").write_text("\n".join(("x,y,kind", *corners)))
    nowhere("init", "mine")
    data = ("--data", f"csv:{folder / 'rows.csv'}", "--epochs", "300")
    with chdir(folder / "mine"):
        assert nowhere("train", slug, *data, "--subject", "reference")[0] == 0
    model = read_model(run_file(folder / "mine/.nnkata", slug, "rows", "reference"))
    assert model.measured["accuracy"] == 1.0
    return model


@pytest.mark.parametrize("slug", ["softmax_classifier", "sigmoid_net"])
def test_a_network_has_as_many_outputs_as_there_are_classes(nowhere, tmp_path, slug):
    model = trained_by_the_reference(nowhere, tmp_path / "nowhere", slug, 3)
    assert model.classes == ("a", "b", "c")
    *_, biases = model.parameters["P"].values()
    assert biases.shape == (3,)


def test_the_zero_detector_finds_the_first_class(nowhere, tmp_path):
    folder = tmp_path / "nowhere"
    model = trained_by_the_reference(nowhere, folder, "zero_detector", 3)
    assert model.classes == ("no a", "a")


def test_a_constant_column_is_no_obstacle(nowhere, tmp_path):
    folder = tmp_path / "nowhere"  # two classes differ in x alone
    model = trained_by_the_reference(nowhere, folder, "two_layer_net", 2)
    assert model.classes == ("a", "b")


# -- what goes wrong ----------------------------------------------------------------------


def test_an_error_of_the_learner_is_a_card(place, run):
    place.mine(
        REFERENCE.replace("    losses = []", "    raise ValueError('so')"), "line"
    )
    status, out, _ = run("train", "line", "--data", "bars")
    assert status == 1
    assert "x tells two apart [bars]" in out
    assert "ValueError" in out
    assert "so" in out
    assert "stored" not in out


def test_an_endless_loop_is_ended_and_what_was_trained_stays(place, run):
    place.mine(HANGS, "line")
    status, out, _ = run("train", "line", "--data", "rows", "--limit", "0.3")
    assert status == 1
    assert "did not stop" in out or "limit" in out
    assert "cut off after 2 of 40 epochs" in out
    assert "stored as line/rows" in out
    assert len(stored(place, "rows").losses) == 2
    listed = run("train")[1]
    assert "cut off after 2 of 40 epochs" in listed


def test_a_network_that_cannot_be_tested_is_not_called_cut_off(place, run):
    place.mine(
        REFERENCE.replace(
            "    return 1 /", "    if len(X) == 20:\n        1 / 0\n    return 1 /"
        ),
        "line",
    )
    status, out, _ = run("train", "line", "--data", "rows")
    assert status == 1
    assert "ZeroDivisionError" in out
    assert "not tested: its answers could not be had" in out
    assert "cut off" not in out


def test_a_failure_does_not_claim_the_network_of_an_earlier_run(place, run):
    run("train", "line", "--data", "rows")
    place.mine(
        REFERENCE.replace("    losses = []", "    raise ValueError('so')"), "line"
    )
    out = run("train", "line", "--data", "rows")[1]
    assert "stored" not in out
    assert len(stored(place, "rows").losses) == 40


@pytest.mark.skipif(os.name == "nt", reason="a signal for one process")
def test_ctrl_c_keeps_what_was_trained(place):
    place.mine(HANGS, "line")
    # The limit ends what a broken Ctrl-C would leave behind.
    more = ("--data", "rows", "--limit", "30")
    words = (sys.executable, "-m", "nnkata", "train", "line", *more)
    with subprocess.Popen(
        words, cwd=place.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        file = run_file(place.workspace.state, "line", "rows")
        while not file.is_file() and process.poll() is None:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert "cut off after 2 of 40 epochs" in out
    assert "stored as line/rows" in out
    assert err == "nnkata: stopped\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ["double", "--data", "rows"],
            "double cannot be trained on data of your choice. Katas that can be:"
            " line, deep.",
        ),
        (
            ["line", "--data", "three"],
            "line tells 2 classes apart, and three has 3: a, b, c. Katas"
            " that take these data: deep.",
        ),
        (["line", "--data", "nowhere"], "'nowhere' cannot be trained on: bring it."),
        (["line", "--data", "csv:no.csv"], "no.csv does not exist"),
        (["line", "--data", "row"], "No dataset named 'row'. Did you mean 'rows'?"),
        (
            ["line", "--data", "rows", "--hidden", "4,3"],
            "line: --hidden must be an integer above 0 and at most 10,000, got '4,3'.",
        ),
        (["line", "--data", "rows", "--seed", "-1"], "--seed must be 0 or more"),
        (["line", "--data", "rows", "--limit", "0"], "--limit above 0, got"),
        (["line", "--data", "rows", "--name", "a/b"], "--name must be"),
    ],
)
def test_what_does_not_fit_is_one_clear_line(place, run, words, message):
    status, out, err = run("train", *words)
    assert (status, out) == (2, "")
    assert message in err
    assert err.count("\n") == 1


ABOVE = "an integer above 0"
LISTED = "integers with commas between them, each above 0 and at most 10,000"


@pytest.mark.parametrize(
    ("kata", "option", "text", "expected"),
    [
        ("line", "lr", "0", "a number above 0"),
        ("line", "lr", "inf", "a number above 0"),
        ("line", "lr", "x", "a number above 0"),
        ("line", "epochs", "1.5", f"{ABOVE} and at most 1,000,000"),
        ("line", "epochs", "1" * 20, f"{ABOVE} and at most 1,000,000"),
        ("line", "batch", "-3", ABOVE),
        *(("deep", "hidden", text, LISTED) for text in ("4,,2", "4,0", "9,10001", ",")),
    ],
)
def test_numbers_are_checked(place, run, kata, option, text, expected):
    err = run("train", kata, "--data", "rows", f"--{option}={text}")[2]
    assert err == f"nnkata: {kata}: --{option} must be {expected}, got '{text}'.\n"


def test_a_setting_that_a_kata_lacks_is_named(place, run):
    text = KATA.replace("hidden = 4, ", "").replace(", size = 8", "")
    place.write("katas/line/kata.toml", text)
    err = run("train", "line", "--data", "rows", "--batch", "9")[2]
    assert "line has no setting --batch. It has: --lr, --epochs." in err


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ('kinds = ["pictures"]', "takes pictures, and rows holds a table"),
        ("shape = [28, 28]", "takes pictures of 28 x 28 in grey, and folder:"),
    ],
)
def test_data_of_another_form_are_refused(place, run, more, message):
    place.write("katas/line/kata.toml", KATA.replace("[train]", f"[train]\n{more}"))
    for name in "ab" * 3:
        folder = place.root / "photos" / name
        folder.mkdir(parents=True, exist_ok=True)
        for k in range(5):
            Image.new("RGB", (30, 30), (40 * k, 9, 9)).save(folder / f"{k}.png")
    name = "rows" if "kinds" in more else "folder:photos"
    err = run("train", "line", "--data", name)[2]
    assert message in err
    assert ("#size=28,grey" in err) == ("shape" in more)


def test_a_kata_names_a_goal_that_it_has(place, run):
    place.write("katas/line/kata.toml", KATA.replace('goal = "rows"', 'goal = "row"'))
    err = run("train", "line", "--data", "rows")[2]
    assert "the goal of [train] is 'row'. Did you mean 'rows'?" in err


# -- what is stored -----------------------------------------------------------------------


def test_without_data_it_lists_katas_and_runs(place, run):
    run("train", "line", "--data", "rows", "--epochs", "2")
    run("train", "deep", "--data", "rows", "--name", "other", "--epochs", "2")
    out = run("train")[1]
    assert (
        "pictures or a table, 2 classes: --hidden 4 --lr 0.5 --epochs 40 --batch 8"
        in out
    )
    assert out.index("deep/other") < out.index("line/rows")  # the newest first
    assert "(guessing 0.5)" in out
    assert "Next: nnkata train KATA --data NAME" in out
    of_line = run("train", "line")[1]
    assert "line/rows" in of_line
    assert "deep" not in of_line


def test_a_damaged_run_is_named(place, run):
    run("train", "line", "--data", "rows", "--epochs", "2")
    run_file(place.workspace.state, "line", "rows").write_bytes(b"PK")
    assert "is not a network that nnkata saved" in run("train")[1]


def test_predict_asks_a_run(place, run):
    Image.new("L", (60, 60), 250).save(place.root / "a.png")
    bar = np.full((200, 300), 250, np.uint8)
    bar[120:140, 40:260] = 20
    Image.fromarray(bar).save(place.root / "level.png")
    assert run("train", "line", "--data", "bars", "--name", "mine")[0] == 0
    status, out, _ = run("predict", "level.png", "--model", "line", "--run", "mine")
    assert (status, out[0]) == (0, "-")
    latest = run("predict", "level.png", "--model", "line")[1]
    assert latest == out
    err = run("predict", "level.png", "--model", "line", "--run", "min")[2]
    assert "line has no run 'min'. `nnkata train line` lists its runs." in err


def test_a_run_of_a_changed_file_is_trained_again_by_the_same_command(place, run):
    words = (
        "--hidden",
        "5",
        "--lr",
        "0.3",
        "--epochs",
        "4",
        "--batch",
        "6",
        "--seed",
        "2",
    )
    run("train", "line", "--data", "bars", "--name", "mine", *words)
    Image.fromarray(np.eye(30, dtype=np.uint8) * 255).save(place.root / "a.png")
    place.mine(REFERENCE + "\n# other\n", "line")
    err = run("predict", "a.png", "--model", "line", "--run", "mine")[2]
    again = f"train line --data bars {' '.join(words)} --name mine"
    assert f"`nnkata {again}` trains it again" in err
    model = stored(place, "mine")
    assert training_command(place.kata("line"), model) == f"nnkata {again}"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("mnist", "mnist"),
        ("csv:a/my rows.csv", "my-rows"),
        ("csv:rows.csv#label=x", "rows"),
        ("folder:../photos/", "photos"),
        ("folder:.", "run"),
    ],
)
def test_a_run_is_called_after_its_data(data, name):
    assert run_name("", data) == name


def test_a_name_that_no_file_can_have_is_refused():
    with pytest.raises(NnkataError, match=r"got 'x\.reference'"):
        run_name("x.reference", "mnist")


def test_a_workspace_of_an_older_nnkata_is_told_to_update():
    path = [replace(kata, train=None) for kata in bundled().path]
    kata = find(path, "minibatch_training")
    with pytest.raises(NnkataError) as caught:
        check_trainable(kata, path)
    assert str(caught.value) == (
        "minibatch_training cannot be trained here: this workspace is of an older nnkata."
        " `nnkata update` renews lessons and specs, and none of your files."
    )
