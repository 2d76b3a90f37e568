r"""Formulas for the terminal: LaTeX in a lesson becomes text that reads as mathematics.

`$\frac{a + b}{m}$` becomes `(a + b) / m`; GitHub renders the same lesson as it stands.
"""

import re
from functools import cache
from typing import Any

# Code first: a dollar sign in a block or in backticks is not a formula.
PIECE = re.compile(
    r"(?P<code>^```.*?^```|`[^`\n]+`)|\$\$(?P<block>.+?)\$\$|\$(?P<inline>[^$\n]+)\$",
    re.DOTALL | re.MULTILINE,
)
PICTURE = re.compile(r"!\[([^]]+)\]\([^)]+\)")
SIMPLE = re.compile(r"[^\s/+-]+|\([^()]*\)|[^\s{}]+\{[^{}]*\}")
# A part of a formula with a note below it or above it; braces may be nested twice.
BRACED = r"\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}"
NOTED = re.compile(rf"\\(?:under|over)brace{BRACED}[_^]{BRACED}")
SPACED = re.compile(r"\\(?!(?:hat|overline|partial|Big|q?quad)\b)([A-Za-z]+)\s")


def readable(markdown: str) -> str:
    """Return a lesson as a terminal can show it: its formulas as code.

    Long formulas get a block of their own; pictures are replaced by their description.
    """
    return PIECE.sub(_as_text, PICTURE.sub(r"*Picture: \1*", markdown))


def plain(latex: str) -> str:
    """Return one formula as a line of text."""
    latex = latex.replace("'", "′").replace(r"\tfrac", r"\frac")
    # LaTeX swallows the space after a name: "log p" is not "logp".
    text: str = _converter().latex_to_text(SPACED.sub(r"\\\1{} ", latex))
    tight = re.sub(r"\s+([,.⌋)])", r"\1", " ".join(text.split()))
    return re.sub(r"([⌊(])\s+", r"\1", tight)


def _as_text(match: re.Match[str]) -> str:
    if match["code"]:
        return match["code"]
    if match["inline"]:
        return f"`{plain(match['inline'])}`"
    parts = re.split(r"\\qquad|\\\\", NOTED.sub(r"\1", match["block"]))
    lines = [plain(part).strip(" ,") for part in parts]
    notes = NOTED.findall(match["block"])
    lines += [f"  where {plain(part)} is {plain(note)}" for part, note in notes]
    return "\n```text\n" + "\n".join(lines) + "\n```\n"


@cache
def _converter() -> Any:
    from pylatexenc import latex2text

    context = latex2text.get_default_latex_context_db()
    macros = [
        latex2text.MacroTextSpec("frac", simplify_repl=_fraction),
        latex2text.MacroTextSpec("sqrt", simplify_repl=_root),
        latex2text.MacroTextSpec("overline", "mean(%s)"),
    ]
    context.add_context_category("nnkata", macros=macros, prepend=True)
    return latex2text.LatexNodes2Text(
        latex_context=context, math_mode="text", keep_braced_groups=True
    )


def _fraction(node: Any, l2tobj: Any) -> str:
    parts = [_inner(part, l2tobj) for part in node.nodeargd.argnlist]
    grouped = [part if SIMPLE.fullmatch(part) else f"({part})" for part in parts]
    return ("/" if grouped == parts else " / ").join(grouped)


def _root(node: Any, l2tobj: Any) -> str:
    return f"√({_inner(node.nodeargd.argnlist[-1], l2tobj)})"


def _inner(node: Any, l2tobj: Any) -> str:
    """Return the text of an argument, without the braces around it."""
    nodes = node.nodelist if hasattr(node, "nodelist") else [node]
    return " ".join(l2tobj.nodelist_to_text(nodes).split())
