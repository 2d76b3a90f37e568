"""Where a test was that did not stop: a trace written from outside of its thread.

The trace is written by a watchdog of the interpreter, so that it comes out of a loop
that swallows every exception, and of one inside of NumPy that never asks for signals.
"""

import faulthandler
import linecache
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nnkata.card import Place

LATER = 0.25  # seconds after the limit: by then a test that can be stopped has stopped
FRAME = re.compile(r'  File "(?P<file>.*)", line (?P<line>\d+) in (?P<function>.*)')


def stack_file(stream: str | Path) -> Path:
    """The trace stands beside the stream of verdicts."""
    return Path(f"{stream}.stack")


@contextmanager
def stack_later(stream: str | None, limit: float) -> Iterator[None]:
    """Write the trace if the block still runs a little after its limit."""
    if stream is None:
        yield
        return
    with open(stack_file(stream), "w", encoding="utf-8") as file:
        faulthandler.dump_traceback_later(limit + LATER, file=file)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()


def place_in(trace: Path, subject: str) -> Place | None:
    """The innermost line of the file under test in a trace, if there is one."""
    try:
        lines = trace.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    # The watchdog writes ASCII alone.
    wanted = subject.encode("ascii", "backslashreplace").decode()
    for line in lines:
        frame = FRAME.fullmatch(line)
        if frame and frame["file"] == wanted:
            linecache.checkcache(subject)
            return Place(Path(subject), int(frame["line"]), frame["function"])
    return None
