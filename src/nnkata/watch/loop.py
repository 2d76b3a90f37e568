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
from concurrent.futures import CancelledError
from contextlib import suppress
from dataclasses import replace
from typing import Any

from nnkata.content.catalog import Kata
from nnkata.content.workspace import Workspace
from nnkata.errors import NnkataError
from nnkata.judging.cache import VerdictCache
from nnkata.judging.events import Event
from nnkata.judging.job import Job
from nnkata.judging.pool import Pool
from nnkata.judging.runner import RunOptions, arguments, grade, is_timeout
from nnkata.judging.verdict import KataVerdict, Outcome, TestVerdict, test_from
from nnkata.watch.source import digests_of, problem_of
from nnkata.watch.state import ALL, KEYS, VERDICT, Running, State, first_state
from nnkata.watch.views import view_text

BUSY, IDLE = 0.1, 0.5  # seconds between two looks at the clock and at the file
UNHURRIED = 0.4  # seconds until another process is started beside a judgement
QUIET = 0.15  # seconds for which an earlier verdict stays while a new one is made

News = tuple[Any, ...]  # the name of a method `_on_...`, and its arguments
REPORTS = ("event", "units", "verdict", "failed")  # news that a judgement sends


class _Judgement:
    """A judgement of one text, which runs in a thread of its own and reports as news."""

    def __init__(self, job: Job, pool: Pool, on_news: Callable[[News], None]) -> None:
        self.job = job
        self.test_began = time.monotonic()
        self.executed: set[str] = set()  # digests of the learner's file as it was run
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self._run, daemon=True)
        self._on_news = on_news
        self._options = RunOptions(
            pool.launch, self._on_event, self.stopped.is_set, is_timeout
        )
        self.thread.start()

    def _run(self) -> None:
        kata = self.job.kata
        try:
            verdict = grade(_unit_tests(kata), self._options)
            if verdict.holds and any(goal.required for goal in kata.goals):
                self._on_news(("units", self, verdict))
                verdict = grade(self.job, self._options, before=verdict.tests)
            self._on_news(("verdict", self, verdict))
        except CancelledError:
            pass
        except (
            Exception
        ) as error:  # a defect of nnkata: raised by the thread that waits
            self._on_news(("failed", self, error))

    def _on_event(self, event: Event) -> None:
        if event.get("digest"):
            self.executed.add(event["digest"])
        self._on_news(("event", self, event))


