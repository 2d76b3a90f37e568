"""The class on one page."""

import re
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from made_up_class import HOSTILE, KATAS, SCRIPT, graded_test, made_up, mark

from nnkata.grading import similar
from nnkata.grading.class_marks import Gradebook
from nnkata.grading.gradebook import write_gradebook
from nnkata.grading.mark import Result
from nnkata.grading.page import write_page
from nnkata.grading.statistics import (
    common_mistakes,
    hardest_tests,
    histogram,
    kata_summaries,
    to_look_at,
)
from nnkata.grading.submission import Submission
from nnkata.judging.verdict import Outcome


class Reader(HTMLParser):
    """Tags, links and ids of a page, and its text."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.handlers, self.links, self.ids, self.text = (
            set(),
            [],
            [],
            [],
            "",
        )
        self.feed(text)

    def handle_starttag(self, tag, pairs):
        attributes = dict(pairs)
        self.tags.add(tag)
        self.handlers += [name for name in attributes if name.startswith("on")]
        self.links += [attributes["href"]] if "href" in attributes else []
        self.ids += [attributes["id"]] if "id" in attributes else []

    def handle_data(self, data):
        self.text += data


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("class")
    write_gradebook(folder, made_up())
    return folder


@pytest.fixture(scope="module")
def page(out):
    return Reader((out / "class.html").read_text("utf-8"))


def test_no_script_runs_and_nothing_is_loaded(out, page):
    assert page.tags & {"script", "img", "link", "iframe", "form"} == set()
    assert page.handlers == []
    text = (out / "class.html").read_text("utf-8")
    assert "default-src 'none'; style-src 'unsafe-inline'" in text
    assert SCRIPT in page.text
    assert not re.search(r"[\x00-\x08\x0b-\x1f\u202e\ud800-\udfff]", page.text)


def test_every_link_leads_somewhere(out, page):
    assert len(page.ids) == len({*page.ids})
    for link in page.links:
        if link.startswith("#"):
            assert link[1:] in page.ids, link
        else:
            assert (out / unquote(link)).is_file(), link
    assert sum("feedback/" in link for link in page.links) == 3 + len(HOSTILE)


def test_a_link_to_a_student_opens_their_cards(out):
    text = (out / "class.html").read_text("utf-8")
    inside = re.findall(r'</summary>\s*<p id="(student-\d+)">', text)
    assert len(inside) == 3 + len(HOSTILE)


def test_what_needs_a_person_comes_first():
    results = [look.result for look in to_look_at(made_up())]
    assert results[:3] == [Result.NOT_GRADED, Result.SUSPECTED, Result.OTHER_NUMBERS]
    assert {*results[3:]} == {Result.REFUSED}


def test_a_suspicion_is_said_once_where_it_is_shown(tmp_path):
    mine = mark("ann", "hello", Result.SUSPECTED, reason="DATA", warnings=("DATA",))
    book = Gradebook(KATAS[:1], [Submission("ann")], [mine])
    assert to_look_at(book)[0].lines == ("DATA",)
    write_page(tmp_path, book, "now")
    assert (tmp_path / "class.html").read_text("utf-8").count("DATA") == 2


def test_students_who_need_a_person_come_first(page):
    first = page.text.index("Students\n", page.text.index("Marks\n"))
    summaries = re.findall(r"^\s*(\w+): [\d.]+ of", page.text[first:], re.MULTILINE)
    assert summaries[:2] == ["cem", "ben"]
    assert summaries.index("ann") > summaries.index("ben")


def test_trust_that_was_not_needed_is_said_too(tmp_path, page):
    assert "--i-trust-these-submissions" not in page.text
    write_page(tmp_path, made_up(trusts=True), "now")
    text = (tmp_path / "class.html").read_text("utf-8")
    assert "Graded with --i-trust-these-submissions. A wall held every file" in text


def test_similar_submissions_are_a_hint_and_change_no_mark(tmp_path):
    text = (KATAS[1].folder.parents[1] / "solutions/neuron/neuron.py").read_text(
        "utf-8"
    )
    marks = [mark(name, "neuron", Result.PASSED) for name in ("ann", "ben")]
    files = [Submission(m.student, {"neuron": text}) for m in marks]
    alike = Gradebook(KATAS[1:], files, marks)
    write_page(tmp_path, alike, "now")
    shown = Reader((tmp_path / "class.html").read_text("utf-8")).text
    assert "no proof" in shown
    assert "100 %" in shown
    assert alike.score("ann") == KATAS[1].points


def test_what_was_not_looked_for_is_said_with_the_command(tmp_path, monkeypatch):
    monkeypatch.setattr(similar, "is_installed", lambda name: False)
    write_page(tmp_path, made_up(), "now")
    assert "nnkata[similarity]" in (tmp_path / "class.html").read_text("utf-8")


def test_the_histogram_counts_final_scores_alone():
    book = made_up()
    assert sum(count for *_, count in histogram(book)) == len(book.complete)
    assert len(book.complete) == 2 + len(HOSTILE)
    ends = [*histogram(book)]
    assert (ends[0][0], ends[-1][1]) == (0, book.total)
    full = Gradebook(
        KATAS[:1], [Submission("ann")], [mark("ann", "hello", Result.PASSED)]
    )
    assert histogram(full)[-1][-1] == 1


def test_the_summary_of_a_kata_counts_every_student_once():
    for summary in kata_summaries(made_up()):
        assert sum(summary.counts.values()) == 3 + len(HOSTILE)
    hello = kata_summaries(made_up())[0]
    assert hello.counts["passed"] == 2
    assert hello.mean == pytest.approx(2 * KATAS[0].points / (2 + len(HOSTILE)))


def test_the_hardest_tests_are_those_of_answers_that_ran():
    def answered(student, *outcomes, **fields):
        tests = [
            graded_test(f"t{n}", outcome=o, **fields) for n, o in enumerate(outcomes)
        ]
        return mark(student, "hello", Result.WRONG, tests=tuple(tests))

    def graded(*marks):
        submissions = [Submission(m.student) for m in marks]
        return hardest_tests(Gradebook(KATAS[:1], submissions, marks))

    good, bad = Outcome.PASSED, Outcome.FAILED
    marks = [answered("a", good, bad, bad), answered("b", good, good, Outcome.TIMEOUT)]
    marks += [answered("stub", *[Outcome.UNWRITTEN] * 3)]
    marks += [answered("broken", bad, bad, bad, of_file=True)]
    assert [(s.what, s.times, s.total) for s in graded(*marks)] == [
        ("t2", 2, 2),
        ("t1", 1, 2),
    ]


def test_a_mistake_counts_once_for_a_student():
    book = made_up()
    shares = {(s.kata, s.what): s.times for s in common_mistakes(book)}
    assert shares == {("neuron", "m"): 1, ("hello", "m"): len(HOSTILE)}


def test_an_empty_class_has_a_page(tmp_path):
    write_gradebook(tmp_path, Gradebook(KATAS, [], []))
    assert "A class of 0" in (tmp_path / "class.html").read_text("utf-8")
