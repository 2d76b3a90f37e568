"""Get newer lessons and specs without a change of your files.

In a clone, everything else is updated from where it was cloned, too.
"""

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from nnkata.content.backup import new_backup
from nnkata.content.catalog import Kata, read_path
from nnkata.content.clone import pull
from nnkata.content.news import kind_of, news_of_stub
from nnkata.content.stubs import is_stub, stub_of
from nnkata.content.workspace import Workspace, bundled, command, current_workspace
from nnkata.files import decoded, files_below, read_bytes, same_text, write_bytes


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


def _renewed_content(workspace: Workspace, backups: Path) -> Iterator[str]:
    """Renew the katas and the path of a workspace; yield a line for each change."""
    before = [kata.slug for kata in workspace.path]
    source = bundled().katas
    after = read_path(source)
    for kata in after:
        folder, copies = workspace.katas / kata.slug, backups / kata.slug
        changes = [
            *_renewed_files(folder, kata, copies),
            *_renewed_stub(folder / kata.stub.name, kata.slug, copies),
        ]
        if kata.slug not in before:
            yield f"{kata.slug}: new"
        elif changes:
            yield f"{kata.slug}: {', '.join(changes)}"
    syllabus = (source / "syllabus.toml").read_bytes()
    if _renew(workspace.katas / "syllabus.toml", syllabus, backups):
        yield f"the path has changed: see `{command('list')}`"
    for slug in before:
        if slug not in [kata.slug for kata in after]:
            yield f"{slug}: no longer on the path; it stays"


def _renewed_files(folder: Path, kata: Kata, backups: Path) -> Iterator[str]:
    """Renew all files of a kata but the learner's; yield what each changed one is."""
    for file in files_below(kata.folder):
        target = folder / file.relative_to(kata.folder)
        if file != kata.stub and _renew(target, file.read_bytes(), backups):
            yield kind_of(file)


def _renewed_stub(file: Path, slug: str, backups: Path) -> Iterator[str]:
    """Renew a stub that is not written yet; yield what a written file has to catch up."""
    stub = stub_of(bundled().reference(slug))
    data = read_bytes(file)
    text = decoded(data or b"")
    if data is not None and not is_stub(text):
        yield from news_of_stub(text, text, stub)
    elif _renew(file, stub.encode(), backups):
        yield "stub"


def _renew(file: Path, new: bytes, backups: Path) -> bool:
    """Replace a file if its text differs, and keep a copy of what it was."""
    old = read_bytes(file)
    if old is not None and same_text(old, new):
        return False
    if old is not None:
        write_bytes(backups / file.name, old)
    write_bytes(file, new)
    return True
