"""Katas that need an extra which is not here: one line, and nothing else is touched."""

import sys
from pathlib import Path

import pytest

from nnkata.content.extras import EXTRAS, missing, require
from nnkata.errors import NnkataError
from nnkata.judging.job import Job
from nnkata.judging.runner import grade, grade_all
from nnkata.judging.verdict import from_json, to_json


@pytest.fixture
def lacking(tiny):
    """The tiny workspace, where `quadruple` needs what is not installed."""
    facts = tiny.root / "katas" / "quadruple" / "kata.toml"
    text = facts.read_text("utf-8").replace("needs =", 'extras = ["xyz_lib"]\nneeds =')
    facts.write_text(text, encoding="utf-8")
    tiny.solve("double")
    return tiny


@pytest.fixture
def spec_that_imports_it(lacking):
    spec = lacking.root / "katas" / "quadruple" / "test_quadruple.py"
    spec.write_text(f"import xyz_lib\n{spec.read_text('utf-8')}", encoding="utf-8")
    return lacking


def test_what_is_missing_is_told_with_the_command(lacking):
    message = missing(lacking.kata("quadruple"))
    python, _, rest = message.removeprefix("needs xyz_lib: ").partition(" -m pip ")
    assert rest == 'install "nnkata[xyz_lib]"'
    assert Path(python) == Path(sys.executable) or (
        Path.cwd() / python == Path(sys.executable)  # as one would type it here
    )


def test_nothing_is_missing_where_nothing_is_needed(lacking):
    assert missing(lacking.kata("double")) == ""
    require(lacking.kata("double"))


def test_requiring_what_is_missing_is_an_error_of_one_line(lacking):
    with pytest.raises(NnkataError, match=r"^quadruple needs xyz_lib: .*\Z"):
        require(lacking.kata("quadruple"))


def test_a_python_without_a_wheel_is_told_which_has_one(lacking, monkeypatch):
    keras = EXTRAS["keras"]
    lib = keras._replace(modules=("xyz_lib",), pythons=((3, 10), (3, 13)))
    monkeypatch.setitem(EXTRAS, "xyz_lib", lib)
    monkeypatch.setattr("sys.version_info", (3, 15, 0, "final", 0))
    message = missing(lacking.kata("quadruple"))
    assert "no wheel for Python 3.15 yet" in message
    assert message.endswith('python3.13 -m pip install "nnkata[xyz_lib]"')


def test_keras_brings_two_modules():
    assert EXTRAS["keras"].modules == ("tensorflow", "keras")


def test_the_grader_does_not_run_it_and_it_counts_for_nothing(spec_that_imports_it):
    verdict = grade(Job(spec_that_imports_it.kata("quadruple"), "reference"))
    assert verdict.points == verdict.score == 0
    assert verdict.not_run.startswith("not run: needs xyz_lib: ")
    assert not verdict.unwritten


def test_a_path_passes_without_it(spec_that_imports_it):
    katas = [spec_that_imports_it.kata(slug) for slug in ("double", "quadruple")]
    path = grade_all([Job(kata) for kata in katas])
    assert path.passed
    assert path.percent == 100
    assert from_json(to_json(path)) == path


def test_a_path_of_it_alone_does_not_pass(spec_that_imports_it):
    assert not grade_all([Job(spec_that_imports_it.kata("quadruple"))]).passed


def test_check_says_the_one_line(spec_that_imports_it, run):
    status, out, err = run("check", "quadruple")
    assert (status, err) == (1, "")
    (line,) = out.splitlines()
    assert line.startswith("quadruple   not run: needs xyz_lib: ")


def test_grade_lists_it_and_leaves_its_points_out(spec_that_imports_it, run):
    status, out, _ = run("grade")
    points = spec_that_imports_it.kata("double").points
    assert status == 0
    assert f"{points}.0 of {points} points (100 %)" in out
    assert "quadruple: not run: needs xyz_lib: " in out


def test_pytest_leaves_it_out_of_all_with_a_word(spec_that_imports_it, python):
    words = ("-m", "pytest", "-p", "no:cacheprovider", "katas", "--subject=reference")
    done = python(*words, cwd=spec_that_imports_it.root)
    assert done.returncode == 0
    assert "quadruple: not run: needs xyz_lib: " in done.stdout
    assert "3 passed" in done.stdout.splitlines()[-1]


def test_pytest_fails_in_one_line_where_it_is_named(spec_that_imports_it, python):
    words = ("-m", "pytest", "-p", "no:cacheprovider", "katas/quadruple")
    done = python(*words, cwd=spec_that_imports_it.root)
    assert done.returncode == 1
    assert "quadruple needs xyz_lib: " in done.stdout
    assert "ModuleNotFoundError" not in done.stdout


def test_a_watch_says_once_what_is_missing(lacking, run):
    status, out, _ = run("watch", "quadruple", "--once")
    assert (status, out.count("not run"), "xyz_lib" in out) == (1, 1, True)


def test_a_report_counts_no_kata_that_cannot_run(lacking, run):
    run("report")
    page = (lacking.root / "nnkata-report.html").read_text("utf-8")
    assert f"of {lacking.kata('double').points} points" in page
    assert "not run" in page
    assert "needs xyz_lib" in page


def test_the_first_command_tells_what_is_missing_once(lacking, run):
    message = run("start")[1]
    assert message.count("needs xyz_lib") == 1
    assert "None" not in message
