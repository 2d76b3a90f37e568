"""The pytest plugin: any spec, any subject, and failures told in the learner's terms.

pytest katas/softmax_nll                          the learner's own file
pytest katas/softmax_nll --subject=reference      the reference
pytest katas/softmax_nll --subject=PATH           any file, or a folder of them
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from nnkata import catalog
from nnkata.card import Card, card_of, is_ours, is_plain
from nnkata.errors import NnkataError
from nnkata.limits import print_limit, time_limit
from nnkata.recording import Call, Guest, Recorder
from nnkata.shelves import Shelves, bundled, nearest
from nnkata.subject import NEEDS, Door, check_subject
from nnkata.verdict import Outcome, TestVerdict

GRADED = "graded(*names): trains on real data to the goals of kata.toml, or those named"


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("nnkata")
    group.addoption(
        "--subject",
        default="mine",
        metavar="WHO",
        help="whose code is judged: mine, reference, stub, or a file or folder",
    )
    group.addoption(
        "--needs",
        default="reference",
        choices=NEEDS,
        help="what the katas it imports mean: the reference's, mine, or mine where written",
    )
    group.addoption(
        "--goals",
        default="required",
        help="which graded runs: required, all whose data are here, none, only:NAME",
    )
    group.addoption(
        "--goal-seed", type=int, default=None, help="another seed for the graded runs"
    )
    group.addoption(
        "--nnkata-stream", default=None, help="append each verdict to a file"
    )
    group.addoption(
        "--nnkata-done",
        action="append",
        default=[],
        help="a test that is judged already",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", GRADED)
    try:
        check_subject(config.getoption("--subject"))
    except NnkataError as error:
        raise pytest.UsageError(str(error)) from None
    config.pluginmanager.register(Judge(config), "nnkata-judge")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "goal" not in metafunc.fixturenames:
        return
    kata = _kata_beside(metafunc.definition.path)
    marker = metafunc.definition.get_closest_marker("graded")
    if kata is None or marker is None:
        raise pytest.UsageError(
            f"{metafunc.definition.nodeid}: `goal` needs a kata.toml and a graded marker"
        )
    goals = [kata.goal(name) for name in marker.args] or list(kata.goals)
    metafunc.parametrize(
        "goal", goals, ids=[goal.name for goal in goals], indirect=True
    )


@pytest.fixture
def kata(request: pytest.FixtureRequest) -> Iterator[Guest]:
    """The module under test; a file that cannot be imported fails in the test, kindly."""
    with judge_of(request.config).guest(request.node) as guest:
        yield guest


@pytest.fixture
def goal(request: pytest.FixtureRequest) -> Any:
    """A graded run of `kata.toml`: its data, settings and bars."""
    return judge_of(request.config).goal_run(request.node, request.param)


def judge_of(config: pytest.Config) -> "Judge":
    """The judge of a session."""
    judge = config.pluginmanager.get_plugin("nnkata-judge")
    assert isinstance(judge, Judge)
    return judge


class Judge:
    """Turns the tests of katas into verdicts; leaves all other tests alone."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.verdicts: list[TestVerdict] = []
        self._doors: dict[Path, Door] = {}
        self._trials: dict[str, Trial] = {}
        self._registries: dict[Path, Any] = {}
        self._examiners: dict[Path, Any] = {}
        self._not_run: list[str] = []
        self._subject: str = config.getoption("--subject")
        self._limit = float("inf")
        self._diagnose = True
        self._patience: float | None = None

    def begin(self, subject: str, limit: float, diagnose: bool) -> None:
        """Start afresh with another subject; `runs` judges many in one session.

        A proof has all the patience it needs, so that it gives the same counts twice.
        """
        self._patience = float("inf")
        self.verdicts = []
        self._doors.clear()
        self._trials.clear()
        self._examiners.clear()
        self._subject, self._limit, self._diagnose = subject, limit, diagnose

    @property
    def calls(self) -> list[Call]:
        """Every recorded call of the session's unit tests."""
        recorders = [trial.recorder for trial in self._trials.values()]
        return [call for recorder in recorders if recorder for call in recorder.calls]

    # -- what the fixtures hand out ------------------------------------------------

    def guest(self, item: pytest.Item) -> "Opened":
        return Opened(self._trial(item))

    def goal_run(self, item: pytest.Item, goal: catalog.Goal) -> Any:
        from nnkata.goals import GoalRun

        trial = self._trial(item)
        seed = self.config.getoption("--goal-seed")
        dataset = self._registry(trial.door.shelves).get(goal.dataset)
        trial.run = GoalRun(goal, dataset, goal.seed if seed is None else seed)
        return trial.run

    # -- which tests run -----------------------------------------------------------

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Take out the goals that nobody asked for, or whose data are not here."""
        kept: list[pytest.Item] = []
        dropped: list[pytest.Item] = []
        for item in items:
            goal = _goal_of(item)
            keep = item.name not in self.config.getoption("--nnkata-done")
            keep = keep and (self._runs(item, goal) if goal else self._runs_units())
            (kept if keep else dropped).append(item)
        if dropped:
            items[:] = kept
            self.config.hook.pytest_deselected(items=dropped)

    def _runs(self, item: pytest.Item, goal: catalog.Goal) -> bool:
        wanted: str = self.config.getoption("--goals")
        if wanted.startswith("only:"):
            return goal.name == wanted.removeprefix("only:")
        if wanted == "none" or (wanted == "required" and not goal.required):
            return False
        if goal.required:
            return True
        missing = self._missing(item, goal)
        if missing:
            self._not_run.append(f"{item.name}: not run: {missing}")
            self._publish(
                TestVerdict(
                    item.name, Outcome.NOT_RUN, 0.0, (missing,), goal.name, False
                )
            )
        return not missing

    def _runs_units(self) -> bool:
        return not str(self.config.getoption("--goals")).startswith("only:")

    def _missing(self, item: pytest.Item, goal: catalog.Goal) -> str:
        shelves = nearest(item.path) or bundled()
        return str(self._registry(shelves).get(goal.dataset).missing())

    def _registry(self, shelves: Shelves) -> Any:
        from nnkata.registry import read_registry

        if shelves.datasets not in self._registries:
            self._registries[shelves.datasets] = read_registry(shelves.datasets)
        return self._registries[shelves.datasets]

    # -- running and judging one test ----------------------------------------------

    @pytest.hookimpl(wrapper=True, trylast=True)  # inside pytest's capturing of prints
    def pytest_runtest_call(self, item: pytest.Item) -> Iterator[None]:
        if not _is_spec(item):
            return (yield)
        trial = self._trial(item)
        self._stream({"event": "start", "name": item.name, "limit": trial.limit})
        with time_limit(min(trial.limit, self._limit)), print_limit():
            return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Iterator[None]:
        report: pytest.TestReport = yield  # type: ignore[assignment]
        if not _is_spec(item) or call.when == "teardown":
            return report  # type: ignore[return-value]
        trial = self._trial(item)
        if call.excinfo is not None:
            trial.judge(report, call.excinfo)
        if call.when == "call" or report.outcome != "passed":
            trial.seconds = call.duration
            self._publish(trial.verdict(report))
        return report  # type: ignore[return-value]

    def pytest_terminal_summary(
        self, terminalreporter: pytest.TerminalReporter
    ) -> None:
        for line in self._not_run:
            terminalreporter.write_line(line)
        if self.config.getoption("--nnkata-stream"):
            return  # whoever reads the stream shows the runs
        for trial in self._trials.values():
            if trial.run is not None and trial.run.losses:
                self._show_run(trial, terminalreporter)

    def _show_run(self, trial: "Trial", reporter: pytest.TerminalReporter) -> None:
        from nnkata.curves import draw_curve

        run = trial.run
        reached = ", ".join(
            f"{name} {value:.4g}" for name, value in run.measured.items()
        )
        reporter.write_line(f"{trial.item.name}: {reached}")
        name = f"{trial.door.kata.slug}-{run.name}.png"
        file = trial.door.shelves.state / "pictures" / name
        reporter.write_line(
            f"loss curve: {draw_curve(run.losses, trial.item.name, file)}"
        )

    def _trial(self, item: pytest.Item) -> "Trial":
        if item.nodeid not in self._trials:
            self._trials[item.nodeid] = Trial(item, self._door(item), self._examine)
        return self._trials[item.nodeid]

    def _examine(self, door: Door, recorder: Recorder, error: BaseException) -> Any:
        """What the diagnosis finds; numpy and the mistakes are loaded when it is needed."""
        from nnkata.bank import Bank
        from nnkata.diagnosis import PATIENCE, Examiner

        if not self._diagnose:
            return None
        if door.file not in self._examiners:
            self._examiners[door.file] = Examiner(
                Bank(door), self._patience or PATIENCE
            )
        recorder.listening = False
        examiner: Examiner = self._examiners[door.file]
        return examiner.examine(recorder.calls, error, earlier=self.calls)

    def _door(self, item: pytest.Item) -> Door:
        if item.path not in self._doors:
            kata = _kata_beside(item.path)
            if kata is None:
                raise pytest.UsageError(f"{item.path} stands beside no kata.toml")
            needs = self.config.getoption("--needs")
            shelves = nearest(item.path) or bundled()
            self._doors[item.path] = Door(kata, shelves, self._subject, needs)
        return self._doors[item.path]

    def _publish(self, verdict: TestVerdict) -> None:
        self.verdicts.append(verdict)
        self._stream({"event": "end", "verdict": asdict(verdict)})

    def _stream(self, event: dict[str, Any]) -> None:
        file = self.config.getoption("--nnkata-stream")
        if file:
            with open(file, "a", encoding="utf-8") as stream:
                stream.write(json.dumps(event) + "\n")


class Trial:
    """One test of a spec, on its way to a verdict."""

    def __init__(
        self, item: pytest.Item, door: Door, examine: Callable[..., Any]
    ) -> None:
        self.item = item
        self.door = door
        self.examine = examine
        self.goal = _goal_of(item)
        self.recorder = None if self.goal else Recorder()
        self.limit = self.goal.seconds if self.goal else door.kata.limit
        self.run: Any = None
        self.outcome = Outcome.PASSED
        self.card: Card | None = None
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
        )


class Opened:
    """A guest for as long as its test runs; imports of katas follow the door."""

    def __init__(self, trial: Trial) -> None:
        self._trial = trial
        self._imports = trial.door.imports()

    def __enter__(self) -> Guest:
        for extra in self._trial.door.kata.extras:
            if find_spec(extra) is None:
                pytest.fail(
                    f"{self._trial.door.kata.slug} needs {extra}:"
                    f" pip install 'nnkata[{extra}]'",
                    pytrace=False,
                )
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


def _kata_beside(path: Path) -> catalog.Kata | None:
    if not (path.parent / "kata.toml").is_file():
        return None
    return catalog.read_kata(path.parent)


def _is_spec(item: pytest.Item) -> bool:
    folder = item.path.parent
    named = item.path.name == f"test_{folder.name}.py"
    return named and (folder / "kata.toml").is_file()


def _goal_of(item: pytest.Item) -> catalog.Goal | None:
    callspec = getattr(item, "callspec", None)
    goal = callspec.params.get("goal") if callspec else None
    return goal if isinstance(goal, catalog.Goal) else None
