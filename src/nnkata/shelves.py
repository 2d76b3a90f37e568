"""Where things are: the shelves of a workspace, of a clone, and of the wheel.

A workspace is a folder with `katas/syllabus.toml`. A clone has all three shelves and
is a workspace as it stands; a workspace that `nnkata init` wrote has `katas/` and an
own, empty `datasets/`, and finds the solutions in the installed package.
"""

from dataclasses import dataclass
from pathlib import Path

from nnkata.errors import WorkspaceError
from nnkata.files import files_in

PACKAGE = Path(__file__).resolve().parent
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
    inside = PACKAGE / "_shelves"
    return inside if inside.is_dir() else PACKAGE.parent.parent


def _at(root: Path) -> Shelves:
    solutions = root / "solutions"
    if not solutions.is_dir():
        solutions = _home() / "solutions"
    return Shelves(root, root / "katas", solutions, root / "datasets")


def _python_files(folder: Path) -> list[Path]:
    return files_in(folder, "[!_]*.py")
