"""`nnkata report`: one page that opens offline, whatever a learner wrote."""

import os
import re
import shutil
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from nnkata.cli import main
from nnkata.judging.verdict import KataVerdict, Outcome, PathVerdict, TestVerdict
from nnkata.report.html import page as page_module
from nnkata.report.html.graded import GradedRun
from nnkata.training.store import model_file, read_model

BARS = """
X, y = np.zeros((40, 8, 8), np.uint8), np.arange(40) % 2
X[y == 0, 1:7, 1:3] = 255
X[y == 1, 1:7, 5:7] = 255
X[-1] = X[0]  # to be misread: it is a right one
return Split((X[:20], y[:20]), (X[20:], y[20:]))
"""
POINTS = """
X = np.random.default_rng(seed).normal(size=(40, 2))
y = (X[:, 0] > 0).astype(int)
return Split((X[:20], y[:20]), (X[20:], y[20:]))
"""
KATA = """\
title = "Sides"
summary = "Left or right."
minutes = 5
difficulty = 1
points = 20
needs = []

[predict]
call = "share(X, P)"

[[goals]]
name = "bars"
dataset = "bars"
seconds = 60
at_least = { accuracy = 0.8 }

[[goals]]
name = "points"
dataset = "points"
inputs = "raw"
seconds = 60
at_least = { accuracy = 0.5 }
at_most = { last_loss = 1.0 }
"""
SPEC = '''\
"""Spec: sides."""

import numpy as np
import pytest

from nnkata.testing import assert_accuracy


def test_share_is_a_share(kata):
    assert 0 < kata.share(np.ones((1, 2)), {"w": np.ones(2), "b": 0.0}) < 1


@pytest.mark.graded
def test_tells_sides(kata, goal):
    P, losses = kata.train(*goal.train)
    goal.keep_losses(losses)
    goal.keep_model({"P": P})
    X, y = goal.test
    assert_accuracy(y, (np.asarray(kata.share(X, P)) >= 0.5).astype(int), goal)
'''
REFERENCE = '''\
"""Sides."""

import numpy as np


def train(X, y):
    """Weights, a bias, and costs."""
    means = [X[y == label].mean(axis=0) for label in (0, 1)]
    w = means[1] - means[0]
    return {"w": w, "b": -w @ (means[0] + means[1]) / 2}, [0.7, 0.5, 0.25]


def share(X, P):
    """How likely each is on the right."""
    return 1 / (1 + np.exp(-(X @ P["w"] + P["b"])))
'''
RUDE = """
def double(x):
    print("x <is>", x)
    raise ValueError("<script>alert(1)</script> & \\x1b[31m")
"""
VOID = {"meta", "img", "path", "use", "link", "br", "rect"}


