"""The bench: judge a kata, draw what it learns and ask its network, inside of a page.

An endless loop ends as on any machine, by `limit_by_events`. What that cannot interrupt,
the page ends together with this Python, and starts another.
"""

import json
import linecache
import shutil
import sys
import time
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import ExitStack, suppress
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nnkata.content.spec_tests import SpecTest
from nnkata.content.workspace import Workspace, bundled, find_workspace
from nnkata.files import text_lines, write_bytes
from nnkata.judging.job import Event, Job
from nnkata.judging.verdict import KataVerdict, Outcome, TestVerdict, complete

if TYPE_CHECKING:
    from nnkata.report.html.graded import GradedRun

if sys.platform == "emscripten":  # its clock of processor time stands still
    time.process_time = time.perf_counter
UNIT_SECONDS = 3.0  # of a unit test: somebody looks at the page
# Seconds for the cause of a failure, which is looked for when the verdict is shown.
PATIENCE = 0.5
MOMENT = 0.05  # seconds of a search, after which the page may have another text
# What one text changes in them would change the verdict on the next: in these modules, and
# in all of these packages, there in their classes, too.
SHARED = ("builtins", "math", "numpy", "numpy.linalg", "numpy.random", "pytest")
ENGINE = ("_pytest", "nnkata", "pluggy")
Plain = dict[str, Any]  # ready for JSON


def new_workspace(root: Path) -> Workspace:
    """Write the bundled katas into a folder, as `nnkata init` does; return it."""
    if not root.is_dir():
        shutil.copytree(bundled().katas, root / "katas")
        (root / "datasets").mkdir()
    return find_workspace(root)


def data_file() -> str:
    """Return where the bundled sample of digits is looked for."""
    return str(bundled().datasets / "data" / "mnist_5k.npz")


