"""spec x subject -> verdict: each kata in a pytest process of its own.

The process streams its verdicts, so that one that hangs, crashes or floods loses only
the test it was in: the process is ended, that test is judged, and the rest of the spec
runs in a new process.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from nnkata import extras
from nnkata.catalog import Kata
from nnkata.progress import spec_version
from nnkata.subject import is_unwritten
from nnkata.verdict import (
    KataVerdict,
    Outcome,
    PathVerdict,
    TestVerdict,
    not_run,
    test_from,
)

GRACE = 2.0  # seconds a test gets to stop by itself after its limit
START = 60.0  # seconds a process gets to begin its first test
PAUSE = 0.02
OTHER_SEEDS = (101, 102, 103)

# One thread for each process: several graders run side by side, and two BLAS threads
# on two busy cores are slower than one.
ENVIRONMENT = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    # Other people's plugins cost up to a second and have no say in a verdict.
    "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    **extras.ENVIRONMENT,
}


@dataclass(frozen=True)
class Job:
    """What to judge: a kata, whose code, and which of its graded runs."""

    kata: Kata
    subject: str = "mine"
    needs: str = "reference"
    goals: str = "required"
    goal_seed: int | None = None


def grade(job: Job) -> KataVerdict:
    """The verdict on one kata; never raises for what the subject does.

    What needs an extra that is not here is not run, and counts for nothing.
    """
    absent = extras.missing(job.kata)
    if absent:
        return not_run(job.kata, job.subject, spec_version(job.kata), absent)
    tests = _run_through(job)
    tests = [_second_chance(job, test) for test in tests]
    return KataVerdict(
        job.kata.slug,
        job.subject,
        spec_version(job.kata),
        job.kata.points,
        tuple(tests),
        _borrowed(job),
    )


def first_deviating(kata: Kata, path: Sequence[Kata]) -> KataVerdict | None:
    """The first needed kata whose learner's file fails its own spec, judged."""
    for earlier in path:
        if earlier.slug in kata.needs:
            verdict = grade(Job(earlier, goals="none"))
            if not verdict.passed:
                return verdict
    return None


def _borrowed(job: Job) -> tuple[str, ...]:
    """The needed katas that a run with `needs="borrow"` took from the reference."""
    if job.needs != "borrow":
        return ()
    shelf = job.kata.folder.parent
    return tuple(
        slug for slug in job.kata.needs if is_unwritten(shelf / slug / f"{slug}.py")
    )


def _run_through(job: Job) -> list[TestVerdict]:
    """Every test of the spec, in as many processes as it takes."""
    tests: list[TestVerdict] = []
    while True:
        run = _Run(job, done=[test.name for test in tests])
        tests += run.finish()
        if not run.interrupted:
            return tests or [_nothing_ran(run.log)]


def _second_chance(job: Job, test: TestVerdict) -> TestVerdict:
    """A goal missed within the reach of honest runs is tried on other seeds, too."""
    from nnkata.calibration import UNLUCKY

    if job.goal_seed is not None or UNLUCKY not in test.card:
        return test
    tried = [
        _run_through(replace(job, goals=f"only:{test.goal}", goal_seed=seed))[0]
        for seed in OTHER_SEEDS
    ]
    seeds = ", ".join(map(str, OTHER_SEEDS))
    if all(other.passed for other in tried):
        note = f"An unlucky seed: it passes on the seeds {seeds}."
        return replace(test, outcome=Outcome.PASSED, card=(note,))
    missed = sum(not other.passed for other in tried)
    note = f"It misses on {missed} of the seeds {seeds}, too: not bad luck."
    return replace(test, card=(*test.card, note))


def grade_all(
    jobs: Iterable[Job], told: Callable[[KataVerdict], None] = lambda verdict: None
) -> PathVerdict:
    """Several katas side by side, in their order; `told` hears of each as it ends."""

    def graded(job: Job) -> KataVerdict:
        verdict = grade(job)
        told(verdict)
        return verdict

    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        return PathVerdict(tuple(pool.map(graded, jobs)))


