"""The shapes that NumPy refused, by their names in the learner's own line."""

import linecache
import sys

import numpy as np
import pytest

from nnkata.judging.card import failure_of
from nnkata.judging.shapes import shapes_of

TEXT = '''
import numpy as np

ROW = np.ones((1, 5))


def layer(X, W, b, P=None, i=9):
    """One layer.

    Parameters
    ----------
    X : ndarray of shape (m, n_in)
        Inputs.
    W, U : ndarray of shape (n_in, n_out)
        Weights.
    b : ndarray of int, shape (n_out,) or (1, n_out)
        Biases.
    """
    A = X[:, :2]
    {line}
'''
X, W, b = np.ones((7, 4)), np.ones((3, 2)), np.ones(2)
P = {"W2": np.ones((3, 1)), "all": [np.ones(6)]}
BIASES = "b (n_out,) or (1, n_out)"
PROMISED = "X (m, n_in), W (n_in, n_out)"


@pytest.fixture
def refused(tmp_path):
    """The error of a line of `layer`, and the file it stands in."""

    def run(line):
        file = tmp_path / "mine.py"
        file.write_text(TEXT.replace("{line}", line), "utf-8")
        linecache.checkcache(str(file))
        space = {}
        exec(compile(file.read_text("utf-8"), str(file), "exec"), space)
        with pytest.raises(Exception) as caught:  # noqa: PT011
            space["layer"](X, W, b, P)
        return caught.value, file

    return run


@pytest.mark.parametrize(
    ("line", "shapes", "promised"),
    [
        ("return X @ W + b", "X is (7, 4), W is (3, 2)", PROMISED),
        ("return X @ W.T", "X is (7, 4), W.T is (2, 3)", PROMISED),
        ("return b + np.dot(A, P['W2'])", "A is (7, 2), P['W2'] is (3, 1)", ""),
        ("return A + P['all'][0]", "A is (7, 2), P['all'][0] is (6,)", ""),
        ("return (A +\n        ROW)", "A is (7, 2), ROW is (1, 5)", ""),
        ("A += W", "A is (7, 2), W is (3, 2)", "W (n_in, n_out)"),
        ("ä = 'ä', X @ W", "X is (7, 4), W is (3, 2)", PROMISED),
        ("return X.reshape(i, 3)", "X is (7, 4), i is 9", "X (m, n_in)"),
        ("return X[i]", "X is (7, 4), i is 9", "X (m, n_in)"),
        ("return X.sum(axis=2)", "X is (7, 4)", "X (m, n_in)"),
        ("return np.concatenate([A, b])", "A is (7, 2), b is (2,)", BIASES),
    ],
)  # fmt: skip
def test_shapes_are_named_as_the_line_names_them(refused, line, shapes, promised):
    assert shapes_of(*refused(line)) == (shapes, promised)


@pytest.mark.parametrize(
    "line",
    [
        "return [X @ w for w in [W]]",
        "w = b; return [X @ w for w in [W]]",
        "w = b; return {i: [X @ w\n        for w in [W]] for i in [3]}",
    ],
)
def test_names_of_a_comprehension_are_its_own(refused, line):
    shapes, _ = shapes_of(*refused(line))
    # From Python 3.12 on, they are gone once an error has left the comprehension.
    own = ", w is (3, 2)" if sys.version_info < (3, 12) else ""
    assert shapes == f"X is (7, 4){own}"


def test_names_of_a_generator_are_known(refused):
    shapes, _ = shapes_of(*refused("w = b; return sum(X @ w for w in [W])"))
    assert shapes == "X is (7, 4), w is (3, 2)"


def test_an_iterable_is_named_though_a_comprehension_hides_its_name(refused):
    shapes, _ = shapes_of(*refused("return [w for w in X @ W]"))
    assert shapes == "X is (7, 4), W is (3, 2)"


@pytest.mark.parametrize(
    "line",
    [
        "raise ValueError('no')",
        "int('x')",
        "nowhere",
        "[1][i]",
        "X.shape[i]",
        "X.nowhere",
    ],
)
def test_what_is_no_matter_of_shapes_names_none(refused, line):
    shapes, _ = shapes_of(*refused(line))
    assert shapes in ("", "X is (7, 4), i is 9")


def test_an_error_outside_of_the_file_names_none(tmp_path):
    assert shapes_of(ValueError("no trace"), tmp_path / "mine.py") == ("", "")


def test_the_card_has_both(refused):
    error, file = refused("return X @ W")
    card = failure_of(error, file, "dense_layer").card
    assert card[-2:] == (
        "shapes   X is (7, 4), W is (3, 2)",
        f"promised {PROMISED}",
    )
