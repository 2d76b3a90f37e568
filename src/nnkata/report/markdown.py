"""Lessons in the terminal, their formulas as text."""

from pathlib import Path

from rich.console import Console
from rich.markdown import Markdown

from nnkata.files import text_lines
from nnkata.report.formulas import readable


def print_markdown(file: Path) -> None:
    """Print a Markdown file: formatted on a terminal, as it is written elsewhere."""
    text = readable("\n".join(text_lines(file)))
    console = Console()
    if console.is_terminal:
        console.print(Markdown(text, code_theme="ansi_dark"))
    else:
        print(text)
