"""Start a kata again and forget its hints and its done mark."""

from argparse import ArgumentParser, Namespace

from nnkata.commands.options import add_kata
from nnkata.content.backup import reset_kata
from nnkata.content.hints import hints_file, hints_text, read_hints
from nnkata.content.workspace import current_workspace
from nnkata.files import write_text


def add_arguments(parser: ArgumentParser) -> None:
    add_kata(parser)


def run(args: Namespace) -> None:
    workspace = current_workspace()
    kata = workspace.kata(args.kata)
    message = reset_kata(workspace, kata)
    counts = read_hints(workspace)
    others = {k: n for k, n in counts.items() if not k.startswith(f"{kata.slug}.")}
    if others != counts:
        write_text(hints_file(workspace), hints_text(others))
    print(f"{message}\nIts done mark and the hints that you saw are forgotten.")