class Bench:
    """A kata on the bench: its spec is collected once, and judges one text after another.

    Parameters
    ----------
    workspace : Workspace
        The folder to work in.
    slug : str
        The kata.
    report : callable
        Is called with every event of `nnkata.judging.job`, with `pictures` of a training
        (`parts`, as `parts_of` makes them), and with `verdict` when only the line to
        change is still looked for.
    """

    def __init__(
        self,
        workspace: Workspace,
        slug: str,
        report: Callable[[Event], None] = lambda event: None,
    ) -> None:
        from nnkata.judging.collected import collected

        sys.dont_write_bytecode = True
        self.workspace, self.kata = workspace, workspace.kata(slug)
        self._report = report
        self._running = ""
        self._job = Job(self.kata)
        self._spec: list[SpecTest] = []
        self._passed: list[TestVerdict] = []  # unit tests, before the graded runs
        self._search: Generator[None, None, None] | None = None
        self._stack = ExitStack()
        opened = collected(self.kata, ["--goals=required"])
        self._session, self._items = self._stack.enter_context(opened)
        self._session.get_ready(self._items)
        self._session.report_to(self._hear)
        self._shared = [(name, each, dict(vars(each))) for name, each in _shared()]

    def close(self) -> None:
        if self._search is not None:
            self._search.close()
        self._stack.close()

    def judge(self, text: str, train: bool = False) -> Plain:
        """Return the verdict on a text: by its unit tests, and then by its graded runs.

        Its cards have no causes yet: `search` looks for them, until there is a newer text,
        and `verdict` has those that were found.
        """
        from nnkata.judging.item import goal_of

        if self._search is not None:
            self._search.close()
        self.kata.stub.write_text(text, encoding="utf-8")
        linecache.clearcache()  # the lines on a card are those of this text
        units = [item for item in self._items if not goal_of(item)]
        graded = [item for item in self._items if goal_of(item)] if train else []
        self._job = Job(self.kata, goals="required" if train else "none")
        judge = partial(self._session.judge, "mine", enough=_is_timeout, searches=False)
        self._passed = []
        tests = judge(units, limit=UNIT_SECONDS, patience=PATIENCE, locates=True)
        self._search = self._session.search()
        if all(test.passed for test in tests):
            self._passed, self._search = tests, None
            judge(graded)
        return self.verdict()

    def search(self) -> bool:
        """Look for causes of failures, for a moment; return whether to call it again."""
        end = time.perf_counter() + MOMENT
        for _ in self._search or ():
            if time.perf_counter() > end:
                return True
        self._search = None
        return False

    def verdict(self) -> Plain:
        """Return the verdict on the text, with the causes that are found by now."""
        tests = self._passed + self._session.verdicts
        more = {"changed": self._changed(), "searching": self._search is not None}
        return self._plain(tests) | more

    def _changed(self) -> list[str]:
        """Return the names of shared functions that are not what they were."""
        return [
            f"{owner}.{name}"
            for owner, each, before in self._shared
            for name, value in before.items()
            if vars(each).get(name) is not value
        ]

    def _plain(self, tests: list[TestVerdict]) -> Plain:
        from nnkata.content.progress import spec_version
        from nnkata.report.text import kata_lines

        is_late = any(map(_is_timeout, tests))
        reason = "a test before it did not end" if is_late else "a test has not passed"
        tests = complete(self._job, self._spec, tests, reason)
        spec = spec_version(self.kata)
        facts = (self.kata.slug, "mine", spec, self.kata.points)
        verdict = KataVerdict(*facts, tuple(tests), goals=self._job.goals)
        return {
            "passed": verdict.passed,
            "holds": verdict.holds,
            "broken": any(test.outcome is Outcome.ERROR for test in tests),
            "spec": spec,
            "total": len(verdict.asked),
            "passing": sum(test.passed for test in verdict.asked),
            "unwritten": verdict.unwritten and verdict.to_write,
            "lines": kata_lines(verdict, full=True),
            "cards": [_card(test) for test in verdict.failures],
            "parts": self._parts(verdict) if verdict.measured else [],
        }

    def _hear(self, event: Event) -> None:
        self._report(event)
        if event["event"] == "collected":
            self._spec = [SpecTest(name, goal, False) for name, goal in event["spec"]]
        if event["event"] == "start":
            self._running = event["name"]
        if event["event"] == "locating":
            self._report({"event": "verdict", **self.verdict()})
        if event["event"] == "progress":
            with suppress(Exception):  # a picture has no influence on the verdict
                self._report({"event": "pictures", "runs": [self._live()]})

    # -- graded runs ---------------------------------------------------------------

    def _live(self) -> Plain:
        """Return the pictures of the training that runs."""
        from nnkata.report.html.graded import GradedRun
        from nnkata.training.calibration import read_calibrations
        from nnkata.training.store import model_of

        items = self._session.items.values()
        (item,) = (each for each in items if each.item.name == self._running)
        run, test = item.run, TestVerdict(self._running, Outcome.NOT_RUN)
        test = TestVerdict(test.name, test.outcome, losses=tuple(run.losses))
        model = model_of(run, item.loader) if run.model else None
        baseline = read_calibrations(self.kata).get(run.name)
        goal = self.kata.goal(run.name)
        return self._run(GradedRun(self.kata, goal, "mine", test, baseline, model))

    def _parts(self, verdict: KataVerdict) -> list[Plain]:
        from nnkata.report.html.graded import graded_runs

        runs = graded_runs(self.workspace, self.kata, "mine", verdict.tests)
        return [self._run(run) for run in runs if run.ran]

    def _run(self, run: "GradedRun") -> Plain:
        from nnkata.report.html.parts import parts_of

        parts, problems = parts_of(self.workspace, run, self._split)
        metrics = [texts for *texts, _ in run.metrics]  # the page draws no axis of them
        return {
            "goal": run.goal.name,
            "dataset": run.goal.dataset,
            "state": run.state,
            "metrics": metrics,
            "parts": [_part(part) for part in parts],
            "problems": problems,
        }

    @property
    def _split(self) -> Callable[[str, int], Any]:
        from nnkata.report.html.parts import load_split

        return cache(partial(load_split, self.workspace.datasets))

    def ask(self, ink: bytes, side: int) -> Plain:
        """Return what the network trained last makes of a drawing.

        `ink` has one byte for each pixel of a square: 255 where ink covers it.
        """
        import numpy as np

        from nnkata.report.html.tiles import picture_tile
        from nnkata.subject.loader import Loader
        from nnkata.training.picture import prepare_drawing
        from nnkata.training.predict import ask
        from nnkata.training.store import models_of, read_model

        models = map(read_model, models_of(self.workspace.state, self.kata.slug))
        model = next((m for m in models if m.kind == "pictures"), None)
        if model is None:
            return {"said": "Train the network first.", "seen": ""}
        grey = np.frombuffer(ink, np.uint8).reshape(side, side) / 255
        seen = prepare_drawing(grey, model.shape, model.box)
        if seen is None:
            return {"said": "", "seen": ""}
        loader = Loader(self.kata, self.workspace, "mine")
        (answer,) = ask(loader, model, model.prepare(seen[None]))
        return {"said": str(answer), "seen": picture_tile(seen)}

    def networks(self) -> list[tuple[str, bytes]]:
        """Return the files of the kata's trained networks, in the order of training."""
        from nnkata.training.store import models_of

        files = models_of(self.workspace.state, self.kata.slug)
        return [(file.name, file.read_bytes()) for file in reversed(files)]

    def take_over(self, name: str, content: bytes) -> None:
        """Write the file of a network that was trained before."""
        write_bytes(self.workspace.state / "models" / Path(name).name, content)

    def diff(self, text: str) -> list[str]:
        """Return the lines in which a text differs from the reference."""
        import difflib

        theirs = text_lines(self.workspace.reference(self.kata.slug))
        lines = difflib.unified_diff(
            text.splitlines(), theirs, "yours", "reference", lineterm=""
        )
        return list(lines) or ["Your answer is identical to the reference."]


