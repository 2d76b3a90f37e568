"""The processes that judge, seen from the one that starts them.

Each runs one pytest job and exits (`worker` is its side). It is started when it is
needed, or ahead: then interpreter, NumPy and pytest are loaded already, and where the
next job is known, its spec is collected, too. What it reports comes over a socket that
only the two processes hold, and every line carries a token of that process, so no other
process has a say in a verdict.
"""

import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing import get_context, parent_process
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any

from nnkata.files import digest_of
from nnkata.judging import worker
from nnkata.judging.environment import environment, judging_environment
from nnkata.judging.job import Event

LOG = 100_000  # bytes of what a process printed: a trace of frames below long paths
MOST_DEATHS = 3
PATIENCE = 10.0  # seconds to read what is left, where a grandchild holds a pipe


class Worker:
    """One process that judges, and the channel that it reports over.

    Attributes
    ----------
    events : queue
        What it reports, in order; None once it can report nothing more.
    log : str
        The end of what it printed, past Python as well, once it has ended.
    """

    module = worker.__name__  # what it runs
    has_own_session = False  # then no signal to our group reaches it

    def __init__(self) -> None:
        self.events: SimpleQueue[Event | None] = SimpleQueue()
        self._token = secrets.token_hex(16)
        self._printed: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115
        self.log = ""
        self._socket: socket.socket | None = None
        self.process = self._started()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _started(self) -> subprocess.Popen[bytes]:
        """Return the process, once we have our end of the channel.

        A pipe could be opened by any process of the same user, below /proc; a socket
        cannot. Windows has no such folder, and pipes without a name.
        """
        command = [sys.executable, "-m", self.module]
        settings: dict[str, Any] = {"env": self._environment(), "stderr": self._printed}
        settings["start_new_session"] = self.has_own_session
        self._reads: Any
        self._writes: Any
        if os.name == "nt":
            settings |= {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
            process = subprocess.Popen(command, **settings)
            self._reads, self._writes = process.stdout, process.stdin
            return process
        self._socket, theirs = socket.socketpair()
        self._reads = self._socket.makefile("rb")
        self._writes = self._socket.makefile("wb")
        with theirs:
            settings |= {"stdin": theirs.fileno(), "stdout": theirs.fileno()}
            return subprocess.Popen(command, **settings)

    def _environment(self) -> dict[str, str]:
        return environment()

    def send(self, message: Event) -> bool:
        """Send a job; False if the process has ended while it waited."""
        line = json.dumps({**message, "token": self._token}) + "\n"
        try:
            self._writes.write(line.encode())
            self._writes.flush()
        except OSError:
            self.end()
            return False
        return True

    def poll(self) -> int | None:
        """Return the exit status, or None while it runs."""
        return self.process.poll()

    def is_gone(self) -> bool:
        """Return whether it has ended, and nothing is left to read of its reports."""
        if self.poll() is None:
            return False
        self.hang_up()
        self._listener.join(PATIENCE)
        return self.events.empty()

    def end(self) -> None:
        """Kill the process if it runs, and reap it."""
        self.process.kill()
        self.process.wait()
        self.hang_up()
        if not self._printed.closed:
            with self._printed as file:
                file.seek(max(0, file.seek(0, os.SEEK_END) - LOG))
                self.log = file.read().decode("utf-8", "replace")

    def hang_up(self) -> None:
        """Close the channel; a process that waits for a job ends with it."""
        if self._socket is not None:
            # What the subject has forked may hold the other end, and keep a reader here.
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)
            self._socket.close()
        with suppress(OSError):  # a job that was never taken
            self._writes.close()

    def let_go(self) -> None:
        """Kill the process and reap it in the background."""
        threading.Thread(target=self.end).start()

    def _listen(self) -> None:
        """Put what is reported into the queue; lines without the token are not ours."""
        token = self._token.encode() + b" "
        # It may be closed meanwhile.
        with suppress(OSError, ValueError), self._reads as lines:
            for line in lines:
                if line.startswith(token) and line.endswith(b"\n"):
                    self.events.put(json.loads(line.removeprefix(token)))
        self.events.put(None)


def fresh(arguments: Sequence[str], folder: Path) -> Worker:
    """Start a process for one pytest run in a folder."""
    worker = Worker()
    worker.send(_job(arguments, folder))
    return worker


Launch = Callable[[Sequence[str], Path], Worker]


class Pool:
    """Keeps one pre-started process and hands it over; if there is none, a fresh one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: Worker | None = None
        self._order: Any = None  # what the process that waits is prepared for
        self._died = 0
        self._closed = False

    def prepare(self, arguments: Sequence[str] = (), folder: Path = Path()) -> None:
        """Start a process ahead, unless one is waiting already.

        With the arguments of the next run it collects that spec, too. Where several
        have died while they waited, fresh ones have to do.
        """
        order = _order_of(arguments, folder) if arguments else None
        with self._lock:
            if self._waiting is not None:
                has_died = self._waiting.poll() is not None
                # Or another kata is at work, or the spec has changed.
                if has_died or self._order not in (None, order):
                    self._waiting.end()
                    self._waiting, self._died = None, self._died + has_died
            if self._waiting is None and not self._closed and self._died < MOST_DEATHS:
                self._waiting, self._order = Worker(), order
                if order is not None:
                    self._waiting.send({**_job(arguments, folder), "wait": True})

    def launch(self, arguments: Sequence[str], folder: Path) -> Worker:
        """Return the process that waits, given its job; it is used once."""
        with self._lock:
            worker, self._waiting = self._waiting, None
            order, self._order = self._order, None
        if worker is not None:
            if order is not None and order != _order_of(arguments, folder):
                worker.end()  # what it has collected is of another kata, or has changed
            elif worker.send(_job(arguments, folder)):
                return worker
        return fresh(arguments, folder)

    def close(self) -> None:
        """End the process that waits, and start no other."""
        with self._lock:
            self._closed = True
            worker, self._waiting = self._waiting, None
        if worker is not None:
            worker.end()


def _job(arguments: Sequence[str], folder: Path) -> Event:
    return {"arguments": list(arguments), "folder": in_utf8(folder)}


def in_utf8(path: str | Path) -> str:
    """Return a path as a process in UTF-8 mode spells it, whatever the locale is here."""
    return os.fsencode(path).decode("utf-8", "surrogateescape")


def _order_of(arguments: Sequence[str], folder: Path) -> Any:
    """Return arguments and folder, and the digests of the files that are read for them."""
    spec = folder / arguments[0]
    return [*arguments], folder, digest_of(spec), digest_of(spec.parent / "kata.toml")


@contextmanager
def executor() -> Iterator[ProcessPoolExecutor]:
    """Give an executor for code of ours alone: its processes run one call after another.

    They start afresh, in the environment of a process that judges.
    """
    with (
        judging_environment(),
        ProcessPoolExecutor(
            os.cpu_count(),
            mp_context=get_context("spawn"),
            initializer=_end_with_parent,
        ) as running,
    ):
        yield running


def _end_with_parent() -> None:
    """End this process when its parent ends, also where that was killed."""
    parent = parent_process()
    assert parent is not None

    def wait() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
