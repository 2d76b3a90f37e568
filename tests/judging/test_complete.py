"""A verdict is complete, or it is no pass; and only the process that judges has a say."""

import json
import os
import threading
import xml.etree.ElementTree as ET
from pathlib import Path
from queue import SimpleQueue

import pytest

from nnkata.content.spec_tests import SpecTest, known_tests, list_file, listed_tests
from nnkata.judging.cache import VerdictCache
from nnkata.judging.job import Job
from nnkata.judging.pool import fresh
from nnkata.judging.runner import RunOptions, collect_tests, grade, grade_all
from nnkata.judging.verdict import Outcome, PathVerdict, from_json, to_json

NAMES = [
    "test_double_of_nothing_is_nothing",
    "test_double_of_three_is_six",
    "test_double_keeps_the_sign",
]
RIGHT = "def double(x):\n    return 2 * x\n"


class Scripted:
    """Stands for a process that judges, and reports what a test wants it to."""

    log = ""

    def __init__(self, names, outcome="passed"):
        self.events = SimpleQueue()
        for name in names:
            verdict = {"name": name, "outcome": outcome}
            self.events.put({"event": "end", "verdict": verdict, "digest": ""})
        self.events.put({"event": "finish"})
        self.events.put(None)

    def poll(self):
        return 0

    def let_go(self):
        pass

    end = let_go


def reported(tiny, names):
    """The verdict where a process reports that these tests have passed."""
    options = RunOptions(launch=lambda arguments, folder: Scripted(names))
    return grade(Job(tiny.kata()), options)


def test_all_the_tests_that_the_spec_has_are_a_pass(tiny):
    assert reported(tiny, NAMES).passed


@pytest.mark.parametrize(
    "names",
    [
        [],
        NAMES[:2],
        NAMES[1:],
        [*NAMES, "test_of_my_own"],
        [*NAMES[:2], "test_of_my_own"],
        [*NAMES, NAMES[0]],
        [NAMES[0]] * 3,
    ],
    ids=[
        "none",
        "fewer",
        "not the first",
        "more",
        "another",
        "one twice",
        "one thrice",
    ],
)
def test_any_other_tests_are_none(tiny, names):
    verdict = reported(tiny, names)
    assert not verdict.passed
    assert not verdict.holds


def test_a_test_that_did_not_run_says_so_and_earns_nothing(tiny):
    verdict = reported(tiny, NAMES[:2])
    (missing,) = [test for test in verdict.tests if not test.passed]
    assert (missing.name, missing.outcome) == (NAMES[2], Outcome.NOT_RUN)
    assert verdict.score == pytest.approx(10 * 2 / 3)


def test_a_verdict_with_a_test_missing_is_not_remembered(tiny):
    cache = VerdictCache(tiny.workspace)
    job = Job(tiny.kata())
    options = RunOptions(launch=lambda arguments, folder: Scripted(NAMES[:2]))
    grade_all([job], cache=cache, options=options)
    assert cache.get(job, cache.fingerprint(job)) is None


def test_a_pass_is_not_recorded_where_a_test_is_missing(tiny, run, monkeypatch):
    tiny.solve()
    options = RunOptions(launch=lambda arguments, folder: Scripted(NAMES[:2]))
    monkeypatch.setattr("nnkata.commands.check.RunOptions", lambda **given: options)
    status, out, _ = run("check", "double")
    assert status == 1
    assert "2 of 3" in out
    assert "1 not run: the process that judges did not report it" in out
    assert "[x]" not in run("list")[1].splitlines()[2]


def test_a_verdict_keeps_its_weights_and_goals_as_json(tiny):
    verdict = reported(tiny, NAMES)
    assert from_json(to_json(PathVerdict((verdict,)))).katas == (verdict,)


# -- which tests a spec has ------------------------------------------------------------

MORE = "\n\ndef test_it_is_there(kata):\n    assert kata.double\n"


def with_another_test(tiny):
    spec = tiny.kata().spec
    spec.write_text(spec.read_text("utf-8") + MORE, "utf-8")


