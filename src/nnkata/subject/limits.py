"""Limits on one test: how long it may run, and how much it may print.

Time is processor time of the test's process, so that a busy machine fails no test; a
limit by the clock, far behind it, is for what sleeps or waits. Both are wider on a slow
machine. They raise a `BaseException`, so that a learner's `except Exception` does not
swallow them. In a process of its own, the system ends what did not stop by itself.

How time is limited is a value of the type `Limits`: `limit_by_signals`,
`limit_by_thread`, `limit_by_events` in a browser, or `no_limit` where nothing else can be
done and the host keeps the clock.
"""

import faulthandler
import math
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, redirect_stdout
from functools import cache
from types import FrameType
from typing import IO, Any

# Takes seconds of processor time, seconds by the clock, and a file to write the trace to.
Trace = IO[str] | None
Limits = Callable[[float, float, Trace], AbstractContextManager[None]]

PRINT_LIMIT = 200_000  # characters a test may print
KEPT = 10_000  # of them, which a verdict can show
REPEAT = 0.5  # seconds until a swallowed TimeLimit is raised again
PATIENCE = 20  # the limit by the clock is so many times that of processor time
GRACE = 1.0  # seconds of processor time that a test gets to stop after its limit
EVENT_TOOLS = (
    3,
    4,
)  # numbers of `sys.monitoring` without a use: for a limit in a limit
LOOK = 0.02  # seconds between two looks at the clocks, where there are no signals
# What `_measured` takes on a machine half as fast as the one that limits were set on.
NOMINAL = 0.002
# Exit status of a process that was ended for its processor time. A learner can exit with
# 75, too, so that number counts only where the system has no signal for it.
HAS_SIGNAL = hasattr(signal, "SIGXCPU")
OUT_OF_TIME = -signal.SIGXCPU if HAS_SIGNAL else 75


class TimeLimit(BaseException):
    """A test ran past its limit.

    Attributes
    ----------
    has_filled_memory : bool
        Whether its process had most of the memory that it may have, where that is limited.
    """

    has_filled_memory = False

    def __init__(self, seconds: float = 0.0, *, by_clock: bool = False) -> None:
        self.seconds, self.by_clock = seconds, by_clock
        super().__init__(
            f"did not end within {seconds:g} s by the clock, most of which it waited:"
            " remove what sleeps or waits"
            if by_clock
            else f"ran past its limit of {seconds:g} s of processor time"
        )


class Flood(BaseException):
    """A test printed more than `PRINT_LIMIT` characters."""


class Died(BaseException):
    """The process of a subject has ended, or did not keep to the rules of its frames."""


class NotCalled(Died):
    """A function is not called any more, for what it did in earlier tests."""


def after_loops(seconds: float, loops: int) -> float:
    """Return a half, a quarter, ... of a limit, after tests that did not end.

    One endless loop is waited for; the fifty tests that run into it, too, are not.
    """
    return seconds / min(1 << loops, 10)


@cache
def slowness() -> float:
    """Return how many times slower this machine is than limits allow for; at least 1."""
    return max(1.0, min(_measured() for _ in range(5)) / NOMINAL)


def _measured() -> float:
    """Return the seconds of processor time of a small piece of Python and NumPy work."""
    import numpy as np

    coarse = time.get_clock_info("process_time").resolution > 1e-3
    clock = time.perf_counter if coarse else time.process_time
    begun = clock()
    matrix = np.full((64, 64), 0.01)
    for _ in range(2):
        matrix = np.tanh(matrix @ matrix + 0.01)
    sum(i * i for i in range(5_000))
    return clock() - begun


def time_limit(
    seconds: float,
    clock: float | None = None,
    trace: Trace = None,
    limits: Limits | None = None,
) -> AbstractContextManager[None]:
    """Raise `TimeLimit` in the block once it has used up its time.

    Parameters
    ----------
    seconds : float
        Of processor time of this process; inf for no limit.
    clock : float, optional
        Seconds by the clock; `PATIENCE` times the others if not given.
    trace : file, optional
        Receives the place where the block was at its limit, written from outside of its
        thread. The process itself is ended where the block still runs `GRACE` seconds
        later.
    limits : Limits, optional
        How to limit; `choose_limits` decides if not given.
    """
    clock = seconds * PATIENCE if clock is None else clock
    limit = no_limit if math.isinf(seconds) else limits or choose_limits()
    return limit(seconds, clock, trace)


def choose_limits() -> Limits:
    """Return the strictest limits that this system and this thread allow."""
    in_main = threading.current_thread() is threading.main_thread()
    if hasattr(signal, "setitimer") and in_main:
        return limit_by_signals
    try:
        threading.Thread(target=int).start()
    except RuntimeError:  # a browser starts no threads
        return limit_by_events if hasattr(sys, "monitoring") else no_limit
    return limit_by_thread


def is_debugged() -> bool:
    """Return whether a debugger is attached: a person at a breakpoint has no limit."""
    monitoring = getattr(sys, "monitoring", None)  # since Python 3.12
    by_events = monitoring and monitoring.get_tool(monitoring.DEBUGGER_ID)
    return sys.gettrace() is not None or bool(by_events)


@contextmanager
def no_limit(seconds: float, clock: float, trace: Trace) -> Iterator[None]:
    """Limit nothing: the host ends what does not stop."""
    yield


