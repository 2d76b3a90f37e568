"""Hints: which steps of each function a learner has seen, and the next one."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from nnkata.content.catalog import Kata
from nnkata.content.schema import read_toml
from nnkata.content.workspace import Workspace
from nnkata.errors import WorkspaceError
from nnkata.files import digest_of, set_aside, write_text


class Seen(NamedTuple):
    """How many steps were seen, and the digest of the learner's file at the last one."""

    steps: int = 0
    attempt: str = ""


class Hints(NamedTuple):
    """The steps of a function that are open, as lines, and the number of the next one."""

    lines: list[str]
    following: int  # 0 after the last step


def next_hint(
    workspace: Workspace, kata: Kata, function: str, more: bool = False
) -> Hints:
    """Return the hints of a function seen so far and, after an attempt, one more.

    An attempt is a change of the learner's file since the last step; `more` opens the
    next step without one. What is seen is recorded.
    """
    steps = read_toml(kata.hints)[function]["steps"]
    record, key = _read(workspace), f"{kata.slug}.{function}"
    seen, attempt = record.get(key, Seen()), digest_of(kata.stub)
    opens = more or not seen.steps or attempt != seen.attempt
    count = min(seen.steps + opens, len(steps))
    try:
        _write(workspace, {**record, key: Seen(count, attempt)})
    except WorkspaceError as error:  # the hint helps all the same
        workspace.warn(f"The hint is not recorded: {error}")
    open_steps = enumerate(steps[:count], start=1)
    lines = [f"{function}, hint {n} of {len(steps)}: {step}" for n, step in open_steps]
    return Hints(lines, count + 1 if count < len(steps) else 0)


def read_hints(workspace: Workspace) -> dict[str, int]:
    """Return the number of hints seen by function, such as {"neuron.predict": 2}.

    A damaged record is set aside.
    """
    return {key: seen.steps for key, seen in _read(workspace).items()}


def write_hints(workspace: Workspace, counts: Mapping[str, int]) -> None:
    """Record the number of hints seen by function; the next of each is open."""
    _write(workspace, {key: Seen(count) for key, count in counts.items()})


def _read(workspace: Workspace) -> dict[str, Seen]:
    file = hints_file(workspace)
    try:
        record = json.loads(file.read_text(encoding="utf-8-sig"))
        return {str(key): _seen(entry) for key, entry in record.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        renamed = set_aside(file)
        note = f" It is kept as {renamed.name}." if renamed else ""
        workspace.warn(f"{file} is damaged or cannot be read.{note} Hints begin again.")
        return {}


def _seen(entry: int | list[int | str]) -> Seen:
    """Return an entry of the record; earlier versions wrote the count alone."""
    count, attempt = entry if isinstance(entry, list) else (entry, "")
    return Seen(int(count), str(attempt))


def _write(workspace: Workspace, record: Mapping[str, Seen]) -> None:
    text = json.dumps(record, indent=2, sort_keys=True) + "\n"
    write_text(hints_file(workspace), text)


def hints_file(workspace: Workspace) -> Path:
    """Return the file that records the hints seen."""
    return workspace.state / "hints.json"
