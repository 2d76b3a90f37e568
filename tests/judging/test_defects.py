"""A defect of ours, or of a dataset plugin, is an error: never a failed test.

The engine is copied, and a slip is put into one function of the copy: into each package
that has a part in a verdict.
"""

import ast
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

import nnkata
from nnkata.judging.job import Job
from nnkata.judging.runner import grade
from nnkata.judging.verdict import Outcome

PACKAGE = Path(nnkata.__file__).parent
WRONG = "def double(x):\n    return x\n"
GRADED = """
import numpy as np
import pytest

from nnkata.testing import assert_accuracy


def test_of_a_unit(kata):
    assert kata.double(1) == 2


@pytest.mark.graded
def test_learns(kata, goal):
    X, y = goal.train
    for epochs in goal.slices():
        goal.add_losses([1.0] * epochs)
    goal.keep_model({"w": np.zeros(2)})
    X, y = goal.test
    assert_accuracy(y, np.zeros(len(y), int) + kata.double(0), goal)
"""
GOAL = """
[[goals]]
name = "rows"
dataset = "{dataset}"
inputs = "raw"
seconds = 60
at_least = {{ accuracy = 0.9 }}
settings = {{ epochs = 2 }}
"""
ROWS = "a,label\n" + "".join(f"{i}.5,{'yes' if i % 2 else 'no'}\n" for i in range(40))


@dataclass(frozen=True)
class Slip:
    """Where a defect is planted: in which function of which module."""

    module: str
    function: str

    def __str__(self):
        return f"{self.module}.{self.function}"


def planted(slip, folder, monkeypatch):
    """Let the processes that judge run a copy of the engine with the slip in it."""
    copy = folder / "engine" / "nnkata"
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(PACKAGE, copy, ignore=ignore)
    file = copy / f"{slip.module.replace('.', '/')}.py"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    (node,) = [
        node
        for node in ast.walk(ast.parse("".join(lines)))
        if isinstance(node, ast.FunctionDef) and node.name == slip.function
    ]
    first = next((n for n in node.body if not isinstance(n, ast.Expr)), node.body[-1])
    indent = " " * first.col_offset
    lines.insert(first.lineno - 1, f"{indent}1 / 0  # a defect of ours\n")
    file.write_text("".join(lines), "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(copy.parent))


def assert_is_an_error(verdict):
    outcomes = {test.outcome for test in verdict.tests}
    assert Outcome.ERROR in outcomes
    assert outcomes <= {Outcome.ERROR, Outcome.PASSED}
    told = "\n".join(line for test in verdict.errors for line in test.card)
    assert "a defect of ours" in told
    assert verdict.unjudged > 0
    assert not verdict.passed


# Where a unit test that fails leads through, in every part of the engine.
UNIT = [
    Slip("diagnosis.implementations", "mistakes"),
    Slip("judging.card", "failure_of"),
    Slip("content.catalog", "read_kata"),
    Slip("diagnosis.examiner", "examine"),
    Slip("subject.importing", "_find_kata"),
    Slip("judging.session", "proxy"),
    Slip("diagnosis.compare", "same"),
    Slip("subject.limits", "time_limit"),
    Slip("diagnosis.relations", "relation"),
    Slip("content.workspace", "nearest"),
    Slip("subject.loader", "locate"),
    Slip("subject.loader", "module"),
    Slip("judging.item", "place_to_fix"),
]
# Where a graded run leads through.
GOALS = [
    Slip("training.calibration", "compare_with_baseline"),
    Slip("training.goal_run", "prepare"),
    Slip("training.goal_run", "slices"),
    Slip("training.store", "keep_run"),
    Slip("data.from_path", "_read_csv"),
    Slip("data.from_path", "_split"),
    Slip("data.readers.table", "read_labelled"),
    Slip("data.registry", "read_registry"),
]


@pytest.mark.parametrize("slip", UNIT, ids=str)
def test_a_defect_beside_a_unit_test_is_an_error(tiny, tmp_path, monkeypatch, slip):
    tiny.mine(WRONG)
    planted(slip, tmp_path, monkeypatch)
    assert_is_an_error(grade(Job(tiny.kata())))


@pytest.fixture
def training(tiny):
    """The job of a kata with a goal on a dataset, which the learner's file misses."""

    def made(dataset):
        facts = (tiny.root / "katas/double/kata.toml").read_text("utf-8")
        tiny.write("katas/double/kata.toml", facts + GOAL.format(dataset=dataset))
        tiny.write("katas/double/test_double.py", GRADED)
        tiny.solve()
        return Job(tiny.kata())

    return made


@pytest.mark.parametrize("slip", GOALS, ids=str)
def test_a_defect_beside_a_goal_is_an_error(
    tiny, tmp_path, monkeypatch, training, slip
):
    job = training(f"csv:{tiny.write('rows.csv', ROWS).as_posix()}")
    assert grade(job).tests[-1].outcome is Outcome.FAILED  # no defect, no error
    planted(slip, tmp_path, monkeypatch)
    assert_is_an_error(grade(job))


@pytest.mark.parametrize("dataset", ["broken", "csv:nowhere.csv", "no_such_dataset"])
def test_data_that_cannot_be_had_are_no_failure_of_the_learners(
    tiny, training, dataset
):
    job = training(dataset)
    tiny.offer("broken", "return 1 / 0", shape=(1,))
    (test,) = [test for test in grade(job).tests if test.goal]
    assert test.outcome is Outcome.ERROR
    assert test.card[0] == (
        "This test could not be judged, through no fault of your code:"
    )


RAISING = [
    "raise ValueError",
    "from nnkata.errors import DataError; raise DataError('not mine')",
    "return kata_of_mine.double(x)",
    "import numpy as np; return np.linalg.inv(np.zeros((2, 2)))",
    "return {}[x]",
    "return int('two')",
    "return double(x)",
    "import sys; sys.stdout.write(x)",
    "import no_such_module_anywhere",
]


@pytest.mark.parametrize("body", RAISING)
def test_what_the_learner_raises_is_no_defect_of_ours(tiny, body):
    tiny.mine(f"def double(x):\n    {body}\n")
    assert {test.outcome for test in grade(Job(tiny.kata())).tests} == {Outcome.FAILED}


STRANGE = ["object()", "[[1], [1, 2]]", "{}", "lambda: 1", "'six'", "type"]


@pytest.mark.parametrize("value", STRANGE)
def test_whatever_the_learner_returns_is_no_defect_of_ours(tiny, value):
    tiny.mine(f"def double(x):\n    return {value}\n")
    assert {test.outcome for test in grade(Job(tiny.kata())).tests} == {Outcome.FAILED}


@pytest.mark.parametrize("losses", ["None", "3", "'high'", "[None]", "[[1, 2], 3]"])
def test_losses_that_are_none_are_no_defect_of_ours(tiny, training, losses):
    job = training(f"csv:{tiny.write('rows.csv', ROWS).as_posix()}")
    text = GRADED.replace("[1.0] * epochs", "kata.losses")
    tiny.write("katas/double/test_double.py", text)
    tiny.mine(f"losses = {losses}\n\n\ndef double(x):\n    return 2 * x\n")
    test = grade(job).tests[-1]
    assert test.outcome is Outcome.FAILED
    assert test.card[0].startswith("the losses of a training: expected a list with one")
