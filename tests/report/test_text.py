"""Verdicts as text and XML: what the learner's code printed."""

import xml.etree.ElementTree as ET

import pytest

from nnkata.judging.verdict import (
    KataVerdict,
    Outcome,
    PathVerdict,
    TestVerdict,
    not_run,
)
from nnkata.report.junit import junit
from nnkata.report.text import kata_lines, printed_lines

CARD = ("expected 6, got 9",)


def verdict(*tests):
    return KataVerdict("double", "mine", "abc", 10, tests)


def failed(name="test_a_claim", printed="", **facts):
    return TestVerdict(name, Outcome.FAILED, card=CARD, printed=printed, **facts)


def test_what_was_printed_stands_below_the_card():
    lines = kata_lines(verdict(failed(printed="x is 3\n  and y 4")))
    assert lines[1:5] == [
        "  x a claim",
        "      expected 6, got 9",
        "      printed  x is 3",
        "                 and y 4",
    ]


@pytest.mark.parametrize(
    ("number", "more"), [(8, None), (9, "... 1 more line"), (20, "... 12 more lines")]
)
def test_much_is_folded(number, more):
    lines = printed_lines("\n".join(map(str, range(number))))
    assert [line.split()[-1] for line in lines[:8]] == list("01234567")
    assert [line.strip() for line in lines[8:]] == ([more] if more else [])


def test_full_folds_nothing():
    text = "\n".join(["line"] * 20)
    told = "\n".join(kata_lines(verdict(failed(printed=text)), full=True))
    assert told.count("line") == 20


def test_a_long_line_is_cut():
    (line,) = printed_lines("x" * 200)
    assert line == f"printed  {'x' * 70} ..."


def test_what_the_import_printed_is_shown_once():
    first = failed("test_one", "one", printed_on_import="loaded\n")
    again = failed("test_two", "two", printed_on_import="loaded\n")
    lines = kata_lines(verdict(first, again), full=True)
    assert lines[1:3] == ["  double.py printed when it was imported:", "      loaded"]
    assert "\n".join(lines).count("loaded") == 1


def test_a_passed_kata_shows_no_prints():
    passed = TestVerdict("test_one", Outcome.PASSED, printed_on_import="loaded")
    assert "loaded" not in "\n".join(kata_lines(verdict(passed)))


def test_junit_has_what_was_printed_as_output():
    tree = ET.fromstring(junit(PathVerdict((verdict(failed(printed="x is 3")),))))
    assert tree.findtext(".//system-out") == "x is 3"
    assert tree.find(".//failure").text == "expected 6, got 9"


def test_a_file_that_does_not_parse_is_the_heading_and_is_told_once():
    message = "double.py cannot be imported: SyntaxError: expected ':'"
    lines = ("double.py:3:  def double(x)", "                           ^")
    broken = TestVerdict(
        "test_one", Outcome.FAILED, card=(message, *lines), of_file=True
    )
    others = [
        not_run(name, "double.py cannot be imported") for name in ("test_2", "test_3")
    ]
    assert kata_lines(verdict(broken, *others), full=True) == [
        "double   0 of 3",
        f"  x {message}",
        *(f"      {line}" for line in lines),
        "  2 not run: double.py cannot be imported",
        "  Next: fix this line, then nnkata check double",
    ]


def test_a_long_heading_is_wrapped():
    name = "test_" + "_".join(["many words"] * 12).replace(" ", "_")
    lines = kata_lines(verdict(failed(name)))
    assert max(map(len, lines)) < 80
    assert lines[2].startswith("    words many")


def test_one_next_step_is_named():
    lines = kata_lines(verdict(failed()))
    assert lines[-1] == "  Next: nnkata hint double"
    card = (*CARD, "next     nnkata hint double double")
    lines = kata_lines(verdict(TestVerdict("test_a", Outcome.FAILED, card=card)))
    assert [line.strip() for line in lines if "hint" in line] == [card[-1]]
