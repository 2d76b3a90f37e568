"""The watch: every save is judged at once, and the verdict is on the screen.

One thread owns the state and waits for news in a queue: keys, saves, events of the
judgement that runs. A new save ends a running judgement. A verdict counts only when the
text that was judged is the text on the disk. It never goes on to another kata by itself.
"""

import ast
import queue
import threading
import time
import warnings
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from nnkata.content.catalog import Kata
from nnkata.content.hints import next_hint
from nnkata.content.schema import read_toml
from nnkata.content.workspace import Workspace, command
from nnkata.errors import NnkataError
from nnkata.files import digest_of
from nnkata.judging.cache import VerdictCache
from nnkata.judging.events import Event
from nnkata.judging.job import Job
from nnkata.judging.pool import Pool
from nnkata.judging.runner import (
    RunOptions,
    arguments,
    grade,
    is_timeout,
)
from nnkata.judging.verdict import KataVerdict, Outcome, TestVerdict, test_from
from nnkata.report.path_text import path_lines
from nnkata.training.calibration import read_calibrations
from nnkata.watch.screen import ALL, HINT, KEYS, LESSON, LIST, VERDICT, Running, State

BUSY, IDLE = 0.1, 0.5  # seconds between two looks at the clock and at the file
UNHURRIED = 0.4  # seconds until another process is started beside a judgement
QUIET = 0.15  # seconds for which an earlier verdict stays while a new one is made

News = tuple[Any, ...]


class Files(NamedTuple):
    """Which text matters for a kata: the learner's, and what the spec demands."""

    mine: str
    spec: str
    facts: str


def files_of(kata: Kata) -> Files:
    return Files(*map(digest_of, (kata.stub, kata.spec, kata.folder / "kata.toml")))


class Judgement:
    """One judgement of one text, in a thread of its own."""

    def __init__(self, job: Job, pool: Pool, tell: Callable[[News], None]) -> None:
        self.job = job
        self.begun = time.monotonic()
        self.digests: set[str] = set()  # of the learner's file, as it was executed
        self._pool = pool
        self._tell = tell
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End its process; what it still tells is not wanted."""
        self._stop.set()

    def join(self) -> None:
        self._thread.join()

    @property
    def ended(self) -> bool:
        return not self._thread.is_alive()

    def _run(self) -> None:
        options = RunOptions(
            self._pool.launch, self._hear, self._stop.is_set, is_timeout
        )
        try:
            verdict = grade(_units(self.job.kata), options)
            if verdict.holds and any(goal.required for goal in self.job.kata.goals):
                self._tell(("units", self, verdict))
                verdict = grade(self.job, options, before=verdict.tests)
            self._tell(("verdict", self, verdict))
        except CancelledError:
            pass
        except Exception as error:  # a defect of ours: raised where it is seen
            self._tell(("failed", self, error))

    def _hear(self, event: Event) -> None:
        self.digests |= {event["digest"]} if event.get("digest") else set()
        self._tell(("event", self, event))


def _units(kata: Kata) -> Job:
    """The learner's file against the unit tests: what a save is judged by first."""
    return Job(kata, goals="none")


