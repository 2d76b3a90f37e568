"""`nnkata grade-class`: from a folder of submissions to a gradebook, whatever stops it."""

import csv
import json
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from nnkata.subject.sandbox import tiers

RIGHT = "def double(x):\n    return 2 * x\n"
CLASS = {
    "ann": RIGHT,
    "bob": "def double(x):\n    return 2 * abs(x)\n",
    "cy": "def double(x):\n    return {0: 0, 3: 6, -1: -2}[x]\n",
    "dee": "import os\n\nos._exit(0)\n",
}
SCORES = {"ann": 10, "bob": 20 / 3, "cy": 0, "dee": 0}


@pytest.fixture
def hand_ins(tiny):
    for student, text in CLASS.items():
        tiny.write(f"hand-ins/{student}/double.py", text)
    tiny.write("hand-ins/eve/README.md", "I have no time.")
    return tiny.root / "hand-ins"


def scores(out):
    content = json.loads((out / "gradebook.json").read_text("utf-8"))
    return {each["student"]: each["score"] for each in content["students"]}


def test_a_class_is_graded(run, hand_ins):
    status, out, err = run("grade-class", "hand-ins")
    assert (status, err) == (0, "")
    heads, row, files, *_ = out.splitlines()
    assert heads.split("  ")[-1] == "nothing handed in"
    counts = dict(zip(heads.split("  ")[1:], row.split()[1:], strict=False))
    assert set(counts.values()) == {"1"}
    assert files.startswith("4 files of 5 students, behind a wall: ")
    results = hand_ins.with_name("hand-ins-graded")
    assert scores(results) == pytest.approx({**SCORES, "eve": 0}, abs=1e-3)
    assert (results / "class.html").is_file()
    assert (results / "secret").stat().st_mode & 0o777 == 0o600


def test_a_second_time_nothing_is_graded_again(run, hand_ins, monkeypatch):
    run("grade-class", "hand-ins")
    ledger = hand_ins.with_name("hand-ins-graded") / "ledger.jsonl"
    before = ledger.read_bytes()
    monkeypatch.setattr("nnkata.grading.classroom.grade_apart", None)
    assert run("grade-class", "hand-ins")[0] == 0
    assert ledger.read_bytes() == before


def test_what_was_handed_in_anew_is_graded(run, tiny, hand_ins):
    run("grade-class", "hand-ins", "--out", "out")
    tiny.write("hand-ins/bob/double.py", RIGHT)
    run("grade-class", "hand-ins", "--out", "out")
    assert scores(tiny.root / "out")["bob"] == 10


def test_one_zip_of_the_class_is_graded_as_it_was_downloaded(run, tiny, hand_ins):
    shutil.make_archive(hand_ins, "zip", hand_ins)
    status, _, err = run("grade-class", "hand-ins.zip")
    assert (status, err) == (0, "")
    results = tiny.root / "hand-ins-graded"
    assert scores(results) == pytest.approx({**SCORES, "eve": 0}, abs=1e-3)
    assert not {"ann", "katas"} & {path.name for path in results.iterdir()}


def test_students_have_the_names_of_a_roster(run, tiny, hand_ins):
    tiny.write("roster.csv", "identifier,github_username\nann@x.org,Ann\n")
    run("grade-class", "hand-ins", "--roster", "roster.csv", "--out", "out")
    expected = {**SCORES, "eve": 0, "ann@x.org": SCORES["ann"]}
    expected.pop("ann")
    assert scores(tiny.root / "out") == pytest.approx(expected, abs=1e-3)


def test_only_the_named_katas_are_graded(run, tiny, hand_ins):
    tiny.write("hand-ins/ann/quadruple.py", "")
    status, out, _ = run("grade-class", "hand-ins", "--katas", "double", "--out", "out")
    assert status == 0
    assert "quadruple" not in out


