"""Single keys of a terminal, on any system, without waiting for Enter."""

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

POLL = 0.05  # seconds


@contextmanager
def unbuffered() -> Iterator[None]:
    """Let the terminal hand over each key at once, and not show it, during the block."""
    if sys.platform == "win32" or not sys.stdin.isatty():
        yield
        return
    import termios
    import tty

    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    tty.setcbreak(terminal)
    try:
        yield
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)


@contextmanager
def listening(on_key: Callable[[str], None]) -> Iterator[bool]:
    """Call `on_key` with each key that is pressed during the block.

    Yield whether there is a keyboard. A terminal that goes away counts as the key "q".
    """
    closed = threading.Event()
    read = _read_windows if os.name == "nt" else _read_posix
    if sys.stdin.isatty():
        threading.Thread(target=read, args=(on_key, closed), daemon=True).start()
    try:
        yield sys.stdin.isatty()
    finally:
        closed.set()


def _read_posix(on_key: Callable[[str], None], closed: threading.Event) -> None:
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
            on_key("q")
            return
        _call_for_each(data.decode("utf-8", "replace"), on_key)


def _read_windows(on_key: Callable[[str], None], closed: threading.Event) -> None:
    if sys.platform == "win32":
        import msvcrt

        while not closed.wait(POLL):
            while msvcrt.kbhit():
                _call_for_each(msvcrt.getwch(), on_key)


def _call_for_each(text: str, on_key: Callable[[str], None]) -> None:
    if text.startswith(
        "\x1b"
    ):  # an arrow, or another key that sends several characters
        return
    for key in text:
        on_key(key)
