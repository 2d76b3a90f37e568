"""Show where you are, and what comes next: the home screen."""

import sys
import textwrap
from argparse import Namespace
from collections.abc import Iterator

from nnkata.content.workspace import Workspace, command, current_workspace

WIDTH, INDENT = 79, " " * 6


def run(args: Namespace) -> None:
    print("\n".join(_lines(current_workspace())))


def _lines(workspace: Workspace) -> Iterator[str]:
    """Return what this is, where the learner is, and the next commands."""
    path, progress = workspace.path, workspace.progress
    still_open = [kata for kata in path if not progress.is_done(kata)]
    minutes = sum(kata.minutes for kata in still_open)
    yield "nnkata: build neural networks yourself, one tested function at a time"
    yield ""
    passed = f"{len(path) - len(still_open)} of {len(path)} katas passed"
    if not still_open:
        yield f"{passed}. The path is done."
        yield f"  see the whole of it  {command('grade')}"
        return
    kata = still_open[0]
    yield f"{passed}, about {_duration(minutes)} to go"
    yield ""
    title = f"Next: {kata.number}. {kata.title} (about {_duration(kata.minutes)})"
    yield from textwrap.wrap(title, WIDTH, subsequent_indent=INDENT)
    yield from textwrap.wrap(
        kata.summary, WIDTH, initial_indent=INDENT, subsequent_indent=INDENT
    )
    yield ""
    yield from _steps(kata.slug, str(kata.stub.relative_to(workspace.root)))


def _steps(slug: str, file: str) -> Iterator[str]:
    if sys.stdout.isatty():
        yield f"  go on     {command('watch')}"
        yield "            Keep it open beside your editor: each save is judged at once."
        yield ""
        yield "Or one step at a time:"
    yield f"  read      {command(f'lesson {slug}')}"
    yield f"  write     {file}"
    yield f"  judge     {command(f'check {slug}')}"
    yield f"  if stuck  {command(f'hint {slug}')}"
    yield f"  compare   {command('start')}   (your katas beside the reference)"


def _duration(minutes: int) -> str:
    if minutes < 90:
        return f"{minutes} minutes"
    return f"{minutes / 60:.0f} hours"
