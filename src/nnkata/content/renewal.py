"""Write the newest lessons, stubs and specs into a workspace; a learner's files stay."""

from collections.abc import Iterator
from pathlib import Path

from nnkata.content.catalog import Kata, read_path
from nnkata.content.news import kind_of, news_of_stub
from nnkata.content.stubs import is_stub, stub_of
from nnkata.content.workspace import bundled, command
from nnkata.files import decoded, files_below, read_bytes, same_text, write_bytes


def renew(katas: Path, backups: Path) -> list[str]:
    """Renew the folder of katas of a workspace, or write it; return what is new.

    What is replaced is copied into `backups`, which is made if it is needed.
    """
    source, syllabus = bundled().katas, katas / "syllabus.toml"
    before = [kata.slug for kata in read_path(katas)] if syllabus.exists() else []
    after = read_path(source)
    news = []
    for kata in after:
        changes = [*_renewed(kata, katas / kata.slug, backups / kata.slug)]
        if kata.slug not in before:
            news.append(f"{kata.slug}: new")
        elif changes:
            news.append(f"{kata.slug}: {', '.join(changes)}")
    if _replace(syllabus, (source / syllabus.name).read_bytes(), backups):
        news.append(f"the path has changed: see `{command('list')}`")
    gone = {*before} - {kata.slug for kata in after}
    return news + [f"{slug}: no longer on the path; it stays" for slug in sorted(gone)]


def _renewed(kata: Kata, folder: Path, backups: Path) -> Iterator[str]:
    """Renew the files of a kata; yield what each was, and what a written stub lacks."""
    for file in files_below(kata.folder):
        target = folder / file.relative_to(kata.folder)
        if file != kata.stub and _replace(target, file.read_bytes(), backups):
            yield kind_of(file)
    file = folder / kata.stub.name
    stub, data = stub_of(bundled().reference(kata.slug)), read_bytes(file)
    text = decoded(data or b"")
    if data is not None and not is_stub(text):
        yield from news_of_stub(text, text, stub)
    elif _replace(file, stub.encode(), backups):
        yield "stub"


def _replace(file: Path, new: bytes, backups: Path) -> bool:
    """Replace a file if its text differs, and keep a copy of what it was."""
    old = read_bytes(file)
    if old is not None and same_text(old, new):
        return False
    if old is not None:
        write_bytes(backups / file.name, old)
    write_bytes(file, new)
    return True
