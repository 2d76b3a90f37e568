"""The inputs of a verdict: all that can change the result of a job.

The learner's file, what it imports, the spec, the facts and the data of its goals, the
known mistakes, nnkata itself, Python, NumPy and pytest.
"""

import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from nnkata.content.catalog import Goal
from nnkata.content.extras import missing
from nnkata.content.progress import spec_version
from nnkata.content.workspace import Workspace, bundled
from nnkata.errors import NnkataError
from nnkata.files import PACKAGE, digest_of, files_below
from nnkata.judging.job import Job, is_requested
from nnkata.subject.loader import WORDS, locate, reachable
from nnkata.version import __version__

SETTINGS = ("NNKATA_DATA", "NNKATA_CACHE", "NNKATA_PLUGINS", "PYTHONPATH")
REPRODUCIBLE = ("bundled", "generated")


def inputs_of(
    job: Job, workspace: Workspace, registry: Callable[[], Any]
) -> list[Any] | None:
    """Return the inputs of a job as plain data, None where not all of them are known.

    `registry` returns the datasets of the workspace; it is called only for goals.
    """
    if job.subject not in WORDS or job.goal_seed is not None or missing(job.kata):
        return None
    try:
        data = [_data(goal, workspace, registry()) for goal in _goals(job)]
    except NnkataError:
        return None
    if not all(data):
        return None
    solutions = workspace.solutions / job.kata.slug
    return [
        _machine(),
        [job.subject, job.needs, job.goals],
        spec_version(job.kata),
        _code(job, workspace),
        data,
        _stamps(files_below(solutions, "*.py")),
        digest_of(job.kata.folder / "calibration.json"),
    ]


def _goals(job: Job) -> list[Goal]:
    goals = job.kata.goals
    return [g for g in goals if is_requested(job.goals, g.name, g.required)]


def _code(job: Job, workspace: Workspace) -> list[str]:
    """Return digests of the file under test, and of the katas that it may import."""
    digests = [digest_of(locate(job.kata.slug, workspace, job.subject))]
    for slug in sorted(reachable(job.kata, workspace)):
        digests.append(digest_of(workspace.reference(slug)))
        if job.needs != "reference":
            digests.append(digest_of(locate(slug, workspace, "mine")))
    return digests


def _data(goal: Goal, workspace: Workspace, registry: Any) -> list[Any]:
    """Return what identifies a goal's data; [] where they may have been edited."""
    dataset = registry.get(goal.dataset)
    known = dataset.checksum or dataset.files or dataset.availability in REPRODUCIBLE
    # A plugin is a file of the workspace or of the bundle, or an installed package.
    is_file = registry.plugin_of(goal.dataset).endswith(".py")
    if dataset.is_path or not known or not is_file:
        return []
    folders = sorted({workspace.datasets, bundled().datasets})
    return [
        [dataset.name, dataset.source, dataset.counts, dataset.checksum],
        [dict(dataset.files), dataset.shape, dataset.classes],
        [dataset.missing(), dataset.note()],
        [_stamps(files_below(folder)) for folder in folders],
    ]


@cache
def _machine() -> list[Any]:
    """Return nnkata to the last file, Python, NumPy, pytest, and settings."""
    ours = _stamps(files_below(PACKAGE, "*.py"))
    packages = [version(name) for name in ("numpy", "pytest")]
    settings = [os.environ.get(name) for name in SETTINGS]
    return [__version__, ours, sys.version, packages, settings]


def _stamps(files: Iterable[Path]) -> list[Any]:
    """Return names, sizes and times: enough where no one wants to deceive."""
    stamps = []
    for file in files:
        with suppress(OSError):  # removed meanwhile
            status = file.stat()
            stamps.append([str(file), status.st_size, status.st_mtime_ns])
    return sorted(stamps)
