"""Compare your answer with the reference."""

from argparse import Namespace

from nnkata.commands.options import add_revealed_kata
from nnkata.content.reveal import revealed_kata
from nnkata.report.diff import diff_lines

add_arguments = add_revealed_kata


def run(args: Namespace) -> None:
    workspace, kata = revealed_kata(args.kata, args.yes, "the reference")
    print("\n".join(diff_lines(workspace, kata)))
