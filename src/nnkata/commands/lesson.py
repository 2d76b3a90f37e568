"""Read the lesson of a kata."""

from argparse import ArgumentParser, Namespace

from nnkata.commands.options import add_kata
from nnkata.content.workspace import current_workspace
from nnkata.report.markdown import print_markdown


def add_arguments(parser: ArgumentParser) -> None:
    add_kata(parser)


def run(args: Namespace) -> None:
    print_markdown(current_workspace().kata(args.kata).lesson)
