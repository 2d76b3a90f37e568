"""Whose an error is: nnkata's, a plugin's, or that of a file under test."""

from pathlib import Path

import pytest

from nnkata.subject import origin

SUBJECT = "/home/learner/katas/two/two.py"


@pytest.fixture
def error_in(monkeypatch):
    """Return an error that passed the lines of some files, the first one last."""
    monkeypatch.setattr(origin, "PACKAGE", Path("/lib/nnkata"))

    def raised(*files):
        inner = None
        for file in files:
            source = "def call():\n    inner() if inner else [][1]\n"
            space = {"inner": inner, "__name__": "any"}
            exec(compile(source, file, "exec"), space)
            inner = space["call"]
        with pytest.raises(IndexError) as caught:
            inner()
        return caught.value

    return raised


@pytest.mark.parametrize(
    ("files", "of_engine"),
    [
        (["/lib/nnkata/testing.py", SUBJECT], True),
        (["/lib/numpy/core.py", SUBJECT], False),
        (["/lib/nnkata/_shelves/solutions/one/one.py", SUBJECT], False),
        (["/lib/nnkata/_shelves/datasets/rows.py", SUBJECT], True),
        (["/home/learner/solutions/one/one.py", SUBJECT], False),
    ],
)
def test_the_innermost_frame_that_counts_decides(error_in, files, of_engine):
    plugins = {Path("/lib/nnkata/_shelves/datasets")}
    error = error_in(*files)
    assert origin.is_of_engine(error, {Path(SUBJECT)}, plugins) is of_engine
