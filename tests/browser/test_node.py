"""The site's Python in Node: every reference green, every stub red, cards as here."""

import json
import os
import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from functools import partial
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
STEP = 7  # from one mistake to the next
MACHINE = ("RuntimeWarning", "in float32", "uint8")
FEW = 12  # failures whose causes are all found in time
CORES = os.cpu_count() or 1
node = pytest.mark.skipif(shutil.which("node") is None, reason="not run: needs Node.js")
pytestmark = node
nightly = pytest.mark.skipif(
    not os.environ.get("NNKATA_NIGHTLY"), reason="takes minutes: set NNKATA_NIGHTLY=1"
)


def reference(kata):
    return WORKSPACE.reference(kata.slug).read_text("utf-8")


def mistakes(kata):
    """The kata's mistakes as whole files, from all over the list of them."""
    files = WORKSPACE.mistakes(kata.slug)
    spread = sorted(range(len(files)), key=lambda n: (n * STEP % len(files), n))
    return [f"{reference(kata)}\n\n{files[n].read_text('utf-8')}" for n in spread]


def judged(site, jobs):
    """The verdicts of the site's Python on (kata, text, train), in their order."""
    katas = sorted({kata.slug for kata, *_ in jobs})
    parts = [
        [job for job in jobs if job[0].slug in katas[n::CORES]] for n in range(CORES)
    ]
    with ThreadPoolExecutor() as pool:
        verdicts = list(pool.map(partial(judged_by_one, site), filter(None, parts)))
    by_text = {key: verdict for part in verdicts for key, verdict in part}
    return [by_text[kata.slug, text] for kata, text, _ in jobs]


def judged_by_one(site, jobs):
    """The verdicts of one process, with the kata's name and the text of each."""
    keys = [(kata.slug, text) for kata, text, _ in jobs]
    lines = [
        json.dumps({"slug": kata.slug, "text": text, "train": train})
        for kata, text, train in jobs
    ]
    words = ["node", str(HERE / "judge.mjs"), str(site)]
    done = subprocess.run(words, input="\n".join(lines), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    verdicts = [json.loads(line) for line in done.stdout.splitlines()]
    return list(zip(keys, verdicts, strict=True))


def test_references_pass_stubs_fail_and_no_text_leaves_anything_behind(site):
    texts = [
        (k, t, False) for k in KATAS for t in (reference(k), k.stub.read_text("utf-8"))
    ]
    for (kata, _, _), verdict in zip(texts, judged(site, texts), strict=True):
        if verdict["unwritten"]:
            assert verdict["passing"] == 0, kata.slug
        else:
            assert verdict["holds"], (kata.slug, verdict["lines"])


@pytest.fixture(scope="module")
def mistaken(tmp_path_factory):
    """Mistakes of each kata, with the verdicts of the command line."""
    here = new_workspace(tmp_path_factory.mktemp("mistakes") / "workspace")
    with ThreadPoolExecutor(CORES) as pool:
        return [
            pair for kata in pool.map(partial(on_a_kata, here), KATAS) for pair in kata
        ]


def on_a_kata(here, kata):
    own, found = here.kata(kata.slug), []
    for text in mistakes(kata):
        own.stub.write_text(text, encoding="utf-8")
        verdict = grade(Job(own, goals="none"))
        if can_be_compared(verdict) and len(found) < MISTAKES:
            found.append(((kata, text, False), verdict))
        if len(found) == MISTAKES:
            break
    return found


def can_be_compared(verdict):
    """Whether the cards do not depend on the machine.

    The causes of many failures are looked for until the time is over. `MACHINE` tells what
    NumPy leaves to the processor: WebAssembly raises no floating-point exceptions, so a
    division by zero gives no warning; where float32 has lost nearly all digits, the rest
    is chance; and so is a negative number in uint8.
    """
    lines = "\n".join(kata_lines(verdict, full=True))
    is_sure = not any(word in lines for word in MACHINE)
    return is_sure and len(verdict.failures) <= FEW


def comparable(lines):
    """The words of cards; sums are made in another order there, so the last digits differ."""
    text = " ".join(" ".join(lines).split())
    return re.sub(r"-?\d+\.\d{6,}", lambda number: f"{float(number[0]):.6g}", text)


def test_the_cards_of_mistakes_are_those_of_the_command_line(site, mistaken):
    assert len(mistaken) >= 60
    jobs = [job for job, _ in mistaken]
    differing = {}
    for (job, expected), verdict in zip(mistaken, judged(site, jobs), strict=True):
        assert not verdict["holds"], job[:2]
        there, here = map(
            comparable, (verdict["lines"], kata_lines(expected, full=True))
        )
        if there != here:
            differing[job[0].slug] = there, here
    assert differing == {}


@nightly
@pytest.mark.parametrize("kata", TRAINED, ids=lambda kata: kata.slug)
def test_every_required_goal_is_reached(site, kata):
    (verdict,) = judged(site, [(kata, reference(kata), True)])
    assert verdict["passed"], verdict["lines"]
    assert [run["goal"] for run in verdict["parts"]]
