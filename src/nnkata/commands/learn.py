"""Help on the way: lesson, hints, and the reference once it is deserved."""

import ast
import difflib
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from nnkata.content.catalog import Kata, read_toml
from nnkata.content.hints import climb
from nnkata.content.workspace import Workspace, command, current_workspace
from nnkata.errors import NnkataError, did_you_mean


def lesson(args: Namespace) -> None:
    """The lesson in the terminal, its formulas as text."""
    _show_markdown(current_workspace().kata(args.kata).lesson)


def hint(args: Namespace) -> None:
    """One more step for a function; steps seen already are shown with it."""
    workspace = current_workspace()
    kata = workspace.kata(args.kata)
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
    print("\n".join(climb(workspace, kata, function)))


def diff(args: Namespace) -> None:
    """From the learner's answer to the reference."""
    workspace = current_workspace()
    kata = workspace.kata(args.kata)
    _deserve(workspace, kata, args.yes, "the reference")
    mine, reference = kata.stub, workspace.reference(kata.slug)
    lines = difflib.unified_diff(
        _lines(mine), _lines(reference), "yours", "reference", lineterm=""
    )
    print("\n".join(lines) or "Your answer is the reference, to the letter.")


def why(args: Namespace) -> None:
    """Choices, other good answers and their costs."""
    workspace = current_workspace()
    kata = workspace.kata(args.kata)
    _deserve(workspace, kata, args.yes, "the reasons")
    _show_markdown(workspace.solutions / kata.slug / "why.md")


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


def _deserve(workspace: Workspace, kata: Kata, yes: bool, what: str) -> None:
    """After passing, or on confirmation."""
    if yes or workspace.progress.is_done(kata):
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

    from nnkata.report.formulas import readable

    text = readable("\n".join(_lines(file)))
    console: Any = Console()
    if console.is_terminal:
        console.print(Markdown(text, code_theme="ansi_dark"))
    else:
        console.print(text, markup=False, highlight=False, soft_wrap=True)
