"""The failure card: what happened in a test, in the learner's terms.

Never a frame of ours: the learner's own lines where there are some, the spec's
sentence where there are none.
"""

import linecache
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from nnkata.limits import Flood, TimeLimit
from nnkata.subject import MissingName, Unopenable
from nnkata.verdict import Outcome

LONGEST = 12  # lines


@dataclass(frozen=True)
class Place:
    """A line of the learner's code."""

    path: Path
    line: int
    function: str

    def __str__(self) -> str:
        return f"{self.path.name}:{self.line}"

    @property
    def code(self) -> str:
        return linecache.getline(str(self.path), self.line).strip()


@dataclass(frozen=True)
class Card:
    """What to tell about one failure, and which line to jump to."""

    outcome: Outcome
    lines: tuple[str, ...]
    place: Place | None = None

    def __str__(self) -> str:
        return "\n".join(self.lines)


def is_stub(error: BaseException) -> bool:
    return isinstance(error, NotImplementedError) and str(error).endswith(": write me")


def is_ours(error: BaseException, subject: Path) -> bool:
    """Whether the error is a defect of nnkata, to be shown with its traceback."""
    ours = Path(__file__).parent
    if isinstance(error, AssertionError | Unopenable | MissingName | TimeLimit | Flood):
        return False
    frames = _files(error.__traceback__)
    if subject in frames or not frames:
        return False
    innermost = frames[-1]
    return innermost.parent == ours and innermost.name not in ("testing.py", "recording.py")


def card_of(error: BaseException, subject: Path) -> Card:
    """The card for whatever a test raised."""
    place = _place(error.__traceback__, subject)
    if is_stub(error):
        return Card(Outcome.UNWRITTEN, (f"{error}   ({place})",), place)
    if isinstance(error, TimeLimit):
        return Card(Outcome.TIMEOUT, _with_line(f"{error}", place), place)
    if isinstance(error, Unopenable | MissingName | Flood):
        return Card(Outcome.FAILED, _with_line(str(error), place), place)
    if isinstance(error, AssertionError):
        return Card(Outcome.FAILED, _message(error), place)
    return Card(Outcome.FAILED, _raised(error, place), place)


def _message(error: AssertionError) -> tuple[str, ...]:
    lines = str(error).splitlines() or ["the spec's claim does not hold"]
    return tuple(lines[:LONGEST])


def _raised(error: BaseException, place: Place | None) -> tuple[str, ...]:
    text = str(error).splitlines()
    told = f"{type(error).__name__}: {text[0]}" if text else type(error).__name__
    if place is None:
        return (f"the spec could not use what your function returned: {told}",)
    return _with_line(told, place)


def _with_line(text: str, place: Place | None) -> tuple[str, ...]:
    if place is None:
        return (text,)
    return (text, f"in {place.function}, {place}:  {place.code}")


def _place(trace: TracebackType | None, subject: Path) -> Place | None:
    """The innermost line that belongs to the file under test."""
    found = None
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_filename == str(subject):
            found = Place(subject, trace.tb_lineno, code.co_name)
        trace = trace.tb_next
    return found


def _files(trace: TracebackType | None) -> list[Path]:
    found = []
    while trace is not None:
        found.append(Path(trace.tb_frame.f_code.co_filename))
        trace = trace.tb_next
    return found
