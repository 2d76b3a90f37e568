"""Every spec judges a subject behind the wall as it judges one in its own process.

The verdicts and the heads of their cards are the same; so is what the reading names.

A sample of known mistakes and other right answers here. Where NNKATA_SANDBOX is `tiers`,
every fifth of them, and where it is `all`, all, without a diagnosis, a mistake up to the
first test that it fails.
"""

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from nnkata.authoring.batch import Round, judge_rounds
from nnkata.content.workspace import bundled

# Of so many mistakes one is judged, without a diagnosis; 0 for a sample, with one.
STEP = {"all": 1, "tiers": 5}.get(os.environ.get("NNKATA_SANDBOX", ""), 0)
SAMPLE = 1  # of mistakes, and of other right answers
LARGE = ("he_init",)  # draws millions of numbers: fewer mistakes, none in a sample
UNSEEDED = re.compile(r"default_rng\(\)|np\.random\.(?!default_rng|Generator)")
WORKSPACE = bundled()
KATAS = [kata.slug for kata in WORKSPACE.path if not kata.extras]


def rounds_of(slug):
    """Return the subjects of a kata: of many, some from all over the list."""
    mistakes, others = WORKSPACE.mistakes(slug), WORKSPACE.right_answers(slug)
    if STEP:
        step = 25 if STEP > 1 and slug in LARGE else STEP
        chosen = mistakes[::step]
        wrong = [Round(str(m), diagnose=False, enough=is_red) for m in chosen]
        right = [Round(str(subject), diagnose=False) for subject in others[::step]]
        return [Round("reference", diagnose=False), Round("stub"), *wrong, *right]
    sample = 0 if slug in LARGE else SAMPLE
    chosen = *mistakes[-sample:][:sample], *others[:sample]
    return [*map(Round, ("reference", "stub", *map(str, chosen)))]


def is_red(test):
    return not test.passed


def draws_unseeded(turn):
    """Return whether a mistake draws numbers that are others each time."""
    file = Path(turn.subject)
    return file.is_file() and bool(UNSEEDED.search(file.read_text("utf-8")))


def facts(test, turn):
    """Return all of a verdict but what time and the diagnosis decide.

    Below the head of a card stands what the diagnosis adds. Behind the wall it knows no
    shapes of frames, and not which cache inside of a call came from which other call.
    """
    card = tuple(re.sub(r"\b0x[0-9a-f]+", "0x", line) for line in test.card)
    labels = [line.partition(" ")[0] for line in card]
    heads = [n for n, label in enumerate(labels) if label in ("shapes", "call")]
    if "call" in labels:
        test = replace(test, function="", place=None)
    card = card[: heads[0]] if heads else card
    card = () if draws_unseeded(turn) else card
    return replace(test, card=card, seconds=0.0, mistake="")


def are_of_one_mind(test, other):
    """Return whether no two mistakes are named; a slow call may hide the name of one."""
    return test.mistake == other.mistake or "" in (test.mistake, other.mistake)


@pytest.mark.parametrize("slug", KATAS)
def test_a_verdict_is_the_same_on_both_sides_of_the_wall(slug):
    rounds, kata = rounds_of(slug), WORKSPACE.kata(slug)
    here, there = judge_rounds(kata, rounds), judge_rounds(kata, rounds, isolated=True)
    for turn, plain, walled in zip(rounds, here, there, strict=True):
        expected = [facts(test, turn) for test in plain.tests]
        assert [facts(test, turn) for test in walled.tests] == expected, turn.subject
        assert all(map(are_of_one_mind, walled.tests, plain.tests)), turn.subject
    assert not here[0].failures
    assert here[1].failures
