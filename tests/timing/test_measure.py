"""Subjects are timed in a process of their own; their results come first."""

import pytest

from nnkata.errors import NnkataError
from nnkata.timing import measure as module
from nnkata.timing.contest import PRODUCTS, REFERENCE, contest
from nnkata.timing.measure import measure
from nnkata.timing.work import read_work
from nnkata.timing.work import timed as timed_katas

RIGHT = "def double(x):\n    return x + x\n"


@pytest.fixture(autouse=True)
def brief(monkeypatch):
    """What is timed is nothing: a round is not waited for."""
    monkeypatch.setattr("nnkata.timing.rounds.SHORTEST", 1e-6)


@pytest.fixture
def problem(timed):
    """Return the message on a learner's text, without a process."""

    def message(text):
        timed.mine(text)
        with pytest.raises(NnkataError) as error:
            contest(str(timed.root), "double", ["mine"])
        return str(error.value)

    return message


def test_a_process_times_each_subject_the_reference_and_the_products(timed):
    timed.mine(RIGHT)
    times = measure(timed.workspace, timed.kata(), ["mine"])
    assert times.summary == "Three numbers, twice"
    assert {*times.seconds} == {*times.factors} == {"mine", REFERENCE, PRODUCTS}
    assert times.ratios[REFERENCE] == 1
    assert all(seconds >= 0 for seconds in times.seconds.values())


def test_a_kata_without_products_is_timed_without_them(timed):
    file = timed.workspace.solutions / "double" / "work.py"
    file.write_text(file.read_text("utf-8").split("def products")[0], "utf-8")
    timed.mine(RIGHT)
    answer = contest(str(timed.root), "double", ["mine"])
    assert {*answer["seconds"]} == {"mine", REFERENCE}


@pytest.mark.parametrize(
    "body", ["3 * x", "[2 * x]", "'many'", "x[:0]", "x * float('nan')"]
)
def test_another_result_is_not_timed(problem, body):
    text = problem(f"def double(x):\n    return {body}\n")
    assert "double.py gives other results than the reference" in text
    assert "`nnkata check double` shows what differs" in text


def test_rounding_is_no_other_result(timed):
    timed.mine("def double(x):\n    return (x + x).astype('float32') * 1.00001\n")
    assert "mine" in contest(str(timed.root), "double", ["mine"])["seconds"]


def test_a_stub_is_not_written_yet(problem):
    text = problem(
        "def double(x):\n    raise NotImplementedError('double: write me')\n"
    )
    assert text == "double.py is not written yet: double: write me."


def test_an_error_is_told_with_its_line(problem):
    text = problem("def double(x):\n    return x.twice\n")
    assert "double raised AttributeError" in text
    assert "(double.py, line 2). `nnkata check double` shows where." in text


def test_a_file_that_does_not_parse_is_told(problem):
    assert "SyntaxError" in problem("def double(x)\n")


def test_an_endless_loop_is_stopped(problem, monkeypatch):
    monkeypatch.setattr("nnkata.timing.rounds.LIMIT", 0.1)
    text = problem("def double(x):\n    while True:\n        pass\n")
    assert "double.py: ran past its limit of 0.1 s" in text


def test_a_flood_is_stopped(problem):
    text = problem("def double(x):\n    while True:\n        print('x' * 1000)\n")
    assert "printed more than" in text


def test_what_swallows_its_limit_is_ended(timed, monkeypatch, stubborn):
    monkeypatch.setattr(module, "PATIENCE", 3.0)
    timed.mine(f"def double(x):\n{stubborn()}")
    with pytest.raises(NnkataError, match="gave no result: it was ended after 3 s"):
        measure(timed.workspace, timed.kata(), ["mine"])


def test_a_process_that_dies_is_told(timed):
    timed.mine("import os\nos._exit(7)\n")
    with pytest.raises(NnkataError, match="gave no result: it exited with status 7"):
        measure(timed.workspace, timed.kata(), ["mine"])


def test_what_a_subject_prints_is_no_answer(timed):
    timed.mine("print('{\"problem\": 1}')\n" + RIGHT)
    assert "mine" in measure(timed.workspace, timed.kata(), ["mine"]).seconds


def test_a_kata_without_work_names_those_that_have_some(timed):
    with pytest.raises(NnkataError) as error:
        read_work(timed.workspace, timed.kata("quadruple"))
    assert str(error.value).endswith("These are timed: double.")
    assert [kata.slug for kata in timed_katas(timed.workspace)] == ["double"]


def test_freed_memory_is_kept_and_there_is_one_thread(timed):
    timed.mine(
        "import os\n"
        "KEPT = os.environ['MALLOC_TRIM_THRESHOLD_'], os.environ['OPENBLAS_NUM_THREADS']\n"
        "assert KEPT == ('1000000000', '1'), KEPT\n" + RIGHT
    )
    assert "mine" in measure(timed.workspace, timed.kata(), ["mine"]).seconds
