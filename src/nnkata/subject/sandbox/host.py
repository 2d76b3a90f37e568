"""A worker as the process that judges sees it: started, talked to, and ended.

Nothing that a worker says is trusted. A frame that is none, an early end, or silence past
the limit of a test are the subject's failure, and end the worker.
"""

import atexit
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from nnkata.errors import NnkataError
from nnkata.files import PACKAGE
from nnkata.subject.limits import GRACE, Died, TimeLimit
from nnkata.subject.sandbox import zygote
from nnkata.subject.sandbox.channel import Channel
from nnkata.subject.sandbox.wire import Encoder, Header, WireError

LOOK = 0.02  # seconds between two looks at a worker whose time is over
START = 60.0  # seconds by the clock that a worker gets to put up its walls
UNLIMITED = 3600.0  # seconds of processor time outside of tests
PIPE = 1 << 20  # bytes that a pipe holds, where the system lets us choose
HAS_DESCRIPTORS = hasattr(os, "pidfd_open")  # of processes: Linux
LARGEST_TRACE = 1 << 16
ONE_THREAD = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}
# What reading a frame may raise that is not as it must be.
MALFORMED = (
    *(WireError, ArithmeticError, AttributeError, LookupError, MemoryError),
    *(RecursionError, TypeError, ValueError),
)
T = TypeVar("T")


class Allowance:
    """The time that a worker has for a test, or what is left of it."""

    def __init__(self, seconds: float, clock: float) -> None:
        self.seconds, self.clock = min(seconds, UNLIMITED), clock
        self._begun = time.monotonic()
        self.used = 0.0  # processor time, of workers that have ended too

    def left(self) -> float:
        return max(self.seconds - self.used, 0.001)

    def check(self) -> None:
        """Raise `TimeLimit` once the time is over, and the worker did not end by itself."""
        if self.used > self.seconds + GRACE:
            raise TimeLimit(self.seconds)
        if time.monotonic() - self._begun > self.clock:
            raise TimeLimit(self.clock, by_clock=True)


class Worker:
    """One process that holds a subject.

    Attributes
    ----------
    allowance : Allowance
        What is left of the time of the running test.
    trace : str
        Where it was when its time was over, once it has ended: the interpreter's words.
    """

    def __init__(self, tier: str, allowance: Allowance) -> None:
        self.allowance = allowance
        self.trace = ""
        self._clock = 0.0
        reads, theirs_out = os.pipe()
        theirs_in, writes = os.pipe()
        self._trace, theirs_trace = os.pipe()
        for descriptor in (reads, theirs_in):
            _enlarge(descriptor)
        for descriptor in (writes, self._trace, theirs_trace):
            os.set_blocking(descriptor, False)
        self._reading, self._writing = select.poll(), select.poll()
        self._reading.register(reads, select.POLLIN)
        self._writing.register(writes, select.POLLOUT)
        self._channel = Channel(reads, writes, self._wait)
        theirs = [theirs_in, theirs_out, theirs_trace]
        try:
            self.process = _zygote().fork(tier, theirs)
        finally:
            for descriptor in theirs:
                os.close(descriptor)
        self._pidfd = _descriptor_of(self.process)
        self._is_ended = False
        self._clock = self._processor_time()
        self._await_walls(tier)

    def _await_walls(self, tier: str) -> None:
        allowance, self.allowance = self.allowance, Allowance(UNLIMITED, START)
        try:
            header, _ = self._channel.receive()
        except (EOFError, OSError, WireError, TimeLimit) as error:
            header = {"reason": str(error)}
        self.allowance = allowance
        if header.get("walls") != tier:
            self.end()
            reason = header.get("reason", "no answer")
            raise NnkataError(f"The sandbox '{tier}' does not work here: {reason}.")

    def request(self, header: Header, encoder: Encoder | None = None) -> None:
        self._channel.send(header, encoder)

    def reply(self) -> tuple[Header, memoryview]:
        return self._channel.receive()

    def guarded(self, talk: Callable[[], T]) -> T:
        """Return what a conversation leads to; it is the worker's end if it fails."""
        try:
            return talk()
        except (EOFError, BrokenPipeError):
            self.end()
            raise Died("your code ended the whole process") from None
        except MALFORMED as error:
            self.end()
            reason = f"{type(error).__name__}: {error}"[:200]
            raise Died(
                f"your code broke the connection to the spec: {reason}"
            ) from None
        except BaseException:
            self.end()
            raise

    def end(self) -> None:
        """End the process, and let go of all that belongs to it."""
        if self._is_ended:
            return
        self._is_ended = True
        with suppress(BlockingIOError):
            self.trace = os.read(self._trace, LARGEST_TRACE).decode("ascii", "replace")
        os.close(self._trace)
        self.count_time()
        open_here = [self._channel.reads, self._channel.writes]
        with suppress(ProcessLookupError):
            if self._pidfd is not None:
                open_here.append(self._pidfd)
                signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
            elif not HAS_DESCRIPTORS:
                os.kill(self.process, signal.SIGKILL)
        self._pidfd = None
        for descriptor in open_here:
            os.close(descriptor)

    def _wait(self, descriptor: int, writing: bool) -> None:
        """Wait for the worker, as long as the test may last."""
        poll = self._writing if writing else self._reading
        while True:  # asked before it answers, too: it may talk without an end
            self.count_time()
            self.allowance.check()
            if poll.poll(1000 * min(self.allowance.left() + LOOK, 1.0)):
                return

    def count_time(self) -> None:
        """Add what the worker has used to the allowance."""
        now = self._processor_time()
        self.allowance.used += now - self._clock
        self._clock = now

    def _processor_time(self) -> float:
        """Return the worker's processor time; on systems that do not tell, 0."""
        if self._pidfd is None:
            return 0.0
        try:
            return time.clock_gettime(~self.process << 3 | 2)
        except OSError:  # it has ended
            return self._clock


class _Zygote:
    """The process that forks workers for this one, and ends with it."""

    def __init__(self) -> None:
        self._socket, theirs = socket.socketpair()
        path = [str(PACKAGE.parent), *sys.path]
        code = f"import sys; sys.path[:] = {path!r}"
        code += f"; from {zygote.__name__} import main; main()"
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-c", code],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={"PATH": os.defpath, **ONE_THREAD},
            )
        atexit.register(self.end)

    def fork(self, tier: str, descriptors: list[int]) -> int:
        """Return the number of a new worker, which has these descriptors."""
        try:
            socket.send_fds(self._socket, [tier.encode()], descriptors)
            return int(self._socket.recv(64))
        except (OSError, ValueError):
            raise NnkataError(
                "The process that starts sandboxes has ended: run the command again."
            ) from None

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def end(self) -> None:
        atexit.unregister(self.end)
        self._socket.close()
        self._process.wait()


_zygotes: list[_Zygote] = []  # at most one


def _zygote() -> _Zygote:
    if _zygotes and not _zygotes[0].is_alive():
        _zygotes.pop().end()
    if not _zygotes:
        _zygotes.append(_Zygote())
    return _zygotes[0]


def _descriptor_of(process: int) -> int | None:
    """Return a descriptor of a process, None if it has ended or the system has none.

    A number alone may be that of another process by the time that it is used.
    """
    with suppress(ProcessLookupError):
        return os.pidfd_open(process) if HAS_DESCRIPTORS else None
    return None


def _enlarge(pipe: int) -> None:
    """Let a pipe hold an array of usual size, where the system allows it."""
    with suppress(ImportError, AttributeError, OSError):
        import fcntl

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, PIPE)
