"""All forms of the gradebook: tables, JSON, Gradescope's results, feedback and a page."""

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from nnkata.files import write_text
from nnkata.grading.class_marks import DIGITS, Gradebook
from nnkata.grading.feedback import write_feedback
from nnkata.grading.gradescope import write_results
from nnkata.grading.mark import Mark
from nnkata.grading.page import write_page
from nnkata.grading.spreadsheet import write_table
from nnkata.judging.verdict import TestVerdict
from nnkata.version import __version__

__all__ = ["Gradebook", "to_json", "write_gradebook"]
FORMAT, VERSION = "nnkata-gradebook", 1


def write_gradebook(out: Path, book: Gradebook) -> None:
    """Write all forms of a gradebook into a folder, each file atomically.

    Raises
    ------
    WriteError
        If one cannot be written; it is as it was before.
    """
    write_table(out / "gradebook.csv", _score_rows(book))
    write_table(out / "results.csv", _result_rows(book))
    write_text(out / "gradebook.json", to_json(book))
    write_results(out / "gradescope", book)
    write_feedback(out / "feedback", book)
    write_page(out, book, f"{datetime.now():%Y-%m-%d %H:%M}")


def to_json(book: Gradebook) -> str:
    """Return a gradebook as JSON; docs/gradebook.schema.json describes it."""
    students = [
        {
            "student": submission.student,
            "score": round(book.score(submission.student), DIGITS),
            "is_final": not book.waiting(submission.student),
            "notes": list(submission.notes),
            "marks": [_mark_data(mark) for mark in book.rows[submission.student]],
        }
        for submission in sorted(book.submissions, key=lambda s: s.student)
    ]
    katas = [
        {"kata": k.slug, "title": k.title, "points": book.points[k.slug]}
        for k in book.katas
    ]
    content: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "nnkata": __version__,
    }
    content |= {"trusts": book.trusts, "without_wall": book.without_wall}
    content |= {"points": book.total}
    # Escapes keep what is not text at all, as in a file name that no encoding explains.
    similar = {
        "problem": book.similar_problem,
        "found": [asdict(found) for found in book.similar],
    }
    content |= {"katas": katas, "similar": similar, "students": students}
    return json.dumps(content)


def _mark_data(mark: Mark) -> dict[str, Any]:
    return {
        "kata": mark.kata,
        "result": mark.result,
        "score": round(mark.score, DIGITS),
        "points": mark.points,
        "reason": mark.reason,
        "digest": mark.digest,
        "spec": mark.spec,
        "tier": mark.tier,
        "warnings": list(mark.warnings),
        "mistakes": list(mark.mistakes),
        "passed": sum(test.passed for test in mark.tests),
        "tests": [_test_data(t) for t in mark.tests if t.goal or not t.passed],
    }


def _test_data(test: TestVerdict) -> dict[str, Any]:
    return {
        "name": test.name,
        "outcome": test.outcome,
        "points": round(test.weight, DIGITS),
        "goal": test.goal,
        "required": test.required,
        "mistake": test.mistake,
        "card": list(test.card),
        "measured": {
            name: value if math.isfinite(value) else None
            for name, value in test.measured.items()
        },
    }


def _score_rows(book: Gradebook) -> Iterator[Sequence[str | float]]:
    """Yield the line of a student: the score, its katas to note, and each kata's score."""
    slugs = [kata.slug for kata in book.katas]
    facts = ["score", "points", "not graded", "without a wall"]
    yield ["student", *facts, *slugs]
    for student, marks in book.rows.items():
        total = _rounded(book.score(student)), _rounded(book.total)
        katas = " ".join(book.waiting(student)), " ".join(book.unwalled(student))
        # A mark that is still to come is no zero.
        scores = [_rounded(m.score) if m.is_final else "" for m in marks]
        yield [student, *total, *katas, *scores]


def _result_rows(book: Gradebook) -> Iterator[Sequence[str | float]]:
    """Yield the line of a mark, in words."""
    yield [
        "student",
        "kata",
        "result",
        "score",
        "points",
        "reason",
        "to look at",
        "wall",
    ]
    for student, marks in book.rows.items():
        for mark in marks:
            score = _rounded(mark.score) if mark.is_final else ""
            texts = mark.reason, "; ".join(mark.warnings), mark.tier
            yield [
                student,
                mark.kata,
                mark.result.value,
                score,
                _rounded(mark.points),
                *texts,
            ]


def _rounded(score: float) -> float:
    """Return a score without the noise of sums, a whole number where it is one."""
    rounded = round(score, DIGITS)
    return int(rounded) if rounded == int(rounded) else rounded
