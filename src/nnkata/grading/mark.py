"""Marks: what one student gets for one kata, and why; plain data with a JSON form.

A mark is a verdict of the kata's spec behind a wall, and of what no submission can know
beforehand: the same calls with other numbers, trainings from other seeds.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Any

from nnkata.judging.verdict import TestVerdict, test_from


class Result(StrEnum):
    """How the grading of one file ended; the first that applies."""

    MISSING = "nothing handed in"
    REFUSED = "not readable"  # no regular file, no text, too large: see the reason
    NOT_GRADED = "not graded"  # no fault of the submission: it is graded again
    UNWRITTEN = "not written"  # the stub as it was handed out
    MEMORY = "memory"
    TIME = "time"
    OUTPUT = "output"
    RAISED = "raised"
    WRONG = "wrong"
    OTHER_NUMBERS = "wrong on other numbers"
    SUSPECTED = "suspected"  # full points, and something that a person should look at
    PASSED = "passed"


@dataclass(frozen=True)
class Mark:
    """What one student gets for one kata.

    Attributes
    ----------
    student, kata : str
        Who handed in, and the slug of the kata.
    result : Result
        How it ended, in a word.
    score, points : float
        What was earned of the kata's points.
    reason : str
        The result in one sentence, for those that tests do not explain.
    tests : tuple of TestVerdict
        What each test of the spec found, with its card.
    digest, spec : str
        SHA-256 of the text that was graded, and the version of the spec.
    tier : str
        The wall behind which it ran.
    warnings : tuple of str
        What a person should look at, a line each.
    """

    student: str
    kata: str
    result: Result
    score: float = 0.0
    points: float = 0.0
    reason: str = ""
    tests: tuple[TestVerdict, ...] = field(default=(), repr=False)
    digest: str = ""
    spec: str = ""
    tier: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def is_final(self) -> bool:
        """Whether the same file would get this mark again."""
        return self.result is not Result.NOT_GRADED

    @property
    def mistakes(self) -> tuple[str, ...]:
        """The known mistakes that its cards name, each once."""
        return tuple(dict.fromkeys(test.mistake for test in self.tests if test.mistake))


def to_data(mark: Mark) -> dict[str, Any]:
    """Return a mark as plain data, ready for JSON."""
    return asdict(mark)


def mark_from(data: Mapping[str, Any]) -> Mark:
    """Return the mark that `to_data` made plain."""
    changes = {
        "result": Result(data["result"]),
        "tests": tuple(_test_from(json.dumps(test)) for test in data["tests"]),
        "warnings": tuple(data["warnings"]),
    }
    return Mark(**{**data, **changes})


@lru_cache(maxsize=1000)
def _test_from(text: str) -> TestVerdict:
    """Return the verdict on a test; equal ones of a large class are one object."""
    return test_from(json.loads(text))
