"""Every spec judges a subject behind the wall as it judges one in its own process.

The verdicts and the heads of their cards are the same; so is what the reading names.

A sample of known mistakes and other right answers here; all of them, which takes long,
where NNKATA_SANDBOX is `all`.
"""

import os
from dataclasses import replace

import pytest

from nnkata.authoring.batch import Round, judge_rounds
from nnkata.content.workspace import bundled

IS_WHOLE = os.environ.get("NNKATA_SANDBOX") == "all"
SAMPLE = 1  # of mistakes, and of other right answers
LARGE = ("he_init",)  # draws millions of numbers: in a sample, the reference alone
WORKSPACE = bundled()
KATAS = [kata.slug for kata in WORKSPACE.path if not kata.extras]


def subjects(slug):
    """Return the subjects of a kata: of many, some from all over the list."""
    mistakes, others = WORKSPACE.mistakes(slug), WORKSPACE.right_answers(slug)
    if not IS_WHOLE:
        sample = 0 if slug in LARGE else SAMPLE
        mistakes, others = mistakes[-sample:][:sample], others[:sample]
    return ["reference", "stub", *map(str, (*mistakes, *others))]


def facts(test):
    """Return all of a verdict but what time and the diagnosis decide.

    Below the head of a card stands what the diagnosis adds. Behind the wall it knows no
    shapes of frames, and not which cache inside of a call came from which other call.
    """
    labels = [line.partition(" ")[0] for line in test.card]
    heads = [n for n, label in enumerate(labels) if label in ("shapes", "call")]
    if heads:
        test = replace(test, card=test.card[: heads[0]], function="", place=None)
    return replace(test, seconds=0.0, mistake="")


def are_of_one_mind(test, other):
    """Return whether no two mistakes are named; a slow call may hide the name of one."""
    return test.mistake == other.mistake or "" in (test.mistake, other.mistake)


@pytest.mark.parametrize("slug", KATAS)
def test_a_verdict_is_the_same_on_both_sides_of_the_wall(slug):
    rounds = [Round(subject) for subject in subjects(slug)]
    kata = WORKSPACE.kata(slug)
    here, there = judge_rounds(kata, rounds), judge_rounds(kata, rounds, isolated=True)
    for turn, plain, walled in zip(rounds, here, there, strict=True):
        expected = [facts(test) for test in plain.tests]
        assert [facts(test) for test in walled.tests] == expected, turn.subject
        assert all(map(are_of_one_mind, walled.tests, plain.tests)), turn.subject
    assert not here[0].failures
    assert here[1].failures
