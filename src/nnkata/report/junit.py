"""Verdicts as JUnit XML."""

import xml.etree.ElementTree as ET

from nnkata.judging.verdict import Outcome, PathVerdict
from nnkata.report.text import _junit_case


def junit(path: PathVerdict) -> str:
    """The verdicts in the XML that build servers read."""
    suites = ET.Element("testsuites", name="nnkata")
    for kata in path.katas:
        failures = [
            t for t in kata.counting if not t.passed and t.outcome is not Outcome.ERROR
        ]
        not_asked = [test for test in failures if test not in kata.asked]
        suite = ET.SubElement(
            suites,
            "testsuite",
            name=kata.slug,
            tests=str(len(kata.counting)),
            failures=str(len(failures) - len(not_asked)),
            errors=str(len(kata.errors)),
            skipped=str(len(not_asked)),
            time=f"{kata.seconds:.3f}",
        )
        for test in kata.counting:
            _junit_case(suite, kata, test)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(
        suites, encoding="unicode"
    )
