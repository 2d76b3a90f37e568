"""A cell as a file: the shell's commands are harmless, and lines keep their numbers."""

import pytest
from IPython.core.inputtransformer2 import TransformerManager

from nnkata.content.cells import nested_magic, read_cell


@pytest.fixture
def file_of():
    transform = TransformerManager().transform_cell
    return lambda text: read_cell(text, transform).for_file


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("%matplotlib inline", "# %matplotlib inline"),
        ("!pip install x", "# !pip install x"),
        ("f?", "# f?"),
        ("??f", "# ??f"),
        ("files = !ls", "files = None  # files = !ls"),
        ("t = %timeit -o f(1)", "t = None  # t = %timeit -o f(1)"),
        ('f("ä", get_ipython().a())', 'f("ä", None)  # f("ä", get_ipython().a())'),
    ],
)  # fmt: skip
def test_a_command_of_the_shell_is_a_comment_or_none(file_of, line, kept):
    before, after = "def f(x):\n    return x\n", "y = f(2)\n"
    assert file_of(f"{before}{line}\n{after}") == f"{before}{kept}\n{after}"


def test_a_command_in_a_block_leaves_the_block_whole(file_of):
    text = file_of("if True:\n    %matplotlib inline\nx = 1\n")
    assert text == "if True:\n    None  # %matplotlib inline\nx = 1\n"
    compile(text, "cell", "exec")


@pytest.mark.parametrize(
    "start", ["\n\n", "!pip install \\\n    x \\\n    y\n", "%a\n"]
)
def test_lines_keep_their_numbers(file_of, start):
    text = file_of(f"{start}x = 1\ny = 2\n")
    assert text.splitlines().index("y = 2") == start.count("\n") + 1


def test_what_only_looks_like_a_command_stays(file_of):
    text = 'TEXT = """\n%matplotlib inline\n!ls\nwhat?\n"""\nx = 5 \\\n    % 3\n'
    assert file_of(text) == text


@pytest.mark.parametrize("text", ["def f(x:\n", "if x:\n  y\n z\n"])
def test_a_cell_that_does_not_parse_still_does_not(file_of, text):
    with pytest.raises(SyntaxError):
        compile(file_of(text), "cell", "exec")


@pytest.mark.parametrize(
    ("text", "found"),
    [("%%time\nx = 1\n", "%%time"), ("\n%%bash -x\n", "%%bash"), ("%time x", ""), ("", "")],
)  # fmt: skip
def test_a_cell_magic_below_another_is_noticed(text, found):
    assert nested_magic(text) == found
