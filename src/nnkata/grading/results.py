"""The word for what became of a file: from the verdict of a spec to a result."""

from nnkata.grading.mark import Result
from nnkata.judging.verdict import KataVerdict, Outcome, TestVerdict

ORDER = [*Result]
# What a test says of the error that ended it, where that has a word of its own.
BY_ERROR = {"MemoryError": Result.MEMORY, "Flood": Result.OUTPUT}


def result_of(verdict: KataVerdict) -> tuple[Result, str]:
    """Return the result of a verdict, and its reason where no test explains it."""
    asked = verdict.asked
    if defects := [test for test in asked if test.outcome is Outcome.ERROR]:
        return Result.NOT_GRADED, " ".join(defects[0].card[-1:])
    if verdict.holds:
        return Result.PASSED, ""
    failures = [test for test in asked if test.ran and not test.passed]
    if not failures:
        return Result.NOT_GRADED, "no test of the spec was run"
    if all(test.outcome is Outcome.UNWRITTEN for test in asked):
        return Result.UNWRITTEN, ""
    return min(map(_word, failures), key=ORDER.index), _reason(failures)


def _word(test: TestVerdict) -> Result:
    """Return the result of a test that has not passed."""
    if test.outcome is Outcome.TIMEOUT:
        return Result.TIME
    raised = Result.RAISED if test.error or test.of_file else Result.WRONG
    return BY_ERROR.get(test.error, raised)


def _reason(failures: list[TestVerdict]) -> str:
    """Return what stands in front of all tests: no file, or functions without a body."""
    if failures[0].of_file:
        return failures[0].card[0]
    unwritten = [t.function for t in failures if t.outcome is Outcome.UNWRITTEN]
    names = ", ".join(dict.fromkeys(unwritten))
    return f"not written yet: {names}" if names else ""
