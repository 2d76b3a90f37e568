"""Compare your katas with what the reference reaches."""

from argparse import ArgumentParser, Namespace

from nnkata.commands.options import add_fresh
from nnkata.content.python_files import is_new
from nnkata.content.workspace import current_workspace
from nnkata.report import text as report
from nnkata.report.figures import print_curves
from nnkata.report.judged import judge_katas
from nnkata.report.path_text import onward
from nnkata.report.table import print_table
from nnkata.training.calibration import read_calibrations


def add_arguments(parser: ArgumentParser) -> None:
    add_fresh(parser)


def run(args: Namespace) -> int:
    """The learner's katas beside what the reference reaches, with its curves."""
    workspace = current_workspace()
    args.goals, args.subject = "required", "mine"
    mine = judge_katas(workspace, [k for k in workspace.path if not is_new(k)], args)
    args.subject = "reference"
    reference = judge_katas(workspace, workspace.path, args)
    print_table(workspace, mine, reference)
    for kata, judged in zip(workspace.path, reference.katas, strict=True):
        for test in judged.tests:
            for line in report.goal_lines(test, read_calibrations(kata)):
                print(
                    f"  {kata.slug}: {line}"
                    if not line.startswith(" ")
                    else f"  {line}"
                )
        print_curves(workspace, judged)
    print(onward(workspace))
    return 0
