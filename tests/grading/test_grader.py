"""The mark of one file: what the words say, and what never makes a mark."""

import tracemalloc

import pytest

from nnkata.errors import NnkataError
from nnkata.grading import grader
from nnkata.grading.mark import Result
from nnkata.judging.verdict import Outcome
from nnkata.subject.sandbox import host, tiers

STUB = 'def double(x):\n    raise NotImplementedError("double: write me")\n'


@pytest.fixture
def grade(here):
    yield grader.grade
    grader.close()


@pytest.mark.parametrize(
    "source, result, score",
    [
        ("def double(x):\n    return x + x\n", Result.PASSED, 10),
        ("def double(x):\n    return x * x\n", Result.WRONG, 3.333333),
        ("def double(x):\n    return {}[x]\n", Result.RAISED, 0),
        ("def double(x:\n", Result.RAISED, 0),
        ("def double(x):\n    while True:\n        pass\n", Result.TIME, 0),
        ("def double(x):\n    return bytearray(1 << 40)\n", Result.MEMORY, 0),
        ("import os\n\n\ndef double(x):\n    os._exit(0)\n", Result.RAISED, 0),
        (STUB, Result.UNWRITTEN, 0),
        ("def double(x):\n    return 2 * abs(x)\n", Result.WRONG, 6.666667),
        ("\0", Result.RAISED, 0),
        ("x = '\udc80'\n", Result.RAISED, 0),
    ],
)
def test_the_result_of_a_file_is_one_word(grade, job, source, result, score):
    mark = grade(job(source))
    assert (mark.result, mark.score, mark.points) == (result, score, 10)
    assert mark.spec
    assert mark.digest
    assert mark.tier in tiers.WALLS


def test_time_that_goes_into_memory_is_memory_although_later_tests_are_shorter(
    grade, job, monkeypatch
):
    """Later tests of a file that does not end have less time, and fill less."""
    monkeypatch.setattr(host, "MOST_OF_MEMORY", 250 << 20)
    code = "kept = []\n\n\ndef double(x):\n    while True:\n        %s\n"
    fill = "kept or kept.append(bytes([1]) * (300 << 20))"
    assert grade(job(code % fill)).result is Result.MEMORY
    assert grade(job(code % "kept")).result is Result.TIME


def test_a_file_that_cannot_be_read_by_python_has_one_card(grade, job):
    mark = grade(job("def double(x:\n"))
    assert mark.reason.startswith("double.py cannot be imported: SyntaxError")
    assert [test.outcome for test in mark.tests].count(Outcome.FAILED) == 1


def test_functions_that_are_not_written_are_named(here, grade, job):
    half = f"{STUB}\n\ndef more(x):\n    return x\n"
    here.write(
        "katas/double/test_double.py",
        "def test_a(kata):\n    kata.double(3)\n\n\n"
        "def test_b(kata):\n    assert kata.more(3) == 3\n",
    )
    right = "def double(x):\n    return 2 * x\n\n\ndef more(x):\n    return x\n"
    here.write("solutions/double/double.py", right)
    mark = grade(job(half))
    assert (mark.result, mark.reason) == (Result.WRONG, "not written yet: double")


def test_a_table_of_the_public_answers_earns_nothing(grade, job):
    mark = grade(job("def double(x):\n    return {0: 0, 3: 6, -1: -2}.get(x, 0)\n"))
    assert (mark.result, mark.score) == (Result.OTHER_NUMBERS, 0)
    assert mark.reason == "double: wrong on other numbers"
    assert {test.card for test in mark.tests} == {("double: wrong on other numbers",)}


def test_a_table_for_some_tests_loses_these(grade, job):
    """But for that of 0, of which other numbers tell nothing."""
    mark = grade(job("def double(x):\n    return {0: 0, 3: 6}.get(x, 0)\n"))
    assert (mark.result, mark.score) == (Result.WRONG, 3.333333)


def test_data_in_a_file_are_for_a_person_to_look_at(grade, job):
    numbers = ", ".join(map(str, range(5000)))
    mark = grade(job(f"DATA = [{numbers}]\n\n\ndef double(x):\n    return 2 * x\n"))
    assert (mark.result, mark.score) == (Result.SUSPECTED, 10)
    assert mark.warnings == (mark.reason,)


