"""Judge katas, or the next one if none is named."""

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import replace

from nnkata.commands.options import add_flag, add_fresh, add_kata, add_subject
from nnkata.content.catalog import Kata
from nnkata.content.workspace import Workspace, command, current_workspace
from nnkata.errors import NnkataError
from nnkata.judging.cache import VerdictCache
from nnkata.judging.job import Job
from nnkata.judging.runner import DEFAULT, RunOptions, first_deviating, is_timeout
from nnkata.judging.verdict import KataVerdict, PathVerdict
from nnkata.report.path_text import next_step
from nnkata.report.progress_bars import judge_and_record, judge_jobs
from nnkata.report.text import kata_lines


def add_arguments(parser: ArgumentParser) -> None:
    add_kata(parser, "katas", nargs="*")
    add_flag(parser, "--full", "show every failure, not only the first")
    add_flag(parser, "--debug", "open the debugger in the call that fails")
    add_fresh(parser)
    add_subject(parser)
    add_flag(parser, "--isolated", "run your file in a process of its own, walled off")
    add_flag(parser, "--borrow", "use your earlier files where they are written")


def run(args: Namespace) -> int:
    """Print the verdicts and what comes next; return 1 if one of them does not hold."""
    workspace = current_workspace()
    chosen = _chosen_katas(workspace, args.katas)
    needs = "borrow" if args.borrow else "reference"
    options = DEFAULT if args.full else RunOptions(enough=is_timeout)
    job = Job(chosen[0], args.subject, needs, args.goals, is_isolated=args.isolated)
    jobs = [replace(job, kata=kata) for kata in chosen]
    if args.isolated:
        print(_isolation(chosen))
    verdict = judge_and_record(workspace, jobs, args.fresh, options)
    for kata, judged in zip(chosen, verdict.katas, strict=True):
        print("\n".join(_lines(workspace, kata, judged, args.full)))
        own = args.subject == "mine" and not args.borrow
        if own and judged.passed and kata.needs and kata.goals:
            print("  " + _result_on_own_files(workspace, kata, args.fresh))
        if judged.passed and args.subject == "mine":
            from nnkata.report.passed import passed_lines

            print(*passed_lines(kata, judged), sep="\n")
    if verdict.passed and args.subject == "mine":
        print(next_step(workspace))
    if args.debug:
        _debug(workspace, args, verdict)
    return 0 if verdict.holds else 1


def _isolation(katas: Sequence[Kata]) -> str:
    """Return how the subject is kept apart from all else, or that it is not."""
    if not hasattr(os, "fork"):
        raise NnkataError(
            "--isolated needs a system that can fork processes:"
            " use it on Linux, on macOS or in WSL."
        )
    from nnkata.subject.sandbox.tiers import best_tier

    tier = best_tier()
    text = f"isolated: {tier.name}"
    if not tier.is_wall:
        text += f"; this stops no harm: it {tier.problem or 'is a process of its own'}"
    here = [kata.slug for kata in katas if kata.extras]
    return text + (f"; not isolated: {', '.join(here)}" if here else "")


def _debug(workspace: Workspace, args: Namespace, verdict: PathVerdict) -> None:
    """Open the debugger in the failing call of the first kata that has one."""
    if args.subject != "mine":
        raise NnkataError("--debug opens your own file: use it without --subject.")
    from nnkata.judging import repro

    for judged in verdict.katas:
        if failure := repro.telling_test(judged):
            kata = workspace.kata(judged.slug)
            repro.debug(workspace, kata, repro.failing_call(kata, failure.name))
            return
    print("Nothing to debug: no unit test has failed.")


def _lines(
    workspace: Workspace, kata: Kata, verdict: KataVerdict, full: bool
) -> list[str]:
    """Return the verdict as text, with the loss curves of its graded runs."""
    if not kata.goals:
        return kata_lines(verdict, full)
    from nnkata.report.figures import curve_lines
    from nnkata.training.calibration import read_calibrations

    lines = kata_lines(verdict, full, read_calibrations(kata))
    return lines + curve_lines(workspace, verdict)


def _chosen_katas(workspace: Workspace, names: list[str]) -> list[Kata]:
    if names:
        return [workspace.kata(name) for name in names]
    kata = workspace.next_kata()
    if kata is None:
        raise NnkataError(f"The path is done. `{command('grade')}` judges all of it.")
    return [kata]


def _result_on_own_files(workspace: Workspace, kata: Kata, fresh: bool) -> str:
    """The graded runs once more, now with the learner's own earlier files."""
    own = judge_jobs(VerdictCache(workspace), [Job(kata, needs="mine")], fresh)
    if own.holds:
        return "It passes with your own earlier files, too."
    failure = "With your own earlier files it does not pass: "
    culprit = first_deviating(kata, workspace.path)
    if culprit is None:
        return f"{failure}each of them passes its own spec."
    passed = sum(test.passed for test in culprit.counting)
    return (
        f"{failure}{culprit.slug} passes {passed} of its {culprit.total} tests.\n"
        f"  Fix it ({command(f'check {culprit.slug}')}), or go on with --borrow."
    )
