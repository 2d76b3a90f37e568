"""Carrying on: a kata again, progress to another machine, lessons from a newer nnkata."""

import os
import shutil
from argparse import Namespace
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from nnkata.content.backup import new_backup, reset_kata
from nnkata.content.catalog import Kata, read_path
from nnkata.content.clone import kind_of, pull
from nnkata.content.exported import Parcel, read_parcel, write_parcel
from nnkata.content.hints import hints_seen, hints_text, keep_hints
from nnkata.content.stubs import is_stub, is_written, news_of_stub, stub_of
from nnkata.content.workspace import Workspace, bundled, current_workspace
from nnkata.errors import WorkspaceError
from nnkata.files import decoded, files_below, read_bytes, same_text, whole, write_whole


def again(args: Namespace) -> None:
    """A kata from its beginning: fresh stub, no done mark, no hint seen."""
    workspace = current_workspace()
    kata = workspace.kata(args.kata)
    told = reset_kata(workspace, kata)
    file = _hints(workspace)
    seen = hints_seen(file, workspace.warn)
    kept = {k: n for k, n in seen.items() if not k.startswith(f"{kata.slug}.")}
    if kept != seen:
        keep_hints(file, kept)
    print(f"{told}\nIts done mark and the hints you saw are forgotten.")


def export(args: Namespace) -> None:
    """Done marks, hints seen and the learner's files, as one zip."""
    workspace = current_workspace()
    files = {kata.slug: kata.stub.read_bytes() for kata in _written(workspace)}
    parcel = Parcel(
        workspace.progress.passed, hints_seen(_hints(workspace), workspace.warn), files
    )
    write_parcel(Path(args.file), parcel)
    print(f"{args.file}: {len(files)} files of yours, {_done(parcel)} katas passed.")


def bring(args: Namespace) -> None:
    """What an export holds, into this workspace; what it replaces is kept."""
    workspace = current_workspace()
    file = Path(args.file)
    parcel = read_parcel(file, [kata.slug for kata in workspace.path])
    targets = {kata.slug: kata.stub for kata in workspace.path}
    new = {
        targets[slug]: data
        for slug, data in parcel.files.items()
        if _brings_something(data, targets[slug])
    }
    mine = [kata.stub for kata in _written(workspace) if kata.stub in new]
    folder = new_backup(workspace, "import")
    for stub in mine:
        _keep(stub, folder / stub.name)
    seen = hints_seen(_hints(workspace), workspace.warn)
    most = {key: max(n, seen.get(key, 0)) for key, n in parcel.hints.items()}
    hints = hints_text({**seen, **most}).encode()
    with _all_or_nothing({**new, _hints(workspace): hints}):
        workspace.progress.merge(parcel.passed)
    print(f"{len(new)} files brought in, {_done(parcel)} katas passed in {file}.")
    if mine:
        names = ", ".join(stub.name for stub in mine)
        print(f"Kept in {_shown(workspace, folder)}: {names}")


def update(args: Namespace) -> None:
    """New lessons, specs, facts and hints; no file of the learner's is touched.

    A clone gets them, and the engine, from where it was cloned from.
    """
    workspace, home = current_workspace(), bundled()
    root = workspace.root
    if (root / "src" / "nnkata").is_dir():
        folder = new_backup(workspace, "update")
        print("\n".join(pull(root, folder)))
        return
    before = [kata.slug for kata in workspace.path]
    folder = new_backup(workspace, "update")
    told = []
    for kata in read_path(home.katas):
        changes = [
            *_renewed_files(workspace, kata, folder),
            *_stub(workspace, kata, folder),
        ]
        if kata.slug not in before:
            told.append(f"{kata.slug}: new")
        elif changes:
            told.append(f"{kata.slug}: {', '.join(changes)}")
    syllabus = home.katas / "syllabus.toml"
    if _replace(workspace, syllabus, workspace.katas / syllabus.name, folder):
        told.append("the path has changed: see `nnkata list`")
    after = [kata.slug for kata in read_path(home.katas)]
    told += [f"{s}: no longer on the path; it stays" for s in before if s not in after]
    print("\n".join(told) or "Nothing is newer than what is here.")
    if folder.exists():
        print(f"What was replaced is kept in {_shown(workspace, folder)}")


def _brings_something(data: bytes, target: Path) -> bool:
    """Whether a file differs from what is here, and is not a stub over an answer."""
    here_now = read_bytes(target)
    if here_now is None:
        return True
    return not same_text(here_now, data) and not is_stub(decoded(data))


# -- update, file by file --------------------------------------------------------------


def _renewed_files(workspace: Workspace, kata: Kata, folder: Path) -> Iterator[str]:
    """Everything of a kata but the learner's file; what each changed file is."""
    for file in files_below(kata.folder):
        if file == kata.stub:
            continue
        name = file.relative_to(kata.folder)
        target = workspace.katas / kata.slug / name
        if _replace(workspace, file, target, folder / kata.slug):
            yield kind_of(file)


def _stub(workspace: Workspace, kata: Kata, folder: Path) -> Iterator[str]:
    """Renew a stub that is not written yet; say what a written file has to catch up."""
    fresh = stub_of(bundled().reference(kata.slug))
    target = workspace.katas / kata.slug / f"{kata.slug}.py"
    if not target.exists():
        write_whole(target, fresh)
        yield "stub"
    elif not is_written(target, fresh):
        return
    elif is_stub(_text(target)):
        _keep(target, folder / kata.slug / target.name)
        write_whole(target, fresh)
        yield "stub"
    else:
        yield from news_of_stub(_text(target), _text(target), fresh)


def _replace(workspace: Workspace, source: Path, target: Path, folder: Path) -> bool:
    """Whether a file was newer, and took the other's place."""
    data = source.read_bytes()
    old = read_bytes(target)
    if old is not None and same_text(old, data):
        return False
    if old is not None:
        _keep(target, folder / target.name)
    with whole(target) as part:
        part.write_bytes(data)
    return True


# -- files -----------------------------------------------------------------------------


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


def _written(workspace: Workspace) -> list[Kata]:
    """The katas whose file is there and is not just the stub."""
    reference = workspace.reference
    return [k for k in workspace.path if is_written(k.stub, stub_of(reference(k.slug)))]


def _keep(file: Path, copy: Path) -> None:
    try:
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(file, copy)
    except OSError as error:
        raise WorkspaceError(
            f"{file} cannot be kept as {copy}: {error.strerror}. It was not changed."
        ) from None


def _text(file: Path) -> str:
    return decoded(read_bytes(file) or b"")


def _hints(workspace: Workspace) -> Path:
    return workspace.state / "hints.json"


def _done(parcel: Parcel) -> int:
    return sum(version is not None for version in parcel.passed.values())


def _shown(workspace: Workspace, folder: Path) -> Path:
    return folder.relative_to(workspace.root)
