"""The command line of judges: check, grade, start."""

import contextlib
import io
import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from nnkata.cli import main
from nnkata.judging.verdict import KataVerdict, Outcome, TestVerdict, from_json
from nnkata.report.figures import print_curves

WRONG = "def double(x):\n    return x\n"
LOOP = "def double(x):\n    while True:\n        pass\n"


@pytest.fixture(scope="module")
def graded(shared):
    """What `grade` prints and writes for one wrong answer and one stub."""
    shared.mine(WRONG)
    out = io.StringIO()
    files = shared.root / "verdict.json", shared.root / "verdict.xml"
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(out):
        patch.chdir(shared.root)
        main(["grade", "--json", str(files[0]), "--junit", str(files[1])])
    return out.getvalue(), *[file.read_text("utf-8") for file in files]


def lines(text):
    return [" ".join(line.split()) for line in text.splitlines()]


def test_check_of_a_right_answer_is_green_and_says_what_is_next(run, tiny):
    tiny.solve()
    status, out, _ = run("check", "double")
    assert status == 0
    assert out.startswith("double   3 of 3\nNext: write katas")
    assert "nnkata check quadruple" in out


def test_check_of_a_stub_says_what_to_write(run):
    status, out, _ = run("check", "double")
    assert status == 1
    assert out.startswith("double   0 of 3\n  write double in katas/double/double.py\n")


def test_check_of_a_wrong_answer_shows_the_first_failure_and_counts_the_others(
    run, tiny
):
    tiny.mine(WRONG)
    status, out, _ = run("check", "double")
    told = out.splitlines()
    assert status == 1
    assert told[:2] == ["double   1 of 3", "  x double of three is six"]
    assert told[2] == "      double(3): expected 6, got 3"
    assert "  1 more: nnkata check double --full" in told


def test_a_full_check_shows_every_failure(run, tiny):
    tiny.mine(WRONG)
    assert (
        "  x double keeps the sign" in run("check", "double", "--full")[1].splitlines()
    )


def test_check_waits_for_one_endless_loop_and_counts_what_it_left_out(run, tiny):
    tiny.mine(LOOP)
    told = run("check", "double")[1].splitlines()
    assert told[:3] == [
        "double   0 of 3",
        "  x double of nothing is nothing",
        "      ran past its limit of 0.5 s of processor time",
    ]
    assert "  2 not run: a test before it did not end" in told


def test_a_full_check_waits_for_every_endless_loop(run, tiny):
    tiny.mine(LOOP)
    told = run("check", "double", "--full")[1]
    assert told.count("ran past its limit of") == 3
    assert "not run" not in told


def test_check_without_a_name_takes_the_next_kata(run, tiny):
    tiny.passed()
    assert run("check")[1].startswith("quadruple   0 of 2")


def test_check_of_several_katas_shows_each(run):
    out = run("check", "double", "quadruple", "--subject=reference")[1]
    assert lines(out)[:2] == ["double 3 of 3", "quadruple 2 of 2"]


def test_check_of_the_reference_is_no_pass_of_the_learner(run):
    run("check", "double", "--subject=reference")
    assert "0 of 2 katas passed" in run()[1]


def test_check_takes_any_file(run, tiny):
    file = tiny.write("theirs.py", WRONG)
    assert run("check", "double", f"--subject={file}")[1].startswith("double   1 of 3")


def test_check_of_an_unknown_subject_says_what_there_is(run):
    status, _, err = run("check", "double", "--subject=their.py")
    assert status == 2
    assert "No subject 'their.py'. Use mine, reference, stub, or the path of" in err


def test_check_after_the_last_kata_says_so(run, tiny):
    tiny.passed("double")
    tiny.passed("quadruple")
    assert "The path is done." in run("check")[2]


def test_grade_shows_the_score_of_each_kata(graded):
    told = lines(graded[0])
    assert "1 double 1 of 3 tests 3.3 of 10" in told
    assert "2 quadruple write me 0.0 of 5" in told


def test_grade_remembers_what_passed_and_is_content_with_its_bar(run, tiny):
    tiny.solve()
    status, out, _ = run("grade", "--fail-under", "66")
    assert (status, lines(out)[-1]) == (0, "10.0 of 15 points (67 %)")
    assert "1 of 2 katas passed" in run()[1]


