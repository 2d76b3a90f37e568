"""Lessons in the terminal, their formulas as text."""

from pathlib import Path
from typing import Any

from nnkata.files import text_lines
from nnkata.report.formulas import readable


def show_markdown(file: Path) -> None:
    from rich.console import Console
    from rich.markdown import Markdown

    text = readable("\n".join(text_lines(file)))
    console: Any = Console()
    if console.is_terminal:
        console.print(Markdown(text, code_theme="ansi_dark"))
    else:
        console.print(text, markup=False, highlight=False, soft_wrap=True)
