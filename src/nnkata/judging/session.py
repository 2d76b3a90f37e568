"""The judge: which tests of katas run, with whose code, and what became of them."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import asdict
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import pytest

from nnkata.content import catalog
from nnkata.content.workspace import Workspace, bundled, nearest
from nnkata.errors import NnkataError
from nnkata.judging.events import Event
from nnkata.judging.item import SpecItem, goal_of, opened
from nnkata.judging.verdict import Outcome, TestVerdict
from nnkata.subject.importing import default_warnings
from nnkata.subject.limits import (
    PATIENCE,
    after_loops,
    choose_limits,
    print_limit,
    slowness,
    time_limit,
)
from nnkata.subject.loader import Loader
from nnkata.subject.proxy import SubjectProxy
from nnkata.subject.recording import Call, Recorder
from nnkata.subject.unsupported import Unsupported, testing_message

if TYPE_CHECKING:
    from nnkata.diagnosis.examiner import Examiner
    from nnkata.diagnosis.implementations import Implementations


def session_of(config: pytest.Config) -> "Session":
    """The judge of a session."""
    judge = config.pluginmanager.get_plugin("nnkata-judge")
    assert isinstance(judge, Session)
    return judge


class Session:
    """Turns the tests of katas into verdicts; leaves all other tests alone.

    Attributes
    ----------
    notes : list of str
        What was not run or not kept, for the end of pytest's own account.
    verdicts : list of TestVerdict
        Those of this session, in the order in which they were reached.
    trace : file or None
        Where to write the place of a test that does not stop; with it, the process is
        one of ours, and may be ended for it.
    limits : Limits
        How the time of a test is limited; the best that this system has if not set.
    """

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.verdicts: list[TestVerdict] = []
        self.trace: IO[str] | None = None
        self.limits = choose_limits()
        self._on_event: Callable[[Event], None] | None = None
        self._spec: list[list[str | None]] = []  # every test's name, and its goal
        self._to_run: list[str] = []
        self._loaders: dict[Path, Loader] = {}
        self._items: dict[str, SpecItem] = {}
        self._registries: dict[Path, Any] = {}
        self._examiners: dict[Path, Examiner] = {}
        self._banks: dict[
            Path, Implementations
        ] = {}  # by kata: every subject is compared with one
        self.notes: list[str] = []
        self._subject: str = config.getoption("--subject")
        self._limit = float("inf")
        self._loops: int = config.getoption("--nnkata-loops")
        self._diagnose: bool = config.getoption("--nnkata-diagnosis") == "yes"
        self._patience: float | None = None

    def begin(self, subject: str, limit: float, diagnose: bool) -> None:
        """Start afresh with another subject; `runs` judges many in one session.

        A proof has all the patience it needs, so that it gives the same counts twice.
        """
        self._patience = float("inf")
        self.verdicts = []
        self._loaders.clear()
        self._items.clear()
        self._examiners.clear()
        self._subject, self._limit, self._diagnose = subject, limit, diagnose
        self._loops = 0

    @property
    def calls(self) -> list[Call]:
        """Every recorded call of the session's unit tests."""
        recorders = [spec_item.recorder for spec_item in self._items.values()]
        return [call for recorder in recorders if recorder for call in recorder.calls]

    def called(self, item: pytest.Item) -> frozenset[str]:
        """The functions that a test has called."""
        recorder = self._item(item).recorder
        calls = recorder.calls if recorder else []
        return frozenset(call.function for call in calls)

    # -- what the fixtures hand out ------------------------------------------------

    def proxy(self, item: pytest.Item) -> AbstractContextManager[SubjectProxy]:
        return opened(self._item(item), self._is_alone)

    @property
    def _is_alone(self) -> bool:
        """Whether another process reads the verdicts, and nobody sits at this one."""
        return self._on_event is not None

    def told(self, item: pytest.Item) -> list[str]:
        """What a spec wants shown beside its verdict; it may go on adding lines."""
        return self._item(item).told

    def leave_out(self, why: str) -> None:
        """Remember that a kata was not even collected."""
        words = why.partition(" needs ")
        self.notes.append(f"{words[0]}: not run: needs {words[2]}")

    def goal_run(self, item: pytest.Item, goal: catalog.Goal) -> Any:
        from nnkata.training.goal_run import GoalRun

        spec_item = self._item(item)
        seed = self.config.getoption("--goal-seed")
        dataset = self._registry(spec_item.loader.workspace).get(goal.dataset)
        seed = goal.seed if seed is None else seed
        spec_item.run = GoalRun(goal, dataset, seed, self._report)
        return spec_item.run

    # -- which tests run -----------------------------------------------------------

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Take out the goals that nobody asked for, or whose data are not here."""
        kept: list[pytest.Item] = []
        dropped: list[pytest.Item] = []
        for item in items:
            goal = goal_of(item)
            self._spec.append([item.name, goal.name if goal else None])
            keep = item.name not in self.config.getoption("--nnkata-done")
            keep = keep and (self._runs(item, goal) if goal else self._runs_units())
            (kept if keep else dropped).append(item)
        if dropped:
            items[:] = kept
            self.config.hook.pytest_deselected(items=dropped)
        self._to_run = [item.name for item in items]

    def get_ready(self, items: list[pytest.Item]) -> None:
        """Load what a failure will be compared with, before anybody waits for it."""
        for item in filter(_is_spec, items[:1]):
            self._examiner(self._loader(item)).implementations.get_ready()

    def report_to(self, on_event: Callable[[Event], None]) -> None:
        """Report every event from now on, and first what has been found so far.

        Events are plain data: what was collected, the start and the end of a test, how
        far a training is, and the end of the session.
        """
        self._on_event = on_event
        self._report({"event": "collected", "tests": self._to_run, "spec": self._spec})
        for verdict in self.verdicts:
            self._report({"event": "end", "verdict": asdict(verdict), "digest": ""})

    def _report(self, event: Event) -> None:
        if self._on_event is not None:
            self._on_event(event)

    def pytest_sessionfinish(self) -> None:
        """Whoever listens need not wait for the process to end."""
        self._report({"event": "finish"})

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
            self.notes.append(f"{item.name}: not run: {missing}")
            self._publish(
                TestVerdict(
                    item.name, Outcome.NOT_RUN, 0.0, (missing,), goal.name, False
                )
            )
        return not missing

    def _runs_units(self) -> bool:
        return not str(self.config.getoption("--goals")).startswith("only:")

    def _missing(self, item: pytest.Item, goal: catalog.Goal) -> str:
        workspace = nearest(item.path) or bundled()
        return str(self._registry(workspace).get(goal.dataset).missing())

    def _registry(self, workspace: Workspace) -> Any:
        from nnkata.data.registry import read_registry

        if workspace.datasets not in self._registries:
            with default_warnings():
                self._registries[workspace.datasets] = read_registry(workspace.datasets)
        return self._registries[workspace.datasets]

    # -- running and judging one test ----------------------------------------------

    @pytest.hookimpl(wrapper=True, trylast=True)  # inside pytest's capturing of prints
    def pytest_runtest_call(self, item: pytest.Item) -> Iterator[None]:
        if not _is_spec(item):
            return (yield)
        spec_item = self._item(item)
        usual = (
            spec_item.limit
            if spec_item.goal
            else after_loops(spec_item.limit, self._loops)
        )
        limit = min(usual, self._limit) * slowness()
        clock = limit * PATIENCE
        start = {"event": "start", "name": item.name, "limit": limit, "clock": clock}
        self._report({**start, "file": str(spec_item.loader.file)})
        timer = time_limit(limit, clock, self.trace, self.limits)
        with timer, print_limit() as spec_item.printed:
            try:
                return (yield)
            except pytest.exit.Exception as error:
                if not self._is_alone:  # somebody has quit the debugger
                    raise
                problem = Unsupported(testing_message(error))
                raise problem.with_traceback(error.__traceback__) from None

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Iterator[None]:
        report: pytest.TestReport = yield  # type: ignore[assignment]
        if not _is_spec(item) or call.when == "teardown":
            return report  # type: ignore[return-value]
        spec_item = self._item(item)
        if call.excinfo is not None:
            spec_item.judge(report, call.excinfo)
        if call.when == "call" or report.outcome != "passed":
            spec_item.seconds = call.duration
            self._keep_model(spec_item)
            self._publish(spec_item.verdict(report), spec_item.loader.digest)
        return report  # type: ignore[return-value]

    def _keep_model(self, spec_item: SpecItem) -> None:
        """What a graded run learnt, also where it missed its bar.

        A calibration runs the reference on many seeds: none of those is kept.
        """
        seeded = self.config.getoption("--goal-seed") is not None
        whose = ("mine",) if seeded else ("mine", "reference")
        if (
            spec_item.run is None
            or spec_item.run.model is None
            or self._subject not in whose
        ):
            return
        from nnkata.training.store import keep_run

        try:
            keep_run(spec_item.run, spec_item.loader)
        except NnkataError as error:
            self.notes.append(f"{spec_item.item.name}: {error}")

    def to_show(self) -> list[SpecItem]:
        """Return the tests whose runs and remarks the terminal shows: not those of a
        session that another process listens to."""
        return [] if self._is_alone else list(self._items.values())

    def _item(self, item: pytest.Item) -> SpecItem:
        if item.nodeid not in self._items:
            self._items[item.nodeid] = SpecItem(item, self._loader(item), self._examine)
        return self._items[item.nodeid]

    def _examine(self, loader: Loader, recorder: Recorder, error: BaseException) -> Any:
        """What the diagnosis finds; numpy and the mistakes are loaded when it is needed."""
        if not self._diagnose:
            return None
        recorder.listening = False
        examiner = self._examiner(loader)
        return examiner.examine(recorder.calls, error, earlier=self.calls)

    def _examiner(self, loader: Loader) -> "Examiner":
        from nnkata.diagnosis.examiner import (
            MORE_PATIENCE,
            MORE_SLOW,
            PATIENCE,
            SLOW,
            Examiner,
        )

        if loader.file not in self._examiners:
            heavy = bool(loader.kata.extras)
            patience = self._patience or (MORE_PATIENCE if heavy else PATIENCE)
            slow = MORE_SLOW if heavy else SLOW
            self._examiners[loader.file] = Examiner(
                self._bank(loader), patience * slowness(), slow * slowness()
            )
        return self._examiners[loader.file]

    def _bank(self, loader: Loader) -> "Implementations":
        from nnkata.diagnosis.implementations import Implementations

        folder = loader.kata.folder
        if folder not in self._banks:
            self._banks[folder] = Implementations(loader)
        return self._banks[folder]

    def _loader(self, item: pytest.Item) -> Loader:
        if item.path not in self._loaders:
            kata = kata_beside(item.path)
            if kata is None:
                raise pytest.UsageError(f"{item.path} stands beside no kata.toml")
            needs = self.config.getoption("--needs")
            workspace = nearest(item.path) or bundled()
            self._loaders[item.path] = Loader(kata, workspace, self._subject, needs)
        return self._loaders[item.path]

    def _publish(self, verdict: TestVerdict, digest: str = "") -> None:
        self.verdicts.append(verdict)
        self._loops += verdict.outcome is Outcome.TIMEOUT
        self._report({"event": "end", "verdict": asdict(verdict), "digest": digest})


def kata_beside(path: Path) -> catalog.Kata | None:
    if not (path.parent / "kata.toml").is_file():
        return None
    return catalog.read_kata(path.parent)


def _is_spec(item: pytest.Item) -> bool:
    folder = item.path.parent
    named = item.path.name == f"test_{folder.name}.py"
    return named and (folder / "kata.toml").is_file()
