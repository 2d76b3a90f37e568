"""The door: whose code is judged, and what its imports of other katas mean."""

import sys

import pytest

from nnkata.errors import NnkataError
from nnkata.subject import Unopenable, check_subject, is_unwritten, locate

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
            tiny.door(slug, "mine").module()
        return str(caught.value)

    return told


def quadruple_of_one(tiny, subject="reference", needs="reference"):
    """What `quadruple(1)` is when its `double` is found through a door."""
    return tiny.door("quadruple", subject, needs).module().quadruple(1)


def test_mine_is_the_learners_file(tiny):
    tiny.mine(TEN_TIMES)
    assert tiny.door("double", "mine").module().double(1) == 10


def test_reference_is_the_reference_whatever_the_learner_wrote(tiny):
    tiny.mine(TEN_TIMES)
    assert tiny.door("double", "reference").module().double(1) == 2


def test_stub_is_unwritten_whatever_the_learner_wrote(tiny):
    tiny.mine(TEN_TIMES)
    stub = tiny.door("double", "stub").module()
    with pytest.raises(NotImplementedError, match="double: write me"):
        stub.double(1)


def test_a_path_is_the_file_of_that_name(tiny):
    file = tiny.write("elsewhere/mine.py", TEN_TIMES)
    assert tiny.door("double", str(file)).module().double(1) == 10


def test_a_folder_holds_the_file_of_each_kata(tiny):
    file = tiny.write("submission/double.py", TEN_TIMES)
    assert locate("double", tiny.shelves, str(file.parent)) == file


def test_a_folder_may_be_a_whole_shelf_of_katas(tiny):
    folder = tiny.root / "katas"
    assert (
        locate("double", tiny.shelves, str(folder)) == folder / "double" / "double.py"
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
    module = tiny.door("quadruple", str(file)).module()
    assert (module.quadruple(1), module.octuple(1)) == (2, 4)


def test_a_file_elsewhere_is_not_laid_over_anything(tiny):
    file = tiny.write("mistakes/half_of_it.py", "def quadruple(x):\n    return x\n")
    assert not hasattr(tiny.door("quadruple", str(file)).module(), "octuple")


def test_a_module_runs_once_for_all_tests(tiny):
    door = tiny.door("double", "reference")
    assert door.module() is door.module()


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
    assert tiny.door("last", "reference").module().quadruple(1) == 4


def test_an_import_inside_a_function_follows_the_door_too(tiny):
    late = "def quadruple(x):\n    from katas.double.double import double\n"
    tiny.mine(late + "    return double(double(x))\n", "quadruple")
    door = tiny.door("quadruple", "mine")
    with door.imports():
        assert door.module().quadruple(1) == 4


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
        tiny.door("quadruple", "reference").module()
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
        tiny.door("double", "mine").module()


def test_a_missing_file_named_by_its_path_is_told(tiny):
    with pytest.raises(Unopenable, match=r"theirs\.py is missing"):
        tiny.door("double", str(tiny.root / "theirs.py")).module()


def test_a_syntax_error_is_told_with_its_line(problem):
    told = problem("x = 1\ndef f(x)\n    return x\n")
    assert told == (
        "double.py cannot be imported: SyntaxError: expected ':' (line 2: def f(x))"
    )


def test_an_exception_on_import_is_told_with_its_line(problem):
    told = problem("x = 1\ny = x / 0\n")
    assert told == (
        "double.py cannot be imported: ZeroDivisionError: division by zero (line 2)"
    )


def test_the_innermost_line_of_the_learner_is_told(problem):
    assert "(line 2)" in problem("def f():\n    return 1 / 0\nf()\n")


def test_an_exit_on_import_is_told(problem):
    told = problem("import sys\nsys.exit(3)\n")
    assert told == (
        "exit() ends the whole test: take it out, or return instead (line 2)"
    )


def test_a_null_byte_is_told(problem):
    assert problem("x = 1\0\n").startswith("double.py cannot be imported: ")


def test_a_file_that_is_not_utf_8_is_told(tiny):
    tiny.mine("").write_bytes('NAME = "Jürgen"\n'.encode("latin-1"))
    with pytest.raises(
        Unopenable, match=r"double\.py is not a text in UTF-8 \(byte 9\)"
    ):
        tiny.door("double", "mine").module()


def test_a_byte_order_mark_is_no_problem(tiny):
    tiny.mine("\ufeff" + TEN_TIMES)
    assert tiny.door("double", "mine").module().double(1) == 10


def test_the_problem_is_told_once_and_then_referred_to(tiny):
    tiny.mine("1 / 0\n")
    door = tiny.door("double", "mine")
    with pytest.raises(Unopenable):
        door.module()
    with pytest.raises(Unopenable, match="could not be opened: see the first failure"):
        door.module()


def test_a_syntax_error_in_a_need_names_the_file_it_is_in(tiny):
    tiny.mine("def double(x)\n")
    with pytest.raises(
        Unopenable, match=r"^double\.py cannot be imported: SyntaxError"
    ):
        tiny.door("quadruple", "reference", "mine").module()


def test_a_stub_is_unwritten(tiny):
    assert is_unwritten(tiny.kata().stub)


def test_a_solved_kata_is_written(tiny):
    assert not is_unwritten(tiny.solve())
