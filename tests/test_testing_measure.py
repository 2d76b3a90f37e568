"""What graded runs measure, and how a miss is told."""

from types import SimpleNamespace

import numpy as np
import pytest

from nnkata.testing import Mismatch, assert_accuracy, measure


def goal(at_least, at_most=None, unmoved=()):
    return SimpleNamespace(
        unmoved=lambda: list(unmoved),
        name="digits",
        dataset="mnist",
        seed=3,
        measured={},
        at_least=at_least,
        at_most=at_most or {},
    )


def test_accuracy_is_the_share_of_right_answers():
    assert measure([0, 1, 2, 2], [0, 1, 2, 0])["accuracy"] == 0.75


def test_balanced_accuracy_is_the_mean_of_the_recalls():
    assert measure([0, 0, 0, 1], [0, 0, 0, 0])["balanced_accuracy"] == 0.5


def test_f1_is_that_of_the_ones():
    assert measure([1, 1, 0, 0], [1, 0, 1, 0])["f1"] == 0.5


def test_f1_is_not_told_for_more_than_two_classes():
    assert "f1" not in measure([0, 1, 2], [0, 1, 2])


def test_a_dead_classifier_has_an_f1_of_zero():
    assert measure([0, 0, 1], [0, 0, 0])["f1"] == 0.0


def test_predictions_may_be_a_column():
    assert measure([0, 1], [[0], [1]])["accuracy"] == 1.0


def test_probabilities_in_place_of_class_numbers_are_refused():
    with pytest.raises(Mismatch) as caught:
        measure([0, 1], [[0.2, 0.8], [0.6, 0.4]])
    words = "the predictions: expected 2 class numbers, got shape (2, 2)"
    assert str(caught.value) == words


def test_predictions_that_are_no_numbers_are_refused():
    with pytest.raises(Mismatch, match="the predictions: expected numbers, got None"):
        measure([0, 1], None)


def test_thresholds_that_are_reached_pass():
    assert_accuracy([0, 1], [0, 1], goal({"accuracy": 1.0}, {"f1": 1.0}))


def test_what_was_measured_is_kept_for_the_report():
    run = goal({})
    assert_accuracy([0, 1], [0, 0], run)
    assert run.measured["accuracy"] == 0.5


def test_a_miss_is_told_with_its_threshold_and_what_guessing_gives():
    truth, dead = np.repeat([0, 1], [90, 10]), np.zeros(100)
    with pytest.raises(Mismatch) as caught:
        assert_accuracy(truth, dead, goal({"accuracy": 0.8, "balanced_accuracy": 0.8}))
    assert str(caught.value) == (
        "digits on mnist: balanced_accuracy 0.5000 (needs >= 0.8). Always guessing the"
        " commonest class gives accuracy 0.900 (100 test examples, seed 3)"
    )


def test_a_dead_classifier_misses_the_balanced_threshold_though_accuracy_is_high():
    truth, dead = np.repeat([0, 1], [90, 10]), np.zeros(100)
    with pytest.raises(Mismatch, match=r"balanced_accuracy 0\.5000"):
        assert_accuracy(truth, dead, goal({"accuracy": 0.9, "balanced_accuracy": 0.9}))


def test_a_value_above_its_highest_threshold_is_a_miss():
    with pytest.raises(Mismatch, match=r"accuracy 1\.0000 \(needs <= 0\.9\)"):
        assert_accuracy([0, 1], [0, 1], goal({}, {"accuracy": 0.9}))


def test_parameters_that_did_not_change_are_named_before_thresholds():
    run = goal({"accuracy": 1.0}, unmoved=["P['b1']", "P['b2']"])
    with pytest.raises(Mismatch) as caught:
        assert_accuracy([0, 1], [0, 0], run)
    assert str(caught.value) == (
        "digits on mnist: P['b1'] and P['b2'] hardly changed after the first epochs."
        " Every step updates every weight and every bias."
    )
