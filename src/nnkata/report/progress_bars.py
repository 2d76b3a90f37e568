"""Show how far work is; judge katas behind it, and record what the learner passed."""

import math
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import cached_property
from threading import Lock
from typing import Any

from nnkata.content.workspace import Workspace
from nnkata.errors import plain
from nnkata.judging.cache import VerdictCache
from nnkata.judging.job import Event, Job
from nnkata.judging.runner import DEFAULT, RunOptions, grade_all
from nnkata.judging.verdict import KataVerdict, PathVerdict
from nnkata.subject.loader import check_subject


def judge_and_record(
    workspace: Workspace,
    jobs: Sequence[Job],
    fresh: bool = False,
    options: RunOptions = DEFAULT,
) -> PathVerdict:
    """Return the verdicts on some jobs; record those on the learner's own files.

    A verdict stands even where it cannot be recorded: the workspace warns of that.
    """
    for job in jobs:
        check_subject(job.subject)
    verdict = judge_jobs(VerdictCache(workspace), jobs, fresh, options)
    problems = {
        workspace.progress.record(job.kata, judged.passed, judged.missing_goals)
        for job, judged in zip(jobs, verdict.katas, strict=True)
        if job.subject == "mine" and not (judged.not_run or judged.unwritten)
    }
    # The workspace has warned of a damaged record when it was read.
    for problem in problems - {"", workspace.progress.problem}:
        workspace.warn(problem)
    return verdict


def judge_jobs(
    cache: VerdictCache,
    jobs: Sequence[Job],
    fresh: bool,
    options: RunOptions = DEFAULT,
) -> PathVerdict:
    """Return the verdicts on some jobs, cached ones unless `fresh`."""
    with progress_bars(len(jobs)) as bars:
        options = replace(options, on_event=bars.on_event)
        return grade_all(jobs, bars.on_verdict, options, cache=cache, fresh=fresh)


@contextmanager
def progress_bars(total: int) -> Iterator["_Bars"]:
    """Show progress bars on standard error if it is a terminal, or else nothing."""
    with ExitStack() as stack:
        yield _Bars(stack, total)


@contextmanager
def counting_bar(total: int, text: str) -> Iterator[Callable[[str], None]]:
    """Show a bar with the time left on standard error if it is a terminal.

    The value of the block counts one more, and shows a note.
    """
    if not _on_terminal():
        yield lambda note: None
        return
    from rich.progress import TimeRemainingColumn

    with ExitStack() as stack:
        bars = _drawn(stack, TimeRemainingColumn(elapsed_when_finished=True))
        task = bars.add_task(text, total=total, note=f"0 of {total}")

        def count(note: str) -> None:
            done = int(bars.tasks[task].completed) + 1
            bars.update(task, advance=1, note=f"{done} of {total}: {plain(note)}")

        yield count


def _on_terminal() -> bool:
    """Return whether bars can move, without rich: few judgements have anything to draw."""
    return sys.stderr.isatty() and os.environ.get("TERM") not in ("dumb", "unknown")


def _drawn(stack: ExitStack, *more: Any) -> Any:
    """Return the bars of rich with more columns, shown until the stack is closed."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=20),
        TextColumn("{task.fields[note]}", markup=False),
        *more,
    )
    bars = Progress(*columns, console=Console(stderr=True), transient=True)
    return stack.enter_context(bars)


class _Bars:
    """One bar that counts katas, and one for each graded run that is training."""

    def __init__(self, stack: ExitStack, total: int) -> None:
        self._stack, self._total, self._judged = stack, total, 0
        self._is_seen = _on_terminal()
        self._runs: dict[str, Any] = {}
        self._lock = Lock()  # katas are judged side by side
        self._counts = self._is_seen and total > 1
        if self._counts:
            self._katas = self._bars.add_task("judging", total=total, note="")

    @cached_property
    def _bars(self) -> Any:
        return _drawn(self._stack)

    def on_verdict(self, verdict: KataVerdict) -> None:
        """Count one more kata, and hide the bars of its graded runs."""
        with self._lock:
            self._judged += 1
            if self._counts:
                note = f"{self._judged} of {self._total}: {verdict.slug}"
                self._bars.update(self._katas, advance=1, note=note)
            for name, bar in self._runs.items():  # a training may have stopped early
                if name.startswith(f"{verdict.slug} on "):
                    self._bars.update(bar, visible=False)

    def on_event(self, event: Event) -> None:
        """Move the bar of a graded run, which is hidden after its last epoch."""
        if self._is_seen and event["event"] == "progress":
            with self._lock:
                self._move(event)

    def _move(self, event: Event) -> None:
        name = f"{event['kata']} on {event['goal']}"
        if name not in self._runs:
            self._runs[name] = self._bars.add_task(name, note="")
        epoch, epochs = event["epoch"], event["epochs"]
        state = {"completed": epoch, "total": epochs, "visible": epoch < epochs}
        self._bars.update(self._runs[name], note=training_note(event), **state)


def training_note(event: Event) -> str:
    """Return the epoch, cost, metrics and time left of a graded run, in one line."""
    epoch, epochs = event["epoch"], event["epochs"]
    parts = [f"epoch {epoch} of {epochs}"]
    if event["cost"] is not None:
        parts.append(f"cost {event['cost']:.4g}")
    parts += [f"{name} {value:.4g}" for name, value in event["metrics"].items()]
    if 0 < epoch < epochs:
        seconds = event["seconds"] / epoch * (epochs - epoch)
        parts.append(f"{math.ceil(seconds)} s left")
    return ", ".join(parts)
