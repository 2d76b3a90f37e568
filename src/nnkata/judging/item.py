"""One test of a spec on its way to a verdict, and how pytest is to show its failure."""

import inspect
import traceback
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import pytest
from _pytest._code.code import ReprFileLocation, TerminalRepr
from _pytest.pathlib import bestrelpath

from nnkata.content import catalog
from nnkata.content.python_files import Unopenable
from nnkata.content.workspace import bundled
from nnkata.errors import NnkataError, plain
from nnkata.judging.card import DELIBERATE, failure_of, is_plain, with_row
from nnkata.judging.verdict import LONGEST, Outcome, Place, TestVerdict, not_run
from nnkata.subject.limits import KEPT, TimeLimit
from nnkata.subject.loader import Loader
from nnkata.subject.origin import is_of_engine
from nnkata.subject.recording import Recorder

# `Diagnosis.examine`: returns what is found of a failed test.
if TYPE_CHECKING:
    from nnkata.judging.failing_call import FailingCall

Examine = Callable[..., Any]

NOT_YOURS = "This test could not be judged, through no fault of your code:"


class SpecItem:
    """One test of a spec, on its way to a verdict."""

    def __init__(self, item: pytest.Item, loader: Loader) -> None:
        self.item = item
        self.loader = loader
        self.goal = goal_of(item)
        self.recorder = Recorder()  # the calls of a training are not recorded
        self.run: Any = None
        self.told: list[str] = []  # lines that the spec adds to the report
        self.printed: Any = None
        # A report and its error, where the diagnosis may have more to say at the end.
        self.failed: tuple[pytest.TestReport, Any] | None = None
        self.error: BaseException | None = None
        self.finding: Any = None
        self._verdict = self.published = TestVerdict(item.name, Outcome.PASSED)

    def judge(
        self,
        report: pytest.TestReport,
        excinfo: Any,
        examine: Examine,
        complete: bool = False,
    ) -> None:
        """Replace pytest's traceback by a card, unless the defect is ours.

        `examine` returns what the diagnosis finds of the recorded calls and the error.
        What goes wrong while a failure is looked into is a defect of ours, too.
        """
        report.outcome = "failed"  # also where a subject raised pytest's own Skipped
        try:
            self._judge(report, excinfo, partial(examine, complete=complete))
        except Exception:
            self._blame_nnkata(report, traceback.format_exc())
        if self.loader.is_walled:  # what a stranger has returned stays in no frame
            _clear_frames(excinfo.value.__traceback__)

    def judge_again(self, examine: Examine) -> bool:
        """Judge a failure by all recorded calls; return whether its card is another."""
        assert self.failed is not None
        before = self._verdict
        self.judge(*self.failed, examine, complete=True)
        return self._verdict != before

    def _judge(
        self,
        report: pytest.TestReport,
        excinfo: Any,
        examine: Callable[["SpecItem", BaseException], Any],
    ) -> None:
        error, file = excinfo.value, self.loader.file
        self.error = error
        plugins = {self.loader.workspace.datasets, bundled().datasets}
        if not isinstance(error, DELIBERATE) and is_of_engine(error, {file}, plugins):
            handled = isinstance(error, NnkataError)  # data that are not there, say
            trace = "".join(traceback.format_exception(error))
            self._blame_nnkata(report, str(error) if handled else trace)
            return
        if self.goal is None and not is_plain(error, file):
            self.finding = examine(self, error)
            self.failed = report, excinfo
        failure = failure_of(error, file, self.loader.kata.slug, self.finding)
        if self.goal is not None and self.run is not None:
            failure = self._with_baseline(failure, self.goal, error)
        function = failure.function or self._called(failure.place)
        place = failure.place or place_to_fix(self, excinfo, function)
        start = self.item.config.invocation_params.dir
        unwritten = failure.outcome is Outcome.UNWRITTEN
        # Below the test itself may stand helpers of the spec.
        spec = None if unwritten else _of_spec(self.item, excinfo.traceback)
        self._verdict = replace(failure, function=function, place=place, spec=spec)
        if isinstance(error, Unopenable) and self.loader.problem is not None:
            self._verdict = self._of_file(self._verdict, error)
        report.longrepr = _CardRepr(self._verdict.full_card, place, start)

    def locate(self, text: str, place: Place) -> None:
        """Put the line to change onto the card of a failure."""
        assert self.failed is not None
        card = with_row(self._verdict.card, "where", text)
        self._verdict = replace(self._verdict, card=card, place=place)
        start = self.item.config.invocation_params.dir
        self.failed[0].longrepr = _CardRepr(self._verdict.full_card, place, start)

    def _of_file(self, failure: TestVerdict, error: Unopenable) -> TestVerdict:
        """Return the failure of a file that cannot be imported, for the first test alone."""
        if error is self.loader.problem:
            return replace(failure, of_file=True, spec=None)
        return not_run("", f"{self.loader.file.name} cannot be imported")

    def _blame_nnkata(self, report: pytest.TestReport, text: str) -> None:
        """Make it no failure of the subject's; the card has the end of the text."""
        report.longrepr = f"{NOT_YOURS}\n{text.rstrip()}"
        card = (NOT_YOURS, *plain(text).rstrip().splitlines()[1 - LONGEST :])
        self._verdict = TestVerdict("", Outcome.ERROR, card=card)

    def _with_baseline(
        self, failure: TestVerdict, goal: catalog.Goal, error: BaseException
    ) -> TestVerdict:
        """Return the failure of a graded run, compared with the baseline runs.

        An unlucky seed explains a threshold that is missed, and nothing else.
        """
        if isinstance(error, TimeLimit):
            # It reached no threshold, and other seeds would take as long.
            return replace(failure, card=(*failure.card, self.run.cut_off())[:LONGEST])
        from nnkata.testing import Missed
        from nnkata.training.calibration import compare_with_baseline

        if not isinstance(error, Missed):
            return failure

        kata, measured = self.loader.kata, self.run.measured
        within, lines = compare_with_baseline(kata, goal, measured)
        card = (failure.card + lines)[:LONGEST]
        return replace(failure, card=card, within_baseline=within)

    def _called(self, place: Place | None) -> str:
        """Return the called function that a test is about, "" if unknown.

        That is the one that its name begins with, or the last.
        """
        called = [call.function for call in self.recorder.calls]
        claim = self.item.name.removeprefix("test_")
        by_name = [name for name in called if claim.startswith(name)]
        if called:
            return max(by_name, key=len, default=called[-1])
        return place.function if place and place.function != "<module>" else ""

    def failing_call(self) -> "FailingCall":
        """Return the call that has failed, as lines of Python."""
        # Which few runs ask for.
        from nnkata.judging.failing_call import FailingCall, failing_call

        verdict = self._verdict
        if verdict.outcome is Outcome.UNWRITTEN:
            return FailingCall(problem=f"{verdict.function} is not written yet")
        place = f"{self.item.name}, {verdict.spec}" if verdict.spec else self.item.name
        comments = [place, *str(self.error).splitlines()[:1]]
        return failing_call(comments, self.recorder.calls, self.finding)

    @property
    def passed(self) -> bool:
        return self._verdict.passed

    def verdict(self, seconds: float) -> TestVerdict:
        """Return the verdict on the test, which has ended after so many seconds."""
        printed, passed = self.printed, self._verdict.passed
        return replace(
            self._verdict,
            name=self.item.name,
            seconds=round(seconds, 4),
            goal=self.goal.name if self.goal else None,
            required=self.goal.required if self.goal else True,
            measured=dict(self.run.measured) if self.run else {},
            losses=tuple(self.run.losses) if self.run else (),
            told=tuple(self.told),
            printed=harmless(printed.text) if printed and not passed else "",
            printed_on_import=harmless(printed.on_import) if printed else "",
        )


