"""Which data fit a kata, and what its training is made of."""

from pathlib import Path

import numpy as np
import pytest

from nnkata.content.catalog import Training, read_kata, read_path
from nnkata.data.dataset import Dataset, Split
from nnkata.errors import DataError, NnkataError
from nnkata.training.goal_run import GoalRun
from nnkata.training.own_run import check_fit, misfit, needs_of, options_of, own_goal

KATAS = Path(__file__).resolve().parents[2] / "katas"
PATH = read_path(KATAS)
TRAINED = [kata for kata in PATH if kata.train]
FIELDS = {"run": "mine", "seed": 3, "seconds": 60.0}


def dataset(**fields):
    facts = {
        "name": "rows",
        "summary": "made here",
        "load": lambda seed: None,
        "kind": "table",
        "classes": ("a", "b"),
        "shape": (3,),
        "licence": "CC0-1.0",
        "source": "here",
        "availability": "generated",
        "base_rate": 0.5,
    }
    return Dataset(**facts | fields)


PHOTOS = {"kind": "pictures", "shape": (64, 64, 3), "name": "photos"}
DIGITS = {"kind": "pictures", "shape": (28, 28), "classes": tuple("0123456789")}


MANY = ["zero_detector", "softmax_classifier", "minibatch_training", "sigmoid_net"]
TWO = ["two_layer_net", "l_layer_net"]


@pytest.mark.parametrize(
    ("fields", "slugs"),
    [
        ({}, MANY + TWO),
        ({"classes": ("a", "b", "c")}, MANY),
        (PHOTOS, [*MANY, *TWO, "keras_cnn"]),
        (DIGITS, [*MANY, "cnn", "keras_ann"]),
    ],
    ids=["two", "three", "photos", "digits"],
)
def test_each_kata_takes_what_its_network_can_learn(fields, slugs):
    data = dataset(**fields)
    fitting = [kata.slug for kata in TRAINED if not misfit(kata.train, data)]
    assert sorted(fitting) == sorted(slugs)


def test_a_misfit_says_what_is_expected_and_what_is_there():
    training = Training("g", {}, kinds=("pictures",), shape=(28, 28))
    text = misfit(training, dataset(**PHOTOS))
    assert text == "takes pictures of 28 x 28 in grey, and photos has 64 x 64 in colour"
    many = dataset(classes=tuple("abcdefg"))
    text = misfit(Training("g", {}, classes=2), many)
    assert text == "tells 2 classes apart, and rows has 7: a, b, c, d, e, ..."


def test_where_nothing_fits_none_is_named():
    kata = read_kata(KATAS / "cnn")
    with pytest.raises(NnkataError, match=r"Katas that take these data: none\."):
        check_fit(kata, dataset(), [kata])


def test_too_few_examples_are_told():
    kata = read_kata(KATAS / "minibatch_training")
    with pytest.raises(
        DataError, match=r"'rows' has 9 examples .* expected at least 10"
    ):
        check_fit(kata, dataset(counts=(9, 3)), PATH)
    check_fit(kata, dataset(counts=(10, 3)), PATH)


def test_missing_data_come_before_their_form():
    absent = dataset(missing=lambda: "bring it", classes=())
    with pytest.raises(DataError, match="'rows' cannot be trained on: bring it"):
        check_fit(read_kata(KATAS / "cnn"), absent, PATH)


@pytest.mark.parametrize("kata", TRAINED, ids=lambda kata: kata.slug)
def test_the_kata_s_own_settings_can_be_typed(kata):
    goal = own_goal(kata, dataset(), {}, **FIELDS)
    assert goal.settings == kata.train.settings
    typed = dict(word.split() for word in needs_of(kata).split("--")[1:])
    assert own_goal(kata, dataset(), typed, **FIELDS).settings == goal.settings
    assert {"epochs"} <= {*typed}


def test_the_size_of_a_step_has_the_name_that_the_kata_gives_it():
    assert options_of(read_kata(KATAS / "cnn"))["batch"] == "size"
    keras = read_kata(KATAS / "keras_cnn")  # whose size is that of a picture
    assert options_of(keras)["batch"] == "batch"
    goal = own_goal(keras, dataset(), {"batch": "8"}, **FIELDS)
    assert goal.settings == {"size": 32, "epochs": 6, "batch": 8}


def test_a_goal_of_ones_own_has_no_thresholds_and_is_worth_nothing():
    goal = own_goal(read_kata(KATAS / "minibatch_training"), dataset(), {}, **FIELDS)
    assert (goal.name, goal.dataset, goal.run, goal.seed) == (
        "mnist",
        "rows",
        "mine",
        3,
    )
    assert (goal.at_least, goal.at_most, goal.required) == ({}, {}, False)
    assert goal.inputs == "scaled"
    assert (
        own_goal(read_kata(KATAS / "cnn"), dataset(), {}, **FIELDS).inputs == "pictures"
    )


def test_a_table_is_scaled_by_the_part_to_learn_from():
    X = np.array([[1.0, 7.0], [3.0, 7.0]])
    split = Split((X, np.array([0, 1])), (X + 2, np.array([0, 1])))
    rows = dataset(load=lambda seed: split)
    goal = own_goal(read_kata(KATAS / "minibatch_training"), rows, {}, **FIELDS)
    run = GoalRun(goal, rows, 0)
    assert run.train[0].tolist() == [[-1, 0], [1, 0]]
    assert run.test[0].tolist() == [[1, 2], [3, 2]]
    assert run.train[0].dtype == np.float32


def test_pictures_are_scaled_as_for_a_goal():
    X = np.full((2, 4, 4), 51, np.uint8)
    split = Split((X, np.array([0, 1])), (X, np.array([0, 1])))
    squares = dataset(load=lambda seed: split, kind="pictures", shape=(4, 4))
    goal = own_goal(read_kata(KATAS / "minibatch_training"), squares, {}, **FIELDS)
    run = GoalRun(goal, squares, 0)
    assert run.scale == ()
    assert np.allclose(run.train[0], 0.2)
    assert run.train[0].shape == (2, 16)