class Page(HTMLParser):
    """What stands in a page, with its tags closed in their order."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.headings, self.text, self.open = [], [], "", []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.text += " " if tag in ("td", "th", "span") else ""
        if tag not in VOID:
            self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data

    def all(self, name):
        return [attrs for tag, attrs in self.tags if tag == name]

    @property
    def words(self):
        return " ".join(self.text.split())


def workspace_in(tiny):
    """The tiny workspace with the kata `sides`, which trains on pictures and points."""
    tiny.offer("bars", BARS, kind="pictures", shape=(8, 8))
    tiny.offer("points", POINTS)
    tiny.write("katas/sides/kata.toml", KATA)
    tiny.write("katas/sides/test_sides.py", SPEC)
    tiny.write("katas/sides/sides.py", REFERENCE)
    tiny.write("solutions/sides/sides.py", REFERENCE)
    syllabus = (tiny.root / "katas/syllabus.toml").read_text("utf-8")
    tiny.write("katas/syllabus.toml", syllabus.replace('"quad', '"sides", "quad'))
    return tiny


@pytest.fixture(scope="module")
def trained(shared):
    """A workspace with trained networks, a rude failure and a picture that was shown."""
    workspace_in(shared).mine(RUDE)
    picture = np.full((80, 80), 250, np.uint8)
    picture[10:70, 55:65] = 10
    Image.fromarray(picture).save(shared.root / "my & own.png")
    before = Path.cwd()
    try:
        os.chdir(shared.root)
        assert main(["check", "sides"]) == 0
        words = ["predict", "my & own.png", "--model", "sides", "--dataset", "bars"]
        assert not main(words)
        # A name that no file can have on Windows, as one that came from elsewhere.
        (kept,) = (shared.root / ".nnkata" / "shown").iterdir()
        text = kept.read_text("utf-8").replace("my & own", "<img src=x onerror=y>")
        kept.write_text(text, encoding="utf-8")
        assert not main(["report"])
    finally:
        os.chdir(before)
    return shared


@pytest.fixture(scope="module")
def text(trained):
    return (trained.root / "nnkata-report.html").read_text("utf-8")


@pytest.fixture(scope="module")
def page(text):
    return Page(text)


def test_the_page_is_small(text):
    assert len(text.encode()) < 1_000_000


def test_the_page_asks_the_network_for_nothing(text, page):
    for tag, attrs in page.tags:
        for name in ("src", "href", "xlink:href", "srcset", "action", "data", "poster"):
            value = attrs.get(name, "#")
            assert value.startswith(("#", "data:image/")), (tag, name, value[:80])
    assert re.findall(r"url\((?!#)|@import|https?:", text) == []


def test_the_page_forbids_scripts_and_addresses(page):
    (policy,) = [m for m in page.all("meta") if "http-equiv" in m]
    assert policy["http-equiv"] == "Content-Security-Policy"
    assert policy["content"].startswith("default-src 'none'; img-src data:;")


def test_what_a_learner_wrote_is_shown_and_not_run(page):
    assert page.all("script") == []
    assert "ValueError: <script>alert(1)</script> &" in page.text


def test_what_a_file_is_called_is_shown_and_not_run(page):
    assert "<img src=x onerror=y>.png" in page.text
    assert all("onerror" not in attrs for _, attrs in page.tags)


def test_nothing_on_the_page_listens_to_events(page):
    assert [n for _, attrs in page.tags for n in attrs if n.startswith("on")] == []


def test_the_page_has_one_first_heading_and_leaves_no_level_out(page):
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    steps = zip(page.headings, page.headings[1:], strict=False)
    assert all(after <= before + 1 for before, after in steps)


def test_every_picture_and_plot_says_what_is_to_be_seen(page):
    assert len(page.all("img")) >= 4
    assert all(image["alt"].strip() for image in page.all("img"))
    plots = [attrs for _, attrs in page.tags if attrs.get("role") == "img"]
    assert len(plots) == len(page.all("svg")) == 6
    assert all(len(plot["aria-label"]) > 20 for plot in plots)


def test_the_page_says_its_language_and_fits_a_phone(page):
    assert page.all("html") == [{"lang": "en"}]
    assert {"width=device-width, initial-scale=1"} <= {
        meta.get("content") for meta in page.all("meta")
    }


def test_every_table_has_headings(text):
    for table in re.findall(r"<table.*?</table>", text, re.DOTALL):
        assert "<th scope=" in table


def test_names_are_given_once(page):
    names = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(names) == len({*names})


def test_every_plot_has_a_title_and_a_description(text):
    plots = re.findall(r"<svg.*?</svg>", text, re.DOTALL)
    assert len(plots) == 6
    for plot in plots:
        assert re.search(r"<title>[^<]+</title>\s*<desc>[^<]+</desc>", plot)


def test_the_page_opens_with_the_path_as_a_strip_and_the_networks(text):
    strip, networks, failures, path = (
        text.index(part)
        for part in ('<ol class="strip"', 'id="networks"', 'id="failures"', 'id="path"')
    )
    assert strip < networks < failures < path
    assert text.count('<li class="passed" title=') == 1
    assert "<details>" in text[path:]


def test_the_path_has_states_tests_and_points(page):
    assert "20 of 35 points · 1 of 3 katas passed" in page.words
    assert "1 Twice as much double ✗ failed 0 of 3 0 of 10" in page.words
    assert "2 Sides sides ✓ passed 3 of 3 20 of 20" in page.words
    assert "3 Twice twice as much quadruple ○ not tried 0 of 5" in page.words


def test_failures_that_tell_the_same_share_a_card(page):
    assert page.text.count("ValueError:") == 3  # their calls differ


def test_what_was_printed_stands_on_the_card(page):
    assert page.text.count("printed  x <is> ") == 3


def test_a_graded_run_has_its_numbers(page):
    assert "On bars: ✓ reached" in page.words
    assert "accuracy 0.95 ≥ 0.8 0.500 ✓ reached" in page.words
    assert "last loss 0.25 ≤ 1 ✓ reached" in page.words


def test_a_graded_run_has_its_curve_boundary_confusions_and_weights(page):
    labels = [attrs.get("aria-label") or "" for _, attrs in page.tags]
    assert sum("begins at 0.7 and ends at 0.25" in label for label in labels) == 2
    assert (
        sum(label.startswith("The plane of the two features") for label in labels) == 1
    )
    assert (
        "20 test examples: true class (rows), predicted class (columns)" in page.words
    )
    assert "Weights of the first layer (P.w): blue" in page.words


def test_a_misread_picture_stands_with_the_two_likeliest_answers(page):
    assert "Misclassified: 1 of 1" in page.words
    assert re.search(r"right, predicted left \(\d+%\) right \(\d+%\)", page.words)


def test_an_own_picture_stands_beside_what_the_network_saw(page):
    alts = [image["alt"] for image in page.all("img")]
    assert "The picture <img src=x onerror=y>.png as it was given." in alts
    assert sum(alt.startswith("The network's input: ") for alt in alts) == 1


@pytest.fixture
def place(run, tiny):
    """A workspace where `sides` is written and nothing is trained yet."""
    return workspace_in(tiny)


def written(place, name="nnkata-report.html"):
    return Page((place.root / name).read_text("utf-8"))


def test_a_report_trains_nothing(run, place):
    run("report")
    assert not (place.workspace.state / "models").exists()
    page = written(place)
    assert "On bars: ○ not trained yet To train it: nnkata check sides" in page.words
    assert "2 Sides sides ○ not trained yet 1 of 3" in page.words
    assert "✗" not in page.words


def test_a_fresh_report_trains(run, place):
    run("report", "--fresh")
    assert "2 Sides sides ✓ passed 3 of 3 20 of 20" in written(place).words


def test_a_report_records_no_progress(run, place):
    run("report", "--fresh")
    assert not (place.workspace.state / "progress.json").exists()


def test_a_report_goes_where_it_is_told(run, place):
    status, out, _ = run("report", "here.html")
    assert status == 0
    assert out.startswith("here.html: ")
    assert "Sides" in written(place, "here.html").words


def test_a_folder_is_no_file_to_write_to(run, place):
    status, _, err = run("report", "katas")
    assert status == 2
    assert "katas is a folder. Name a file in it" in err


def test_a_file_that_cannot_be_written_is_told(run, place):
    status, _, err = run(
        "report", str(place.root / "katas" / "syllabus.toml" / "r.html")
    )
    assert status == 2
    assert "cannot be written" in err


def test_the_reference_has_a_report(run, place):
    run("check", "sides", "--subject=reference")
    run("report", "--subject=reference")
    page = written(place)
    assert "nnkata: the reference" in page.words
    assert "35 of 35 points · 3 of 3 katas passed" in page.words
    assert "metric the reference threshold" in page.words


def test_a_file_that_has_changed_since_is_told(run, place):
    run("check", "sides")
    place.write("katas/sides/sides.py", REFERENCE + "\n# another thought\n")
    run("report")
    page = written(place)
    assert "The file has changed since this network was trained." in page.words
    assert "On bars: ○ out of date" in page.words
    assert "○ not trained yet 1 of 3" in page.words


def test_a_network_that_cannot_answer_any_more_keeps_its_curve(run, place):
    run("check", "sides")
    broken = REFERENCE.replace("return 1 /", "return missing /")
    place.write("katas/sides/sides.py", broken)
    run("report")
    page = written(place)
    assert "share(X, P) raised NameError: name 'missing' is not defined" in page.words
    assert "20 test examples" in page.words


def test_a_damaged_network_is_told(run, place):
    run("check", "sides")
    model_file(place.workspace.state, "sides", "bars").write_bytes(b"PK nonsense")
    run("report")
    assert (
        "is not a network that nnkata saved, or it is damaged" in written(place).words
    )


def test_a_dataset_that_is_gone_takes_only_its_pictures(run, place):
    run("check", "sides")
    (place.root / "datasets" / "bars.py").unlink()
    run("report")
    page = written(place)
    assert "No dataset named 'bars'." in page.words
    assert "20 test examples" in page.words


def test_a_missed_bar_is_told(run, place):
    blind = REFERENCE.replace("return {", "w = 0 * w\n    return {")
    place.write("katas/sides/sides.py", blind)
    run("check", "sides")
    run("report")
    page = written(place)
    assert "On bars: ✗ missed" in page.words
    assert "bars on bars: accuracy 0.5000 (needs >= 0.8)" in page.words


def test_a_kata_that_was_taken_away_takes_nothing_else(run, place):
    (place.root / "katas" / "double" / "double.py").unlink()
    assert run("report")[0] == 0
    assert "double.py is missing" in written(place).words


def test_a_run_keeps_its_costs_and_its_answers(run, place):
    run("check", "sides")
    about = read_model(model_file(place.workspace.state, "sides", "bars"))
    assert about.losses == (0.7, 0.5, 0.25)
    assert about.truth == (0, 1) * 10
    assert about.answers == (0, 1) * 9 + (0, 0)


def lose_a_run(place):
    """As after an update: nothing is remembered, and one of two networks is gone."""
    model_file(place.workspace.state, "sides", "points").unlink()
    shutil.rmtree(place.workspace.state / "verdicts")


def test_of_two_networks_the_one_that_is_not_trained_yet_is_told(run, place):
    run("check", "sides")
    lose_a_run(place)
    (place.workspace.state / "progress.json").unlink()
    run("report")
    page = written(place)
    assert "On points: ○ not trained yet To train it: nnkata check sides" in page.words
    assert "On bars: ✓ reached" in page.words


def test_networks_that_are_not_trained_yet_come_last(place, monkeypatch):
    path = {kata.slug: kata for kata in place.workspace.path}
    assert [*path].index("double") < [*path].index("sides")
    passed, goal = TestVerdict("test_it", Outcome.PASSED), path["sides"].goals[0]
    waiting = GradedRun(path["double"], goal, "mine", passed)
    trained = replace(waiting, test=replace(passed, measured={"accuracy": 1.0}))
    runs = {"double": [waiting], "sides": [trained]}
    monkeypatch.setattr(
        page_module, "graded_runs", lambda _, kata, *others: runs[kata.slug]
    )
    verdicts = (KataVerdict(slug, "mine", "spec", 1, (passed,)) for slug in runs)
    text = page_module.report_page(
        place.workspace, PathVerdict((*verdicts,)), "mine", "now"
    )
    first, second = (
        text.index(f"<code>{slug}</code></h3>") for slug in ("sides", "double")
    )
    assert first < second


def test_a_network_that_was_lost_after_passing_is_trained_again(run, place):
    run("check", "sides")
    lose_a_run(place)
    run("report")
    assert "On points: ✓ reached" in written(place).words


def test_what_a_file_prints_and_warns_of_stays_out_of_the_terminal(run, place):
    loud = REFERENCE.replace(
        "return 1 /", 'print("hello", np.log(-1.0))\n    return 1 /'
    )
    place.write("katas/sides/sides.py", loud)
    run("check", "sides")
    _, out, err = run("report")
    assert "hello" not in out
    assert err == ""
    assert "Misclassified: 1 of 1" in written(place).words