class Watch:
    """The state of a watch, and what every piece of news does to it."""

    def __init__(self, workspace: Workspace, slug: str, pool: Pool) -> None:
        # A signal may tell, too, in the middle of a get: SimpleQueue allows that.
        self.news: queue.SimpleQueue[News] = queue.SimpleQueue()
        self.over = False
        self.suspended = False
        self.settled = False  # what is on the screen is about what is on the disk
        self.workspace = workspace
        self._warning = ""  # about the record: stays until the next verdict
        self.state = self._at(slug)
        self._pool = pool
        self._cache = VerdictCache(workspace)
        self._fingerprint = ""
        self._judgement: Judgement | None = None
        self._ending: list[Judgement] = []
        self._files: Files | None = None
        self._partial: list[TestVerdict] = []
        self._saved_at = self._looked = time.monotonic()

    # -- what the loop calls -----------------------------------------------------------

    def begin(self, fresh: bool = False) -> None:
        """Judge the file as it is, unless its verdict is remembered."""
        self._files = files_of(self.state.kata)
        job = Job(self.state.kata)
        verdict = None
        if not fresh:
            verdict = self._cache.get(job, self._cache.fingerprint(job))
        if verdict is None or files_of(self.state.kata) != self._files:
            self.judge()
        else:
            self._settle(verdict)

    def wait(self) -> bool:
        """Take the next news, or look at the clock; whether the screen may differ."""
        every = BUSY if self._judgement else IDLE
        left = self._looked + every - time.monotonic()
        if left <= 0:  # also where news never cease
            return self._tick()
        try:
            what, *rest = self.news.get(timeout=left)
        except queue.Empty:
            return self._tick()
        handle: Callable[..., bool] = getattr(self, f"_on_{what}")
        return handle(*rest)

    def judge(self) -> None:
        """Judge what is on the disk now; a judgement of an earlier text is ended."""
        self._end_judgement()
        self._saved_at = time.monotonic()
        self._partial, self.settled = [], False
        self._files = files_of(self.state.kata)
        problem = problem_of(self.state.kata.stub)
        if problem:
            self.settled = True
            self._change(problem=problem, verdict=None, running=None, view=VERDICT)
            self._change(total=0, page=0)
            return
        job = Job(self.state.kata)
        self._judgement = Judgement(job, self._pool, self.news.put)
        self._change(problem=(), running=Running(), view=VERDICT, notice="", page=0)
        self._change(total=0)
        self._fingerprint = self._cache.fingerprint(job)

    def close(self) -> None:
        """End what runs, and wait until it has ended."""
        self._pool.close()
        self._end_judgement()
        for judgement in self._ending:
            judgement.join()

    # -- news --------------------------------------------------------------------------

    def _on_saved(self) -> bool:
        """Something changed in the folder of katas: perhaps what matters here."""
        if files_of(self.state.kata) == self._files:
            return False
        self._read_again()
        self.judge()
        # A verdict a moment later paints both at once, without a flicker between.
        return self.settled

    def _on_event(self, judgement: Judgement, event: Event) -> bool:
        running = self.state.running
        if judgement is not self._judgement or running is None:
            return False
        if event["event"] == "collected":
            self._change(total=len(self._partial) + len(event["tests"]))
        self._change(running=self._heard(running, judgement, event))
        return bool(event["event"] == "progress")

    def _heard(self, running: Running, judgement: Judgement, event: Event) -> Running:
        if event["event"] == "start":
            judgement.begun = time.monotonic()
            name = TestVerdict(event["name"], Outcome.NOT_RUN).sentence
            return replace(running, test=name, limit=event["limit"], seconds=0.0)
        if event["event"] == "end":
            self._partial.append(test_from(event["verdict"]))
            return replace(running, judged=len(self._partial), training=None)
        return replace(running, training=event) if "epoch" in event else running

    def _on_units(self, judgement: Judgement, verdict: KataVerdict) -> bool:
        if judgement is not self._judgement:
            return False
        self._partial = list(verdict.tests)
        self._change(verdict=verdict)
        return True

    def _on_verdict(self, judgement: Judgement, verdict: KataVerdict) -> bool:
        if judgement is not self._judgement:
            return False
        now = files_of(self.state.kata)
        if now != self._files or not judgement.digests <= {now.mine}:
            self._read_again()
            self.judge()
            return True
        self._end_judgement()
        verdict = _with_reason(verdict)
        self._record(verdict)
        if self._cache.fingerprint(judgement.job) == self._fingerprint:
            self._cache.put(judgement.job, verdict, self._fingerprint)
        self._settle(verdict)
        return True

    def _on_failed(self, judgement: Judgement, error: Exception) -> bool:
        if judgement is self._judgement:
            raise error
        return False

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

    def _on_signal(self, what: str) -> bool:
        self.over = self.over or what == "quit"
        self.suspended = what == "suspend"
        return True

    def _tick(self) -> bool:
        """What is looked after by the clock, whatever else happens."""
        self._looked = time.monotonic()
        # Not beside a judgement that is quick: the two would share the processor.
        if self._judgement is None or self._looked - self._saved_at > UNHURRIED:
            job = _units(self.state.kata)
            self._pool.prepare(arguments(job), job.folder)
        self._ending = [old for old in self._ending if not old.ended]
        # A system may tell of no changes at all, or the folder may have been replaced.
        if self._on_saved():
            return True
        if self._judgement is None or self.state.running is None:
            return False
        seconds = time.monotonic() - self._judgement.begun
        self._change(running=replace(self.state.running, seconds=seconds))
        if time.monotonic() - self._saved_at > QUIET:
            self._change(verdict=self._so_far())
        return True

    # -- keys --------------------------------------------------------------------------

    def _look(self, view: str) -> None:
        """Another view; asked for once more, all failures give way to the first."""
        told: Sequence[str] = ()
        try:
            if view == HINT:
                told = self._hint()
            elif view == LIST:
                told = path_lines(replace(self.workspace))[1:]
            elif view == LESSON:
                told = self.state.kata.lesson.read_text(encoding="utf-8").splitlines()
        except (NnkataError, OSError, UnicodeDecodeError) as error:
            told = [str(error)]
        if view == ALL and self.state.view == ALL:
            view = VERDICT
        self._change(view=view, told=tuple(told), page=0)

    def _hint(self) -> list[str]:
        """The next step for the function that the verdict is about."""
        kata = self.state.kata
        functions = list(read_toml(kata.hints))
        function = function_of(self.state.verdict, functions)
        more = command(f"hint {kata.slug} {function}")
        steps = [
            line
            for line in next_hint(replace(self.workspace), kata, function)
            if not line.endswith(more)
        ]
        return [*steps, "", "h climbs one step more, v goes back to the verdict."]

    def _go_on(self) -> None:
        """To the next kata that is not passed: only ever because `n` was pressed."""
        if not self.state.following:
            self._change(notice="every other kata is passed")
            return
        self._end_judgement()
        self.state = replace(self._at(self.state.following), keys=self.state.keys)
        self.begin()

    # -- state -------------------------------------------------------------------------

    def _at(self, slug: str) -> State:
        """The state of a kata that nobody has judged yet."""
        place = replace(self.workspace)
        kata = place.kata(slug)
        self._warning = place.progress.problem or self._warning
        return State(
            kata=kata,
            path=tuple(each.slug for each in place.path),
            marks=_marks(place),
            following=following(place, kata),
            honest=read_calibrations(kata),
            notice=self._warning,
        )

    def _read_again(self) -> None:
        """What kata.toml says may have changed, too."""
        old = self.state
        with suppress(NnkataError):
            new = self._at(old.kata.slug)
            self.state = replace(new, verdict=old.verdict, keys=old.keys)

    def _change(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)

    def _so_far(self) -> KataVerdict:
        kata = self.state.kata
        return KataVerdict(kata.slug, "mine", "", kata.points, tuple(self._partial))

    def _settle(self, verdict: KataVerdict) -> None:
        self.settled = True
        took = time.monotonic() - self._saved_at
        at = time.strftime("%H:%M:%S")
        self._change(verdict=verdict, running=None, took=took, at=at, page=0)

    def _record(self, verdict: KataVerdict) -> None:
        """The mark on the path; read anew, for another command may have set some."""
        place = replace(self.workspace)
        problem = place.progress.record(
            self.state.kata, verdict.passed, verdict.missing_goals
        )
        self._change(notice=problem or place.progress.problem or self._warning)
        self._warning = ""
        next_one = following(place, self.state.kata)
        self._change(marks=_marks(place), following=next_one)

    def _end_judgement(self) -> None:
        if self._judgement is not None:
            self._judgement.stop()
            self._ending.append(self._judgement)
            self._judgement = None


