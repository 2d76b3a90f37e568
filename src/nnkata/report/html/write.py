"""The page itself, from its template: every text is escaped, nothing is fetched or run."""

from pathlib import Path
from typing import Any

from nnkata.report.html.content import Content


def page(content: Content) -> str:
    """The report as HTML.

    What a learner wrote and what files are called goes through the template's
    escaping; a policy in the page forbids scripts and addresses all the same.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["drawing"] = _drawing
    style = (Path(__file__).parent / "style.css").read_text(encoding="utf-8")
    template = environment.get_template("report.html")
    return template.render(report=content, style=_drawing(style))


def _drawing(text: str) -> Any:
    """A text that is ours and no learner's: an SVG of our plots, or the style."""
    from markupsafe import Markup

    return Markup(text)
