"""Check that everything nnkata needs is installed."""

import os
import platform
import re
import sys
from argparse import Namespace
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from nnkata.content.workspace import bundled, command, current_workspace, nearest
from nnkata.data.local_files import no_own_folder
from nnkata.data.registry import read_registry
from nnkata.errors import NnkataError
from nnkata.version import __version__


def run(args: Namespace) -> int:
    """Print a line for each thing that nnkata needs; return 1 if one is missing."""
    problems = 0
    for name, state, problem in [*_packages(), *_folders(), *_sandboxes()]:
        problems += bool(problem)
        print(f"  {'!!' if problem else 'ok'}  {name:<12} {problem or state}")
    print(f"Problems (!!): {problems}" if problems else "Everything is installed.")
    return 1 if problems else 0


def _packages() -> Iterator[tuple[str, str, str]]:
    """Name, state and problem of each package that the project itself requires."""
    yield "nnkata", __version__, ""
    yield "python", f"{platform.python_version()}, {sys.executable}", ""
    for line in requires("nnkata") or []:
        if "extra ==" in line:
            continue
        name = re.split(r"[^\w.-]", line, maxsplit=1)[0]
        try:
            yield name, version(name), ""
        except PackageNotFoundError:
            yield name, "", f"missing: {sys.executable} -m pip install {name}"


def _sandboxes() -> Iterator[tuple[str, str, str]]:
    """Name and state of each tier of the sandbox, after a hostile file has tried it.

    None of them is needed for one's own files, so that none is a problem.
    """
    if not hasattr(os, "fork"):
        yield "sandbox", "none: this system cannot fork processes", ""
        return
    from nnkata.subject.sandbox.tiers import probed
    from nnkata.subject.sandbox.walls import WALLS

    for tier in map(probed, WALLS):
        state = f"works, but {tier.lets_through}"
        yield "sandbox", f"{tier.name}: {tier.problem or state}", ""


def _folders() -> Iterator[tuple[str, str, str]]:
    """Name, state and problem of the workspace, and of the datasets and their plugins."""
    workspace = bundled()
    if nearest(Path.cwd()) is None:  # a teacher needs none
        yield "workspace", f"none here; {command('init my-katas')} makes one", ""
    else:
        try:
            workspace = current_workspace()
            yield "workspace", str(workspace.root), ""
            yield "katas", f"{len(workspace.path)} on the path", ""
            done = sum(workspace.progress.is_done(kata) for kata in workspace.path)
            yield "progress", f"{done} passed", ""
        except NnkataError as error:
            yield "workspace", "", str(error)
    registry = read_registry(workspace.datasets)
    yield "datasets", ", ".join(registry.names()), ""
    if wrong := no_own_folder():
        yield "data folder", "", wrong[2:-1]
    for problem in registry.problems:
        yield "plugin", "", problem
