"""Start a kata again: its hints and its done mark are forgotten."""

from argparse import ArgumentParser, Namespace

from nnkata.commands.options import add_kata
from nnkata.content.backup import reset_kata
from nnkata.content.hints import hints_file, hints_text, read_hints
from nnkata.content.workspace import current_workspace
from nnkata.files import write_text


def add_arguments(parser: ArgumentParser) -> None:
    add_kata(parser)


def run(args: Namespace) -> None:
    """A kata from its beginning: fresh stub, no done mark, no hint seen."""
    workspace = current_workspace()
    kata = workspace.kata(args.kata)
    told = reset_kata(workspace, kata)
    seen = read_hints(workspace)
    kept = {k: n for k, n in seen.items() if not k.startswith(f"{kata.slug}.")}
    if kept != seen:
        write_text(hints_file(workspace), hints_text(kept))
    print(f"{told}\nIts done mark and the hints you saw are forgotten.")
