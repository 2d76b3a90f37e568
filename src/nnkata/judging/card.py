"""The failure card: what happened in a test, in the learner's terms.

At most twelve lines: the spec's message or the error with the learner's own line, the
call, what the result is to the right one, what is right, the reading, the next step.
Never a frame of ours. Where several explanations fit, it shows the numbers and is
silent about the cause.
"""

import linecache
import re
import textwrap
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nnkata.content.python_files import Unopenable
from nnkata.content.workspace import command
from nnkata.errors import NnkataError
from nnkata.judging.verdict import Outcome
from nnkata.subject.keras_doubles import Double, is_model
from nnkata.subject.limits import Flood, TimeLimit
from nnkata.subject.origin import innermost_frame, is_of_engine
from nnkata.subject.unsupported import Unsupported, message_of

if TYPE_CHECKING:
    from nnkata.diagnosis.examiner import Finding


LONGEST = 12  # lines
WIDTH = 84
SMALL = 6  # values of an array that are shown one by one
# As pytest.raises says it, which up to version 8 shows the class itself.
NOTHING_RAISED = re.compile(r"Failed: DID NOT RAISE (?:<class '(?:\w+\.)*)?(\w+)")


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
    mistake: str = ""

    def __str__(self) -> str:
        return "\n".join(self.lines)

    def with_lines(self, more: tuple[str, ...]) -> "Card":
        """The same card with something to add, if there is room for it."""
        return replace(self, lines=(self.lines + more)[:LONGEST])


def is_stub(error: BaseException) -> bool:
    return isinstance(error, NotImplementedError) and str(error).endswith(": write me")


DELIBERATE = (AssertionError, Unopenable, Unsupported, TimeLimit, Flood)


def is_ours(
    error: BaseException, subjects: Collection[Path], plugins: Collection[Path]
) -> bool:
    """Whether an error is a defect of nnkata or of a dataset plugin.

    Comparisons that fail, limits and what a subject cannot do are none; see
    `is_of_engine` for the rest.
    """
    return not isinstance(error, DELIBERATE) and is_of_engine(error, subjects, plugins)


def is_plain(error: BaseException) -> bool:
    """Whether the error says all there is to say: no call is worth comparing."""
    return is_stub(error) or isinstance(
        error, NnkataError | Unopenable | TimeLimit | Flood
    )


def unsupported_in(error: BaseException, subject: Path) -> str:
    """What the learner's code did that a kata cannot do, or ""."""
    return message_of(error) if _place(error, subject) else ""


def card_of(
    error: BaseException, subject: Path, kata: str, finding: "Finding | None" = None
) -> Card:
    """The card for whatever a test raised, with what the diagnosis found."""
    place = _place(error, subject)
    if is_stub(error):
        return Card(Outcome.UNWRITTEN, (f"{error}   ({place})",), place)
    if isinstance(error, TimeLimit):
        return Card(Outcome.TIMEOUT, with_line(f"{error}", place), place)
    unsupported = unsupported_in(error, subject)
    if unsupported or is_plain(error):
        lines = with_line(unsupported or str(error), place)
        return Card(Outcome.FAILED, lines, place)
    told = (
        _message(error) if isinstance(error, AssertionError) else _raised(error, place)
    )
    if finding is None:
        return Card(Outcome.FAILED, told, place)
    lines = _assembled(told + _tolerance(error), finding, kata)
    return Card(Outcome.FAILED, lines, place, finding.mistake)


def _tolerance(error: BaseException) -> tuple[str, ...]:
    """What would still have counted as equal, where numbers were compared."""
    rtol, atol = getattr(error, "rtol", 0), getattr(error, "atol", 0)
    return (f"within   {rtol:g} relative, {atol:g} absolute",) if rtol else ()


