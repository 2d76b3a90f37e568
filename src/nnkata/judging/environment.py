"""What surrounds a run, so that nothing but the answer decides its verdict.

Environment variables and pytest options that keep out the settings of the machine, the
plugins of other people, and what lies in the workspace.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from nnkata.content import extras
from nnkata.content.workspace import nearest

# By name: the second one stands above judging.
PLUGINS = ("nnkata.judging.spec_file", "nnkata.plugin")
# A workspace's own settings, conftest files and plugins have no say in our runs.
ISOLATED = (
    *("-c", os.devnull, "--noconftest", "--import-mode=importlib"),
    *(f"-p{name}" for name in PLUGINS),
    *("-p", "no:cacheprovider", "-p", "no:unraisableexception"),
    *("-p", "no:threadexception"),
)
# One thread for each process: several run side by side, and two BLAS threads on two
# busy cores are slower than one.
ENVIRONMENT = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    # Other people's plugins cost up to a second and have no say in a verdict.
    "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    # Files are read and texts are printed alike under every locale.
    "PYTHONUTF8": "1",
    # No file of the folder that one stands in is taken for a module.
    "PYTHONSAFEPATH": "1",
    **extras.ENVIRONMENT,
}
# Settings on where Python and its packages are. Every other setting of the interpreter
# could change the verdict on the same answer.
TRUSTED = (
    *("PYTHONDONTWRITEBYTECODE", "PYTHONHOME", "PYTHONNOUSERSITE", "PYTHONPATH"),
    *("PYTHONPLATLIBDIR", "PYTHONPYCACHEPREFIX", "PYTHONUSERBASE"),
)
# pytest shows failures at another length where these are set.
BUILD_SERVERS = ("CI", "BUILD_NUMBER")


def environment(base: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return the environment of a process that judges."""
    kept = {name: value for name, value in base.items() if _is_kept(name)}
    if "PYTHONPATH" in kept:
        kept["PYTHONPATH"] = outside_of_workspaces(kept["PYTHONPATH"])
    return kept | ENVIRONMENT


@contextmanager
def judging_environment() -> Iterator[None]:
    """Give this process, and those it starts, the environment of one that judges."""
    before, wanted = dict(os.environ), environment()
    try:
        os.environ.clear()
        os.environ.update(wanted)
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def outside_of_workspaces(path: str) -> str:
    """Return a search path without the folders in which learners keep their files.

    Some editors put the project's folder on it; a stray `json.py` there would be taken
    for the standard module.
    """
    folders = [os.path.abspath(entry) for entry in path.split(os.pathsep)]
    return os.pathsep.join(f for f in folders if not _is_of_learners(f))


def _is_of_learners(name: str) -> bool:
    folder = Path(name).resolve()
    workspace = nearest(folder)
    if workspace is None:
        return False
    return folder == workspace.root or folder.is_relative_to(workspace.katas)


def _is_kept(name: str) -> bool:
    if name.startswith("PYTHON"):
        return name in TRUSTED
    return not name.startswith(("PYTEST_", "KERAS_")) and name not in BUILD_SERVERS
