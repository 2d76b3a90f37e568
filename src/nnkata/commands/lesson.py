"""Read the lesson of a kata."""

from argparse import Namespace

from nnkata.commands.options import add_kata
from nnkata.content.workspace import current_workspace
from nnkata.report.markdown import print_markdown

add_arguments = add_kata


def run(args: Namespace) -> None:
    print_markdown(current_workspace().kata(args.kata).lesson)
