"""The pytest plugin: options, fixtures, and the terminal summary.

pytest katas/softmax_nll                          the learner's own file
pytest katas/softmax_nll --subject=reference      the reference
pytest katas/softmax_nll --subject=PATH           any file, or a folder of them

PYTEST_DONT_REWRITE: a pre-started process has imported this before pytest could.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from nnkata.content import extras
from nnkata.content.catalog import OwnGoal, read_kata
from nnkata.content.python_files import Unopenable
from nnkata.errors import NnkataError
from nnkata.judging.item import is_spec
from nnkata.judging.session import Session, session_of
from nnkata.subject.loader import NEEDS, check_subject
from nnkata.subject.recording import SubjectProxy

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
        help="which graded runs: required, all (with data), none, only:NAME",
    )
    group.addoption("--goal-seed", type=int, help="another seed for the graded runs")
    group.addoption(
        "--nnkata-calls",
        action="store_true",
        help="report the failing call of each test as lines of Python",
    )
    group.addoption(
        "--nnkata-isolated",
        action="store_true",
        help="run the subject in a process of its own, behind the best walls there are",
    )
    group.addoption(
        "--nnkata-own",
        type=lambda text: OwnGoal(**json.loads(text)),
        help="a graded run in place of the one of that name: a JSON object",
    )
    group.addoption(
        "--nnkata-first",
        type=json.loads,
        default=[],
        help="tests that run before the others: a JSON list of names",
    )
    group.addoption(
        "--nnkata-done",
        type=json.loads,
        default={},
        help="tests that are judged already, and how they ended: a JSON object",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", GRADED)
    for name, value in extras.ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    try:
        check_subject(config.getoption("--subject"))
    except NnkataError as error:
        raise pytest.UsageError(str(error)) from None
    config.pluginmanager.register(Session(config), "nnkata-session")


def pytest_pycollect_makemodule(
    module_path: Path, parent: pytest.Collector
) -> pytest.Collector | None:
    """Do not import a spec that needs TensorFlow, say, where that is not installed."""
    if not is_spec(module_path) or not extras.missing(read_kata(module_path.parent)):
        return None
    return _AbsentSpec.from_parent(parent, path=module_path)


class _AbsentSpec(pytest.File):
    """A spec that is not imported: its kata needs an extra that is not installed.

    Named on the command line it fails in one line; as a part of more it is left out,
    with a line at the end.
    """

    def collect(self) -> Iterator[pytest.Item]:
        named = [Path(word.partition("::")[0]).resolve() for word in self.config.args]
        if self.path.resolve() in named or self.path.parent.resolve() in named:
            yield _AbsentTest.from_parent(self, name=self.path.stem)
        else:
            kata = read_kata(self.path.parent)
            note = f"{kata.slug}: not run: {extras.missing(kata)}"
            session_of(self.config).notes.append(note)


class _AbsentTest(pytest.Item):
    """Fails with the command that installs what is missing."""

    def runtest(self) -> None:
        kata = read_kata(self.path.parent)
        raise Unopenable(f"{kata.slug} {extras.missing(kata)}")

    def reportinfo(self) -> tuple[Path, None, str]:
        return self.path, None, self.name


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "goal" in metafunc.fixturenames and is_spec(metafunc.definition.path):
        kata = read_kata(metafunc.definition.path.parent)
        markers = metafunc.definition.iter_markers("graded")
        names = [name for marker in markers for name in marker.args]
        own = metafunc.config.getoption("--nnkata-own")
        goals = [kata.goal(name) for name in names] or list(kata.goals)
        goals = [own if own and own.name == goal.name else goal for goal in goals]
        ids = [goal.name for goal in goals]
        metafunc.parametrize("goal", goals, ids=ids, indirect=True)


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Show what was not run, and the lines that specs add to the report."""
    session = session_of(config)
    told = [line for item in session.items.values() for line in item.told]
    for line in [*session.notes, *told]:
        terminalreporter.write_line(line)


@pytest.fixture
def kata(request: pytest.FixtureRequest) -> Iterator[SubjectProxy]:
    """Give the module under test; the test fails if it cannot be imported."""
    with session_of(request.config).proxy(request.node) as proxy:
        yield proxy


@pytest.fixture
def told(request: pytest.FixtureRequest) -> list[str]:
    """Give a list of lines that the report shows: a table, say."""
    return session_of(request.config).item(request.node).told


@pytest.fixture
def goal(request: pytest.FixtureRequest) -> Any:
    """Give a graded run of `kata.toml`: its data, settings and thresholds."""
    return session_of(request.config).goal_run(request.node, request.param)
