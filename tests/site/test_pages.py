"""The site of this clone: every page, its links, its formulas and what it may load."""

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from nnkata.content.workspace import find_workspace
from nnkata.errors import NnkataError
from nnkata.site.build import build_site

ROOT = Path(__file__).resolve().parents[2]
# Elements whose text is read by themselves, or that have none.
LOADING = {"img": "src", "script": "src", "link": "href"}


class Reader(HTMLParser):
    """What a page links to, what it loads, its ids, headings and characters in formulas."""

    def __init__(self, text):
        super().__init__()
        self.links, self.loads, self.ids = [], [], []
        self.inline, self.headings, self.unnamed = [], [], []
        self.formulas = ""
        self._in_math = False
        self.feed(text)

    def handle_starttag(self, tag, pairs):
        attributes = dict(pairs)
        self._in_math |= tag == "math"
        if tag == "a":
            self.links.append(attributes["href"])
        if tag in LOADING and LOADING[tag] in attributes:
            self.loads.append(attributes[LOADING[tag]])
        if tag == "img" and not attributes.get("alt"):
            self.unnamed.append(attributes)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        self.ids += [attributes["id"]] if "id" in attributes else []
        handlers = {name for name in attributes if name.startswith("on")}
        if "style" in attributes or handlers or tag == "style":
            self.inline.append(tag)
        if tag == "script" and "src" not in attributes:
            self.inline.append(tag)

    def handle_endtag(self, tag):
        self._in_math &= tag != "math"

    def handle_data(self, data):
        if self._in_math:
            self.formulas += data


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    out = tmp_path_factory.mktemp("site") / "out"
    build_site(find_workspace(ROOT), out, has_python=False)
    return out


@pytest.fixture(scope="module")
def pages(site):
    found = {f.name: Reader(f.read_text("utf-8")) for f in site.glob("*.html")}
    assert len(found) > len(find_workspace(ROOT).path)
    return found


def test_every_kata_has_a_page_and_the_path_leads_to_it(pages):
    for kata in find_workspace(ROOT).path:
        assert f"{kata.slug}.html" in pages["index.html"].links
        assert f"{kata.slug}.html" in pages


def test_every_link_leads_to_a_page_and_a_heading_that_is_there(pages):
    for name, page in pages.items():
        for link in page.links:
            if "://" not in link:
                file, _, anchor = link.partition("#")
                assert file in pages or not file, (name, link)
                assert not anchor or anchor in pages[file or name].ids, (name, link)


def test_every_page_loads_files_of_the_site_alone(site, pages):
    for name, page in pages.items():
        for file in page.loads:
            assert (site / file).is_file(), (name, file)
        assert page.inline == [], name


def test_the_style_loads_files_of_the_site_alone(site):
    style = (site / "style.css").read_text("utf-8")
    files = re.findall(r"url\(\"?([^\")]+)", style)
    assert files
    for file in files:
        assert (site / file).is_file(), file
    assert "@import" not in style


def test_every_page_forbids_what_it_does_not_need(site, pages):
    for name in pages:
        text = (site / name).read_text("utf-8")
        (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)', text)
        assert policy.startswith("default-src 'none';")
        assert "unsafe-inline" not in policy
        assert "http" not in policy


def test_headings_begin_at_one_and_leave_no_level_out(pages):
    for name, page in pages.items():
        assert page.headings[0] == 1, name
        assert page.headings.count(1) == 1, name
        assert all(b - a <= 1 for a, b in pairwise(page.headings)), name


def test_every_picture_is_told_in_words_and_no_id_is_there_twice(pages):
    for name, page in pages.items():
        assert page.unnamed == [], name
        assert len({*page.ids}) == len(page.ids), name


def test_the_font_of_formulas_has_every_character_they_use(site, pages):
    font = TTFont(site / "vendor" / "stix-two-math.woff")
    assert "MATH" in font
    used = {c for page in pages.values() for c in page.formulas if not c.isspace()}
    assert len(used) > 50
    assert used - {chr(code) for code in font.getBestCmap()} == set()


def test_a_page_is_readable_without_a_script(site):
    text = (site / "softmax_nll.html").read_text("utf-8")
    assert "Softmax and negative log-likelihood" in text
    assert text.count("<math") > 8
    assert "log-softmax" in text or "probabilities" in text


def test_an_earlier_site_is_replaced_and_other_folders_are_not(tmp_path, site):
    old = site / "gone.html"
    old.write_text("of an earlier build")
    build_site(find_workspace(ROOT), site, has_python=False)
    assert not old.exists()
    (tmp_path / "mine.txt").write_text("not a site")
    with pytest.raises(NnkataError, match="is not empty"):
        build_site(find_workspace(ROOT), tmp_path, has_python=False)
    assert (tmp_path / "mine.txt").exists()


def test_a_workspace_without_the_documents_cannot_be_a_site(tiny, tmp_path):
    with pytest.raises(NnkataError, match="is built in a clone"):
        build_site(tiny.workspace, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def colours(style):
    """The colours of a style by name."""
    named = re.findall(r"--(\w+): #([0-9a-f]{6})", style)
    return {name: bytes.fromhex(digits) for name, digits in named}


def contrast(a, b):
    def luminance(colour):
        parts = [value / 255 for value in colour]
        linear = [
            p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
        ]
        return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("ground", ["paper", "raised"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_text_can_be_read_on_its_ground(site, theme, ground):
    light, _, dark = (site / "style.css").read_text("utf-8").partition("@media")
    named = colours(light if theme == "light" else dark)
    texts = {*named} - {"paper", "raised", "rule"}
    assert len(texts) >= 9
    for name in texts:
        assert contrast(named[name], named[ground]) >= 4.5, name
