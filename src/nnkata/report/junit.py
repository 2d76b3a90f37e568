"""Verdicts as JUnit XML, which build servers read."""

import xml.etree.ElementTree as ET

from nnkata.judging.verdict import KataVerdict, Outcome, PathVerdict, TestVerdict


def junit(path: PathVerdict) -> str:
    """Return the verdicts as JUnit XML: a suite for each kata, a case for each test."""
    suites = ET.Element("testsuites", name="nnkata")
    for kata in path.katas:
        tags = [_tag(kata, test) for test in kata.counting]
        suite = ET.SubElement(
            suites,
            "testsuite",
            name=kata.slug,
            tests=str(len(tags)),
            failures=str(tags.count("failure")),
            errors=str(tags.count("error")),
            skipped=str(tags.count("skipped")),
            time=f"{kata.seconds:.3f}",
        )
        for test, tag in zip(kata.counting, tags, strict=True):
            _add_case(suite, kata.slug, test, tag)
    text = ET.tostring(suites, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}'


def _tag(kata: KataVerdict, test: TestVerdict) -> str:
    """Return the element for a test that did not pass, "" for one that passed."""
    if test.passed:
        return ""
    if test.outcome is Outcome.ERROR:
        return "error"
    return "failure" if test in kata.asked else "skipped"


def _add_case(suite: ET.Element, slug: str, test: TestVerdict, tag: str) -> None:
    seconds = f"{test.seconds:.3f}"
    case = ET.SubElement(
        suite, "testcase", classname=slug, name=test.name, time=seconds
    )
    if tag:
        message = test.card[0] if test.card else str(test.outcome)
        problem = ET.SubElement(case, tag, message=_printable(message))
        problem.text = _printable("\n".join(test.card))
    if test.printed:
        ET.SubElement(case, "system-out").text = _printable(test.printed)


def _printable(text: str) -> str:
    """Return the text without the control characters that XML forbids."""
    return "".join(c for c in text if c in "\n\t" or c >= " ")
