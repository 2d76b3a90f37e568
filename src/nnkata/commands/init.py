"""Create a workspace in a new folder."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from nnkata.content.renewal import renew
from nnkata.content.workspace import command
from nnkata.errors import WorkspaceError
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
    with atomic_write(target) as part:
        for name, text in FILES.items():
            write_text(part / name, text)
        renew(part / "katas", part)
        if target.exists():
            target.rmdir()
    print(f"{target} is a workspace now. Go into it and see what comes first:")
    print(f"  cd {target}\n  {command('').strip()}")
