"""Arguments that several verbs share."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from nnkata.content.workspace import current_workspace


def add_kata(
    parser: ArgumentParser,
    name: str = "kata",
    others: Sequence[str] = (),
    **options: Any,
) -> None:
    """Add an argument that names a kata, or several; shells complete it.

    `others` are words that it takes beside the names of katas.
    """
    options.setdefault("help", "its name, its number, or the path of its folder")
    argument: Any = parser.add_argument(name, metavar="kata", **options)
    argument.completer = partial(_words, others)


def add_current_kata(parser: ArgumentParser) -> None:
    """Add an argument that names a kata, or by default the current one."""
    add_kata(parser, nargs="?", help="without one, the next kata")


def add_flag(parser: ArgumentParser, name: str, text: str) -> None:
    """Add an option that takes no value: true where it is given."""
    parser.add_argument(name, action="store_true", help=text)


def add_fresh(parser: ArgumentParser) -> None:
    """Add --fresh, which ignores cached verdicts."""
    add_flag(parser, "--fresh", "run everything again, also what is cached")


def add_whose(parser: ArgumentParser) -> None:
    """Add --subject: whose code it is about."""
    parser.add_argument(
        "--subject", default="mine", help="whose code: mine, reference, stub, or a path"
    )


def add_subject(parser: ArgumentParser) -> None:
    """Add --subject and --goals: whose code is judged, and by which graded runs."""
    add_whose(parser)
    parser.add_argument(
        "--goals",
        default="required",
        choices=("required", "all", "none"),
        help="which graded runs: the required ones, all with installed data, or none",
    )


def add_revealed_kata(parser: ArgumentParser) -> None:
    """Add a kata and --yes, which reveals the reference before the kata is passed."""
    add_kata(parser)
    add_flag(parser, "--yes", "show it although you have not passed the kata")


def add_actions(
    parser: ArgumentParser,
    actions: Mapping[str, Callable[[Namespace], int | None]],
    required: bool = False,
) -> Mapping[str, ArgumentParser]:
    """Add the actions of a verb, whose docstrings are their help; return their parsers.

    The function of the chosen action stands in `args.action`.
    """
    group = parser.add_subparsers(metavar="action", title="actions", required=required)
    for name, action in actions.items():
        text = action.__doc__ or ""
        action_parser = group.add_parser(name, help=help_line(text), description=text)
        action_parser.set_defaults(action=action)
    return group.choices


def help_line(docstring: str) -> str:
    """Return the first line of a docstring as a line of help."""
    line = docstring.partition("\n")[0].rstrip(".")
    return line[:1].lower() + line[1:]  # "" under python -OO


def _words(others: Sequence[str], **_: Any) -> list[str]:
    """Return the katas of this workspace and other words, for a shell to complete."""
    return [*(kata.slug for kata in current_workspace().path), *others]
