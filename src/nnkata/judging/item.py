"""One test of a spec on its way to a verdict, and how pytest is to show its failure."""

import inspect
import os
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from nnkata.content import catalog
from nnkata.content.extras import require
from nnkata.content.python_files import Unopenable
from nnkata.content.workspace import bundled
from nnkata.errors import NnkataError, plain
from nnkata.judging.card import (
    LONGEST,
    Card,
    Place,
    card_of,
    is_ours,
    is_plain,
    unsupported_in,
)
from nnkata.judging.verdict import Outcome, TestVerdict
from nnkata.subject.limits import KEPT, TimeLimit
from nnkata.subject.loader import Loader
from nnkata.subject.proxy import SubjectProxy
from nnkata.subject.recording import Recorder
from nnkata.subject.unsupported import no_debugger

NOT_YOURS = "This test could not be judged, through no fault of your code:"
FORKED = r".*multi-threaded, use of fork"


class SpecItem:
    """One test of a spec, on its way to a verdict."""

    def __init__(
        self, item: pytest.Item, loader: Loader, examine: Callable[..., Any]
    ) -> None:
        self.item = item
        self.loader = loader
        self.examine = examine
        self.goal = goal_of(item)
        self.recorder = None if self.goal else Recorder()
        self.limit = self.goal.seconds if self.goal else loader.kata.limit
        self.run: Any = None
        self.within_baseline = False
        self.outcome = Outcome.PASSED
        self.card: Card | None = None
        self.finding: Any = None
        self.told: list[str] = []
        self.printed: Any = None
        self.seconds = 0.0

    def judge(self, report: pytest.TestReport, excinfo: Any) -> None:
        """Replace pytest's traceback by a card, unless the defect is ours.

        What goes wrong while a failure is looked into is a defect of ours, too.
        """
        report.outcome = "failed"  # also where a subject raised pytest's own Skipped
        try:
            self._judge(report, excinfo)
        except Exception:
            self._is_ours(report, traceback.format_exc())

    def _judge(self, report: pytest.TestReport, excinfo: Any) -> None:
        error = excinfo.value
        plugins = {self.loader.workspace.datasets, bundled().datasets}
        if is_ours(error, {self.loader.file}, plugins):
            handled = isinstance(error, NnkataError)  # data that are not there, say
            told = "".join(traceback.format_exception(error))
            self._is_ours(report, str(error) if handled else told)
            return
        self.card = card_of(
            error, self.loader.file, self.loader.kata.slug, self._found(error)
        )
        if self.goal is not None and self.run is not None:
            self.card = self.card.with_lines(self._missed(self.goal, error))
        self.outcome = self.card.outcome
        report.longrepr = _CardRepr(  # type: ignore[assignment]
            self.card,
            place_to_mend(self, excinfo),
            self.item.config.invocation_params.dir,
        )

    def _is_ours(self, report: pytest.TestReport, told: str) -> None:
        """No failure of the subject's: it says so, and shows all there is to see."""
        self.outcome, self.card = Outcome.ERROR, None
        report.longrepr = f"{NOT_YOURS}\n{told.rstrip()}"

    def _missed(self, goal: catalog.Goal, error: BaseException) -> tuple[str, ...]:
        if isinstance(error, TimeLimit):
            # It reached no threshold, and other seeds would take as long.
            return (self.run.cut_off(),)
        from nnkata.training.calibration import compare_with_baseline

        self.within_baseline, lines = compare_with_baseline(
            self.loader.kata, goal, self.run.measured
        )
        return lines

    def _found(self, error: BaseException) -> Any:
        if self.recorder is None or is_plain(error):
            return None
        if unsupported_in(error, self.loader.file):
            return None
        self.finding = self.examine(self.loader, self.recorder, error)
        return self.finding

    def verdict(self, report: pytest.TestReport) -> TestVerdict:
        told = self.card.lines if self.card else tuple(report.longreprtext.splitlines())
        if self.outcome is Outcome.ERROR and len(told) > LONGEST:
            told = (told[0], *told[1 - LONGEST :])
        printed, passed = self.printed, self.outcome is Outcome.PASSED
        return TestVerdict(
            name=self.item.name,
            outcome=self.outcome,
            seconds=round(self.seconds, 4),
            card=() if self.outcome is Outcome.PASSED else told,
            goal=self.goal.name if self.goal else None,
            required=self.goal.required if self.goal else True,
            mistake=self.card.mistake if self.card else "",
            measured=dict(self.run.measured) if self.run else {},
            within_baseline=self.within_baseline,
            losses=tuple(self.run.losses) if self.run else (),
            told=tuple(self.told),
            printed=harmless(printed.text) if printed and not passed else "",
            printed_on_import=harmless(printed.on_import) if printed else "",
        )


