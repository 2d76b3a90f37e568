"""What decides a graded run in a spec: its test, and all that this one uses."""

import pytest

from nnkata.content.graded_tests import graded_source

SPEC = """
import numpy as np

RATE = 0.1
SIZE = 2 * RATE
OTHER = 3


@pytest.fixture
def start():
    return RATE


@pytest.fixture
def X():
    return OTHER


def helper(X):
    return inner(X)


def inner(value):
    return SIZE * value


def test_of_a_unit(kata, X):
    assert kata.double(X) == 2


@pytest.mark.graded("small", "large")
def test_learns(kata, goal, start):
    X = helper(start)
    kata.train(X)


@pytest.mark.graded("pictures")
def test_sees(kata, goal):
    kata.train(OTHER)
"""


def first_lines(goal, spec=SPEC):
    lines = graded_source(spec, goal).splitlines()
    return [line for line in lines if line and not line.startswith(" ")]


@pytest.mark.parametrize("goal", ["small", "large"])
def test_a_graded_test_comes_with_all_that_it_uses(goal):
    assert first_lines(goal) == [
        "RATE = 0.1",
        "SIZE = 2 * RATE",
        "def start():",
        "def helper(X):",
        "def inner(value):",
        "def test_learns(kata, goal, start):",
    ]


def test_the_test_of_another_goal_is_left_out():
    assert first_lines("pictures") == ["OTHER = 3", "def test_sees(kata, goal):"]


def test_a_mark_without_names_is_of_every_goal():
    spec = SPEC.replace('graded("pictures")', "graded")
    assert first_lines("other", spec) == ["OTHER = 3", "def test_sees(kata, goal):"]


def test_a_spec_without_graded_tests_has_none():
    assert graded_source("def test_of_a_unit(kata):\n    pass\n", "small") == ""
