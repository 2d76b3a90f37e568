"""What the report says: plain texts, tables and pictures, for the template to place."""

from dataclasses import dataclass
from itertools import groupby

from nnkata.content.catalog import Kata
from nnkata.content.extras import missing
from nnkata.content.workspace import Workspace, command
from nnkata.judging.verdict import KataVerdict, Outcome, PathVerdict, TestVerdict
from nnkata.report.html.graded import graded_runs, with_runs
from nnkata.report.html.sections import Section, Sections
from nnkata.report.text import printed_lines
from nnkata.training.history import Entry, read_shown

DONE, NOT_DONE, NOT_TRIED, NOT_RUN = "done", "not done", "not tried", "not run"
MOST_CARDS = 25  # of a kata: a page with hundreds is read by nobody
WHOSE = {"mine": "your katas", "reference": "the reference"}


@dataclass(frozen=True)
class Row:
    """A kata in the table of the path."""

    number: int
    slug: str
    title: str
    state: str
    tests: str
    points: str


@dataclass(frozen=True)
class Card:
    """What is told of a failure, and the tests that fail so."""

    lines: tuple[str, ...]
    tests: list[str]


@dataclass(frozen=True)
class Failures:
    """What is red in one kata: the most telling card first."""

    kata: Kata
    cards: list[Card]
    left_out: int  # cards beyond those that are shown
    unwritten: list[str]  # functions
    borrowed: tuple[str, ...]
    more: str  # the command that shows all


@dataclass(frozen=True)
class Content:
    """Everything on the page."""

    title: str
    whose: str
    subject: str
    when: str
    score: float
    points: int
    done: int
    path_length: int
    chapters: list[tuple[str, list[Row]]]
    left_out: list[str]  # why katas could not run, which count for nothing
    failures: list[Failures]
    sections: list[tuple[Kata, list[Section]]]
    own: list[Entry]


def content_of(
    workspace: Workspace, path: PathVerdict, subject: str, when: str
) -> Content:
    """The report on a path that was judged without its graded runs, or with them.

    Parameters
    ----------
    place : Here
        The workspace: its path, kept networks and pictures.
    path : PathVerdict
        Of the katas that were judged; the others were not tried.
    subject : str
        "mine" or "reference".
    when : str
        The time, as it is to be told.
    """
    judged = {verdict.slug: verdict for verdict in path.katas}
    left_out = {k.slug: line for k in workspace.path if (line := missing(k))}
    counting = [kata for kata in workspace.path if kata.slug not in left_out]
    runs = {
        kata.slug: graded_runs(workspace, kata, judged.get(kata.slug))
        for kata in counting
    }
    whole = {
        slug: verdict if slug in left_out else with_runs(verdict, runs[slug])
        for slug, verdict in judged.items()
    }
    rows = [
        (kata.chapter, _row(kata, whole.get(kata.slug), kata.slug in left_out))
        for kata in workspace.path
    ]
    points = sum(kata.points for kata in counting)
    score = sum(verdict.score for verdict in whole.values())
    sections = Sections(workspace)
    return Content(
        title=f"{_short(score)} of {points} points",
        whose=WHOSE[subject],
        subject=subject,
        when=when,
        score=score,
        points=points,
        path_length=len(counting),
        done=sum(row.state == DONE for _, row in rows),
        chapters=[
            (chapter, [row for _, row in group])
            for chapter, group in groupby(rows, lambda pair: pair[0])
        ],
        left_out=[f"{slug}: not run: {told}" for slug, told in left_out.items()],
        failures=[
            _failures(kata, whole[kata.slug])
            for kata in counting
            if kata.slug in whole and not _is_fine(whole[kata.slug])
        ],
        sections=[
            (kata, [sections.section(run) for run in runs[kata.slug]])
            for kata in counting
            if any(run.ran or run.problem for run in runs[kata.slug])
        ],
        own=read_shown(workspace.state, subject),
    )


def _is_fine(verdict: KataVerdict) -> bool:
    return verdict.passed or _is_untouched(verdict)


def _is_untouched(verdict: KataVerdict) -> bool:
    units = [test for test in verdict.counting if test.goal is None]
    return all(test.outcome is Outcome.UNWRITTEN for test in units)


def _row(kata: Kata, verdict: KataVerdict | None, left_out: bool) -> Row:
    about = (kata.number, kata.slug, kata.title)
    if left_out:
        return Row(*about, NOT_RUN, "", "")
    if verdict is None or _is_untouched(verdict):
        return Row(*about, NOT_TRIED, "", f"0 of {kata.points}")
    passed = sum(test.passed for test in verdict.counting)
    state = DONE if verdict.passed else NOT_DONE
    tests = f"{passed} of {verdict.total}"
    return Row(*about, state, tests, f"{_short(verdict.score)} of {kata.points}")


def _cards(failures: list[TestVerdict]) -> list[Card]:
    """One card for all tests that tell the same."""
    same: dict[tuple[str, ...], list[TestVerdict]] = {}
    for test in failures:
        same.setdefault(test.card, []).append(test)
    return [
        Card(
            (*lines, *printed_lines(tests[0].printed)),
            [test.sentence for test in tests],
        )
        for lines, tests in same.items()
    ]


def _short(score: float) -> str:
    return f"{score:.1f}".removesuffix(".0")


def _failures(kata: Kata, verdict: KataVerdict) -> Failures:
    """The card that names a mistake first, then the others in their order."""
    red = [test for test in verdict.counting if not test.passed]
    told = [test for test in red if test.outcome is not Outcome.UNWRITTEN]
    told.sort(key=lambda test: not test.mistake)
    cards = _cards(told)
    return Failures(
        kata,
        cards[:MOST_CARDS],
        len(cards[MOST_CARDS:]),
        verdict.to_write,
        verdict.borrowed,
        command(f"check {kata.slug} --full"),
    )
