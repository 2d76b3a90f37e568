"""A contender that is a command, with all processes that it starts."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from measure.experiment import Contender, Once
from measure.samples import Sample

LAUNCH = Path(__file__).with_name("launch.py")
PYTHON = sys.executable
NNKATA = (PYTHON, "-m", "nnkata")
TAIL = 2000  # characters of a failed command's output


def command(
    name: str,
    words: Sequence[str],
    *,
    within: str = ".",
    statuses: Sequence[int] = (0,),
    fresh: Callable[[Path], Mapping[str, str]] | None = None,
) -> Contender:
    """Return a contender that runs a command.

    Parameters
    ----------
    name : str
        As the table calls it.
    words : sequence of str
        The command; "{folder}" stands for the folder of the experiment.
    within : str
        The folder to run it in, relative to that of the experiment.
    statuses : sequence of int
        The exit statuses of a command that did its work.
    fresh : callable, optional
        Called before each run with the folder; returns settings of the environment.
    """

    @contextmanager
    def open_command(folder: Path) -> Iterator[Once]:
        said = [word.format(folder=folder) for word in words]

        def once() -> Sample:
            settings = fresh(folder) if fresh else {}
            return run_command(said, folder / within, statuses, settings)

        yield once

    return Contender(name, open_command)


def run_command(
    words: Sequence[str],
    folder: Path,
    statuses: Sequence[int] = (0,),
    settings: Mapping[str, str] | None = None,
) -> Sample:
    """Run a command and return what it took; RuntimeError shows what it wrote instead."""
    with tempfile.TemporaryDirectory(prefix="nnkata-output-") as outputs:
        output = Path(outputs, "output")
        done = subprocess.run(
            [PYTHON, "-I", "-S", str(LAUNCH), str(output), *words],
            cwd=folder,
            env={**os.environ, **(settings or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            check=True,
        )
        report = json.loads(done.stdout)
        if report.pop("status") not in statuses:
            text = output.read_text("utf-8", "replace")[-TAIL:]
            raise RuntimeError(f"this failed: {' '.join(words)}\n{text}")
    return Sample(**report)
