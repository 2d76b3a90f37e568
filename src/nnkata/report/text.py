"""Verdicts as lines of text: how many tests pass, what fails, and what to do next."""

import textwrap
from collections import Counter
from typing import TYPE_CHECKING

from nnkata.content.workspace import command
from nnkata.judging.verdict import KataVerdict, Outcome, TestVerdict

if TYPE_CHECKING:
    from nnkata.report.curves import Baselines

MOST_PRINTED, WIDTH = 8, 74  # lines of what was printed, and columns


def kata_lines(
    verdict: KataVerdict, full: bool = False, baselines: "Baselines | None" = None
) -> list[str]:
    """Return the verdict on one kata as lines of text.

    Parameters
    ----------
    verdict : KataVerdict
    full : bool
        Whether every failure is shown, instead of one.
    baselines : mapping of str to Calibration, optional
        The baseline runs by goal, to compare the graded runs with.
    """
    if verdict.not_run:
        return [f"{verdict.slug}   {verdict.not_run}"]
    passed = sum(test.passed for test in verdict.counting)
    cached = "   (cached)" if verdict.remembered else ""
    head = [f"{verdict.slug}   {passed} of {verdict.total}{cached}"]
    if verdict.borrowed:
        head.append(f"  borrowed from the reference: {', '.join(verdict.borrowed)}")
    if verdict.unwritten:
        return head + _first_steps(verdict)
    failures = verdict.failures
    lines = result_lines(verdict, full, baselines)
    lines += [line for test in verdict.tests for line in test.told]
    if len(failures) > 1 and not full:
        more = command(f"check {verdict.slug} --full")
        lines.append(f"{len(failures) - 1} more: {more}")
    lines += not_run_lines(verdict)
    if any(_is_a_call(test) for test in failures):
        lines.append(f"The call by itself: {command(f'repro {verdict.slug}')}")
    # A card may name the next step itself.
    has_next = any(line.startswith("    next ") for line in lines)
    if len(failures) > len(verdict.errors) and not has_next:
        lines.append(f"Next: {_next_step(verdict)}")
    return head + [f"  {line}" for line in lines]


def result_lines(
    verdict: KataVerdict, full: bool = False, baselines: "Baselines | None" = None
) -> list[str]:
    """Return the failure cards, or only the one that helps most, and the graded runs."""
    if verdict.not_run:
        return [verdict.not_run]
    most = None if full else MOST_PRINTED
    failures = verdict.failures
    lines = _printed_on_import(verdict, most) if failures else []
    best = verdict.telling_failure
    for test in failures if full else filter(None, [best]):
        lines += failure_lines(test, most)
    if not any(test.goal for test in verdict.tests):
        return lines
    from nnkata.report.curves import run_lines  # of graded runs, which few katas have

    return lines + [x for test in verdict.tests for x in run_lines(test, baselines)]


def failure_lines(test: TestVerdict, most: int | None = MOST_PRINTED) -> list[str]:
    """Return a failed test with its card, and the first lines of what was printed."""
    heading, *card = test.lines
    mark = "!" if test.outcome is Outcome.ERROR else "x"
    lines = textwrap.wrap(f"{mark} {heading}", WIDTH, subsequent_indent="  ")
    more = [*card, *printed_lines(test.printed, most)]
    return lines + [f"    {line}" for line in more]


def not_run_lines(verdict: KataVerdict) -> list[str]:
    """Return how many tests did not run, with the reason: the kata is not passed yet."""
    reasons = Counter(test.reason for test in verdict.counting if not test.ran)
    return [f"{count} not run: {reason}" for reason, count in reasons.items()]


def printed_lines(text: str, most: int | None = MOST_PRINTED) -> list[str]:
    """Return what the learner's code printed, as the last lines of a card."""
    lines = enumerate(_first_lines(text, most))
    return [f"{'' if number else 'printed':<9}{line}" for number, line in lines]


def _printed_on_import(verdict: KataVerdict, most: int | None) -> list[str]:
    lines = _first_lines(verdict.printed_on_import, most)
    title = f"{verdict.slug}.py printed when it was imported:"
    return [title, *(f"    {line}" for line in lines)] if lines else []


def _first_lines(text: str, most: int | None) -> list[str]:
    """Return the first lines of a text, cut to `WIDTH`, and how many more there are."""
    lines = text.splitlines()
    first = [x if len(x) <= WIDTH else f"{x[: WIDTH - 4]} ..." for x in lines[:most]]
    more = len(lines) - len(first)
    return [*first, f"... {more} more line{'s' * (more > 1)}"] if more else first


def _is_a_call(failure: TestVerdict) -> bool:
    """Return whether a call of the learner's function has failed, not a whole training."""
    written = failure.outcome is Outcome.FAILED and not failure.of_file
    return written and bool(failure.function) and failure.goal is None


def _next_step(verdict: KataVerdict) -> str:
    if any(test.of_file for test in verdict.failures):
        return f"fix this line, then {command(f'check {verdict.slug}')}"
    return command(f"hint {verdict.slug}")


def _first_steps(verdict: KataVerdict) -> list[str]:
    names = ", ".join(verdict.to_write)
    return [
        f"  write {names} in katas/{verdict.slug}/{verdict.slug}.py",
        f"  read first: {command(f'lesson {verdict.slug}')}",
        f"  then: {command(f'check {verdict.slug}')}",
    ]
