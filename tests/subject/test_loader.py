"""The door: whose code is judged, and what its imports of other katas mean."""

import importlib
import inspect
import pickle
import sys
import typing
import warnings
from importlib.machinery import SourceFileLoader

import pytest

from nnkata.content.python_files import Unopenable, is_unwritten
from nnkata.errors import NnkataError
from nnkata.subject.loader import check_subject, locate

SYLLABUS = """
[[chapters]]
title = "All"
katas = ["double", "quadruple", "last"]
"""
TEN_TIMES = "def double(x):\n    return 10 * x\n"


@pytest.fixture
def problem(tiny):
    """Write a learner's file, open it, and return the words of the refusal."""

    def told(text, slug="double"):
        tiny.mine(text, slug)
        with pytest.raises(Unopenable) as caught:
            tiny.loader(slug, "mine").module()
        return str(caught.value)

    return told


def quadruple_of_one(tiny, subject="reference", needs="reference"):
    """What `quadruple(1)` is when its `double` is found through a door."""
    return tiny.loader("quadruple", subject, needs).module().quadruple(1)


def test_mine_is_the_learners_file(tiny):
    tiny.mine(TEN_TIMES)
    assert tiny.loader("double", "mine").module().double(1) == 10


def test_reference_is_the_reference_whatever_the_learner_wrote(tiny):
    tiny.mine(TEN_TIMES)
    assert tiny.loader("double", "reference").module().double(1) == 2


def test_stub_is_unwritten_whatever_the_learner_wrote(tiny):
    tiny.mine(TEN_TIMES)
    stub = tiny.loader("double", "stub").module()
    with pytest.raises(NotImplementedError, match="double: write me"):
        stub.double(1)


def test_a_path_is_the_file_of_that_name(tiny):
    file = tiny.write("elsewhere/mine.py", TEN_TIMES)
    assert tiny.loader("double", str(file)).module().double(1) == 10


def test_a_folder_holds_the_file_of_each_kata(tiny):
    file = tiny.write("submission/double.py", TEN_TIMES)
    assert locate("double", tiny.workspace, str(file.parent)) == file


def test_a_folder_may_be_a_whole_shelf_of_katas(tiny):
    folder = tiny.root / "katas"
    assert (
        locate("double", tiny.workspace, str(folder)) == folder / "double" / "double.py"
    )


def test_a_word_that_is_no_subject_suggests_one():
    with pytest.raises(NnkataError, match=r"'referense'\. Did you mean 'reference'"):
        check_subject("referense")


@pytest.mark.parametrize("subject", ["mine", "reference", "stub", __file__])
def test_a_word_and_a_path_are_subjects(subject):
    check_subject(subject)


def test_a_mistake_is_laid_over_the_reference(tiny):
    text = '"""Wrong."""\n\n\ndef quadruple(x):\n    return double(x)\n'
    file = tiny.write("solutions/quadruple/mistakes/half_of_it.py", text)
    module = tiny.loader("quadruple", str(file)).module()
    assert (module.quadruple(1), module.octuple(1)) == (2, 4)


def test_a_file_elsewhere_is_not_laid_over_anything(tiny):
    file = tiny.write("mistakes/half_of_it.py", "def quadruple(x):\n    return x\n")
    assert not hasattr(tiny.loader("quadruple", str(file)).module(), "octuple")


def test_a_module_runs_once_for_all_tests(tiny):
    loader = tiny.loader("double", "reference")
    assert loader.module() is loader.module()


def test_a_need_is_the_reference_by_default(tiny):
    tiny.mine(TEN_TIMES)
    assert quadruple_of_one(tiny) == 4


def test_a_need_can_be_the_learners_own(tiny):
    tiny.mine(TEN_TIMES)
    assert quadruple_of_one(tiny, needs="mine") == 100


def test_a_need_that_is_written_is_not_borrowed(tiny):
    tiny.mine(TEN_TIMES)
    assert quadruple_of_one(tiny, needs="borrow") == 100


def test_a_need_that_is_unwritten_is_borrowed(tiny):
    assert quadruple_of_one(tiny, needs="borrow") == 4


