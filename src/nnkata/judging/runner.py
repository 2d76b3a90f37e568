"""spec x subject -> verdict: each kata in a pytest process of its own.

The process reports its verdicts as they come, so that one that hangs, crashes or floods
loses only the test it was in: the process is ended, that test is judged, and the rest of
the spec runs in a new process. What was reported is held against the tests that the spec
has: a verdict with any of them missing is never a pass.
"""

import json
import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, replace
from queue import Empty

from nnkata.content import extras
from nnkata.content.catalog import Kata, OwnGoal
from nnkata.content.progress import spec_version
from nnkata.content.python_files import is_unwritten
from nnkata.content.spec_tests import SpecTest, known_tests, store_tests
from nnkata.errors import ContentError
from nnkata.judging.cache import VerdictCache
from nnkata.judging.card import place_in, with_line
from nnkata.judging.environment import ISOLATED
from nnkata.judging.job import Event, Job
from nnkata.judging.pool import MOST_DEATHS, Launch, Worker, fresh, in_utf8
from nnkata.judging.verdict import (
    COLLECTION,
    KataVerdict,
    Outcome,
    PathVerdict,
    TestVerdict,
    complete,
    defect,
    not_run,
    test_from,
)
from nnkata.subject.limits import OUT_OF_TIME, PATIENCE
from nnkata.subject.loader import WORDS

START = 600.0  # seconds a process gets to begin its first test: a cold disk is slow
LOCATING = 30.0  # seconds by the clock that it may look for the line to change
PAUSE = 0.02
# Seconds by the clock that a process gets after its limit by the clock: a busy system
# takes a while to end it for its processor time.
GRACE = 40.0
OTHER_SEEDS = (101, 102, 103)
SIGNALS = {
    -9: "the system ended it, often for want of memory",
    -11: "a crash outside of Python, often endless recursion",
}


@dataclass(frozen=True)
class RunOptions:
    """How a job is run.

    Attributes
    ----------
    launch : callable
        Starts a process that runs pytest with arguments in a folder: a fresh one, or one
        that was started ahead.
    on_event : callable
        Is called with every event as it comes, and the kata's slug in it.
    stopped : callable
        Asked often; once it returns True, the process is ended and `CancelledError`
        raised.
    enough : callable
        Returns whether no test is to follow this one.
    """

    launch: Launch = fresh
    on_event: Callable[[Event], None] = lambda event: None
    stopped: Callable[[], bool] = lambda: False
    enough: Callable[[TestVerdict], bool] = lambda test: False


DEFAULT = RunOptions()


def is_timeout(test: TestVerdict) -> bool:
    """Return whether a test did not end: `enough` where one endless loop is waited for."""
    return test.outcome is Outcome.TIMEOUT


def grade(
    job: Job, options: RunOptions = DEFAULT, before: Sequence[TestVerdict] = ()
) -> KataVerdict:
    """Return the verdict on one kata; never raises for what the subject does.

    A kata that needs an extra which is not installed is not run, and has no points.
    Tests that were judged `before` are not run again.

    Raises
    ------
    concurrent.futures.CancelledError
        If `options.stopped` has returned True.
    """
    kata, spec = job.kata, spec_version(job.kata)
    absent = extras.missing(kata)
    if absent:
        nothing = (not_run("test_all", absent, required=False),)
        return KataVerdict(kata.slug, job.subject, spec, points=0, tests=nothing)
    try:
        expected = known_tests(kata)
        if not expected:
            expected = store_tests(kata, collect_tests(kata, options.stopped))
        judged = [test for test in before if test.ran]
        tests, reason = _run_through(job, options, judged)
        tests = [_second_chance(job, test, options) for test in tests]
        tests = complete(job, expected, tests, reason)
    except ContentError as error:
        tests = [defect(COLLECTION, str(error))]
    facts = (kata.slug, job.subject, spec, kata.points)
    return KataVerdict(*facts, tuple(tests), _borrowed(job), goals=job.goals)


def collect_tests(
    kata: Kata, stopped: Callable[[], bool] = DEFAULT.stopped
) -> tuple[SpecTest, ...]:
    """Collect a spec in a process of its own, and run it on functions that do nothing.

    Raises
    ------
    ContentError
        If the spec cannot be collected.
    """
    events: list[Event] = []
    job = Job(kata, "nothing", goals="none")
    options = RunOptions(on_event=events.append, stopped=stopped)
    tests, _ = _run_through(job, options)
    free = {test.name for test in tests if test.passed}
    specs = [event["spec"] for event in events if event["event"] == "collected"]
    if not specs or not specs[0]:
        raise ContentError("\n".join(line for test in tests for line in test.card))
    return tuple(SpecTest(name, goal, name in free) for name, goal in specs[0])


