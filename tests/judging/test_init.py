"""The public names of `nnkata.judging`, as its docstring shows them."""

import doctest
from pathlib import Path

from nnkata import judging

ROOT = Path(__file__).resolve().parents[2]


def test_the_example_of_the_docstring_holds(monkeypatch):
    monkeypatch.chdir(ROOT)
    assert doctest.testmod(judging) == (0, 6)


def test_every_public_name_is_there():
    assert all(callable(getattr(judging, name)) for name in judging.__all__)
