"""Compare your answer with the reference."""

import difflib
from argparse import ArgumentParser, Namespace

from nnkata.commands.options import add_kata
from nnkata.content.reveal import confirm_reveal
from nnkata.content.workspace import current_workspace
from nnkata.files import text_lines


def add_arguments(parser: ArgumentParser) -> None:
    add_kata(parser)
    parser.add_argument(
        "--yes", action="store_true", help="show it before passing, too"
    )


def run(args: Namespace) -> None:
    """From the learner's answer to the reference."""
    workspace = current_workspace()
    kata = workspace.kata(args.kata)
    confirm_reveal(workspace, kata, args.yes, "the reference")
    mine, reference = kata.stub, workspace.reference(kata.slug)
    lines = difflib.unified_diff(
        text_lines(mine), text_lines(reference), "yours", "reference", lineterm=""
    )
    print("\n".join(lines) or "Your answer is the reference, to the letter.")