def test_the_same_file_gets_the_same_mark(grade, job):
    sources = {
        "right": "def double(x):\n    return 2 * x\n",
        "address": "def double(x):\n    raise ValueError(object())\n",
        "drawn": "import random\n\n\ndef double(x):\n    raise KeyError(random.random())\n",
        "home": "def double(x):\n    raise ValueError(__file__)\n",
        "loop": "def double(x):\n    while True:\n        pass\n",
    }
    for source in sources.values():
        marks = [grade(job(source)) for _ in range(3)]
        assert marks[0] == marks[1] == marks[2]
        assert "/tmp" not in repr(marks[0].tests)


def test_nothing_of_one_file_is_left_to_the_next(grade, job):
    before = grade(job())
    assert grade(job("import sys\n\nsys.modules['double'] = 1\n")).score == 0
    assert grade(job()) == before


def test_what_a_file_prints_is_not_handed_on(grade, job):
    mark = grade(job("print('x' * 9)\n\n\ndef double(x):\n    print('secret')\n"))
    assert not any(test.printed or test.printed_on_import for test in mark.tests)


def test_without_a_wall_nothing_runs(grade, job, monkeypatch):
    monkeypatch.setattr(tiers, "WALLS", ("process",))
    mark = grade(job())
    assert (mark.result, mark.tests) == (Result.NOT_GRADED, ())
    assert "No sandbox works" in mark.reason
    trusted = grade(job(trusts=True))
    assert (trusted.result, trusted.tier) == (Result.PASSED, "process")


def test_a_file_for_a_large_library_is_not_run_in_the_grader(here, grade, job):
    facts = here.root / "katas/double/kata.toml"
    facts.write_text(facts.read_text("utf-8") + 'extras = ["pytest"]\n', "utf-8")
    mark = grade(job())
    assert (mark.result, mark.tests) == (Result.NOT_GRADED, ())
    assert "--i-trust-these-submissions" in mark.reason
    trusted = grade(job(trusts=True))
    assert (trusted.result, trusted.tier) == (Result.PASSED, "process")


def test_a_spec_that_is_broken_is_no_fault_of_the_file(here, grade, job):
    here.write("katas/double/test_double.py", "import not_there_xyz\n")
    assert grade(job()).result is Result.NOT_GRADED
    here.write("katas/double/test_double.py", "def test_a(kata):\n    1 / 0\n")
    assert "The reference of double fails its spec: test_a" in grade(job()).reason


def test_a_reference_that_fails_behind_the_wall_alone_is_no_fault_of_the_file(
    here, grade, job
):
    """It is judged there once a file has failed: what passes shows that the wall works."""
    right = (
        "import os\n\n\ndef double(x):\n    return 2 * x if os.listdir('/') else 0\n"
    )
    here.write("solutions/double/double.py", right)
    assert grade(job()).result is Result.PASSED
    grader.close()
    mark = grade(job("def double(x):\n    return x * x\n"))
    assert mark.result is Result.NOT_GRADED
    assert "The reference of double fails its spec behind the wall" in mark.reason


# -- what does not end -------------------------------------------------------------------

LOOP = "def double(x):\n    while True:\n        pass\n"
TIMES_OVER = """
import pytest


@pytest.mark.parametrize("x", range(9))
def test_double(kata, x):
    assert kata.double(x) == 2 * x


def test_more(kata):
    assert kata.more(3) == 3
"""


@pytest.fixture
def nine_times(here):
    """A spec of nine tests of one function, and one of another."""
    here.write("katas/double/test_double.py", TIMES_OVER)
    right = "def double(x):\n    return 2 * x\n\n\ndef more(x):\n    return x\n"
    here.write("solutions/double/double.py", right)


def test_a_function_that_does_not_end_costs_the_time_of_few_tests(
    nine_times, grade, job
):
    mark = grade(job(f"{LOOP}\n\ndef more(x):\n    return x\n"))
    *tests, other = mark.tests
    assert mark.result is Result.TIME
    assert [test.outcome for test in tests[:3]] == [Outcome.TIMEOUT] * 3
    assert {test.error for test in tests[3:]} == {"NotCalled"}
    for test in tests[3:]:
        assert not test.passed
        assert "`double` has used up the time or memory of 3 tests" in test.card[0]
    assert other.passed


