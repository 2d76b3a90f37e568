"""Grading behind a wall beside the same without one, and beside a fresh process each.

Processor time is that of all processes, those in the sandboxes too: whose parent ends
before it has waited for them is adopted by what measures (`measure/launch.py`).
"""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from measure.command import NNKATA, PYTHON, command
from measure.experiment import Contender, Experiment, Figure, Once, Target
from measure.samples import Sample
from nnkata.content.workspace import bundled
from tool.workspaces import learners

KATA = "neuron"
FILES = 20
CALLS = 2000
ONE_BY_ONE = str(Path(__file__).with_name("one_by_one.py"))
FRESH, PLAIN = "a fresh process each", "grade, without a wall"


def one_student(folder: Path) -> None:
    """Write a class of one, with a right file of each kata in NumPy, and a workspace."""
    learners(folder)
    student = folder / "class" / "ann"
    student.mkdir(parents=True)
    for kata in bundled().path:
        if not kata.extras:
            shutil.copyfile(bundled().reference(kata.slug), student / f"{kata.slug}.py")


def new_marks(folder: Path) -> dict[str, str]:
    """Remove the marks of an earlier round: nothing is graded twice."""
    shutil.rmtree(folder / "class-graded", ignore_errors=True)
    return {}


def graded(name: str, goals: str) -> Contender:
    words = ["grade-class", "{folder}/class", f"--goals={goals}", "--jobs=1"]
    return command(name, [*NNKATA, *words], fresh=new_marks)


def plain(goals: str) -> Contender:
    words = ["grade", "--subject=reference", "--fresh", f"--goals={goals}"]
    return command(PLAIN, [*NNKATA, *words], within="mine")


@contextmanager
def open_calls(folder: Path) -> Iterator[Once]:
    """Give calls with three small arrays, each timed by the clock."""
    import numpy as np

    from nnkata.subject.sandbox.tiers import best_tier
    from nnkata.subject.sandbox.walled import WalledLoader

    workspace, tier = bundled(), best_tier(walls_only=True).name
    kata = workspace.kata(KATA)
    loader = WalledLoader(kata, workspace, "reference", "reference", tier)
    function = loader.module().forward
    x, w, b = np.ones(3), np.ones(3), np.ones(1)

    def once() -> Sample:
        begun, seconds = loader.processor_time(), []
        for _ in range(CALLS):
            start = time.perf_counter()
            function(x, w, b)
            seconds.append(time.perf_counter() - start)
        used = loader.processor_time() - begun
        return Sample(used / CALLS, median(seconds))

    try:
        yield once
    finally:
        loader.close()


PATH_OF_ONE = Experiment(
    "class",
    "grade-class, one student's right files of the path",
    (graded("nnkata", "required"), plain("required")),
    (Figure(Target(2), PLAIN),),
    prepare=one_student,
    most_rounds=3,
    warm_ups=0,
)
UNITS_OF_ONE = Experiment(
    "class",
    "the same without trainings",
    (graded("nnkata", "none"), plain("none")),
    (Figure(Target(2), PLAIN),),
    prepare=one_student,
    most_rounds=3,
    warm_ups=0,
)
THROUGHPUT = Experiment(
    "class",
    f"{FILES} right files of {KATA}",
    (
        command("nnkata", [PYTHON, ONE_BY_ONE, KATA, str(FILES)]),
        command(FRESH, [PYTHON, ONE_BY_ONE, KATA, str(FILES), "--fresh"]),
    ),
    (Figure(Target(1 / 3), FRESH),),
    most_rounds=3,
)
CALL = Experiment(
    "class",
    f"a call of {KATA} with small arrays, the median of {CALLS:,}",
    (Contender("nnkata", open_calls),),
    (Figure(Target(0.2), unit="ms", decides="wall"),),
)
