"""Gradescope's `results.json`, one for each student.

Source: https://gradescope-autograders.readthedocs.io/en/latest/specs/
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nnkata.files import write_text
from nnkata.grading.class_marks import DIGITS, Gradebook
from nnkata.grading.feedback import Feedback, feedback_of, one_line
from nnkata.grading.mark import Mark, Result
from nnkata.grading.students import safe_names
from nnkata.judging.verdict import TestVerdict

# As text, Gradescope escapes it. Its other formats are HTML, or become that.
FORMAT = "text"


def write_results(folder: Path, book: Gradebook) -> None:
    """Write a file for each student, named after them."""
    for student, name in safe_names(book.rows).items():
        text = json.dumps(results_of(book, student))
        write_text(folder / f"{name}.json", text)


def results_of(book: Gradebook, student: str) -> dict[str, Any]:
    """Return the content of `results.json` for a student.

    The score on top counts; those of the tests below add up to it, but for their rounding.
    """
    tests: list[dict[str, Any]] = []
    for mark, part in zip(book.rows[student], feedback_of(book, student), strict=True):
        tests += [_kata(mark, part), *_tests(mark, part), *_for_teachers(mark)]
    return {
        "score": round(book.score(student), DIGITS),
        "output": _note(book, student),
        "output_format": FORMAT,
        "stdout_visibility": "hidden",
        "tests": tests,
    }


def _note(book: Gradebook, student: str) -> str:
    waiting = ", ".join(book.waiting(student))
    return f"Not graded yet: {waiting}. Hand in again." if waiting else ""


def _kata(mark: Mark, part: Feedback) -> dict[str, Any]:
    """Return the entry that says how a kata ended; its tests, if any, carry the points."""
    sentence = f"{part.word}: {part.sentence} {part.reason}".strip()
    entry = _entry(f"{mark.kata}: {part.kata.title}", sentence)
    entry["status"] = "passed" if mark.result in _PASSED else "failed"
    if not mark.tests:
        entry |= {"score": mark.score, "max_score": mark.points}
    return entry


_PASSED = (Result.PASSED, Result.SUSPECTED)


def _tests(mark: Mark, part: Feedback) -> Iterator[dict[str, Any]]:
    cards = {claim: lines for lines, claims in part.cards for claim in claims}
    for test in mark.tests:
        if not test.required:
            continue
        claim = one_line(test.lines[0])
        yield _entry(f"{mark.kata}: {claim}", "\n".join(cards.get(claim, []))) | {
            "score": round(_earned(mark, test), DIGITS),
            "max_score": round(test.weight, DIGITS),
            "status": "passed" if test.passed else "failed",
        }


def _for_teachers(mark: Mark) -> Iterator[dict[str, Any]]:
    """Yield what a person should look at, which Gradescope shows to no student."""
    if mark.warnings:
        entry = _entry(
            f"{mark.kata}: to look at", "\n".join(map(one_line, mark.warnings))
        )
        yield entry | {"visibility": "hidden", "status": "failed"}


def _earned(mark: Mark, test: TestVerdict) -> float:
    """Return the points of a test, as far as the mark has left them.

    A function that is wrong on other numbers has lost those of all unit tests.
    """
    won = sum(each.weight for each in mark.tests if each.passed and each.required)
    has_lost = won - mark.score > 10**-DIGITS
    keeps = mark.is_final and (test.goal or not has_lost)
    return test.weight if test.passed and keeps else 0.0


def _entry(name: str, output: str) -> dict[str, Any]:
    formats = {"name_format": FORMAT, "output_format": FORMAT}
    return {"name": name, "output": output, "visibility": "visible", **formats}
