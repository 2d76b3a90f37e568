"""Write your files and progress into one zip file."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from nnkata.content.backup import written_katas
from nnkata.content.exported import Export, write_export
from nnkata.content.hints import read_hints
from nnkata.content.workspace import current_workspace


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE.zip")


def run(args: Namespace) -> None:
    workspace = current_workspace()
    files = {kata.slug: kata.stub.read_bytes() for kata in written_katas(workspace)}
    passed = workspace.progress.passed
    export = Export(passed, read_hints(workspace), files)
    write_export(Path(args.file), export)
    done = sum(spec is not None for spec in passed.values())
    print(f"{args.file}: {len(files)} files of yours, {done} katas passed.")
