"""The work of each kata: what it asks for is there, and right answers agree on it."""

from pathlib import Path

import pytest

from nnkata.content.workspace import find_workspace
from nnkata.subject.loader import Loader
from nnkata.timing.contest import _agree
from nnkata.timing.work import naive_answer, read_work, timed

HOUSE = find_workspace(Path(__file__).parent)
each_kata = pytest.mark.parametrize("kata", timed(HOUSE), ids=lambda kata: kata.slug)


def result(kata, work, subject):
    loader = Loader(kata, HOUSE, subject)
    module = loader.module()
    with loader.imports():
        return work.run(module, *work.inputs(work.PART))


@each_kata
def test_all_right_answers_give_the_same_for_a_part(kata):
    work = read_work(HOUSE, kata)
    expected = result(kata, work, "reference")
    files = HOUSE.right_answers(kata.slug)
    agree = {
        file.stem: _agree(result(kata, work, str(file)), expected) for file in files
    }
    assert agree == dict.fromkeys(agree, True)


@each_kata
def test_a_mistake_gives_something_else(kata):
    """Else the results would not depend on what is timed."""
    work = read_work(HOUSE, kata)
    expected = result(kata, work, "reference")
    assert not all(
        _agree(_outcome(kata, work, file), expected)
        for file in HOUSE.mistakes(kata.slug)
    )


def _outcome(kata, work, file):
    try:
        return result(kata, work, str(file))
    except Exception as error:
        return str(error)


@each_kata
def test_the_inputs_are_the_same_at_every_call(kata):
    work = read_work(HOUSE, kata)
    assert _agree([*work.inputs(work.PART)], [*work.inputs(work.PART)])


@each_kata
def test_the_products_take_the_inputs_of_the_whole_work(kata):
    work = read_work(HOUSE, kata)
    assert 1 <= work.PART < work.WHOLE
    if hasattr(work, "products"):
        work.products(*work.inputs(work.WHOLE))


@each_kata
def test_the_naive_answer_is_a_right_answer(kata):
    assert naive_answer(read_work(HOUSE, kata)) in HOUSE.right_answers(kata.slug)


@each_kata
def test_what_is_timed_fits_on_a_line(kata):
    assert 0 < len(f"{kata.slug}: {read_work(HOUSE, kata).__doc__}") <= 80
