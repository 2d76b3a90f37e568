"""Verdicts as text and as JUnit XML. JSON is the verdict's own form, in `verdict`."""

import xml.etree.ElementTree as ET
from collections.abc import Mapping
from typing import TYPE_CHECKING

from nnkata.content.workspace import command
from nnkata.judging.verdict import KataVerdict, Outcome, TestVerdict
from nnkata.report.curves import band_line, sparkline

if TYPE_CHECKING:
    from nnkata.training.calibration import Calibration


PRINTED, WIDTH = 8, 74  # lines of what was printed, and columns
Honest = Mapping[str, "Calibration"]  # what honest runs did, by the name of the goal


def kata_lines(
    verdict: KataVerdict, full: bool = False, honest: Honest | None = None
) -> list[str]:
    """One kata: how many tests pass, the first failure's card, the next step."""
    counting = verdict.counting
    if verdict.not_run:
        return [f"{verdict.slug}   {verdict.not_run}"]
    passed = sum(test.passed for test in counting)
    remembered = "   (remembered)" if verdict.remembered else ""
    lines = [f"{verdict.slug}   {passed} of {verdict.total}{remembered}"]
    if verdict.borrowed:
        lines.append(f"  borrowed from the reference: {', '.join(verdict.borrowed)}")
    if verdict.unwritten:
        return lines + _unwritten(verdict)
    lines += [f"  {line}" for line in told_lines(verdict, full, honest)]
    lines += [f"  {line}" for test in verdict.tests for line in test.told]
    failures = sum(test.ran and not test.passed for test in counting)
    more = command(f"check {verdict.slug} --full")
    if failures > 1 and not full:
        lines.append(f"  {failures - 1} more: {more}")
    lines += [f"  {line}" for line in not_run_lines(verdict)]
    if failures > len(verdict.errors):
        lines.append(f"  Next: {command(f'hint {verdict.slug}')}")
    return lines


def told_lines(
    verdict: KataVerdict, full: bool = False, honest: Honest | None = None
) -> list[str]:
    """The cards of the failures, or of the most telling one, and the graded runs."""
    if verdict.not_run:
        return [verdict.not_run]
    failures = [test for test in verdict.counting if test.ran and not test.passed]
    most = None if full else PRINTED
    lines = _printed_on_import(verdict, most) if failures else []
    for test in failures if full else _most_telling(failures):
        lines.append(f"{'!' if test.outcome is Outcome.ERROR else 'x'} {test.sentence}")
        lines += [f"    {line}" for line in test.card]
        shown = printed_lines(test.printed, most)
        lines += [f"    {line}" for line in shown]
    return lines + [line for test in verdict.tests for line in goal_lines(test, honest)]


def not_run_lines(verdict: KataVerdict) -> list[str]:
    """How many tests did not run, and why: without them, a kata is not passed."""
    reasons: dict[str, int] = {}
    for test in verdict.counting:
        if not test.ran:
            why = " ".join(test.card).removeprefix("not run: ")
            reasons[why] = reasons.get(why, 0) + 1
    return [f"{count} not run: {why}" for why, count in reasons.items()]


def printed_lines(text: str, most: int | None = PRINTED) -> list[str]:
    """What the learner's code printed, as the last rows of a card."""
    rows = _folded(text, most)
    labels = ["printed", *[""] * len(rows)]
    return [f"{label:<9}{row}" for label, row in zip(labels, rows, strict=False)]


def _printed_on_import(verdict: KataVerdict, most: int | None) -> list[str]:
    rows = _folded(verdict.printed_on_import, most)
    title = f"{verdict.slug}.py printed when it was imported:"
    return [title, *(f"    {row}" for row in rows)] if rows else []


def _folded(text: str, most: int | None) -> list[str]:
    """The first lines of a text, and how many more there are."""
    lines = text.splitlines()
    more = len(lines) - len(lines[:most])
    shown = [_cut(line) for line in lines[:most]]
    return [*shown, f"... {more} more line{'s' * (more > 1)}"] if more else shown


def _cut(line: str) -> str:
    return line if len(line) <= WIDTH else f"{line[: WIDTH - 4]} ..."


def _most_telling(failures: list[TestVerdict]) -> list[TestVerdict]:
    """The first failure that names a mistake, else the first."""
    named = [test for test in failures if test.mistake]
    return (named or failures)[:1]


def goal_lines(test: TestVerdict, honest: Honest | None = None) -> list[str]:
    """A graded run: what was reached, the curve of its cost, and that of honest runs."""
    if test.goal is None:
        return []
    if not test.ran:
        return [f"- {test.goal}: not run: {' '.join(test.card)}"] * (not test.required)
    if not test.measured:
        return []
    shown = [
        f"{name.replace('_', ' ')} {value:.4g}" for name, value in test.measured.items()
    ]
    lines = [f"{'+' if test.passed else 'x'} {test.goal}: {', '.join(shown)}"]
    if test.losses:
        epochs = f"{len(test.losses)} epochs, logarithmic"
        lines.append(f"  cost {sparkline(test.losses)}  over {epochs}")
        cut_off = test.outcome is Outcome.TIMEOUT
        found = None if cut_off else (honest or {}).get(test.goal)
        lines += [f"  {band_line(test.losses, found)}"] if found else []
    return lines


def _junit_case(suite: ET.Element, kata: KataVerdict, test: TestVerdict) -> None:
    case = ET.SubElement(
        suite,
        "testcase",
        classname=kata.slug,
        name=test.name,
        time=f"{test.seconds:.3f}",
    )
    if not test.passed:
        tag = "failure" if test in kata.asked else "skipped"
        tag = "error" if test.outcome is Outcome.ERROR else tag
        message = test.card[0] if test.card else str(test.outcome)
        problem = ET.SubElement(case, tag, message=_printable(message))
        problem.text = _printable("\n".join(test.card))
    if test.printed:
        ET.SubElement(case, "system-out").text = _printable(test.printed)


def _printable(text: str) -> str:
    """Without the control characters that XML forbids."""
    return "".join(c for c in text if c in "\n\t" or c >= " ")


def _unwritten(verdict: KataVerdict) -> list[str]:
    names = ", ".join(verdict.to_write)
    return [
        f"  write {names} in katas/{verdict.slug}/{verdict.slug}.py",
        f"  read first: {command(f'lesson {verdict.slug}')}",
        f"  then: {command(f'check {verdict.slug}')}",
    ]
