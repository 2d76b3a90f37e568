"""The parts of the report: what networks look like, plots, tiles, and the style."""

import base64
import io
import math
import re
import sys
from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import nnkata.report.html
from nnkata.content.catalog import Goal
from nnkata.data.dataset import Split
from nnkata.errors import NnkataError
from nnkata.judging.verdict import Outcome, TestVerdict
from nnkata.report.html import parts
from nnkata.report.html.axes import metric_axis
from nnkata.report.html.graded import GradedRun, reaches
from nnkata.report.html.page import environment
from nnkata.report.html.parts import MOST_CLASSES, MOST_UNITS, in_full_rows, parts_of
from nnkata.report.html.plots import CELLS, Axis, boundary_plot, curve_words, loss_plot
from nnkata.report.html.tiles import (
    LARGEST,
    arrays,
    encoded,
    first_weights,
    picture_tile,
    weight_tiles,
)
from nnkata.testing import assert_close
from nnkata.training.calibration import Calibration
from nnkata.training.predict import Prediction
from nnkata.training.store import Model

MODEL = Model(
    kata="double",
    dataset="frames",
    goal="quick",
    subject="mine",
    seed=0,
    code="",
    measured={},
    classes=("no", "yes"),
    inputs="flat",
    kind="pictures",
    shape=(2, 3),
    box=0,
)
GOAL = Goal("quick", "frames", "flat", 60.0, {"accuracy": 0.9}, {}, {}, 0, 0, True)
KNOWN = Calibration(
    "", 1.0, 0.5, {"accuracy": [0.92, 0.97]}, [0, 2], [0.5, 0.2], [0.9, 0.3]
)


def model(parameters, **about):
    return replace(MODEL, parameters=parameters, **about)


LOSSES = (0.8, 0.4, 0.25)


def graded(tiny, losses=LOSSES, **facts):
    reached = {"measured": {"accuracy": 0.95}, "losses": losses}
    test = TestVerdict("test_quick", Outcome.PASSED, goal="quick", **reached)
    return GradedRun(tiny.kata(), GOAL, "mine", test, **facts)


def drawn(plot):
    """The plot as it stands in the page."""
    return environment().get_template("parts.html").module.drawing(plot)


def no_split(name, seed):
    return None


def decoded(address):
    head, data = address.split(",", 1)
    image = Image.open(io.BytesIO(base64.b64decode(data)))
    assert head == f"data:image/{image.format.lower()};base64"
    return np.asarray(image.convert("RGB")).astype(int)


# -- what a network looks like ---------------------------------------------------------


def test_every_array_is_found_with_its_name():
    parameters = {"layers": [{"W": np.ones(2)}, {"W": np.zeros(3)}], "lr": 0.1}
    assert [name for name, _ in arrays(parameters)] == ["layers.0.W", "layers.1.W"]


@pytest.mark.parametrize("turned", [False, True], ids=["columns", "rows"])
def test_a_unit_has_a_weight_for_each_pixel(turned):
    W = np.arange(24.0).reshape(6, 4)
    parameters = {"b": np.zeros(4), "W1": W.T if turned else W}
    title, weights, _ = first_weights(model(parameters))
    assert (title, len(weights)) == ("Weights of the first layer (W1)", 4)
    assert_close(weights[1], W[:, 1].reshape(2, 3), "the second unit")


def test_units_that_are_as_many_as_classes_have_their_names():
    assert first_weights(model({"W": np.ones((6, 2))}))[2] == ["no", "yes"]


def test_other_units_are_numbered():
    assert first_weights(model({"W": np.ones((6, 3))}))[2] == ["1", "2", "3"]


def test_a_single_neuron_looks_for_the_second_of_two_classes():
    _, weights, names = first_weights(model({"w": np.arange(6.0), "b": 0.5}))
    assert names == ["yes"]
    assert weights[0].shape == (2, 3)


def test_a_later_layer_is_not_taken_for_the_first():
    assert first_weights(model({"W2": np.ones((5, 4))})) is None


def test_a_table_has_no_weights_to_look_at():
    found = model({"W": np.ones((2, 2))}, kind="table", shape=(2,))
    assert first_weights(found) is None


def test_only_so_many_units_are_shown(tiny):
    run = graded(tiny, losses=(), model=model({"W": np.ones((6, 50))}))
    ((part,), _) = parts_of(tiny.workspace, run, no_split)
    assert len(part.content) == MOST_UNITS
    assert f"{MOST_UNITS} of 50" in part.caption


