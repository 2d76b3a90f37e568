"""What cards say of wrong answers that are not among our mistakes: nothing false."""

import tomllib
from pathlib import Path

import pytest

from nnkata.content.workspace import bundled
from nnkata.judging.collected import with_collected

FILE = Path(__file__).parent / "wrong_answers.toml"
ANSWERS = tomllib.loads(FILE.read_text("utf-8"))["answer"]
ROWS = ("yours    ", "reading  ")
WORKSPACE = bundled()


def failures_of(answer, folder):
    """Judge the reference with the wrong answer below it."""
    slug = answer["kata"]
    reference = WORKSPACE.reference(slug).read_text("utf-8")
    file = folder / f"{slug}.py"
    file.write_text(reference + answer["code"], "utf-8")
    failures = []

    def judge(session, items):
        verdicts = session.judge(str(file), items)
        failures.extend(test for test in verdicts if not test.passed)

    with_collected(WORKSPACE.kata(slug), judge)
    return failures


def has(test, reading):
    return test.mistake == reading or reading in text_of(test)


def text_of(test):
    return " ".join(" ".join(test.card).split())


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("answer", ANSWERS, ids=lambda a: f"{a['kata']}: {a['slip']}")
def test_cards_of_wrong_answers_say_nothing_false(answer, tmp_path):
    failures = failures_of(answer, tmp_path)
    cards = [text_of(test) for test in failures]
    said = [row for test in failures for row in test.card if row[:9] in ROWS]
    assert cards
    named = [test for test in failures if test.mistake]
    reading = answer.get("reading", "nothing")
    assert [test.card for test in named if not has(test, reading)] == []
    assert named or not reading.isidentifier() or reading == "nothing"
    assert not [w for w in answer.get("never", ()) for row in said if w in row]
    assert any(answer.get("says", "") in card for card in cards)
    blamed = {test.function for test in failures}
    assert blamed == set(answer.get("blames", blamed))