def _assembled(told: tuple[str, ...], finding: "Finding", kata: str) -> tuple[str, ...]:
    """The message first, then rows of a label and what belongs to it."""
    right = ", ".join(finding.right)
    next_step = command(f"hint {kata} {finding.call.function}")
    reading = _row("reading", finding.advice, most=4)
    rest = [*_row("right", right, most=1), *reading, *_row("next", next_step, most=1)]
    room = LONGEST - len(rest)
    body = list(told[:3]) + _row("call", called(finding.call), most=2)
    body += _expected(finding, told)
    for statement in finding.statements:
        body += _row("yours", statement, most=2)
    return tuple(body[:room] + rest)


def _row(label: str, text: str, most: int) -> list[str]:
    """A labelled text, wrapped under itself."""
    if not text:
        return []
    indent = " " * 9
    lines = textwrap.wrap(
        text, WIDTH, initial_indent=f"{label:<9}", subsequent_indent=indent
    )
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1][: WIDTH - 4] + " ..."]
    return lines


def _expected(finding: "Finding", told: tuple[str, ...]) -> list[str]:
    """The call's small results side by side, where the message does not show them."""
    if any(_value(value) == "rng" for value in finding.call.arguments.values()):
        return []  # right answers draw other numbers
    if finding.expected_error:
        kind = finding.expected_error.partition(":")[0]
        return [] if kind in told[0] else _row("expected", kind, most=1)
    got, want = shown(finding.call.result), shown(finding.expected)
    if finding.call.error is not None:
        return _row("expected", want, most=1)
    if not got or not want or got == want:
        return []
    return _row("expected", want, most=1) + _row("got", got, most=1)


def called(call: Any) -> str:
    """A call as a reader would write it: small values as they are, others by shape."""
    arguments = [f"{name}={_value(value)}" for name, value in call.arguments.items()]
    return f"{call.function}({', '.join(arguments)})"


def shown(value: Any) -> str:
    """A result in a line, if it is short enough to be read there."""
    text = _value(value)
    return text if len(text) <= WIDTH - 9 else ""


def _value(value: Any) -> str:
    import numpy as np

    if isinstance(value, np.ndarray):
        if value.ndim and value.size > SMALL:
            return f"array{value.shape}"
        return np.array2string(value, separator=", ", precision=6).replace("\n", "")
    if isinstance(value, float | np.floating):
        return f"{float(value):.7g}"
    if isinstance(value, tuple | list):
        inner = ", ".join(_value(item) for item in value)
        return f"({inner})" if isinstance(value, tuple) else f"[{inner}]"
    if isinstance(value, dict):
        return (
            "{" + ", ".join(f"{key!r}: {_value(v)}" for key, v in value.items()) + "}"
        )
    if isinstance(value, np.random.Generator):
        return "rng"
    if is_model(value) or isinstance(value, Double):
        return "model"
    if callable(value):
        return "f"
    if isinstance(value, np.generic):
        value = value.item()
    return repr(value) if value is None or isinstance(value, int | str) else "..."


def _message(error: AssertionError) -> tuple[str, ...]:
    lines = str(error).splitlines() or ["the spec's claim does not hold"]
    return tuple(lines[:LONGEST])


def _raised(error: BaseException, place: Place | None) -> tuple[str, ...]:
    text = str(error).splitlines()
    told = f"{type(error).__name__}: {text[0]}" if text else type(error).__name__
    if nothing := NOTHING_RAISED.match(told):
        return (f"expected {nothing[1]}, nothing was raised",)
    if place is None:
        return (f"the spec could not use what your function returned: {told}",)
    return with_line(told, place)


def with_line(text: str, place: Place | None) -> tuple[str, ...]:
    """A message, and the learner's line below it."""
    if place is None:
        return (text,)
    return (text, f"in {place.function}, {place}:  {place.code}")


def _place(error: BaseException, subject: Path) -> Place | None:
    """Return the innermost line of the file under test."""
    frame = innermost_frame(error, subject)
    return Place(subject, frame.lineno or 1, frame.name) if frame else None
