"""Runs on data of the learner's choice, in the report and as text."""

import os
from dataclasses import replace

import numpy as np
import pytest

from nnkata.cli import main
from nnkata.errors import NnkataError
from nnkata.report.html.own_runs import own_runs
from nnkata.report.html.plots import MOST_CLASSES, overlay_plot
from nnkata.report.runs import (
    chosen_runs,
    guessing,
    label_of,
    settings_text,
    stored_runs,
)
from nnkata.training.store import Model, run_file, write_model

MODEL = Model(
    kata="double",
    dataset="csv:rows <b>.csv",
    goal="any",
    subject="mine",
    seed=3,
    code="of another file",
    measured={"accuracy": 0.75, "last_loss": 0.125},
    classes=("a", "b"),
    inputs="scaled",
    kind="table",
    shape=(2,),
    box=0,
    losses=(2.0, 1.0, 0.125),
    truth=(0, 1, 1, 1),
    answers=(0, 1, 1, 0),
    run="first",
    settings={"lr": 0.5, "epochs": 3},
)
TRAIN = """
[train]
goal = "g"
settings = { lr = 0.1, epochs = 2 }

[[goals]]
name = "g"
dataset = "mnist"
seconds = 9
"""


@pytest.fixture
def keep(tiny):
    """Store a run, newer than all before it."""
    age = iter(range(1, 100))

    def keeping(**fields):
        model = replace(MODEL, **fields)
        file = run_file(tiny.workspace.state, model.kata, model.run, model.subject)
        write_model(file, model)
        os.utime(file, (next(age),) * 2)
        return model

    return keeping


def shown(tiny, *names):
    return own_runs(tiny.workspace, names, lambda name, seed: None)


def legend(plot):
    return [shape.label for shape in plot.shapes if shape.label]


def test_runs_stand_in_one_table_beside_guessing(tiny, keep):
    keep()
    keep(run="second", truth=(), answers=(), measured={}, subject="reference")
    unfinished, first = shown(tiny)["rows"]
    assert first[:5] == ("double/first", "csv:rows <b>.csv", "0.75", "0.75", "0.125")
    assert first[5] == "lr 0.5, epochs 3, seed 3"
    assert unfinished[0] == "double/second (reference)"
    assert unfinished[2:5] == ("-", "-", "-")


def test_guessing_is_the_share_of_the_commonest_class():
    assert guessing(MODEL) == 0.75
    assert guessing(replace(MODEL, truth=())) is None


def test_a_run_that_was_cut_off_says_so():
    text = settings_text(replace(MODEL, truth=(), settings={"epochs": 9}))
    assert text == "epochs 9, cut off after 3 of 9 epochs, seed 3"


def test_two_runs_lie_over_each_other(tiny, keep):
    keep()
    assert shown(tiny)["overlay"] == []
    keep(run="second", losses=(4.0, 3.0, 2.0, 1.0, 0.5))
    (part,) = shown(tiny)["overlay"]
    assert legend(part.content) == ["double/second", "double/first"]
    assert "double/first: The cost of 3 epochs" in part.words
    assert part.content.x.high == 4
    assert "nats" not in part.content.y.label


def test_runs_are_chosen_by_name(tiny, keep):
    for name in ("first", "second", "third"):
        keep(run=name)
    runs = shown(tiny, "third", "double/first")
    assert [row[0] for row in runs["rows"]] == ["double/third", "double/first"]
    assert legend(runs["overlay"][0].content) == ["double/third", "double/first"]


def test_an_unknown_run_suggests_its_neighbour(tiny, keep):
    models = [keep()]
    with pytest.raises(NnkataError, match=r"no run 'firs'\. Did you mean 'first'"):
        chosen_runs(models, ["firs"])


def test_no_more_curves_than_colours(tiny, keep):
    for number in range(MOST_CLASSES + 1):
        keep(run=f"run-{number}")
    runs = shown(tiny)
    assert len(legend(runs["overlay"][0].content)) == MOST_CLASSES
    assert "the newest 6 runs (--runs chooses others)" in runs["overlay"][0].caption
    assert len(runs["rows"]) == MOST_CLASSES + 1


def test_curves_share_their_axes():
    plot = overlay_plot([("a", [1.0, 0.5]), ("b", [3.0, np.nan, 1.5])])
    colours = {shape.label: shape.colour for shape in plot.shapes if shape.label}
    assert colours == {"a": "class-0", "b": "class-1"}
    assert (plot.x.high, plot.y.high) == (2, 3.0)
    a, b = (shape.path for shape in plot.shapes if shape.label)
    assert a.count("L") == 1
    assert b.count("M") == 2  # it breaks off where the cost is no number


def test_a_single_epoch_is_a_point():
    plot = overlay_plot([("a", [1.0]), ("b", [2.0])])
    assert [shape.kind for shape in plot.shapes] == ["line", "dots"] * 2


def test_a_changed_file_says_how_to_train_again(tiny, keep):
    keep()
    kata = tiny.root / "katas/double/kata.toml"
    tiny.write("katas/double/kata.toml", kata.read_text("utf-8") + TRAIN)
    ((label, data, parts, notes),) = shown(tiny)["runs"]
    assert (label, data) == ("double/first", "csv:rows <b>.csv")
    assert [part.kind for part in parts] == ["plot", "table"]
    again = "nnkata train double --data 'csv:rows <b>.csv' --lr 0.5 --epochs 3 --seed 3"
    assert notes == [
        f"The file has changed since. To train it again: {again} --name first"
    ]


def test_a_damaged_run_is_a_problem_and_no_end(tiny, keep):
    keep()
    run_file(tiny.workspace.state, "double", "other").write_bytes(b"PK")
    runs = shown(tiny)
    assert len(runs["rows"]) == 1
    assert "is not a network that nnkata saved" in runs["problems"][0]


def test_a_run_of_a_kata_that_is_no_more_is_left_out(tiny, keep):
    keep(kata="gone")
    assert shown(tiny)["rows"] == []
    (model,), _ = stored_runs(tiny.workspace.state)
    assert label_of(model) == "gone/first"


def test_the_page_shows_runs_and_escapes_what_they_are_called(tiny, keep, run):
    keep()
    keep(run="second")
    assert run("report")[0] == 0
    text = (tiny.root / "nnkata-report.html").read_text("utf-8")
    assert '<section id="own">' in text
    assert "csv:rows &lt;b&gt;.csv" in text
    assert "<b>" not in text
    assert text.count("<h3>double/") == 2
    assert run("report", "--runs", "second")[0] == 0
    text = (tiny.root / "nnkata-report.html").read_text("utf-8")
    assert "double/first" not in text


def test_an_unknown_run_ends_a_report_before_it_is_judged(tiny, keep, run):
    keep()
    status, _, err = run("report", "--runs", "firts")
    assert (status, "no run 'firts'" in err) == (2, True)
    assert not (tiny.root / "nnkata-report.html").exists()


def test_a_page_without_runs_has_no_such_section(tiny, run):
    assert main(["report"]) == 0
    assert 'id="own"' not in (tiny.root / "nnkata-report.html").read_text("utf-8")