def test_grade_fails_under_its_bar(run, tiny):
    tiny.solve()
    assert run("grade", "--fail-under", "67")[0] == 1


def test_grade_to_the_terminal_prints_json_alone(run):
    out = run("grade", "--subject=stub", "--json", "-")[1]
    assert json.loads(out)["score"] == 0


def test_grade_writes_json(graded):
    verdict = from_json(graded[1])
    assert [kata.score for kata in verdict.katas] == [pytest.approx(10 / 3), 0]


def test_grade_writes_junit(graded):
    suite = ET.fromstring(graded[2]).find("testsuite[@name='double']")
    assert [suite.get(key) for key in ("tests", "failures", "errors")] == [
        "3",
        "2",
        "0",
    ]


def test_junit_has_the_first_line_of_the_card_as_message(graded):
    failure = ET.fromstring(graded[2]).find(".//failure")
    assert failure.get("message") == "double(3): expected 6, got 3"


def test_junit_has_the_whole_card(graded):
    failure = ET.fromstring(graded[2]).find(".//failure")
    assert failure.text.startswith("double(3): expected 6, got 3\n")


def test_start_shows_the_learner_beside_the_reference(run, tiny):
    tiny.mine(WRONG)
    status, out, _ = run("start")
    assert status == 0
    assert "1 double 1 of 3 tests 3 of 3 tests 3.3 of 10" in lines(out)
    assert "2 quadruple write me 2 of 2 tests 0.0 of 5" in lines(out)


# -- where nothing can be recorded -----------------------------------------------------

JUDGING = [
    ("check", "double"),
    ("check", "double", "--fresh"),
    ("grade",),
    ("start",),
    ("watch", "double", "--once"),
]


@pytest.fixture
def nothing_written(tiny):
    """As on another user's checkout: the folder of records cannot be made."""
    tiny.solve()
    tiny.workspace.state.write_text("a file where the folder should be")


@pytest.mark.parametrize("words", JUDGING, ids=" ".join)
def test_a_verdict_is_given_where_nothing_can_be_recorded(run, nothing_written, words):
    status, out, err = run(*words)
    assert status == 0
    assert "3 of 3" in out
    assert err.startswith("nnkata: Progress is not recorded: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize("words", JUDGING, ids=" ".join)
@pytest.mark.parametrize(
    "record, told",
    [
        ("{", "progress.json is damaged. It is kept as progress.json.damaged-1"),
        ('{"version": 9, "passed": {}}', "was written by a newer nnkata."),
    ],
    ids=["damaged", "newer"],
)
def test_a_record_that_cannot_be_used_is_one_line_beside_the_verdict(
    run, tiny, words, record, told
):
    tiny.solve()
    tiny.write(".nnkata/progress.json", record)
    status, out, err = run(*words)
    assert (status, "3 of 3" in out) == (0, True)
    assert told in err
    assert err.count("\n") == 1


def with_losses(slug):
    test = TestVerdict("test_a", Outcome.PASSED, goal="quick", losses=(2.0, 1.0))
    return KataVerdict(slug, "mine", "abc", 10, (test,))


def test_a_verdict_stands_where_no_picture_can_be_drawn(tiny, nothing_written, capsys):
    print_curves(tiny.workspace, with_losses("double"))
    assert capsys.readouterr().out.startswith("  no loss curve: ")


def test_a_verdict_stands_where_a_picture_fails(tiny, monkeypatch, capsys):
    def full(self, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    print_curves(tiny.workspace, with_losses("double"))
    out = capsys.readouterr().out
    assert out.startswith("  no loss curve: ")
    assert "No space left on device" in out


def test_an_answer_saved_with_a_byte_order_mark_is_judged(run, tiny):
    file = tiny.solve()
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert run("check", "double")[1].startswith("double   3 of 3")


@pytest.mark.parametrize("folder", ["", "katas/double/"])
def test_files_of_a_workspace_stand_in_for_no_module(run, tiny, folder):
    tiny.solve()
    for name in ("json", "hashlib", "numpy", "pytest", "typing"):
        tiny.write(f"{folder}{name}.py", "raise ImportError('a stray file')\n")
    assert run("check", "double")[1].startswith("double   3 of 3\n")
