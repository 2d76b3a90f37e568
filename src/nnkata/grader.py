"""spec x subject -> verdict: each kata in a pytest process of its own.

The process streams its verdicts, so that one that hangs, crashes or floods loses only
the test it was in: the process is ended, that test is judged, and the rest of the spec
runs in a new process.
"""

import json
import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from nnkata import extras
from nnkata.card import with_line
from nnkata.catalog import Kata
from nnkata.progress import spec_version
from nnkata.spare import Process, end, fresh, let_go
from nnkata.stack import place_in, stack_file
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
PAUSE = 0.005
OTHER_SEEDS = (101, 102, 103)

Event = dict[str, Any]  # a line of the stream, and the `kata` that it is about
Launch = Callable[[Sequence[str], Path, Path], Process]


@dataclass(frozen=True)
class Job:
    """What to judge: a kata, whose code, and which of its graded runs."""

    kata: Kata
    subject: str = "mine"
    needs: str = "reference"
    goals: str = "required"
    goal_seed: int | None = None


class Stopped(Exception):
    """Nobody waits for this verdict any more."""


@dataclass(frozen=True)
class Way:
    """How a judgement goes: in which processes, who hears of it, what ends it early.

    Attributes
    ----------
    launch : callable
        Starts pytest with arguments, a stream for verdicts and a log: a fresh process,
        or a spare.
    told : callable
        Hears every event of the stream as it comes.
    stopped : callable
        Asked often; once it says yes, the process is ended and `Stopped` raised.
    enough : callable
        Whether no test is to follow this one.
    """

    launch: Launch = fresh
    told: Callable[[Event], None] = lambda event: None
    stopped: Callable[[], bool] = lambda: False
    enough: Callable[[TestVerdict], bool] = lambda test: False


PLAIN = Way()


def is_timeout(test: TestVerdict) -> bool:
    """One endless loop is waited for, not every test that runs into it."""
    return test.outcome is Outcome.TIMEOUT


