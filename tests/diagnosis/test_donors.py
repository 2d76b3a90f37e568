"""Edits taken from right answers: what may take the place of what."""

import ast

from nnkata.diagnosis.donors import donated

MINE = """
def gradient(X, Y, P):
    A = X + P
    D = A - Y
    return X * D
"""
DONOR = """
def gradient(X, Y, P):
    return _helper(X, Y, P)
"""


def replacements(mine, donor):
    """The last line of a function after each edit of it that a right answer gives."""
    function, other = (ast.parse(text).body[0] for text in (mine, donor))
    found = set()
    for edit in donated(function, {}, other, {}):
        with edit.applied():
            found.add(ast.unparse(function).splitlines()[-1].strip())
    return found


def test_what_was_computed_before_is_not_gone_round():
    assert "return _helper(X, Y, P)" not in replacements(MINE, DONOR)


def test_a_function_that_computes_all_in_one_line_may_be_given_another():
    short = "def gradient(X, Y, P):\n    return X + Y\n"
    assert "return _helper(X, Y, P)" in replacements(short, DONOR)
