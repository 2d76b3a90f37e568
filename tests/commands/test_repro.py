"""The failing call as lines of Python, and under the debugger."""

import subprocess
import sys

import pytest

from nnkata.cli import main

THREE = "test_double_of_three_is_six"
TRIPLED = "def double(x):\n    y = 3 * x\n    return y\n"
LINES = f"""\
# {THREE}, test_double.py:11
# double(3): expected 6, got 9
"""


@pytest.fixture
def ran(run, tiny, python):
    """Print the lines for what the learner wrote, and run them with plain Python."""

    def running(text, *words, slug="double"):
        tiny.mine(text, slug)
        status, out, _ = run("repro", slug, *words)
        assert status == 0
        tiny.write("call.py", out)
        return out, python("call.py", cwd=tiny.root)

    return running


def test_the_lines_make_the_call_that_fails(ran):
    text, done = ran(TRIPLED)
    assert text.startswith(LINES)
    assert "from katas.double.double import double" in text
    assert text.endswith('yours = double(x)\nprint("yours:", yours, sep="\\n")\n')
    assert (done.stdout, done.stderr) == ("expected:\n6\nyours:\n9\n", "")


def test_a_test_is_chosen_by_its_name(ran):
    _, done = ran(TRIPLED, "test_double_keeps_the_sign")
    assert done.stdout == "expected:\n-2\nyours:\n-3\n"


def test_an_error_comes_after_what_is_expected(ran):
    _, done = ran("def double(x):\n    return x / 0\n", THREE)
    assert done.stdout == "expected:\n6\n"
    assert done.stderr.endswith("ZeroDivisionError: division by zero\n")


def test_other_katas_are_the_references_as_in_check(ran, tiny):
    text = (
        "from katas.double.double import double\n\n\n"
        "def quadruple(x):\n    return double(x)\n\n\n"
        "def octuple(x):\n    return 8 * x\n"
    )
    assert "write me" in tiny.kata("double").stub.read_text("utf-8")
    _, done = ran(text, slug="quadruple")
    assert done.stderr == ""
    expected, yours = done.stdout.splitlines()[1::2]
    assert float(expected) == 2 * float(yours)


@pytest.mark.parametrize(
    ("text", "words", "message"),
    [
        (TRIPLED, ["test_double_of_four"], "double has no test 'test_double_of_four'."),
        ("def double(x):\n    return 2 * x\n", [], "Every unit test of double passes"),
        (TRIPLED, ["test_double_of_nothing_is_nothing"], "nothing passes: there is no"),
        ("def double(x)\n", [], "double.py cannot be imported: SyntaxError"),
        (
            "def triple(x):\n    return 2\n",
            [],
            "it made no call that could be recorded",
        ),
        (None, [], "double is not written yet"),
        ("class X(float): pass\n", [], "has no function 'double'"),
    ],
)
def test_what_cannot_be_shown_says_why(run, tiny, text, words, message):
    if text is not None:
        tiny.mine(text)
    status, out, error = run("repro", "double", *words)
    assert (status, out) == (2, "")
    assert message in error


def test_check_names_the_verb(run, tiny):
    tiny.mine(TRIPLED)
    assert "  The call by itself: nnkata repro double\n" in run("check", "double")[1]


# -- under the debugger ----------------------------------------------------------------


@pytest.fixture
def debugged(tiny):
    """Check what the learner wrote under the debugger, and type some commands into it."""

    def check(text, *commands):
        tiny.mine(text)
        words = [sys.executable, "-m", "nnkata", "check", "double", "--debug"]
        typed = "".join(f"{line}\n" for line in commands)
        return subprocess.run(
            words,
            cwd=tiny.root,
            input=typed,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
        )

    return check


def test_the_debugger_stops_at_the_first_line_of_the_failing_call(debugged):
    done = debugged(TRIPLED, "p ['x', x]", "n", "p ['y', y]", "c")
    card, _, session = done.stdout.partition("expected:\n6\n")
    assert "double(3): expected 6, got 9" in card, done.stderr
    first, *later = session.split("(Pdb) ")
    assert first.endswith("-> y = 3 * x\n")
    assert later[0] == "['x', 3]\n"
    assert later[2] == "['y', 9]\n"
    assert later[3] == "yours:\n9\n"
    assert done.returncode == 1


def test_the_debugger_stops_where_an_error_was_raised(debugged):
    done = debugged("def double(x):\n    y = 0\n    return x / y\n", "c", "p ['y', y]")
    assert "ZeroDivisionError" in done.stderr
    assert "-> return x / y\n(Pdb) ['y', 0]\n" in done.stdout


def test_who_quits_the_debugger_sees_no_traceback(debugged):
    done = debugged(TRIPLED, "q")
    assert "yours:" not in done.stdout
    assert done.stderr == ""


def test_there_is_nothing_to_debug_where_all_passes(debugged):
    done = debugged("def double(x):\n    return 2 * x\n")
    assert "Nothing to debug: no unit test has failed." in done.stdout
    assert done.returncode == 0


def test_only_ones_own_file_is_debugged(tiny, monkeypatch, capsys):
    monkeypatch.chdir(tiny.root)
    assert main(["check", "double", "--debug", "--subject=stub"]) == 2
    assert "--debug opens your own file" in capsys.readouterr().err