def test_what_a_need_needs_is_found_too(tiny):
    facts = (tiny.root / "katas/quadruple/kata.toml").read_text("utf-8")
    tiny.write("katas/last/kata.toml", facts.replace('"double"', '"quadruple"'))
    tiny.write("katas/syllabus.toml", SYLLABUS)
    text = "from katas.quadruple.quadruple import quadruple\n"
    tiny.write("solutions/last/last.py", text)
    assert tiny.loader("last", "reference").module().quadruple(1) == 4


def test_an_import_inside_a_function_follows_the_door_too(tiny):
    late = "def quadruple(x):\n    from katas.double.double import double\n"
    tiny.mine(late + "    return double(double(x))\n", "quadruple")
    loader = tiny.loader("quadruple", "mine")
    with loader.imports():
        assert loader.module().quadruple(1) == 4


def test_a_kata_that_is_not_needed_may_not_be_imported(problem):
    told = problem("from katas.quadruple.quadruple import quadruple\n")
    assert "double may import no other kata, not 'quadruple'" in told


def test_the_refusal_lists_what_may_be_imported(problem):
    told = problem("import katas.qadruple.qadruple\n", "quadruple")
    assert "quadruple may import double, not 'qadruple'" in told


def test_opening_leaves_the_imported_modules_as_they_were(tiny):
    sys.modules["katas"] = marker = object()
    before = dict(sys.modules)
    try:
        tiny.loader("quadruple", "reference").module()
        assert sys.modules == before
        assert sys.modules["katas"] is marker
    finally:
        del sys.modules["katas"]


def test_opening_leaves_the_import_system_as_it_was(tiny, problem):
    before = list(sys.meta_path)
    problem("1 / 0\n")
    assert sys.meta_path == before


def test_a_missing_file_says_how_to_get_a_stub(tiny):
    (tiny.root / "katas/double/double.py").unlink()
    with pytest.raises(
        Unopenable, match=r"double\.py is missing.*`nnkata reset double`"
    ):
        tiny.loader("double", "mine").module()


def test_a_missing_file_named_by_its_path_is_told(tiny):
    with pytest.raises(Unopenable, match=r"theirs\.py is missing"):
        tiny.loader("double", str(tiny.root / "theirs.py")).module()


def test_a_syntax_error_is_told_with_its_line(problem):
    told = problem("x = 1\ndef f(x)\n    return x\n")
    assert told == (
        "double.py cannot be imported: SyntaxError: expected ':' (line 2: def f(x))"
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("if 1:\n\ty = [1 2]\n", ("double.py:2:  y = [1 2]", " " * 19 + "^^^")),
        ("x = 1\n  y\n", ("double.py:2:  y", " " * 14 + "^")),
        ("x = 1\ny = x / 0\n", ("double.py:2:  y = x / 0",)),
        ("x = 1\0\n", ()),
    ],
)
def test_the_line_that_fails_on_import_is_shown_with_its_caret(tiny, text, shown):
    tiny.mine(text)
    with pytest.raises(Unopenable) as caught:
        tiny.loader("double", "mine").module()
    message, *lines = caught.value.card
    assert message.startswith("double.py cannot be imported: ")
    assert tuple(lines) == shown


def test_a_long_line_is_cut_around_its_caret(tiny):
    tiny.mine(f"x = {'1, ' * 30}y) + {'z' * 50}\n")
    with pytest.raises(Unopenable) as caught:
        tiny.loader("double", "mine").module()
    _, code, caret = caught.value.card
    assert len(code) < 80
    assert code[caret.index("^")] == ")"


def test_an_exception_on_import_is_told_with_its_line(problem):
    told = problem("x = 1\ny = x / 0\n")
    assert told == (
        "double.py cannot be imported: ZeroDivisionError: division by zero (line 2)"
    )


@pytest.mark.parametrize(
    "error",
    [
        "ValueError('a\\n' + 'b' * 9999)",
        "ValueError('b' * 9999)",
        "ImportError('\\x1b[2J')",
        "SyntaxError('a\\nb', ('double.py', 1, 1, 'b' * 9999, 1, 2))",
        "FileNotFoundError(2, 'a', 'b\\n' * 9999)",
    ],
)
def test_an_exception_on_import_is_told_in_one_line(problem, error):
    told = problem(f"raise {error}\n")
    assert len(told) < 500
    assert told.isprintable()


