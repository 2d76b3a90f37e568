"""`nnkata grade`: the score of the whole path, also as JSON and JUnit."""

import contextlib
import io
import json
import xml.etree.ElementTree as ET

import pytest

from nnkata.cli import main
from nnkata.judging.verdict import from_json

WRONG = "def double(x):\n    return x\n"


@pytest.fixture(scope="module")
def graded(shared):
    """What `grade` prints and writes for one wrong answer and one stub."""
    shared.mine(WRONG)
    out = io.StringIO()
    files = shared.root / "verdict.json", shared.root / "verdict.xml"
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(out):
        patch.chdir(shared.root)
        main(["grade", "--json", str(files[0]), "--junit", str(files[1])])
    return out.getvalue(), *[file.read_text("utf-8") for file in files]


def test_grade_shows_the_score_of_each_kata(graded, lines):
    told = lines(graded[0])
    assert "1 double 1 of 3 tests 3.3 of 10" in told
    assert "2 quadruple write me 0.0 of 5" in told


def test_grade_remembers_what_passed_and_is_content_with_its_bar(run, tiny, lines):
    tiny.solve()
    status, out, _ = run("grade", "--fail-under", "66")
    assert (status, lines(out)[-1]) == (0, "10.0 of 15 points (67 %)")
    assert "1 of 2 katas passed" in run()[1]


def test_grade_fails_under_its_bar(run, tiny):
    tiny.solve()
    assert run("grade", "--fail-under", "67")[0] == 1


def test_grade_to_the_terminal_prints_json_alone(run):
    out = run("grade", "--subject=stub", "--json", "-")[1]
    assert json.loads(out)["score"] == 0


def test_grade_writes_json(graded):
    verdict = from_json(graded[1])
    assert [kata.score for kata in verdict.katas] == [pytest.approx(10 / 3), 0]


def test_grade_writes_junit(graded):
    suite = ET.fromstring(graded[2]).find("testsuite[@name='double']")
    assert [suite.get(key) for key in ("tests", "failures", "errors")] == [
        "3",
        "2",
        "0",
    ]


def test_junit_has_the_first_line_of_the_card_as_message(graded):
    failure = ET.fromstring(graded[2]).find(".//failure")
    assert failure.get("message") == "double(3): expected 6, got 3"


def test_junit_has_the_whole_card(graded):
    failure = ET.fromstring(graded[2]).find(".//failure")
    assert failure.text.startswith("double(3): expected 6, got 3\n")
