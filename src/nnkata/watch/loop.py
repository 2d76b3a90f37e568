"""The watch: it judges every save at once, and its state is what the screen shows.

One thread owns the state and waits for news in a queue: keys, saves, signals, events of
the judgement that runs. A new save ends a running judgement. A verdict counts only when
the text that was judged is the text on the disk. The watch never goes on to another kata
by itself.
"""

import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from nnkata.content.catalog import Kata
from nnkata.content.workspace import Workspace
from nnkata.errors import NnkataError
from nnkata.judging.cache import VerdictCache
from nnkata.judging.job import Event, Job
from nnkata.judging.pool import Pool
from nnkata.judging.runner import RunOptions, arguments, grade, is_timeout
from nnkata.judging.verdict import KataVerdict, Outcome, TestVerdict, test_from
from nnkata.watch.source import digests_of, problem_of
from nnkata.watch.state import ALL, KEYS, LIST, VERDICT, Running, first_state, view_text

BUSY, IDLE = 0.1, 0.5  # seconds between two looks at the clock and at the file
UNHURRIED = 0.4  # seconds until another process is started beside a judgement
QUIET = 0.15  # seconds for which an earlier verdict stays while a new one is made
MOVES = {" ": 1, "down": 1, "b": -1, "up": -1}  # by pages, or katas of the list
LATER = "graded runs begin once every unit test has passed"

News = tuple[Any, ...]  # the name of a method `_on_...`, and its arguments


@dataclass(eq=False)
class _Judgement:
    """One judgement: of which texts, and how far it is."""

    kata: Kata
    digests: tuple[str, ...] = ()  # of the texts that are judged
    fingerprint: str = ""
    began: float = field(default_factory=time.monotonic)
    ended: float | None = None  # when every test was judged, if a line is looked for
    stopped: threading.Event = field(default_factory=threading.Event)
    executed: set[str] = field(default_factory=set)  # digests of the file as it was run
    tests: list[TestVerdict] = field(default_factory=list)  # judged so far
    total: int = 0  # number of tests
    running: Running = field(default_factory=Running)
    test_began: float = field(default_factory=time.monotonic)

    def run(
        self, pool: Pool, on_event: Callable[[Event], None], first: tuple[str, ...]
    ) -> KataVerdict:
        """Run the unit tests and, once they pass, the graded runs."""
        options = RunOptions(pool.launch, on_event, self.stopped.is_set, is_timeout)
        verdict = grade(_unit_tests(self.kata, first), options)
        if not verdict.holds:
            return replace(verdict, tests=tuple(map(_with_reason, verdict.tests)))
        if any(goal.required for goal in self.kata.goals):
            return grade(Job(self.kata), options, before=verdict.tests)
        return verdict


