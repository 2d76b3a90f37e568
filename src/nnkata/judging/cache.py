"""Verdicts that need no second run: nothing that decides them has changed.

A verdict is kept with a fingerprint of everything that can change it: the learner's
file, what it imports, the spec, the facts and the data of its goals, nnkata itself,
Python and NumPy. The record lies in the learner's own folder and proves nothing to
others: `grade --fresh` believes none of it.
"""

import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
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
from nnkata.files import PACKAGE, digest_of, files_below, files_in, write_text
from nnkata.judging.job import Job
from nnkata.judging.runner import DEFAULT, RunOptions, grade_all
from nnkata.judging.verdict import KataVerdict, Outcome, PathVerdict, from_json, to_json
from nnkata.subject.loader import WORDS, locate, reachable
from nnkata.version import __version__

FORMAT = 2
SETTINGS = ("NNKATA_DATA", "NNKATA_CACHE", "NNKATA_PLUGINS", "PYTHONPATH")
OURS = ("bundled", "generated")


class VerdictCache:
    """The remembered verdicts of a workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def get(self, job: Job, fingerprint: str) -> KataVerdict | None:
        """What is remembered under that fingerprint; None for what is damaged, too."""
        try:
            kept = json.loads(self._file(job).read_text(encoding="utf-8"))
            text = kept["verdict"]
            if kept["fingerprint"] != fingerprint or kept["hash"] != _hash(text):
                return None
            (verdict,) = from_json(text).katas
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None
        # Pictures are asked of a kept network: without it, it is trained anew.
        gone = job.kata.predict and verdict.measured and not self._has_network(job)
        return None if gone or not fingerprint else replace(verdict, remembered=True)

    def put(self, job: Job, verdict: KataVerdict, fingerprint: str) -> None:
        """Remember a complete verdict, unless time or a defect of ours decided it."""
        outcomes = {test.outcome for test in verdict.asked}
        lasting = not outcomes & {Outcome.TIMEOUT, Outcome.ERROR, Outcome.NOT_RUN}
        if not fingerprint or verdict.not_run or not lasting:
            return
        text = to_json(PathVerdict((verdict,)))
        kept = {"fingerprint": fingerprint, "hash": _hash(text), "verdict": text}
        with suppress(NnkataError):  # a memory that cannot be written costs time alone
            write_text(self._file(job), json.dumps(kept) + "\n")

    def fingerprint(self, job: Job) -> str:
        """A hash of all that decides the verdict; "" where not all of it is known."""
        known = job.subject in WORDS and job.goal_seed is None
        if not known or missing(job.kata):
            return ""
        try:
            goals = [self._data(goal) for goal in _goals(job)]
        except NnkataError:
            return ""
        if not all(goals):
            return ""
        facts = [FORMAT, _machine(), job.subject, job.needs, job.goals, goals]
        facts += [spec_version(job.kata), self._code(job), self._around(job)]
        return _hash(json.dumps(facts, sort_keys=True, default=str))

    def _file(self, job: Job) -> Path:
        name = f"{job.kata.slug}.{job.subject}.{job.needs}.{job.goals}.json"
        return self.workspace.state / "verdicts" / name.replace(":", "-")

    def _has_network(self, job: Job) -> bool:
        found = files_in(self.workspace.state / "models", f"{job.kata.slug}-*.npz")
        theirs = job.subject == "reference"
        return any(file.stem.endswith(".reference") == theirs for file in found)

    def _code(self, job: Job) -> list[Any]:
        """The code that runs: the file under test, and the katas that it may import."""
        found = [digest_of(locate(job.kata.slug, self.workspace, job.subject))]
        for slug in sorted(reachable(job.kata, self.workspace)):
            found.append(digest_of(self.workspace.reference(slug)))
            if job.needs != "reference":
                found.append(digest_of(locate(slug, self.workspace, "mine")))
        return found

    def _around(self, job: Job) -> list[Any]:
        """What else has a say: mistakes that are named, and honest runs."""
        solutions = self.workspace.solutions / job.kata.slug
        return [
            _stamps(files_below(solutions, "*.py")),
            digest_of(job.kata.folder / "calibration.json"),
        ]

    @cached_property
    def _registry(self) -> Any:
        from nnkata.data.registry import read_registry

        return read_registry(self.workspace.datasets)

    def _data(self, goal: Goal) -> list[Any]:
        """A goal's data as their card tells them; [] where it does not tell them all."""
        card = self._registry.get(goal.dataset)
        who = self._registry.plugin_of(goal.dataset)
        known = card.checksum or card.files or card.availability in OURS
        if card.is_path or not known or not _is_file(who):
            return []
        facts = [card.name, card.source, card.counts, card.checksum, dict(card.files)]
        facts += [card.shape, card.classes, card.missing(), card.note()]
        folders = {self.workspace.datasets, bundled().datasets}
        return [
            *facts,
            [_stamps(files_below(folder)) for folder in sorted(folders)],
        ]


def judge_all(
    jobs: Sequence[Job],
    cache: VerdictCache,
    *,
    fresh: bool = False,
    on_verdict: Callable[[KataVerdict], None] = lambda verdict: None,
    options: RunOptions = DEFAULT,
) -> PathVerdict:
    """As `grade_all`, but what is remembered is not run again, unless all is to be."""
    prints = [cache.fingerprint(job) for job in jobs]
    known = [
        None if fresh else cache.get(job, found)
        for job, found in zip(jobs, prints, strict=True)
    ]
    for verdict in known:
        if verdict is not None:
            on_verdict(verdict)
    to_run = [job for job, verdict in zip(jobs, known, strict=True) if verdict is None]
    judged = iter(grade_all(to_run, on_verdict, options).katas if to_run else ())
    katas = []
    for job, before, verdict in zip(jobs, prints, known, strict=True):
        katas.append(verdict or next(judged))
        # A file that was saved meanwhile: nobody knows which text was judged.
        if verdict is None and cache.fingerprint(job) == before:
            cache.put(job, katas[-1], before)
    return PathVerdict(tuple(katas))


def _goals(job: Job) -> list[Goal]:
    if job.goals == "none":
        return []
    if job.goals.startswith("only:"):
        return [job.kata.goal(job.goals.removeprefix("only:"))]
    return [goal for goal in job.kata.goals if goal.required or job.goals == "all"]


@cache
def _machine() -> list[Any]:
    """What judges: nnkata to the last file, Python, NumPy, pytest, and settings."""
    ours = _stamps(files_below(PACKAGE, "*.py"))
    packages = [version(name) for name in ("numpy", "pytest")]
    settings = [os.environ.get(name) for name in SETTINGS]
    return [__version__, ours, sys.version, packages, settings]


def _stamps(files: Iterable[Path]) -> list[Any]:
    """Names, sizes and times: enough for files that nobody edits to deceive."""
    stamps = []
    for file in files:
        with suppress(OSError):  # removed meanwhile
            facts = file.stat()
            stamps.append([str(file), facts.st_size, facts.st_mtime_ns])
    return sorted(stamps)


def _is_file(who: str) -> bool:
    """Whether a plugin is a file of a shelf, and not an installed package."""
    return who.endswith(".py")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
