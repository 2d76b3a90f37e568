"""What is said of a kata that is passed."""

from dataclasses import replace

from nnkata.judging.verdict import KataVerdict, Outcome, TestVerdict
from nnkata.report.passed import passed_lines

MINE = '''"""Mine."""


def double(x):
    """Twice x."""
    # Added to itself.
    twice = x + x

    return twice
'''


def verdict(**fields):
    test = TestVerdict("test_one", Outcome.PASSED, **fields)
    return KataVerdict("double", "mine", "", 10, (test,))


def test_what_was_built_counts_the_lines_of_the_learner(tiny):
    tiny.mine(MINE)
    kata = replace(tiny.kata(), built="You built it, in {lines}.")
    lines = passed_lines(kata, verdict())
    assert lines[0] == "Passed. You built it, in 2 lines of your own."


def test_what_was_built_says_what_a_graded_run_reached(tiny):
    tiny.mine(MINE)
    kata = replace(tiny.kata(), built="It finds {quick[accuracy]:.1%}.")
    run = verdict(goal="quick", measured={"accuracy": 0.9815})
    assert passed_lines(kata, run)[0] == "Passed. It finds 98.2%."


def test_comparison_reasons_and_an_experiment_are_offered(tiny, monkeypatch):
    tiny.mine(MINE)
    monkeypatch.setenv("NNKATA_COMMAND", "python kata.py")
    kata = replace(tiny.kata(), experiment="{nnkata} train double: why?")
    assert passed_lines(kata, verdict()) == [
        "  compare   python kata.py diff double",
        "  why       python kata.py why double",
        "  try this  python kata.py train double: why?",
    ]
