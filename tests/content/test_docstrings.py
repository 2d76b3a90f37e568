"""What is read in docstrings, and code without them."""

from nnkata.content.docstrings import code_alone

MODULE = '''"""A module.

Of two lines.
"""

# A comment.
PATTERN = "#: not a comment"  # but this is one


def double(x):
    """Return 2 x."""
    # A reason.

    return 2 * x  # another
'''


def test_code_alone_has_no_docstrings_comments_and_empty_lines():
    assert code_alone(MODULE).splitlines() == [
        'PATTERN = "#: not a comment"',
        "def double(x):",
        "    return 2 * x",
    ]


def test_code_alone_is_the_same_wherever_lines_break_in_a_docstring():
    other = MODULE.replace("Return 2 x.", "Return\n    2 x.\n    ")
    assert code_alone(other) == code_alone(MODULE)
