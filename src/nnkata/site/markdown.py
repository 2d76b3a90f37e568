"""Markdown as HTML: formulas as MathML, code highlighted, links that hold on the site."""

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from nnkata.errors import ContentError

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# Files of the repository, and where they stand on the site. A heading that stands on
# another page than the rest of its file has a key of its own: "README.md#the-path".
Places = Mapping[str, str]

ROWS = re.compile(r"\\qquad|\\\\")  # between formulas that stand side by side
# latex2mathml keeps \Big as a letter before these two; they grow without it.
GROWING = re.compile(r"\\[Bb]ig(?=\\[lr](floor|Vert))")
# Elements of MathML that need so many parts. A part that is missing leaves no other trace.
PARTS = {"mfrac": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2, "msubsup": 3}
HEADING = 2  # the level of headings at which a document is divided


def html_of(text: str, file: str, places: Places) -> str:
    """Return a document as HTML.

    Parameters
    ----------
    text : str
        Markdown as GitHub renders it, with formulas in dollars.
    file : str
        Where it stands in the repository: its links start there.
    places : mapping of str to str
        Where links to files of the repository lead. One that is not on the site becomes
        plain text.

    Raises
    ------
    ContentError
        If a formula cannot be written as MathML, or a picture is not on the site.
    """
    parser = _parser(file)
    tokens = parser.parse(text)
    for token in _flat(tokens):
        if token.type == "image":
            token.attrs["src"] = _picture(str(token.attrs["src"]), file, places)
        if token.attrs.pop("style", "") == "text-align:right":
            token.attrs["class"] = "number"  # the site's policy forbids inline styles
    _resolve(tokens, lambda href: place_of(href, file, places))
    rendered: str = parser.renderer.render(tokens, parser.options, {})
    # A wide table scrolls by itself; the keyboard must reach it.
    wide = '<div class="wide" tabindex="0" role="region" aria-label="table"><table>'
    return rendered.replace("<table>", wide).replace("</table>", "</table></div>")


def sections_of(text: str) -> dict[str, str]:
    """Return the parts of a document by their headings; "" is what stands before them."""
    lines = text.splitlines(keepends=True)
    tokens = _parser("").parse(text)
    starts = {"": 0}
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open" and opening.tag == f"h{HEADING}":
            assert opening.map
            starts[inline.content] = opening.map[0]
    ends = [*list(starts.values())[1:], len(lines)]
    return {
        title: "".join(lines[start:end])
        for (title, start), end in zip(starts.items(), ends, strict=True)
    }


def place_of(href: str, file: str, places: Places) -> str | None:
    """Return where a link leads on the site; None if there is no such page."""
    if "://" in href:
        return href
    path, _, anchor = href.partition("#")
    folder = posixpath.dirname(file)
    target = posixpath.normpath(posixpath.join(folder, path)) if path else file
    place = places.get(f"{target}#{anchor}") or places.get(target)
    return f"{place}#{anchor}" if place and anchor else place


def mathml(latex: str, *, block: bool) -> str:
    """Return a formula as MathML: several, where several stand side by side."""
    from latex2mathml.converter import convert

    display = "block" if block else "inline"
    parts = [part.strip(" ,\n") for part in (ROWS.split(latex) if block else [latex])]
    formulas = [convert(GROWING.sub("", part), display=display) for part in parts]
    if not all(map(_is_whole, formulas)):
        raise ContentError(f"There is no MathML for the formula {latex.strip()}")
    return "".join(formulas)


def _is_whole(formula: str) -> bool:
    """Return whether nothing of a formula was left as LaTeX, and nothing is missing."""
    elements = ElementTree.fromstring(formula).iter()
    names = ((element.tag.rpartition("}")[2], len(element)) for element in elements)
    return "\\" not in formula and all(n == PARTS.get(name, n) for name, n in names)


def highlighted(code: str, language: str, attributes: str = "") -> str:
    """Return code as HTML, with a class for each kind of word."""
    from pygments import highlight
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import get_lexer_by_name

    lexer = get_lexer_by_name(language or "text")
    formatted: str = highlight(code, lexer, HtmlFormatter(nowrap=True))
    # markdown-it leaves a block alone that begins with <pre.
    return f'<pre tabindex="0"><code>{formatted}</code></pre>\n'


def _parser(file: str) -> "MarkdownIt":
    from markdown_it import MarkdownIt
    from mdit_py_plugins.anchors import anchors_plugin
    from mdit_py_plugins.dollarmath import dollarmath_plugin

    def formula(latex: str, options: Mapping[str, Any]) -> str:
        try:
            return mathml(latex, block=options["display_mode"])
        except Exception as error:
            raise ContentError(f"{file}: {error}") from error

    parser = MarkdownIt("commonmark", {"highlight": highlighted}).enable("table")
    parser.use(anchors_plugin, max_level=3)
    parser.use(dollarmath_plugin, renderer=formula, double_inline=True)
    return parser


def _flat(tokens: "list[Token]") -> "Iterator[Token]":
    for token in tokens:
        yield token
        yield from _flat(token.children or [])


def _resolve(tokens: "list[Token]", place: Callable[[str], str | None]) -> None:
    """Let links lead to pages of the site, and hide those that would lead nowhere."""
    opened: list[Token] = []
    for token in _flat(tokens):
        if token.type == "link_open":
            opened.append(token)
            href = place(str(token.attrs["href"]))
            token.hidden = href is None
            token.attrs["href"] = href or ""
        elif token.type == "link_close":
            token.hidden = opened.pop().hidden


def _picture(source: str, file: str, places: Places) -> str:
    place = place_of(source, file, places)
    if place is None:
        raise ContentError(f"{file} shows {source}, which is not a file of the site.")
    return place
