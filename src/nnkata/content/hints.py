"""Hints: which steps of each function a learner has seen, and the next one."""

import json
from collections.abc import Callable
from pathlib import Path

from nnkata.content.catalog import Kata
from nnkata.content.schema import read_toml
from nnkata.content.workspace import Workspace, command
from nnkata.errors import WorkspaceError
from nnkata.files import set_aside, write_text


def climb(workspace: Workspace, kata: Kata, function: str) -> list[str]:
    """The next step for a function below those seen already; it is remembered."""
    steps = read_toml(kata.hints)[function]["steps"]
    file = hints_file(workspace)
    seen = hints_seen(file, workspace.warn)
    key = f"{kata.slug}.{function}"
    reached = min(seen.get(key, 0) + 1, len(steps))
    lines = [
        f"{function}, hint {number} of {len(steps)}: {step}"
        for number, step in enumerate(steps[:reached], start=1)
    ]
    if reached < len(steps):
        lines.append(f"One more: {command(f'hint {kata.slug} {function}')}")
    try:
        keep_hints(file, {**seen, key: reached})
    except WorkspaceError as error:  # the hint helps all the same
        workspace.warn(f"The hint is not recorded: {error}")
    return lines


def keep_hints(file: Path, seen: dict[str, int]) -> None:
    """How many hints of each function have been seen."""
    write_text(file, hints_text(seen))


def hints_text(seen: dict[str, int]) -> str:
    return json.dumps(seen, indent=2, sort_keys=True) + "\n"


def hints_seen(file: Path, warn: Callable[[str], None]) -> dict[str, int]:
    """How many hints of each function have been seen; a damaged record is set aside."""
    try:
        seen = json.loads(file.read_text(encoding="utf-8-sig"))
        return {str(key): int(reached) for key, reached in seen.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        kept = set_aside(file)
        told = f" It is kept as {kept.name}." if kept else ""
        warn(f"{file} is damaged or cannot be read.{told} Hints begin again.")
        return {}


def hints_file(workspace: Workspace) -> Path:
    return workspace.state / "hints.json"
