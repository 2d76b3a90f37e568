"""Time subjects in a process of their own, which is ended if it takes too long."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from nnkata.content.catalog import Kata
from nnkata.content.workspace import Workspace, command
from nnkata.errors import NnkataError
from nnkata.judging.environment import environment
from nnkata.timing import contest
from nnkata.timing.rounds import STEADY

PATIENCE = 120.0  # seconds for the whole contest
TAIL = 2000  # bytes of what a process that died wrote


@dataclass(frozen=True)
class Times:
    """Seconds for the same work, by subject; and what else a reader wants to know.

    Attributes
    ----------
    seconds : dict
        By subject, `contest.REFERENCE` and `contest.PRODUCTS`.
    factors : dict
        1 where all of the work was done, n where the time of an nth was multiplied.
    kernel : str
        Of the BLAS library; "" if it does not say.
    """

    summary: str
    seconds: dict[str, float]
    factors: dict[str, float]
    rounds: int
    kernel: str

    @property
    def ratios(self) -> dict[str, float]:
        """The times as multiples of the reference's."""
        unit = self.seconds[contest.REFERENCE]
        return {name: seconds / unit for name, seconds in self.seconds.items()}


def measure(workspace: Workspace, kata: Kata, subjects: Sequence[str]) -> Times:
    """Return what subjects of a kata take, beside the reference and the products.

    Raises
    ------
    NnkataError
        If a subject is not written, wrong or broken, or does not end.
    """
    with tempfile.TemporaryDirectory(prefix="nnkata-time-") as folder:
        file, log = Path(folder, "answer.json"), Path(folder, "log")
        status = _run([str(file), str(workspace.root), kata.slug, *subjects], log)
        if not file.is_file():
            lines = log.read_bytes()[-TAIL:].decode("utf-8", "replace").splitlines()
            raise NnkataError(
                f"The process that timed {kata.slug} gave no result: {status}"
                f"{f' ({lines[-1]})' if lines else ''}."
                f" `{command(f'check {kata.slug}')}` shows more."
            )
        answer = json.loads(file.read_text("utf-8"))
    if "problem" in answer:
        raise NnkataError(answer["problem"])
    return Times(**answer)


def _run(words: list[str], log: Path) -> str:
    """Return how a contest ended."""
    with log.open("wb") as out, suppress(subprocess.TimeoutExpired):
        done = subprocess.run(
            [sys.executable, "-m", contest.__name__, *words],
            env=environment() | STEADY,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            timeout=PATIENCE,
            check=False,
        )
        return f"it exited with status {done.returncode}"
    return f"it was ended after {PATIENCE:g} s"
