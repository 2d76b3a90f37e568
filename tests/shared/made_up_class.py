"""A class that nobody taught: marks of every kind, and names and texts that are hostile."""

from pathlib import Path

from nnkata.content.catalog import find, read_path
from nnkata.grading.gradebook import Gradebook
from nnkata.grading.mark import Mark, Result
from nnkata.grading.submission import Submission
from nnkata.judging.verdict import Outcome, TestVerdict

ROOT = Path(__file__).resolve().parents[2]
PATH = read_path(ROOT / "katas")
KATAS = [find(PATH, "hello"), find(PATH, "neuron")]
SCRIPT = "<script>alert(1)</script>"
HOSTILE = {
    "formula": "=cmd|'/C calc'!A1",
    "semicolon": 'a";=1+1;"',
    "script": f"{SCRIPT}<img src=x onerror=alert(2)>",
    "folder": "../../outside",
    "escape": "red\x1b[31m\u202e\nEve",
    "reserved": "CON",
    "undecodable": "caf\udce9",
    "long": "long" * 80,
}
SECRET_PLACE = "relu"  # the only word about a secret call that a student may read


def graded_test(name, passed=True, weight=1.0, **fields):
    """The verdict of one test, with a card where it has failed."""
    outcome = Outcome.PASSED if passed else Outcome.FAILED
    card = () if passed else ("call     relu(z)", "expected 1.0", f"got      {SCRIPT}")
    fields = {"outcome": outcome, "card": card, "weight": weight, **fields}
    return TestVerdict(f"test_{name}", **fields)


def mark(student, slug, result, passed=2, of=2, **fields):
    """A mark whose kata has `of` tests that share its points, `passed` of them won."""
    points = find(PATH, slug).points
    tests = tuple(
        graded_test(
            f"claim_{n}", n < passed, points / of, mistake="" if n < passed else "m"
        )
        for n in range(of)
    )
    if result in (Result.MISSING, Result.REFUSED, Result.NOT_GRADED):
        tests, passed = (), 0
    score = points * passed / of
    fields = {
        "score": score,
        "points": points,
        "tests": tests,
        "tier": "namespaces",
        **fields,
    }
    return Mark(student, slug, result, **fields)


def made_up(**fields):
    """The gradebook of the class."""
    marks = [
        mark("ann", "hello", Result.PASSED),
        mark("ann", "neuron", Result.WRONG, passed=1),
        mark("ben", "hello", Result.SUSPECTED, warnings=(f"5,000 numbers {SCRIPT}",)),
        mark(
            "ben",
            "neuron",
            Result.OTHER_NUMBERS,
            score=0.0,
            reason=f"{SECRET_PLACE}: wrong on other numbers",
        ),
        mark("cem", "hello", Result.NOT_GRADED, reason="the worker was killed"),
        mark("cem", "neuron", Result.MISSING),
    ]
    for name in HOSTILE.values():
        marks += [
            mark(
                name, "hello", Result.RAISED, passed=0, reason=f"{SCRIPT}\nsecond line"
            ),
            mark(name, "neuron", Result.REFUSED, reason=f"=1+1 {SCRIPT}"),
        ]
    students = dict.fromkeys(m.student for m in marks)
    submissions = [Submission(s, notes=(f"{SCRIPT}: not read",)) for s in students]
    return Gradebook(KATAS, submissions, marks, **fields)
