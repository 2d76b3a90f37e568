"""The process of a judgement: it gets warm, waits for one job, does it and is gone.

The job, the arguments of one pytest run, comes over its standard input. A process that
was started ahead is a spare: interpreter, NumPy and pytest are there already, and it
answers several times sooner than one that is fresh. One that is told the arguments ahead
is armed: it has collected the spec, too, and waits before the first test, which is the
first to read the file under test. No run meets another in its process, and none outlives
whoever started it: the end of its input is the end of it.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from nnkata import extras

# One thread for each process: several graders run side by side, and two BLAS threads
# on two busy cores are slower than one.
ENVIRONMENT = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    # Other people's plugins cost up to a second and have no say in a verdict.
    "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    **extras.ENVIRONMENT,
}

MOST_DEATHS = 3

Process = subprocess.Popen[bytes]


@dataclass(frozen=True)
class Order:
    """What a spare is armed for: the arguments, and the files that it has read for them."""

    arguments: tuple[str, ...]
    stamps: tuple[Any, ...]

    @classmethod
    def of(cls, arguments: Sequence[str]) -> "Order":
        spec = Path(arguments[0])
        root = spec.parent.parent.parent
        read = [spec, spec.parent / "kata.toml"]
        read += [root / name for name in ("conftest.py", "pytest.ini", "tox.ini")]
        return cls(tuple(arguments), tuple(map(_stamp, read)))


def fresh(arguments: Sequence[str], stream: Path, log: Path) -> Process:
    """A new process for one pytest run: verdicts to the stream, what it prints to the log."""
    with open(log, "ab") as output:
        process = _started(output)
    _send(process, _job(arguments, stream, log))
    return process


class Spares:
    """Keeps one process ready, and hands it over; where none is ready, a fresh one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: Process | None = None
        self._armed: Order | None = None
        self._died = 0
        self._closed = False

    def prepare(self, arguments: Sequence[str] = ()) -> None:
        """Start a process ahead, unless one is waiting already.

        With the arguments that the next run will have, it is armed. Where several have
        died as they waited, fresh ones have to do.
        """
        with self._lock:
            if self._waiting is not None and self._waiting.poll() is not None:
                end(self._waiting)
                self._waiting, self._died = None, self._died + 1
            order = Order.of(arguments) if arguments else None
            if self._waiting is not None and self._armed not in (None, order):
                end(self._waiting)  # another kata is at work, or the spec has changed
                self._waiting = None
            if self._waiting is None and not self._closed and self._died < MOST_DEATHS:
                self._armed = order
                self._waiting = _started(subprocess.DEVNULL)
                if self._armed is not None:
                    _send(self._waiting, {"arm": list(arguments), **_here()})

    def launch(self, arguments: Sequence[str], stream: Path, log: Path) -> Process:
        """The process that waits, given its job; it is used once."""
        with self._lock:
            process, self._waiting = self._waiting, None
            armed, self._armed = self._armed, None
        if process is not None:
            if armed is not None and armed != Order.of(arguments):
                end(process)  # what it has collected is of another kata, or has changed
            elif _send(process, _job(arguments, stream, log)):
                return process
        return fresh(arguments, stream, log)

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


def let_go(process: Process) -> None:
    """End a process that has said all; nobody waits until the system has buried it."""
    threading.Thread(target=end, args=(process,)).start()


def _started(output: int | IO[bytes]) -> Process:
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "nnkata.spare"],
        env={**os.environ, **ENVIRONMENT},
        stdin=subprocess.PIPE,
        stdout=output,
        stderr=subprocess.STDOUT,
    )


def _job(arguments: Sequence[str], stream: Path, log: Path) -> dict[str, Any]:
    return {
        "arguments": list(arguments),
        "stream": str(stream),
        "log": str(log),
        **_here(),
    }


def _here() -> dict[str, Any]:
    return {"folder": str(Path.cwd())}


def _stamp(file: Path) -> tuple[str, int, int] | None:
    try:
        facts = file.stat()
    except OSError:
        return None
    return str(file), facts.st_size, facts.st_mtime_ns


def _send(process: Process, message: dict[str, Any]) -> bool:
    """Whether the process got the message: it may have ended while it waited."""
    assert process.stdin is not None
    try:
        process.stdin.write(json.dumps(message).encode() + b"\n")
        process.stdin.flush()
    except OSError:
        end(process)
        return False
    return True


def main() -> int:
    """Get warm, wait for a job, do it."""
    _get_warm()
    channel = os.dup(sys.stdin.fileno())  # pytest puts something else in its place
    message = _received(channel)
    os.chdir(message["folder"])
    if "arm" in message:
        return _run(message["arm"], [Gate(channel)])
    _end_with_the_parent(channel)
    _redirect(Path(message["log"]))
    return _run([*message["arguments"], f"--nnkata-stream={message['stream']}"], [])


class Gate:
    """A pytest plugin of an armed process: no test begins before there is a job."""

    def __init__(self, channel: int) -> None:
        self._channel = channel

    def pytest_runtestloop(self, session: Any) -> None:
        from nnkata.judging import judge_of

        judge = judge_of(session.config)
        judge.get_ready(session.items)
        job = _received(self._channel)
        _end_with_the_parent(self._channel)
        session.config.option.nnkata_stream = job["stream"]
        judge.announce(session.items)


def _run(arguments: list[str], plugins: list[Any]) -> int:
    import pytest

    sys.argv = ["pytest", *arguments]
    return int(pytest.main(arguments, plugins))


def _received(channel: int) -> dict[str, Any]:
    """The next message; at the end of the input, the process ends."""
    line = bytearray()
    while not line.endswith(b"\n"):
        part = os.read(channel, 1)
        if not part:
            os._exit(0)
        line += part
    message: dict[str, Any] = json.loads(line)
    return message


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


def _end_with_the_parent(channel: int) -> None:
    """Whoever started this holds the other end of the input until it ends itself."""

    def wait() -> None:
        os.read(channel, 1)
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
