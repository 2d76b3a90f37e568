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
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from nnkata.errors import NnkataError
from nnkata.files import PACKAGE
from nnkata.subject.limits import Died, TimeLimit
from nnkata.subject.sandbox import bubblewrap, zygote
from nnkata.subject.sandbox.allowance import LOOK, UNLIMITED, Allowance
from nnkata.subject.sandbox.channel import Channel
from nnkata.subject.sandbox.walls import MEMORY
from nnkata.subject.sandbox.wire import Encoder, Header, TooLarge, WireError
from nnkata.subject.sandbox.zygote import OUT_OF_MEMORY

NANO = 1e9
START = 60.0  # seconds by the clock that a worker gets to put up its walls
TELLING = 0.15  # seconds by the clock that it gets to write where it is
NAP = 0.5  # seconds by the clock: of shorter waits it is not asked why
PIPE = 1 << 20  # bytes that a pipe holds, where the system lets us choose
HAS_DESCRIPTORS = hasattr(os, "pidfd_open")  # of processes: Linux
SOON = 1.0  # seconds by the clock for a process to end that has closed its pipe
LARGEST_TRACE = 1 << 16
MOST_OF_MEMORY = MEMORY // 2
# Settings of how NumPy computes (other kernels, other last digits), and of where the
# libraries of Python lie, as modules of a cluster say.
PASSED_ON = (
    "LD_LIBRARY_PATH",
    "NPY_",
    "OPENBLAS_",
    "OMP_",
    "MKL_",
    "BLIS_",
    "VECLIB_",
)
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
# Memory that was freed is kept: the next call needs as much, and pages that come anew from
# the system cost more than what is computed on them.
STEADY = {
    "MALLOC_TRIM_THRESHOLD_": str(256 << 20),
    "MALLOC_MMAP_THRESHOLD_": str(32 << 20),
}
T = TypeVar("T")


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
            self._home = _zygote(tier)
            self._number, self._pidfd = self._home.fork(tier, theirs)
        except NnkataError:
            for descriptor in (reads, writes, self._trace):
                os.close(descriptor)
            raise
        finally:
            for descriptor in theirs:
                os.close(descriptor)
        self.process = self._number if self._pidfd is None else _number_of(self._pidfd)
        self._is_ended = False
        self._clock = self._busy = self._processor_time()
        self._own_delay = _delay("thread-self") or 0.0
        # Seconds by the clock, since it was last asked what it was busy with.
        self._waited = 0.0
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
            try:
                is_out_of_memory = self._has_run_out_of_memory()
            finally:
                self.end()
            if is_out_of_memory:
                raise MemoryError("your code used more memory than it may") from None
            raise Died("your code ended the whole process") from None
        except TooLarge as error:
            self.end()
            raise Died(str(error)) from None
        except MALFORMED as error:
            self.end()
            reason = f"{type(error).__name__}: {error}"[:200]
            raise Died(
                f"your code broke the connection to the spec: {reason}"
            ) from None
        except TimeLimit as limit:
            limit.has_filled_memory = self.has_filled_memory()
            by_clock = limit.by_clock and not self.allowance.has_overslept
            is_kept_waiting = by_clock and self._is_kept_waiting(limit.seconds)
            self.end()
            if is_kept_waiting:
                raise NnkataError(
                    "this machine is so busy that a sandbox did not get on: try it again"
                ) from None
            raise
        except BaseException:
            self.end()
            raise

    def _is_kept_waiting(self, clock: float) -> bool:
        """Return whether it could have gone on most of the time, had there been a processor.

        What sleeps or waits by itself could not.
        """
        delay = _delay(self.process)
        return delay is not None and delay > clock / 2

    def _count_sleep(self, wait: float) -> None:
        """Add what it has slept of a wait for its answer to the allowance."""
        self._waited += wait
        if self._waited < NAP or self._pidfd is None:
            return
        delay, own = _delay(self.process), _delay("thread-self")
        if delay is None:
            return
        # While this process waits for a processor, the worker waits for this process.
        kept = max((own or 0.0) - self._own_delay, 0.0)
        busy = self._processor_time() + delay + kept
        # Less than nothing, too: a wait for a processor is told once it is over.
        self.allowance.slept += self._waited - (busy - self._busy)
        self._waited, self._busy = 0.0, busy

    def has_filled_memory(self) -> bool:
        """Return whether it has had most of its memory: its time may have gone into that."""
        with suppress(OSError, ValueError, IndexError):
            text = Path(f"/proc/{self.process}/status").read_text("utf-8", "replace")
            return int(text.partition("VmHWM:")[2].split()[0]) << 10 > MOST_OF_MEMORY
        return False

    def _has_run_out_of_memory(self) -> bool:
        """Return whether a process that says nothing more was ended for its memory.

        It cannot send itself the signal by which the system does that.
        """
        if self._pidfd is None:
            return False
        poll = select.poll()
        poll.register(self._pidfd, select.POLLIN)
        if not poll.poll(1000 * SOON):
            return False
        return self._home.ended(self._number) in (OUT_OF_MEMORY, -signal.SIGKILL)

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
            try:
                self.allowance.check()
            except TimeLimit:
                self._ask_for_trace()
                raise
            begun = time.monotonic()
            is_ready = poll.poll(1000 * self.allowance.next_look())
            self._count_sleep(time.monotonic() - begun)
            if is_ready:
                return

    def _ask_for_trace(self) -> None:
        """Let the process write where it is, unless it has.

        The timer by which it does so itself counts no time that the system works for it.
        """
        told = select.poll()
        told.register(self._trace, select.POLLIN)
        if self._pidfd is None or told.poll(0):
            return
        with suppress(OSError):
            signal.pidfd_send_signal(self._pidfd, signal.SIGVTALRM)
            if told.poll(1000 * TELLING):
                time.sleep(LOOK)  # it is written line by line

    def count_time(self) -> None:
        """Add what the worker has used to the allowance."""
        now = self._processor_time()
        self.allowance.used += now - self._clock
        self._clock = now

    def _processor_time(self) -> float:
        """Return the worker's processor time; on systems that do not tell, 0."""
        if self._pidfd is None or not self.process:
            return self._clock
        try:
            return time.clock_gettime(~self.process << 3 | 2)
        except OSError:  # it has ended
            return self._clock


