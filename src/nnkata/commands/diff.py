"""Compare your answer with the reference."""

import difflib
from argparse import ArgumentParser, Namespace

from nnkata.commands.options import add_kata, add_yes
from nnkata.content.reveal import confirm_reveal
from nnkata.content.workspace import current_workspace
from nnkata.files import text_lines


def add_arguments(parser: ArgumentParser) -> None:
    add_kata(parser)
    add_yes(parser)


def run(args: Namespace) -> None:
    workspace = current_workspace()
    kata = workspace.kata(args.kata)
    confirm_reveal(workspace, kata, args.yes, "the reference")
    texts = text_lines(kata.stub), text_lines(workspace.reference(kata.slug))
    lines = difflib.unified_diff(*texts, "yours", "reference", lineterm="")
    print("\n".join(lines) or "Your answer is identical to the reference.")
