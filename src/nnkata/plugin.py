"""The pytest plugin: options, fixtures, and the terminal summary.

pytest katas/softmax_nll                          the learner's own file
pytest katas/softmax_nll --subject=reference      the reference
pytest katas/softmax_nll --subject=PATH           any file, or a folder of them

PYTEST_DONT_REWRITE: a pre-started process has imported this before pytest could.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from nnkata.content import extras
from nnkata.errors import NnkataError
from nnkata.judging.item import SpecItem, kata_beside
from nnkata.judging.missing_extra import absent_spec, is_named, missing_extra
from nnkata.judging.session import Session, session_of
from nnkata.subject.loader import NEEDS, check_subject
from nnkata.subject.recording import SubjectProxy

if TYPE_CHECKING:
    from _pytest.terminal import TerminalReporter  # public only since pytest 8.3

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
    group.addoption(
        "--goal-seed", type=int, default=None, help="another seed for the graded runs"
    )
    group.addoption(
        "--nnkata-diagnosis",
        default="yes",
        choices=("yes", "no"),
        help="whether failures are compared with the reference and known mistakes",
    )
    group.addoption(
        "--nnkata-done",
        action="append",
        default=[],
        help="the name of a test that is judged already",
    )
    group.addoption(
        "--nnkata-loops",
        type=int,
        default=0,
        help="how many of those did not end: the others get less time",
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
    """Leave out a spec that needs TensorFlow, say, where that is not installed."""
    missing = missing_extra(module_path)
    if not missing:
        return None
    if not is_named(parent.config, module_path):
        note = f"{module_path.parent.name}: not run: {missing}"
        session_of(parent.config).notes.append(note)
    return absent_spec(module_path, parent)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "goal" not in metafunc.fixturenames:
        return
    kata = kata_beside(metafunc.definition.path)
    marker = metafunc.definition.get_closest_marker("graded")
    if kata is None or marker is None:
        raise pytest.UsageError(
            f"{metafunc.definition.nodeid}: `goal` needs a kata.toml and a graded marker"
        )
    goals = [kata.goal(name) for name in marker.args] or list(kata.goals)
    metafunc.parametrize(
        "goal", goals, ids=[goal.name for goal in goals], indirect=True
    )


def pytest_terminal_summary(
    terminalreporter: "TerminalReporter", config: pytest.Config
) -> None:
    session = session_of(config)
    lines = list(session.notes)
    for item in session.to_show():
        lines += [*_training_lines(item), *item.told]
    for line in lines:
        terminalreporter.write_line(line)


def _training_lines(item: SpecItem) -> Iterator[str]:
    """Return what a graded run reached, and draw its loss curve."""
    from nnkata.report.figures import draw_curve

    run, name = item.run, item.item.name
    if run is None or not run.losses:
        return
    yield f"{name}: " + ", ".join(f"{k} {v:.4g}" for k, v in run.measured.items())
    file = f"{item.loader.kata.slug}-{run.name}.png"
    folder = item.loader.workspace.state / "pictures"
    yield f"loss curve: {draw_curve(run.losses, name, folder / file)}"


@pytest.fixture
def kata(request: pytest.FixtureRequest) -> Iterator[SubjectProxy]:
    """Give the module under test; the test fails if it cannot be imported."""
    with session_of(request.config).proxy(request.node) as proxy:
        yield proxy


@pytest.fixture
def told(request: pytest.FixtureRequest) -> list[str]:
    """Give a list of lines that the report shows: a table, say."""
    return session_of(request.config).told(request.node)


@pytest.fixture
def goal(request: pytest.FixtureRequest) -> Any:
    """Give a graded run of `kata.toml`: its data, settings and thresholds."""
    return session_of(request.config).goal_run(request.node, request.param)
