"""Stubs: what of a reference is a promise, and what belongs to the answer."""

import ast
from pathlib import Path

import pytest

from nnkata.catalog import read_path
from nnkata.shelves import workspace
from nnkata.stubs import stub_of, unwritten

HOUSE = workspace(Path(__file__))
SLUGS = [kata.slug for kata in read_path(HOUSE.katas)]

REFERENCE = '''"""Scores.

Shapes: m examples.
"""

import math

import numpy as np

from katas.double.double import double

LIMIT = 1e-7
_SECRET = 3


def score(x, *, eps=LIMIT,
          base=math.e):  # as the paper has it
    """Score of x.

    Returns
    -------
    float
    """
    # The trick is here.
    return _helper(x) + eps


def _helper(x):
    """Not promised."""
    return double(x) * _SECRET


def other(a, b):
    """The other one."""
    return a
'''

STUB = '''"""Scores.

Shapes: m examples.
"""

import math

import numpy as np

from katas.double.double import double

LIMIT = 1e-7


def score(x, *, eps=LIMIT,
          base=math.e):  # as the paper has it
    """Score of x.

    Returns
    -------
    float
    """
    raise NotImplementedError("score: write me")


def other(a, b):
    """The other one."""
    raise NotImplementedError("other: write me")
'''


def stub(tmp_path, text):
    file = tmp_path / "reference.py"
    file.write_text(text, encoding="utf-8")
    return stub_of(file)


def promises(text):
    """Module docstring, and each public function's signature and docstring."""
    tree = ast.parse(text)
    functions = {
        node.name: (ast.dump(node.args), ast.get_docstring(node, clean=False))
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    }
    return ast.get_docstring(tree, clean=False), functions


def test_a_stub_keeps_the_promise_and_drops_the_answer(tmp_path):
    assert stub(tmp_path, REFERENCE) == STUB


def test_imports_of_one_kind_stand_together_and_a_constant_apart(tmp_path):
    head = '"""Doc."""\n\nimport math\nimport sys\n\nimport numpy as np\n\nLIMIT = 3\n'
    text = head + '\n\ndef f(x):\n    """Doc."""\n    return x\n'
    assert stub(tmp_path, text).startswith(head)


def test_comments_of_the_answer_stay_behind(tmp_path):
    assert "The trick" not in stub(tmp_path, REFERENCE)


def test_private_helpers_stay_behind(tmp_path):
    assert "_helper" not in stub(tmp_path, REFERENCE)


def test_private_constants_stay_behind(tmp_path):
    assert "_SECRET" not in stub(tmp_path, REFERENCE)


def test_a_stub_says_whose_body_is_to_be_written(tmp_path):
    assert f'raise NotImplementedError("{unwritten("other")}")' in stub(
        tmp_path, REFERENCE
    )


def test_a_function_without_a_docstring_promises_nothing(tmp_path):
    with pytest.raises(ValueError, match="f has no docstring"):
        stub(tmp_path, '"""Doc."""\n\n\ndef f(x):\n    return x\n')


def test_the_stub_of_a_stub_is_itself(tmp_path):
    once = stub(tmp_path, REFERENCE)
    assert stub(tmp_path, once) == once


@pytest.mark.parametrize("slug", SLUGS)
def test_stub_and_reference_make_the_same_promises(slug):
    reference = HOUSE.reference(slug)
    text = reference.read_text(encoding="utf-8")
    assert promises(stub_of(reference)) == promises(text)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_stub_has_no_body_but_write_me(slug):
    for node in ast.parse(stub_of(HOUSE.reference(slug))).body:
        if isinstance(node, ast.FunctionDef):
            error = f"raise NotImplementedError('{node.name}: write me')"
            assert [ast.unparse(line) for line in node.body[1:]] == [error]