def harmless(text: str) -> str:
    """What was printed, without what could steer a terminal."""
    lines = "\n".join(text.expandtabs(4).splitlines())
    return plain(lines).rstrip() + ("\n..." if len(text) >= KEPT else "")


@contextmanager
def opened(spec_item: SpecItem, is_alone: bool) -> Iterator[SubjectProxy]:
    """The guest of a test while it runs; imports of katas follow the door.

    A judgement `is_alone`: nobody sits at its debugger.
    """
    require(spec_item.loader.kata)
    with ExitStack() as stack:
        stack.enter_context(spec_item.loader.imports())
        if is_alone:
            stack.enter_context(no_debugger())
        # A pool of processes may be started beside the thread that waits for our end.
        warnings.filterwarnings("ignore", FORKED, DeprecationWarning)
        yield SubjectProxy(spec_item.loader, spec_item.recorder)


class _CardRepr:
    """A card where pytest expects a traceback: terminal, JUnit and editors show it.

    Its last line is the place to mend, as pytest writes places: editors make it a link.
    """

    def __init__(self, card: Card, place: Place, start: Path) -> None:
        self.card = card
        self.reprcrash = _Crash(str(place.path), place.line, card.lines[0])
        self.where = f"{_from(start, place.path)}:{place.line}: in {place.function}"

    def __str__(self) -> str:
        return f"{self.card}\n{self.where}"

    def toterminal(self, tw: Any) -> None:
        for line in self.card.lines:
            tw.line(line, red=True)
        tw.line(self.where)


class _Crash:
    """Path, line and message of a failure, as pytest's reprcrash has them."""

    def __init__(self, path: str, lineno: int, message: str) -> None:
        self.path = path
        self.lineno = lineno
        self.message = message

    def __str__(self) -> str:
        return f"{self.path}:{self.lineno}: {self.message}"


def place_to_mend(spec_item: SpecItem, excinfo: Any) -> Place:
    """A line of the learner's file wherever there is one, else the spec's own.

    The line that raised; the function whose result is not right; the line that does not
    parse. Never a line of nnkata.
    """
    if spec_item.card is not None and spec_item.card.place is not None:
        return spec_item.card.place
    if isinstance(excinfo.value, Unopenable):
        place = _of_unopenable(spec_item.loader, excinfo.value)
    else:
        place = _of_function(spec_item)
    return place or _of_spec(spec_item.item, excinfo)


def _of_unopenable(loader: Loader, error: Unopenable) -> Place | None:
    file = error.file or loader.file
    return Place(file, error.line, "<module>") if file.is_file() else None


def _of_function(spec_item: SpecItem) -> Place | None:
    """Where the function begins whose result was looked at last."""
    calls = spec_item.recorder.calls if spec_item.recorder else []
    if spec_item.finding is not None:
        calls = [spec_item.finding.call]
    if not calls:
        return None
    name = calls[-1].function
    function = getattr(spec_item.loader.module(), name, None)
    code = getattr(inspect.unwrap(function), "__code__", None) if function else None
    if code is None or code.co_filename != str(spec_item.loader.file):
        return None
    return Place(spec_item.loader.file, code.co_firstlineno, name)


def _of_spec(item: pytest.Item, excinfo: Any) -> Place:
    for entry in reversed(excinfo.traceback):
        if entry.path == item.path:
            return Place(item.path, entry.lineno + 1, entry.name)
    return Place(item.path, (item.location[1] or 0) + 1, item.name)


def _from(start: Path, path: Path) -> str:
    """The path as seen from a folder; whole where it is on another drive."""
    try:
        return os.path.relpath(path, start)
    except ValueError:
        return str(path)


def goal_of(item: pytest.Item) -> catalog.Goal | None:
    callspec = getattr(item, "callspec", None)
    goal = callspec.params.get("goal") if callspec else None
    return goal if isinstance(goal, catalog.Goal) else None
