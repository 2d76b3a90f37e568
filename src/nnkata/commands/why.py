"""Read the reasons for the reference, and about other good answers."""

from argparse import Namespace

from nnkata.commands.options import add_revealed_kata
from nnkata.content.reveal import revealed_kata
from nnkata.report.markdown import print_markdown

add_arguments = add_revealed_kata


def run(args: Namespace) -> None:
    workspace, kata = revealed_kata(args.kata, args.yes, "the reasons")
    print_markdown(workspace.solutions / kata.slug / "why.md")
