"""Backups: the learner's file is copied before anything replaces it."""

import shutil
from datetime import datetime
from pathlib import Path

from nnkata.content.catalog import Kata
from nnkata.content.stubs import is_written, stub_of
from nnkata.content.workspace import Workspace
from nnkata.errors import WorkspaceError
from nnkata.files import write_text


def reset_kata(workspace: Workspace, kata: Kata) -> str:
    """A fresh stub for one kata; says where the file that was there is kept."""
    fresh = stub_of(workspace.reference(kata.slug))
    workspace.progress.forget(kata.slug)
    if is_written(kata.stub, fresh):
        kept = backup(workspace, kata)
        write_text(kata.stub, fresh)
        return f"{kata.slug}: a fresh stub; your file is kept as {kept}"
    write_text(kata.stub, fresh)
    return f"{kata.slug}: a fresh stub"


def backup(workspace: Workspace, kata: Kata) -> Path:
    """Keep a copy of the learner's file; where it is, within the workspace."""
    kept = new_backup(workspace, kata.slug, ".py")
    kept.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(kata.stub, kept)
    return kept.relative_to(workspace.root)


def new_backup(workspace: Workspace, what: str, ending: str = "") -> Path:
    """A place for a backup that no other has."""
    stamp = datetime.now().strftime("%Y-%m-%d-%H%M%S-%f")
    return workspace.state / "backups" / f"{what}-{stamp}{ending}"


def keep_copy(file: Path, copy: Path) -> None:
    try:
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(file, copy)
    except OSError as error:
        raise WorkspaceError(
            f"{file} cannot be kept as {copy}: {error.strerror}. It was not changed."
        ) from None


def written_katas(workspace: Workspace) -> list[Kata]:
    """The katas whose file is there and is not just the stub."""
    reference = workspace.reference
    return [k for k in workspace.path if is_written(k.stub, stub_of(reference(k.slug)))]
