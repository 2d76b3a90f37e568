"""List the katas of the path with your progress."""

from argparse import Namespace

from nnkata.content.workspace import command, current_workspace
from nnkata.report.path_text import path_lines


def run(args: Namespace) -> None:
    print("\n".join(path_lines(current_workspace())))
    print(f"\n[x] passed   [~] begun   next: {command('check')}")
