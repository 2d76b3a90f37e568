"""Help on the way: lesson, hints, and the reference once it is deserved."""

import ast
import difflib
import json
import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nnkata.catalog import Kata, read_toml
from nnkata.errors import NnkataError, WorkspaceError, did_you_mean
from nnkata.files import set_aside, write_whole
from nnkata.here import Here, command, here


def lesson(args: Namespace) -> None:
    """The lesson in the terminal, its formulas as text."""
    _show_markdown(here().kata(args.kata).lesson)


def hint(args: Namespace) -> None:
    """One more step for a function; steps seen already are shown with it."""
    place = here()
    kata = place.kata(args.kata)
    hints = read_toml(kata.hints)
    if args.function is not None and args.function not in hints:
        raise NnkataError(
            f"{kata.slug} has no function '{args.function}'."
            f"{did_you_mean(args.function, hints)} It has: {', '.join(hints)}."
        )
    function = args.function or _first_unwritten(kata)
    if function not in hints:
        print(f"Which function of {kata.slug}?")
        for name in hints:
            print(f"  {command(f'hint {kata.slug} {name}')}")
        return
    print("\n".join(climb(place, kata, function)))


def diff(args: Namespace) -> None:
    """From the learner's answer to the reference."""
    place = here()
    kata = place.kata(args.kata)
    _deserve(place, kata, args.yes, "the reference")
    mine, reference = kata.stub, place.shelves.reference(kata.slug)
    lines = difflib.unified_diff(
        _lines(mine), _lines(reference), "yours", "reference", lineterm=""
    )
    print("\n".join(lines) or "Your answer is the reference, to the letter.")


def why(args: Namespace) -> None:
    """Choices, other good answers and their costs."""
    place = here()
    kata = place.kata(args.kata)
    _deserve(place, kata, args.yes, "the reasons")
    _show_markdown(place.shelves.solutions / kata.slug / "why.md")


def climb(place: Here, kata: Kata, function: str) -> list[str]:
    """The next step for a function below those seen already; it is remembered."""
    steps = read_toml(kata.hints)[function]["steps"]
    file = place.shelves.state / "hints.json"
    seen = hints_seen(file, place.warn)
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
        place.warn(f"The hint is not recorded: {error}")
    return lines


def keep_hints(file: Path, seen: dict[str, int]) -> None:
    """How many hints of each function have been seen."""
    write_whole(file, hints_text(seen))


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


def _first_unwritten(kata: Kata) -> str | None:
    """The first function whose body still says "write me"."""
    try:
        tree = ast.parse(kata.stub.read_text(encoding="utf-8-sig"))
    except (OSError, SyntaxError, ValueError):
        return None
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and ": write me" in ast.unparse(node):
            return node.name
    return None


def _deserve(place: Here, kata: Kata, yes: bool, what: str) -> None:
    """After passing, or on confirmation."""
    if yes or place.progress.is_done(kata):
        return
    told = f"You have not passed {kata.slug} yet, and this shows {what}."
    if not sys.stdin.isatty():
        raise NnkataError(f"{told} Add --yes to see it all the same.")
    if input(f"{told} Show it all the same? [y/N] ").strip().lower() not in (
        "y",
        "yes",
    ):
        raise NnkataError("Nothing was shown.")


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise NnkataError(f"{file} cannot be read: {error}.") from None


def _show_markdown(file: Path) -> None:
    from rich.console import Console
    from rich.markdown import Markdown

    from nnkata.formulas import readable

    text = readable("\n".join(_lines(file)))
    console: Any = Console()
    if console.is_terminal:
        console.print(Markdown(text, code_theme="ansi_dark"))
    else:
        console.print(text, markup=False, highlight=False, soft_wrap=True)