def test_kernels_are_cut_out_of_four_dimensions():
    W = np.random.default_rng(0).normal(size=(3, 3, 1, 5))
    _, weights, _ = first_weights(model({"W1": W}))
    assert len(weights) == 5
    assert_close(weights[4], W[..., 4], "the fifth kernel")


def test_behind_kernels_no_matrix_is_taken_for_the_first_weights():
    both = model({"K": np.ones((2, 2, 1, 3)), "W": np.ones((6, 4))})
    assert first_weights(both)[0] == "Kernels of the first convolution (K)"


def test_kernels_over_colours_keep_them():
    colours = model({"W1": np.ones((3, 3, 3, 2))}, shape=(8, 8, 3))
    assert first_weights(colours)[1][0].shape == (3, 3, 3)


def test_kernels_of_a_later_layer_are_not_shown():
    assert first_weights(model({"W2": np.ones((3, 3, 8, 4))})) is None


def shown(tiny, kind, kept, split=None):
    """The parts of one kind of a run with this network."""
    run = graded(tiny, losses=(), model=kept)
    run = replace(run, kata=replace(run.kata, predict="f(X)"))
    found, _ = parts_of(tiny.workspace, run, lambda name, seed: split)
    return [part for part in found if part.kind == kind]


def confusions(tiny, truth, answers, **facts):
    """The content of the table of a network with these labels and predictions."""
    kept = replace(MODEL, kind="table", truth=truth, answers=answers, **facts)
    return [part.content for part in shown(tiny, "table", kept)]


def test_a_class_is_a_row_of_confusions_and_an_answer_a_column(tiny):
    ((_, rows),) = confusions(tiny, (0, 0, 1, 1, 1), (0, 1, 1, 1, 0))
    assert rows == [[1, 1], [1, 2]]


def test_an_answer_that_names_no_class_has_a_column_of_its_own(tiny):
    ((classes, rows),) = confusions(tiny, (0, 1), (-1, 7))
    assert classes == ("no", "yes", "no class")
    assert [row[2] for row in rows] == [1, 1]


@pytest.mark.parametrize("truth", [(), (0, 5), (-1, 0), (0,)])
def test_labels_that_are_no_classes_make_no_confusions(tiny, truth):
    assert confusions(tiny, truth, (0, 0)) == []


def test_the_commonest_confusions_come_first(tiny):
    facts = {"truth": (1, 0, 0, 0, 1), "answers": (0, 1, 1, 0, 1)}
    classes = ("no", "yes", *map(str, range(MOST_CLASSES)))
    kept = replace(MODEL, kind="table", classes=classes, **facts)
    (part,) = shown(tiny, "pairs", kept)
    assert part.content == [("no", "yes", 2), ("yes", "no", 1)]


def test_misread_pictures_are_those_of_the_run_the_surest_first(tiny, monkeypatch):
    X = np.arange(24, dtype=np.uint8).reshape(4, 2, 3)
    asked = []

    def ask(loader, model, batch):
        asked.append(batch)
        return [Prediction(1, ("no", "yes"), (1 - p, p)) for p in (0.6, 0.9)]

    monkeypatch.setattr(parts, "ask", ask)
    kept = model({}, truth=(0, 1, 0, 1), answers=(1, 1, 1, 1))
    (part,) = shown(tiny, "tiles", kept, Split((X, []), (X, [5, 6, 7, 8])))
    assert [decoded(tile)[0, 0, 0] for tile, _, _ in part.content] == [12, 0]
    assert [lines[0] for _, lines, _ in part.content] == ["no, predicted"] * 2
    assert_close(asked[0][1], X[2].ravel() / 255, "what was asked", rtol=1e-6)


def test_pictures_that_are_not_those_of_the_run_are_not_shown(tiny):
    X = np.zeros((3, 2, 3), np.uint8)
    kept = model({}, truth=(0, 1), answers=(1, 1))
    assert shown(tiny, "tiles", kept, Split((X, []), (X, [0, 1, 0]))) == []


PLANE = {"kind": "table", "shape": (2,), "classes": ("left", "right")}


def test_the_plane_is_as_the_network_says(tiny, monkeypatch):
    def ask_classes(loader, model, grid):
        return (grid[:, 0] > 0).astype(int)

    monkeypatch.setattr(parts, "ask_classes", ask_classes)
    points = np.array([[-1.0, 0.0], [1.0, 2.0]])
    split = Split((points, np.array([0, 1])), (points, np.array([0, 1])))
    (part,) = shown(tiny, "plot", model({}, **PLANE), split)
    x, left, border = part.content.x, part.content.shapes[0], part.content.shapes[2]
    edge = f"{x.at(0.0):.1f}"
    assert left.path.count(f"H{edge}V") == left.path.count("M") == CELLS
    assert border.path.count(f"M{edge} ") == border.path.count("M") == CELLS
    assert x.low < -1 < 1 < x.high
    assert sum(shape.path.count("M") for shape in part.content.shapes[3:]) == 4


