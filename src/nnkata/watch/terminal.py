"""The watch in a terminal: its screen, its keys, and the saves that wake it."""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from nnkata.content.catalog import Kata
from nnkata.content.workspace import Workspace, command, find_workspace, print_warning
from nnkata.errors import ContentError
from nnkata.judging.pool import Pool
from nnkata.watch.keyboard import listening, unbuffered
from nnkata.watch.loop import News, Watch
from nnkata.watch.screen import ASCII, BLOCKS, Line, report_lines, screen

STYLES = {"good": "green", "bad": "red", "dim": "dim", "head": "bold", "plain": ""}
SIGNALS = {"SIGTERM": "quit", "SIGHUP": "quit", "SIGTSTP": "suspend"}


def watch(name: str | None, once: bool, fresh: bool) -> int:
    """Judge a kata at every save; with `once`, or without a terminal, a single time.

    Return the exit status: with `once`, 1 unless the kata is passed.
    """
    with closing(Pool()) as pool:
        pool.prepare()  # gets warm while the rest is imported
        workspace = find_workspace(Path.cwd())  # the screen shows problems of a record
        slug = _kata(workspace, name).slug
        with closing(Watch(workspace, slug, pool)) as watched:
            if once or not sys.stdout.isatty():
                return _judge_once(watched, fresh)
            with suppress(KeyboardInterrupt):
                _loop(watched, fresh)
            _print_result(watched)
            return 0


def _kata(workspace: Workspace, name: str | None) -> Kata:
    """The kata of that name, else the next one, else the last."""
    if name is not None:
        return workspace.kata(name)
    if not workspace.path:
        raise ContentError(f"{workspace.katas / 'syllabus.toml'} lists no kata.")
    return workspace.next_kata() or workspace.path[-1]


def _judge_once(watched: Watch, fresh: bool) -> int:
    watched.begin(fresh)
    while not watched.settled:
        watched.wait()
    state, terminal = replace(watched.state, keys=False), _Terminal(watched)
    terminal.print_lines(report_lines(state, terminal.console.width))
    if state.notice:
        print_warning(state.notice)
    return 0 if state.verdict is not None and state.verdict.passed else 1


def _loop(watched: Watch, fresh: bool) -> None:
    terminal = _Terminal(watched)
    put = watched.news.put
    with _signals(put), listening(lambda key: put(("key", key))) as keys:
        watched.state = replace(watched.state, keys=keys)
        watched.begin(fresh)
        with _saves(watched.workspace.katas, put):
            while not watched.over:
                with terminal.shown():
                    _follow(watched, terminal)
                if watched.suspended:
                    watched.suspended = False
                    os.kill(os.getpid(), signal.SIGSTOP)  # until the shell goes on


def _follow(watched: Watch, terminal: "_Terminal") -> None:
    """Show the state as it changes, until the watch is over or suspended."""
    while not watched.over and not watched.suspended:
        if watched.wait() or terminal.resized:
            terminal.paint()


def _print_result(watched: Watch) -> None:
    verdict = watched.state.verdict
    if verdict is not None:
        passed = sum(test.passed for test in verdict.counting)
        go_on = command(f"watch {verdict.slug}")
        print(f"{verdict.slug}   {passed} of {verdict.total}   Go on: {go_on}")


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
            folder,
            watch_filter=lambda change, path: path.endswith((".py", ".toml")),
            stop_event=stop,
            step=5,
            debounce=50,
            rust_timeout=500,
            poll_delay_ms=100,
            raise_interrupt=False,
        ):
            put(("saved",))


@contextmanager
def _signals(put: Callable[[News], None]) -> Iterator[None]:
    """Report signals as news during the block, so that the terminal is put in order."""
    names = {getattr(signal, name, None): news for name, news in SIGNALS.items()}
    names.pop(None, None)  # Windows does not have all of them

    def report(number: int, frame: Any) -> None:
        put(("signal", names[signal.Signals(number)]))

    before = {number: signal.signal(number, report) for number in names if number}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class _Terminal:
    """Shows the state of a watch: as whole screens, or as text where no cursor moves."""

    def __init__(self, watched: Watch) -> None:
        from rich.console import Console

        self.console = Console(highlight=False, markup=False, emoji=False)
        self._watched = watched
        self._plain = self.console.is_dumb_terminal or self.console.legacy_windows
        self._size = self.console.size
        self._printed: Any = None
        utf8 = (self.console.encoding or "").lower().startswith("utf")
        self._cells = BLOCKS if utf8 else ASCII

    @property
    def resized(self) -> bool:
        return self.console.size != self._size

    @contextmanager
    def shown(self) -> Iterator[None]:
        """Use the whole screen during the block; what was on it comes back at the end."""
        self._take_screen(True)
        try:
            with unbuffered():
                self.paint()
                yield
        finally:
            self._take_screen(False)

    def _take_screen(self, taken: bool) -> None:
        if not self._plain:
            self.console.set_alt_screen(taken)
            self.console.show_cursor(not taken)

    def paint(self) -> None:
        state = self._watched.state
        if self._plain:
            if self._watched.settled and state != self._printed:
                self._printed = state
                self.print_lines(report_lines(state, self.console.width))
            return
        self._size = self.console.size
        lines = screen(state, *self._size, self._cells)
        # In one piece, each line to its end: nothing flickers.
        text = "\x1b[K\r\n".join(self._styled(line) for line in lines)
        self.console.file.write(f"\x1b[H{text}\x1b[K\x1b[J")
        self.console.file.flush()

    def print_lines(self, lines: list[Line]) -> None:
        for line in lines:
            self.console.print(line.text, style=STYLES[line.role], soft_wrap=True)

    def _styled(self, line: Line) -> str:
        style = STYLES[line.role]
        with self.console.capture() as captured:
            self.console.print(
                line.text, style=style, end="", no_wrap=True, overflow="crop"
            )
        return captured.get()
