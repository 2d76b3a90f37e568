"""Stubs: what of a reference is a promise, and what belongs to the answer."""

import ast
from pathlib import Path

import pytest

from nnkata.content.catalog import read_path
from nnkata.content.renewal import changed, news_of_stub
from nnkata.content.stubs import is_stub, is_written, stub_of, unwritten
from nnkata.content.workspace import find_workspace

HOUSE = find_workspace(Path(__file__))
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


def test_a_line_of_several_statements_stands_in_the_stub_once(tmp_path):
    line = "LOW = 1; HIGH = 2\n"  # else a long one, once for each of them, is gigabytes
    text = f'"""Doc."""\n{line}\n\ndef f(x):\n    """Doc."""\n    return x\n'
    assert stub(tmp_path, text).count(line) == 1


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


# -- what is written -------------------------------------------------------------------


AS_STUB = [
    STUB.encode(),
    STUB.replace("\n", "\r\n").encode(),
    b"\xef\xbb\xbf" + STUB.encode(),
    b"\xef\xbb\xbf" + STUB.replace("\n", "\r\n").encode(),
]


@pytest.mark.parametrize("data", AS_STUB)
def test_a_stub_with_other_line_ends_is_not_written(tmp_path, data):
    (tmp_path / "mine.py").write_bytes(data)
    assert not is_written(tmp_path / "mine.py", STUB)


def test_a_missing_file_is_not_written(tmp_path):
    assert not is_written(tmp_path / "mine.py", STUB)


@pytest.mark.parametrize("more", [b"# a thought\n", b"\xff", b""])
def test_any_other_text_is_written(tmp_path, more):
    (tmp_path / "mine.py").write_bytes(STUB.encode() + more if more else more)
    assert is_written(tmp_path / "mine.py", STUB)


def test_a_stub_of_an_earlier_nnkata_is_a_stub():
    assert is_stub(STUB.replace("Score of x.", "Score of x, as it was."))


@pytest.mark.parametrize(
    "text", [REFERENCE, STUB + "# mine\n", "def score(:\n", "", "\0", "x = 1\n"]
)
def test_what_holds_an_answer_or_an_error_is_no_stub(text):
    assert not is_stub(text)


# -- what a stub asks otherwise than before --------------------------------------------

NOW = STUB.replace("def other(a, b)", "def other(a, b, c)").replace(
    "Score of x.", "Mean score of x."
)


def test_a_changed_promise_is_a_short_diff():
    assert changed(STUB, NOW) == [
        "@@ -2,3 +2,3 @@",
        "           base=math.e):  # as the paper has it",
        '-    """Score of x.',
        '+    """Mean score of x.',
        " ",
        "@@ -1,2 +1,2 @@",
        "-def other(a, b):",
        "+def other(a, b, c):",
        '     """The other one."""',
    ]


def test_an_answer_is_no_part_of_the_promise():
    assert changed(REFERENCE, STUB) == []


@pytest.mark.parametrize(
    "before", ["", "def score(:\n", "def score(x):\n    return 1\n"]
)
def test_what_a_file_does_not_tell_has_not_changed(before):
    assert changed(before, NOW) == []


def test_news_of_a_stub_name_what_a_file_lacks():
    mine = "def score(x):\n    return 1\n"
    assert news_of_stub(mine, mine, NOW) == [
        "your file stays as it is, and lacks other"
    ]
