"""Judge the whole path and give a score."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from nnkata.commands.options import add_fresh, add_subject
from nnkata.content.workspace import current_workspace
from nnkata.files import write_text
from nnkata.judging.verdict import to_json
from nnkata.report.judged import judge_katas
from nnkata.report.junit import junit
from nnkata.report.table import print_table


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--fail-under", type=float, metavar="PERCENT", default=0.0)
    parser.add_argument(
        "--json", metavar="FILE", help="write the verdicts; - for the terminal"
    )
    parser.add_argument(
        "--junit", metavar="FILE", help="write the verdicts as JUnit XML"
    )
    add_fresh(parser)
    add_subject(parser)


def run(args: Namespace) -> int:
    """The whole path with a score; 1 if it stays under --fail-under."""
    workspace = current_workspace()
    verdict = judge_katas(workspace, workspace.path, args)
    if args.json != "-":
        print_table(workspace, verdict)
    _write(args.json, to_json(verdict))
    _write(args.junit, junit(verdict))
    return 1 if verdict.percent < args.fail_under else 0


def _write(target: str | None, text: str) -> None:
    if target == "-":
        print(text)
    elif target:
        write_text(Path(target), text + "\n")
        print(f"written: {target}", file=sys.stderr)
