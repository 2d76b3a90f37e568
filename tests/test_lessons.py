"""The frame of lessons, their links, and the numbers of the pages beside them.

The numbers of a lesson have a file of their own, `lessons/test_<slug>.py`: a number is
computed from the reference, put into the sentence, and looked for in the lesson.
"""

import re
import statistics
from xml.etree import ElementTree

import pytest
from lesson_texts import HOUSE, PATH, ROOT, SVG, lesson, number, part, says, vector

PAGES = ("calculus", "glossary")
# `hello` shows how a kata goes: it has nothing to derive.
LESSONS = sorted({kata.slug for kata in PATH} - {"hello"})
TRAINING = [k.slug for k in PATH if "\ndef train(" in k.stub.read_text("utf-8")]
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

each_lesson = pytest.mark.parametrize("slug", LESSONS)
every_text = pytest.mark.parametrize(
    "file",
    [
        *(kata.lesson for kata in PATH),
        *(HOUSE.katas / f"{page}.md" for page in PAGES),
    ],
    ids=[*(kata.slug for kata in PATH), *PAGES],
)


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


# -- the frame --------------------------------------------------------------------------


@each_lesson
def test_the_numbers_of_a_lesson_are_computed(slug):
    assert (ROOT / "tests" / "lessons" / f"test_{slug}.py").is_file()


@each_lesson
def test_a_lesson_has_the_parts_of_the_frame(slug):
    assert re.findall(r"^## (.*)$", lesson(slug), re.MULTILINE) == HEADINGS


@each_lesson
def test_a_lesson_opens_with_why_one_wants_it(slug):
    assert len(prose(lesson(slug).partition("\n## ")[0]).split()) >= 60


@pytest.mark.parametrize("slug", TRAINING)
def test_a_lesson_of_another_training_says_what_is_new(slug):
    opening = prose(lesson(slug).partition("\n## ")[0])
    assert re.search(r"\b[Nn]ew\b", opening)


@each_lesson
def test_a_lesson_takes_ten_minutes(slug):
    assert 600 <= sum(map(len, sentences(prose(lesson(slug))))) <= 1200


@every_text
def test_a_lesson_is_at_most_a_page(file):
    text = prose(file.read_text(encoding="utf-8"))
    assert sum(map(len, sentences(text))) <= 1200


@each_lesson
def test_half_of_the_sentences_have_at_most_eighteen_words(slug):
    assert statistics.median(map(len, sentences(prose(lesson(slug))))) <= 18


@each_lesson
def test_a_lesson_has_a_picture(slug):
    assert PICTURE.search(lesson(slug))


@each_lesson
def test_a_picture_is_legible_on_a_phone(slug):
    """360 points wide, and no type below 12: a point is about a pixel there."""
    for _, name in PICTURE.findall(lesson(slug)):
        svg = (HOUSE.katas / slug / name).read_text(encoding="utf-8")
        assert re.search(r'<svg [^>]*width="360pt"', svg)
        assert min(map(float, re.findall(r"font-size: ([\d.]+)px", svg))) >= 12


@each_lesson
def test_conventions_are_a_list_that_ends_with_the_tolerance(slug):
    points = re.findall(r"^- .*", part(lesson(slug), "Conventions"), re.MULTILINE)
    assert len(points) >= 3
    assert points[-1].startswith("- Tolerance: ")


@each_lesson
def test_there_are_two_or_three_things_to_try(slug):
    text = part(lesson(slug), "Try it")
    assert "```" in text or "nnkata train" in text
    assert 2 <= len(re.findall(r"^- ", text, re.MULTILINE)) <= 3


@each_lesson
def test_practice_names_both_large_libraries(slug):
    says(part(lesson(slug), "In practice"), "PyTorch", "Keras")


@each_lesson
def test_no_wrapped_line_begins_a_list(slug):
    """A `+` or a `1.` in front of a line would be read as the mark of a point."""
    text = re.sub(r"^```.*?^```", "", lesson(slug), flags=re.MULTILINE | re.DOTALL)
    assert re.findall(r"^ *(?:\+|\*|\d+[.)]) .*", text, re.MULTILINE) == []


@each_lesson
def test_each_source_has_an_address(slug):
    points = re.split(r"^- ", part(lesson(slug), "Sources"), flags=re.MULTILINE)[1:]
    assert len(points) >= 3
    assert [point for point in points if not re.search(r"<https?://\S+>", point)] == []


@each_lesson
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


def test_the_numbers_of_calculus():
    text = (HOUSE.katas / "calculus.md").read_text(encoding="utf-8")
    says(
        text,
        f"2.99² = {2.99**2:.4f}",
        f"(3.03 − 6)² = {(3 * 1.01 - 6) ** 2:.4f}, which is {9 - (3.03 - 6) ** 2:.4f} less",
        f"{number(3 * 1 * 2 * (3 * 1 - 6))} times the nudge",
        f"{number((4**2 - 2**2) / 2)} · 0.01 = {6 * 0.01:.2f}",
        f"All of them together, {vector((2 * 3 * 2, 3**2))}, are",
        f"| {number((1 / 0.501 - 1 / 0.499) / 0.002)} at w = 0.5 |",
        f"slope 1 + 6 = {number(((3.01 + 3.01**2) - (2.99 + 2.99**2)) / 0.02)}.",
    )
