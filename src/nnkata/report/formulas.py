r"""Formulas for the terminal: LaTeX in a lesson becomes text that reads as mathematics.

`$\frac{a + b}{m}$` becomes `(a + b) / m`; GitHub renders the same lesson as it stands.
"""

import re
from functools import cache
from typing import Any

# Code first: a dollar sign in a block or in backticks is no formula.
PIECE = re.compile(
    r"(?P<code>^```.*?^```|`[^`\n]+`)|\$\$(?P<shown>.+?)\$\$|\$(?P<inline>[^$\n]+)\$",
    re.DOTALL | re.MULTILINE,
)
PICTURE = re.compile(r"!\[([^]]+)\]\([^)]+\)")
SIMPLE = re.compile(r"[^\s/+-]+|\([^()]*\)|[^\s{}]+\{[^{}]*\}")
SPACED = re.compile(r"\\(?!(?:hat|overline|partial|Big|q?quad)\b)([A-Za-z]+)\s")


def readable(markdown: str) -> str:
    """A lesson that a terminal can show: short formulas as code, long ones apart.

    Of a picture stays the sentence that says what is to be seen.
    """
    return PIECE.sub(_replaced, PICTURE.sub(r"*Picture: \1*", markdown))


def plain(latex: str) -> str:
    """One formula as a line of text."""
    latex = latex.replace("'", "′").replace(r"\tfrac", r"\frac")
    # LaTeX swallows the space after a name: "log p" is not "logp".
    text: str = _converter().latex_to_text(SPACED.sub(r"\\\1{} ", latex))
    tight = re.sub(r"\s+([,.⌋)])", r"\1", " ".join(text.split()))
    return re.sub(r"([⌊(])\s+", r"\1", tight)


def _replaced(found: re.Match[str]) -> str:
    if found["code"]:
        return found["code"]
    if found["inline"]:
        return f"`{plain(found['inline'])}`"
    parts = re.split(r"\\qquad|\\\\", found["shown"])
    lines = "\n".join(plain(part).strip(" ,") for part in parts)
    return f"\n```text\n{lines}\n```\n"


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
    above, below = (_inner(part, l2tobj) for part in node.nodeargd.argnlist)
    if SIMPLE.fullmatch(above) and SIMPLE.fullmatch(below):
        return f"{above}/{below}"
    return f"{_grouped(above)} / {_grouped(below)}"


def _root(node: Any, l2tobj: Any) -> str:
    return f"√({_inner(node.nodeargd.argnlist[-1], l2tobj)})"


def _inner(node: Any, l2tobj: Any) -> str:
    """The text of an argument, without the braces around it."""
    nodes = node.nodelist if hasattr(node, "nodelist") else [node]
    return " ".join(l2tobj.nodelist_to_text(nodes).split())


def _grouped(text: str) -> str:
    """Parentheses around what a fraction's line held together."""
    return text if SIMPLE.fullmatch(text) else f"({text})"
