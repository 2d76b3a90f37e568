"""The grader: whatever a file under test does, there is a verdict on every test."""

import hashlib
import os
import re
import time
from concurrent.futures import CancelledError
from functools import cache

import pytest

from nnkata.judging.job import Job
from nnkata.judging.pool import Worker
from nnkata.judging.runner import RunOptions, grade, grade_all
from nnkata.judging.verdict import Outcome
from nnkata.report.curves import run_lines
from nnkata.subject.limits import OUT_OF_TIME
from nnkata.training.calibration import Calibration

NOTHING, THREE, SIGN = (
    "test_double_of_nothing_is_nothing",
    "test_double_of_three_is_six",
    "test_double_keeps_the_sign",
)


@pytest.fixture(scope="module")
def judge(shared):
    """The tests of `double`, judged on a text that a learner wrote, by their names."""

    @cache
    def judged(text):
        shared.mine(text)
        verdict = grade(Job(shared.kata()))
        return {test.name: test for test in verdict.tests}

    return judged


@pytest.fixture(scope="module")
def graded(shared):
    """Reference and stub of `quadruple`, judged side by side."""
    told = []
    words = ("reference", "stub")
    path = grade_all([Job(shared.kata("quadruple"), w) for w in words], told.append)
    return {"path": path, "told": told, **dict(zip(words, path.katas, strict=True))}


def outcomes(tests):
    return [tests[name].outcome for name in (NOTHING, THREE, SIGN)]


def on_three(action):
    """A right answer, but for the argument 3."""
    body = f"    if x == 3:\n        {action}\n    return 2 * x\n"
    return f"import os, sys, time\nimport pytest\n\n\ndef double(x):\n{body}"


def test_a_right_answer_passes(judge):
    assert outcomes(judge("def double(x):\n    return x + x\n")) == ["passed"] * 3


def test_the_reference_passes(graded):
    assert graded["reference"].passed


def test_a_stub_is_unwritten_and_nothing_worse(graded):
    assert {test.outcome for test in graded["stub"].tests} == {Outcome.UNWRITTEN}


def test_a_verdict_says_what_was_judged(graded):
    verdict = graded["reference"]
    assert (verdict.slug, verdict.subject, verdict.points) == (
        "quadruple",
        "reference",
        5,
    )


def test_verdicts_come_in_the_order_of_the_jobs(graded):
    assert [verdict.subject for verdict in graded["path"].katas] == [
        "reference",
        "stub",
    ]


def test_each_verdict_is_told_as_it_comes(graded):
    told = sorted(verdict.subject for verdict in graded["told"])
    assert told == ["reference", "stub"]


def test_a_mistake_fails(tiny):
    (mistake,) = tiny.workspace.mistakes("double")
    verdict = grade(Job(tiny.kata(), str(mistake)))
    assert not verdict.passed


def test_one_wrong_value_fails_one_test(judge):
    tests = judge(on_three("return 9"))
    assert outcomes(tests) == ["passed", "failed", "passed"]


def test_a_wrong_value_is_told_in_the_specs_words(judge):
    assert judge(on_three("return 9"))[THREE].card[0] == "double(3): expected 6, got 9"


def test_a_missing_return_is_told(judge):
    card = judge(on_three("return None"))[THREE].card
    assert card[0] == "double(3): expected numbers, got None: is a `return` missing?"


def test_an_exception_is_told_with_the_learners_line(judge):
    card = judge(on_three("return 1 / 0"))[THREE].card
    assert card[0] == "ZeroDivisionError: division by zero"
    assert "double.py:7:  return 1 / 0" in "\n".join(card)


def test_an_exception_fails_its_test_and_no_other(judge):
    assert outcomes(judge(on_three("raise KeyError"))) == ["passed", "failed", "passed"]


WAYS_OUT = """
import sys
import pytest


def double(x):
    if x == 0:
        pytest.skip("easy")
    if x == 3:
        pytest.xfail("easy")
    sys.exit(0)
"""


