"""What a class has in common: how its marks are spread, and what was hard for it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from nnkata.grading.class_marks import Gradebook
from nnkata.grading.mark import Mark, Result
from nnkata.judging.verdict import Outcome, TestVerdict

MOST_ROWS = 15
BINS = 10
# Results that say the same of a class, the best first; each has a column and a colour.
GROUPS: Mapping[str, tuple[Result, ...]] = {
    "passed": (Result.PASSED, Result.SUSPECTED),
    "wrong": (Result.WRONG, Result.OTHER_NUMBERS),
    "stopped": (Result.RAISED, Result.TIME, Result.MEMORY, Result.OUTPUT),
    "nothing": (Result.MISSING, Result.REFUSED, Result.UNWRITTEN),
    "not graded": (Result.NOT_GRADED,),
}
# What needs a person, and in which order. A warning beside another result comes second.
URGENT = {
    Result.NOT_GRADED: 0,
    Result.SUSPECTED: 1,
    Result.OTHER_NUMBERS: 2,
    Result.REFUSED: 3,
}


class Share(NamedTuple):
    """How often something happened, of how many times it could have."""

    kata: str
    what: str
    times: int
    total: int

    @property
    def percent(self) -> float:
        return 100 * self.times / self.total


class Look(NamedTuple):
    """A student's katas that need a person for the same reason; the lines say which."""

    student: str
    katas: tuple[str, ...]
    result: Result
    lines: tuple[str, ...]


class KataSummary(NamedTuple):
    """How one kata went: students by group, and the mean score of those with a mark."""

    kata: str
    title: str
    counts: dict[str, int]
    mean: float
    points: float


def histogram(book: Gradebook) -> list[tuple[float, float, int]]:
    """Return the ends of each tenth of the points, and how many final scores are in it."""
    width = book.total / BINS
    counts = Counter(
        min(int(BINS * book.score(student) / book.total), BINS - 1)
        for student in book.complete
    )
    return [(n * width, (n + 1) * width, counts[n]) for n in range(BINS)]


def kata_summaries(book: Gradebook) -> list[KataSummary]:
    """Return how each kata went."""
    summaries = []
    for place, kata in enumerate(book.katas):
        marks = [marks[place] for marks in book.rows.values()]
        counts = {
            group: sum(mark.result in results for mark in marks)
            for group, results in GROUPS.items()
        }
        final = [mark.score for mark in marks if mark.is_final]
        mean = sum(final) / len(final) if final else 0.0
        points = book.points[kata.slug]
        summaries.append(KataSummary(kata.slug, kata.title, counts, mean, points))
    return summaries


def hardest_tests(book: Gradebook) -> list[Share]:
    """Return the tests that most answers have failed, of those that had an answer."""
    tried: Counter[tuple[str, str]] = Counter()
    failed: Counter[tuple[str, str]] = Counter()
    for mark in _marks(book):
        for test in filter(_is_answered, mark.tests):
            tried[mark.kata, test.sentence] += 1
            failed[mark.kata, test.sentence] += not test.passed
    shares = [Share(*key, count, tried[key]) for key, count in failed.items() if count]
    return sorted(shares, key=lambda share: (-share.percent, -share.times))[:MOST_ROWS]


def common_mistakes(book: Gradebook) -> list[Share]:
    """Return the known mistakes that were made most often, once for each student."""
    handed_in = Counter(mark.kata for mark in _marks(book) if mark.tests)
    made = Counter(
        (mark.kata, mistake) for mark in _marks(book) for mistake in mark.mistakes
    )
    return [
        Share(kata, mistake.replace("_", " "), count, handed_in[kata])
        for (kata, mistake), count in made.most_common(MOST_ROWS)
    ]


def to_look_at(book: Gradebook) -> list[Look]:
    """Return what needs a person: not graded, suspected, on other numbers, not readable."""
    found: dict[Look, list[str]] = {}
    for mark in _marks(book):
        if mark.result in URGENT or mark.warnings:
            lines = tuple(dict.fromkeys((mark.reason, *mark.warnings)))
            look = Look(mark.student, (), mark.result, lines)
            found.setdefault(look, []).append(mark.kata)
    looks = [look._replace(katas=tuple(katas)) for look, katas in found.items()]
    return sorted(looks, key=lambda look: URGENT.get(look.result, 1))


def _marks(book: Gradebook) -> Sequence[Mark]:
    return [mark for marks in book.rows.values() for mark in marks]


def _is_answered(test: TestVerdict) -> bool:
    """Return whether a test says something of an answer, not of a file or a stub."""
    judged = (Outcome.PASSED, Outcome.FAILED, Outcome.TIMEOUT)
    return test.outcome in judged and not test.of_file