class Watch:
    """The state of a watch, and what each kind of news changes in it."""

    def __init__(self, workspace: Workspace, slug: str, pool: Pool) -> None:
        # A signal may put, too, in the middle of a get: SimpleQueue allows that.
        self.news: queue.SimpleQueue[News] = queue.SimpleQueue()
        self.over = False
        self.suspended = False
        self.workspace = workspace
        self.state = first_state(workspace, slug)
        self._pool = pool
        self._cache = VerdictCache(workspace)
        self._judgement = _Judgement(self.state.kata)
        self._first: tuple[str, ...] = ()  # tests that failed last, and run first
        self._threads = ThreadPoolExecutor()  # one for each judgement, until it ends
        self._looked_at = time.monotonic()
        self._stamps = self._stamps_of_files()

    @property
    def settled(self) -> bool:
        """Whether what is on the screen is about what is on the disk."""
        return self.state.running is None

    # -- what the loop calls -----------------------------------------------------------

    def wait(self) -> bool:
        """Take the next news, or look at the clock; return whether it is worth painting.

        A judgement is painted as the clock goes, and at its first failure: each test by
        itself would slow it down.
        """
        interval = IDLE if self.settled else BUSY
        left = self._looked_at + interval - time.monotonic()
        if left <= 0:  # also where news never cease
            self._on_tick()
            return True
        try:
            name, *values = self.news.get(timeout=left)
        except queue.Empty:
            self._on_tick()
            return True
        if name in ("event", "verdict") and values[0] is not self._judgement:
            return False  # of a judgement that was ended
        handle: Callable[..., bool | None] = getattr(self, f"_on_{name}")
        return bool(handle(*values)) or self.settled or name == "key"

    def judge(self, fresh: bool = True) -> None:
        """Judge what is on the disk now; a judgement of an earlier text is ended.

        Unless it is to be `fresh`, a cached verdict will do.
        """
        self._judgement.stopped.set()
        kata, put = self.state.kata, self.news.put
        judgement = self._judgement = _Judgement(kata, digests_of(kata))
        problem = problem_of(kata.stub)
        cached = None
        if not fresh and not problem:
            cached = self._cache.get(Job(kata), self._cache.fingerprint(Job(kata)))
        self._change(problem=problem, view=VERDICT, total=0, page=0)
        if problem or cached:
            self._settle(cached)
            return
        self._change(running=Running())
        future = self._threads.submit(
            judgement.run,
            self._pool,
            lambda event: put(("event", judgement, event)),
            self._first,
        )
        future.add_done_callback(lambda future: put(("verdict", judgement, future)))
        judgement.fingerprint = self._cache.fingerprint(Job(kata))

    def close(self) -> None:
        """End what runs, and wait until it has ended."""
        self._pool.close()
        self._judgement.stopped.set()
        self._threads.shutdown()

    # -- news --------------------------------------------------------------------------

    def _on_saved(self) -> None:
        """Something changed in the folder of katas: perhaps a text that is judged."""
        if digests_of(self.state.kata) != self._judgement.digests:
            self._judge_again()
        stamps = self._stamps_of_files()
        saved = [
            slug for slug, stamp in stamps.items() if stamp != self._stamps.get(slug)
        ]
        self._stamps = stamps
        if others := [slug for slug in saved if slug != self.state.kata.slug]:
            self._change(saved=others[0])

    def _stamps_of_files(self) -> dict[str, float]:
        """When the learner's file of each kata was saved last."""
        stamps = {}
        for kata in self.workspace.path:
            with suppress(OSError):  # missing, or being replaced
                stamps[kata.slug] = kata.stub.stat().st_mtime
        return stamps

    def _on_event(self, judgement: _Judgement, event: Event) -> bool:
        """Note how far it is; return whether a first failure is shown at once."""
        running = judgement.running
        if event["event"] == "collected":
            judgement.total = len(judgement.tests) + len(event["tests"])
        elif event["event"] == "start":
            judgement.test_began = time.monotonic()
            running.test = TestVerdict(event["name"], Outcome.NOT_RUN).sentence
            running.limit = event["limit"]
        elif event["event"] == "progress":
            running.training = event
        elif event["event"] == "locating":
            judgement.ended, running.locating = time.monotonic(), True
            self._show_progress(at_once=True)
            return True
        elif event["event"] == "end":
            judgement.executed.add(event["digest"])
            judgement.tests.append(test_from(event["verdict"]))
            running.judged, running.training = len(judgement.tests), None
            failed = [test for test in judgement.tests if not test.passed]
            if failed == judgement.tests[-1:]:
                self._show_progress(at_once=True)
                return True
        return False

    def _on_verdict(self, judgement: _Judgement, future: Future[KataVerdict]) -> None:
        verdict = future.result()  # raises what is a defect of nnkata
        current = digests_of(judgement.kata)
        if current != judgement.digests or not judgement.executed <= {current[0], ""}:
            self._judge_again()
            return
        self._record(verdict)
        self._cache.put(Job(judgement.kata), verdict, judgement.fingerprint)
        self._settle(verdict)

    def _on_key(self, key: str) -> None:
        if key in MOVES and self.state.view == LIST:
            chosen = self.state.chosen + MOVES[key]
            self._change(chosen=chosen % len(self.state.path))
        elif key in MOVES:
            self._change(page=self.state.page + MOVES[key])
        elif key in ("q", "\x03"):  # Windows hands over Ctrl-C as a key
            self.over = True
        elif key == "n":
            self._open(self.state.following, "Every other kata is passed.")
        elif key == "p":
            self._open(self._previous(), "This is the first kata.")
        elif key == "o":
            self._open(self.state.saved, "No other kata was saved.")
        elif key in "\r\n" and self.state.view == LIST:
            self._open(self.state.path[self.state.chosen], "")
        elif key in KEYS:
            view = KEYS[key][1]
            if view == ALL == self.state.view:
                view = VERDICT  # asked for once more, all give way to the first
            text = view_text(view, self.workspace, self.state)
            chosen = self.state.path.index(self.state.kata.slug)
            self._change(view=view, text=text, page=0, chosen=chosen)

    def _on_suspend(self) -> None:
        self.suspended = True

    def _on_tick(self) -> None:
        """Look at the clock and at the file, whatever else happens."""
        self._looked_at = time.monotonic()
        # Not beside a judgement that is quick: the two would share the processor.
        if self.settled or self._looked_at - self._judgement.began > UNHURRIED:
            job = _unit_tests(self.state.kata, self._first)
            self._pool.prepare(arguments(job), job.folder)
        # A system may tell of no changes at all, or the folder may have been replaced.
        self._on_saved()
        if not self.settled:
            self._show_progress()

    # -- state -------------------------------------------------------------------------

    def _open(self, slug: str, otherwise: str) -> None:
        """Go to another kata: only ever because a key was pressed."""
        if not slug:
            self._change(notice=otherwise)
            return
        new = first_state(replace(self.workspace), slug)
        self.state = replace(new, keys=self.state.keys)
        self.judge(fresh=False)

    def _previous(self) -> str:
        """The kata above the current one, or ""."""
        path = self.state.path
        number = path.index(self.state.kata.slug)
        return path[number - 1] if number else ""

    def _judge_again(self) -> None:
        """Judge, once all is read again: what kata.toml says may have changed, too."""
        old = self.state
        with suppress(NnkataError):
            new = first_state(replace(self.workspace), old.kata.slug)
            # A warning about the record stays until a verdict stands beside it.
            notice = new.notice or ("" if self.settled else old.notice)
            self.state = replace(new, verdict=old.verdict, keys=old.keys, notice=notice)
        self.judge()

    def _show_progress(self, at_once: bool = False) -> None:
        """Show what runs and, after a moment or at once, what has been judged so far."""
        now, judgement = time.monotonic(), self._judgement
        running = replace(judgement.running, seconds=now - judgement.test_began)
        self._change(running=running, total=judgement.total)
        if at_once or now - judgement.began > QUIET:
            kata, tests = judgement.kata, tuple(judgement.tests)
            self._change(verdict=KataVerdict(kata.slug, "mine", "", kata.points, tests))

    def _change(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)

    def _settle(self, verdict: KataVerdict | None) -> None:
        judgement = self._judgement
        took = (judgement.ended or time.monotonic()) - judgement.began
        at = time.strftime("%H:%M:%S")
        self._first = tuple(test.name for test in verdict.failures) if verdict else ()
        self._change(verdict=verdict, running=None, took=took, at=at, page=0)
        if verdict and verdict.passed:
            from nnkata.report.passed import built, experiment

            kata = judgement.kata
            self._change(built=built(kata, verdict), experiment=experiment(kata))

    def _record(self, verdict: KataVerdict) -> None:
        """Record progress, read anew: another command may have recorded some, too.

        To look at a kata is not to begin it: a stub is not recorded.
        """
        if verdict.unwritten:
            return
        workspace, kata = replace(self.workspace), self.state.kata
        problem = workspace.progress.record(kata, verdict.passed, verdict.missing_goals)
        new = first_state(workspace, kata.slug)
        notice = problem or new.notice or self.state.notice
        self._change(notice=notice, marks=new.marks, following=new.following)


def _unit_tests(kata: Kata, first: tuple[str, ...]) -> Job:
    """What a save is judged by first."""
    return Job(kata, goals="none", first=first)


def _with_reason(test: TestVerdict) -> TestVerdict:
    """A verdict beside failed unit tests, which says when the graded runs begin."""
    if test.ran or test.goal is None:
        return test
    return replace(test, card=(f"not run: {LATER}",), reason=LATER)
