"""The numbers of the lesson on judging predictions."""

import numpy as np
import pytest
from lesson_texts import drawn, lesson, matrix, number, output_of, reference, says

SLUG = "evaluation"
TRUTH = np.array([0] * 15 + [1] * 5)
GUESS = np.array([0] * 14 + [1] * 4 + [0] * 2)


def test_the_numbers_of_evaluation():
    kata = reference(SLUG)
    p, r = kata.precision_recall(TRUTH, GUESS)
    edible = np.zeros(20)
    says(
        lesson(SLUG),
        f"columns: {matrix(kata.confusion(TRUTH, GUESS, 2))}",
        f"(14 + 3) / 20 = {number(kata.accuracy(TRUTH, GUESS))}",
        f"for 15 of 20, {number(kata.baseline(TRUTH))}. So",
        f"the precision is {number(p)}. Of the 5 that are, it finds 3",
        f"the recall is {number(r)}",
        f"2 · 0.75 · 0.6 / (0.75 + 0.6) = {number(kata.f1(p, r))}",
        f"14/15 and 3/5 make {number(kata.balanced_accuracy(TRUTH, GUESS))}",
        f"1 and 0, so {number(kata.balanced_accuracy(TRUTH, edible))}",
        f"(0.2, 0.5, 0.3) is class {kata.classes(np.array([[0.2, 0.5, 0.3]]))[0]}.",
        f"the tie, class {kata.classes(np.array([[0.4, 0.2, 0.4]]))[0]}.",
    )
    assert kata.f1(p, r) == pytest.approx(6 / 9)


def test_always_yes_and_never_yes_in_evaluation():
    kata, text = reference(SLUG), lesson(SLUG)
    p, r = kata.precision_recall(TRUTH, np.ones(20))
    zeros = np.arange(10_000) < 980
    says(
        text,
        f"has recall {number(r)} and precision {number(p)}",
        f"the plain mean, {number((p + r) / 2)},",
        f"gets {number(kata.f1(p, r))}.",
        f"An accuracy of {number(kata.accuracy(zeros, np.zeros(10_000)))}, and not one zero",
    )
    assert kata.f1(*kata.precision_recall(TRUTH, np.zeros(20))) == 0
    assert (np.eye(100)[3] == np.eye(100)[5]).sum() == 98


def test_the_picture_of_evaluation():
    counts = reference(SLUG).confusion(TRUTH, GUESS, 2)
    shown = [text for text in drawn(SLUG) if text.isdigit()]
    assert sorted(shown) == sorted(map(str, counts.ravel()))
    assert {"14 of 15", "3 of 5", "3 of 4"} <= {*drawn(SLUG)}


def test_the_experiments_of_evaluation(monkeypatch):
    later = [("(0, 1, 2, 3)", "(0, 1, 2, 3, 9)")]
    rows = [line.split() for line in output_of(SLUG, monkeypatch, *later).splitlines()]
    accuracy, balanced, precision, recall, f1 = [*zip(*rows, strict=True)][1:]
    best = [
        rows[np.argmax(np.float64(column))][0] for column in (accuracy, f1, balanced)
    ]
    says(
        lesson(SLUG),
        f"precision rises from {precision[0]} to {precision[3]}, and recall falls from "
        f"{recall[0]} to {recall[3]}",
        "likes the threshold {} best, F1 likes {}, balanced accuracy {}.".format(*best),
        f"Accuracy is still {accuracy[4]};",
    )
    assert precision[4] == recall[4] == f1[4] == "0.00"
