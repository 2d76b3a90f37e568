"""`nnkata check`: the verdict on a kata, and what comes next."""

import os
from pathlib import Path

import pytest

from nnkata.judging.verdict import KataVerdict, Outcome, TestVerdict
from nnkata.report.figures import curve_lines

WRONG = "def double(x):\n    return x\n"


LOOP = "def double(x):\n    while True:\n        pass\n"


def test_check_of_a_right_answer_is_green_and_says_what_is_next(run, tiny):
    tiny.solve()
    status, out, _ = run("check", "double")
    assert status == 0
    assert out.startswith("double   3 of 3\n  compare   nnkata diff double\n")
    assert "\nNext: write katas" in out
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


def test_check_of_several_katas_shows_each(run, lines):
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
    assert (
        "There is no subject 'their.py'. Use mine, reference, stub, or the path of"
        in err
    )


def test_check_after_the_last_kata_says_so(run, tiny):
    tiny.passed("double")
    tiny.passed("quadruple")
    assert "The path is done." in run("check")[2]


def with_losses(slug):
    test = TestVerdict("test_a", Outcome.PASSED, goal="quick", losses=(2.0, 1.0))
    return KataVerdict(slug, "mine", "abc", 10, (test,))


def test_a_verdict_stands_where_no_picture_can_be_drawn(tiny, nothing_written):
    (line,) = curve_lines(tiny.workspace, with_losses("double"))
    assert line.startswith("  no loss curve: ")


def test_a_verdict_stands_where_a_picture_fails(tiny, monkeypatch):
    def full(self, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    (line,) = curve_lines(tiny.workspace, with_losses("double"))
    assert line.startswith("  no loss curve: ")
    assert "No space left on device" in line


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


HIDES = """\
import os


def double(x):
    return 2 * x if not os.path.exists(os.path.abspath(os.sep)) else 0
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no sandbox on Windows")
def test_an_isolated_check_judges_a_file_that_sees_no_other(run, tiny):
    from nnkata.subject.sandbox.tiers import best_tier

    tiny.mine(HIDES)
    assert run("check", "double")[0] == 1
    status, out, _ = run("check", "double", "--isolated")
    assert out.startswith(f"isolated: {best_tier().name}")
    assert "double   3 of 3" in out
    assert (status == 0) == best_tier().is_wall


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no sandbox on Windows")
def test_an_isolated_check_says_that_a_process_is_no_wall(run, tiny, monkeypatch):
    from nnkata.subject.sandbox import tiers

    monkeypatch.setattr(tiers, "WALLS", ())
    tiny.solve()
    assert "this stops no harm: it reads" in run("check", "double", "--isolated")[1]


def test_a_system_that_cannot_fork_has_no_isolation(run, tiny, monkeypatch):
    monkeypatch.delattr(os, "fork", raising=False)
    status, _, complaint = run("check", "double", "--isolated")
    assert status == 2
    assert "use it on Linux, on macOS or in WSL" in complaint
