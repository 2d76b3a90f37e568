"""The word for what became of a file: from the verdict of a spec to a result."""

from collections.abc import Sequence
from dataclasses import replace

from nnkata.grading.mark import Result
from nnkata.grading.training import OTHER_NUMBERS
from nnkata.judging.verdict import KataVerdict, Outcome, TestVerdict

ORDER = [*Result]
# What a test says of the error that ended it, where that has a word of its own.
BY_ERROR = {"MemoryError": Result.MEMORY, "Flood": Result.OUTPUT}


def result_of(verdict: KataVerdict, warnings: Sequence[str] = ()) -> tuple[Result, str]:
    """Return the result of a verdict, and its reason where no test explains it.

    `warnings` are what is suspicious of a file.
    """
    asked = verdict.asked
    if defects := [test for test in asked if test.outcome is Outcome.ERROR]:
        return Result.NOT_GRADED, " ".join(defects[0].card[-1:])
    if verdict.holds and warnings:
        return Result.SUSPECTED, warnings[0]
    if verdict.holds:
        return Result.PASSED, ""
    failures = [test for test in asked if test.ran and not test.passed]
    if not failures:
        return Result.NOT_GRADED, "no test of the spec was run"
    if all(test.outcome is Outcome.UNWRITTEN for test in asked):
        return Result.UNWRITTEN, ""
    return min(map(_word, failures), key=ORDER.index), _reason(failures)


def lost(test: TestVerdict, function: str) -> TestVerdict:
    """Return a passed test as failed: a function is wrong on other numbers."""
    card = (f"{function}: {OTHER_NUMBERS}",)
    return replace(test, outcome=Outcome.FAILED, card=card, function=function)


def _word(test: TestVerdict) -> Result:
    """Return the result of a test that has not passed."""
    if test.outcome is Outcome.TIMEOUT:
        return BY_ERROR.get(test.error, Result.TIME)
    if _is_lost(test):
        return Result.OTHER_NUMBERS
    raised = Result.RAISED if test.error or test.of_file else Result.WRONG
    return BY_ERROR.get(test.error, raised)


def _is_lost(test: TestVerdict) -> bool:
    return test.card[0].endswith(f": {OTHER_NUMBERS}")


def _reason(failures: list[TestVerdict]) -> str:
    """Return what no card says: there is no file, a function, or a right one."""
    if failures[0].of_file:
        return failures[0].card[0]
    unwritten = [t.function for t in failures if t.outcome is Outcome.UNWRITTEN]
    if names := ", ".join(dict.fromkeys(unwritten)):
        return f"not written yet: {names}"
    return next((test.card[0] for test in failures if _is_lost(test)), "")
