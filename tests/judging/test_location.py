"""The line to change on the card of a failure, in a session and past its process."""

import pytest

from nnkata.judging.job import Job
from nnkata.judging.runner import RunOptions, grade

ROWS = (
    "where    changing line 3, `return x + x + 1`, makes every recorded call",
    "         right",
)
WRONG = "def double(x):\n    # so far\n    return x + x + 1\n"
# An edited condition ends the process that tries it.
ENDING = """\
import os

def double(x):
    if x > 100:
        os._exit(1)
    return x + x + 1
"""


def judged(tiny, text):
    """The verdict on a text, and the kinds of events in their order."""
    tiny.mine(text)
    events = []
    verdict = grade(Job(tiny.kata()), RunOptions(on_event=events.append))
    return verdict, [event["event"] for event in events]


def test_the_first_card_names_the_line_after_all_tests_are_judged(tiny):
    verdict, events = judged(tiny, WRONG)
    first, *others = verdict.failures
    assert first.card[-3:-1] == ROWS
    assert first.card[-1].startswith("next")
    assert (first.place.line, first.place.function) == (3, "double")
    assert not any("where" in line for test in others for line in test.card)
    assert events[-3:] == ["locating", "settled", "finish"]


@pytest.mark.parametrize("text", ["def double(x):\n    return 2 * x\n", ENDING])
def test_what_is_tried_changes_no_outcome(tiny, text):
    verdict, _ = judged(tiny, text)
    assert all(test.ran for test in verdict.tests)
    assert verdict.passed == (text != ENDING)
    assert not any("process" in line for test in verdict.tests for line in test.card)


def test_a_named_mistake_needs_no_line(tiny):
    verdict, events = judged(tiny, "def double(x):\n    return x * x\n")
    assert {test.mistake for test in verdict.failures} == {"squared"}
    assert "locating" not in events


def test_pytest_shows_the_line_too(tiny, python):
    tiny.mine(WRONG)
    done = python("-m", "pytest", "-q", "katas/double", cwd=tiny.root)
    assert done.stdout.count("where    changing line 3") == 1