def test_the_list_beside_a_spec_is_what_is_collected(tiny):
    assert listed_tests(tiny.kata()) == collect_tests(tiny.kata())


def test_a_list_of_another_text_is_not_believed(tiny):
    with_another_test(tiny)
    assert known_tests(tiny.kata()) == ()


def test_a_new_spec_is_collected_once(tiny, started):
    with_another_test(tiny)
    for _ in range(2):
        grade(Job(tiny.kata(), "reference"))
    assert len(started) == 3
    assert known_tests(tiny.kata())[-1] == SpecTest("test_it_is_there", None, True)


def test_line_ends_make_no_new_spec(tiny):
    spec = tiny.kata().spec
    spec.write_bytes(spec.read_bytes().replace(b"\n", b"\r\n"))
    assert listed_tests(tiny.kata())


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"spec": 1, "tests": 3}', "\x00"])
def test_a_damaged_list_is_collected_anew(tiny, text):
    list_file(tiny.kata()).write_text(text, "utf-8")
    assert grade(Job(tiny.kata(), "reference")).passed


def test_a_list_with_a_goal_that_is_not_there_is_not_believed(tiny):
    file = list_file(tiny.kata())
    file.write_text(file.read_text("utf-8").replace("null", '"lost"'), "utf-8")
    assert listed_tests(tiny.kata()) == ()


# -- what a test is worth --------------------------------------------------------------

GRADED = """
import pytest


@pytest.mark.graded
def test_reaches_its_goal(kata, goal):
    assert kata.double(goal.settings["x"]) == 8
"""
GOAL = """
[[goals]]
name = "eight"
dataset = "spiral"
inputs = "raw"
seconds = 60
settings = { x = 4 }
"""


@pytest.fixture
def graded(tiny):
    """`double` with a goal of so many points."""

    def made(points=None):
        facts = (tiny.root / "katas/double/kata.toml").read_text("utf-8")
        goal = GOAL if points is None else f"{GOAL}points = {points}\n"
        tiny.write("katas/double/kata.toml", facts + goal)
        spec = tiny.kata().spec
        spec.write_text(spec.read_text("utf-8") + GRADED, "utf-8")
        return tiny

    return made


def weights(verdict):
    return [round(test.weight, 3) for test in verdict.tests]


def test_a_goal_has_its_own_points_and_the_unit_tests_share_the_rest(graded):
    verdict = grade(Job(graded(4).kata(), "reference"))
    assert weights(verdict) == [2, 2, 2, 4]
    assert verdict.score == pytest.approx(10)


def test_goals_that_do_not_say_are_worth_half(graded):
    assert weights(grade(Job(graded().kata(), "reference")))[-1] == 5


def test_a_network_that_never_learned_loses_the_points_of_its_goal(graded):
    tiny = graded(4)
    tiny.mine("def double(x):\n    return 0 if x == 4 else 2 * x\n")
    verdict = grade(Job(tiny.kata()))
    assert verdict.score == pytest.approx(6)


def test_a_goal_that_was_not_asked_for_is_missing_in_score_and_list(graded, run):
    tiny = graded(4)
    tiny.solve()
    status, out, _ = run("check", "double", "--goals", "none")
    assert status == 0  # all that was asked for has passed
    assert "3 of 4" in out
    assert "1 not run: the run had --goals=none" in out
    assert "[~]  1  double" in run("list")[1]
    assert "(without eight)" in run("list")[1]
    assert "6.0 of 10" in run("grade", "--goals", "none")[1]


def test_a_goal_that_was_not_asked_for_is_skipped_in_junit(graded, run):
    tiny = graded(4)
    tiny.solve()
    run("grade", "--goals", "none", "--junit", "junit.xml")
    suite = next(ET.parse(tiny.root / "junit.xml").iter("testsuite"))
    assert (suite.get("tests"), suite.get("failures")) == ("4", "0")
    assert suite.get("skipped") == "1"
    assert len(suite.findall("testcase/skipped")) == 1


def test_a_stub_with_a_goal_says_what_to_write(graded, run):
    graded(4)
    out = run("check", "double", "--goals", "none")[1]
    assert "write double in katas/double/double.py" in out


