"""What a failure card shows of a call, and how wide it gets."""

from pathlib import Path

import numpy as np
import pytest

from nnkata.diagnosis.examiner import Finding
from nnkata.judging.card import WIDTH, failure_of
from nnkata.judging.verdict import LONGEST, Outcome
from nnkata.subject.limits import Died, Flood, TimeLimit
from nnkata.subject.recording import Call
from nnkata.testing import Mismatch

TABLE = np.arange(12.0).reshape(4, 3)
ROOM = 4 + WIDTH  # an indented line of `check`


@pytest.fixture
def rows():
    """The rows of a card on a wrong call, by their labels."""

    def of(*, got=1.0, want=2.0, message="a miss", **arguments):
        call = Call("step", arguments, got)
        error = Mismatch(message, rtol=1e-7)
        card = failure_of(error, Path("a.py"), "a", Finding(call, expected=want)).card
        assert len(card) <= LONGEST
        assert max(map(len, card)) <= WIDTH < 80 - 4
        rows, label = {}, "message"
        for line in card:
            label = line[:9].strip() or label
            rows[label] = f"{rows.get(label, '')} {line[9:].strip()}".strip()
        return rows

    return of


def test_small_arrays_are_shown_by_their_values(rows):
    call = rows(Z=TABLE[:2], b=np.array([-1, 0]))["call"]
    assert call == "step(Z=[[0., 1., 2.], [3., 4., 5.]], b=[-1, 0])"


def test_a_negative_zero_is_a_zero(rows):
    """Which of them a sum or a product gives depends on the machine."""
    zeros = np.array([-0.0, -1.5])
    shown = rows(x=zeros, got=zeros, want=zeros + 1)
    assert "[0., -1.5]" in shown["call"]
    assert shown["got"] == "[0., -1.5]"


def test_a_shape_is_never_written_as_a_value(rows):
    call = rows(Z=np.ones((40, 30)), lr=0.5, P={"W": np.ones((9, 8))})["call"]
    assert call == (
        "step(Z of shape (40, 30), lr=0.5, P={'W': an array of shape (9, 8)})"
    )


def test_the_smallest_are_shown_where_not_all_fit(rows):
    call = rows(A=TABLE / 7, B=TABLE / 3, b=TABLE[0, :2])["call"]
    assert call == "step(A of shape (4, 3), B of shape (4, 3), b=[0., 1.])"


def test_a_result_is_shown_in_one_way_with_the_expected_one(rows):
    shown = rows(got=TABLE / 7, want=TABLE)
    assert not {"expected", "got"} & {*shown}  # two shapes that are equal say nothing
    shown = rows(got=TABLE / 7, want=TABLE[0] / 7)
    assert shown["expected"] == "[0., 0.142857, 0.285714]"
    assert shown["got"] == "an array of shape (4, 3)"


def test_long_lines_of_a_spec_are_wrapped(rows):
    rows(message="a value " * 30, x=1.0)


class LackOfMemory(MemoryError):
    """As NumPy has one of its own."""


@pytest.mark.parametrize(
    ("error", "name"),
    [
        (TimeLimit(1.0), "TimeLimit"),
        (Flood("printed more"), "Flood"),
        (Died("your code ended the whole process"), "Died"),
        (MemoryError(), "MemoryError"),
        (LackOfMemory("no room"), "MemoryError"),
        (KeyError("W"), "KeyError"),
        (AssertionError("a miss"), ""),
    ],
)
def test_which_limit_a_failure_met_is_said_as_data(error, name):
    verdict = failure_of(error, Path("a.py"), "a")
    assert verdict.error == name
    is_late = name == "TimeLimit"
    assert verdict.outcome is (Outcome.TIMEOUT if is_late else Outcome.FAILED)


@pytest.mark.parametrize("text", ["\x1b[2J", "a\u202eb", "\a", "a\rb", "\ud800"])
def test_what_an_error_says_steers_no_terminal(text):
    card = failure_of(ValueError(text), Path("a.py"), "a").card
    assert all(map(str.isprintable, card))
