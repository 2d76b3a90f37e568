"""Write your files and progress as one zip."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from nnkata.content.backup import written_katas
from nnkata.content.exported import Parcel, write_parcel
from nnkata.content.hints import hints_file, hints_seen
from nnkata.content.workspace import current_workspace


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE.zip")


def run(args: Namespace) -> None:
    """Done marks, hints seen and the learner's files, as one zip."""
    workspace = current_workspace()
    files = {kata.slug: kata.stub.read_bytes() for kata in written_katas(workspace)}
    parcel = Parcel(
        workspace.progress.passed,
        hints_seen(hints_file(workspace), workspace.warn),
        files,
    )
    write_parcel(Path(args.file), parcel)
    print(f"{args.file}: {len(files)} files of yours, {_done(parcel)} katas passed.")


def _done(parcel: Parcel) -> int:
    return sum(version is not None for version in parcel.passed.values())
