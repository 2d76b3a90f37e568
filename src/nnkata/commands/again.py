"""Start a kata again and forget its hints and its done mark."""

from argparse import Namespace

from nnkata.commands.options import add_kata
from nnkata.content.backup import reset_kata
from nnkata.content.hints import read_hints, write_hints
from nnkata.content.workspace import current_workspace

add_arguments = add_kata


def run(args: Namespace) -> None:
    workspace = current_workspace()
    kata = workspace.kata(args.kata)
    print(reset_kata(workspace, kata))
    counts = read_hints(workspace)
    others = {k: n for k, n in counts.items() if not k.startswith(f"{kata.slug}.")}
    if others != counts:
        write_hints(workspace, others)
    print("Its done mark and the hints that you saw are forgotten.")
