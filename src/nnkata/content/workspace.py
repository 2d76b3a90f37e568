"""Where things are: the shelves of a workspace, of a clone, and of the wheel.

A workspace is a folder with `katas/syllabus.toml`. A clone has all three shelves and
is a workspace as it stands; a workspace that `nnkata init` wrote has `katas/` and an
own, empty `datasets/`, and finds the solutions in the installed package.
"""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from nnkata.content.catalog import Kata, find, read_path
from nnkata.content.progress import Progress
from nnkata.errors import WorkspaceError, plain
from nnkata.files import PACKAGE, files_in

STATE = ".nnkata"  # the folder of progress, verdicts and pictures in a workspace


@dataclass(frozen=True)
class Shelves:
    """The folders that a judgement reads."""

    root: Path
    katas: Path
    solutions: Path
    datasets: Path

    @property
    def state(self) -> Path:
        """Where progress, verdicts and pictures of this workspace are kept."""
        return self.root / STATE

    def reference(self, slug: str) -> Path:
        return self.solutions / slug / f"{slug}.py"

    def mistakes(self, slug: str) -> list[Path]:
        return _python_files(self.solutions / slug / "mistakes")

    def right_answers(self, slug: str) -> list[Path]:
        return _python_files(self.solutions / slug / "right")


def bundled() -> Shelves:
    """The shelves that came with this nnkata: inside the wheel, or the checkout's."""
    return _at(_home())


def nearest(start: Path) -> Shelves | None:
    """The workspace that holds `start`, if it is in one."""
    for folder in [start, *start.parents]:
        if (folder / "katas" / "syllabus.toml").is_file():
            return _at(folder)
    return None


def workspace(start: Path) -> Shelves:
    """The workspace that holds `start`, or an error that says how to get one."""
    found = nearest(start.resolve())
    if found is None:
        raise WorkspaceError(
            f"No workspace here: neither {start} nor a folder above it holds"
            " katas/syllabus.toml. Make one with `nnkata init my-katas`, or go into one."
        )
    return found


def _home() -> Path:
    home = PACKAGE.resolve()
    inside = home / "_shelves"
    return inside if inside.is_dir() else home.parent.parent


def _at(root: Path) -> Shelves:
    solutions = root / "solutions"
    if not solutions.is_dir():
        solutions = _home() / "solutions"
    return Shelves(root, root / "katas", solutions, root / "datasets")


def _python_files(folder: Path) -> list[Path]:
    return files_in(folder, "[!_]*.py")


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