class Watch:
    """The state of a watch, and what each kind of news changes in it."""

    def __init__(self, workspace: Workspace, slug: str, pool: Pool) -> None:
        # A signal may put, too, in the middle of a get: SimpleQueue allows that.
        self.news: queue.SimpleQueue[News] = queue.SimpleQueue()
        self.over = False
        self.suspended = False
        self.settled = False  # what is on the screen is about what is on the disk
        self.workspace = workspace
        self._warning = ""  # about the record: stays until the next verdict
        self.state = self._first_state(slug)
        self._pool = pool
        self._cache = VerdictCache(workspace)
        self._fingerprint = ""
        self._judgement: _Judgement | None = None
        self._ending: list[_Judgement] = []
        self._digests: tuple[str, ...] = ()  # of the texts that are judged
        self._tests: list[TestVerdict] = []  # judged so far
        self._saved_at = self._looked_at = time.monotonic()

    # -- what the loop calls -----------------------------------------------------------

    def begin(self, fresh: bool = False) -> None:
        """Judge the file as it is, unless its verdict is cached."""
        self._digests = digests_of(self.state.kata)
        job = Job(self.state.kata)
        verdict = None
        if not fresh:
            verdict = self._cache.get(job, self._cache.fingerprint(job))
        if verdict is None or digests_of(self.state.kata) != self._digests:
            self.judge()
        else:
            self._settle(verdict)

    def wait(self) -> bool:
        """Take the next news, or look at the clock; return whether the screen changes."""
        interval = BUSY if self._judgement else IDLE
        left = self._looked_at + interval - time.monotonic()
        if left <= 0:  # also where news never cease
            return self._tick()
        try:
            name, *values = self.news.get(timeout=left)
        except queue.Empty:
            return self._tick()
        if name in REPORTS and values[0] is not self._judgement:
            return False  # of a judgement that was ended
        handle: Callable[..., bool] = getattr(self, f"_on_{name}")
        return handle(*values)

    def judge(self) -> None:
        """Judge what is on the disk now; a judgement of an earlier text is ended."""
        self._end_judgement()
        self._saved_at = time.monotonic()
        self._tests = []
        self._digests = digests_of(self.state.kata)
        problem = problem_of(self.state.kata.stub)
        self.settled = bool(problem)
        self._change(problem=problem, view=VERDICT, total=0, page=0)
        if problem:
            self._change(verdict=None, running=None)
            return
        job = Job(self.state.kata)
        self._judgement = _Judgement(job, self._pool, self.news.put)
        self._change(running=Running(), notice="")
        self._fingerprint = self._cache.fingerprint(job)

    def close(self) -> None:
        """End what runs, and wait until it has ended."""
        self._pool.close()
        self._end_judgement()
        for judgement in self._ending:
            judgement.thread.join()

    # -- news --------------------------------------------------------------------------

    def _on_saved(self) -> bool:
        """Something changed in the folder of katas: perhaps a text that is judged."""
        if digests_of(self.state.kata) == self._digests:
            return False
        self._read_again()
        self.judge()
        # A verdict a moment later paints both at once, without a flicker between.
        return self.settled

    def _on_event(self, judgement: _Judgement, event: Event) -> bool:
        running, kind = self.state.running, event["event"]
        if running is None:
            return False
        if kind == "collected":
            self._change(total=len(self._tests) + len(event["tests"]))
        elif kind == "start":
            judgement.test_began = time.monotonic()
            name = TestVerdict(event["name"], Outcome.NOT_RUN).sentence
            running = replace(running, test=name, limit=event["limit"], seconds=0.0)
        elif kind == "progress":
            running = replace(running, training=event)
        elif kind == "end":
            self._tests.append(test_from(event["verdict"]))
            running = replace(running, judged=len(self._tests), training=None)
        self._change(running=running)
        return bool(kind == "progress")

    def _on_units(self, judgement: _Judgement, verdict: KataVerdict) -> bool:
        self._tests = list(verdict.tests)
        self._change(verdict=verdict)
        return True

    def _on_verdict(self, judgement: _Judgement, verdict: KataVerdict) -> bool:
        current = digests_of(self.state.kata)
        if current != self._digests or not judgement.executed <= {current[0]}:
            self._read_again()
            self.judge()
            return True
        self._end_judgement()
        verdict = _with_reason(verdict)
        self._record(verdict)
        self._cache.put(judgement.job, verdict, self._fingerprint)
        self._settle(verdict)
        return True

    def _on_failed(self, judgement: _Judgement, error: Exception) -> bool:
        raise error

    def _on_key(self, key: str) -> bool:
        if key == " ":
            self._change(page=self.state.page + 1)
        elif key in ("q", "\x03"):  # Windows hands over Ctrl-C as a key
            self.over = True
        elif key == "n":
            self._go_on()
        elif key in KEYS:
            self._look(KEYS[key][1])
        return True

    def _on_signal(self, name: str) -> bool:
        self.over = self.over or name == "quit"
        self.suspended = name == "suspend"
        return True

    def _tick(self) -> bool:
        """Look at the clock and at the file, whatever else happens."""
        self._looked_at = time.monotonic()
        since_save = self._looked_at - self._saved_at
        # Not beside a judgement that is quick: the two would share the processor.
        if self._judgement is None or since_save > UNHURRIED:
            job = _unit_tests(self.state.kata)
            self._pool.prepare(arguments(job), job.folder)
        self._ending = [old for old in self._ending if old.thread.is_alive()]
        # A system may tell of no changes at all, or the folder may have been replaced.
        if self._on_saved():
            return True
        if self._judgement is None or self.state.running is None:
            return False
        seconds = time.monotonic() - self._judgement.test_began
        self._change(running=replace(self.state.running, seconds=seconds))
        if time.monotonic() - self._saved_at > QUIET:
            kata, tests = self.state.kata, tuple(self._tests)
            verdict = KataVerdict(kata.slug, "mine", "", kata.points, tests)
            self._change(verdict=verdict)
        return True

    # -- state -------------------------------------------------------------------------

    def _look(self, view: str) -> None:
        """Show another view; asked for once more, all failures give way to the first."""
        text = tuple(view_text(view, self.workspace, self.state))
        if view == ALL and self.state.view == ALL:
            view = VERDICT
        self._change(view=view, text=text, page=0)

    def _go_on(self) -> None:
        """Go to the next kata that is not passed: only ever because `n` was pressed."""
        if not self.state.following:
            self._change(notice="Every other kata is passed.")
            return
        self._end_judgement()
        keys = self.state.keys
        self.state = replace(self._first_state(self.state.following), keys=keys)
        self.begin()

    def _first_state(self, slug: str) -> State:
        workspace = replace(self.workspace)  # reads everything again
        self._warning = workspace.progress.problem or self._warning
        return first_state(workspace, slug, self._warning)

    def _read_again(self) -> None:
        """What kata.toml says may have changed, too."""
        old = self.state
        with suppress(NnkataError):
            new = self._first_state(old.kata.slug)
            self.state = replace(new, verdict=old.verdict, keys=old.keys)

    def _change(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)

    def _settle(self, verdict: KataVerdict) -> None:
        self.settled = True
        took = time.monotonic() - self._saved_at
        at = time.strftime("%H:%M:%S")
        self._change(verdict=verdict, running=None, took=took, at=at, page=0)

    def _record(self, verdict: KataVerdict) -> None:
        """Record progress, read anew: another command may have recorded some, too."""
        workspace, kata = replace(self.workspace), self.state.kata
        progress = workspace.progress
        problem = progress.record(kata, verdict.passed, verdict.missing_goals)
        notice = problem or progress.problem or self._warning
        new = first_state(workspace, kata.slug, notice)
        self._change(notice=notice, marks=new.marks, following=new.following)
        self._warning = ""

    def _end_judgement(self) -> None:
        if self._judgement is not None:
            self._judgement.stopped.set()
            self._ending.append(self._judgement)
            self._judgement = None


def _unit_tests(kata: Kata) -> Job:
    """What a save is judged by first."""
    return Job(kata, goals="none")


def _with_reason(verdict: KataVerdict) -> KataVerdict:
    """A verdict with failed unit tests, which says when the graded runs begin."""
    reason = "graded runs begin once every unit test has passed"
    card = (f"not run: {reason}",)
    tests = tuple(
        replace(test, card=card, reason=reason) if test.goal and not test.ran else test
        for test in verdict.tests
    )
    return replace(verdict, tests=tests)
