"""Single keys of a terminal, on any system, without waiting for Enter."""

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


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


def listen(on_key: Callable[[str], None]) -> bool:
    """Call `on_key` with each key that is pressed; return whether there is a keyboard.

    A terminal that goes away counts as the key "q".
    """
    has_keyboard = sys.stdin.isatty()
    if has_keyboard:
        threading.Thread(target=_report_keys, args=(on_key,), daemon=True).start()
    return has_keyboard


def _report_keys(on_key: Callable[[str], None]) -> None:
    while keys := _read():
        if not keys.startswith(
            "\x1b"
        ):  # an arrow, or another key of several characters
            for key in keys:
                on_key(key)
    on_key("q")


def _read() -> str:
    """Wait for a key, and return it; "" if the terminal is gone."""
    if sys.platform == "win32":
        import msvcrt

        return msvcrt.getwch()
    try:
        return os.read(sys.stdin.fileno(), 64).decode("utf-8", "replace")
    except OSError:
        return ""