def test_the_plane_of_other_classes_is_not_shown(tiny):
    points = np.array([[-1.0, 0.0], [1.0, 2.0]])
    split = Split((points, np.array([0, 1])), (points, np.array([0, 1])))
    kept = model({}, truth=(0, 0), answers=(0, 0), **PLANE)
    assert shown(tiny, "plot", kept, split) == []


# -- tiles -----------------------------------------------------------------------------


def test_a_small_picture_is_kept_to_the_pixel():
    picture = np.random.default_rng(0).integers(0, 256, (28, 28), dtype=np.uint8)
    assert (decoded(picture_tile(picture))[..., 0] == picture).all()


def test_a_large_photo_is_made_small():
    photo = np.full((300, 200, 3), (200, 10, 10), np.uint8)
    found = decoded(picture_tile(photo))
    assert found.shape == (96, 64, 3)
    assert abs(found[5, 5] - (200, 10, 10)).max() < 6


def test_weights_are_blue_above_nothing_and_red_below():
    (r2, _, b2), white, (r, _, b) = decoded(
        weight_tiles([np.array([[2.0, 0, -2]])])[0]
    )[0]
    assert r > b + 100
    assert min(white) > 240
    assert b2 > r2 + 100


def test_weights_of_one_layer_share_a_scale():
    weak, strong = weight_tiles([np.array([[0.1]]), np.array([[1.0]])])
    assert decoded(weak)[0, 0, 0] > decoded(strong)[0, 0, 0] + 100


@pytest.mark.parametrize(
    "weights", [np.full((2, 2, 3), np.nan), np.full((2, 2), np.inf)]
)
def test_weights_that_are_no_numbers_do_no_harm(weights):
    assert len(set(decoded(weight_tiles([weights])[0]).ravel())) <= 3


def test_kernels_in_colour_are_grey_at_nothing():
    kernel = np.zeros((1, 2, 3))
    kernel[0, 0] = (1, -1, 0)
    assert decoded(weight_tiles([kernel])[0])[0].tolist() == [[255, 0, 128], [128] * 3]


def test_a_large_picture_is_made_smaller():
    photo = np.zeros((900, 300, 3), np.uint8)
    image = Image.open(io.BytesIO(base64.b64decode(encoded(photo, "jpeg"))))
    assert image.size == (LARGEST // 3, LARGEST)


def test_a_picture_of_one_channel_is_encoded():
    picture = np.arange(16, dtype=np.uint8).reshape(4, 4, 1)
    image = Image.open(io.BytesIO(base64.b64decode(encoded(picture, "png"))))
    assert (np.asarray(image) == picture[..., 0]).all()


@pytest.mark.parametrize("shape", [(3, 5), (5, 3, 1), (4, 7, 3)])
def test_a_small_picture_is_encoded_without_a_loss_and_without_pillow(
    shape, monkeypatch
):
    picture = np.random.default_rng(0).integers(0, 256, shape, np.uint8)
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "PIL", None)  # as in a browser
        data = base64.b64decode(encoded(picture, "png"))
    image = Image.open(io.BytesIO(data))
    image.verify()  # the checksums
    shown = np.asarray(Image.open(io.BytesIO(data)))
    assert (shown == picture.reshape(shown.shape)).all()


def test_a_photo_becomes_a_tile_without_pillow_too(monkeypatch):
    photo = np.random.default_rng(0).integers(0, 256, (200, 150, 3), np.uint8)
    monkeypatch.setattr("nnkata.report.html.tiles.find_spec", lambda name: None)
    address = picture_tile(photo)
    image = Image.open(io.BytesIO(base64.b64decode(address.partition(",")[2])))
    assert (np.asarray(image) == photo[::3, ::3]).all()


# -- plots -----------------------------------------------------------------------------


def test_plots_name_no_address_and_no_colour_of_their_own():
    svg = drawn(loss_plot(LOSSES, "yours", KNOWN))
    assert "http" not in svg
    assert re.findall(r"#[0-9a-f]{6}\b", svg) == []
    assert "var(--yours)" in svg


