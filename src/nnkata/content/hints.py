"""Hints: which steps of each function a learner has seen, and the next one."""

import json
from pathlib import Path

from nnkata.content.catalog import Kata
from nnkata.content.schema import read_toml
from nnkata.content.workspace import Workspace, command
from nnkata.errors import WorkspaceError
from nnkata.files import set_aside, write_text


def next_hint(workspace: Workspace, kata: Kata, function: str) -> list[str]:
    """Return the hints of a function seen so far and one more, which is recorded."""
    steps = read_toml(kata.hints)[function]["steps"]
    counts = read_hints(workspace)
    key = f"{kata.slug}.{function}"
    count = min(counts.get(key, 0) + 1, len(steps))
    seen = enumerate(steps[:count], start=1)
    lines = [f"{function}, hint {n} of {len(steps)}: {step}" for n, step in seen]
    if count < len(steps):
        lines.append(f"One more: {command(f'hint {kata.slug} {function}')}")
    try:
        write_hints(workspace, {**counts, key: count})
    except WorkspaceError as error:  # the hint helps all the same
        workspace.warn(f"The hint is not recorded: {error}")
    return lines


def read_hints(workspace: Workspace) -> dict[str, int]:
    """Return the number of hints seen by function, such as {"neuron.predict": 2}.

    A damaged record is set aside.
    """
    file = hints_file(workspace)
    try:
        counts = json.loads(file.read_text(encoding="utf-8-sig"))
        return {str(key): int(count) for key, count in counts.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        renamed = set_aside(file)
        note = f" It is kept as {renamed.name}." if renamed else ""
        workspace.warn(f"{file} is damaged or cannot be read.{note} Hints begin again.")
        return {}


def write_hints(workspace: Workspace, counts: dict[str, int]) -> None:
    """Record the number of hints seen by function."""
    text = json.dumps(counts, indent=2, sort_keys=True) + "\n"
    write_text(hints_file(workspace), text)


def hints_file(workspace: Workspace) -> Path:
    """Return the file that records the hints seen."""
    return workspace.state / "hints.json"