def first_deviating(kata: Kata, path: Sequence[Kata]) -> KataVerdict | None:
    """Return the verdict on the first needed kata whose own spec the learner fails."""
    needed = [earlier for earlier in path if earlier.slug in kata.needs]
    verdicts = (grade(Job(earlier, goals="none")) for earlier in needed)
    return next((verdict for verdict in verdicts if not verdict.holds), None)


def _borrowed(job: Job) -> tuple[str, ...]:
    """Return the needed katas that `needs="borrow"` takes from the reference."""
    needs = job.kata.needs if job.needs == "borrow" else ()
    katas = job.kata.folder.parent
    return tuple(slug for slug in needs if is_unwritten(katas / slug / f"{slug}.py"))


def _run_through(
    job: Job, options: RunOptions, before: Sequence[TestVerdict] = ()
) -> tuple[list[TestVerdict], str]:
    """Run the spec in as many processes as it takes; return why some tests did not run."""
    tests = list(before)
    for _ in range(MOST_DEATHS):
        run = _Run(job, options, before=tuple(tests))
        tests += run.finish()
        if tests and options.enough(tests[-1]):
            return tests, "a test before it did not end"
        if run.finished:
            return tests, "the process that judges did not report it"
    return tests, f"{MOST_DEATHS} processes ended in the middle of a test before it"


def _second_chance(job: Job, test: TestVerdict, options: RunOptions) -> TestVerdict:
    """Try a goal that was missed within the baseline range on other seeds, too."""
    if job.goal_seed is not None or not test.within_baseline:
        return test
    goals = f"only:{test.goal}"
    jobs = [replace(job, goals=goals, goal_seed=seed) for seed in OTHER_SEEDS]
    missed = sum(not grade(other, options).holds for other in jobs)
    seeds = ", ".join(map(str, OTHER_SEEDS))
    if missed:
        note = f"It misses on {missed} of the seeds {seeds}, too: not bad luck."
        return replace(test, card=(*test.card, note))
    note = f"An unlucky seed: it passes on the seeds {seeds}."
    return replace(test, outcome=Outcome.PASSED, card=(note,))


def grade_all(
    jobs: Sequence[Job],
    on_verdict: Callable[[KataVerdict], None] = lambda verdict: None,
    options: RunOptions = DEFAULT,
    *,
    cache: VerdictCache | None = None,
    fresh: bool = False,
) -> PathVerdict:
    """Judge several katas side by side, and return their verdicts in the order of jobs.

    `on_verdict` is called with each verdict as it completes. Verdicts are stored in the
    `cache`; those that it has are not judged again, unless all are to be `fresh`.
    """
    fingerprints = [cache.fingerprint(job) if cache else "" for job in jobs]

    def judge(job: Job, fingerprint: str) -> KataVerdict:
        verdict = cache.get(job, fingerprint) if cache and not fresh else None
        if verdict is None:
            verdict = grade(job, options)
            if cache:
                cache.put(job, verdict, fingerprint)
        on_verdict(verdict)
        return verdict

    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        return PathVerdict(tuple(pool.map(judge, jobs, fingerprints)))


def arguments(job: Job, done: Sequence[TestVerdict] = ()) -> list[str]:
    """Return the arguments of the pytest run of a job, but for the tests that are done.

    The spec is named from the workspace's folder: pytest takes brackets and colons of
    a whole path for parts of a test's name.
    """
    spec = job.kata.spec.relative_to(job.folder)
    subject = job.subject
    if subject not in WORDS:
        subject = in_utf8(os.path.abspath(subject))
    return [
        spec.as_posix(),
        # From the spec's own folder: else pytest looks for a module `katas` above it.
        f"--rootdir={spec.parent.as_posix()}",
        *(*ISOLATED, "-q"),
        f"--subject={subject}",
        f"--needs={job.needs}",
        f"--goals={job.goals}",
        *([] if job.goal_seed is None else [f"--goal-seed={job.goal_seed}"]),
        *(["--nnkata-calls"] if job.reports_calls else []),
        *(["--nnkata-isolated"] if job.is_isolated else []),
        *([] if job.own is None else [f"--nnkata-own={_dumped(job.own)}"]),
        f"--nnkata-first={json.dumps(job.first)}",
        f"--nnkata-done={json.dumps({test.name: test.outcome for test in done})}",
    ]


