"""Backups: the learner's file is copied before anything replaces it."""

from datetime import datetime
from pathlib import Path

from nnkata.content.catalog import Kata
from nnkata.content.stubs import is_written, stub_of
from nnkata.content.workspace import Workspace
from nnkata.files import read_bytes, write_bytes, write_text


def reset_kata(workspace: Workspace, kata: Kata) -> str:
    """Write a fresh stub for a kata; return a line that says where the old file is."""
    workspace.progress.forget(kata.slug)
    stub = stub_of(workspace.reference(kata.slug))
    return f"{kata.slug}: a fresh stub{write_answer(workspace, kata, stub)}"


def write_answer(workspace: Workspace, kata: Kata, text: str) -> str:
    """Write the learner's file; return a note on the copy of an earlier answer, or ""."""
    note = ""
    stub = stub_of(workspace.reference(kata.slug))
    if is_written(kata.stub, stub) and is_written(kata.stub, text):
        copy = new_backup(workspace, kata.slug, ".py")
        keep_copy(kata.stub, copy)
        note = f"; what was there is kept as {copy.relative_to(workspace.root)}"
    write_text(kata.stub, text)
    return note


def new_backup(workspace: Workspace, name: str, ending: str = "") -> Path:
    """Return a path for a backup that no other backup has."""
    stamp = datetime.now().strftime("%Y-%m-%d-%H%M%S-%f")
    return workspace.state / "backups" / f"{name}-{stamp}{ending}"


def keep_copy(file: Path, copy: Path) -> None:
    """Copy a file; `WorkspaceError` says why that is not possible."""
    write_bytes(copy, read_bytes(file) or b"")


def written_katas(workspace: Workspace) -> list[Kata]:
    """Return the katas whose file exists and is more than the stub."""
    reference = workspace.reference
    return [k for k in workspace.path if is_written(k.stub, stub_of(reference(k.slug)))]
