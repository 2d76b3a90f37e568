"""The path as a table: tests and points of each kata."""

from nnkata.content.workspace import Workspace
from nnkata.judging.verdict import KataVerdict, PathVerdict


def print_table(
    workspace: Workspace, verdict: PathVerdict, beside: PathVerdict | None = None
) -> None:
    """Kata by kata: tests and points, and what the reference reaches beside it."""
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for name in (
        ("#", "kata", "yours", "reference") if beside else ("#", "kata", "verdict")
    ):
        table.add_column(name, overflow="fold")
    table.add_column("points", justify="right")
    references = {kata.slug: kata for kata in beside.katas} if beside else {}
    judged = {kata.slug: kata for kata in verdict.katas}
    for kata in workspace.path:
        own = judged.get(kata.slug)
        cells = [str(kata.number), kata.slug, _state(own)]
        if beside:
            cells.append(_state(references[kata.slug]))
        score = own.score if own else 0.0
        table.add_row(*cells, f"{score:.1f} of {kata.points}")
    Console().print(table)
    if any(kata.remembered for kata in [*verdict.katas, *references.values()]):
        print("* (remembered): nothing has changed since; --fresh runs all of it")
    absent = {kata.slug for kata in (beside or verdict).katas if kata.not_run}
    total = sum(kata.points for kata in workspace.path if kata.slug not in absent)
    unjudged = sum(kata.unjudged for kata in verdict.katas)
    percent = 100 * verdict.score / (total - unjudged) if total > unjudged else 0.0
    print(f"{verdict.score:.1f} of {total} points ({percent:.0f} %)")
    if unjudged:
        print(f"{unjudged:.1f} points could not be judged, and are not counted")
    for judged_kata in (beside or verdict).katas:
        if judged_kata.not_run:
            print(f"  {judged_kata.slug}: {judged_kata.not_run}")


def _state(verdict: KataVerdict | None) -> str:
    if verdict is None or verdict.unwritten:
        return "[dim]write me[/]"
    if verdict.not_run:
        return "[dim]not run[/]"
    passed, total = sum(t.passed for t in verdict.counting), verdict.total
    colour = "green" if verdict.passed else "red"
    mark = " *" if verdict.remembered else ""
    mark += f", {len(verdict.errors)} not judged" if verdict.errors else ""
    goals = ", ".join(verdict.missing_goals)
    mark += f", without {goals}" if goals else ""
    return f"[{colour}]{passed} of {total} tests[/]{mark}"