def test_a_skip_and_an_xfail_and_an_exit_are_failures(judge):
    assert outcomes(judge(WAYS_OUT)) == ["failed"] * 3


def test_an_endless_loop_runs_out_of_time_and_the_rest_is_judged(judge):
    tests = judge(on_three("while True: pass"))
    assert outcomes(tests) == ["passed", "timeout", "passed"]


@pytest.fixture(scope="session")
def unstoppable(stubborn):
    """A learner's file whose second test cannot be stopped."""
    return f"\ndef double(x):\n{stubborn('x == 3')}    return 2 * x\n"


@pytest.mark.parametrize("stoppable", [True, False])
def test_each_endless_loop_leaves_half_of_the_time_to_the_next(
    judge, stubborn, stoppable
):
    loop = "    while True: pass\n" if stoppable else stubborn()
    tests = judge(f"def double(x):\n{loop}")
    told = [" ".join(test.card) for test in tests.values()]
    assert "its limit of 0.5 s" in told[0]
    assert "its limit of 0.25 s" in told[1]
    assert "its limit of 0.125 s" in told[2]


def test_an_endless_loop_is_told_with_its_line(judge):
    card = judge(on_three("while True: pass"))[THREE].card
    assert card[0] == "ran past its limit of 0.5 s of processor time"
    assert "double.py:7:  while True: pass" in "\n".join(card)


FLOOD = 'for _ in range(300): print("x" * 1000)'


def test_a_loop_that_cannot_be_stopped_is_ended_with_its_process(judge, unstoppable):
    assert judge(unstoppable)[THREE].card[0] == (
        "did not stop at its limit of 0.5 s of processor time: its process was ended"
    )


def test_a_loop_that_cannot_be_stopped_is_told_with_its_line(judge, unstoppable):
    line = judge(unstoppable)[THREE].card[1]
    assert re.fullmatch(r"in double, double\.py:[67]:  (while True:|pass)", line)


def test_a_loop_on_import_is_told_with_its_line(judge):
    card = judge("x = 0\nwhile True:\n    x += 1\n")[NOTHING].card
    assert re.fullmatch(
        r"in <module>, double\.py:[23]:  (while True:|x \+= 1)", card[1]
    )


def test_a_loop_on_import_that_cannot_be_stopped_is_told_with_its_line(judge, stubborn):
    card = judge(stubborn(indent=""))[NOTHING].card
    assert card[0].startswith("did not stop at its limit of 0.5 s")
    assert re.match(r"in <module>, double\.py:[1-9]:  ", card[1])


def test_a_loop_that_cannot_be_stopped_costs_no_other_test(judge, unstoppable):
    assert outcomes(judge(unstoppable)) == ["passed", "timeout", "passed"]


def test_an_exit_of_the_whole_process_costs_one_test(judge):
    tests = judge(on_three("os._exit(3)"))
    assert outcomes(tests) == ["passed", "failed", "passed"]


def test_an_exit_of_the_whole_process_is_told(judge):
    assert judge(on_three("os._exit(3)"))[THREE].card == (
        "your code ended the whole process (exit status 3)",
    )


@pytest.mark.skipif(OUT_OF_TIME == 75, reason="no SIGXCPU: 75 means out of time")
def test_an_exit_status_of_75_is_not_a_limit(judge):
    tests = judge(on_three("os._exit(75)"))
    assert outcomes(tests) == ["passed", "failed", "passed"]


def test_an_exit_that_looks_like_success_is_none(judge):
    tests = judge(on_three("os._exit(0)"))
    assert outcomes(tests) == ["passed", "failed", "passed"]


def test_a_flood_of_prints_fails_its_test_and_no_other(judge):
    tests = judge(on_three(FLOOD))
    assert outcomes(tests) == ["passed", "failed", "passed"]


def test_a_flood_of_prints_is_told(judge):
    card = judge(on_three(FLOOD))[THREE].card
    assert card[0] == "printed more than 200,000 characters: remove the print"


def test_a_print_on_import_changes_no_verdict(judge):
    tests = judge(
        "print('hello')\n\n\ndef double(x):\n    print(x)\n    return 2 * x\n"
    )
    assert outcomes(tests) == ["passed"] * 3


