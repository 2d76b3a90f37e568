"""The frame of lessons, their links, and every number of their worked examples.

A number is computed from the reference, put into the sentence, and looked for in the lesson.
"""

import re
import statistics
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from nnkata.content.catalog import find, read_path
from nnkata.content.workspace import find_workspace
from nnkata.subject.loader import Loader

ROOT = Path(__file__).resolve().parents[1]
HOUSE = find_workspace(ROOT)
PATH = read_path(HOUSE.katas)
PAGES = ("calculus", "glossary")
# Lessons in the frame; once it is all but hello, this list goes.
CONVERTED = ("neuron", "dense_layer")
HEADINGS = [
    "By hand",
    "The derivation",
    "Conventions",
    "The trap",
    "Try it",
    "Done when",
    "In practice",
    "Sources",
]
LINK = re.compile(r"(?<!!)\[[^]]+\]\(([^)#]+)[^)]*\)")
PICTURE = re.compile(r"!\[([^]]+)\]\(([^)]+)\)")
SVG = "{http://www.w3.org/2000/svg}"

each_converted = pytest.mark.parametrize("slug", CONVERTED)
every_text = pytest.mark.parametrize(
    "file",
    [
        *(kata.lesson for kata in PATH),
        *(HOUSE.katas / f"{page}.md" for page in PAGES),
    ],
    ids=[*(kata.slug for kata in PATH), *PAGES],
)


def lesson(slug):
    return find(PATH, slug).lesson.read_text(encoding="utf-8")


def reference(slug):
    return Loader(find(PATH, slug), HOUSE, "reference").module()


def number(value):
    """A number as lessons write it, with a real minus sign."""
    return f"{value:.4g}".replace("-", "−")


def vector(values):
    return f"({', '.join(map(number, values))})"


def matrix(values):
    return f"[{', '.join(f'[{vector(row)[1:-1]}]' for row in values)}]"


# What is not read as sentences: code, formulas, pictures, headings, tables, addresses.
NO_PROSE = re.compile(
    r"^```.*?^```|\$\$.+?\$\$|!\[[^]]+\]\([^)]+\)|^(?:#|\||\*[^*])[^\n]*|<http\S+>",
    re.MULTILINE | re.DOTALL,
)


def prose(text):
    """The sentences of a lesson; a formula in one counts as a word."""
    return re.sub(
        r"\$[^$]+\$", "x", re.sub(r"\]\([^)]+\)", "]", NO_PROSE.sub("", text))
    )


def sentences(text):
    """The sentences of prose; a point of a list ends one."""
    text = re.sub(r"\n(?:- |\d\. |\n)", "\n. ", text)
    parts = re.split(r"[.!?](?=[\s*]|$)", text)
    return [words for part in parts if (words := re.findall(r"[^\W\d_]\w*", part))]


def part(text, heading):
    """What stands below a heading."""
    return text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def drawn(slug):
    """The texts in the picture of a kata."""
    root = ElementTree.parse(HOUSE.katas / slug / "picture.svg")
    return ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]


def says(text, *statements):
    """Assert that a lesson says each of these, wherever its lines end."""
    flat = " ".join(re.sub(r"[*`]", "", text).split())
    assert [each for each in statements if each not in flat] == []


# -- the frame --------------------------------------------------------------------------


@each_converted
def test_a_lesson_has_the_parts_of_the_frame(slug):
    assert re.findall(r"^## (.*)$", lesson(slug), re.MULTILINE) == HEADINGS


@each_converted
def test_a_lesson_opens_with_why_one_wants_it(slug):
    assert len(prose(lesson(slug).partition("\n## ")[0]).split()) >= 60


@each_converted
def test_a_lesson_takes_ten_minutes(slug):
    assert 600 <= sum(map(len, sentences(prose(lesson(slug))))) <= 1200


@every_text
def test_a_lesson_is_at_most_a_page(file):
    text = prose(file.read_text(encoding="utf-8"))
    assert sum(map(len, sentences(text))) <= 1200


@each_converted
def test_half_of_the_sentences_have_at_most_eighteen_words(slug):
    assert statistics.median(map(len, sentences(prose(lesson(slug))))) <= 18


@each_converted
def test_a_lesson_has_a_picture(slug):
    assert PICTURE.search(lesson(slug))


@each_converted
def test_a_picture_is_legible_on_a_phone(slug):
    """360 points wide, and no type below 12: a point is about a pixel there."""
    for _, name in PICTURE.findall(lesson(slug)):
        svg = (HOUSE.katas / slug / name).read_text(encoding="utf-8")
        assert re.search(r'<svg [^>]*width="360pt"', svg)
        assert min(map(float, re.findall(r"font-size: ([\d.]+)px", svg))) >= 12


