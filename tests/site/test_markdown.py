"""Markdown as HTML: formulas, code, links, pictures and sections."""

import pytest

from nnkata.errors import ContentError
from nnkata.site.markdown import html_of, mathml, place_of, sections_of

PLACES = {
    "README.md": "index.html",
    "README.md#day-by-day": "manual.html",
    "katas/double/README.md": "double.html",
    "katas/double/picture.svg": "double-picture.svg",
}


def html(text, file="katas/double/README.md"):
    return html_of(text, file, PLACES)


@pytest.mark.parametrize(
    ("href", "file", "place"),
    [
        ("katas/double/README.md", "README.md", "double.html"),
        ("../../README.md#the-path", "katas/double/README.md", "index.html#the-path"),
        ("#day-by-day", "README.md", "manual.html#day-by-day"),
        ("#done-when", "katas/double/README.md", "double.html#done-when"),
        ("https://example.org/a", "README.md", "https://example.org/a"),
        ("examples/", "README.md", None),
    ],
)
def test_a_link_leads_to_the_page_of_its_file(href, file, place):
    assert place_of(href, file, PLACES) == place


def test_a_link_to_what_is_not_on_the_site_is_plain_text():
    text = html("See [the *path*](../../README.md) and [examples](../../examples/).")
    assert '<a href="index.html">the <em>path</em></a> and examples.' in text


def test_a_formula_becomes_mathml():
    text = html("It is $x_1 < 2$ here.\n\n$$y = \\frac{a}{b}$$\n")
    assert 'It is <span class="math inline"><math' in text
    assert "<msub><mi>x</mi><mn>1</mn></msub>" in text
    assert '<div class="math block">\n<math' in text
    assert "<mfrac>" in text


def test_formulas_side_by_side_are_formulas_of_their_own():
    assert mathml(r"a = 1, \qquad b = 2", block=True).count('display="block"') == 2


def test_a_dollar_in_code_is_no_formula():
    assert "<math" not in html("`$x$` and\n\n```\n$$y$$\n```\n")


@pytest.mark.parametrize("latex", [r"\nosuchthing{x}", r"\frac{a}"])
def test_a_formula_without_mathml_stops_the_build_and_is_named(latex):
    with pytest.raises(ContentError) as raised:
        html(f"Here: ${latex}$")
    assert "katas/double/README.md" in str(raised.value)
    assert latex in str(raised.value)


def test_a_picture_is_that_of_the_site_and_keeps_its_words():
    text = html("![A straight line.](picture.svg)")
    assert '<img src="double-picture.svg" alt="A straight line."' in text


def test_a_picture_that_is_not_there_stops_the_build():
    with pytest.raises(ContentError, match=r"shows gone\.svg, which is not"):
        html("![It is gone.](gone.svg)")


def test_code_is_highlighted_by_classes_alone():
    text = html("```python\nimport numpy as np  # 1 < 2\n```\n")
    assert '<span class="kn">import</span>' in text
    assert "1 &lt; 2" in text
    assert "style=" not in text


def test_a_table_scrolls_by_itself_and_has_no_inline_style():
    text = html("| a | b |\n|---|---:|\n| 1 | 2 |\n")
    assert 'class="wide" tabindex="0"' in text
    assert '<td class="number">2</td>' in text
    assert "style=" not in text


def test_a_document_is_divided_at_its_headings_but_not_in_code():
    text = "# T\n\nlead\n\n## One\n\n```\n## no heading\n```\n\n## Two\nend\n"
    sections = sections_of(text)
    assert [*sections] == ["", "One", "Two"]
    assert "".join(sections.values()) == text
    assert "## no heading" in sections["One"]
