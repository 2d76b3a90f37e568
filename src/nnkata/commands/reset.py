"""Write a fresh stub and keep your file as a backup."""

from argparse import ArgumentParser, Namespace

from nnkata.commands.options import add_flag, add_kata
from nnkata.content.backup import reset_kata
from nnkata.content.workspace import current_workspace
from nnkata.errors import NnkataError


def add_arguments(parser: ArgumentParser) -> None:
    add_kata(parser, "katas", nargs="*")
    add_flag(parser, "--all", "every kata of the path")


def run(args: Namespace) -> None:
    workspace = current_workspace()
    if args.all == bool(args.katas):
        raise NnkataError("Name the katas to reset, or use --all.")
    named = [workspace.kata(name) for name in args.katas]
    for kata in named or workspace.path:
        print(reset_kata(workspace, kata))
