"""The watch in a terminal: its screen, its keys, and the saves that wake it."""

import os
import re
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from nnkata.content.workspace import command, find_workspace, print_warning
from nnkata.judging.pool import Pool
from nnkata.watch.loop import News, Watch
from nnkata.watch.screen import ASCII, BLOCKS, Line, report_lines, screen
from nnkata.watch.state import State

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

# Keys as terminals hand them over, those of several characters first.
KEY = re.compile(r"\x1b[\[O][\d;]*[A-Za-z~]|[\x00\xe0].|.", re.DOTALL)
UP = ("\x1b[A", "\x1bOA", "\x1b[5~", "\xe0H", "\xe0I")  # the last two on Windows
DOWN = ("\x1b[B", "\x1bOB", "\x1b[6~", "\xe0P", "\xe0Q")
ARROWS = dict.fromkeys(UP, "up") | dict.fromkeys(DOWN, "down")
STYLES = {"good": "green", "bad": "red", "dim": "dim", "head": "bold", "plain": ""}


def watch(name: str | None, once: bool, fresh: bool) -> int:
    """Judge a kata at every save; with `once`, or without a terminal, a single time.

    Return the exit status: with `once`, 1 unless the kata is passed.
    """
    with closing(Pool()) as pool:
        pool.prepare()  # gets warm while the rest is imported
        workspace = find_workspace(Path.cwd())  # the screen shows problems of a record
        slug = workspace.current_kata(name).slug
        with closing(Watch(workspace, slug, pool)) as watched:
            if once or not sys.stdout.isatty():
                return _judge_once(watched, fresh)
            with suppress(KeyboardInterrupt):
                _loop(watched, fresh)
            _print_result(watched)
            return 0


def _judge_once(watched: Watch, fresh: bool) -> int:
    watched.judge(fresh)
    while not watched.settled:
        watched.wait()
    state = replace(watched.state, keys=False)
    _print_report(state, _console())
    if state.notice:
        print_warning(state.notice)
    return 0 if state.verdict is not None and state.verdict.passed else 1


def _loop(watched: Watch, fresh: bool) -> None:
    put, console = watched.news.put, _console()
    _report_signals(put)
    keys = _listen(lambda key: put(("key", key)))
    watched.state = replace(watched.state, keys=keys)
    watched.judge(fresh)
    moves_cursor = not (console.is_dumb_terminal or console.legacy_windows)
    show = _show_on_screen if moves_cursor else _show_as_text
    with _saves(watched.workspace.katas, put):
        while not watched.over:
            with _unbuffered():
                show(watched, console)
            if watched.suspended:
                watched.suspended = False
                os.kill(os.getpid(), signal.SIGSTOP)  # until the shell goes on


def _print_result(watched: Watch) -> None:
    verdict = watched.state.verdict
    if verdict is not None:
        passed = sum(test.passed for test in verdict.counting)
        go_on = command(f"watch {verdict.slug}")
        print(f"{verdict.slug}   {passed} of {verdict.total}   Go on: {go_on}")


# -- what is shown ---------------------------------------------------------------------


def _console() -> "Console":
    from rich.console import Console

    return Console(highlight=False)


def _show_on_screen(watched: Watch, console: "Console") -> None:
    """Use the whole screen; what was on it comes back at the end."""
    from rich.live import Live

    cells = ASCII if console.options.ascii_only else BLOCKS
    with Live(console=console, screen=True, auto_refresh=False) as live:
        for state in _changes(watched, console):
            lines = screen(state, *console.size, cells)
            live.update(_text(lines), refresh=True)


def _show_as_text(watched: Watch, console: "Console") -> None:
    """Print each verdict: for a terminal whose cursor does not move."""
    for state in _changes(watched, console):
        if watched.settled:
            _print_report(state, console)


def _print_report(state: State, console: "Console") -> None:
    console.print(_text(report_lines(state, console.width)), soft_wrap=True)


def _text(lines: list[Line]) -> "Text":
    from rich.text import Text

    styled = [Text(line.text, STYLES[line.role]) for line in lines]
    return Text("\n", no_wrap=True, overflow="crop").join(styled)


def _changes(watched: Watch, console: "Console") -> Iterator[State]:
    """Return each state that is worth painting, until the watch is over or suspended."""
    shown, changed = None, True
    while not (watched.over or watched.suspended):
        current = watched.state, console.size
        if changed and current != shown:
            shown = current
            yield watched.state
        changed = watched.wait()


# -- keys ------------------------------------------------------------------------------


@contextmanager
def _unbuffered() -> Iterator[None]:
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


def _listen(on_key: Callable[[str], None]) -> bool:
    """Call `on_key` with each key that is pressed; return whether there is a keyboard.

    A terminal that goes away counts as the key "q".
    """
    has_keyboard = sys.stdin.isatty()
    if has_keyboard:
        threading.Thread(target=_report_keys, args=(on_key,), daemon=True).start()
    return has_keyboard


def _report_keys(on_key: Callable[[str], None]) -> None:
    while keys := _read_keys():
        for key in KEY.findall(keys):
            on_key(ARROWS.get(key, key))
    on_key("q")


def _read_keys() -> str:
    """Wait for a key, and return it; "" if the terminal is gone."""
    if sys.platform == "win32":
        import msvcrt

        key = msvcrt.getwch()
        return key + msvcrt.getwch() if key in "\x00\xe0" else key
    try:
        return os.read(sys.stdin.fileno(), 64).decode("utf-8", "replace")
    except OSError:
        return ""


# -- saves and signals -----------------------------------------------------------------


@contextmanager
def _saves(folder: Path, put: Callable[[News], None]) -> Iterator[None]:
    """Report changes below a folder as news, during the block.

    A folder is observed, not a file: an editor may save by renaming another file.
    """
    stop = threading.Event()
    thread = threading.Thread(
        target=_report_saves, args=(folder, put, stop), daemon=True
    )
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(2)


def _report_saves(
    folder: Path, put: Callable[[News], None], stop: threading.Event
) -> None:
    import watchfiles

    # Where a system has no room for another watch, the clock looks at the file.
    with suppress(OSError, RuntimeError):
        for _ in watchfiles.watch(
            folder, watch_filter=None, step=5, debounce=50, stop_event=stop
        ):
            put(("saved",))


def _report_signals(put: Callable[[News], None]) -> None:
    """Let signals to end act as Ctrl-C does, and one to suspend come as news.

    So the terminal is put in order first. Windows does not have all of them.
    """
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)
    if hasattr(signal, "SIGTSTP"):
        signal.signal(signal.SIGTSTP, lambda number, frame: put(("suspend",)))
