"""Feedback to hand back: what a student reads, and what not."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from made_up_class import HOSTILE, KATAS, SCRIPT, graded_test, made_up, mark

from nnkata.grading.class_marks import Gradebook
from nnkata.grading.feedback import ENDINGS, feedback_of, write_feedback
from nnkata.grading.gradescope import results_of, write_results
from nnkata.grading.mark import Result
from nnkata.grading.submission import Submission
from nnkata.judging.verdict import Outcome

SECRET = "0.123456789"


class Elements(HTMLParser):
    """The elements of a page, and its text."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes, self.text = set(), set(), ""
        self.feed(page)

    def handle_starttag(self, tag, pairs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in pairs}

    def handle_data(self, data):
        self.text += data


def book_of(*marks):
    return Gradebook(KATAS[:1], [Submission("ann")], marks)


def parts(**fields):
    result = fields.pop("result", Result.WRONG)
    (part,) = feedback_of(book_of(mark("ann", "hello", result, **fields)), "ann")
    return part


def everything(book, folder):
    """All that is handed back, as one text."""
    write_feedback(folder / "feedback", book)
    write_results(folder / "gradescope", book)
    files = [file for file in folder.rglob("*") if file.is_file()]
    assert files
    return "\n".join(file.read_text("utf-8") for file in files)


def test_every_student_gets_a_page_and_nothing_lands_elsewhere(tmp_path):
    write_feedback(tmp_path / "a" / "feedback", made_up())
    pages = [*tmp_path.glob("a/feedback/*/feedback.html")]
    assert len(pages) == 3 + len(HOSTILE)
    assert {f for f in tmp_path.rglob("*") if f.is_file()} == {*pages}


def test_no_text_of_a_stranger_is_an_element(tmp_path):
    write_feedback(tmp_path, made_up())
    for file in tmp_path.glob("*/*.html"):
        page = Elements(file.read_text("utf-8"))
        assert page.tags <= {
            *(
                "html",
                "head",
                "meta",
                "title",
                "style",
                "body",
                "header",
                "main",
                "section",
            ),
            *("h1", "h2", "h3", "p", "strong", "code", "pre"),
        }
        assert not [name for name in page.attributes if name.startswith("on")]
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u202e\ud800-\udfff]", page.text)
    assert SCRIPT in page.text  # it is shown, as text


def test_a_page_may_load_nothing(tmp_path):
    write_feedback(tmp_path, made_up())
    for file in tmp_path.glob("*/*.html"):
        text = file.read_text("utf-8")
        assert "default-src 'none'; style-src 'unsafe-inline'" in text
        assert not re.search(r"(src|href)\s*=", text.replace("src=x onerror", ""))


@pytest.mark.parametrize(
    "reason",
    [
        f"relu: wrong on other numbers: relu({SECRET})",
        f"wrong on other numbers\n{SECRET}",
        f"relu({SECRET}): wrong on other numbers",
    ],
)
def test_of_a_secret_call_no_number_is_handed_back(tmp_path, reason):
    book = book_of(mark("ann", "hello", Result.OTHER_NUMBERS, score=0, reason=reason))
    assert SECRET not in everything(book, tmp_path)


def test_of_a_secret_call_the_function_is_named():
    part = parts(result=Result.OTHER_NUMBERS, reason="relu: wrong on other numbers")
    assert part.reason == "relu: wrong on other numbers"


@pytest.mark.parametrize("result", [Result.SUSPECTED, Result.NOT_GRADED, Result.PASSED])
def test_what_is_for_the_teacher_is_not_handed_back(tmp_path, result):
    mine = mark("ann", "hello", result, reason=SECRET, warnings=(SECRET,))
    write_feedback(tmp_path, book_of(mine))
    (page,) = tmp_path.glob("*/*.html")
    hidden, shown = [], [page.read_text("utf-8")]
    for test in results_of(book_of(mine), "ann")["tests"]:
        is_hidden = test["visibility"] == "hidden"
        (hidden if is_hidden else shown).append(json.dumps(test))
    assert not [text for text in shown if SECRET in text or "suspected" in text]
    assert SECRET in hidden[0]


