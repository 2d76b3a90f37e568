"""spec x subject -> verdict: each kata in a pytest process of its own.

The process reports its verdicts as they come, so that one that hangs, crashes or floods
loses only the test it was in: the process is ended, that test is judged, and the rest of
the spec runs in a new process. What was reported is held against the tests that the spec
has: a verdict with any of them missing is never a pass.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from queue import Empty

from nnkata.content import extras
from nnkata.content.catalog import Kata
from nnkata.content.progress import spec_version
from nnkata.content.python_files import is_unwritten
from nnkata.content.spec_tests import SpecTest, known_tests, store_tests
from nnkata.errors import ContentError
from nnkata.judging.card import with_line
from nnkata.judging.events import Event
from nnkata.judging.hang import place_in
from nnkata.judging.job import PLUGIN, Job
from nnkata.judging.pool import MOST_DEATHS, Launch, Worker, fresh, in_utf8
from nnkata.judging.verdict import (
    KataVerdict,
    Outcome,
    PathVerdict,
    TestVerdict,
    not_run,
    test_from,
)
from nnkata.subject.limits import OUT_OF_TIME
from nnkata.subject.loader import WORDS

START = 600.0  # seconds a process gets to begin its first test: a cold disk is slow
PAUSE = 0.02
# Seconds by the clock that a process gets after its limit by the clock: a busy system
# takes a while to end it for its processor time.
GRACE = 40.0
OTHER_SEEDS = (101, 102, 103)
COLLECTION = "test_collection"  # stands for all tests where none could begin


@dataclass(frozen=True)
class RunOptions:
    """How a judgement goes: in which processes, who hears of it, what ends it early.

    Attributes
    ----------
    launch : callable
        Starts a process that runs pytest with arguments in a folder: a fresh one, or one
        that was started ahead.
    on_event : callable
        Is called with every event as it comes, and the kata's slug in it.
    stopped : callable
        Asked often; once it says yes, the process is ended and `CancelledError`
        raised.
    enough : callable
        Whether no test is to follow this one.
    """

    launch: Launch = fresh
    on_event: Callable[[Event], None] = lambda event: None
    stopped: Callable[[], bool] = lambda: False
    enough: Callable[[TestVerdict], bool] = lambda test: False


DEFAULT = RunOptions()


def is_timeout(test: TestVerdict) -> bool:
    """One endless loop is waited for, not every test that runs into it."""
    return test.outcome is Outcome.TIMEOUT


def grade(
    job: Job, options: RunOptions = DEFAULT, before: Sequence[TestVerdict] = ()
) -> KataVerdict:
    """Return the verdict on one kata; never raises for what the subject does.

    What needs an extra that is not installed is not run, and counts for nothing.
    Tests that were judged `before` are not run again.
    """
    absent = extras.missing(job.kata)
    if absent:
        return not_run(job.kata, job.subject, spec_version(job.kata), absent)
    tests: list[TestVerdict] = []
    try:
        spec = spec_tests(job.kata, options)
        tests, why = _run_through(job, options, [test for test in before if test.ran])
        tests = [_second_chance(job, test, options) for test in tests]
        tests = _complete(job, spec, tests, why)
    except ContentError as error:
        tests = [_defect(COLLECTION, str(error))]
    return KataVerdict(
        job.kata.slug,
        job.subject,
        spec_version(job.kata),
        job.kata.points,
        tuple(tests),
        _borrowed(job),
        goals=job.goals,
    )


def spec_tests(kata: Kata, options: RunOptions = DEFAULT) -> tuple[SpecTest, ...]:
    """Return the tests that a kata's spec has, collected where no subject has a say.

    Raises
    ------
    ContentError
        If the spec cannot be collected.
    """
    return known_tests(kata) or store_tests(kata, collect_tests(kata, options.stopped))


def collect_tests(
    kata: Kata, stopped: Callable[[], bool] = DEFAULT.stopped
) -> tuple[SpecTest, ...]:
    """Collect a spec, and run it on functions that do nothing."""
    found: list[Event] = []
    job = Job(kata, "nothing", goals="none", diagnosis=False)
    tests, _ = _run_through(job, RunOptions(on_event=found.append, stopped=stopped))
    free = {test.name for test in tests if test.passed}
    specs = [event["spec"] for event in found if event["event"] == "collected"]
    if not specs or not specs[0]:
        raise ContentError("\n".join(line for test in tests for line in test.card))
    return tuple(SpecTest(name, goal, name in free) for name, goal in specs[0])


def _complete(
    job: Job, spec: Sequence[SpecTest], tests: Sequence[TestVerdict], why: str
) -> list[TestVerdict]:
    """The verdicts in the spec's order, those of tests that did not run among them.

    Records that are doubled, or of tests that the spec does not have, spoil the verdict.
    """
    judged = {test.name: test for test in tests}
    if {*judged} == {COLLECTION}:
        return [*tests]
    # What a defect of ours has prevented is charged to nobody, either.
    ours = any(test.outcome is Outcome.ERROR for test in tests)
    weights = _weights(job.kata, spec)
    found = []
    for test in spec:
        goal = job.kata.goal(test.goal) if test.goal else None
        required = goal is None or goal.required
        record = judged.pop(test.name, None)
        if record is None and (required or job.asks_for(test)):
            told = why if job.asks_for(test) else f"the run had --goals={job.goals}"
            outcome = Outcome.NOT_RUN
            if ours and job.asks_for(test):
                outcome = Outcome.ERROR
            record = TestVerdict(test.name, outcome, card=(f"not run: {told}",))
        if record is not None:
            record = replace(record, weight=weights[test.name], goal=test.goal)
            found.append(replace(record, required=required))
    doubled = len(tests) - len({test.name for test in tests})
    if judged or doubled:
        extra = ", ".join(judged) or "some test twice"
        told = f"The run reported {extra}, which the spec does not have. Run it again."
        found.append(_defect("test_records", told))
    return found


def _weights(kata: Kata, spec: Sequence[SpecTest]) -> dict[str, float]:
    """What each test is worth, in points.

    A goal has its own; the rest is shared equally by the tests that functions which do
    nothing fail.
    """
    goals = {test.name: kata.goal(test.goal).points for test in spec if test.goal}
    units = [test.name for test in spec if not test.goal and not test.free]
    share = (kata.points - sum(goals.values())) / max(len(units), 1)
    return {test.name: 0.0 for test in spec} | dict.fromkeys(units, share) | goals


def first_deviating(kata: Kata, path: Sequence[Kata]) -> KataVerdict | None:
    """The first needed kata whose learner's file fails its own spec, judged."""
    for earlier in path:
        if earlier.slug in kata.needs:
            verdict = grade(Job(earlier, goals="none"))
            if not verdict.holds:
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
    job: Job, options: RunOptions, before: Sequence[TestVerdict] = ()
) -> tuple[list[TestVerdict], str]:
    """Every test of the spec, in as many processes as it takes; why some did not run."""
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
    """A goal missed within the baseline range is tried on other seeds, too."""
    if job.goal_seed is not None or not test.within_baseline:
        return test
    jobs = [
        replace(job, goals=f"only:{test.goal}", goal_seed=seed) for seed in OTHER_SEEDS
    ]
    passed = sum(grade(other, options).holds for other in jobs)
    seeds = ", ".join(map(str, OTHER_SEEDS))
    if passed == len(jobs):
        note = f"An unlucky seed: it passes on the seeds {seeds}."
        return replace(test, outcome=Outcome.PASSED, card=(note,))
    missed = len(jobs) - passed
    note = f"It misses on {missed} of the seeds {seeds}, too: not bad luck."
    return replace(test, card=(*test.card, note))


