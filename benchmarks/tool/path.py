"""The whole path: graded fresh and unchanged, its report, and proofs of specs."""

from pathlib import Path

from measure.command import NNKATA, command, run_command
from measure.experiment import Experiment, Figure, Target
from tool.workspaces import authors, learners

REFERENCE = "--subject=reference"
GRADE = [*NNKATA, "grade", REFERENCE]
UNCHANGED = "unchanged"
KATAS = 21  # without those in Keras
WHOLE_PATH = 480.0  # seconds of processor time for the proof of all of them


def graded_and_reported(folder: Path) -> None:
    """Write a workspace whose path is judged and whose report is there."""
    learners(folder)
    run_command(GRADE, folder / "mine")
    run_command([*NNKATA, "report", REFERENCE], folder / "mine")


PATH = Experiment(
    "path",
    "grade, the path on bundled data",
    (
        command("nnkata", [*GRADE, "--fresh"], within="mine"),
        command(UNCHANGED, GRADE, within="mine"),
    ),
    (
        Figure(Target(45), unit="s"),
        Figure(Target(0.6), of=UNCHANGED, unit="s", worst=True),
    ),
    prepare=learners,
    most_rounds=3,
    warm_ups=0,  # also the first time, nothing may run again
)
REPORT = Experiment(
    "path",
    "report, nothing changed",
    (command("nnkata", [*NNKATA, "report", REFERENCE], within="mine"),),
    (Figure(Target(1), unit="s"),),
    prepare=graded_and_reported,
    most_rounds=9,
    warm_ups=0,
)


def proof(slug: str) -> Experiment:
    """Return the proof of one kata; its target is a kata's share of the whole path."""
    return Experiment(
        "proofs",
        f"dev check {slug}",
        (
            command(
                "nnkata", [*NNKATA, "dev", "check", f"katas/{slug}"], within="clone"
            ),
        ),
        (Figure(Target(WHOLE_PATH / KATAS), unit="s"),),
        prepare=authors,
        most_rounds=1,
        warm_ups=0,
    )


PROOFS = [proof("neuron"), proof("minibatch_training")]
PROOF_OF_PATH = Experiment(
    "proof-of-path",
    "dev check, the path",
    (command("nnkata", [*NNKATA, "dev", "check"], within="clone"),),
    (Figure(Target(WHOLE_PATH), unit="s"),),
    prepare=authors,
    most_rounds=1,
    warm_ups=0,
    by_default=False,
)
