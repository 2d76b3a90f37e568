"""The line where a test hangs, read from the trace that `limits` lets write.

The interpreter's fault handler writes it when a limit rings, so that it comes out of a
loop that swallows every exception, and of one inside of NumPy that never asks for
signals.
"""

import linecache
import re

from nnkata.judging.verdict import Place

BEGINNING = "(most recent call first):"
FRAME = re.compile(r'  File "(?P<file>.*)", line (?P<line>\d+) in (?P<function>.*)')


def place_in(log: str, subject: str) -> Place | None:
    """Return the innermost line of the file under test in the last trace of a log."""
    # The fault handler writes ASCII alone.
    wanted = subject.encode("ascii", "backslashreplace").decode()
    for line in log.rpartition(BEGINNING)[2].splitlines():
        frame = FRAME.fullmatch(line)
        if frame and frame["file"] == wanted:
            linecache.checkcache(subject)
            return Place(subject, int(frame["line"]), frame["function"])
    return None
