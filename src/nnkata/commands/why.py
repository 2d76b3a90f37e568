"""Read the reasons for the reference, and about other good answers."""

from argparse import ArgumentParser, Namespace

from nnkata.commands.options import add_kata, add_yes
from nnkata.content.reveal import confirm_reveal
from nnkata.content.workspace import current_workspace
from nnkata.report.markdown import print_markdown


def add_arguments(parser: ArgumentParser) -> None:
    add_kata(parser)
    add_yes(parser)


def run(args: Namespace) -> None:
    workspace = current_workspace()
    kata = workspace.kata(args.kata)
    confirm_reveal(workspace, kata, args.yes, "the reasons")
    print_markdown(workspace.solutions / kata.slug / "why.md")
