"""Cached verdicts: what has not changed since is not judged again.

A verdict is stored with a fingerprint of its inputs, which are all that can change it:
the learner's file, what it imports, the spec, the facts and the data of its goals, the
known mistakes, nnkata itself, Python, NumPy and pytest. The file lies in the learner's
own folder and proves nothing to others: `grade --fresh` reads none of it.
"""

import json
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

from nnkata.content.catalog import Goal
from nnkata.content.extras import missing
from nnkata.content.progress import spec_version
from nnkata.content.workspace import Workspace, bundled
from nnkata.errors import NnkataError
from nnkata.files import PACKAGE, digest, digest_of, files_below, files_in, write_text
from nnkata.judging.job import Job, is_requested
from nnkata.judging.verdict import KataVerdict, Outcome, PathVerdict, from_json, to_json
from nnkata.subject.loader import WORDS, locate, reachable
from nnkata.version import __version__

FORMAT = 3  # 3: functions, places and reasons are fields of a verdict
SETTINGS = ("NNKATA_DATA", "NNKATA_CACHE", "NNKATA_PLUGINS", "PYTHONPATH")
# A verdict that time or a defect of ours has decided may be another the next time.
VOLATILE = {Outcome.TIMEOUT, Outcome.ERROR, Outcome.NOT_RUN}


class VerdictCache:
    """The cached verdicts of a workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def get(self, job: Job, fingerprint: str) -> KataVerdict | None:
        """Return the verdict that was stored for a fingerprint; None if it is damaged."""
        try:
            stored = json.loads(self._file(job).read_text(encoding="utf-8"))
            text = stored["verdict"]
            if stored["fingerprint"] != fingerprint or stored["hash"] != _hash(text):
                return None
            (verdict,) = from_json(text).katas
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None
        # Pictures are asked of a stored network: without it, it is trained again.
        gone = job.kata.predict and verdict.measured and not self._has_network(job)
        return None if gone or not fingerprint else replace(verdict, remembered=True)

    def put(self, job: Job, verdict: KataVerdict, fingerprint: str) -> None:
        """Store a complete verdict, if its inputs are those of `fingerprint` still.

        A file may have been saved meanwhile: then it is unknown which text was judged.
        """
        outcomes = {test.outcome for test in verdict.asked}
        if not fingerprint or verdict.not_run or outcomes & VOLATILE:
            return
        if self.fingerprint(job) != fingerprint:
            return
        text = to_json(PathVerdict((verdict,)))
        stored = {"fingerprint": fingerprint, "hash": _hash(text), "verdict": text}
        with suppress(NnkataError):  # a cache that cannot be written costs time alone
            write_text(self._file(job), json.dumps(stored) + "\n")

    def fingerprint(self, job: Job) -> str:
        """Return a hash of the inputs of a verdict, "" where not all of them are known."""
        kata = job.kata
        is_usual = job.goal_seed is None and not job.is_isolated
        if job.subject not in WORDS or not is_usual or missing(kata):
            return ""
        goals = [g for g in kata.goals if is_requested(job.goals, g.name, g.required)]
        try:
            data = [self._data(goal) for goal in goals]
        except NnkataError:
            return ""
        if not all(data):
            return ""
        inputs = [
            [FORMAT, _machine()],
            [job.subject, job.needs, job.goals],
            [spec_version(kata), digest_of(kata.folder / "calibration.json")],
            [digest_of(kata.folder / "kata.toml")],  # for the points and texts, too
            [self._code(job), data],
            _stamps(files_below(self.workspace.solutions / kata.slug, "*.py")),
        ]
        return _hash(json.dumps(inputs, default=str))

    def _code(self, job: Job) -> list[str]:
        """Return digests of the file under test, and of the katas that it may import."""
        workspace, slugs = self.workspace, sorted(reachable(job.kata, self.workspace))
        files = [locate(job.kata.slug, workspace, job.subject)]
        files += [workspace.reference(slug) for slug in slugs]
        if job.needs != "reference":
            files += [locate(slug, workspace, "mine") for slug in slugs]
        return [digest_of(file) for file in files]

    def _data(self, goal: Goal) -> list[Any]:
        """Return what identifies a goal's data; [] where they may have been edited."""
        from nnkata.data.dataset import REPRODUCIBLE  # few katas have data

        dataset = self._registry.get(goal.dataset)
        known = (
            dataset.checksum or dataset.files or dataset.availability in REPRODUCIBLE
        )
        # A plugin is a file of the workspace or of the bundle, or an installed package.
        is_file = self._registry.plugin_of(goal.dataset).endswith(".py")
        if dataset.is_path or not known or not is_file:
            return []
        folders = sorted({self.workspace.datasets, bundled().datasets})
        return [
            [dataset.name, dataset.source, dataset.counts, dataset.checksum],
            [dict(dataset.files), dataset.shape, dataset.classes],
            [dataset.missing(), dataset.note()],
            [_stamps(files_below(folder)) for folder in folders],
        ]

    def _file(self, job: Job) -> Path:
        name = f"{job.kata.slug}.{job.subject}.{job.needs}.{job.goals}.json"
        return self.workspace.state / "verdicts" / name.replace(":", "-")

    def _has_network(self, job: Job) -> bool:
        files = files_in(self.workspace.state / "models", f"{job.kata.slug}-*.npz")
        of_reference = job.subject == "reference"
        return any(file.stem.endswith(".reference") == of_reference for file in files)

    @cached_property
    def _registry(self) -> Any:
        from nnkata.data.registry import read_registry

        return read_registry(self.workspace.datasets)


def _hash(text: str) -> str:
    return digest(text.encode())


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