def test_the_curve_says_whose_it_is_and_what_the_band_is():
    svg = drawn(loss_plot(LOSSES, "yours", KNOWN))
    assert ">yours<" in svg
    assert ">2 baseline runs<" in svg


@pytest.mark.parametrize(
    "losses",
    [
        (math.nan, math.inf),
        (0.5, math.nan, 0.25),
        (0.0, 0.0),
        (0.7,),
        (-2.0, -2.0),
        (5e-324, 1e308, -1e308),
        [2.0**-k for k in range(1000)],
    ],
)
def test_a_curve_with_what_is_no_number_is_drawn(losses):
    plot = loss_plot(losses, "yours")
    assert not {"nan", "inf"} & {*re.findall("nan|inf", drawn(plot))}
    assert 2 <= len(plot.y.ticks) <= 10


@pytest.mark.parametrize("losses", [[0.5, math.nan, 0.25], [0.5, math.inf, 0.25]])
def test_a_curve_breaks_off_where_it_is_no_number(losses):
    assert loss_plot(losses, "yours").shapes[0].path.count("M") == 2


def test_a_cost_that_falls_far_is_drawn_on_a_log_scale():
    assert "log scale" in drawn(loss_plot((2.0, 0.1), "yours"))
    assert "log scale" not in drawn(loss_plot((2.0, 1.0), "yours"))


@pytest.mark.parametrize(
    "low, high, values",
    [
        (0, 300, ["0", "50", "100", "150", "200", "250", "300"]),
        (-0.93, 0.7, ["-0.5", "0", "0.5"]),
        (0, 0.29, ["0", "0.05", "0.1", "0.15", "0.2", "0.25"]),
    ],
)
def test_ticks_are_round_numbers(low, high, values):
    assert [text for _, text in Axis("", low, high, 0, 1).ticks] == values


def test_ticks_of_a_log_scale_are_round_and_few():
    ticks = Axis("", 0.02, 0.9, 0, 1, is_log=True).ticks
    assert [text for _, text in ticks] == ["0.02", "0.05", "0.1", "0.2", "0.5"]
    ticks = Axis("", 1e-9, 9, 0, 1, is_log=True).ticks
    assert [text for _, text in ticks] == ["1e-09", "1e-07", "1e-05", "0.001", "0.1"]


def boundary(classes, points=((0.2, 0.2), (0.8, 0.8)), labels=(0, 1)):
    """A plane on which the first class is predicted everywhere."""
    points, labels = np.array(points), np.array(labels)
    return boundary_plot(points, labels, classes, lambda grid: np.zeros(len(grid), int))


def test_a_class_name_cannot_leave_its_plot():
    svg = drawn(boundary(("<script>alert(1)</script>", "$x$ -- -->")))
    assert "<script" not in svg
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in svg
    assert "$x$ -- --" in svg


def test_a_class_that_is_predicted_nowhere_leaves_the_others():
    assert ">b<" in drawn(boundary(("a", "b")))


@pytest.mark.parametrize("value", [1.0, 0.0, -1e30, 1e30])
def test_a_feature_that_is_always_the_same_is_drawn(value):
    svg = drawn(boundary(("a", "b"), [[0.2, value], [0.8, value]]))
    assert not re.search("nan|inf", svg)


def test_a_curve_in_words():
    told = curve_words([0.9, 0.2, 0.3])
    assert "begins at 0.9 and ends at 0.3; the lowest is 0.2, in epoch 1" in told


def test_a_curve_that_breaks_off_in_words():
    assert "From epoch 1 on" in curve_words([0.9, math.nan, 0.5])
    assert "none of them is a finite number" in curve_words([math.inf])


# -- a run in numbers ------------------------------------------------------------------


@pytest.mark.parametrize(
    "value, least, most, wanted",
    [
        (0.9, 0.9, None, True),
        (0.8, 0.9, None, False),
        (0.3, None, 0.2, False),
        (0.2, None, 0.2, True),
        (math.nan, 0.1, None, False),
        (0.5, None, None, True),
    ],
)
def test_a_metric_reaches_its_thresholds(value, least, most, wanted):
    goal = replace(
        GOAL,
        at_least={} if least is None else {"f1": least},
        at_most={} if most is None else {"f1": most},
    )
    assert reaches(goal, "f1", value) is wanted


def test_guessing_is_the_share_of_the_commonest_class_of_the_test_data(tiny):
    kept = model({}, truth=(1, 1, 1, 0), answers=(0, 0, 0, 0))
    assert graded(tiny, model=kept, baseline=KNOWN).guessing == 0.75


