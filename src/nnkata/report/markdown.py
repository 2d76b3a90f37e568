"""Lessons in the terminal: formulas as text, commands as this learner types them."""

import re
from pathlib import Path

from rich.console import Console
from rich.markdown import Markdown
from rich.segment import Segment

from nnkata.content.workspace import command
from nnkata.files import text_lines
from nnkata.report.formulas import readable

# A command in a line of code, or between backticks.
COMMAND = re.compile(r"(`|^ *)nnkata (?=[a-z])", re.MULTILINE)


def markdown_lines(text: str, width: int) -> list[tuple[str, bool]]:
    """Return a Markdown text as lines of a screen, each with whether it is a heading."""
    console = Console(width=width, color_system=None)
    lines = console.render_lines(Markdown(_for_terminal(text)), pad=False)
    return [
        ("".join(p.text for p in line).rstrip(), _is_heading(line)) for line in lines
    ]


def _for_terminal(text: str) -> str:
    return COMMAND.sub(lambda found: found[1] + command(""), readable(text))


def _is_heading(line: list[Segment]) -> bool:
    """Return whether every word of a line is in bold, or underlined as headings are."""
    styles = [part.style for part in line if part.text.strip()]
    return bool(styles) and all(s and (s.bold or s.underline) for s in styles)


def print_markdown(file: Path) -> None:
    """Print a Markdown file: formatted on a terminal, as it is written elsewhere."""
    text = _for_terminal("\n".join(text_lines(file)))
    console = Console()
    if console.is_terminal:
        console.print(Markdown(text, code_theme="ansi_dark"))
    else:
        print(text)
