"""Compare your katas with what the reference reaches."""

from argparse import Namespace

from nnkata.commands.options import add_fresh
from nnkata.content.python_files import is_new
from nnkata.content.workspace import command, current_workspace
from nnkata.judging.job import Job
from nnkata.report.path_text import next_step
from nnkata.report.progress_bars import judge_and_record
from nnkata.report.table import path_table, score_lines

add_arguments = add_fresh


def run(args: Namespace) -> None:
    """Print the learner's results beside the reference's, and what shows the networks."""
    from rich.console import Console

    workspace = current_workspace()
    jobs = [Job(kata) for kata in workspace.path if not is_new(kata)]
    mine = judge_and_record(workspace, jobs, args.fresh)
    jobs = [Job(kata, "reference") for kata in workspace.path]
    reference = judge_and_record(workspace, jobs, args.fresh)
    Console().print(path_table(workspace, mine, reference))
    print("\n".join(score_lines(mine, reference)))
    networks = command("report --subject=reference")
    print(f"The reference's networks, with their curves: {networks}")
    print(next_step(workspace))
