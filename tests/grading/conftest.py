"""What the tests of grading share: jobs on tiny katas, and the processes that are left."""

import os
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from nnkata.grading.job import GradingJob

if sys.platform != "linux":  # there are no walls
    names = ("grader", "classroom", "cluster", "ledger")
    collect_ignore = [f"test_{name}.py" for name in names]

RIGHT = "def double(x):\n    return 2 * x\n"
WRONG = "def double(x):\n    return x * x\n"
JOB = GradingJob("ann", "double", RIGHT, "5" * 32)


@pytest.fixture
def job():
    """Return a function that makes a job of a text, for the kata `double`."""

    def make(source=RIGHT, student="ann", **others):
        return replace(JOB, source=source, student=student, **others)

    return make


@pytest.fixture
def here(tiny, monkeypatch):
    """Stand in the tiny workspace, as what starts a grader does."""
    monkeypatch.chdir(tiny.root)
    return tiny


@pytest.fixture
def descendants():
    """Return a function that finds the processes below this one."""

    def find():
        parents = {}
        for status in Path("/proc").glob("[0-9]*/stat"):
            try:
                text = status.read_text().rpartition(")")[2].split()
            except OSError:  # it has ended
                continue
            if text[0] != "Z":
                parents[int(status.parent.name)] = int(text[1])
        found = {os.getpid()}
        while more := {n for n, parent in parents.items() if parent in found} - found:
            found |= more
        return found - {os.getpid()}

    return find


@pytest.fixture
def eventually():
    """Return a function that waits until something holds: the system takes a while."""

    def wait(holds, seconds=60):
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, "it has not come about"
            time.sleep(0.02)

    return wait
