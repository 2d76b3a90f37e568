"""Judge the whole path and give a score."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from nnkata.commands.options import add_fresh, add_subject
from nnkata.content.workspace import current_workspace
from nnkata.files import write_text
from nnkata.judging.job import Job
from nnkata.judging.verdict import to_json
from nnkata.report.junit import junit
from nnkata.report.progress_bars import judge_and_record
from nnkata.report.table import path_table, score_lines


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--fail-under",
        type=float,
        metavar="PERCENT",
        default=0.0,
        help="exit with status 1 below this score",
    )
    parser.add_argument("--json", metavar="FILE", help="write JSON; - for the terminal")
    parser.add_argument("--junit", metavar="FILE", help="write JUnit XML")
    add_fresh(parser)
    add_subject(parser)


def run(args: Namespace) -> int:
    """Print a table and write the files; return 1 if the score is under --fail-under."""
    from rich.console import Console

    workspace = current_workspace()
    jobs = [Job(kata, args.subject, goals=args.goals) for kata in workspace.path]
    verdict = judge_and_record(workspace, jobs, args.fresh)
    if args.json != "-":
        Console().print(path_table(workspace, verdict))
        print("\n".join(score_lines(verdict)))
    _write(args.json, to_json(verdict))
    _write(args.junit, junit(verdict))
    return 1 if verdict.percent < args.fail_under else 0


def _write(target: str | None, text: str) -> None:
    if target == "-":
        print(text)
    elif target:
        write_text(Path(target), text + "\n")
        print(f"written: {target}", file=sys.stderr)