def test_the_innermost_line_of_the_learner_is_told(problem):
    assert "(line 2)" in problem("def f():\n    return 1 / 0\nf()\n")


def test_an_exit_on_import_is_told(problem):
    told = problem("import sys\nsys.exit(3)\n")
    assert told == ("exit() ends the whole test: remove it, or return instead (line 2)")


def test_a_null_byte_is_told(problem):
    assert problem("x = 1\0\n").startswith("double.py cannot be imported: ")


def test_a_file_that_is_not_utf_8_is_told(tiny):
    tiny.mine("").write_bytes('NAME = "Jürgen"\n'.encode("latin-1"))
    with pytest.raises(
        Unopenable, match=r"double\.py is not a text in UTF-8 \(byte 9\)"
    ):
        tiny.loader("double", "mine").module()


def test_a_byte_order_mark_is_no_problem(tiny):
    tiny.mine("\ufeff" + TEN_TIMES)
    assert tiny.loader("double", "mine").module().double(1) == 10


def test_the_problem_is_told_once_and_then_referred_to(tiny):
    tiny.mine("1 / 0\n")
    loader = tiny.loader("double", "mine")
    with pytest.raises(Unopenable):
        loader.module()
    with pytest.raises(Unopenable, match="could not be opened: see the first failure"):
        loader.module()


def test_a_syntax_error_in_a_need_names_the_file_it_is_in(tiny):
    tiny.mine("def double(x)\n")
    with pytest.raises(
        Unopenable, match=r"^double\.py cannot be imported: SyntaxError"
    ):
        tiny.loader("quadruple", "reference", "mine").module()


def test_a_stub_is_unwritten(tiny):
    assert is_unwritten(tiny.kata().stub)


def test_a_solved_kata_is_written(tiny):
    assert not is_unwritten(tiny.solve())


# -- as Python loads modules -----------------------------------------------------------

NAME = "katas.double.double"
KNOWN = """
from __future__ import annotations

import sys
from dataclasses import dataclass

ME = sys.modules[__name__]


@dataclass
class Pair:
    a: int
    b: Pair | None = None


def double(x):
    return 2 * x
"""


@pytest.fixture
def strict():
    """Warnings are errors, as in a spec."""
    with warnings.catch_warnings(record=True):
        warnings.simplefilter("error")
        yield