def _clear_frames(trace: TracebackType | None) -> None:
    """Let the frames of a traceback forget their variables."""
    traceback.clear_frames(trace)
    for frame, _ in traceback.walk_tb(trace):
        frame.f_locals  # noqa: B018  # a copy that pytest has asked for is renewed


def harmless(text: str) -> str:
    """Return what was printed, without what could control a terminal."""
    lines = "\n".join(text.expandtabs(4).splitlines())
    return plain(lines).rstrip() + ("\n..." if len(text) >= KEPT else "")


class _CardRepr(TerminalRepr):
    """A card where pytest expects a traceback: terminal, JUnit and editors show it.

    Its last line is the place to fix, as pytest writes places: editors make it a link.
    """

    def __init__(self, card: tuple[str, ...], place: Place, start: Path) -> None:
        self.card = card
        self.reprcrash = ReprFileLocation(place.file, place.line, card[0])
        file = bestrelpath(start, Path(place.file))
        self.where = f"{file}:{place.line}: in {place.function}"

    def toterminal(self, tw: Any) -> None:
        for line in self.card:
            tw.line(line, red=True)
        tw.line(self.where)


def place_to_fix(spec_item: SpecItem, excinfo: Any, function: str) -> Place:
    """Return a line of the learner's file if there is one, else of the spec.

    It is the line that does not parse, or where the function begins whose result is not
    right; never a line of nnkata.
    """
    error, loader = excinfo.value, spec_item.loader
    if isinstance(error, Unopenable):
        file = error.file or loader.file
        place = Place(str(file), error.line, "<module>") if file.is_file() else None
    else:
        place = _of_function(loader, function)
    return place or _of_spec(spec_item.item, reversed(excinfo.traceback))


def _of_function(loader: Loader, name: str) -> Place | None:
    """Return where a function of the learner's file begins; None for any other."""
    function = getattr(loader.module(), name, None) if name else None
    code = getattr(inspect.unwrap(function), "__code__", None) if function else None
    if code is None or not _is_learners(Path(code.co_filename), loader):
        return None
    return Place(code.co_filename, code.co_firstlineno, name)


def _is_learners(file: Path, loader: Loader) -> bool:
    """Return whether it is the file under test, or one of a kata that it needs."""
    return file == loader.file or file.is_relative_to(loader.workspace.katas)


def _of_spec(item: pytest.Item, entries: Iterable[Any]) -> Place:
    """Return the first of the entries of a traceback that is a line of the spec.

    Its module tells: where a folder was moved, code that pytest keeps has the old path.
    """
    for entry in entries:
        if entry.frame.f_globals.get("__file__") == str(item.path):
            return Place(str(item.path), entry.lineno + 1, entry.name)
    return Place(str(item.path), (item.location[1] or 0) + 1, item.name)


def goal_of(item: pytest.Item) -> catalog.Goal | None:
    """Return the goal of a graded test, None for a unit test."""
    callspec = getattr(item, "callspec", None)
    goal = callspec.params.get("goal") if callspec else None
    return goal if isinstance(goal, catalog.Goal) else None


def is_spec(path: Path) -> bool:
    """Return whether a file is the spec of a kata."""
    folder = path.parent
    return path.name == f"test_{folder.name}.py" and (folder / "kata.toml").is_file()