def _shared() -> Iterator[tuple[str, Any]]:
    """Yield the modules and classes that no text may change, with their names."""
    for name, module in sorted(sys.modules.items()):
        if name in SHARED:
            yield name, module
        if name.split(".")[0] in ENGINE:
            yield name, module
            for each in vars(module).values():
                if isinstance(each, type) and each.__module__ == name:
                    yield f"{name}.{each.__name__}", each


def _is_timeout(test: TestVerdict) -> bool:
    return test.outcome is Outcome.TIMEOUT


def _card(test: TestVerdict) -> Plain:
    from nnkata.report.text import failure_lines

    _, *lines = failure_lines(test, None)
    line = test.place.line if test.place else 0
    return {
        "name": test.name,
        "heading": test.lines[0],
        "lines": [text.removeprefix("    ") for text in lines],
        "outcome": test.outcome,
        "function": test.function,
        "line": line,
        "mistake": test.mistake,
    }


def _part(part: Any) -> Plain:
    """Return a part of a graded run as plain data: a plot with its axes and shapes."""
    content = part.content
    if part.kind == "plot":
        axes = {
            name: axis._asdict() | {"ticks": axis.ticks}
            for name, axis in (("x", content.x), ("y", content.y))
        }
        content = axes | {"shapes": [shape._asdict() for shape in content.shapes]}
    return {**part._asdict(), "content": content}


# -- the zip of the command line -------------------------------------------------------


def packed(state: Mapping[str, Any]) -> bytes:
    """Return the export of a learner's work: `passed`, `hints` and `files` by slug."""
    from tempfile import TemporaryDirectory

    from nnkata.content.exported import Export, write_export

    files = {slug: text.encode() for slug, text in state["files"].items()}
    with TemporaryDirectory() as folder:
        file = Path(folder, "nnkata.zip")
        write_export(file, Export(state["passed"], state["hints"], files))
        return file.read_bytes()


def unpacked(data: bytes, workspace: Workspace) -> Plain:
    """Return the work in an export; `DataError` if it is none."""
    from tempfile import TemporaryDirectory

    from nnkata.content.exported import read_export

    with TemporaryDirectory() as folder:
        file = Path(folder, "nnkata.zip")
        file.write_bytes(data)
        export = read_export(file, [kata.slug for kata in workspace.path])
    files = {slug: text.decode() for slug, text in export.files.items()}
    return {"passed": dict(export.passed), "hints": dict(export.hints), "files": files}


def as_json(value: Any) -> str:
    """Return plain data as JSON; numbers that are not finite become null."""
    return json.dumps(_finite(value))


def _finite(value: Any) -> Any:
    if isinstance(value, float) and value - value != 0:
        return None
    if isinstance(value, dict):
        return {key: _finite(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(part) for part in value]
    return value.item() if hasattr(value, "item") else value
