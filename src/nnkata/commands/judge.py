"""Judging: one kata, the whole path, and the path beside the reference."""

import sys
from argparse import Namespace
from pathlib import Path

from nnkata.content.catalog import Kata
from nnkata.content.python_files import is_new
from nnkata.content.workspace import Workspace, command, current_workspace
from nnkata.errors import DataError, NnkataError
from nnkata.files import can_write, write_whole
from nnkata.judging.cache import VerdictCache
from nnkata.judging.job import Job
from nnkata.judging.runner import DEFAULT, RunOptions, first_deviating, is_timeout
from nnkata.judging.verdict import KataVerdict, PathVerdict, to_json
from nnkata.report import text as report
from nnkata.report.junit import junit
from nnkata.report.progress_bars import judge_jobs
from nnkata.subject.loader import check_subject
from nnkata.training.calibration import read_calibrations


def check(args: Namespace) -> int:
    """The verdict on some katas, each with its first failure; 1 if one is red."""
    workspace = current_workspace()
    chosen = _chosen(workspace, args.katas)
    needs = "borrow" if args.borrow else "reference"
    options = DEFAULT if args.full else RunOptions(enough=is_timeout)
    verdict = _judged(workspace, chosen, args, needs, options)
    for kata, judged in zip(chosen, verdict.katas, strict=True):
        print("\n".join(report.kata_lines(judged, args.full, read_calibrations(kata))))
        _pictures(workspace, judged)
        own = args.subject == "mine" and not args.borrow
        if own and judged.passed and kata.needs and kata.goals:
            print("\n".join(_on_own_files(workspace, kata, args.fresh)))
    if verdict.passed and args.subject == "mine":
        print(_onward(workspace))
    return 0 if verdict.holds else 1


def grade(args: Namespace) -> int:
    """The whole path with a score; 1 if it stays under --fail-under."""
    workspace = current_workspace()
    verdict = _judged(workspace, workspace.path, args)
    if args.json != "-":
        _table(workspace, verdict)
    _write(args.json, to_json(verdict))
    _write(args.junit, junit(verdict))
    return 1 if verdict.percent < args.fail_under else 0


def start(args: Namespace) -> int:
    """The learner's katas beside what the reference reaches, with its curves."""
    workspace = current_workspace()
    mine = _judged(workspace, [k for k in workspace.path if not is_new(k)], args)
    args.subject = "reference"
    reference = _judged(workspace, workspace.path, args)
    _table(workspace, mine, reference)
    for kata, judged in zip(workspace.path, reference.katas, strict=True):
        for test in judged.tests:
            for line in report.goal_lines(test, read_calibrations(kata)):
                print(
                    f"  {kata.slug}: {line}"
                    if not line.startswith(" ")
                    else f"  {line}"
                )
        _pictures(workspace, judged)
    print(_onward(workspace))
    return 0


def _on_own_files(workspace: Workspace, kata: Kata, fresh: bool) -> list[str]:
    """The graded runs again on the learner's own earlier files: isolation, then pride."""
    own = judge_jobs(VerdictCache(workspace), [Job(kata, needs="mine")], fresh)
    if own.holds:
        return ["  It holds on your own earlier files, too."]
    culprit = first_deviating(kata, workspace.path)
    if culprit is None:
        return [
            "  On your own earlier files it does not hold; each passes its own spec."
        ]
    passed = sum(test.passed for test in culprit.counting)
    told = f"{culprit.slug} deviates first ({passed} of {len(culprit.counting)} tests)"
    return [
        f"  On your own earlier files it does not hold: {told}.",
        f"  Mend it ({command(f'check {culprit.slug}')}), or go on with --borrow.",
    ]


def _judged(
    workspace: Workspace,
    katas: list[Kata],
    args: Namespace,
    needs: str = "reference",
    options: RunOptions = DEFAULT,
) -> PathVerdict:
    check_subject(args.subject)
    jobs = [Job(kata, args.subject, needs, args.goals) for kata in katas]
    verdict = judge_jobs(VerdictCache(workspace), jobs, args.fresh, options)
    if args.subject == "mine":
        _record(workspace, katas, verdict)
    return verdict


def _record(workspace: Workspace, katas: list[Kata], verdict: PathVerdict) -> None:
    """Record what was judged; a verdict stands also where that is not possible."""
    known = workspace.progress.problem  # and told already
    problems = [
        workspace.progress.record(kata, judged.passed, judged.missing_goals)
        for kata, judged in zip(katas, verdict.katas, strict=True)
        if not judged.not_run
    ]
    for problem in dict.fromkeys(problems):
        if problem not in ("", known):
            workspace.warn(problem)


def _chosen(workspace: Workspace, names: list[str]) -> list[Kata]:
    if names:
        return [workspace.kata(name) for name in names]
    kata = workspace.next_kata()
    if kata is None:
        raise NnkataError(f"The path is done. `{command('grade')}` judges all of it.")
    return [kata]


def _table(
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


def _onward(workspace: Workspace) -> str:
    kata = workspace.next_kata()
    if kata is None:
        return f"The path is done. See the whole of it: {command('grade')}"
    file = kata.stub.relative_to(workspace.root)
    return f"Next: write {file}, then {command(f'check {kata.slug}')}"


def _pictures(workspace: Workspace, kata: KataVerdict) -> None:
    if not any(test.losses for test in kata.tests):
        return
    folder = workspace.state / "pictures"
    if not can_write(folder):  # the verdict stands without a picture
        print(f"  no loss curve: {folder} cannot be written")
        return
    from nnkata.report.figures import draw_curves

    try:
        files = draw_curves(kata, folder)
    except DataError as error:  # on a full disk, say
        print(f"  no loss curve: {error}")
        return
    for file in files:
        print(f"  loss curve: {file.relative_to(workspace.root)}")


def _write(target: str | None, text: str) -> None:
    if target == "-":
        print(text)
    elif target:
        write_whole(Path(target), text + "\n")
        print(f"written: {target}", file=sys.stderr)
