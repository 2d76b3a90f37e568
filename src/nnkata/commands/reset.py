"""Write a fresh stub; your file is kept as a backup."""

from argparse import ArgumentParser, Namespace

from nnkata.commands.options import add_kata
from nnkata.content.backup import reset_kata
from nnkata.content.workspace import current_workspace
from nnkata.errors import NnkataError


def add_arguments(parser: ArgumentParser) -> None:
    add_kata(parser, "katas", nargs="*")
    parser.add_argument("--all", action="store_true", help="every kata of the path")


def run(args: Namespace) -> None:
    """Fresh stubs; what was there is kept beside them as a backup."""
    workspace = current_workspace()
    if args.all == bool(args.katas):
        raise NnkataError("Name the katas to reset, or say --all.")
    katas = (
        workspace.path if args.all else [workspace.kata(name) for name in args.katas]
    )
    for kata in katas:
        print(reset_kata(workspace, kata))
