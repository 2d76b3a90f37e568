"""Failure cards for a page: each once, with all tests that have failed in the same way."""

from collections.abc import Sequence

from nnkata.judging.verdict import Outcome, TestVerdict
from nnkata.report.text import printed_lines


def failure_cards(tests: Sequence[TestVerdict]) -> list[tuple[list[str], list[str]]]:
    """Return the lines of each failure card, and the headings that share it.

    Cards that name a known mistake come first.
    """
    shared: dict[tuple[str, ...], list[TestVerdict]] = {}
    for test in sorted(tests, key=lambda test: not test.mistake):
        if test.outcome not in (Outcome.PASSED, Outcome.UNWRITTEN) and test.ran:
            shared.setdefault(test.card, []).append(test)
    return [
        (
            [*tests[0].lines[1:], *printed_lines(tests[0].printed)],
            [test.lines[0] for test in tests],
        )
        for tests in shared.values()
    ]
