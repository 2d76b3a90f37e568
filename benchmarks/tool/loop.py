"""What a learner meets most often: a save under `watch`, plain pytest, `list`."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from measure.command import NNKATA, PYTHON, command, run_command
from measure.experiment import Contender, Experiment, Figure, Once, Target
from measure.samples import Sample
from nnkata.content.workspace import bundled
from tool.workspaces import learners

KATA = "neuron"
FILE = f"mine/katas/{KATA}/{KATA}.py"
# The workspace's own plugin, and none of those that happen to be installed.
PYTEST = (PYTHON, "-m", "pytest", "-p", "nnkata.plugin")
ALONE = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
IMPORTS = "import numpy and pytest"
FRESH = "a fresh pytest"


def wrong_texts() -> Iterator[str]:
    """Yield mistakes laid over the reference, in a random order; no text comes twice."""
    workspace, rng, number = bundled(), random.Random(0), 0
    right = right_text()
    mistakes = workspace.mistakes(KATA)
    while True:
        number += 1
        text = rng.choice(mistakes).read_text("utf-8")
        yield f"{right}\n\n{text}\n# save {number}\n"


def right_text() -> str:
    return bundled().reference(KATA).read_text("utf-8")


@contextmanager
def open_watch(folder: Path) -> Iterator[Once]:
    from tool.watched import Watched  # Windows has no such terminals

    texts = wrong_texts()
    with Watched(folder / "mine", KATA) as watched:

        def once() -> Sample:
            watched.save_and_settle(right_text())
            return watched.save_to_first_failure(next(texts))

        yield once


@contextmanager
def open_pytest(folder: Path) -> Iterator[Once]:
    texts = wrong_texts()
    subject = folder / "subject.py"
    words = [*PYTEST, f"katas/{KATA}", f"--subject={subject}", "-q", "-x"]

    def once() -> Sample:
        subject.write_text(next(texts), "utf-8")
        return run_command(words, folder / "mine", statuses=(1,), settings=ALONE)

    yield once


SAVE = Experiment(
    "loop",
    f"save to first failure under watch, {KATA}",
    (Contender("nnkata", open_watch, "termios"), Contender(FRESH, open_pytest)),
    (Figure(Target(120), unit="ms"), Figure(Target(0.15), FRESH)),
    prepare=learners,
)
STUB = Experiment(
    "loop",
    f"pytest katas/{KATA}, on the stub",
    (
        command(
            "nnkata",
            [*PYTEST, f"katas/{KATA}"],
            within="mine",
            statuses=(1,),
            fresh=lambda folder: ALONE,
        ),
        command(IMPORTS, [PYTHON, "-c", "import numpy, pytest"]),
    ),
    (Figure(Target(3), IMPORTS),),
    prepare=learners,
)
LIST = Experiment(
    "loop",
    "nnkata list",
    (
        command("nnkata", [*NNKATA, "list"], within="mine"),
        command("Python alone", [PYTHON, "-c", "pass"]),
    ),
    (Figure(Target(5), "Python alone"),),
    prepare=learners,
)