def test_an_exit_on_import_fails_once_and_no_test_passes(judge):
    tests = judge("import sys\nsys.exit(0)\n")
    assert outcomes(tests) == ["failed", "not run", "not run"]


def test_a_process_that_ends_on_import_fails_every_test(judge):
    assert outcomes(judge("import os\nos._exit(0)\n")) == ["failed"] * 3


def test_a_syntax_error_is_told_once_and_nothing_else_is_run(judge):
    tests = judge("\n  \ndef double(x)\n")
    assert (tests[NOTHING].of_file, tests[THREE].of_file) == (True, False)
    assert tests[NOTHING].lines == (
        "double.py cannot be imported: SyntaxError: expected ':'",
        "double.py:3:  def double(x)",
        "                           ^",
    )
    assert tests[THREE].reason == "double.py cannot be imported"


def test_a_missing_function_suggests_a_near_one(judge):
    card = judge("def duoble(x):\n    return 2 * x\n")[NOTHING].card
    assert card[0].startswith(
        "double.py has no function 'double'. Did you mean 'duoble'?"
    )


def test_a_spec_that_cannot_be_collected_is_an_error_of_ours(tiny):
    tiny.write("katas/double/test_double.py", "import not_there_xyz\n")
    (test,) = grade(Job(tiny.kata(), "reference")).tests
    assert test.outcome is Outcome.ERROR
    assert "not_there_xyz" in "\n".join(test.card)


def test_needs_can_be_the_learners_own(tiny):
    tiny.mine("def double(x):\n    return 10 * x\n")
    job = Job(tiny.kata("quadruple"), "reference", needs="mine")
    assert not grade(job).passed


# -- what a kata cannot do, and what it prints -----------------------------------------


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("input('x? ')", "the spec gives the inputs: remove input()"),
        ("sys.stdin.readline()", "the spec gives the inputs: remove input()"),
        ("breakpoint()", "remove breakpoint(), or run the test under"),
        ("import pdb; pdb.set_trace()", "remove breakpoint(), or run the test"),
        ("import pdb; pdb.Pdb().set_trace()", "the spec gives the inputs"),
        ("exit()", "exit() ends the whole test: remove it, or return instead"),
        ("sys.exit('bye')", "exit() ends the whole test"),
        ("open('w.txt')", "there is no file 'w.txt' when a spec runs"),
        ("import helper", "double.py imports helper.py, but a kata is one file"),
        ("from quadruple import f", "double may import no other kata, not 'quad"),
        ("pytest.skip('no')", "testing is left to the spec: remove skip()"),
        ("pytest.fail('no')", "testing is left to the spec: remove fail()"),
        ("pytest.exit('no')", "testing is left to the spec: remove exit()"),
    ],
)
def test_what_a_kata_cannot_do_fails_its_test_in_our_words(judge, shared, line, words):
    shared.write("katas/double/helper.py", "")
    tests = judge(on_three(line))
    assert outcomes(tests) == ["passed", "failed", "passed"]
    card = tests[THREE].card
    assert " ".join(" ".join(card).split()).startswith(words)
    is_placed = any(part.startswith("in double, double.py:7") for part in card)
    assert is_placed or "Pdb()" in line
    told = "\n".join(tests[THREE].card).replace(line, "")
    assert not re.search("pytest|IPython|Consider|stdin", told)


def test_input_on_import_is_told_in_our_words(judge):
    card = judge("x = input()\n")[NOTHING].card
    assert card == (
        "the spec gives the inputs: remove input()",
        "double.py:1:  x = input()",
    )


