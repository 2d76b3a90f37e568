"""Get newer lessons and specs, in a clone everything else, too; your files stay."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from nnkata.content.backup import keep_copy, new_backup
from nnkata.content.catalog import Kata, read_path
from nnkata.content.clone import kind_of, pull
from nnkata.content.stubs import is_stub, is_written, news_of_stub, stub_of
from nnkata.content.workspace import Workspace, bundled, current_workspace
from nnkata.files import (
    atomic_write,
    decoded,
    files_below,
    read_bytes,
    same_text,
    write_text,
)


def add_arguments(parser: ArgumentParser) -> None:
    """Nothing to choose."""


def run(args: Namespace) -> None:
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
        print(f"What was replaced is kept in {folder.relative_to(workspace.root)}")


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
        write_text(target, fresh)
        yield "stub"
    elif not is_written(target, fresh):
        return
    elif is_stub(_text(target)):
        keep_copy(target, folder / kata.slug / target.name)
        write_text(target, fresh)
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
        keep_copy(target, folder / target.name)
    with atomic_write(target) as part:
        part.write_bytes(data)
    return True


def _text(file: Path) -> str:
    return decoded(read_bytes(file) or b"")
