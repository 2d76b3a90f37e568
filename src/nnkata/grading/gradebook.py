"""The gradebook of a class: every mark, and all files that are made from them."""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from nnkata.content.catalog import Kata
from nnkata.files import write_text
from nnkata.grading.mark import Mark, Result
from nnkata.grading.spreadsheet import write_table
from nnkata.grading.submission import Submission
from nnkata.judging.verdict import TestVerdict
from nnkata.version import __version__

FORMAT, VERSION = "nnkata-gradebook", 1
DIGITS = 4  # of a score behind the point


@dataclass(frozen=True)
class Gradebook:
    """The marks of a class, and what was handed in.

    Attributes
    ----------
    katas : sequence of Kata
        What was to be handed in, in the order of the path.
    submissions : sequence of Submission
    marks : sequence of Mark
        At most one for a student and a kata. Where there is none, it is not graded.
    trusts : bool
        Whether files were run without a wall; every form of the gradebook says so.
    """

    katas: Sequence[Kata]
    submissions: Sequence[Submission]
    marks: Sequence[Mark]
    trusts: bool = False

    @cached_property
    def rows(self) -> Mapping[str, Sequence[Mark]]:
        """By student, in order: a mark for each kata."""
        known = {(mark.student, mark.kata): mark for mark in self.marks}
        return {
            student: [
                known.get((student, kata.slug)) or _not_graded(student, kata)
                for kata in self.katas
            ]
            for student in sorted(submission.student for submission in self.submissions)
        }

    @property
    def points(self) -> float:
        """What can be earned."""
        return sum(kata.points for kata in self.katas)

    def score(self, student: str) -> float:
        """Return what a student has earned so far."""
        return sum(mark.score for mark in self.rows[student])

    def waiting(self, student: str) -> list[str]:
        """Return the katas of a student that are not graded: the score is not final."""
        return [mark.kata for mark in self.rows[student] if not mark.is_final]


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
    katas = [{"kata": k.slug, "title": k.title, "points": k.points} for k in book.katas]
    content = {"format": FORMAT, "version": VERSION, "nnkata": __version__}
    content |= {"without_wall": book.trusts, "points": book.points}
    # Escapes keep what is not text at all, as in a file name that no encoding explains.
    return json.dumps(content | {"katas": katas, "students": students}, indent=1)


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
        "tests": [_test_data(test) for test in mark.tests],
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
    """Yield the line of a student: score, what can be earned, and each kata's score."""
    slugs = [kata.slug for kata in book.katas]
    yield ["student", "score", "points", "not graded", *slugs]
    for student, marks in book.rows.items():
        waiting = " ".join(book.waiting(student))
        # A mark that is still to come is no zero.
        scores = [_rounded(m.score) if m.is_final else "" for m in marks]
        yield [student, _rounded(book.score(student)), book.points, waiting, *scores]


def _result_rows(book: Gradebook) -> Iterator[Sequence[str | float]]:
    """Yield the line of a mark, in words."""
    yield ["student", "kata", "result", "score", "points", "reason", "to look at"]
    for student, marks in book.rows.items():
        for mark in marks:
            score = _rounded(mark.score) if mark.is_final else ""
            texts = mark.reason, "; ".join(mark.warnings)
            yield [student, mark.kata, mark.result.value, score, mark.points, *texts]


def _rounded(score: float) -> float:
    """Return a score without the noise of sums, a whole number where it is one."""
    rounded = round(score, DIGITS)
    return int(rounded) if rounded == int(rounded) else rounded


def _not_graded(student: str, kata: Kata) -> Mark:
    reason = "The grading was stopped before it. Run the command again: it goes on."
    return Mark(
        student, kata.slug, Result.NOT_GRADED, points=kata.points, reason=reason
    )
