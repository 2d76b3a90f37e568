"""The page itself: every text is escaped, nothing is fetched and no script runs."""

from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from nnkata.content.catalog import Kata
from nnkata.content.extras import missing
from nnkata.content.workspace import Workspace, command
from nnkata.judging.verdict import KataVerdict, Outcome, PathVerdict
from nnkata.report.html.graded import graded_runs, with_runs
from nnkata.report.html.sections import section_of, split_loader
from nnkata.report.text import printed_lines
from nnkata.training.history import read_shown

FOLDER = Path(__file__).parent
DONE, NOT_DONE, NOT_TRIED, NOT_RUN = "done", "not done", "not tried", "not run"
WHOSE = {"mine": "your katas", "reference": "the reference"}


def report_page(
    workspace: Workspace, path: PathVerdict, subject: str, when: str
) -> str:
    """Return the report as HTML.

    What a learner wrote and what files are called is escaped by the template; a policy
    in the page forbids scripts and addresses all the same.

    Parameters
    ----------
    workspace : Workspace
        Its path of katas, stored networks and pictures.
    path : PathVerdict
        Of the katas that were judged, with their graded runs or without; the others
        were not tried.
    subject : str
        "mine" or "reference".
    when : str
        The time, as it is shown.
    """
    unavailable = {k.slug: why for k in workspace.path if (why := missing(k))}
    katas = [kata for kata in workspace.path if kata.slug not in unavailable]
    verdicts = {verdict.slug: verdict for verdict in path.katas}
    runs = {k.slug: graded_runs(workspace, k, verdicts.get(k.slug)) for k in katas}
    verdicts = {
        slug: with_runs(verdict, runs[slug])
        for slug, verdict in verdicts.items()
        if slug in runs
    }
    rows = [_row(kata, verdicts.get(kata.slug)) for kata in workspace.path]
    for row in rows:
        if row["kata"].slug in unavailable:
            row |= {"state": NOT_RUN, "points": ""}
    load_split = split_loader(workspace)
    text: str = _template().render(
        whose=WHOSE[subject],
        when=when,
        score=_number(sum(verdict.score for verdict in verdicts.values())),
        points=sum(kata.points for kata in katas),
        done=sum(row["state"] == DONE for row in rows),
        length=len(katas),
        chapters=[
            (chapter, list(group))
            for chapter, group in groupby(rows, lambda row: row["kata"].chapter)
        ],
        unavailable=unavailable,
        failures=[
            (kata, verdict, _cards(verdict))
            for kata in katas
            if (verdict := verdicts.get(kata.slug))
            and not (verdict.passed or _is_untouched(verdict))
        ],
        networks=[
            (kata, [section_of(workspace, run, load_split) for run in runs[kata.slug]])
            for kata in katas
            if any(run.ran or run.problem for run in runs[kata.slug])
        ],
        pictures=read_shown(workspace.state, subject),
    )
    return text


def _is_untouched(verdict: KataVerdict) -> bool:
    units = [test for test in verdict.counting if test.goal is None]
    return all(test.outcome is Outcome.UNWRITTEN for test in units)


def _row(kata: Kata, verdict: KataVerdict | None) -> dict[str, Any]:
    """Return a row of the table of katas."""
    state, tests, score = NOT_TRIED, "", 0.0
    if verdict is not None and not _is_untouched(verdict):
        passed = sum(test.passed for test in verdict.counting)
        state = DONE if verdict.passed else NOT_DONE
        tests, score = f"{passed} of {verdict.total}", verdict.score
    points = f"{_number(score)} of {kata.points}"
    return {"kata": kata, "state": state, "tests": tests, "points": points}


def _cards(verdict: KataVerdict) -> list[tuple[tuple[str, ...], list[str]]]:
    """Return the lines of each failure card, and the tests that share it.

    Cards that name a known mistake come first.
    """
    failures = [
        test
        for test in verdict.counting
        if not test.passed and test.outcome is not Outcome.UNWRITTEN
    ]
    tests: dict[tuple[str, ...], list[Any]] = {}
    for test in sorted(failures, key=lambda test: not test.mistake):
        tests.setdefault(test.card, []).append(test)
    return [
        ((*lines, *printed_lines(same[0].printed)), [test.sentence for test in same])
        for lines, same in tests.items()
    ]


def _number(score: float) -> str:
    return f"{score:.1f}".removesuffix(".0")


@cache
def _template() -> Any:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["unescaped"] = Markup  # for our own SVG and style alone
    environment.globals["command"] = command
    environment.globals["style"] = (FOLDER / "style.css").read_text(encoding="utf-8")
    return environment.get_template("report.html")