def grade(
    job: Job, way: Way = PLAIN, before: Sequence[TestVerdict] = ()
) -> KataVerdict:
    """The verdict on one kata; never raises for what the subject does.

    What needs an extra that is not here is not run, and counts for nothing.
    Tests that were judged `before` are not run again.
    """
    absent = extras.missing(job.kata)
    if absent:
        return not_run(job.kata, job.subject, spec_version(job.kata), absent)
    tests, left_out = _run_through(job, way, before)
    tests = [_second_chance(job, test, way) for test in tests]
    return KataVerdict(
        job.kata.slug,
        job.subject,
        spec_version(job.kata),
        job.kata.points,
        tuple(tests),
        _borrowed(job),
        left_out=left_out,
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


def _run_through(
    job: Job, way: Way, before: Sequence[TestVerdict] = ()
) -> tuple[list[TestVerdict], int]:
    """Every test of the spec, in as many processes as it takes; how many were left out."""
    tests = list(before)
    while True:
        run = _Run(job, way, before=tuple(tests))
        tests += run.finish()
        if not run.interrupted or way.enough(tests[-1]):
            return tests or [_nothing_ran(run.log)], run.left_out


def _second_chance(job: Job, test: TestVerdict, way: Way) -> TestVerdict:
    """A goal missed within the reach of honest runs is tried on other seeds, too."""
    from nnkata.calibration import UNLUCKY

    if job.goal_seed is not None or UNLUCKY not in test.card:
        return test
    tried = [
        grade(replace(job, goals=f"only:{test.goal}", goal_seed=seed), way).tests[0]
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
    jobs: Iterable[Job],
    told: Callable[[KataVerdict], None] = lambda verdict: None,
    way: Way = PLAIN,
) -> PathVerdict:
    """Several katas side by side, in their order; `told` hears of each as it ends."""

    def graded(job: Job) -> KataVerdict:
        verdict = grade(job, way)
        told(verdict)
        return verdict

    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        return PathVerdict(tuple(pool.map(graded, jobs)))


def arguments(job: Job, done: Sequence[TestVerdict] = ()) -> list[str]:
    """Those of the pytest run that judges a job, but for the tests that are done."""
    found = [str(job.kata.spec), "-q"]
    found += ["-p", "no:cacheprovider", "-p", "nnkata.plugin"]
    # As in a proof; what they look for costs most of a warm run.
    found += ["-p", "no:unraisableexception", "-p", "no:threadexception"]
    # The card takes the place of pytest's own account, which costs 10 ms a failure.
    found += ["--import-mode=importlib", "--tb=native"]
    found += [f"--rootdir={job.kata.folder.parent.parent}"]
    found += [f"--subject={job.subject}", f"--needs={job.needs}"]
    found += [f"--goals={job.goals}"]
    if job.goal_seed is not None:
        found.append(f"--goal-seed={job.goal_seed}")
    loops = sum(map(is_timeout, done))
    found += [f"--nnkata-loops={loops}"] if loops else []
    return found + [f"--nnkata-done={test.name}" for test in done]


@dataclass
class _Run:
    """One pytest process, watched until it ends or has to be ended."""

    job: Job
    way: Way
    before: tuple[TestVerdict, ...]
    interrupted: bool = False
    _finished: bool = False
    log: str = ""
    _current: dict[str, Any] | None = None
    _since: float = 0.0
    _tests: list[TestVerdict] = field(default_factory=list)
    _announced: list[str] = field(default_factory=list)

    @property
    def left_out(self) -> int:
        """How many tests were to run, and were not judged."""
        return len({*self._announced} - {test.name for test in self._tests})

    def finish(self) -> list[TestVerdict]:
        with tempfile.TemporaryDirectory(
            prefix="nnkata-", ignore_cleanup_errors=True
        ) as folder:
            stream, log = Path(folder, "stream"), Path(folder, "log")
            stream.touch()
            log.touch()
            with open(stream, encoding="utf-8") as events:
                process = self.way.launch(arguments(self.job, self.before), stream, log)
                self._watch(process, _lines(events), stream)
            self.log = log.read_bytes()[-4000:].decode("utf-8", "replace")
        return self._tests

    def _watch(self, process: Process, lines: Iterator[str], stream: Path) -> None:
        self._since = time.monotonic()
        try:
            while process.poll() is None:
                self._hear(lines)
                late = time.monotonic() - self._since > self._allowed()
                # Where no test ran, what pytest says at its end is all there is to tell.
                if late or (self._finished and self._tests):
                    break
                if self.way.stopped():
                    raise Stopped
                with suppress(subprocess.TimeoutExpired):
                    process.wait(PAUSE)
        finally:
            (let_go if self._finished else end)(process)
        self._hear(lines)
        if self._current is not None:
            self._tests.append(self._lost(process.returncode, stream))
            self.interrupted = True

    def _hear(self, lines: Iterator[str]) -> None:
        for line in lines:
            if self._finished:
                return
            event = json.loads(line)
            if event["event"] in ("start", "end"):  # news of a test restart the clock
                self._since = time.monotonic()
                self._current = event if event["event"] == "start" else None
            if event["event"] == "end":
                self._tests.append(test_from(event["verdict"]))
                self._finished = self.way.enough(self._tests[-1])
            elif event["event"] == "collected":
                self._announced = event["tests"]
            elif event["event"] == "finish":
                self._finished = True
            self.way.told({"kata": self.job.kata.slug, **event})

    def _allowed(self) -> float:
        return START if self._current is None else self._current["limit"] + GRACE

    def _lost(self, code: int, stream: Path) -> TestVerdict:
        """The verdict on a test that took its process with it."""
        assert self._current is not None
        name, limit = self._current["name"], self._current["limit"]
        seconds = time.monotonic() - self._since
        if seconds > limit:
            told = f"did not stop at its limit of {limit:g} s: its process was ended"
            place = place_in(stack_file(stream), self._current["file"])
            card = with_line(told, place)
            return TestVerdict(name, Outcome.TIMEOUT, round(seconds, 2), card)
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


def _nothing_ran(log: str) -> TestVerdict:
    """pytest could not even collect the spec: ours or the spec's defect, told whole."""
    told = tuple(log.strip().splitlines()[-12:]) or ("pytest ended without a word",)
    return TestVerdict("test_collection", Outcome.ERROR, 0.0, told)
