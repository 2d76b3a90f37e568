"""What a learner reads once a kata is passed: what was built, and what to do with it."""

import textwrap

from nnkata.content.catalog import Kata
from nnkata.content.docstrings import code_alone
from nnkata.content.python_files import read_source
from nnkata.content.workspace import command
from nnkata.judging.verdict import KataVerdict

WIDTH = 79


def built(kata: Kata, verdict: KataVerdict) -> str:
    """Return what was built, in one sentence with a number of the learner's own."""
    measured = {test.goal: test.measured for test in verdict.tests if test.goal}
    return kata.built.format(lines=_code_lines(kata), **measured)


def experiment(kata: Kata) -> str:
    """Return an experiment with what was built, commands as the learner types them."""
    return kata.experiment.format(nnkata=command("").strip())


def passed_lines(kata: Kata, verdict: KataVerdict) -> list[str]:
    """Return what was built, and the commands that compare, explain and try it."""
    texts = [
        ("Passed. ", built(kata, verdict)),
        ("  compare   ", command(f"diff {kata.slug}")),
        ("  why       ", command(f"why {kata.slug}")),
        ("  try this  ", experiment(kata)),
    ]
    return [line for head, text in texts if text for line in _wrapped(head, text)]


def _wrapped(head: str, text: str) -> list[str]:
    return textwrap.wrap(head + text, WIDTH, subsequent_indent=" " * len(head))


def _code_lines(kata: Kata) -> str:
    """Return how many lines the learner has written below the `def`s, as words."""
    lines = code_alone(read_source(kata.stub)).splitlines()
    count = sum(line.startswith(" ") for line in lines)
    return f"{count} line{'s' * (count != 1)} of your own"
