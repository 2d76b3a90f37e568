"""Write a workspace into a folder."""

import shutil
from argparse import ArgumentParser, Namespace
from pathlib import Path

from nnkata.content.catalog import read_path
from nnkata.content.stubs import stub_of
from nnkata.content.workspace import bundled, command
from nnkata.errors import WorkspaceError
from nnkata.files import stray_names, write_text

PYTEST_INI = """\
[pytest]
testpaths = katas
addopts = -ra --strict-markers --import-mode=importlib
"""


DATASETS = """\
# Your datasets

A Python file here that answers the hook `nnkata_datasets` is a plugin: its datasets
stand beside the built-in ones in `nnkata datasets`.
"""


# The test views of VS Code find the specs without a question; PyCharm asks for nothing.
VSCODE = """\
{
  "python.testing.pytestEnabled": true,
  "python.testing.unittestEnabled": false,
  "python.testing.pytestArgs": ["katas"]
}
"""


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("folder")


def run(args: Namespace) -> None:
    """A workspace with every lesson, stub and spec, and room for the learner's data."""
    target = Path(args.folder)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise WorkspaceError(f"{target} exists and is not empty. Name a new folder.")
    home = bundled()
    part = target.with_name(target.name + ".part")
    try:
        shutil.rmtree(part, ignore_errors=True)
        shutil.copytree(
            home.katas,
            part / "katas",
            ignore=stray_names,
            ignore_dangling_symlinks=True,
        )
        for kata in read_path(part / "katas"):
            write_text(kata.stub, stub_of(home.reference(kata.slug)))
        write_text(part / "pytest.ini", PYTEST_INI)
        write_text(part / ".vscode" / "settings.json", VSCODE)
        write_text(part / "datasets" / "README.md", DATASETS)
        if target.exists():
            target.rmdir()
        part.rename(target)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        raise WorkspaceError(f"{target} cannot be written: {error.strerror}.") from None
    print(f"A workspace in {target}. Go there and see what is first:")
    print(f"  cd {target}\n  {command('').strip()}")
