"""Automatic mutants: one small change each, and none that is no change."""

import ast

import pytest

from nnkata.diagnosis.mutants import mutants

HEAD = '"""Doc."""\n\nimport numpy as np\n\n\ndef f(x, y, n=3):\n    """Doc."""\n    '


def becomes(body):
    return {mutant.becomes for mutant in mutants(HEAD + body + "\n")}


@pytest.mark.parametrize(
    ("body", "mutant"),
    [
        ("return x + y", "return x - y"),
        ("return x + y", "return x"),
        ("return x * y", "return y"),
        ("return x < y", "return x <= y"),
        ("return -x", "return x"),
        ("return x[1:]", "return x[1 + 1:]"),
        ("return x[:n]", "return x[:]"),
        ("return x.sum(axis=0)", "return x.sum(axis=1)"),
        ("return x.sum(axis=0)", "return x.mean(axis=0)"),
        ("return x.max(axis=1, keepdims=True)", "return x.max(axis=1)"),
        ("return x.copy()", "return x"),
        ("return np.exp(x)", "return x"),
        ("return np.maximum(x, y)", "return y"),
        ("return x.T", "return x"),
        ("return x, y", "return (y, x)"),
        ("return np.where(x, y, n)", "return np.where(x, n, y)"),
        ("return x if y else n", "return n"),
        ("return 0.5 * x", "return 1.0 * x"),
        ("return True", "return False"),
    ],
)
def test_a_change_is_made(body, mutant):
    assert mutant in becomes(body)


def test_a_default_is_changed():
    assert "def f(x, y, n=4):" in becomes("return x")


def test_an_update_in_place_is_left_out():
    assert "pass" in becomes("x += y\n    return x")


def test_every_mutant_is_a_program_of_its_own():
    found = mutants(HEAD + "x = x + 1\n    return x / y")
    sources = [mutant.source for mutant in found]
    assert len(set(sources)) == len(sources) > 5
    for source in sources:
        ast.parse(source)


def test_docstrings_and_messages_stay():
    found = mutants(HEAD + 'raise ValueError("no " + "good")')
    assert [mutant for mutant in found if "good" not in mutant.source] == []


def test_a_mutant_names_its_function():
    assert {mutant.function for mutant in mutants(HEAD + "return x + y")} == {"f"}


def test_a_function_without_a_docstring_is_changed_from_its_first_line():
    sources = [mutant.source for mutant in mutants("def f(x, y):\n    return x + y")]
    assert "def f(x, y):\n    return x - y" in sources
