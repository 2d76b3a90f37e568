"""Get newer lessons and specs without a change of your files.

In a clone, everything else is updated from where it was cloned, too.
"""

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from nnkata import files
from nnkata.content.backup import keep_copy, new_backup
from nnkata.content.catalog import Kata, read_path
from nnkata.content.clone import kind_of, pull
from nnkata.content.stubs import is_stub, is_written, news_of_stub, stub_of
from nnkata.content.workspace import Workspace, bundled, command, current_workspace


def run(args: Namespace) -> None:
    """Print what was renewed, and where the old files are kept."""
    workspace = current_workspace()
    folder = new_backup(workspace, "update")
    if (workspace.root / "src" / "nnkata").is_dir():
        print("\n".join(pull(workspace.root, folder)))
        return
    news = [*_renewed_content(workspace, folder)]
    print("\n".join(news) or "Nothing is newer than what is here.")
    if folder.exists():
        print(f"What was replaced is kept in {folder.relative_to(workspace.root)}")


def _renewed_content(workspace: Workspace, folder: Path) -> Iterator[str]:
    """Renew the katas and the path of a workspace; yield a line for each change."""
    before = [kata.slug for kata in workspace.path]
    source = bundled().katas
    after = read_path(source)
    for kata in after:
        changes = [
            *_renewed_files(workspace, kata, folder / kata.slug),
            *_renewed_stub(workspace, kata, folder / kata.slug),
        ]
        if kata.slug not in before:
            yield f"{kata.slug}: new"
        elif changes:
            yield f"{kata.slug}: {', '.join(changes)}"
    if _replace(workspace.katas, "syllabus.toml", source, folder):
        yield f"the path has changed: see `{command('list')}`"
    for slug in before:
        if slug not in [kata.slug for kata in after]:
            yield f"{slug}: no longer on the path; it stays"


def _renewed_files(workspace: Workspace, kata: Kata, folder: Path) -> Iterator[str]:
    """Renew all files of a kata but the learner's; yield what each changed one is."""
    for file in files.files_below(kata.folder):
        name = str(file.relative_to(kata.folder))
        mine = workspace.katas / kata.slug
        if file != kata.stub and _replace(mine, name, kata.folder, folder):
            yield kind_of(file)


def _renewed_stub(workspace: Workspace, kata: Kata, folder: Path) -> Iterator[str]:
    """Renew a stub that is not written yet; yield what a written file has to catch up."""
    fresh = stub_of(bundled().reference(kata.slug))
    target = workspace.katas / kata.slug / kata.stub.name
    if target.exists() and not is_written(target, fresh):
        return
    text = files.decoded(files.read_bytes(target) or b"")
    if target.exists() and not is_stub(text):
        yield from news_of_stub(text, text, fresh)
        return
    if target.exists():
        keep_copy(target, folder / target.name)
    files.write_text(target, fresh)
    yield "stub"


def _replace(target: Path, name: str, source: Path, backup: Path) -> bool:
    """Replace a file by that of another folder if its text differs, and keep a copy."""
    new, old = (source / name).read_bytes(), files.read_bytes(target / name)
    if old is not None and files.same_text(old, new):
        return False
    if old is not None:
        keep_copy(target / name, backup / Path(name).name)
    files.write_bytes(target / name, new)
    return True
