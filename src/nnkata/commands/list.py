"""Show the path, and how far you are."""

from argparse import ArgumentParser, Namespace

from nnkata.content.workspace import command, current_workspace
from nnkata.report.path_text import path_lines


def add_arguments(parser: ArgumentParser) -> None:
    """Nothing to choose."""


def run(args: Namespace) -> None:
    """The path by chapters, with what is done."""
    print("\n".join(path_lines(current_workspace())))
    print(f"\n[x] passed   [~] begun   next: {command('check')}")