def test_a_file_whose_import_does_not_end_is_imported_once(nine_times, grade, job):
    mark = grade(job("while True:\n    pass\n"))
    first, *others = mark.tests
    assert (mark.result, mark.score) == (Result.TIME, 0)
    assert first.outcome is Outcome.TIMEOUT
    assert {test.outcome for test in others} == {Outcome.NOT_RUN}
    assert {test.reason for test in others} == {"double.py cannot be imported"}


def test_a_sandbox_that_does_not_start_is_no_fault_of_the_file(grade, job, monkeypatch):
    assert grade(job()).result is Result.PASSED

    def fails(tier):
        raise NnkataError("The sandbox does not work here.")

    monkeypatch.setattr("nnkata.subject.sandbox.host._zygote", fails)
    mark = grade(job())
    assert (mark.result, mark.score) == (Result.NOT_GRADED, 0)
    assert "sandbox" in mark.reason


def test_a_system_without_descriptors_is_no_fault_of_the_file(grade, job, monkeypatch):
    def fails():
        raise OSError(24, "Too many open files")

    assert grade(job()).result is Result.PASSED
    monkeypatch.setattr("nnkata.subject.sandbox.host.os.pipe", fails)
    assert grade(job()).result is Result.NOT_GRADED
    monkeypatch.undo()


GOAL = """
[[goals]]
name = "halves"
dataset = "halves"
seconds = 5
points = 4
at_least = {accuracy = 0.9}
"""
GRADED = """

import tracemalloc

import pytest
from nnkata.testing import assert_accuracy


@pytest.mark.graded
def test_learns_the_halves(kata, goal):
    X, y = goal.test
    assert_accuracy((kata.double(X[:, 0]) > 0).astype(int), y, goal)
"""
HALVES = """
rng = np.random.default_rng(seed)
y = np.arange(40) % 2
X = rng.normal(size=(40, 2))
X[:, 0] = np.abs(X[:, 0]) * np.where(y == 1, 1.0, -1.0)
return Split((X[:20], y[:20]), (X[20:], y[20:]))
"""


@pytest.fixture
def graded(here):
    """The kata `double` has a graded run."""
    here.offer("halves", HALVES, counts=(20, 20))
    for name, more in (("kata.toml", GOAL), ("test_double.py", GRADED)):
        file = here.root / "katas/double" / name
        file.write_text(file.read_text("utf-8") + more, "utf-8")
    return here


def test_graded_runs_are_graded_too(graded, grade, job):
    right, wrong = grade(job()), grade(job("def double(x):\n    return -2 * x\n"))
    assert (right.result, right.score, right.points) == (Result.PASSED, 10, 10)
    assert [test.goal for test in right.tests if test.goal] == ["halves"]
    assert (wrong.result, wrong.score) == (Result.WRONG, 2)


def test_graded_runs_can_be_left_out(graded, grade, job):
    mark = grade(job(goals="none"))
    assert (mark.result, mark.score, mark.points) == (Result.PASSED, 6, 6)


def test_who_knows_only_the_public_numbers_keeps_the_graded_runs(graded, grade, job):
    table = """
import numpy as np


def double(x):
    if np.ndim(x):
        return 2 * x
    return {0: 0, 3: 6, -1: -2}.get(x, 0)
"""
    mark = grade(job(table))
    assert (mark.result, mark.score) == (Result.OTHER_NUMBERS, 4)


def test_what_a_file_returns_is_not_kept_in_memory(here, grade, job):
    tests = "\n\n".join(
        f"def test_{n}(kata):\n    assert kata.double({n}) == {2 * n}\n"
        for n in range(12)
    )
    here.write("katas/double/test_double.py", tests)
    result = "[np.ones(1 << 18) for _ in range(8)]"
    much = f"import numpy as np\n\n\ndef double(x):\n    return {result}\n"
    tracemalloc.start()
    try:
        assert grade(job(much)).result is Result.WRONG
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 6 * (16 << 20)  # one result is held a few times over, none of 12
