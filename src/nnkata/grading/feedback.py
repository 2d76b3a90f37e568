"""What a student reads of the marks: nothing secret, and nothing that only a teacher needs.

Of calls that no submission can know, it names the function. What the machine or the class
had to do with a mark is left out, and so is what a person is still to look at.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from nnkata.content.catalog import Kata
from nnkata.errors import plain
from nnkata.files import write_text
from nnkata.grading.class_marks import Gradebook, number
from nnkata.grading.mark import Mark, Result
from nnkata.grading.students import safe_names
from nnkata.judging.verdict import TestVerdict
from nnkata.report.html.cards import failure_cards

FILE = "feedback.html"
FOLDER = Path(__file__).parent
LONGEST = 200  # characters of a line that may quote a submission
MOST_CARDS = 25
# Labels of a card's lines with values of a call; of trainings they come from secret seeds.
VALUES = ("call ", "expected ", "got ", "right ", "yours ")
ENDINGS = {
    Result.MISSING: "Nothing was handed in for this kata.",
    Result.REFUSED: "The file cannot be read, so nothing was run.",
    Result.NOT_GRADED: "This kata is not graded yet, through no fault of yours.",
    Result.UNWRITTEN: "The file is the stub as it was handed out.",
    Result.MEMORY: "A call needed more memory than it may have and was stopped.",
    Result.TIME: "A call took longer than its limit and was stopped.",
    Result.OUTPUT: "A call printed more than it may and was stopped.",
    Result.RAISED: "Your code raised an exception.",
    Result.WRONG: "Not every test passes.",
    Result.OTHER_NUMBERS: "The tests pass, but the same calls with other numbers give wrong"
    " results. An answer must be computed from the arguments, whatever they are.",
    Result.SUSPECTED: "Every test passes.",
    Result.PASSED: "Every test passes.",
}
PLAIN_WORDS = {
    Result.SUSPECTED: Result.PASSED
}  # a suspicion is for a person to clear up
# Of these the reason is about the submission itself.
WITH_REASON = {*Result} - {Result.NOT_GRADED, Result.SUSPECTED, Result.PASSED}
OTHER_NUMBERS = re.compile(r"[A-Za-z_]\w*: wrong on other numbers")


class Feedback(NamedTuple):
    """What a student reads of one kata.

    `cards` are those of failed tests: their lines, and the claims that failed so.
    """

    kata: Kata
    word: str
    score: str
    points: str
    sentence: str
    reason: str
    cards: list[tuple[list[str], list[str]]]
    more: int  # cards that are not shown


def feedback_of(book: Gradebook, student: str) -> Iterator[Feedback]:
    """Yield the feedback on each kata."""
    for kata, mark in zip(book.katas, book.rows[student], strict=True):
        cards = cards_of(mark)
        yield Feedback(
            kata,
            PLAIN_WORDS.get(mark.result, mark.result).value,
            number(mark.score),
            number(mark.points),
            ENDINGS[mark.result],
            _reason(mark),
            cards[:MOST_CARDS],
            max(len(cards) - MOST_CARDS, 0),
        )


def cards_of(mark: Mark) -> list[tuple[list[str], list[str]]]:
    """Return the failure cards of a mark, without what the submission has printed.

    It may have printed what it found in memory; so each line is one line, and short.
    """
    failed = [test for test in mark.tests if test.required and not test.passed]
    tests = [replace(test, printed="", card=_public(test)) for test in failed]
    return [
        ([*map(one_line, lines)], [*map(one_line, claims)])
        for lines, claims in failure_cards(tests)
    ]


def _public(test: TestVerdict) -> tuple[str, ...]:
    """Return a card without what was passed and returned, where a secret has decided it."""
    lines, is_value = [], False
    for line in test.card:
        is_value = line.startswith(VALUES) or (is_value and line.startswith(" "))
        if not (test.goal and is_value):
            lines.append(line)
    return tuple(lines)


def one_line(text: str) -> str:
    """Return the first line of a text, cut where it is long, without control characters."""
    first = text
    if not text.isprintable():
        first = plain((text.strip("\n").splitlines() or [""])[0])
    return first if len(first) <= LONGEST else f"{first[: LONGEST - 4]} ..."


def write_feedback(folder: Path, book: Gradebook) -> None:
    """Write a page for each student, in a folder with the name that they handed in by."""
    template = templates().get_template(FILE)
    for student, name in safe_names(book.rows).items():
        page = template.render(
            student=one_line(student),
            score=number(book.score(student)),
            points=number(book.total),
            waiting=book.waiting(student),
            feedback=list(feedback_of(book, student)),
        )
        write_text(folder / name / FILE, page)


def templates() -> Any:
    """Return the templates, which escape every text and drop control characters."""
    from nnkata.report.html.page import environment

    return environment(FOLDER).overlay(finalize=_without_controls)


def _without_controls(value: Any) -> Any:
    is_text = type(value) is str and not value.isprintable()
    return plain(value) if is_text else value


def _reason(mark: Mark) -> str:
    if mark.result not in WITH_REASON:
        return ""
    if mark.result is Result.OTHER_NUMBERS and not OTHER_NUMBERS.fullmatch(mark.reason):
        return ""
    return one_line(mark.reason)
