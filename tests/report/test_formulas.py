"""Formulas of lessons as text for a terminal."""

import re

import pytest

from nnkata.content.catalog import read_path
from nnkata.content.workspace import bundled
from nnkata.report.formulas import plain, readable

LESSONS = {kata.slug: kata.lesson for kata in read_path(bundled().katas)}


@pytest.mark.parametrize(
    "latex, text",
    [
        (r"\frac{1}{m}", "1/m"),
        (r"\frac{a + b}{m}", "(a + b) / m"),
        (r"\frac{1}{1 + e^{-z}}", "1 / (1 + e^{-z})"),
        (r"\frac1m \sum_i x_i", "1/m ∑_i x_i"),
        (r"\tfrac{1}{2} n", "1/2 n"),
        (r"\sqrt{s + \varepsilon}", "√(s + ε)"),
        (r"-\log p", "-log p"),
        (r"\frac{\partial L}{\partial w_{jk}}", "∂L/∂w_{jk}"),
        (r"w \leftarrow w - \eta g", "w ← w - η g"),
        (r"\Big\lfloor \frac{h - f}{s} \Big\rfloor + 1", "⌊(h - f) / s⌋ + 1"),
        ("f''(x)", "f′′(x)"),
        (r"\overline{d}", "mean(d)"),
    ],
)
def test_a_formula_reads_as_mathematics(latex, text):
    assert plain(latex) == text


def test_a_short_formula_stands_in_its_sentence():
    assert readable(r"the slope $\sigma'(z)$ is") == "the slope `σ′(z)` is"


def test_a_brace_below_a_formula_is_a_note():
    text = readable(
        r"$$y = \underbrace{2 (a - b)}_{\text{the square}} \cdot \frac{x}{3}$$"
    )
    assert text.split("\n")[2:4] == [
        "y = 2 (a - b) · x/3",
        "  where 2 (a - b) is the square",
    ]


def test_long_formulas_stand_apart_each_on_a_line():
    text = readable(r"so $$a = b, \qquad c = d$$ follows")
    assert "\n```text\na = b\nc = d\n```\n" in text


@pytest.mark.parametrize("code", ["`cost in $`", "```python\nprice = '$5 and $6'\n```"])
def test_code_is_left_alone(code):
    assert readable(code) == code


def test_of_a_picture_stays_what_is_to_be_seen():
    assert (
        readable("![A curve that falls.](picture.svg)")
        == "*Picture: A curve that falls.*"
    )


@pytest.mark.parametrize("slug", LESSONS)
def test_no_lesson_shows_latex_in_the_terminal(slug):
    text = readable(LESSONS[slug].read_text(encoding="utf-8"))
    prose = re.sub(r"```python.*?```|`[^`]*`", "", text, flags=re.S)  # no code
    assert re.findall(r"\\[A-Za-z]+|\$", prose) == []
