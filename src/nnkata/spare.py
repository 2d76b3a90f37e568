"""The process of a judgement: it gets warm, waits for one job, does it and is gone.

The job, the arguments of one pytest run, comes over its standard input. A process that
was started ahead is a spare: interpreter, NumPy and pytest are there already, and it
answers several times sooner than one that is fresh. No run meets another in its process,
and none outlives whoever started it: the end of its input is the end of it.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

# One thread for each process: several graders run side by side, and two BLAS threads
# on two busy cores are slower than one.
ENVIRONMENT = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    # Other people's plugins cost up to a second and have no say in a verdict.
    "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
}

MOST_DEATHS = 3

Process = subprocess.Popen[bytes]


def fresh(arguments: Sequence[str], log: Path) -> Process:
    """A new process for one pytest run; what it prints goes to the log."""
    with open(log, "ab") as output:
        process = _started(output)
    _take_job(process, arguments, log)
    return process


class Spares:
    """Keeps one process ready, and hands it over; where none is ready, a fresh one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: Process | None = None
        self._died = 0
        self._closed = False

    def prepare(self) -> None:
        """Start a process ahead, unless one is waiting already.

        Where several have died as they waited, fresh ones have to do.
        """
        with self._lock:
            if self._waiting is not None and self._waiting.poll() is not None:
                end(self._waiting)
                self._waiting, self._died = None, self._died + 1
            if self._waiting is None and not self._closed and self._died < MOST_DEATHS:
                self._waiting = _started(subprocess.DEVNULL)

    def launch(self, arguments: Sequence[str], log: Path) -> Process:
        """The process that waits, given its job; it is used once."""
        with self._lock:
            process, self._waiting = self._waiting, None
        if process is not None and _take_job(process, arguments, log):
            return process
        return fresh(arguments, log)

    def close(self) -> None:
        """End the process that waits; none is started any more."""
        with self._lock:
            self._closed = True
            process, self._waiting = self._waiting, None
        if process is not None:
            end(process)


def end(process: Process) -> None:
    """End a process, whatever it does."""
    if process.poll() is None:
        process.kill()
        process.wait()
    if process.stdin is not None:
        with suppress(OSError):  # a job that was never taken
            process.stdin.close()


def _started(output: int | IO[bytes]) -> Process:
    return subprocess.Popen(
        [sys.executable, "-m", "nnkata.spare"],
        env={**os.environ, **ENVIRONMENT},
        stdin=subprocess.PIPE,
        stdout=output,
        stderr=subprocess.STDOUT,
    )


def _take_job(process: Process, arguments: Sequence[str], log: Path) -> bool:
    """Whether the process got its job: it may have ended while it waited."""
    assert process.stdin is not None
    job = {"arguments": list(arguments), "log": str(log), "folder": str(Path.cwd())}
    try:
        process.stdin.write(json.dumps(job).encode() + b"\n")
        process.stdin.flush()
    except OSError:
        end(process)
        return False
    return True


def main() -> int:
    """Get warm, wait for a job, do it."""
    _get_warm()
    line = sys.stdin.buffer.readline()
    if not line:
        return 0
    job = json.loads(line)
    _end_with_the_parent()
    _redirect(Path(job["log"]))
    os.chdir(job["folder"])

    import pytest

    sys.argv = ["pytest", *job["arguments"]]
    return int(pytest.main(job["arguments"]))


def _get_warm() -> None:
    """Import all that a verdict may need, and hide it from the collector of garbage.

    The collections that pytest asks for at the end of a session are most of a warm run.
    """
    import gc
    import importlib

    import _pytest.config

    for name in _pytest.config.default_plugins:
        importlib.import_module(f"_pytest.{name}")
    for name in ("plugin", "testing", "diagnosis", "bank"):
        importlib.import_module(f"nnkata.{name}")
    gc.collect()
    gc.freeze()


def _end_with_the_parent() -> None:
    """Whoever started this holds the other end of the input until it ends itself."""
    parent = os.dup(sys.stdin.fileno())

    def wait() -> None:
        os.read(parent, 1)
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _redirect(log: Path) -> None:
    """What is read is empty, and what is printed goes to the log."""
    with open(os.devnull, "rb") as nothing, open(log, "ab") as output:
        os.dup2(nothing.fileno(), 0)
        os.dup2(output.fileno(), 1)
        os.dup2(output.fileno(), 2)


if __name__ == "__main__":
    sys.exit(main())