@each_converted
def test_conventions_are_a_list_that_ends_with_the_tolerance(slug):
    points = re.findall(r"^- .*", part(lesson(slug), "Conventions"), re.MULTILINE)
    assert len(points) >= 3
    assert points[-1].startswith("- Tolerance: ")


@each_converted
def test_there_are_two_or_three_things_to_try(slug):
    text = part(lesson(slug), "Try it")
    assert "```" in text or "nnkata train" in text
    assert 2 <= len(re.findall(r"^- ", text, re.MULTILINE)) <= 3


@each_converted
def test_practice_names_both_large_libraries(slug):
    says(part(lesson(slug), "In practice"), "PyTorch", "Keras")


@each_converted
def test_each_source_has_an_address(slug):
    points = re.split(r"^- ", part(lesson(slug), "Sources"), flags=re.MULTILINE)[1:]
    assert len(points) >= 3
    assert [point for point in points if not re.search(r"<https?://\S+>", point)] == []


@each_converted
def test_a_lesson_leads_to_other_katas_and_to_the_pages(slug):
    links = LINK.findall(lesson(slug))
    assert any(link.endswith("README.md") for link in links)
    assert {f"../{page}.md" for page in PAGES} <= {*links}


@every_text
def test_links_and_pictures_lead_to_files(file):
    text = file.read_text(encoding="utf-8")
    inside = [link for link in LINK.findall(text) if not link.startswith("http")]
    shown = [picture for _, picture in PICTURE.findall(text)]
    missing = [to for to in inside + shown if not (file.parent / to).is_file()]
    assert missing == []


@every_text
def test_a_picture_says_inside_what_the_lesson_says_of_it(file):
    for words, name in PICTURE.findall(file.read_text(encoding="utf-8")):
        root = ElementTree.parse(file.parent / name).getroot()
        assert root.findtext(f"{SVG}title")
        assert root.findtext(f"{SVG}desc") == " ".join(words.split())


