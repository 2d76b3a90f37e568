"""The numbers of the lesson on preparing data."""

import numpy as np
import pytest
from lesson_texts import (
    drawn,
    lesson,
    matrix,
    number,
    output_of,
    reference,
    says,
    vector,
)

SLUG = "prepare_data"
PIXELS = np.array([[0, 51, 255, 204], [102, 153, 255, 51]], np.uint8)
PEOPLE = np.array([[23, 3700], [29, 2300], [31, 3100], [37, 2900]])
FIFTH = np.array([[45, 3500]])


def test_the_pictures_and_labels_of_prepare_data():
    kata, flat = reference(SLUG), PIXELS.reshape(1, 8)
    blocks = kata.shrink(PIXELS, 2)[0]
    colours = np.array([[[[9, 1, 2], [8, 3, 4]]]], np.uint8)
    red, green, blue = kata.channels_first(colours)[0, :, 0]
    mixed = colours.reshape(1, 3, 1, 2)[0, :, 0]
    says(
        lesson(SLUG),
        f"row by row, {vector(kata.flatten(PIXELS[None])[0])}",
        f"divided by 255, {vector(kata.scale(flat)[0])}",
        f"0 becomes 1: {vector(kata.own_image(PIXELS)[0])}",
        f"/ 4 = {number(blocks[0])}, and the right one {number(blocks[1])}",
        f"they are {', '.join(map(number, colours.ravel()))}. With",
        f"red {vector(red)}, green {vector(green)}, blue {vector(blue)}",
        ", ".join(map(vector, mixed)),
        f"is {matrix(kata.one_hot(np.array([2, 0]), 4))}",
        f"51 − 128 is {number((PIXELS[0, 1:2] - np.uint8(128))[0])}, not {number(51 - 128)}",
    )


def test_the_table_of_prepare_data():
    kata, text = reference(SLUG), lesson(SLUG)
    (mean_age, mean_income), (age, income) = kata.fit_scaler(PEOPLE)
    training, test = kata.standardise(PEOPLE, FIFTH)
    own, _ = kata.standardise(FIFTH, FIFTH)
    says(
        text,
        *(f"| {a} | {b} |" for a, b in [*PEOPLE, *FIFTH]),
        f"The mean age is {number(mean_age)}.",
        "are {}, {}, {} and {}, and".format(*map(number, PEOPLE[:, 0] - mean_age)),
        f"mean square is {number(age**2)}. So the standard deviation is {number(age)}.",
        f"For the income they are {number(mean_income)} and {number(income)}",
        f"ages {vector(training[:, 0])}, incomes {vector(training[:, 1])}",
        f"(3500 − 3000) / 500) = {vector(test[0])}",
        f"by their own mean, and you get {vector(own[0])}",
    )
    assert len(kata.split(PEOPLE, np.arange(4), 0.25, np.random.default_rng(0))[2]) == 1


def test_the_picture_of_prepare_data():
    values = [*PIXELS.ravel(), *PIXELS.ravel(), *PIXELS.ravel() / 255]
    shown = [
        text for text in drawn(SLUG, "axes_1") if text[-1].isdigit() and text[0] != "u"
    ]
    assert sorted(t for t in shown if " " not in t) == sorted(map(number, values))


@pytest.mark.parametrize(
    "edits, words",
    [
        ((), "Before it is {}, which is 37,300; after it is {}."),
        (
            [("3000, 900, 200)", "3000, 900, 200) / 1000")],
            "The first number falls to {}",
        ),
    ],
)
def test_the_experiments_of_prepare_data(monkeypatch, edits, words):
    raw, standardised = output_of(SLUG, monkeypatch, *edits).split()
    says(lesson(SLUG), words.format(raw, standardised))
    assert standardised == "1.03"
