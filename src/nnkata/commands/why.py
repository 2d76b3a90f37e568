"""Read why the reference is as it is, and which other answers are good."""

from argparse import ArgumentParser, Namespace

from nnkata.commands.options import add_kata
from nnkata.content.reveal import confirm_reveal
from nnkata.content.workspace import current_workspace
from nnkata.report.markdown import print_markdown


def add_arguments(parser: ArgumentParser) -> None:
    add_kata(parser)
    parser.add_argument(
        "--yes", action="store_true", help="show it before passing, too"
    )


def run(args: Namespace) -> None:
    """Choices, other good answers and their costs."""
    workspace = current_workspace()
    kata = workspace.kata(args.kata)
    confirm_reveal(workspace, kata, args.yes, "the reasons")
    print_markdown(workspace.solutions / kata.slug / "why.md")