def _with_reason(verdict: KataVerdict) -> KataVerdict:
    """The verdict on unit tests that fail, which says when its goals are run."""
    reason = "graded runs begin once every unit test has passed"
    card = (f"not run: {reason}",)
    tests = tuple(
        replace(test, card=card, reason=reason) if test.goal and not test.ran else test
        for test in verdict.tests
    )
    return replace(verdict, tests=tests)


def problem_of(file: Path) -> tuple[str, ...]:
    """Why there is no use in judging a file yet: it is away, or half written."""
    try:
        text = file.read_bytes()
    except FileNotFoundError:
        fresh = command(f"reset {file.stem}")
        return f"{file.name} is not there.", f"Save it again, or get a stub: {fresh}"
    except OSError as error:
        return (f"{file.name} cannot be read: {error.strerror}.",)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text)
    except SyntaxError as error:
        return _half_written(file, error)
    except (ValueError, RecursionError, MemoryError):
        pass  # the verdict will tell
    return ()


def _half_written(file: Path, error: SyntaxError) -> tuple[str, ...]:
    told = f"{file.name} cannot be read as Python yet: {error.msg}."
    if error.lineno is None:
        return (told,)
    code = (error.text or "").rstrip()
    lines = (told, f"line {error.lineno}:  {code.lstrip()}" if code else "")
    return tuple(line for line in lines if line)


def function_of(verdict: KataVerdict | None, functions: Sequence[str]) -> str:
    """Return the function that the first failure is about: its test may name another."""
    failure = verdict.first_failure if verdict else None
    if failure is None:
        return functions[0]
    begun = failure.name.removeprefix("test_")
    by_name = [name for name in functions if begun.startswith(name)]
    known = failure.function if failure.function in functions else functions[0]
    return max(by_name, key=len, default=known)


def following(place: Workspace, kata: Kata) -> str:
    """The next kata that is not passed, from the top again after the last; or ""."""
    here = next(i for i, each in enumerate(place.path) if each.slug == kata.slug)
    order = [*place.path[here + 1 :], *place.path[:here]]
    open_katas = [each.slug for each in order if not place.progress.is_done(each)]
    return open_katas[0] if open_katas else ""


def _marks(place: Workspace) -> tuple[str, ...]:
    return tuple(place.progress.state(kata) for kata in place.path)