@contextmanager
def limit_by_events(seconds: float, clock: float, trace: Trace) -> Iterator[None]:
    """Limit by the interpreter, which looks at its clock wherever a loop begins anew.

    Since Python 3.12. A loop in C is not interrupted: the host ends what does not stop.
    """
    monitoring = sys.monitoring  # type: ignore[attr-defined, unused-ignore]
    end, latest = time.process_time() + seconds, time.monotonic() + clock

    def look(*_: object) -> None:
        nonlocal end, latest
        is_late = time.process_time() > end
        if is_late or time.monotonic() > latest:
            # What handles the error loops, too; only one that goes on meets another.
            end, latest = time.process_time() + REPEAT, time.monotonic() + REPEAT
            raise TimeLimit(seconds if is_late else clock, by_clock=not is_late)

    tool = next(n for n in EVENT_TOOLS if monitoring.get_tool(n) is None)
    monitoring.use_tool_id(tool, "nnkata")
    monitoring.register_callback(tool, monitoring.events.JUMP, look)
    monitoring.set_events(tool, monitoring.events.JUMP)
    try:
        yield
    finally:
        monitoring.set_events(tool, monitoring.events.NO_EVENTS)
        monitoring.register_callback(tool, monitoring.events.JUMP, None)
        monitoring.free_tool_id(tool)


@contextmanager
def limit_by_signals(seconds: float, clock: float, trace: Trace) -> Iterator[None]:
    """Limit by two timers of the system: for processor time, and for the clock."""

    def ring(signum: int, frame: FrameType | None) -> None:
        if is_debugged():
            return
        by_clock = signum == signal.SIGALRM
        raise TimeLimit(clock if by_clock else seconds, by_clock=by_clock)

    timers = {
        signal.SIGPROF: (signal.ITIMER_PROF, seconds),
        signal.SIGALRM: (signal.ITIMER_REAL, clock),
    }
    before = {number: signal.signal(number, ring) for number in timers}
    for number, (timer, limit) in timers.items():
        if trace is not None:
            faulthandler.register(number, trace, all_threads=False, chain=True)
        signal.setitimer(timer, limit, REPEAT)
    try:
        unlimited = no_limit(seconds, clock, trace)
        with unlimited if trace is None else _ended_by_the_system(seconds):
            yield
    finally:
        for number, (timer, _) in timers.items():
            signal.setitimer(timer, 0)
            if trace is not None:
                faulthandler.unregister(number)
            signal.signal(number, before[number])


@contextmanager
def _ended_by_the_system(seconds: float) -> Iterator[None]:
    """End this process once the block has used so much processor time, and some more.

    The system counts it, so that no `except` and no loop in C can prevent it.
    """
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    latest = math.ceil(time.process_time() + seconds + GRACE)
    if hard != resource.RLIM_INFINITY:
        latest = min(latest, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (latest, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


@contextmanager
def limit_by_thread(seconds: float, clock: float, trace: Trace) -> Iterator[None]:
    """Limit by another thread, which raises the exception in this one."""
    import ctypes

    watched = ctypes.c_ulong(threading.get_ident())
    done = threading.Event()
    used, begun = time.process_time(), time.monotonic()

    def watch() -> None:
        wait = LOOK
        while not done.wait(wait):
            over = time.process_time() - used - seconds
            late = over > 0 or time.monotonic() - begun > clock
            if late and not is_debugged():
                wait = REPEAT
                if trace is not None:
                    faulthandler.dump_traceback(trace)
                if trace is not None and over > GRACE:
                    _end_process()
                ctypes.pythonapi.PyThreadState_SetAsyncExc(
                    watched, ctypes.py_object(TimeLimit)
                )

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield
    except TimeLimit as error:
        by_clock = time.process_time() - used <= seconds
        limit = TimeLimit(clock if by_clock else seconds, by_clock=by_clock)
        raise limit.with_traceback(error.__traceback__) from None
    finally:
        done.set()
        thread.join()


def _end_process() -> None:
    if HAS_SIGNAL:
        signal.raise_signal(signal.SIGXCPU)
    os._exit(OUT_OF_TIME)


@contextmanager
def print_limit() -> Iterator["_Printed"]:
    """Raise `Flood` in the block once it has printed more than `PRINT_LIMIT` characters.

    The value of the block has what was printed: `text`, and `on_import` of a subject.
    """
    printed = _Printed(sys.stdout)
    with redirect_stdout(printed):
        yield printed


@contextmanager
def prints_of_import() -> Iterator[None]:
    """Keep what is printed in the block apart: an import is not a part of a test."""
    printed = sys.stdout
    if not isinstance(printed, _Printed):
        yield
        return
    before, printed.text = printed.text, ""
    try:
        yield
    finally:
        printed.on_import, printed.text = printed.text, before


class _Printed:
    """Standard output that counts, and keeps the first `KEPT` characters."""

    def __init__(self, stream: Any) -> None:
        self.text = ""
        self.on_import = ""  # what the file under test printed as it was loaded
        self._stream = stream
        self._left = PRINT_LIMIT

    def write(self, text: str) -> int:
        self._left -= len(text)
        if self._left < 0:
            raise Flood(
                f"printed more than {PRINT_LIMIT:,} characters: remove the print"
            )
        self.text += text[: max(0, KEPT - len(self.text))]
        return int(self._stream.write(text))

    def writelines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(line)

    def close(self) -> None:
        """Do nothing: the stream below is needed after the test."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