@pytest.fixture
def library(tmp_path, monkeypatch):
    """Write a module that the learner's file can import."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))

    def write(name, text):
        monkeypatch.delitem(sys.modules, name, raising=False)
        (folder / f"{name}.py").write_text(text, encoding="utf-8")

    return write


def test_a_module_is_registered_while_it_is_executed(tiny):
    tiny.mine(KNOWN)
    module = tiny.loader("double", "mine").module()
    assert module.ME is module
    assert module.Pair(1, module.Pair(2)).b.a == 2


def test_a_module_is_what_python_would_make_of_it(tiny):
    file = tiny.mine(KNOWN)
    module = tiny.loader("double", "mine").module()
    assert (module.__name__, module.__spec__.name) == (NAME, NAME)
    assert (module.__file__, module.__spec__.origin) == (str(file), str(file))
    assert module.__package__ == "katas.double"


def test_a_module_is_found_by_its_name_while_it_is_called(tiny):
    tiny.mine(KNOWN)
    loader = tiny.loader("double", "mine")
    module = loader.module()
    with loader.imports():
        assert importlib.import_module(NAME) is module
        assert sys.modules["katas.double"].double is module
        assert pickle.loads(pickle.dumps(module.Pair(1))) == module.Pair(1)
        assert pickle.loads(pickle.dumps(module.double)) is module.double
        assert typing.get_type_hints(module.Pair)["a"] is int
        assert inspect.getsource(module.double).startswith("def double(x)")
        assert inspect.getsource(module.Pair).startswith("@dataclass")
    assert NAME not in sys.modules


def test_a_mistake_over_the_reference_is_registered_too(tiny):
    text = '"""Wrong."""\nimport sys\nME = sys.modules[__name__]\n'
    file = tiny.write("solutions/double/mistakes/one.py", text)
    module = tiny.loader("double", str(file)).module()
    assert module.ME is module
    assert module.double(1) == 2


def test_a_need_is_one_module_however_often_it_is_imported(tiny):
    tiny.mine(KNOWN)
    tiny.mine("from katas.double.double import Pair\n", "quadruple")
    loader = tiny.loader("quadruple", "mine", "mine")
    first = loader.module().Pair
    for _ in range(2):
        with loader.imports():
            assert importlib.import_module(NAME).Pair is first


def test_the_next_subject_sees_nothing_of_the_last(tiny):
    tiny.mine(KNOWN)
    mine, reference = (tiny.loader("double", who) for who in ("mine", "reference"))
    with mine.imports():
        mine.module()
        with reference.imports():
            assert not hasattr(importlib.import_module(NAME), "Pair")
        assert hasattr(importlib.import_module(NAME), "Pair")
    assert not [name for name in sys.modules if name.startswith("katas")]


def test_a_file_that_fails_is_not_left_half_loaded(tiny):
    tiny.mine("1 / 0\n")
    loader = tiny.loader("double", "mine")
    with pytest.raises(Unopenable):
        loader.module()
    with loader.imports():
        assert NAME not in sys.modules


@pytest.mark.parametrize(
    "line",
    [
        "X = '\\sigma'",
        "PATH = 'C:\\data'",
        "import warnings; warnings.warn('old', DeprecationWarning)",
        "import warnings; warnings.warn('odd', RuntimeWarning)",
        "import warns_xyz",
        "from warns_xyz import X",
    ],
)
def test_a_warning_on_import_is_no_error(tiny, strict, library, line):
    library("warns_xyz", "import warnings\nX = '\\d'\nwarnings.warn('odd')\n")
    tiny.mine(f"{line}\n")
    tiny.loader("double", "mine").module()


LATE = """
import importlib


def by_statement():
    import warns_xyz


def by_name():
    importlib.import_module("warns_xyz")


def own():
    import warnings

    warnings.warn("odd")
"""


@pytest.mark.parametrize("name", ["by_statement", "by_name"])
def test_a_library_that_warns_when_a_call_imports_it_is_no_error(
    tiny, strict, library, name
):
    library("warns_xyz", "import warnings\nX = '\\d'\nwarnings.warn('odd')\n")
    tiny.mine(LATE)
    loader = tiny.loader("double", "mine")
    with loader.imports():
        getattr(loader.module(), name)()
    assert isinstance(sys.modules["warns_xyz"].__loader__, SourceFileLoader)
    assert sys.modules["warns_xyz"].__spec__.loader.name == "warns_xyz"


def test_a_warning_in_a_call_is_an_error_as_ever(tiny, strict):
    tiny.mine(LATE)
    loader = tiny.loader("double", "mine")
    with loader.imports(), pytest.raises(UserWarning, match="odd"):
        loader.module().own()


@pytest.mark.parametrize("folder", ["katas/double", "katas/other", "katas", "."])
def test_a_stray_file_of_the_workspace_shadows_no_module(tiny, monkeypatch, folder):
    stray = tiny.write(f"{folder}/colorsys.py", "1 / 0\n")
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    monkeypatch.syspath_prepend(str(stray.parent))
    before = list(sys.path)
    tiny.mine("import colorsys\n")
    assert tiny.loader("double", "mine").module().colorsys.rgb_to_hsv
    assert sys.path == before


def test_a_stray_file_in_the_current_folder_shadows_no_module(tiny, monkeypatch):
    tiny.write("elsewhere/colorsys.py", "1 / 0\n")
    monkeypatch.chdir(tiny.root / "elsewhere")
    monkeypatch.syspath_prepend("")
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    tiny.mine("import colorsys\n")
    assert tiny.loader("double", "mine").module().colorsys.rgb_to_hsv
