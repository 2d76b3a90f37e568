"""The class on one HTML page: what to look at, how it went, and each student's cards.

No script runs, nothing is fetched, and every text is escaped.
"""

from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

from nnkata.files import write_text
from nnkata.grading.class_marks import Gradebook, number
from nnkata.grading.feedback import FILE, FOLDER, cards_of, one_line, templates
from nnkata.grading.mark import Mark, Result
from nnkata.grading.statistics import (
    GROUPS,
    common_mistakes,
    hardest_tests,
    histogram,
    kata_summaries,
    to_look_at,
)
from nnkata.grading.students import safe_names
from nnkata.report.html.plots import LEFT, LOSS_HEIGHT, RIGHT, TOP, Axis, Plot, Shape

PAGE = "class.html"
STYLE = "class.css"
MOST_CARDS = 2  # of a kata: the others are in the student's feedback
MOST_LOOKS = 100
GAP = 1.5  # between the bars of the histogram
LOWEST = 4  # students that the axis counts to, so that its marks are whole numbers


def write_page(out: Path, book: Gradebook, when: str) -> None:
    """Write the page; `when` is the time as it is shown."""
    order = _order(book)
    names = safe_names(book.rows)
    notes = {s.student: [*map(one_line, s.notes)] for s in book.submissions}
    page = (
        templates()
        .get_template(PAGE)
        .render(
            book=book,
            when=when,
            class_style=(FOLDER / STYLE).read_text(encoding="utf-8"),
            number=number,
            one_line=one_line,
            anchors={student: f"student-{n}" for n, student in enumerate(order, 1)},
            files={student: f"feedback/{names[student]}/{FILE}" for student in order},
            students=[(student, _katas(book.rows[student])) for student in order],
            notes=notes,
            median=number(median(map(book.score, book.complete)))
            if book.complete
            else "",
            plot=_distribution(book),
            plot_words=_words(book),
            groups=list(GROUPS),
            group_of=_group_of,
            katas=kata_summaries(book),
            tests=hardest_tests(book),
            mistakes=common_mistakes(book),
            most_looks=MOST_LOOKS,
            to_look_at=to_look_at(book),
        )
    )
    write_text(out / PAGE, page)


def _order(book: Gradebook) -> list[str]:
    """Return the students: first those whose marks need a person, then by name."""
    first = [mark.student for mark in to_look_at(book)]
    return list(dict.fromkeys([*first, *book.rows]))


def _katas(marks: Sequence[Mark]) -> list[tuple[Mark, list[Any], int]]:
    """Return each mark with the cards that are shown, and how many more there are."""
    found = []
    for mark in marks:
        cards = cards_of(mark)
        found.append((mark, cards[:MOST_CARDS], max(len(cards) - MOST_CARDS, 0)))
    return found


def _group_of(result: Result) -> str:
    return next(group for group, results in GROUPS.items() if result in results)


def _distribution(book: Gradebook) -> Plot:
    """Return a histogram of the scores as a plot."""
    bins = histogram(book)
    most = max(count for *_, count in bins)
    x = Axis("points", 0, book.total, LEFT, RIGHT)
    y = _Counts("students", 0, max(most, LOWEST), TOP + LOSS_HEIGHT, TOP)
    path = "".join(
        f"M{x.at(low) + GAP:.1f} {y.at(0):.1f}V{y.at(count):.1f}H{x.at(high) - GAP:.1f}"
        f"V{y.at(0):.1f}z"
        for low, high, count in bins
        if count
    )
    return Plot(x, y, [Shape("area", "baseline", path)])


class _Counts(Axis):
    """An axis of whole numbers."""

    @property
    def ticks(self) -> list[tuple[str, str]]:
        return [(at, value) for at, value in super().ticks if "." not in value]


def _words(book: Gradebook) -> str:
    """Return the histogram in words, for readers who do not see it."""
    parts = [
        f"{number(low)} to {number(high)} points: {count}"
        for low, high, count in histogram(book)
        if count
    ]
    return f"Students by their points. {'; '.join(parts)}."
