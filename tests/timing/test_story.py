"""The tables of times in `why.md`: a row for each right answer, as it is now."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from nnkata.content.workspace import find_workspace
from nnkata.timing.contest import PRODUCTS, REFERENCE
from nnkata.timing.measure import Times
from nnkata.timing.work import read_work, timed

HOUSE = find_workspace(Path(__file__).parent)
each_kata = pytest.mark.parametrize("kata", timed(HOUSE), ids=lambda kata: kata.slug)


@pytest.fixture
def story(monkeypatch):
    """The benchmark that writes the tables."""
    monkeypatch.syspath_prepend(str(HOUSE.root / "benchmarks"))
    return import_module("story")


@each_kata
def test_a_table_has_a_row_for_each_right_answer(kata, story):
    text = (HOUSE.solutions / kata.slug / "why.md").read_text("utf-8")
    begin, end = story.MARKS
    shown = text.partition(begin)[2].partition(end)[0]
    forms = [story.form(file) for file in HOUSE.right_answers(kata.slug)]
    has_products = hasattr(read_work(HOUSE, kata), "products")
    rows = [story.NAMES[REFERENCE]] + [story.NAMES[PRODUCTS]] * has_products
    assert sorted(
        re.findall(r"^\| (.+) \| [\d,.]+ \|$", shown, re.MULTILINE)
    ) == sorted([*forms, *rows]), f"python benchmarks/story.py {kata.slug} --write"


def test_a_table_has_the_slowest_first_and_says_on_what(story):
    times = Times("Numbers, twice", {}, {}, 3, "Haswell")
    lines = story.table({"quick": 0.5, "slow": 412.2}, times).splitlines()
    assert lines[0].startswith("Numbers, twice: multiples of the reference's")
    assert lines[0].endswith("BLAS kernel Haswell.")
    assert lines[-2:] == ["| slow | 412 |", "| quick | 0.50 |"]


def test_a_form_is_its_name_and_what_its_file_says(story):
    file = HOUSE.solutions / "convolution" / "right" / "loops.py"
    assert re.fullmatch(r"`loops`: [^\n|]+[^\n|.]", story.form(file))


def test_the_ratio_is_the_median_of_what_was_measured(story, monkeypatch):
    kata = HOUSE.kata("dense_layer")
    files = [str(file) for file in HOUSE.right_answers(kata.slug)]
    taken = iter([3.0, 1.0, 2.0])

    def measure(workspace, kata, subjects):
        seconds = {**dict.fromkeys(files, next(taken)), REFERENCE: 1.0}
        return Times("", seconds, {}, 3, "")

    monkeypatch.setattr(story, "measure", measure)
    assert "| 2.00 |" in story.story(HOUSE, kata, 3).splitlines()[-2]