def test_what_was_printed_or_is_long_is_not_handed_back(tmp_path):
    long = "y" * 300
    test = graded_test(
        "claim",
        passed=False,
        card=("raised   ValueError: one\n" + SECRET, long),
        printed=SECRET,
        printed_on_import=SECRET,
        told=(SECRET,),
    )
    mine = mark("ann", "hello", Result.RAISED, tests=(test,), reason=f"one\n{SECRET}")
    text = everything(book_of(mine), tmp_path)
    assert SECRET not in text
    assert long not in text
    assert "ValueError: one" in text


def test_of_a_secret_training_no_value_is_handed_back(tmp_path):
    card = (
        "train: wrong on other numbers",
        f"call     train(X, {SECRET},",
        f"         {SECRET})",
        f"right    {SECRET}",
        "reading  the gate is missing",
        "next     nnkata hint",
    )
    test = graded_test("trains", passed=False, card=card, goal="mnist")
    mine = mark("ann", "hello", Result.WRONG, tests=(test,))
    text = everything(book_of(mine), tmp_path)
    assert SECRET not in text
    assert "the gate is missing" in text
    public = mark("ann", "hello", Result.WRONG, tests=(replace(test, goal=None),))
    assert text.count("train(X") == 0
    assert "train(X" in everything(book_of(public), tmp_path / "public")


def test_every_result_has_a_sentence():
    assert {*ENDINGS} == {*Result}
    for result in Result:
        assert parts(result=result).sentence


def test_the_same_failure_is_shown_once():
    assert [claims for _, claims in parts(passed=0).cards] == [["claim 0", "claim 1"]]


def test_gradescope_gets_the_points_of_each_test():
    book = book_of(mark("ann", "hello", Result.WRONG, passed=1))
    results = results_of(book, "ann")
    points = KATAS[0].points
    assert results["score"] == points / 2
    head, *tests = results["tests"]
    assert head["name"].startswith("hello: ")
    assert head["status"] == "failed"
    assert [(t["score"], t["max_score"], t["status"]) for t in tests] == [
        (points / 2, points / 2, "passed"),
        (0, points / 2, "failed"),
    ]
    assert f"got      {SCRIPT}" in tests[1]["output"]


def test_a_training_that_is_wrong_on_other_numbers_takes_no_points_of_tests():
    test = graded_test("claim", weight=1.0)
    goal = graded_test("goal", passed=False, weight=1.0, goal="mnist")
    mine = mark("ann", "hello", Result.OTHER_NUMBERS, tests=(test, goal), score=1.0)
    results = results_of(book_of(mine), "ann")
    assert [t["score"] for t in results["tests"][1:]] == [1, 0]


@pytest.mark.parametrize("result", [*Result])
def test_the_points_in_gradescope_add_up_to_the_score(result):
    score = {"score": 0.0} if result is Result.OTHER_NUMBERS else {}
    book = book_of(mark("ann", "hello", result, passed=1, **score))
    results = results_of(book, "ann")
    assert sum(t.get("score", 0) for t in results["tests"]) == results["score"]
    assert sum(t.get("max_score", 0) for t in results["tests"]) == KATAS[0].points


def test_a_graded_training_keeps_its_points_where_a_table_loses_its():
    tests = (
        graded_test("claim", weight=1.0),
        graded_test("goal", weight=1.0, goal="mnist"),
    )
    mine = mark("ann", "hello", Result.OTHER_NUMBERS, tests=tests, score=1.0)
    results = results_of(book_of(mine), "ann")
    assert [t["score"] for t in results["tests"][1:]] == [0, 1]


def test_gradescope_renders_nothing_and_shows_no_log(tmp_path):
    write_results(tmp_path, made_up())
    files = [*tmp_path.iterdir()]
    assert len(files) == 3 + len(HOSTILE)
    for file in files:
        results = json.loads(file.read_text("utf-8"))
        assert results["stdout_visibility"] == "hidden"
        for test in results["tests"]:
            assert test["output_format"] == test["name_format"] == "text"
            assert test["visibility"] in ("visible", "hidden")
            assert test["status"] in ("passed", "failed")


def test_gradescope_leaves_out_what_no_pass_depends_on():
    extra = graded_test("extra", passed=False, required=False, goal="g")
    assert extra.outcome is Outcome.FAILED
    mine = mark("ann", "hello", Result.PASSED, tests=(graded_test("claim"), extra))
    names = [t["name"] for t in results_of(book_of(mine), "ann")["tests"]]
    assert names[1:] == ["hello: claim"]
