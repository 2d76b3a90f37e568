"""The mark of one file: what the words say, and what never makes a mark."""

import pytest

from nnkata.errors import NnkataError
from nnkata.grading import grader
from nnkata.grading.mark import Result
from nnkata.judging.verdict import Outcome
from nnkata.subject.sandbox import tiers

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
    assert grade(job(half)).reason == "not written yet: double"


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
    assert grade(job()).result is not Result.PASSED


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
