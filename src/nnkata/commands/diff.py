"""Compare your answer with the reference."""

import difflib
from argparse import Namespace

from nnkata.commands.options import add_revealed_kata
from nnkata.content.reveal import revealed_kata
from nnkata.files import text_lines

add_arguments = add_revealed_kata


def run(args: Namespace) -> None:
    workspace, kata = revealed_kata(args.kata, args.yes, "the reference")
    texts = text_lines(kata.stub), text_lines(workspace.reference(kata.slug))
    lines = difflib.unified_diff(*texts, "yours", "reference", lineterm="")
    print("\n".join(lines) or "Your answer is identical to the reference.")