def test_the_column_of_a_course_is_filled(run, tiny, hand_ins):
    tiny.write("grades.csv", "Student,ID,Katas\nann,1,\nbob,2,\n")
    words = ("--canvas", "grades.csv", "--column", "Katas", "--out", "out")
    status, out, _ = run("grade-class", "hand-ins", *words)
    assert status == 0
    assert "2 scores in the column 'Katas'" in out
    with (tiny.root / "out/grades.csv").open(encoding="utf-8") as file:
        filled = {row["Student"]: row["Katas"] for row in csv.DictReader(file)}
    assert filled == {"ann": "10", "bob": "6.67"}


@pytest.mark.parametrize(
    "words, message",
    [
        (["--jobs", "0"], "--jobs must be 1 or more, got 0"),
        (["--canvas", "grades.csv"], "--canvas CSV needs --column NAME"),
        (
            ["--canvas", "none.csv", "--column", "Katas"],
            "none.csv cannot be read: No such file",
        ),
        (["--roster", "none.csv"], "none.csv cannot be read: No such file"),
        (["--jobs", "2", "--cluster", "tcp://a:1"], "a cluster has its own number"),
        (["--katas", "dubble"], "There is no kata 'dubble'. Did you mean 'double'?"),
        (["--out", "hand-ins/out"], "lies among the submissions"),
    ],
)
def test_a_mistake_of_the_caller_is_explained(run, hand_ins, words, message):
    status, _, err = run("grade-class", "hand-ins", *words)
    assert status == 2
    assert message in err
    assert "Traceback" not in err
    assert not Path("hand-ins-graded").exists()  # it is noticed before any grading


def test_a_folder_without_files_of_katas_is_explained(run, tiny):
    tiny.write("hand-ins/ann/README.md", "nothing")
    status, _, err = run("grade-class", "hand-ins")
    assert status == 2
    assert "holds no file of a kata" in err


def test_where_no_wall_works_files_are_refused_unless_they_are_trusted(
    run, tiny, hand_ins, monkeypatch
):
    monkeypatch.setattr(tiers, "WALLS", ("process",))
    status, _, err = run("grade-class", "hand-ins", "--out", "out")
    assert status == 2
    assert "No sandbox works" in err
    assert "--i-trust-these-submissions" in err
    assert not (tiny.root / "out").exists()


def test_what_is_not_graded_is_said_with_its_reason(run, tiny, hand_ins, monkeypatch):
    tiny.write("katas/double/test_double.py", "import not_there_xyz\n")
    status, out, _ = run("grade-class", "hand-ins", "--out", "out")
    assert status == 1
    assert "not graded: double of ann: " in out
    assert "4 are not graded. The same command tries them again." in out
    assert "Traceback" not in out


def start(folder):
    """Start the command in a folder, as a program."""
    command = [
        sys.executable,
        "-m",
        "nnkata",
        "grade-class",
        "hand-ins",
        "--out",
        "out",
    ]
    nothing = subprocess.DEVNULL
    return subprocess.Popen(command, cwd=folder, stdout=nothing, stderr=nothing)


def marks(ledger):
    """How many marks stand in a ledger, 0 without one."""
    return ledger.read_bytes().count(b"\n{") if ledger.exists() else 0


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGINT])
def test_a_grading_that_is_ended_at_any_moment_goes_on(tiny, ending):
    """It is ended after its start, and after every few marks; nothing is graded twice."""
    for number in range(12):
        text = CLASS[sorted(CLASS)[number % len(CLASS)]]
        tiny.write(f"hand-ins/student{number}/double.py", text)
    ledger = tiny.root / "out" / "ledger.jsonl"
    for least in (0, 2, 5, 9):
        process = start(tiny.root)
        while marks(ledger) < least and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(ending)
        process.wait()
        before = ledger.read_bytes() if ledger.exists() else b""
        assert marks(ledger) >= least
    assert start(tiny.root).wait() == 0
    assert ledger.read_bytes().startswith(before[: before.rfind(b"\n")])
    lines = [json.loads(line) for line in ledger.read_text("utf-8").splitlines()[1:]]
    students = [line["mark"]["student"] for line in lines]
    assert len(students) == len({*students}) == 12
    expected = {f"student{n}": SCORES[sorted(CLASS)[n % 4]] for n in range(12)}
    assert scores(tiny.root / "out") == pytest.approx(expected, abs=1e-3)
