"""Show where you are, and what comes next."""

import sys
from argparse import Namespace
from collections.abc import Iterator

from nnkata.content.workspace import Workspace, command, current_workspace


def run(args: Namespace) -> None:
    print("\n".join(_lines(current_workspace())))


def _lines(workspace: Workspace) -> Iterator[str]:
    done = sum(workspace.progress.is_done(kata) for kata in workspace.path)
    yield f"nnkata: {done} of {len(workspace.path)} katas passed"
    yield ""
    kata = workspace.next_kata()
    if kata is None:
        yield "The path is done."
        yield f"  see the whole of it  {command('grade')}"
        return
    yield f"Next: {kata.number}. {kata.title} ({kata.minutes} minutes)"
    yield f"      {kata.summary}"
    yield ""
    if sys.stdout.isatty():
        yield f"  watch     {command('watch')}"
    yield f"  read      {command(f'lesson {kata.slug}')}"
    yield f"  write     {kata.stub.relative_to(workspace.root)}"
    yield f"  judge     {command(f'check {kata.slug}')}"
    yield f"  if stuck  {command(f'hint {kata.slug}')}"
