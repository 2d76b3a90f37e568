"""Create a workspace in a new folder."""

import shutil
from argparse import ArgumentParser, Namespace
from pathlib import Path

from nnkata.content.catalog import read_path
from nnkata.content.stubs import stub_of
from nnkata.content.workspace import bundled, command
from nnkata.errors import WorkspaceError
from nnkata.files import atomic_write, stray_names, write_text

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
    with atomic_write(target) as part:
        _write_workspace(part)
        if target.exists():
            target.rmdir()
    print(f"{target} is a workspace now. Go into it and see what comes first:")
    print(f"  cd {target}\n  {command('').strip()}")


def _write_workspace(folder: Path) -> None:
    home = bundled()
    shutil.copytree(
        home.katas, folder / "katas", ignore=stray_names, ignore_dangling_symlinks=True
    )
    for kata in read_path(folder / "katas"):
        write_text(kata.stub, stub_of(home.reference(kata.slug)))
    for name, text in FILES.items():
        write_text(folder / name, text)
