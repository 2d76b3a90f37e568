"""Errors that a worker tells: whatever it says, an error of a known form."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nnkata.subject.loader import unopenable
from nnkata.subject.sandbox.rebuilt import rebuilt


def syntax_error(message, *place):
    return rebuilt({"classes": ["SyntaxError"], "syntax": [message, [*place]]}, 1)


def test_a_syntax_error_keeps_its_place():
    error = syntax_error("no", "a.py", 3, 1, "x = \n", 3, 4)
    assert (error.msg, error.filename, error.lineno) == ("no", "a.py", 3)
    assert (error.offset, error.text, error.end_offset) == (1, "x = \n", 4)


@pytest.mark.parametrize(
    "place",
    [
        ("a.py", 1, 10**9, "x", 1, 10**10),
        ("a.py", 10**5000, 1, "x", 1, 2),
        ("a.py", -1, -1, "x", -1, -1),
        (["a.py"], [1], {}, ["x"], 1.5, "2"),
        ("a.py", 1, 1, "x" * 10**6, 1, 2),
        ("a.py\n" * 999, True, None, None, None, None),
        (),
        (1,),
    ],
    ids=range(8),
)
def test_a_syntax_error_of_any_form_has_a_short_card(place, tmp_path):
    error = unopenable(tmp_path / "a.py", syntax_error("a\nb" * 999, *place))
    assert max(map(len, [str(error), *error.card])) < 500
    assert all(map(str.isprintable, [str(error), *error.card]))


def test_a_syntax_error_takes_no_letters_for_its_place(tmp_path):
    told = {"classes": ["SyntaxError"], "args": ["no", "abcd"], "text": "no"}
    error = rebuilt(told, 1)
    assert (error.lineno, error.offset) == (None, None)
    assert unopenable(tmp_path / "a.py", error).card


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
PARTS = ("classes", "args", "text", "frames", "module", "syntax")


@settings(max_examples=200, deadline=None, suppress_health_check=[*HealthCheck])
@given(st.fixed_dictionaries({}, optional=dict.fromkeys(PARTS, JSON)))
def test_whatever_is_told_makes_an_error_with_a_card(tmp_path_factory, told):
    file = tmp_path_factory.getbasetemp() / "a.py"
    told = {"classes": ["SyntaxError", "Exception"], **told}
    assert unopenable(file, rebuilt(told, 1)).card
