"""Cached verdicts: what has not changed since is not judged again.

A verdict is stored with a fingerprint of its inputs. The file lies in the learner's own
folder and proves nothing to others: `grade --fresh` reads none of it.
"""

import json
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from nnkata.content.workspace import Workspace
from nnkata.errors import NnkataError
from nnkata.files import digest, files_in, write_text
from nnkata.judging.inputs import inputs_of
from nnkata.judging.job import Job
from nnkata.judging.verdict import KataVerdict, Outcome, PathVerdict, from_json, to_json

FORMAT = 3  # 3: functions, places and reasons are fields of a verdict
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
        inputs = inputs_of(job, self.workspace, lambda: self._registry)
        if inputs is None:
            return ""
        return _hash(json.dumps([FORMAT, inputs], sort_keys=True, default=str))

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
