"""The list of a spec's tests, and which of them pass for functions that do nothing.

A verdict is compared with this list. It is collected in a process that runs no subject,
stands beside the spec in `tests.json`, and is valid for that text of spec and facts
only: for any other text it is collected again, and stored in the workspace.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from nnkata.content.catalog import Kata
from nnkata.content.progress import spec_version
from nnkata.content.workspace import STATE
from nnkata.errors import NnkataError
from nnkata.files import write_text


@dataclass(frozen=True)
class SpecTest:
    """One test of a spec: its name, its goal if it is graded, and whether it is free.

    A free test is passed by functions that do nothing, and carries no points.
    """

    name: str
    goal: str | None = None
    free: bool = False


def known_tests(kata: Kata) -> tuple[SpecTest, ...]:
    """Return the tests of a kata's spec as it is now; () if they are not collected yet."""
    return listed_tests(kata) or _read(_stored_file(kata), kata)


def listed_tests(kata: Kata) -> tuple[SpecTest, ...]:
    """Return the tests listed beside the spec; () if the list is of another text."""
    return _read(list_file(kata), kata)


def store_tests(kata: Kata, tests: Sequence[SpecTest]) -> tuple[SpecTest, ...]:
    """Store collected tests in the workspace, if it can be written; return them."""
    with suppress(NnkataError):
        write_tests(_stored_file(kata), kata, tests)
    return tuple(tests)


def write_tests(file: Path, kata: Kata, tests: Sequence[SpecTest]) -> None:
    """Write a list of tests for the spec as it is now."""
    entries = [[test.name, test.goal, test.free] for test in tests]
    lines = ",\n  ".join(json.dumps(entry, ensure_ascii=False) for entry in entries)
    text = f'{{"spec": "{spec_version(kata)}", "tests": [\n  {lines}\n]}}\n'
    write_text(file, text)


def list_file(kata: Kata) -> Path:
    """Return the file beside the spec that lists its tests."""
    return kata.folder / "tests.json"


def _stored_file(kata: Kata) -> Path:
    return kata.folder.parent.parent / STATE / "specs" / f"{kata.slug}.json"


def _read(file: Path, kata: Kata) -> tuple[SpecTest, ...]:
    """Return the tests that a file lists for the spec as it is now, or ()."""
    goals = [None, *(goal.name for goal in kata.goals)]
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        if content["spec"] != spec_version(kata):
            return ()
        tests = [SpecTest(str(n), g, bool(f)) for n, g, f in content["tests"]]
    except (OSError, ValueError, KeyError, TypeError):
        return ()
    return tuple(tests) if all(test.goal in goals for test in tests) else ()
