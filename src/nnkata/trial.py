"""One test of a spec on its way to a verdict, and how pytest is to show its failure."""

from collections.abc import Callable
from typing import Any

import pytest

from nnkata import catalog
from nnkata.card import Card, card_of, is_ours, is_plain
from nnkata.errors import NnkataError
from nnkata.extras import require
from nnkata.recording import Guest, Recorder
from nnkata.subject import Door
from nnkata.verdict import Outcome, TestVerdict


class Trial:
    """One test of a spec, on its way to a verdict."""

    def __init__(
        self, item: pytest.Item, door: Door, examine: Callable[..., Any]
    ) -> None:
        self.item = item
        self.door = door
        self.examine = examine
        self.goal = goal_of(item)
        self.recorder = None if self.goal else Recorder()
        self.limit = self.goal.seconds if self.goal else door.kata.limit
        self.run: Any = None
        self.outcome = Outcome.PASSED
        self.card: Card | None = None
        self.told: list[str] = []
        self.seconds = 0.0

    def judge(self, report: pytest.TestReport, excinfo: Any) -> None:
        """Replace pytest's traceback by a card, unless the defect is ours."""
        error = excinfo.value
        report.outcome = "failed"  # also where a subject raised pytest's own Skipped
        if is_ours(error, self.door.file) and not isinstance(error, NnkataError):
            self.outcome = Outcome.ERROR
            return
        self.card = card_of(
            error, self.door.file, self.door.kata.slug, self._found(error)
        )
        if self.goal is not None and self.run is not None:
            self.card = self.card.with_lines(self._missed(self.goal))
        self.outcome = self.card.outcome
        report.longrepr = CardRepr(self.card, excinfo)  # type: ignore[assignment]

    def _missed(self, goal: catalog.Goal) -> tuple[str, ...]:
        from nnkata.calibration import miss_lines

        return miss_lines(self.door.kata, goal, self.run.measured)

    def _found(self, error: BaseException) -> Any:
        if self.recorder is None or is_plain(error):
            return None
        return self.examine(self.door, self.recorder, error)

    def verdict(self, report: pytest.TestReport) -> TestVerdict:
        told = self.card.lines if self.card else tuple(report.longreprtext.splitlines())
        return TestVerdict(
            name=self.item.name,
            outcome=self.outcome,
            seconds=round(self.seconds, 4),
            card=() if self.outcome is Outcome.PASSED else told,
            goal=self.goal.name if self.goal else None,
            required=self.goal.required if self.goal else True,
            mistake=self.card.mistake if self.card else "",
            measured=dict(self.run.measured) if self.run else {},
            losses=tuple(self.run.losses) if self.run else (),
            told=tuple(self.told),
        )


class Opened:
    """A guest for as long as its test runs; imports of katas follow the door."""

    def __init__(self, trial: Trial) -> None:
        self._trial = trial
        self._imports = trial.door.imports()

    def __enter__(self) -> Guest:
        require(self._trial.door.kata)
        self._imports.__enter__()
        return Guest(self._trial.door, self._trial.recorder)

    def __exit__(self, *exception: Any) -> None:
        self._imports.__exit__(None, None, None)


class CardRepr:
    """A card where pytest expects a traceback: terminal, JUnit and editors show it."""

    def __init__(self, card: Card, excinfo: Any) -> None:
        self.card = card
        path, line = excinfo.traceback[-1].path, excinfo.traceback[-1].lineno + 1
        if card.place is not None:
            path, line = card.place.path, card.place.line
        self.reprcrash = _Crash(str(path), line, card.lines[0])

    def __str__(self) -> str:
        return str(self.card)

    def toterminal(self, tw: Any) -> None:
        for line in self.card.lines:
            tw.line(line, red=True)


class _Crash:
    """Path, line and message of a failure, as pytest's reprcrash has them."""

    def __init__(self, path: str, lineno: int, message: str) -> None:
        self.path = path
        self.lineno = lineno
        self.message = message

    def __str__(self) -> str:
        return f"{self.path}:{self.lineno}: {self.message}"


def goal_of(item: pytest.Item) -> catalog.Goal | None:
    callspec = getattr(item, "callspec", None)
    goal = callspec.params.get("goal") if callspec else None
    return goal if isinstance(goal, catalog.Goal) else None