POOL = """
import multiprocessing
from dataclasses import dataclass


@dataclass
class Number:
    value: "int"


def twice(number):
    return Number(2 * number.value)


def double(x):
    with multiprocessing.get_context("fork").Pool(1) as pool:
        return pool.map(twice, [Number(x)])[0].value
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not forked here")
def test_a_pool_of_processes_calls_functions_of_the_file(judge):
    assert outcomes(judge(POOL)) == ["passed"] * 3


def test_what_was_printed_belongs_to_the_failing_test(judge):
    text = on_three("return 9").replace("def double(x):", HEAD)
    tests = judge(text)
    assert [tests[name].printed for name in (NOTHING, THREE, SIGN)] == [
        "",
        "got 3\nand ?[31m",
        "",
    ]
    assert tests[NOTHING].printed_on_import == "loaded"
    assert tests[THREE].printed_on_import == ""


HEAD = r"""print("loaded")


def double(x):
    print("got", x)
    print("and \33[31m")
"""


def test_much_that_was_printed_is_cut(judge):
    printed = judge(on_three("print('x' * 150_000); return 9"))[THREE].printed
    assert printed == "x" * 10_000 + "\n..."


def test_a_closed_output_is_no_harm(judge):
    tests = judge(on_three("sys.stdout.close(); print('on'); return 9"))
    assert tests[THREE].printed == "on"


STRICT = """
import pytest

pytestmark = pytest.mark.filterwarnings("error")

"""


def test_only_calls_are_strict_about_warnings(tiny):
    spec = tiny.kata().spec
    tiny.write(str(spec), STRICT + spec.read_text("utf-8"))
    text = "import warnings\nPATH = '\\d'\nwarnings.warn('old')\n\n\ndef double(x):\n"
    tiny.mine(text + "    return 2 * x\n")
    assert grade(Job(tiny.kata())).passed
    forks = "This process (pid=1) is multi-threaded, use of fork() may lead to"
    late = f"    warnings.warn('{forks}', DeprecationWarning)\n"
    tiny.mine(f"{text}{late}    return 2 * x\n")
    assert grade(Job(tiny.kata())).passed
    tiny.mine(text + "    warnings.warn('odd')\n    return 2 * x\n")
    card = grade(Job(tiny.kata())).tests[0].card
    assert card[0] == "UserWarning: odd"


# -- ways of a judgement ---------------------------------------------------------------


def events_of(tiny, **options):
    told = []
    verdict = grade(Job(tiny.kata()), RunOptions(on_event=told.append, **options))
    return verdict, told


def test_every_event_is_told_with_its_kata(tiny):
    tiny.solve()
    _, told = events_of(tiny)
    assert [event["event"] for event in told] == [
        "collected",
        *["start", "end"] * 3,
        "finish",
    ]
    assert {event["kata"] for event in told} == {"double"}


def test_what_was_executed_is_told_by_its_hash(tiny):
    file = tiny.solve()
    _, told = events_of(tiny)
    digests = {event["digest"] for event in told if event["event"] == "end"}
    assert digests == {hashlib.sha256(file.read_bytes()).hexdigest()}


def test_a_judgement_that_nobody_waits_for_is_ended(tiny, unstoppable, monkeypatch):
    ended = []
    real = Worker.end
    monkeypatch.setattr(Worker, "end", lambda worker: ended.append(real(worker)))
    tiny.mine(unstoppable)
    with pytest.raises(CancelledError):
        grade(Job(tiny.kata()), RunOptions(stopped=lambda: True))
    assert ended


def test_no_test_follows_the_one_that_was_enough(tiny):
    tiny.solve()
    verdict, _ = events_of(tiny, enough=lambda test: test.name == THREE)
    assert [test.name for test in verdict.tests if test.ran] == [NOTHING, THREE]
    assert (verdict.left_out, verdict.total, verdict.passed) == (1, 3, False)


def test_no_test_follows_a_loop_that_was_enough(tiny, unstoppable):
    tiny.mine(unstoppable)
    verdict, _ = events_of(tiny, enough=lambda test: test.outcome is Outcome.TIMEOUT)
    assert [test.name for test in verdict.tests if test.ran] == [NOTHING, THREE]


def test_what_was_judged_before_is_not_judged_again(tiny):
    tiny.solve()
    first = grade(Job(tiny.kata()))
    told = []
    verdict = grade(
        Job(tiny.kata()), RunOptions(on_event=told.append), before=first.tests[:2]
    )
    assert [test.name for test in verdict.tests] == [NOTHING, THREE, SIGN]
    assert [e["verdict"]["name"] for e in told if e["event"] == "end"] == [SIGN]


# -- graded runs that are cut off ------------------------------------------------------

GRADED = """
import numpy as np
import pytest


