"""Restore files and progress from a zip file that `export` wrote."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from nnkata.content.backup import keep_copy, new_backup, written_katas
from nnkata.content.exported import read_export
from nnkata.content.hints import hints_file, read_hints, write_hints
from nnkata.content.stubs import is_stub
from nnkata.content.workspace import current_workspace
from nnkata.files import decoded, read_bytes, same_text, write_bytes


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE.zip")


def run(args: Namespace) -> None:
    """Bring the files and progress into this workspace; what they replace is copied."""
    workspace = current_workspace()
    export = read_export(Path(args.file), [kata.slug for kata in workspace.path])
    stubs = {kata.slug: kata.stub for kata in workspace.path}
    new = {
        stubs[slug]: data
        for slug, data in export.files.items()
        if _brings_something(data, stubs[slug])
    }
    replaced = [kata.stub for kata in written_katas(workspace) if kata.stub in new]
    folder = new_backup(workspace, "import")
    for stub in replaced:
        keep_copy(stub, folder / stub.name)
    hints = read_hints(workspace)
    for function, count in export.hints.items():
        hints[function] = max(count, hints.get(function, 0))
    with _all_or_nothing([*new, hints_file(workspace)]):
        for stub, data in new.items():
            write_bytes(stub, data)
        write_hints(workspace, hints)
        workspace.progress.merge(export.passed)
    done = sum(spec is not None for spec in export.passed.values())
    print(f"{len(new)} files restored, {done} katas passed in {args.file}.")
    if replaced:
        names = ", ".join(stub.name for stub in replaced)
        print(f"Kept in {folder.relative_to(workspace.root)}: {names}")


def _brings_something(data: bytes, target: Path) -> bool:
    """Whether a file differs from the one it replaces, and is not a mere stub."""
    old = read_bytes(target)
    return old is None or not (same_text(old, data) or is_stub(decoded(data)))


@contextmanager
def _all_or_nothing(files: Iterable[Path]) -> Iterator[None]:
    """Restore the files as they are now if anything fails in the block."""
    before = {file: read_bytes(file) for file in files}
    try:
        yield
    except BaseException:
        for file, data in before.items():
            if data is None:
                file.unlink(missing_ok=True)
            elif read_bytes(file) != data:
                file.write_bytes(data)
        raise
