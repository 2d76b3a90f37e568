"""Limits on one test: how long it may run, and how much it may print.

Time is processor time of the test's process, so that a busy machine fails nobody; a
limit by the clock, far behind it, is for what sleeps or waits. Both are wider on a slow
machine. They raise a `BaseException`, so that a learner's `except Exception` does not
swallow them. In a process of its own, the system ends what did not stop by itself.
"""

import faulthandler
import math
import os
import signal
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from types import FrameType
from typing import IO, Any

PRINT_LIMIT = 200_000  # characters a test may print
KEPT = 10_000  # of them, which a verdict can show
REPEAT = 0.5  # seconds until a swallowed TimeLimit is raised again
PATIENCE = 20  # the limit by the clock is so many times that of processor time
GRACE = 1.0  # seconds of processor time that a test gets to stop after its limit
LOOK = 0.02  # seconds between two looks at the clocks, where there are no signals
# What `_measured` takes on a machine half as fast as the one that limits were set on.
NOMINAL = 0.008
# Exit status of a process that was ended for its processor time, by itself or by the
# system.
OUT_OF_TIME = 75
ENDED_FOR_TIME = (OUT_OF_TIME, -getattr(signal, "SIGXCPU", 24))


class TimeLimit(BaseException):
    """A test ran past its limit."""

    def __init__(self, seconds: float = 0.0, *, by_clock: bool = False) -> None:
        told = f"ran past its limit of {seconds:g} s of processor time"
        if by_clock:
            told = (
                f"did not end within {seconds:g} s by the clock, most of which it waited:"
                " take out what sleeps or waits"
            )
        super().__init__(told)


class Flood(BaseException):
    """A test printed more than anyone would read."""


def after_loops(seconds: float, loops: int) -> float:
    """What is left of a limit where tests before did not end: a half, a quarter, a tenth.

    One endless loop is waited for; the fifty tests that run into it, too, are not.
    """
    return seconds / min(1 << loops, 10)


@cache
def slowness() -> float:
    """Return how many times slower this machine is than limits allow for; at least 1."""
    return max(1.0, min(_measured() for _ in range(5)) / NOMINAL)


def _measured() -> float:
    """Seconds of processor time for a small piece of work, in Python and in NumPy."""
    import numpy as np

    coarse = time.get_clock_info("process_time").resolution > 1e-3
    clock = time.perf_counter if coarse else time.process_time
    begun = clock()
    matrix = np.full((64, 64), 0.01)
    for _ in range(8):
        matrix = np.tanh(matrix @ matrix + 0.01)
    sum(i * i for i in range(20_000))
    return clock() - begun


@contextmanager
def time_limit(
    seconds: float, clock: float | None = None, trace: IO[str] | None = None
) -> Iterator[None]:
    """Raise `TimeLimit` in the block once it has used up its time.

    Parameters
    ----------
    seconds : float
        Of processor time of this process; inf for no limit.
    clock : float, optional
        Seconds by the clock; `PATIENCE` times the others if not given.
    trace : file, optional
        Where it was is written there, from outside of its thread. Then the system ends
        this process, too, where the block still runs `GRACE` seconds later.
    """
    clock = seconds * PATIENCE if clock is None else clock
    in_main = threading.current_thread() is threading.main_thread()
    if math.isinf(seconds):
        yield
    elif hasattr(signal, "setitimer") and in_main:
        with _signals(seconds, clock, trace):
            yield
    else:
        with _watched(seconds, clock, trace):
            yield


def is_debugged() -> bool:
    """Whether a debugger watches: who looks at a line has all the time there is."""
    monitoring = getattr(sys, "monitoring", None)  # since Python 3.12
    by_events = monitoring and monitoring.get_tool(monitoring.DEBUGGER_ID)
    return sys.gettrace() is not None or bool(by_events)


@contextmanager
def print_limit() -> Iterator["Printed"]:
    """Raise `Flood` in the block once it has printed more than `PRINT_LIMIT`.

    The value of the block tells what was printed.
    """
    original = sys.stdout
    sys.stdout = printed = Printed(original)
    try:
        yield printed
    finally:
        sys.stdout = original


@contextmanager
def apart() -> Iterator[None]:
    """Keep what is printed in the block apart: an import is not a part of a test."""
    printed = sys.stdout
    if not isinstance(printed, Printed):
        yield
        return
    before, printed.text = printed.text, ""
    try:
        yield
    finally:
        printed.on_import, printed.text = printed.text, before


@contextmanager
def _signals(seconds: float, clock: float, trace: IO[str] | None) -> Iterator[None]:
    """Two timers of the system: one counts processor time, one the clock."""

    def ring(signum: int, frame: FrameType | None) -> None:
        if is_debugged():
            return
        by_clock = signum == signal.SIGALRM
        raise TimeLimit(clock if by_clock else seconds, by_clock=by_clock)

    timers = {signal.SIGPROF: signal.ITIMER_PROF, signal.SIGALRM: signal.ITIMER_REAL}
    before = {number: signal.signal(number, ring) for number in timers}
    if trace is not None:
        for number in timers:
            faulthandler.register(number, trace, all_threads=False, chain=True)
    signal.setitimer(signal.ITIMER_PROF, seconds, REPEAT)
    signal.setitimer(signal.ITIMER_REAL, clock, REPEAT)
    try:
        with _ended_by_the_system(seconds if trace is not None else math.inf):
            yield
    finally:
        for number, timer in timers.items():
            signal.setitimer(timer, 0)
            if trace is not None:
                faulthandler.unregister(number)
            signal.signal(number, before[number])


@contextmanager
def _ended_by_the_system(seconds: float) -> Iterator[None]:
    """End this process once the block has used so much processor time, and some more.

    The system counts it, so that no `except` and no loop in C can prevent it.
    """
    if math.isinf(seconds):
        yield
        return
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
def _watched(seconds: float, clock: float, trace: IO[str] | None) -> Iterator[None]:
    """For systems without such timers: another thread raises the exception in this one."""
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
                    os._exit(OUT_OF_TIME)
                ctypes.pythonapi.PyThreadState_SetAsyncExc(
                    watched, ctypes.py_object(TimeLimit)
                )

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield
    except TimeLimit as error:
        by_clock = time.process_time() - used <= seconds
        told = TimeLimit(clock if by_clock else seconds, by_clock=by_clock)
        raise told.with_traceback(error.__traceback__) from None
    finally:
        done.set()
        thread.join()


class Printed:
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
        if len(self.text) < KEPT:
            self.text += text[: KEPT - len(self.text)]
        return int(self._stream.write(text))

    def writelines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(line)

    def close(self) -> None:
        """Do nothing: the stream below is needed after the test."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
