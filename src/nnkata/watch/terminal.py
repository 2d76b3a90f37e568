"""The watch in a terminal: its screen, its keys, the saves that wake it."""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from nnkata.content.catalog import Kata
from nnkata.content.workspace import Workspace, command, find_workspace, print_warning
from nnkata.errors import ContentError
from nnkata.judging.pool import Pool
from nnkata.watch.keyboard import Keyboard
from nnkata.watch.loop import News, Watch
from nnkata.watch.screen import ASCII, BLOCKS, Line, report_lines, screen

STYLES = {"good": "green", "bad": "red", "dim": "dim", "head": "bold", "plain": ""}
SIGNALS = {"SIGTERM": "quit", "SIGHUP": "quit", "SIGTSTP": "suspend"}


def watch(name: str | None, once: bool, fresh: bool) -> int:
    """Judge a kata at every save; with --once, or without a terminal, a single time."""
    pool = Pool()
    pool.prepare()  # gets warm while the rest is imported
    try:
        workspace = find_workspace(
            Path.cwd()
        )  # a notice shows what is wrong with a record
        at_work = Watch(workspace, _chosen(workspace, name).slug, pool)
        try:
            return _watch(at_work, once, fresh)
        finally:
            at_work.close()
    finally:
        pool.close()


def _watch(at_work: Watch, once: bool, fresh: bool) -> int:
    if once or not sys.stdout.isatty():
        return _once(at_work, fresh)
    with suppress(KeyboardInterrupt):
        _loop(at_work, fresh)
    verdict = at_work.state.verdict
    if verdict is not None:
        passed = sum(test.passed for test in verdict.counting)
        told = f"{verdict.slug}   {passed} of {verdict.total}"
        print(f"{told}   Go on: {command(f'watch {verdict.slug}')}")
    return 0


def _once(at_work: Watch, fresh: bool) -> int:
    """The verdict of the file as it is, printed; 1 unless it is green."""
    at_work.begin(fresh)
    while not at_work.settled:
        at_work.wait()
    terminal = _Terminal(at_work)
    terminal.print_all(report_lines(at_work.state, terminal.console.width))
    if at_work.state.notice:
        print_warning(at_work.state.notice)
    verdict = at_work.state.verdict
    return 0 if verdict is not None and verdict.passed else 1


def _loop(at_work: Watch, fresh: bool) -> None:
    terminal = _Terminal(at_work)
    tell = at_work.news.put
    keyboard = Keyboard(lambda key: tell(("key", key)))
    with terminal.shown(), _signals(tell), keyboard:
        at_work.state = at_work.state.with_keys(keyboard.there)
        terminal.paint()
        at_work.begin(fresh)
        terminal.paint()
        with _saves(at_work.workspace.katas, tell):
            while not at_work.over:
                changed = at_work.wait()
                if at_work.suspended:
                    keyboard.give_back()
                    terminal.suspend()
                    keyboard.take()
                if changed or terminal.resized:
                    terminal.paint()


def _chosen(workspace: Workspace, name: str | None) -> Kata:
    """The kata of that name, else the next one, else the last."""
    if name is not None:
        return workspace.kata(name)
    if not workspace.path:
        raise ContentError(f"{workspace.katas / 'syllabus.toml'} lists no kata.")
    return workspace.next_kata() or workspace.path[-1]


@contextmanager
def _saves(folder: Path, tell: Callable[[News], None]) -> Iterator[None]:
    """While open, changes below a folder are told: of folders, for an editor may save
    by renaming another file."""
    stop = threading.Event()
    thread = threading.Thread(target=_listen, args=(folder, tell, stop), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(2)


def _listen(folder: Path, tell: Callable[[News], None], stop: threading.Event) -> None:
    import watchfiles

    # Where a system has no room for another watch, the clock looks at the file.
    with suppress(OSError, RuntimeError):
        for _ in watchfiles.watch(
            folder,
            watch_filter=lambda change, path: path.endswith((".py", ".toml")),
            stop_event=stop,
            step=5,
            debounce=50,
            rust_timeout=500,
            poll_delay_ms=100,
            raise_interrupt=False,
        ):
            tell(("saved",))


@contextmanager
def _signals(tell: Callable[[News], None]) -> Iterator[None]:
    """A request to end or to make room is obeyed with the terminal put in order."""
    known = {
        getattr(signal, name): what
        for name, what in SIGNALS.items()
        if hasattr(signal, name)
    }

    def obey(number: int, frame: Any) -> None:
        tell(("signal", known[number]))

    before = {number: signal.signal(number, obey) for number in known}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class _Terminal:
    """Paints the watch's state: whole screens, or text where no cursor moves."""

    def __init__(self, at_work: Watch) -> None:
        from rich.console import Console

        self.console = Console(highlight=False, markup=False, emoji=False)
        self._at_work = at_work
        self._plain = self.console.is_dumb_terminal or self.console.legacy_windows
        self._size = self.console.size
        self._printed: Any = None
        utf8 = (self.console.encoding or "").lower().startswith("utf")
        self._chars = BLOCKS if utf8 else ASCII

    @property
    def resized(self) -> bool:
        return self.console.size != self._size

    @contextmanager
    def shown(self) -> Iterator[None]:
        """The screen is ours; what was on it comes back at the end."""
        self._take(True)
        try:
            yield
        finally:
            self._take(False)

    def suspend(self) -> None:
        """Stop as every program does on Ctrl-Z, and come back when the shell says so."""
        self._at_work.suspended = False
        self._take(False)
        os.kill(os.getpid(), signal.SIGSTOP)
        self._take(True)
        self.paint()

    def paint(self) -> None:
        state = self._at_work.state
        if self._plain:
            if self._at_work.settled and state != self._printed:
                self._printed = state
                self.print_all(report_lines(state, self.console.width))
            return
        self._size = self.console.size
        width, height = self._size
        lines = [
            self._styled(line) for line in screen(state, width, height, self._chars)
        ]
        # In one piece, each line to its end: nothing flickers.
        text = "\x1b[H" + "\x1b[K\r\n".join(lines) + "\x1b[K\x1b[J"
        self.console.file.write(text)
        self.console.file.flush()

    def print_all(self, lines: list[Line]) -> None:
        for line in lines:
            self.console.print(line.text, style=STYLES[line.role], soft_wrap=True)

    def _styled(self, line: Line) -> str:
        with self.console.capture() as captured:
            self.console.print(
                line.text,
                style=STYLES[line.role],
                end="",
                no_wrap=True,
                overflow="crop",
            )
        return captured.get()

    def _take(self, taken: bool) -> None:
        if not self._plain:
            self.console.set_alt_screen(taken)
            self.console.show_cursor(not taken)
