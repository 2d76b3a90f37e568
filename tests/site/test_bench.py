"""The bench in this process: verdicts, cards, pictures, drawings and the zip."""

import json
import math
import os

import numpy as np
import pytest

from nnkata.content.workspace import bundled
from nnkata.errors import DataError
from nnkata.judging import Job, grade
from nnkata.judging.session import Session
from nnkata.report.text import kata_lines
from nnkata.site.bench import Bench, as_json, new_workspace, packed, unpacked
from nnkata.testing import assert_close

WRONG = "def double(x):\n    return x * x\n"
SLUG = "minibatch_training"


@pytest.fixture
def bench(tiny):
    """A bench for the tiny kata, and the events it reports."""
    events = []
    bench = Bench(tiny.workspace, "double", events.append)
    yield bench, events
    bench.close()


def explained(bench, text):
    """The verdict on a text, once the causes of its failures are looked for."""
    bench.judge(text)
    while bench.search():
        pass
    return bench.verdict()


def test_one_text_after_another_is_judged(bench, tiny):
    judge = bench[0].judge
    reference = tiny.workspace.reference("double").read_text("utf-8")
    stub = tiny.kata().stub.read_text("utf-8")
    assert judge(reference)["passed"]
    wrong = judge(WRONG)
    assert (wrong["passed"], wrong["holds"], wrong["passing"]) == (False, False, 1)
    assert judge(stub)["unwritten"] == ["double"]
    assert judge(reference)["passed"]


def test_the_cards_are_those_of_the_command_line(bench, tiny):
    got = explained(bench[0], WRONG)["lines"]
    tiny.mine(WRONG)
    assert got == kata_lines(grade(Job(tiny.kata(), goals="none")), full=True)
    assert any("You multiplied the number by itself." in line for line in got)


def test_the_line_to_change_is_looked_for(bench, tiny):
    text = "def double(x):\n    more = 2 * x\n    return more + 1\n"
    got = explained(bench[0], text)["lines"]
    tiny.mine(text)
    assert got == kata_lines(grade(Job(tiny.kata(), goals="none")), full=True)


def test_a_card_has_what_the_page_links_to(bench):
    first = explained(bench[0], WRONG)["cards"][0]
    assert first["function"] == "double"
    assert first["line"] == 1
    assert first["mistake"]
    assert first["lines"][0].startswith("double(3): expected 6, got 9")


ADDS_ONE = "def double(x):\n    more = 2 * x\n    return more + 1\n"


def test_a_verdict_is_there_before_a_cause_and_a_cause_before_the_line_to_change(bench):
    first = bench[0].judge(ADDS_ONE)
    verdict = explained(bench[0], ADDS_ONE)
    (shown,) = (e for e in bench[1] if e["event"] == "verdict")
    states = [(each["passing"], each["searching"]) for each in (first, shown, verdict)]
    assert states == [(0, True), (0, True), (0, False)]
    said = [
        [
            any(words in line for line in each["lines"])
            for words in ("expected", "makes")
        ]
        for each in (first, shown, verdict)
    ]
    assert said == [[True, False], [True, False], [True, True]]


def test_a_newer_text_ends_the_search_for_the_causes_of_an_older_one(tiny, monkeypatch):
    monkeypatch.setattr("nnkata.site.bench.MOMENT", 0.0)  # one step at a time
    bench = Bench(tiny.workspace, "double")
    for steps in range(6):
        bench.judge(ADDS_ONE)
        for _ in range(steps):
            assert bench.search()
        verdict = bench.judge("def double(x):\n    return 2 * x\n")
        assert (verdict["holds"], verdict["changed"]) == (True, [])
        assert not bench.search()
    assert explained(bench, WRONG)["cards"][0]["mistake"]
    bench.close()


def test_what_is_right_has_no_search(bench, tiny):
    reference = tiny.workspace.reference("double").read_text("utf-8")
    assert not bench[0].judge(reference)["searching"]
    assert not bench[0].search()


def test_what_a_text_changes_in_the_engine_is_named(bench, monkeypatch):
    monkeypatch.setattr("nnkata.testing.assert_close", assert_close)  # puts it back
    monkeypatch.setattr("nnkata.judging.session.Session.close", Session.close)
    changing = (
        "import nnkata.judging.session as engine\n"
        "engine.Session.close = lambda session: None\n"
        "import nnkata.testing\nnnkata.testing.assert_close = print\n"
        "def double(x):\n    return 2 * x\n"
    )
    assert set(bench[0].judge(changing)["changed"]) == {
        "nnkata.judging.session.Session.close",
        "nnkata.testing.assert_close",
    }


def test_what_a_text_changes_in_shared_modules_is_named(bench, monkeypatch):
    monkeypatch.setattr("numpy.dot", np.dot)  # puts it back
    changing = "import numpy\nnumpy.dot = None\ndef double(x):\n    return 2 * x\n"
    assert bench[0].judge(changing)["changed"] == ["numpy.dot"]
    assert bench[0].judge(WRONG)["changed"] == ["numpy.dot"]


