"""`nnkata list`: the path by chapters, with marks."""

from dataclasses import replace

from nnkata.content.workspace import bundled
from nnkata.report.path_text import path_lines


def test_list_shows_the_path_by_chapters(run):
    assert run("list")[1].startswith(
        "\nSmall numbers\n"
        "  [ ]  1  double     Twice as much\n"
        "  [ ]  2  quadruple  Twice twice as much\n"
    )


def test_list_marks_what_is_begun(run, tiny):
    tiny.mine("def double(x):\n    return x\n")
    run("check", "double")  # in vain
    assert "  [~]  1  double" in run("list")[1]


def test_a_stub_that_was_judged_is_not_begun(run):
    run("check", "double")
    assert "  [ ]  1  double" in run("list")[1]


def test_list_marks_what_is_passed(run, tiny):
    tiny.passed()
    assert "  [x]  1  double" in run("list")[1]


def test_list_says_what_passed_an_earlier_spec(run, tiny):
    tiny.passed()
    tiny.write("katas/double/test_double.py", "# another\n")
    assert "(passed an earlier spec: check it again)" in run("list")[1]


def test_the_path_fits_into_80_columns(tmp_path):
    assert max(map(len, path_lines(replace(bundled(), root=tmp_path)))) <= 80