@dataclass
class _Run:
    """One pytest process, watched until it ends or has to be ended."""

    job: Job
    done: list[str]
    interrupted: bool = False
    log: str = ""
    _current: dict[str, Any] | None = None
    _since: float = 0.0
    _tests: list[TestVerdict] = field(default_factory=list)

    def finish(self) -> list[TestVerdict]:
        with tempfile.TemporaryDirectory(prefix="nnkata-") as folder:
            stream, log = Path(folder, "stream"), Path(folder, "log")
            stream.touch()
            with open(stream, encoding="utf-8") as events, open(log, "wb") as output:
                process = subprocess.Popen(
                    self._command(stream),
                    cwd=Path.cwd(),
                    env={**os.environ, **ENVIRONMENT},
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                )
                self._watch(process, _lines(events))
            self.log = log.read_bytes()[-4000:].decode("utf-8", "replace")
        return self._tests

    def _command(self, stream: Path) -> list[str]:
        job = self.job
        command = [sys.executable, "-m", "pytest", str(job.kata.spec), "-q"]
        command += ["-p", "no:cacheprovider", "-p", "nnkata.plugin"]
        command += [
            "--import-mode=importlib",
            f"--rootdir={job.kata.folder.parent.parent}",
        ]
        command += [f"--subject={job.subject}", f"--needs={job.needs}"]
        command += [f"--goals={job.goals}", f"--nnkata-stream={stream}"]
        if job.goal_seed is not None:
            command.append(f"--goal-seed={job.goal_seed}")
        return command + [f"--nnkata-done={name}" for name in self.done]

    def _watch(self, process: subprocess.Popen[bytes], lines: Iterator[str]) -> None:
        self._since = time.monotonic()
        try:
            while process.poll() is None:
                self._hear(lines)
                if time.monotonic() - self._since > self._allowed():
                    _end(process)
                    break
                with suppress(subprocess.TimeoutExpired):
                    process.wait(PAUSE)
        finally:
            _end(process)
        self._hear(lines)
        if self._current is not None:
            self._tests.append(self._lost(process.returncode))
            self.interrupted = True

    def _hear(self, lines: Iterator[str]) -> None:
        for line in lines:
            event = json.loads(line)
            self._since = time.monotonic()
            self._current = event if event["event"] == "start" else None
            if event["event"] == "end":
                self._tests.append(test_from(event["verdict"]))

    def _allowed(self) -> float:
        return START if self._current is None else self._current["limit"] + GRACE

    def _lost(self, code: int) -> TestVerdict:
        """The verdict on a test that took its process with it."""
        assert self._current is not None
        name, limit = self._current["name"], self._current["limit"]
        seconds = time.monotonic() - self._since
        if seconds > limit:
            told = f"did not stop at its limit of {limit:g} s: its process was ended"
            return TestVerdict(name, Outcome.TIMEOUT, round(seconds, 2), (told,))
        told = f"your code ended the whole process (exit status {code})"
        return TestVerdict(name, Outcome.FAILED, round(seconds, 2), (told,))


def _lines(file: Any) -> Iterator[str]:
    """Whole lines as they are written; what is half written waits for its end."""
    return _Tail(file)


class _Tail:
    def __init__(self, file: Any) -> None:
        self._file = file
        self._part = ""

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        self._part += self._file.readline()
        if not self._part.endswith("\n"):
            raise StopIteration
        line, self._part = self._part, ""
        return line


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.kill()
        process.wait()


def _nothing_ran(log: str) -> TestVerdict:
    """pytest could not even collect the spec: ours or the spec's defect, told whole."""
    told = tuple(log.strip().splitlines()[-12:]) or ("pytest ended without a word",)
    return TestVerdict("test_collection", Outcome.ERROR, 0.0, told)
