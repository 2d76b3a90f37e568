"""Keeping a workspace: init, reset, doctor."""

import shutil
import sys
from argparse import Namespace
from pathlib import Path

from nnkata.content.backup import reset_kata
from nnkata.content.catalog import read_path
from nnkata.content.stubs import stub_of
from nnkata.content.workspace import bundled, command, current_workspace
from nnkata.errors import NnkataError, WorkspaceError
from nnkata.files import stray_names, write_whole
from nnkata.version import __version__

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


def init(args: Namespace) -> None:
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
            write_whole(kata.stub, stub_of(home.reference(kata.slug)))
        write_whole(part / "pytest.ini", PYTEST_INI)
        write_whole(part / ".vscode" / "settings.json", VSCODE)
        write_whole(part / "datasets" / "README.md", DATASETS)
        if target.exists():
            target.rmdir()
        part.rename(target)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        raise WorkspaceError(f"{target} cannot be written: {error.strerror}.") from None
    print(f"A workspace in {target}. Go there and see what is first:")
    print(f"  cd {target}\n  {command('').strip()}")


def reset(args: Namespace) -> None:
    """Fresh stubs; what was there is kept beside them as a backup."""
    workspace = current_workspace()
    if args.all == bool(args.katas):
        raise NnkataError("Name the katas to reset, or say --all.")
    katas = (
        workspace.path if args.all else [workspace.kata(name) for name in args.katas]
    )
    for kata in katas:
        print(reset_kata(workspace, kata))


def doctor(args: Namespace) -> int:
    """What nnkata needs and finds, line by line; 1 if something is missing."""
    problems = 0
    for name, found, trouble in [*_packages(), *_places()]:
        problems += bool(trouble)
        print(f"  {'!!' if trouble else 'ok'}  {name:<12} {trouble or found}")
    print(
        "Everything is here." if not problems else f"{problems} problem(s), marked !!."
    )
    return 1 if problems else 0


def _packages() -> list[tuple[str, str, str]]:
    from importlib.metadata import PackageNotFoundError, version

    python = ".".join(map(str, sys.version_info[:3]))
    found = [("nnkata", __version__, ""), ("python", f"{python}, {sys.executable}", "")]
    for name in _needed():
        try:
            found.append((name, version(name), ""))
        except PackageNotFoundError:
            found.append((name, "", f"missing: {sys.executable} -m pip install {name}"))
    return found


def _needed() -> list[str]:
    """The packages that nnkata itself says it cannot do without, no extra's among them."""
    import re
    from importlib.metadata import requires

    lines = [line for line in requires("nnkata") or [] if "extra ==" not in line]
    return [re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in lines]


def _places() -> list[tuple[str, str, str]]:
    found = []
    try:
        workspace = current_workspace()
        found.append(("workspace", str(workspace.root), ""))
        found.append(("katas", f"{len(workspace.path)} on the path", ""))
        done = sum(workspace.progress.is_done(kata) for kata in workspace.path)
        found.append(("progress", f"{done} passed", ""))
        datasets = workspace.datasets
    except NnkataError as error:
        found.append(("workspace", "", str(error)))
        datasets = bundled().datasets
    from nnkata.data.registry import read_registry

    registry = read_registry(datasets)
    found.append(("datasets", ", ".join(registry.names()), ""))
    return found + [("plugin", "", problem) for problem in registry.problems]
