"""Show the next hint for a function of a kata."""

import re
from argparse import ArgumentParser, Namespace
from contextlib import suppress

from nnkata.commands.options import add_kata
from nnkata.content.catalog import Kata
from nnkata.content.hints import next_hint
from nnkata.content.schema import read_toml
from nnkata.content.workspace import command, current_workspace
from nnkata.errors import NnkataError, unknown

UNWRITTEN = re.compile(r"""^\s+raise NotImplementedError\(["'](\w+): write me""", re.M)


def add_arguments(parser: ArgumentParser) -> None:
    add_kata(parser)
    parser.add_argument("function", nargs="?", help="default: the first unwritten one")


def run(args: Namespace) -> None:
    """Print the steps that were seen already, and one more."""
    workspace = current_workspace()
    kata = workspace.kata(args.kata)
    hints = read_toml(kata.hints)
    if args.function is not None and args.function not in hints:
        name = unknown(args.function, hints)
        raise NnkataError(f"{kata.slug} has no function {name}")
    function = args.function or _first_unwritten(kata)
    if function in hints:
        print("\n".join(next_hint(workspace, kata, function)))
        return
    print(f"Which function of {kata.slug}?")
    for name in hints:
        print(f"  {command(f'hint {kata.slug} {name}')}")


def _first_unwritten(kata: Kata) -> str:
    """The first function whose body is still that of the stub, or ""."""
    with suppress(OSError):
        text = kata.stub.read_text(encoding="utf-8", errors="replace")
        return next(iter(UNWRITTEN.findall(text)), "")
    return ""
