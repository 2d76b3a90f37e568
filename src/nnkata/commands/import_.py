"""Bring what `export` wrote into this workspace."""

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from nnkata.content.backup import keep_copy, new_backup, written_katas
from nnkata.content.exported import Export, read_export
from nnkata.content.hints import hints_file, hints_text, read_hints
from nnkata.content.stubs import is_stub
from nnkata.content.workspace import current_workspace
from nnkata.errors import WorkspaceError
from nnkata.files import decoded, read_bytes, same_text


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE.zip")


def run(args: Namespace) -> None:
    """What an export holds, into this workspace; what it replaces is kept."""
    workspace = current_workspace()
    file = Path(args.file)
    export = read_export(file, [kata.slug for kata in workspace.path])
    targets = {kata.slug: kata.stub for kata in workspace.path}
    new = {
        targets[slug]: data
        for slug, data in export.files.items()
        if _brings_something(data, targets[slug])
    }
    mine = [kata.stub for kata in written_katas(workspace) if kata.stub in new]
    folder = new_backup(workspace, "import")
    for stub in mine:
        keep_copy(stub, folder / stub.name)
    seen = read_hints(workspace)
    most = {key: max(n, seen.get(key, 0)) for key, n in export.hints.items()}
    hints = hints_text({**seen, **most}).encode()
    with _all_or_nothing({**new, hints_file(workspace): hints}):
        workspace.progress.merge(export.passed)
    print(f"{len(new)} files brought in, {_done(export)} katas passed in {file}.")
    if mine:
        names = ", ".join(stub.name for stub in mine)
        print(f"Kept in {folder.relative_to(workspace.root)}: {names}")


def _brings_something(data: bytes, target: Path) -> bool:
    """Whether a file differs from what is here, and is not a stub over an answer."""
    here_now = read_bytes(target)
    if here_now is None:
        return True
    return not same_text(here_now, data) and not is_stub(decoded(data))


@contextmanager
def _all_or_nothing(files: Mapping[Path, bytes]) -> Iterator[None]:
    """Files take their new content with the block, or keep the old if anything fails."""
    parts = {file: file.with_name(f"{file.name}.{os.getpid()}.part") for file in files}
    before: dict[Path, bytes | None] = {}
    try:
        for file, data in files.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            parts[file].write_bytes(data)
        for file in files:
            before[file] = read_bytes(file)
            parts[file].replace(file)
        yield
    except BaseException as error:
        for file, data_before in before.items():
            _put_back(file, data_before)
        if isinstance(error, OSError):
            raise WorkspaceError(
                f"{error.filename} cannot be written: {error.strerror}."
                " Nothing was changed."
            ) from None
        raise
    finally:
        for part in parts.values():
            with suppress(OSError):  # renamed, or never made
                part.unlink()


def _put_back(file: Path, data: bytes | None) -> None:
    if data is None:
        file.unlink(missing_ok=True)
    else:
        file.write_bytes(data)


def _done(export: Export) -> int:
    return sum(version is not None for version in export.passed.values())