def grade_all(
    jobs: Iterable[Job],
    on_verdict: Callable[[KataVerdict], None] = lambda verdict: None,
    options: RunOptions = DEFAULT,
) -> PathVerdict:
    """Judge several katas side by side, and return their verdicts in the order of jobs.

    `on_verdict` is called with each verdict as it completes.
    """

    def graded(job: Job) -> KataVerdict:
        verdict = grade(job, options)
        on_verdict(verdict)
        return verdict

    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        return PathVerdict(tuple(pool.map(graded, jobs)))


# A workspace's own settings, conftest files and plugins have no say in our runs.
ISOLATED = (
    *("-c", os.devnull, "--noconftest", "--import-mode=importlib"),
    *("-p", "no:cacheprovider", "-p", "no:unraisableexception"),
    *("-p", "no:threadexception"),
)


def arguments(job: Job, done: Sequence[TestVerdict] = ()) -> list[str]:
    """Return those of the pytest run that judges a job, but for the tests that are done.

    The spec is named from the workspace's folder: pytest takes brackets and colons of
    a whole path for parts of a test's name.
    """
    spec = job.kata.spec.relative_to(folder_of(job))
    # From the spec's own folder: else pytest looks for a module `katas` above it, too.
    found = [spec.as_posix(), "-q", f"--rootdir={spec.parent.as_posix()}"]
    # The card takes the place of pytest's own account, which costs 10 ms a failure.
    found += ["-p", PLUGIN, *ISOLATED, "--tb=native"]
    subject = job.subject
    if subject not in WORDS:
        subject = in_utf8(os.path.abspath(subject))
    found += [f"--subject={subject}", f"--needs={job.needs}"]
    found += [f"--goals={job.goals}"]
    if job.goal_seed is not None:
        found.append(f"--goal-seed={job.goal_seed}")
    if not job.diagnosis:
        found.append("--nnkata-diagnosis=no")
    loops = sum(map(is_timeout, done))
    found += [f"--nnkata-loops={loops}"] if loops else []
    return found + [f"--nnkata-done={test.name}" for test in done]