def test_a_file_that_cannot_be_read_as_python_has_one_card(bench):
    verdict = bench[0].judge("def double(x)\n    return 2 * x\n")
    assert len(verdict["cards"]) == 1
    assert "double.py" in verdict["cards"][0]["heading"]


def test_the_events_go_out_as_json(bench):
    bench[0].judge(WRONG)
    kinds = [json.loads(as_json(event))["event"] for event in bench[1]]
    assert kinds[:3] == ["collected", "start", "end"]
    assert kinds.count("start") == 3


def test_after_an_endless_loop_no_test_is_run(bench):
    text = "def double(x):\n    while True:\n        pass\n"
    (card,) = bench[0].judge(text)["cards"]
    assert card["outcome"] == "timeout"
    assert card["line"] == 2


def test_numbers_that_are_not_finite_become_null():
    assert as_json({"cost": math.nan, "a": (math.inf, np.float32(2), 1)}) == (
        '{"cost": null, "a": [null, 2.0, 1]}'
    )


def test_the_work_goes_through_the_zip_of_the_command_line(tiny, run):
    state = {
        "passed": {"double": "abc"},
        "hints": {"double.double": 2},
        "files": {"double": "def double(x):\n    return 'µ'\n"},
    }
    assert unpacked(packed(state), tiny.workspace) == state
    (tiny.root / "mine.zip").write_bytes(packed(state))
    assert run("import", "mine.zip")[0] == 0
    assert tiny.kata().stub.read_text("utf-8") == state["files"]["double"]
    assert run("export", "again.zip")[0] == 0
    again = unpacked((tiny.root / "again.zip").read_bytes(), tiny.workspace)
    assert again == state


def test_a_zip_that_is_none_is_refused(tiny):
    with pytest.raises(DataError, match="is not a zip file"):
        unpacked(b"no zip", tiny.workspace)


# -- a training, as the page shows it ---------------------------------------------------


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    """A bench after a training by the reference, its events, and the verdict."""
    workspace = new_workspace(tmp_path_factory.mktemp("bench") / "workspace")
    events = []
    bench = Bench(workspace, SLUG, events.append)
    text = bundled().reference(SLUG).read_text("utf-8")
    yield bench, events, bench.judge(text, train=True)
    bench.close()


def test_a_training_passes_the_required_goals(trained):
    verdict = trained[2]
    assert verdict["passed"]
    assert verdict["total"] == verdict["passing"]
    goals = [run["goal"] for run in verdict["parts"]]
    assert goals == [goal.name for goal in bundled().kata(SLUG).goals if goal.required]


def test_each_metric_is_a_row_of_texts_for_the_columns_of_the_page(trained):
    rows = [row for run in trained[2]["parts"] for row in run["metrics"]]
    assert rows
    assert all([*map(type, row)] == [str] * 6 for row in rows)


def test_each_slice_has_a_curve_and_a_boundary(trained):
    runs = [e["runs"][0] for e in trained[1] if e["event"] == "pictures"]
    spiral = [run for run in runs if run["goal"] == "spiral"]
    assert len(spiral) == 20
    curve, boundary = spiral[-1]["parts"]
    assert curve["kind"] == boundary["kind"] == "plot"
    kinds = {shape["kind"] for shape in boundary["content"]["shapes"]}
    assert {"region", "points"} <= kinds
    assert [shape["colour"] for shape in curve["content"]["shapes"]][:2] == [
        "baseline",
        "yours",
    ]
    assert json.loads(as_json(spiral))


def test_the_first_weights_of_pictures_are_shown(trained):
    runs = [e["runs"][0] for e in trained[1] if e["event"] == "pictures"]
    kinds = [p["kind"] for run in runs for p in run["parts"] if run["goal"] == "mnist"]
    assert kinds.count("tiles") == kinds.count("plot") >= 10


def test_a_drawn_digit_goes_through_the_network(trained):
    ink = np.zeros((280, 280), np.uint8)
    ink[40:240, 130:152] = 255
    answer = trained[0].ask(ink.tobytes(), 280)
    assert answer["said"].startswith("1 (")
    assert answer["seen"].startswith("data:image/png;base64,")
    assert trained[0].ask(bytes(280 * 280), 280)["said"] == ""


def test_networks_go_to_another_bench(trained, tmp_path):
    other = Bench(new_workspace(tmp_path / "other"), SLUG)
    for name, content in trained[0].networks():
        other.take_over(f"../{name}", content)
    assert other.networks() == trained[0].networks() != []
    other.close()


def test_a_text_is_compared_with_the_reference(trained):
    reference = bundled().reference(SLUG).read_text("utf-8")
    assert trained[0].diff(reference) == ["Your answer is identical to the reference."]
    assert "+    return P2.argmax(axis=1)" in trained[0].diff(
        reference.replace("    return P2.argmax(axis=1)", "    return 1")
    )


def test_without_a_training_no_network_is_asked(bench):
    assert bench[0].ask(bytes(4), 2)["said"] == "Train the network first."


def test_the_environment_is_as_it_was(tiny):
    before = dict(os.environ)
    Bench(tiny.workspace, "double").close()
    assert dict(os.environ) == before
