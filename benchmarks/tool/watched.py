"""A `watch` in a terminal of its own (a pty; Linux and macOS), and what it takes."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path
from types import TracebackType

from measure.command import NNKATA
from measure.samples import Sample

PAUSE = 1.0  # seconds before a save: the next worker gets warm, as with a learner
CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[()][0-9A-Za-z]|[\x0e\x0f]")
JUDGED = re.compile(r"judged at")
FAILURE = re.compile(r"(?:^|[\r\n])x [a-z]")  # the head of a failure card


class Watched:
    """A watch of one kata in a workspace."""

    def __init__(self, folder: Path, slug: str) -> None:
        self._file = folder / "katas" / slug / f"{slug}.py"
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("4H", 40, 100, 0, 0))
        self._process = subprocess.Popen(
            [*NNKATA, "watch", slug, "--fresh"],
            cwd=folder,
            env={**os.environ, "TERM": "xterm"},
            stdin=slave,
            stdout=slave,
            stderr=slave,
        )
        os.close(slave)

    def __enter__(self) -> "Watched":
        try:
            self._until(re.compile("Write "))  # its first words on a stub
        except BaseException:
            self._close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()

    def _close(self) -> None:
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        os.close(self._master)

    def save_and_settle(self, text: str) -> None:
        """Save, and wait until the verdict is there and the next worker is warm."""
        self._save(text)
        self._until(JUDGED)
        time.sleep(PAUSE)

    def save_to_first_failure(self, text: str) -> Sample:
        """Save, and return what it took until the first failure was on the screen."""
        self._drain()
        before, begun = processor_times(self._process.pid), time.perf_counter()
        self._file.write_text(text, encoding="utf-8")
        shown = self._until(FAILURE)
        wall = time.perf_counter() - begun
        spent = self._spent_since(before)
        if not JUDGED.search(shown):
            self._until(JUDGED)
        time.sleep(PAUSE)
        return Sample(spent, wall)

    def _spent_since(self, before: dict[int, float]) -> float:
        """Return the processor time of all that this judgement took."""
        # Where the judging process was warm, one that the watch starts meanwhile is for
        # the next save. On a busy machine much of its start would fall into this one.
        ahead = new_children(self._process.pid, before) if len(before) > 1 else set()
        after = processor_times(self._process.pid)
        if not after:
            return float("nan")
        return sum(after[pid] - before.get(pid, 0.0) for pid in {*after} - ahead)

    def _save(self, text: str) -> None:
        self._drain()
        self._file.write_text(text, encoding="utf-8")

    def _drain(self) -> None:
        while select.select([self._master], [], [], 0)[0]:
            os.read(self._master, 65536)

    def _until(self, pattern: re.Pattern[str], seconds: float = 60.0) -> str:
        """Wait for a pattern, and return the screen's text since the call."""
        end, text, shown = time.monotonic() + seconds, b"", ""
        while time.monotonic() < end:
            if select.select([self._master], [], [], 0.5)[0]:
                text += os.read(self._master, 65536)
                shown = CONTROL.sub("\n", text.decode("utf-8", "replace"))
                if pattern.search(shown):
                    return shown
        raise RuntimeError(f"this did not appear: {pattern.pattern}\n{shown}")


def processor_times(parent: int) -> dict[int, float]:
    """Return seconds of processor time by process, of a process and all below it.

    They come from the scheduler, to the microsecond, where the system has such a table.
    """
    if sys.platform != "linux":
        return {}
    children = children_of()
    times, waiting = {}, [parent]
    while waiting:
        pid = waiting.pop()
        waiting += children.get(pid, [])
        times[pid] = sum(map(_seconds, Path(f"/proc/{pid}/task").glob("*/schedstat")))
    return times


def new_children(parent: int, before: dict[int, float]) -> set[int]:
    """Return the children that a process has started since."""
    return {*children_of().get(parent, [])} - {*before} if before else set()


def children_of() -> dict[int, list[int]]:
    """Return the processes of this machine by their parent."""
    children: dict[int, list[int]] = {}
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = file.read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:
            continue  # it has ended
        children.setdefault(int(fields[1]), []).append(int(file.parent.name))
    return children


def _seconds(schedstat: Path) -> float:
    try:
        return int(schedstat.read_text().split()[0]) / 1e9
    except OSError:
        return 0.0
