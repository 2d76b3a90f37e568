"""Arguments that several verbs share."""

from argparse import ArgumentParser, Namespace
from typing import Any


def add_kata(parser: ArgumentParser, name: str = "kata", **options: Any) -> None:
    """Add an argument that names a kata, or several; shells complete it."""
    text = "its name, its number, or the path of its folder"
    argument: Any = parser.add_argument(
        name, metavar="kata", help=options.pop("help", text), **options
    )
    argument.completer = _slugs


def add_fresh(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--fresh",
        action="store_true",
        help="run everything again, including what has not changed since its verdict",
    )


def add_subject(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--subject",
        default="mine",
        metavar="WHO",
        help="whose code: mine, reference, stub, or a file or folder",
    )
    parser.add_argument(
        "--goals",
        default="required",
        choices=("required", "all", "none"),
        help="which graded runs: the required ones, all with installed data, or none",
    )


def _slugs(prefix: str, parsed_args: Namespace, **others: Any) -> list[str]:
    """The katas of this workspace, for a shell that completes a word."""
    from nnkata.content.workspace import current_workspace

    return [kata.slug for kata in current_workspace().path]
