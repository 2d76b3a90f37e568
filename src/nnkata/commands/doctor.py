"""Check that everything nnkata needs is here."""

import sys
from argparse import ArgumentParser, Namespace

from nnkata.content.workspace import bundled, current_workspace
from nnkata.errors import NnkataError
from nnkata.version import __version__


def add_arguments(parser: ArgumentParser) -> None:
    """Nothing to choose."""


def run(args: Namespace) -> int:
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
