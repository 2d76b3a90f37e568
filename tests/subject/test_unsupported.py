"""What a kata cannot do, told in our words, on import and in a call."""

import sys

import pytest

from nnkata.content.python_files import Unopenable
from nnkata.subject import unsupported

ONE_FILE = "but a kata is one file: move what you use into quadruple.py"
NO_FILE = "there is no file 'w.npy' when a spec runs: use what the function is given"


@pytest.fixture
def told(tiny):
    """The words on a file of `quadruple`, which may import `double`."""

    def words(text):
        tiny.mine(text, "quadruple")
        with pytest.raises(Unopenable) as caught:
            tiny.loader("quadruple", "mine").module()
        return str(caught.value)

    return words


@pytest.mark.parametrize(
    "line",
    [
        "import helper",
        "from helper import f",
        "from .helper import f",
        "from . import helper",
        "from katas.quadruple import helper",
        "from katas.quadruple.helper import f",
    ],
)
@pytest.mark.parametrize("folder", ["katas/quadruple", "katas", "."])
def test_a_helper_file_is_to_be_moved_into_the_kata(told, tiny, line, folder):
    tiny.write(f"{folder}/helper.py", "def f(x):\n    return x\n")
    assert told(f"x = 1\n{line}\n") == (
        f"quadruple.py imports helper.py, {ONE_FILE} (line 2)"
    )


def test_a_helper_that_is_on_pythons_path_is_refused_too(told, tiny, monkeypatch):
    tiny.write("katas/quadruple/helper.py", "")
    monkeypatch.syspath_prepend(str(tiny.root / "katas" / "quadruple"))
    assert told("import helper\n").startswith("quadruple.py imports helper.py, but")


@pytest.mark.parametrize("line", ["import utils", "from .utils.maths import f"])
def test_a_folder_of_helpers_is_no_better(told, tiny, line):
    tiny.write("katas/quadruple/utils/maths.py", "")
    assert f"quadruple.py imports utils from beside it, {ONE_FILE}" in told(line)


@pytest.mark.parametrize(
    "line",
    [
        "from double import double",
        "from .double import double",
        "from katas.double import twice",
    ],
)
def test_a_needed_kata_is_imported_by_its_whole_name(told, line):
    name = line.rpartition(" ")[2]
    wanted = f"import it as `from katas.double.double import {name}`"
    assert told(line).startswith(wanted)


def test_names_over_several_lines_are_told(told):
    line = "from double import (\n    double,\n    half,\n)\n"
    assert "`from katas.double.double import double, half`" in told(line)


def test_a_relative_import_of_a_needed_kata_works(tiny):
    text = "from ..double.double import double\n\n\ndef quadruple(x):\n"
    tiny.mine(text + "    return double(double(x))\n", "quadruple")
    assert tiny.loader("quadruple", "mine").module().quadruple(1) == 4


@pytest.mark.parametrize("line", ["import quadruple", "from quadruple import f"])
def test_a_file_that_imports_itself_is_told(told, line):
    assert told(line) == (
        "quadruple.py imports itself: use its functions without an import (line 1)"
    )


def test_a_kata_that_is_not_needed_is_to_be_written_anew(tiny):
    tiny.mine("from quadruple import quadruple\n")
    with pytest.raises(Unopenable) as caught:
        tiny.loader("double", "mine").module()
    assert str(caught.value) == (
        "double may import no other kata, not 'quadruple': write what you use of it in"
        " double.py (line 1)"
    )


@pytest.mark.parametrize(
    "line", ["import test_quadruple", "from .test_quadruple import f"]
)
def test_a_spec_is_not_imported(told, line, monkeypatch):
    monkeypatch.setitem(sys.modules, "test_quadruple", sys)
    expected = "quadruple.py imports its spec, test_quadruple.py: remove the import"
    assert told(line).startswith(expected)
    assert sys.modules["test_quadruple"] is sys


def test_a_relative_import_from_nowhere_is_told(told):
    assert told("from ....above import f\n").startswith(unsupported.RELATIVE)


def test_a_module_that_is_not_installed_is_told_as_python_tells_it(told):
    assert "No module named 'not_there_xyz'" in told("import not_there_xyz\n")


def test_a_helper_of_a_needed_kata_is_told_with_its_file(tiny):
    tiny.write("katas/double/helper.py", "")
    tiny.mine("import helper\n")
    tiny.mine("from katas.double.double import double\n", "quadruple")
    with pytest.raises(Unopenable, match=r"^double\.py imports helper\.py, but"):
        tiny.loader("quadruple", "mine", "mine").module()


def test_a_library_may_try_a_name_that_a_helper_has(tiny, tmp_path, monkeypatch):
    library = "try:\n    import helper\nexcept ImportError as error:\n    X = error\n"
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "tries_xyz.py").write_text(library, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    tiny.write("katas/double/helper.py", "")
    tiny.mine("import tries_xyz\n")
    module = tiny.loader("double", "mine").module()
    assert str(module.tries_xyz.X) == "No module named 'helper'"


def test_a_helper_imported_by_its_name_as_a_text_is_told(told, tiny):
    tiny.write("katas/quadruple/helper.py", "")
    line = "import importlib; importlib.import_module('helper')\n"
    assert told(line).startswith("quadruple.py imports helper.py, but")


def test_a_longer_path_does_not_make_a_helper_part_of_the_kata(told, tiny):
    tiny.write("katas/quadruple/helper.py", "")
    line = (
        "import os, sys; sys.path.insert(0, os.path.dirname(__file__)); import helper"
    )
    assert told(f"{line}\n").startswith("quadruple.py imports helper.py, but")
    assert str(tiny.root / "katas" / "quadruple") not in sys.path


def test_an_end_of_data_is_not_taken_for_an_input(told):
    line = "import io, pickle; pickle.load(io.BytesIO())\n"
    assert "EOFError: Ran out of input" in told(line)


def test_an_import_that_is_optional_may_be_missing(tiny):
    text = "try:\n    import helper\nexcept ImportError:\n    helper = None\n"
    tiny.write("katas/double/helper.py", "")
    tiny.mine(text)
    assert tiny.loader("double", "mine").module().helper is None


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("exit()", unsupported.ENDED),
        ("quit(1)", unsupported.ENDED),
        ("raise SystemExit", unsupported.ENDED),
        ("import numpy; numpy.load('data/w.npy')", NO_FILE),
        ("open('w.npy')", NO_FILE),
    ],
)
def test_what_a_file_cannot_do_on_import_is_told(told, line, words, monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)  # which exit() closes
    assert told(f"x = 1\n{line}\n").startswith(words)


def test_a_debugger_is_refused_on_import(told):
    with unsupported.no_debugger():
        assert told("breakpoint()\n").startswith(unsupported.STOPPED)
        assert told("from pdb import set_trace\nset_trace()\n").startswith(
            unsupported.STOPPED
        )


def test_the_debugger_is_left_as_it_was():
    import pdb

    before = sys.breakpointhook, pdb.set_trace
    with unsupported.no_debugger():
        assert sys.breakpointhook is not before[0]
    assert (sys.breakpointhook, pdb.set_trace) == before


def test_a_debugger_that_is_attached_may_stop(monkeypatch):
    before = sys.breakpointhook
    monkeypatch.setattr(unsupported, "is_debugged", lambda: True)
    with unsupported.no_debugger():
        assert sys.breakpointhook is before
