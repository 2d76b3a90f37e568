"""Write a kata as a notebook whose last cell judges it."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from nnkata.commands.options import add_kata
from nnkata.content.stubs import stub_of
from nnkata.content.workspace import bundled, nearest
from nnkata.errors import WorkspaceError
from nnkata.files import same_text, write_text
from nnkata.notebook.export import notebook_of


def add_arguments(parser: ArgumentParser) -> None:
    add_kata(parser)
    parser.add_argument("file", nargs="?", help="default: KATA.ipynb in this folder")


def run(args: Namespace) -> None:
    """Write the notebook; a file that holds anything else is left alone."""
    workspace = nearest(Path.cwd()) or bundled()
    kata = workspace.kata(args.kata)
    file = Path(args.file or f"{kata.slug}.ipynb")
    text = notebook_of(kata, stub_of(workspace.reference(kata.slug)))
    is_same = file.is_file() and same_text(file.read_bytes(), text.encode())
    if file.exists() and not is_same:
        raise WorkspaceError(
            f"{file} exists and holds something else. Name another file, or move it away."
        )
    write_text(file, text)
    print(f"{file}: open it in Jupyter, VS Code or Colab, and run its cells in order.")
