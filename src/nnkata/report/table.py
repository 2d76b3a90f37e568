"""The path as a table of tests and points, and the score below it."""

from rich.table import Table

from nnkata.content.workspace import Workspace
from nnkata.judging.verdict import KataVerdict, PathVerdict


def path_table(
    workspace: Workspace, verdict: PathVerdict, reference: PathVerdict | None = None
) -> Table:
    """Return the tests and points of each kata, beside what the reference reaches."""
    table = Table(box=None, pad_edge=False)
    paths = {"verdict": verdict}
    if reference is not None:
        paths = {"yours": verdict, "reference": reference}
    for name in ("#", "kata", *paths):
        table.add_column(name, overflow="fold")
    table.add_column("points", justify="right")
    judged = [{k.slug: k for k in path.katas} for path in paths.values()]
    for kata in workspace.path:
        verdicts = [by_slug.get(kata.slug) for by_slug in judged]
        score = verdicts[0].score if verdicts[0] else 0.0
        points = f"{score:.1f} of {kata.points}"
        table.add_row(str(kata.number), kata.slug, *map(_state, verdicts), points)
    return table


def score_lines(
    verdict: PathVerdict, reference: PathVerdict | None = None
) -> list[str]:
    """Return the score, and what did not count; katas that cannot run count nothing."""
    complete = reference or verdict
    note = "* (cached): nothing has changed since; --fresh runs everything again"
    cached = any(kata.remembered for kata in (*verdict.katas, *complete.katas))
    lines = [note] if cached else []
    not_run = [f"  {k.slug}: {k.not_run}" for k in complete.katas if k.not_run]
    total = complete.points
    unjudged = sum(kata.unjudged for kata in verdict.katas)
    percent = 100 * verdict.score / (total - unjudged) if total > unjudged else 0.0
    lines.append(f"{verdict.score:.1f} of {total} points ({percent:.0f} %)")
    if unjudged:
        lines.append(f"{unjudged:.1f} points could not be judged, and are not counted")
    return lines + not_run


def _state(verdict: KataVerdict | None) -> str:
    if verdict is None or verdict.unwritten:
        return "[dim]write me[/]"
    if verdict.not_run:
        return "[dim]not run[/]"
    passed = sum(test.passed for test in verdict.counting)
    colour = "green" if verdict.passed else "red"
    notes = " *" if verdict.remembered else ""
    if verdict.errors:
        notes += f", {len(verdict.errors)} not judged"
    if verdict.missing_goals:
        notes += f", without {', '.join(verdict.missing_goals)}"
    return f"[{colour}]{passed} of {verdict.total} tests[/]{notes}"
