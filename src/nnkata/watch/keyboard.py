"""Single keys of a terminal, on any system, without waiting for Enter."""

import os
import sys
import threading
from collections.abc import Callable
from typing import Any

POLL = 0.05  # seconds


class Keyboard:
    """Tells every key as it is pressed, for as long as it is open.

    Attributes
    ----------
    there : bool
        Whether there is a keyboard at all; without one, nothing is ever told. A terminal
        that goes away is told as "q".
    """

    def __init__(self, told: Callable[[str], None]) -> None:
        self.there = sys.stdin.isatty()
        self._told = told
        self._closed = threading.Event()
        self._before: Any = None

    def __enter__(self) -> "Keyboard":
        self.take()
        if self.there:
            read = _read_windows if os.name == "nt" else _read_posix
            arguments = (self._told, self._closed)
            threading.Thread(target=read, args=arguments, daemon=True).start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._closed.set()
        self.give_back()

    def take(self) -> None:
        """The terminal hands over each key at once from now on, and does not show it."""
        if self.there and sys.platform != "win32":
            import termios
            import tty

            self._before = termios.tcgetattr(sys.stdin.fileno())
            tty.setcbreak(sys.stdin.fileno())

    def give_back(self) -> None:
        """The terminal is as it was."""
        if self._before is not None and sys.platform != "win32":
            import termios

            terminal = sys.stdin.fileno()
            termios.tcsetattr(terminal, termios.TCSADRAIN, self._before)


def _read_posix(told: Callable[[str], None], closed: threading.Event) -> None:
    import select

    terminal = sys.stdin.fileno()
    while not closed.is_set():
        try:
            if not select.select([terminal], [], [], 5 * POLL)[0]:
                continue
            data = os.read(terminal, 64)
        except OSError:
            data = b""
        if not data:
            told("q")
            return
        _tell_each(data.decode("utf-8", "replace"), told)


def _read_windows(told: Callable[[str], None], closed: threading.Event) -> None:
    if sys.platform == "win32":
        import msvcrt

        while not closed.wait(POLL):
            while msvcrt.kbhit():
                _tell_each(msvcrt.getwch(), told)


def _tell_each(text: str, told: Callable[[str], None]) -> None:
    if text.startswith("\x1b"):  # an arrow, and whatever else sends several at once
        return
    for key in text:
        told(key)