def test_guessing_is_the_base_rate_where_the_test_data_are_not_kept(tiny):
    assert graded(tiny, baseline=KNOWN).guessing == 0.5


def test_values_stand_beside_thresholds_and_baseline_runs(tiny):
    (metric,) = graded(tiny, baseline=KNOWN).metrics
    assert metric[1:4] == ("0.95", "≥\xa00.9", "0.92 – 0.97")
    assert metric[4:6] == ("0.500", "reached")


def test_a_metric_has_an_axis_on_which_its_marks_are_told_apart():
    axis = metric_axis(0.98, [0.97], (0.975, 0.99))
    assert (axis.low, axis.high) == ("0.968", "0.992")
    assert 0 < axis.thresholds[0] < axis.band[0] < axis.value < axis.band[1] < 100


def test_an_axis_ends_where_the_metric_does():
    axis = metric_axis(0.97, [0.9], (0.94, 1.0), highest=1.0)
    assert (axis.high, axis.band[1]) == ("1", 100)
    assert metric_axis(0.004, [0.06], (0.002, 0.03)).low == "0"


@pytest.mark.parametrize(
    "value, thresholds", [(0.9, []), (0.9, [0.9]), (np.nan, [0.9]), (0.9, [np.inf])]
)
def test_a_metric_with_nothing_to_tell_apart_has_no_axis(value, thresholds):
    assert metric_axis(value, thresholds, None) is None


@pytest.mark.parametrize("count, shown", [(3, 3), (6, 6), (7, 6), (11, 6), (40, 12)])
def test_misread_pictures_fill_their_rows(count, shown):
    assert in_full_rows(count) == shown


@pytest.mark.parametrize(
    "last, where", [(0.25, "inside"), (0.1, "below"), (0.4, "above")]
)
def test_the_words_of_a_curve_say_where_it_ends(tiny, last, where):
    run = graded(tiny, baseline=KNOWN, losses=(0.8, 0.4, last))
    told = parts_of(tiny.workspace, run, no_split)[0][0].words
    assert f"It is {where} the range of 2 baseline runs" in told


def test_a_part_that_fails_takes_no_other_away(tiny, monkeypatch):
    def broken(loader, model, batch):
        raise NnkataError("It broke.")

    monkeypatch.setattr(parts, "ask", broken)
    kept = model({"W": np.ones((6, 2))}, truth=(0, 1), answers=(1, 1))
    run = graded(tiny, model=kept)
    run = replace(run, kata=replace(run.kata, predict="f(X)"))
    X = np.zeros((2, 2, 3), np.uint8)
    found, problems = parts_of(tiny.workspace, run, lambda *_: Split((X, []), (X, [])))
    assert problems == ["It broke."]
    assert [part.kind for part in found] == ["tiles", "plot", "table"]


# -- the style -------------------------------------------------------------------------

STYLE = (Path(nnkata.report.html.__file__).parent / "style.css").read_text("utf-8")


def colours(dark):
    """The variables of the style, as red, green and blue."""
    blocks = re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
    text = blocks[0] + (blocks[1] if dark else "")
    return {
        name: tuple(int(value[i : i + 2], 16) for i in (1, 3, 5))
        for name, value in re.findall(r"--([\w-]+): (#[0-9a-f]{6})", text)
    } | {
        name: tuple(map(int, value.split(",")))
        for name, value in re.findall(r"--(\w+): (\d+, \d+, \d+)", text)
    }


def contrast(a, b):
    """As WCAG 2 defines it."""

    def luminance(colour):
        parts = [v / 255 for v in colour]
        linear = [
            v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_has_the_largest_contrast():
    assert round(contrast((0, 0, 0), (255, 255, 255))) == 21


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(
    "name, ground",
    [
        *product(("ink", "soft", "good", "bad", "link"), ("paper", "raised")),
        *product(("yours", "baseline", *(f"class-{k}" for k in range(6))), ("paper",)),
    ],
)
def test_texts_and_lines_stand_out(name, ground, dark):
    found = colours(dark)
    assert contrast(found[name], found[ground]) >= 4.5


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_numbers_stand_out_on_every_shade(dark):
    found = colours(dark)
    shades = re.findall(r"rgba\(var\(--(\w+)\), ([.\d]+)\)", STYLE)
    assert len(shades) == 4
    for name, share in shades:
        mixed = [
            float(share) * a + (1 - float(share)) * b
            for a, b in zip(found[name], found["paper"], strict=True)
        ]
        assert contrast(found["ink"], mixed) >= 4.5