def test_a_goal_that_fails_is_named_in_the_table(graded, run):
    tiny = graded(4)
    tiny.mine("def double(x):\n    return 0 if x == 4 else 2 * x\n")
    assert "without eight" in run("grade")[1]
    assert "(without eight)" in run("list")[1]
    tiny.solve()
    run("check", "double")
    assert "without" not in run("list")[1]


def test_what_functions_that_do_nothing_pass_is_worth_nothing(tiny):
    with_another_test(tiny)
    nothing = grade(Job(tiny.kata(), "nothing"))
    assert sum(test.passed for test in nothing.tests) == 1
    assert nothing.score == 0
    assert grade(Job(tiny.kata(), "reference")).score == 10


# -- settings of the workspace and of the caller ---------------------------------------

DROPPING = """
def pytest_collection_modifyitems(items):
    del items[1:]
"""


@pytest.mark.parametrize("options", ["-k keeps", "-x", "--cov=katas", "-n 2", "--co"])
def test_options_in_the_environment_change_nothing(tiny, monkeypatch, options):
    monkeypatch.setenv("PYTEST_ADDOPTS", options)
    tiny.mine("def double(x):\n    return 6 if x == 3 else 0\n")
    verdict = grade(Job(tiny.kata()))
    assert [test.passed for test in verdict.tests] == [True, True, False]


@pytest.mark.parametrize("place", ["", "katas", "katas/double"])
def test_a_conftest_of_the_workspace_changes_nothing(tiny, place):
    tiny.write(f"{place}/conftest.py".lstrip("/"), DROPPING)
    tiny.write("pytest.ini", "[pytest]\naddopts = -k three\n")
    tiny.mine("def double(x):\n    return 6 if x == 3 else 1\n")
    assert [t.passed for t in grade(Job(tiny.kata())).tests] == [False, True, False]


# -- the channel -----------------------------------------------------------------------

SLOW = """
import time


def double(x):
    time.sleep(0.2)
    return "wrong"
"""


def forge(pid, stop):
    """Append forged verdicts to all that a process has open, until it ends.

    Files that have a name are left alone: they are those of this machine.
    """
    names = [*NAMES, "test_of_my_own"]
    lines = [
        json.dumps({"event": "end", "verdict": {"name": n, "outcome": "passed"}})
        for n in names
    ]
    text = "\n".join(["", *lines, json.dumps({"event": "finish"}), ""]).encode()
    while not stop.wait(0.02):
        for file in Path(f"/proc/{pid}/fd").glob("*"):
            if Path(os.path.realpath(file)).is_file():
                continue
            try:
                with open(file, "ab", buffering=0) as stream:
                    stream.write(text)
            except OSError:
                continue


if Path("/proc/self/fd").is_dir():

    def test_another_process_of_the_same_user_cannot_forge_a_verdict(tiny):
        tiny.mine(SLOW)
        stop = threading.Event()
        forgers = []

        def launch(arguments, folder):
            worker = fresh(arguments, folder)
            arguments = (worker.process.pid, stop)
            forgers.append(threading.Thread(target=forge, args=arguments))
            forgers[-1].start()
            return worker

        try:
            verdict = grade(Job(tiny.kata()), RunOptions(launch=launch))
        finally:
            stop.set()
            for forger in forgers:
                forger.join()
        assert [test.outcome for test in verdict.tests] == ["failed"] * 3


FORGING = """
import json
import os
import xml.etree.ElementTree as ET
import stat


def double(x):
    verdict = {"event": "end", "verdict": {"name": "test_of_my_own", "outcome": "passed"}}
    for number in range(3, 64):
        try:
            if stat.S_ISSOCK(os.fstat(number).st_mode):
                os.write(number, (json.dumps(verdict) + "\\n").encode())
        except OSError:
            pass
    return 2 * x
"""


if os.name == "posix":

    def test_a_line_without_the_token_is_not_heard(tiny):
        tiny.mine(FORGING)
        assert [test.name for test in grade(Job(tiny.kata())).tests] == NAMES
