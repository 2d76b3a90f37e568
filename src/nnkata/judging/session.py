"""A session: which tests of katas run, on whose code, and what the result of each is."""

import warnings
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import IO, Any

import pytest
from _pytest.runner import runtestprotocol

from nnkata.content import catalog
from nnkata.content.workspace import Workspace, bundled, nearest
from nnkata.errors import NnkataError
from nnkata.judging.diagnosing import Diagnosis
from nnkata.judging.item import SpecItem, goal_of, is_spec
from nnkata.judging.job import Event, is_requested
from nnkata.judging.verdict import Outcome, TestVerdict, not_run
from nnkata.subject import limits
from nnkata.subject.importing import default_warnings
from nnkata.subject.loader import Loader
from nnkata.subject.recording import Call, SubjectProxy
from nnkata.subject.unsupported import Unsupported, no_debugger, testing_message

# Makes what a graded run gets in place of its subject.
Watch = Callable[[SpecItem], SubjectProxy]
NO_LIMIT = float("inf")
FORKED = r".*multi-threaded, use of fork"


def session_of(config: pytest.Config) -> "Session":
    """Return the session of a pytest run."""
    session = config.pluginmanager.get_plugin("nnkata-session")
    assert isinstance(session, Session)
    return session


class Session:
    """A pytest plugin that turns the tests of katas into verdicts, and no other tests.

    Attributes
    ----------
    notes : list of str
        What was not run or not stored, for the end of pytest's own report.
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
        self.notes: list[str] = []
        self.trace: IO[str] | None = None
        self.limits = limits.choose_limits()
        self._report: Callable[[Event], None] = lambda event: None
        self._is_batch = False  # one subject after another is judged
        self._is_alone = False  # only a program reads the verdicts: no one can debug
        self._goals: str = config.getoption("--goals")
        self._usual_seed: int | None = config.getoption("--goal-seed")
        self._first: list[str] = config.getoption("--nnkata-first")
        self._done: dict[str, str] = config.getoption("--nnkata-done")
        self._spec: list[tuple[str, str | None]] = []  # every test's name, and its goal
        self._to_run: list[str] = []
        self._registry: Callable[[Path], Any] = cache(_registry_in)
        self._loaders: dict[Path, Loader] = {}
        self._usually_isolated: bool = config.getoption("--nnkata-isolated")
        self._diagnosis = Diagnosis()
        self._begin(config.getoption("--subject"))
        self._loops = [*self._done.values()].count(Outcome.TIMEOUT)

    def _begin(
        self,
        subject: str,
        limit: float = NO_LIMIT,
        patience: float | None = None,
        seed: int | None = None,
        watch: Watch | None = None,
        isolated: bool | None = None,
    ) -> None:
        """Begin with a subject: nothing of an earlier one is left."""
        self.close()
        self._seed = self._usual_seed if seed is None else seed
        self._watch = watch
        self._is_isolated = self._usually_isolated if isolated is None else isolated
        self.verdicts: list[TestVerdict] = []
        self._loaders = {}
        self._subject, self._limit, self._loops = subject, limit, 0
        patience = 0.0 if subject == "nothing" else patience
        self._diagnosis.begin(patience, at_once=not self._is_batch)

    def judge(
        self,
        subject: str,
        items: Sequence[pytest.Item],
        *,
        limit: float = NO_LIMIT,
        patience: float | None = None,
        enough: Callable[[TestVerdict], bool] | None = None,
        locates: bool = False,
        searches: bool = True,
        seed: int | None = None,
        watch: Watch | None = None,
        isolated: bool | None = None,
    ) -> list[TestVerdict]:
        """Judge a subject by collected tests, and return a verdict on each.

        It may be called again and again. No test gets more than `limit` seconds, nor
        more than its kata allows; none follows one that is `enough`. `patience` is the
        time of a diagnosis in seconds, if it is to differ from the usual: 0 for none.
        With `locates`, the line to change is looked for, for a person who waits. Without
        `searches`, causes are left to the caller, who goes through `search`. `seed` is
        that of graded runs, if it is to differ from the goal's, and `watch` makes what
        they get in place of the subject. `isolated` is whether the subject runs behind a
        wall, if it is to differ from the usual.
        """
        self._is_batch = not locates
        self._begin(subject, limit, patience, seed, watch, isolated)
        for item in items:
            runtestprotocol(item, log=False, nextitem=None)
            if enough is not None and self.verdicts and not self.verdicts[-1].passed:
                if (
                    self._is_batch
                ):  # it may ask for the mistake, which a person waits for
                    self._settle(item.path)
                if enough(self.verdicts[-1]):
                    break
        if searches:
            for _ in self.search(locates):
                pass
        self._is_batch = True  # the end of the session has nothing more to look for
        return self.verdicts

    def search(self, locates: bool = True) -> Generator[None, None, None]:
        """Look for the causes of failures, and yield after each that was looked into.

        It ends early where it is closed. The verdicts say what is found.
        """
        for path in {spec_item.item.path for spec_item in self.items.values()}:
            yield from self._settling(path)
        if locates:
            yield from self._locating()

    @property
    def calls(self) -> list[Call]:
        """Every recorded call of the session's unit tests."""
        return [call for item in self.items.values() for call in item.recorder.calls]

    @property
    def items(self) -> dict[str, SpecItem]:
        """What becomes of each test, by its id."""
        return self._diagnosis.items

    def reached(self, item: pytest.Item) -> set[str]:
        """Return the names of the functions that the calls of a test lead to."""
        spec_item = self.item(item)
        called = {call.function for call in spec_item.recorder.calls}
        return self._diagnosis.examiner(spec_item.loader).implementations.reached(
            called
        )

    # -- what the fixtures hand out ------------------------------------------------

    @contextmanager
    def proxy(self, item: pytest.Item) -> Iterator[SubjectProxy]:
        """Give a test its subject while it runs; imports of katas go by its loader."""
        spec_item = self.item(item)
        debugging = no_debugger() if self._is_alone else nullcontext()
        with spec_item.loader.imports(), debugging:
            # A pool of processes may be started beside the thread that waits for our end.
            warnings.filterwarnings("ignore", FORKED, DeprecationWarning)
            # Without a diagnosis, nobody asks for the calls, but for the reference's.
            is_used = self._diagnosis.patience != 0 or self._subject == "reference"
            is_recorded = is_used and not spec_item.goal
            recorder = spec_item.recorder if is_recorded else None
            if spec_item.goal and self._watch:
                yield self._watch(spec_item)
            else:
                yield SubjectProxy(spec_item.loader, recorder)

    def goal_run(self, item: pytest.Item, goal: catalog.Goal) -> Any:
        """Return the graded run of a test."""
        from nnkata.training.goal_run import GoalRun
        from nnkata.training.loss import read_loss

        spec_item = self.item(item)
        dataset = self._registry(spec_item.loader.workspace.datasets).get(goal.dataset)
        seed = goal.seed if self._seed is None else self._seed

        def report_and_keep(event: Event) -> None:
            if spec_item.run.losses:  # what is learned so far outlives a Ctrl-C
                self._keep_model(spec_item)
            self._report(event)

        is_own = isinstance(goal, catalog.OwnGoal)
        on_event = report_and_keep if is_own else self._report
        loss = read_loss(spec_item.loader.kata, spec_item.loader.workspace)
        spec_item.run = GoalRun(goal, dataset, seed, on_event, loss)
        return spec_item.run

    # -- which tests run -----------------------------------------------------------

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Deselect goals that were not requested or whose dataset is not installed."""
        for item in items:
            goal = goal_of(item)
            self._spec.append((item.name, goal.name if goal else None))
        dropped = [item for item in items if not self._is_selected(item)]
        if dropped:
            items[:] = [item for item in items if item not in dropped]
            self.config.hook.pytest_deselected(items=dropped)
        items.sort(key=lambda item: item.name not in self._first)
        self._to_run = [item.name for item in items]

    def _is_selected(self, item: pytest.Item) -> bool:
        goal = goal_of(item)
        name, required = (goal.name, goal.required) if goal else (None, True)
        if item.name in self._done or not is_requested(self._goals, name, required):
            return False
        if goal is None or required or self._goals != "all":
            return True
        workspace = nearest(item.path) or bundled()
        missing = str(self._registry(workspace.datasets).get(goal.dataset).missing())
        if missing:
            self.notes.append(f"{item.name}: not run: {missing}")
            self._publish(not_run(item.name, missing, goal=goal.name, required=False))
        return not missing

    def get_ready(self, items: list[pytest.Item]) -> None:
        """Load what a failure will be compared with, before the subject is known."""
        if items and is_spec(items[0].path):
            loader = self._loader(items[0])
            self._diagnosis.examiner(loader).implementations.get_ready()

    # -- events ----------------------------------------------------------------------

    def report_to(self, on_event: Callable[[Event], None]) -> None:
        """Call `on_event` with every event from now on, those of the collection first."""
        self._report, self._is_alone = on_event, True
        self._report({"event": "collected", "tests": self._to_run, "spec": self._spec})
        for verdict in self.verdicts:
            self._report({"event": "end", "verdict": asdict(verdict), "digest": ""})

    def pytest_sessionfinish(self) -> None:
        """Report the end: the one who listens need not wait for the process to exit."""
        for _ in self.search(locates=not self._is_batch):
            pass
        self._report({"event": "finish"})
        self.close()

    def close(self) -> None:
        """End the processes that hold subjects, if there are any."""
        for loader in self._loaders.values():
            loader.close()

    # -- running and judging one test ----------------------------------------------

    @pytest.hookimpl(wrapper=True, trylast=True)  # inside pytest's capturing of prints
    def pytest_runtest_call(self, item: pytest.Item) -> Iterator[None]:
        """Limit the time and the prints of a test."""
        if not is_spec(item.path):
            return (yield)
        spec_item = self.item(item)
        goal, kata = spec_item.goal, spec_item.loader.kata
        if goal:  # what follows takes long, and is not recorded
            self._settle(item.path)
        limit = goal.seconds if goal else limits.after_loops(kata.limit, self._loops)
        limit = min(limit, self._limit) * limits.slowness()
        start = {"event": "start", "name": item.name, "limit": limit}
        self._report({**start, "file": str(spec_item.loader.file)})
        spec_item.loader.begin_test(limit)
        timer = limits.time_limit(limit, trace=self.trace, limits=self.limits)
        with timer, limits.print_limit() as spec_item.printed:
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
        """Publish the verdict on a test once it has failed or has run to its end."""
        if is_spec(item.path) and call.when != "teardown":
            # The card takes its place; to format it is most of the time of a failure.
            vars(item)["_repr_failure_py"] = _no_traceback
        report: pytest.TestReport = yield  # type: ignore[assignment]
        if not is_spec(item.path) or call.when == "teardown":
            return report  # type: ignore[return-value]
        spec_item = self.item(item)
        if call.excinfo is not None:
            spec_item.judge(report, call.excinfo, self._diagnosis.examine)
            self._report_call(spec_item)
        if call.when == "call" or report.outcome != "passed":
            self._keep_model(spec_item)
            spec_item.published = spec_item.verdict(call.duration)
            self._publish(spec_item.published, spec_item.loader.digest)
        return report  # type: ignore[return-value]

    def _keep_model(self, spec_item: SpecItem) -> None:
        """Store the network of a graded run, also where it missed its threshold.

        A calibration runs the reference on many seeds: none of those is stored. Nor is
        that of a second run on the learner's earlier files: the network of a kata is the
        one whose verdict counts.
        """
        is_stored = (
            self._subject == "mine" and self.config.getoption("--needs") != "mine"
        )
        is_stored |= self._subject == "reference" and self._seed is None
        if spec_item.run is None or spec_item.run.model is None or not is_stored:
            return
        from nnkata.training.store import keep_run

        try:
            keep_run(spec_item.run, spec_item.loader)
        except NnkataError as error:
            self.notes.append(f"{spec_item.item.name}: {error}")

    def item(self, item: pytest.Item) -> SpecItem:
        """Return what becomes of a test of a spec."""
        if item.nodeid not in self.items:
            self.items[item.nodeid] = SpecItem(item, self._loader(item))
        return self.items[item.nodeid]

    def _settle(self, path: Path) -> None:
        for _ in self._settling(path):
            pass

    def _settling(self, path: Path) -> Generator[None, None, None]:
        """Publish the cards of a spec that say more now that all calls are recorded."""
        for spec_item in self._diagnosis.settle(path):
            if spec_item is not None:
                self._report_call(spec_item)
                self._publish_again(spec_item)
            yield

    def _locating(self) -> Generator[None, None, None]:
        """Publish the first card with the line to change, if a repair shows which it is.

        All tests are judged by then, and what goes wrong here changes no verdict.
        """
        # Edits of an isolated file would have to be tried behind the walls, too.
        spec_item = None if self._is_isolated else self._diagnosis.unnamed()
        if spec_item is None:
            return
        self._report({"event": "locating"})
        try:
            if (yield from self._diagnosis.locate(spec_item, self.limits)):
                self._publish_again(spec_item)
        except Exception as error:
            self.notes.append(f"The line to change was not looked for: {error!r}")

    def _publish_again(self, spec_item: SpecItem) -> None:
        old = spec_item.published
        new = spec_item.published = spec_item.verdict(old.seconds)
        # Tests of two katas may have one name.
        self.verdicts = [new if each is old else each for each in self.verdicts]
        self._report({"event": "settled", "verdict": asdict(new)})

    def _report_call(self, spec_item: SpecItem) -> None:
        if self.config.getoption("--nnkata-calls"):
            call = asdict(spec_item.failing_call())
            name = spec_item.item.name
            self._report({"event": "call", "test": name, "call": call})

    def _loader(self, item: pytest.Item) -> Loader:
        if item.path not in self._loaders:
            kata = catalog.read_kata(item.path.parent)
            needs = self.config.getoption("--needs")
            workspace = nearest(item.path) or bundled()
            self._loaders[item.path] = self._made_loader(kata, workspace, needs)
        return self._loaders[item.path]

    def _made_loader(
        self, kata: catalog.Kata, workspace: Workspace, needs: str
    ) -> Loader:
        """Return a loader; katas of large libraries run in the process that judges."""
        if not self._is_isolated or kata.extras:
            return Loader(kata, workspace, self._subject, needs)
        from nnkata.subject.sandbox.tiers import best_tier
        from nnkata.subject.sandbox.walled import WalledLoader

        tier = best_tier().name
        return WalledLoader(kata, workspace, self._subject, needs, tier)

    def _publish(self, verdict: TestVerdict, digest: str = "") -> None:
        self.verdicts.append(verdict)
        self._loops += verdict.outcome is Outcome.TIMEOUT
        self._report({"event": "end", "verdict": asdict(verdict), "digest": digest})


def _no_traceback(*_: Any, **__: Any) -> str:
    return ""


def _registry_in(folder: Path) -> Any:
    """Return the datasets of a folder of plugins, which may warn when they are loaded."""
    from nnkata.data.registry import read_registry

    with default_warnings():
        return read_registry(folder)