class _Zygote:
    """The process that forks workers for this one, and ends with it."""

    def __init__(self, tier: str) -> None:
        path = [str(PACKAGE.parent), *sys.path]
        code = f"import sys; sys.path[:] = {path!r}"
        code += f"; from {zygote.__name__} import main; main()"
        command = [sys.executable, "-I", "-c", code]
        if tier == "bubblewrap":
            command = bubblewrap.command(code)
        self._socket, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                command,
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                env={
                    "PATH": os.defpath,
                    **_settings(),
                    **ONE_THREAD,
                    **STEADY,
                },
            )
        atexit.register(self.end)

    def fork(self, tier: str, descriptors: list[int]) -> tuple[int, int | None]:
        """Return the number of a new worker, which has these descriptors, and its own."""
        answer, handles = self._ask(f"fork {tier}", descriptors)
        return int(answer), handles[0] if handles else None

    def ended(self, number: int) -> int | None:
        """Return the exit status of a worker, None if it is not known."""
        answer, _ = self._ask(f"ended {number}")
        return None if answer == "?" else int(answer)

    def _ask(
        self, message: str, descriptors: Sequence[int] = ()
    ) -> tuple[str, list[int]]:
        try:
            socket.send_fds(self._socket, [message.encode()], descriptors)
            answer, handles, *_ = socket.recv_fds(self._socket, 64, 1)
        except OSError:
            answer = b""
        if not answer:
            raise NnkataError(
                f"the process that starts sandboxes has ended{self._last_words()};"
                " `nnkata doctor` says which sandboxes work"
            )
        return answer.decode(), list(handles)

    def _last_words(self) -> str:
        errors = self._process.stderr.read() if self._process.stderr else b""
        lines = errors.decode(errors="replace").splitlines()
        return f" ({lines[-1]})" if lines else ""

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def end(self) -> None:
        atexit.unregister(self.end)
        self._socket.close()
        with self._process:  # whose errors are closed, and that is waited for
            pass


def _delay(process: int | str) -> float | None:
    """Return the seconds that it has waited for a processor; None if none tells."""
    with suppress(OSError, ValueError, IndexError):
        text = Path(f"/proc/{process}/schedstat").read_text("ascii")
        used, delay = map(int, text.split()[:2])
        return delay / NANO if used else None
    return None


def _settings() -> dict[str, str]:
    return {n: text for n, text in os.environ.items() if n.startswith(PASSED_ON)}


_zygotes: dict[bool, _Zygote] = {}  # by whether it is in bubblewrap


def _zygote(tier: str) -> _Zygote:
    is_inside = tier == "bubblewrap"
    if is_inside in _zygotes and not _zygotes[is_inside].is_alive():
        _zygotes.pop(is_inside).end()
    if is_inside not in _zygotes:
        _zygotes[is_inside] = _Zygote(tier)
    return _zygotes[is_inside]


def _number_of(pidfd: int) -> int:
    """Return the number of a process as it is counted here, 0 if it has ended."""
    with open(f"/proc/self/fdinfo/{pidfd}") as file:
        return max(0, int(file.read().partition("Pid:")[2].split()[0]))


def _enlarge(pipe: int) -> None:
    """Let a pipe hold an array of usual size, where the system allows it."""
    with suppress(ImportError, AttributeError, OSError):
        import fcntl

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, PIPE)
