"""Compare your katas with what the reference reaches."""

from argparse import Namespace

from nnkata.commands.options import add_fresh
from nnkata.content.python_files import is_new
from nnkata.content.workspace import current_workspace
from nnkata.judging.job import Job
from nnkata.report.curves import run_lines
from nnkata.report.figures import curve_lines
from nnkata.report.path_text import next_step
from nnkata.report.progress_bars import judge_and_record
from nnkata.report.table import path_table, score_lines
from nnkata.training.calibration import read_calibrations

add_arguments = add_fresh


def run(args: Namespace) -> None:
    """Print the learner's results beside the reference's, and the reference's curves."""
    from rich.console import Console

    workspace = current_workspace()
    jobs = [Job(kata) for kata in workspace.path if not is_new(kata)]
    mine = judge_and_record(workspace, jobs, args.fresh)
    jobs = [Job(kata, "reference") for kata in workspace.path]
    reference = judge_and_record(workspace, jobs, args.fresh)
    Console().print(path_table(workspace, mine, reference))
    print("\n".join(score_lines(mine, reference)))
    for kata, judged in zip(workspace.path, reference.katas, strict=True):
        baselines = read_calibrations(kata)
        lines = [line for test in judged.tests for line in run_lines(test, baselines)]
        for line in lines:
            print(f"  {line if line.startswith(' ') else f'{kata.slug}: {line}'}")
        for line in curve_lines(workspace, judged):
            print(line)
    print(next_step(workspace))