def folder_of(job: Job) -> Path:
    """Return the folder in which a job is run: the workspace that holds the kata."""
    return job.kata.folder.parent.parent


@dataclass
class _Run:
    """One process that judges, watched until it ends or has to be ended."""

    job: Job
    options: RunOptions
    before: tuple[TestVerdict, ...]
    finished: bool = False  # it has said all, and need not be followed by another
    _current: Event | None = None  # the test that runs
    _training: Event | None = None  # how far the training of a goal is
    _late: bool = False  # nobody waited any longer
    _since: float = 0.0
    _defect: str = ""
    _tests: list[TestVerdict] = field(default_factory=list)

    def finish(self) -> list[TestVerdict]:
        """Return the verdicts on the tests that it ran, the one it died in included."""
        worker = self.options.launch(
            arguments(self.job, self.before), folder_of(self.job)
        )
        self._since = time.monotonic()
        try:
            for event in self._events(worker):
                self._hear(event)
                if self.finished:
                    break
        finally:
            (worker.let_go if self.finished else worker.end)()
        if not self.finished:
            self._tests += self._lost(worker)
        return self._tests

    def _events(self, worker: Worker) -> Iterator[Event]:
        """What the process reports, until it is gone or too late."""
        while True:
            if self.options.stopped():
                raise CancelledError
            try:
                event = worker.events.get(timeout=PAUSE)
            except Empty:
                gone = worker.poll() is not None and worker.has_no_more()
                self._late = time.monotonic() - self._since > self._allowed()
                if gone or self._late:
                    return
                continue
            if event is None:
                return
            yield event

    def _hear(self, event: Event) -> None:
        if event["event"] in ("start", "end"):  # news of a test restart the clock
            self._since = time.monotonic()
            self._current = event if event["event"] == "start" else None
            self._training = None
        if event["event"] == "end":
            self._tests.append(test_from(event["verdict"]))
            self.finished = self.options.enough(self._tests[-1])
        elif event["event"] == "finish":
            # Where no test ran, what pytest says at its end is all there is to tell.
            self.finished = bool(self._tests or self.before) and not self._defect
        elif event["event"] == "progress":
            self._training = event
        elif event["event"] == "defect":
            self._defect = event["text"]
        self.options.on_event({"kata": self.job.kata.slug, **event})

    def _allowed(self) -> float:
        return START if self._current is None else self._current["clock"] + GRACE

    def _lost(self, worker: Worker) -> list[TestVerdict]:
        """The verdict on the test that took the process with it, or why none ran."""
        name = self._current["name"] if self._current else COLLECTION
        if self._defect:
            self.finished = name == COLLECTION  # another process would meet it, too
            return [_defect(name, self._defect)]
        if self._current is not None:
            return [self._died(worker, self._current)]
        if self._tests:
            return []  # it ended between two tests: another process runs the rest
        self.finished = True
        ending = f"ended before its first test ({_status(worker.poll())})"
        if self._late:
            ending = f"did not come to its first test within {START:g} s, and was ended"
        return [_defect(name, f"{worker.log()}\nThe process that judges {ending}.")]

    def _died(self, worker: Worker, current: Event) -> TestVerdict:
        """Out of time, if the system or we had to end the process; else its own end."""
        name, seconds = current["name"], round(time.monotonic() - self._since, 2)
        used_up = worker.poll() == OUT_OF_TIME
        if used_up or self._late:
            which = "s of processor time" if used_up else "s by the clock"
            limit = current["limit" if used_up else "clock"]
            told = (
                f"did not stop at its limit of {limit:g} {which}: its process was ended"
            )
            card = with_line(told, place_in(worker.log(), current["file"]))
            if self._training is not None:
                done, all_of_it = self._training["epoch"], self._training["epochs"]
                card += (f"cut off after {done} of {all_of_it} epochs",)
            return TestVerdict(name, Outcome.TIMEOUT, seconds, card)
        told = f"your code ended the whole process ({_status(worker.poll())})"
        return TestVerdict(name, Outcome.FAILED, seconds, (told,))


def _defect(name: str, text: str) -> TestVerdict:
    """A test that could not be judged, through no fault of the subject's."""
    return TestVerdict(name, Outcome.ERROR, 0.0, tuple(text.strip().splitlines()[-12:]))


def _status(code: int | None) -> str:
    """An exit status in words; the system ends processes by signals."""
    if code is None or code >= 0:
        return f"exit status {code}"
    if code == -9:
        return "exit status -9: the system ended it, often for want of memory"
    if code == -11:
        return "exit status -11: a crash outside of Python, often endless recursion"
    return f"exit status {code}: the system ended it by a signal"
