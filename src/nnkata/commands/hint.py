"""Show the next hint for a function of a kata."""

import ast
from argparse import ArgumentParser, Namespace

from nnkata.commands.options import add_kata
from nnkata.content.catalog import Kata
from nnkata.content.hints import next_hint
from nnkata.content.schema import read_toml
from nnkata.content.workspace import command, current_workspace
from nnkata.errors import NnkataError, did_you_mean


def add_arguments(parser: ArgumentParser) -> None:
    add_kata(parser)
    parser.add_argument(
        "function", nargs="?", help="without one, the first that is not written"
    )


def run(args: Namespace) -> None:
    """One more step for a function; steps seen already are shown with it."""
    workspace = current_workspace()
    kata = workspace.kata(args.kata)
    hints = read_toml(kata.hints)
    if args.function is not None and args.function not in hints:
        raise NnkataError(
            f"{kata.slug} has no function '{args.function}'."
            f"{did_you_mean(args.function, hints)} It has: {', '.join(hints)}."
        )
    function = args.function or _first_unwritten(kata)
    if function not in hints:
        print(f"Which function of {kata.slug}?")
        for name in hints:
            print(f"  {command(f'hint {kata.slug} {name}')}")
        return
    print("\n".join(next_hint(workspace, kata, function)))


def _first_unwritten(kata: Kata) -> str | None:
    """The first function whose body still says "write me"."""
    try:
        tree = ast.parse(kata.stub.read_text(encoding="utf-8-sig"))
    except (OSError, SyntaxError, ValueError):
        return None
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and ": write me" in ast.unparse(node):
            return node.name
    return None
