"""How far a judgement is: katas counted, and trainings with cost and time left."""

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from nnkata.judging.cache import VerdictCache, judge_all
from nnkata.judging.events import Event
from nnkata.judging.job import Job
from nnkata.judging.runner import DEFAULT, RunOptions
from nnkata.judging.verdict import KataVerdict, PathVerdict


@dataclass(frozen=True)
class Listener:
    """Who is told while katas are judged."""

    verdict: Callable[[KataVerdict], None] = lambda verdict: None
    event: Callable[[Event], None] = lambda event: None


@contextmanager
def judging(total: int) -> Iterator[Listener]:
    """Bars on a terminal, on standard error; elsewhere nothing is said."""
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal or console.is_dumb_terminal:
        yield Listener()
        return
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=20),
        TextColumn("{task.fields[note]}", markup=False),
    )
    with Progress(*columns, console=console, transient=True) as bars:
        yield _on(bars, total)


def _on(bars: Any, total: int) -> Listener:
    katas = bars.add_task("judging", total=total, visible=total > 1, note="")
    trainings: dict[str, Any] = {}

    def verdict(judged: KataVerdict) -> None:
        note = f"{int(bars.tasks[0].completed) + 1} of {total}: {judged.slug}"
        bars.update(katas, advance=1, note=note)
        for name, bar in trainings.items():  # one may have stopped early
            if name.startswith(f"{judged.slug} on "):
                bars.update(bar, visible=False)

    def event(told: Event) -> None:
        if told["event"] != "progress":
            return
        name = f"{told['kata']} on {told['goal']}"
        if name not in trainings:
            trainings[name] = bars.add_task(name, note="")
        done, epochs = told["epoch"], told["epochs"]
        bars.update(
            trainings[name],
            completed=done,
            total=epochs,
            note=training_note(told),
            visible=done < epochs,
        )

    return Listener(verdict, event)


def training_note(told: Event) -> str:
    """Epoch, cost, metrics and the time left, in one line."""
    parts = [f"epoch {told['epoch']} of {told['epochs']}"]
    if told["cost"] is not None:
        parts.append(f"cost {told['cost']:.4g}")
    parts += [f"{name} {value:.4g}" for name, value in told["metrics"].items()]
    if 0 < told["epoch"] < told["epochs"]:
        left = told["seconds"] / told["epoch"] * (told["epochs"] - told["epoch"])
        parts.append(f"{math.ceil(left)} s left")
    return ", ".join(parts)


def judge_jobs(
    cache: VerdictCache, jobs: list[Job], fresh: bool, options: RunOptions = DEFAULT
) -> PathVerdict:
    """Judge, or remember, with bars on a terminal meanwhile."""
    with judging(len(jobs)) as listener:
        options = replace(options, on_event=listener.event)
        return judge_all(
            jobs, cache, fresh=fresh, on_verdict=listener.verdict, options=options
        )