@pytest.mark.graded
def test_learns(kata, goal):
    for epochs in goal.slices():
        goal.keep_model({"w": np.zeros(2)})
        goal.add_losses(kata.double(epochs))
"""
GOAL = """
[[goals]]
name = "slow"
dataset = "spiral"
inputs = "raw"
seconds = 0.5
settings = { epochs = 40 }
"""
SLOW = """
calls = []


def double(epochs):
    calls.append(epochs)
{loop}    return [1.0] * epochs
"""


@pytest.fixture
def cut_off(tiny):
    """The verdict on a training that does not end in time."""

    def judged(loop="    while len(calls) > 3:\n        pass\n"):
        facts = (tiny.root / "katas/double/kata.toml").read_text("utf-8")
        tiny.write("katas/double/kata.toml", facts + GOAL)
        tiny.write("katas/double/test_double.py", GRADED)
        tiny.mine(SLOW.format(loop=loop))
        (test,) = grade(Job(tiny.kata())).tests
        return test

    return judged


def test_a_training_that_is_cut_off_says_so_and_keeps_what_it_has(tiny, cut_off):
    test = cut_off()
    assert test.outcome is Outcome.TIMEOUT
    assert test.card[0] == "ran past its limit of 0.5 s of processor time"
    assert "cut off after 6 of 40 epochs" in test.card[-1]
    assert test.losses == (1.0,) * 6
    assert list((tiny.workspace.state / "models").glob("double-spiral*"))


def test_a_second_run_on_earlier_files_leaves_the_network_that_counts(tiny, cut_off):
    cut_off(loop="")
    (network,) = (tiny.workspace.state / "models").glob("double-spiral*")
    network.unlink()
    assert grade(Job(tiny.kata(), needs="mine")).passed
    assert not network.exists()


def test_a_training_that_is_cut_off_is_not_compared_with_the_baseline(cut_off):
    found = Calibration("", 1.0, 0.5, {}, [0, 39], [0.0, 0.0], [2.0, 2.0])
    told = "\n".join(run_lines(cut_off(), {"slow": found}))
    assert "range" not in told
    assert "baseline" not in told


def test_a_training_that_has_to_be_ended_says_how_far_it_was(cut_off, stubborn):
    test = cut_off(stubborn("len(calls) > 3"))
    assert test.card[0].startswith("did not stop at its limit of 0.5 s of processor")
    assert test.card[-1] == "cut off after 6 of 40 epochs"


# -- processes that end ----------------------------------------------------------------


def test_three_processes_that_end_end_a_check(tiny, started):
    spec = tiny.kata().spec
    more = "\n\n".join(f"def test_{n}(kata):\n    kata.double({n})\n" for n in range(6))
    spec.write_text(spec.read_text("utf-8") + "\n\n" + more, "utf-8")
    tiny.mine("import os\n\n\ndef double(x):\n    os._exit(3)\n")
    verdict = grade(Job(tiny.kata()))
    assert len(started) == 1 + 3  # the first one collects the tests
    assert [test.outcome for test in verdict.tests[:4]] == [*["failed"] * 3, "not run"]
    assert verdict.tests[-1].card == (
        "not run: 3 processes ended in the middle of a test before it",
    )


def test_time_that_is_waited_is_not_time_that_is_used(judge):
    tests = judge(on_three("time.sleep(1)"))  # twice its limit of processor time
    assert outcomes(tests) == ["passed"] * 3


def test_what_a_process_reported_is_read_also_after_its_end(tiny, monkeypatch):
    real = Worker._listen

    def late(worker):
        worker.process.wait()
        time.sleep(0.2)
        real(worker)

    monkeypatch.setattr(Worker, "_listen", late)
    assert grade(Job(tiny.kata(), "reference")).passed
