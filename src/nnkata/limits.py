"""Limits on one test: how long it may run, and how much it may print.

Both raise a `BaseException`, so that a learner's `except Exception` does not swallow
them. The command line adds a wall of its own: it ends the process of a test that did
not stop by itself.
"""

import signal
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

PRINT_LIMIT = 200_000  # characters a test may print
KEPT = 10_000  # of them, which a verdict can show
REPEAT = 0.5  # seconds until a swallowed TimeLimit is raised again


class TimeLimit(BaseException):
    """A test ran past its limit."""

    def __init__(self, seconds: float = 0.0) -> None:
        super().__init__(f"ran past its limit of {seconds:g} s")


class Flood(BaseException):
    """A test printed more than anyone would read."""


def after_loops(seconds: float, loops: int) -> float:
    """What is left of a limit where tests before did not end: a half, a quarter, a tenth.

    One endless loop is waited for; the fifty tests that run into it, too, are not.
    """
    return seconds / min(1 << loops, 10)


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise `TimeLimit` in the block once it has run for so long."""
    in_main = threading.current_thread() is threading.main_thread()
    if hasattr(signal, "setitimer") and in_main:
        with _alarm(seconds):
            yield
    else:
        with _async_exception(seconds):
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
def _alarm(seconds: float) -> Iterator[None]:
    def ring(signum: int, frame: FrameType | None) -> None:
        if not is_debugged():
            raise TimeLimit(seconds)

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, REPEAT)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _async_exception(seconds: float) -> Iterator[None]:
    """For systems without alarms: another thread raises the exception in this one."""
    import ctypes

    watched = ctypes.c_ulong(threading.get_ident())
    done = threading.Event()

    def ring() -> None:
        wait = seconds
        while not done.wait(wait):
            if is_debugged():
                continue
            ctypes.pythonapi.PyThreadState_SetAsyncExc(
                watched, ctypes.py_object(TimeLimit)
            )
            wait = REPEAT

    thread = threading.Thread(target=ring, daemon=True)
    thread.start()
    try:
        yield
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
