"""The workspace a command works in: its shelves, its path, its progress."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from nnkata.catalog import Kata, find, read_path
from nnkata.errors import plain
from nnkata.progress import Progress
from nnkata.shelves import Shelves, workspace


@dataclass(frozen=True)
class Here:
    """Everything a verb needs to know of the place it was called in."""

    shelves: Shelves
    warn: Callable[[str], None] = lambda text: None  # what a record has wrong with it

    @cached_property
    def path(self) -> list[Kata]:
        return read_path(self.shelves.katas)

    @cached_property
    def progress(self) -> Progress:
        progress = Progress(self.shelves.state / "progress.json")
        if progress.problem:
            self.warn(progress.problem)
        return progress

    def kata(self, name: str) -> Kata:
        return find(self.path, name)

    def next_kata(self) -> Kata | None:
        """The first kata of the path that has not been passed."""
        return next((k for k in self.path if not self.progress.is_done(k)), None)


def here() -> Here:
    return Here(workspace(Path.cwd()), warning)


def warning(text: str) -> None:
    """Print one line of warning; the command goes on."""
    print(f"nnkata: {plain(text)}", file=sys.stderr, flush=True)


def command(words: str) -> str:
    """A command as this user would type it."""
    return f"{os.environ.get('NNKATA_COMMAND', 'nnkata')} {words}"