@pytest.mark.parametrize("page", PAGES)
def test_the_code_of_a_page_runs(page):
    text = (HOUSE.katas / f"{page}.md").read_text(encoding="utf-8")
    for block in re.findall(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        exec(compile(block, page, "exec"), {})


# -- the numbers ------------------------------------------------------------------------


def test_the_numbers_of_calculus():
    text = (HOUSE.katas / "calculus.md").read_text(encoding="utf-8")
    says(
        text,
        f"2.99² = {2.99**2:.4f}",
        f"(3.03 − 6)² = {(3 * 1.01 - 6) ** 2:.4f}, which is {9 - (3.03 - 6) ** 2:.4f} less",
        f"{number(3 * 1 * 2 * (3 * 1 - 6))} times the nudge",
        f"{number((4**2 - 2**2) / 2)} · 0.01 = {6 * 0.01:.2f}",
        f"All of them together, {vector((2 * 3 * 2, 3**2))}, are",
        f"slope 1 + 6 = {number(((3.01 + 3.01**2) - (2.99 + 2.99**2)) / 0.02)}.",
    )


def test_the_numbers_of_neuron():
    kata, text = reference("neuron"), lesson("neuron")
    x, w, b, y = np.array([2, 1]), np.array([3, -4]), 1, 1
    (z, a), (dw, db) = kata.forward(x, w, b), kata.backward(x, w, b, y)
    shown = [*x, *w, *dw, *w * x, b, db, z, db, a, 2 * (a - y), (a - y) ** 2, db, db]
    numbers = [each for each in drawn("neuron") if re.fullmatch("−?\\d+", each)]
    assert sorted(numbers) == sorted(map(number, shown))
    rain, silent = kata.forward(np.array([0, 1]), w, b)
    new_w, new_b = kata.step(w, b, dw, db, 0.05)
    new_z, new_a = kata.forward(x, new_w, new_b)
    days = kata.grads(np.array([[2, 1], [0, 1]]), np.array([1, 2]), w, b)
    says(
        text,
        f"x = {vector(x)}. The weights are w = {vector(w)}",
        f"z = 3 · 2 + (−4) · 1 + 1 = {number(z)}",
        f"a = max(0, 3) = {number(a)}",
        f"(3 − 1)² = {number((a - y) ** 2)}",
        f"x = (0, 1), z is {number(rain)}. Then a is {number(silent)}",
        f"grows 2 (a − y) = {number(2 * (a - y))} times",
        f"db = {number(db)}",
        f"dw = (4 · 2, 4 · 1) = {vector(dw)}",
        f"(3 − 0.05 · 8, −4 − 0.05 · 4) = {vector(new_w)}, and b becomes {number(new_b)}.",
        f"Now z is {number(new_z)} and the cost is {number((new_a - y) ** 2)}",
        f"gives dw = {vector(days[0])} and db = {number(days[1])}",
    )


@pytest.mark.parametrize(
    "lr, outputs", [(0.05, [1.8, 1.32]), (0.1, [0.6, 1.08]), (0.2, [0, 0])]
)
def test_the_experiments_of_neuron(lr, outputs):
    kata, x = reference("neuron"), np.array([2, 1])
    w, b, found = np.array([3.0, -4.0]), 1.0, []
    for _ in range(2):
        w, b = kata.step(w, b, *kata.backward(x, w, b, 1), lr)
        found.append(kata.forward(x, w, b))
    np.testing.assert_allclose([a for _, a in found], outputs)
    if lr == 0.2:
        says(
            lesson("neuron"),
            f"the first step goes so far that z is {number(found[0][0])}",
        )
    if lr == 0.05:
        ratio = (outputs[1] - 1) / (outputs[0] - 1)
        says(lesson("neuron"), f"Each error is {number(ratio)} of the one before")


def test_the_numbers_of_dense_layer():
    kata, text = reference("dense_layer"), lesson("dense_layer")
    X = np.array([[1, 2, 3], [0, -1, 1]])
    W, b = np.array([[1, 0], [-1, 2], [2, 1]]), np.array([1, -2])
    dZ, Z = np.array([[1, -1], [3, 2]]), kata.dense_forward(X, W, b)
    dW, db, dX = kata.dense_backward(dZ, X, W)
    shown = [
        X,
        W,
        b,
        Z,
        X[0],
        W,
        Z[0],
    ]  # as matrices, and the first example as a network
    numbers = [each for each in drawn("dense_layer") if re.fullmatch("−?\\d+", each)]
    assert sorted(numbers) == sorted(number(v) for part in shown for v in part.flat)
    says(
        text,
        f"1 · 1 + 2 · (−1) + 3 · 2 + 1 = {number(Z[0, 0])}, which is Z[0, 0]",
        f"1 · 0 + 2 · 2 + 3 · 1 − 2 = {number(Z[0, 1])}, which is Z[0, 1]",
        f"gives {number(Z[1, 0])} and {number(Z[1, 1])} in the same way",
        *(
            f"| example {i + 1} | {number(row[0])} | {number(row[1])} |"
            for i, row in enumerate(dZ)
        ),
        f"2 · 1 + (−1) · 3 = {number(dW[1, 0])} times as much. That is dW[1, 0]",
        f"dW = {matrix(dW)}",
        f"db = [{vector(db)[1:-1]}]",
        f"dX = {matrix(dX)}",
        f"1 · (−1) + (−1) · 2 = {number(dX[0, 1])}",
        f"W[2, 0] goes from 2 to {number(kata.dense_step(dZ, X, W, b, 0.1)[0][2, 0])}.",
    )
    assert (b - 0.1 * dZ).shape == (2, 2)


def test_the_sizes_in_dense_layer():
    blocks, width = 12, 768
    weights = blocks * 12 * width**2
    rest = (50257 + 1024) * width + blocks * 13 * width + 2 * width
    why = (HOUSE.solutions / "dense_layer" / "why.md").read_text(encoding="utf-8")
    loops = re.search(r"^\| `loops`.*\| ([\d,]+) \|$", why, re.MULTILINE)
    assert int(loops[1].replace(",", "")) > 1000
    says(
        lesson("dense_layer"),
        f"that is {64 * 784 * 128 / 1e6:.1f} million products",
        f"{weights / 1e6:.0f} million of its {(weights + rest) / 1e6:.0f} million parameters",
    )


def test_measured_slopes_of_a_layer_are_its_gradient():
    """What the lesson on the dense layer proposes to try."""
    rng = np.random.default_rng(0)
    X, V, dZ = (rng.normal(size=s) for s in [(5, 4), (4, 3), (5, 3)])
    layer = reference("dense_layer")
    measured = reference("gradient_check").numerical_gradient(
        lambda V: np.sum(layer.dense_forward(X, V, np.zeros(3)) * dZ), V
    )
    np.testing.assert_allclose(measured, layer.dense_backward(dZ, X, V)[0], rtol=1e-7)
