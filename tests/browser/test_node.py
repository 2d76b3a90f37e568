"""The site's Python in Node: every reference green, every stub red, cards as here."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from nnkata.content.workspace import find_workspace
from nnkata.judging import Job, grade
from nnkata.report.text import kata_lines
from nnkata.site.bench import new_workspace

HERE = Path(__file__).parent
WORKSPACE = find_workspace(HERE)
KATAS = [kata for kata in WORKSPACE.path if not kata.extras]
TRAINED = [kata for kata in KATAS if kata.goals]
MISTAKES = 3  # of each kata: 66 in all
node = pytest.mark.skipif(shutil.which("node") is None, reason="not run: needs Node.js")
pytestmark = node
nightly = pytest.mark.skipif(
    not os.environ.get("NNKATA_NIGHTLY"), reason="takes minutes: set NNKATA_NIGHTLY=1"
)


def reference(kata):
    return WORKSPACE.reference(kata.slug).read_text("utf-8")


def mistakes(kata):
    """Some of the kata's mistakes, spread over all of them, as whole files."""
    files = WORKSPACE.mistakes(kata.slug)
    chosen = files[:: max(1, len(files) // MISTAKES)][:MISTAKES]
    return [f"{reference(kata)}\n\n{file.read_text('utf-8')}" for file in chosen]


def judged(site, jobs):
    """The verdicts of the site's Python on (slug, text), in their order."""
    lines = [
        json.dumps({"slug": k.slug, "text": t, "train": train}) for k, t, train in jobs
    ]
    words = ["node", str(HERE / "judge.mjs"), str(site)]
    done = subprocess.run(words, input="\n".join(lines), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    verdicts = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(verdicts) == len(jobs)
    return verdicts


def test_references_pass_stubs_fail_and_no_text_leaves_anything_behind(site):
    texts = [
        (k, t, False) for k in KATAS for t in (reference(k), k.stub.read_text("utf-8"))
    ]
    for (kata, _, _), verdict in zip(texts, judged(site, texts), strict=True):
        if verdict["unwritten"]:
            assert verdict["passing"] == 0, kata.slug
        else:
            assert verdict["holds"], (kata.slug, verdict["lines"])


def test_the_cards_of_mistakes_are_those_of_the_command_line(site, tmp_path):
    jobs = [(kata, text, False) for kata in KATAS for text in mistakes(kata)]
    assert len(jobs) >= 60
    here = new_workspace(tmp_path / "workspace")
    for (kata, text, _), verdict in zip(jobs, judged(site, jobs), strict=True):
        own = here.kata(kata.slug)
        own.stub.write_text(text, encoding="utf-8")
        expected = grade(Job(own, goals="none"))
        assert not verdict["holds"], kata.slug
        assert verdict["lines"] == kata_lines(expected, full=True), kata.slug


@nightly
@pytest.mark.parametrize("kata", TRAINED, ids=lambda kata: kata.slug)
def test_every_required_goal_is_reached(site, kata):
    (verdict,) = judged(site, [(kata, reference(kata), True)])
    assert verdict["passed"], verdict["lines"]
    assert [run["goal"] for run in verdict["parts"]]