def _dumped(own: OwnGoal) -> str:
    """Return a goal as JSON, for a process that spells paths in its own way."""
    return json.dumps(asdict(own) | {"dataset": in_utf8(own.dataset)})


@dataclass
class _Run:
    """One process that judges, watched until it ends or has to be ended."""

    job: Job
    options: RunOptions
    before: tuple[TestVerdict, ...]
    finished: bool = False  # it has said all, and need not be followed by another
    _current: Event | None = None  # the test that runs
    _locating: bool = False  # every test has ended, and it looks for the line to change
    _late: bool = False  # it was not waited for any longer
    _since: float = field(default_factory=time.monotonic)
    _defect: str = ""
    _tests: list[TestVerdict] = field(default_factory=list)

    def finish(self) -> list[TestVerdict]:
        """Return the verdicts on the tests that it ran, the one it died in included."""
        words = arguments(self.job, self.before)
        worker = self.options.launch(words, self.job.folder)
        try:
            while not self.finished and (event := self._next_event(worker)):
                self._hear(event)
        finally:
            (worker.let_go if self.finished else worker.end)()
        if not self.finished:
            self._tests += self._lost(worker)
        return self._tests

    def _next_event(self, worker: Worker) -> Event | None:
        """Return what the process reports next; None once it is gone or too late."""
        while not self.options.stopped():
            try:
                return worker.events.get(timeout=PAUSE)
            except Empty:
                self._late = time.monotonic() - self._since > self._allowed()
                if self._late or worker.is_gone():
                    return None
        raise CancelledError

    def _hear(self, event: Event) -> None:
        if event["event"] in ("start", "end"):  # news of a test restart the clock
            self._since = time.monotonic()
            self._current = event if event["event"] == "start" else None
        if event["event"] == "end":
            self._tests.append(test_from(event["verdict"]))
            self.finished = self.options.enough(self._tests[-1])
        elif event["event"] == "settled":
            new = test_from(event["verdict"])
            self._tests = [new if old.name == new.name else old for old in self._tests]
        elif event["event"] == "locating":
            self._locating, self._since = True, time.monotonic()
        elif event["event"] == "finish":
            # Where no test ran, only the log says why.
            self.finished = bool(self._tests or self.before) and not self._defect
        elif event["event"] == "progress" and self._current is not None:
            self._current["training"] = event
        elif event["event"] == "defect":
            self._defect = event["text"]
        self.options.on_event({"kata": self.job.kata.slug, **event})

    def _allowed(self) -> float:
        if self._locating:
            return LOCATING
        if self._current is None:
            return START
        return float(self._current["limit"]) * PATIENCE + GRACE

    def _lost(self, worker: Worker) -> list[TestVerdict]:
        """Return the verdict on the test that the process died in, or why none ran."""
        if self._locating and not self._defect:
            self.finished = True
            return []
        name = self._current["name"] if self._current else COLLECTION
        if self._defect:
            self.finished = name == COLLECTION  # another process would meet it, too
            return [defect(name, self._defect)]
        if self._current is not None:
            return [self._died(worker, self._current)]
        if self._tests:
            return []  # it ended between two tests: another process runs the rest
        self.finished = True
        ending = f"ended before its first test ({_status(worker.poll())})"
        if self._late:
            ending = f"did not come to its first test within {START:g} s, and was ended"
        return [defect(name, f"{worker.log}\nThe process that judges {ending}.")]

    def _died(self, worker: Worker, current: Event) -> TestVerdict:
        """Return a timeout if the process was ended for its time, else a failure."""
        name, seconds = current["name"], round(time.monotonic() - self._since, 2)
        used_up = worker.poll() == OUT_OF_TIME
        if not used_up and not self._late:
            text = f"your code ended the whole process ({_status(worker.poll())})"
            return TestVerdict(name, Outcome.FAILED, seconds, (text,))
        limit = f"{current['limit']:g} s of processor time"
        if not used_up:
            limit = f"{current['limit'] * PATIENCE:g} s by the clock"
        text = f"did not stop at its limit of {limit}: its process was ended"
        place = place_in(worker.log, current["file"])
        card = with_line(text, place)
        if training := current.get("training"):
            card += (
                f"cut off after {training['epoch']} of {training['epochs']} epochs",
            )
        return TestVerdict(name, Outcome.TIMEOUT, seconds, card, place=place)


def _status(code: int | None) -> str:
    """Return an exit status in words; the system ends processes by signals."""
    if code is None or code >= 0:
        return f"exit status {code}"
    return f"exit status {code}: {SIGNALS.get(code, 'the system ended it by a signal')}"
