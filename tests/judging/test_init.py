"""The public names of `nnkata.judging`."""

import doctest
from pathlib import Path

import pytest

from nnkata import judging


def test_the_example_of_the_docstring_holds(monkeypatch):
    monkeypatch.chdir(Path(__file__).resolve().parents[2])
    assert doctest.testmod(judging) == (0, 6)


@pytest.mark.parametrize("name", judging.__all__)
def test_public_names_are_there(name):
    assert getattr(judging, name).__name__ == name


def test_another_name_is_refused():
    with pytest.raises(AttributeError, match="has no attribute 'grad'"):
        _ = judging.grad


def test_the_package_loads_no_module_before_it_is_used(tmp_path, python):
    program = "import sys, nnkata.judging; print(*sys.modules)"
    names = python("-c", program, cwd=tmp_path).stdout.split()
    assert not [name for name in names if name.startswith("nnkata.judging.")]
