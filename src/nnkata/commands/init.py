"""Create a workspace in a new folder."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from tempfile import TemporaryDirectory

from nnkata.content.renewal import renew
from nnkata.content.workspace import command
from nnkata.errors import WorkspaceError, WriteError
from nnkata.files import atomic_write, write_text

# The test views of VS Code find the specs without a question; PyCharm asks for nothing.
FILES = {
    "pytest.ini": """\
[pytest]
testpaths = katas
addopts = -ra --strict-markers --import-mode=importlib
""",
    ".vscode/settings.json": """\
{
  "python.testing.pytestEnabled": true,
  "python.testing.unittestEnabled": false,
  "python.testing.pytestArgs": ["katas"]
}
""",
    "datasets/README.md": """\
# Your datasets

A Python file here that answers the hook `nnkata_datasets` is a plugin: its datasets
stand beside the built-in ones in `nnkata datasets`.
""",
}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("folder")


def run(args: Namespace) -> None:
    """Write every lesson, stub and spec, and a folder for the learner's datasets."""
    target = Path(args.folder)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise WorkspaceError(f"{target} exists and is not empty. Name a new folder.")
    if target.exists():  # maybe where the caller stands: it stays the same folder
        _fill(target)
    else:
        with atomic_write(target) as part:
            _write(part)
    print(f"{target} is a workspace now. Go into it and see what comes first:")
    steps = [] if target.samefile(Path.cwd()) else [f"cd {target}"]
    print(*(f"  {step}" for step in [*steps, command("").strip()]), sep="\n")


def _write(folder: Path) -> None:
    for name, text in FILES.items():
        write_text(folder / name, text)
    renew(folder / "katas", folder)


def _fill(folder: Path) -> None:
    """Write a workspace into an empty folder, which is empty again if that fails."""
    try:
        with TemporaryDirectory(dir=folder) as part:
            _write(Path(part))
            for path in Path(part).iterdir():
                path.rename(folder / path.name)
    except OSError as error:
        raise WriteError(f"{folder} cannot be written: {error.strerror}.") from None
