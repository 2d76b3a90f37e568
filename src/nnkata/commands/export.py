"""Write your files and progress as one zip."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from nnkata.content.backup import written_katas
from nnkata.content.exported import Export, write_export
from nnkata.content.hints import read_hints
from nnkata.content.workspace import current_workspace


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE.zip")


def run(args: Namespace) -> None:
    """Done marks, hints seen and the learner's files, as one zip."""
    workspace = current_workspace()
    files = {kata.slug: kata.stub.read_bytes() for kata in written_katas(workspace)}
    export = Export(workspace.progress.passed, read_hints(workspace), files)
    write_export(Path(args.file), export)
    print(f"{args.file}: {len(files)} files of yours, {_done(export)} katas passed.")


def _done(export: Export) -> int:
    return sum(version is not None for version in export.passed.values())
