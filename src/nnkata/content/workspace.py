"""Find the folders that a command works in: of a workspace, a clone, or the wheel.

A workspace is a folder with `katas/syllabus.toml`. A clone is one, and has solutions and
datasets, too; a workspace that `nnkata init` wrote has `katas/` and its own, empty
`datasets/`, and uses the solutions of the installed package.
"""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from nnkata.content.catalog import Kata, find, read_path
from nnkata.content.progress import Progress
from nnkata.errors import ContentError, WorkspaceError, plain
from nnkata.files import PACKAGE, SHELVES, files_in

STATE = ".nnkata"  # the folder of progress, verdicts and pictures in a workspace
PYTHON_FILES = "[!_]*.py"


@dataclass(frozen=True)
class Workspace:
    """The folders of a workspace, its path of katas, and the learner's progress.

    `warn` is called with a message if a record of the learner's cannot be used.
    """

    root: Path
    katas: Path
    solutions: Path
    datasets: Path
    warn: Callable[[str], None] = field(default=lambda text: None, compare=False)

    @property
    def state(self) -> Path:
        """The folder in which progress, verdicts and pictures are stored."""
        return self.root / STATE

    @cached_property
    def path(self) -> list[Kata]:
        return read_path(self.katas)

    @cached_property
    def progress(self) -> Progress:
        progress = Progress(self.state / "progress.json")
        if progress.problem:
            self.warn(progress.problem)
        return progress

    def kata(self, name: str) -> Kata:
        return find(self.path, name)

    def next_kata(self) -> Kata | None:
        """Return the first kata of the path that has not been passed."""
        return next((k for k in self.path if not self.progress.is_done(k)), None)

    def current_kata(self, name: str | None) -> Kata:
        """Return the kata of that name; without one the next kata, else the last."""
        if name is not None:
            return self.kata(name)
        if not self.path:
            raise ContentError(f"{self.katas / 'syllabus.toml'} lists no kata.")
        return self.next_kata() or self.path[-1]

    def reference(self, slug: str) -> Path:
        return self.solutions / slug / f"{slug}.py"

    def loss(self, slug: str) -> Path:
        """Return what computes the loss that a goal is judged by, where there is one."""
        return self.solutions / slug / "loss.py"

    def mistakes(self, slug: str) -> list[Path]:
        return files_in(self.solutions / slug / "mistakes", PYTHON_FILES)

    def right_answers(self, slug: str) -> list[Path]:
        return files_in(self.solutions / slug / "right", PYTHON_FILES)

    def broken_networks(self, slug: str) -> list[Path]:
        """Return what is laid over a reference to break only what it learns."""
        return files_in(self.solutions / slug / "broken", PYTHON_FILES)


def bundled() -> Workspace:
    """Return the folders that this nnkata brings, in the wheel or in its checkout."""
    return _at(_home())


def nearest(start: Path) -> Workspace | None:
    """Return the workspace that holds `start`, or None."""
    for folder in [start, *start.parents]:
        if (folder / "katas" / "syllabus.toml").is_file():
            return _at(folder)
    return None


def find_workspace(start: Path) -> Workspace:
    """Return the workspace that holds `start`; the error says how to make one."""
    workspace = nearest(start.resolve())
    if workspace is None:
        raise WorkspaceError(
            f"This is not a workspace: neither {start} nor a folder above it holds"
            " katas/syllabus.toml. Make one with `nnkata init my-katas`, or go into one."
        )
    return workspace


def current_workspace() -> Workspace:
    """Return the workspace that the command was called in; problems are printed."""
    return replace(find_workspace(Path.cwd()), warn=print_warning)


def print_warning(text: str) -> None:
    """Print one line of warning; the command goes on."""
    print(f"nnkata: {plain(text)}", file=sys.stderr, flush=True)


def command(words: str) -> str:
    """Return a command as this user would type it."""
    return f"{os.environ.get('NNKATA_COMMAND', 'nnkata')} {words}"


def _home() -> Path:
    home = PACKAGE.resolve()
    shelves = home / SHELVES
    return shelves if shelves.is_dir() else home.parent.parent


def _at(root: Path) -> Workspace:
    solutions = root / "solutions"
    if not solutions.is_dir():
        solutions = _home() / "solutions"
    return Workspace(root, root / "katas", solutions, root / "datasets")
