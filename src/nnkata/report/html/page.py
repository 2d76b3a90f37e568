"""The page itself: every text is escaped, nothing is fetched and no script runs."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from nnkata.content.catalog import Kata
from nnkata.content.extras import missing
from nnkata.content.workspace import Workspace, command
from nnkata.judging.verdict import KataVerdict, PathVerdict
from nnkata.report.html.cards import failure_cards
from nnkata.report.html.graded import NOT_TRAINED, GradedRun, graded_runs
from nnkata.report.html.own_runs import own_runs
from nnkata.report.html.parts import WHOSE, load_split, parts_of
from nnkata.report.html.plots import curve_words, loss_plot
from nnkata.training.history import read_shown

# What a plot takes from the style of our page, for a page that has another.
ALONE = """<style>
.nnkata-plot { --yours: #c2570c; max-width: 33rem; }
.nnkata-plot path { fill: none; stroke: currentColor; stroke-width: 1.5; }
.nnkata-plot .dots { stroke-width: 5; stroke-linecap: round; }
.nnkata-plot text { fill: currentColor; font-size: 10px; }
</style>"""
FOLDER = Path(__file__).parent
PLOTS_STYLE = FOLDER / "plots.css"
PASSED, FAILED, NOT_TRIED, NOT_RUN = "passed", "failed", "not tried", "not run"


def report_page(
    workspace: Workspace,
    path: PathVerdict,
    subject: str,
    when: str,
    names: Sequence[str] = (),
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
    names : sequence of str
        Of the runs on data of the learner's choice that are shown, all by default.
    """
    unavailable = {k.slug: why for k in workspace.path if (why := missing(k))}
    katas = [kata for kata in workspace.path if kata.slug not in unavailable]
    judged = {verdict.slug: verdict for verdict in path.katas if not verdict.unwritten}
    entries: list[tuple[Kata, KataVerdict, list[GradedRun]]] = []
    for kata in katas:
        if verdict := judged.get(kata.slug):
            runs = graded_runs(workspace, kata, subject, verdict.tests)
            units = [test for test in verdict.tests if test.goal is None]
            tests = (*units, *(run.test for run in runs))
            entries.append((kata, replace(verdict, tests=tests), runs))
    verdicts = {kata.slug: verdict for kata, verdict, _ in entries}
    rows = [
        _row(k, verdicts.get(k.slug), k.slug in unavailable) for k in workspace.path
    ]
    split = cache(partial(load_split, workspace.datasets))
    template = environment().get_template("report.html")
    return template.render(
        subject=subject,
        whose=WHOSE[subject],
        when=when,
        score=_number(sum(verdict.score for verdict in verdicts.values())),
        points=sum(kata.points for kata in katas),
        passed=sum(state == PASSED for _, state, *_ in rows),
        rows=rows,
        unavailable=unavailable,
        failures=[
            (kata, verdict, failure_cards(verdict.counting))
            for kata, verdict, _ in entries
            if verdict.failures
        ],
        networks=[
            (kata, [(run, *parts_of(workspace, run, split)) for run in runs])
            for kata, verdict, runs in sorted(entries, key=_is_untrained)
            # What only waits to be trained comes last, and says how.
            if not _is_untrained((kata, verdict, runs))
            or (runs and not verdict.failures)
        ],
        own=own_runs(workspace, names, split),
        pictures=read_shown(workspace.state, subject),
    )


def _is_untrained(entry: tuple[Kata, KataVerdict, list[GradedRun]]) -> bool:
    _, _, runs = entry
    return not any(run.ran or run.problem for run in runs)


def _row(
    kata: Kata, verdict: KataVerdict | None, is_missing: bool
) -> tuple[Kata, str, str, str]:
    """Return a kata with its state, and its tests and points as texts."""
    if is_missing:
        return kata, NOT_RUN, "", "not counted"
    if verdict is None:
        return kata, NOT_TRIED, "", f"0 of {kata.points}"
    passed = sum(test.passed for test in verdict.counting)
    state = PASSED if verdict.passed else FAILED if verdict.failures else NOT_TRAINED
    points = f"{_number(verdict.score)} of {kata.points}"
    return kata, state, f"{passed} of {verdict.total}", points


def _number(score: float) -> str:
    return f"{score:.1f}".removesuffix(".0")


def curve_alone(caption: str, losses: Sequence[float]) -> str:
    """Return a loss curve as HTML with its own style, for a page that is not ours."""
    parts: Any = environment().get_template("parts.html").module
    drawing = parts.drawing(
        loss_plot(losses, WHOSE["mine"]), caption, curve_words(losses)
    )
    return f'{ALONE}<div class="nnkata-plot">{drawing}</div>'


def environment(*folders: Path) -> Environment:
    """Return the templates of the page and of other folders; they escape every text."""
    templates = Environment(
        loader=FileSystemLoader([*folders, FOLDER]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.globals["command"] = command
    sheets = (FOLDER / "style.css", PLOTS_STYLE)
    texts = [sheet.read_text(encoding="utf-8") for sheet in sheets]
    templates.globals["style"] = "".join(texts)
    return templates
