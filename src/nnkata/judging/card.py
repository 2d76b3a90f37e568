"""The failure card: what happened in a test, in the learner's terms.

At most twelve lines: the spec's message or the error with the learner's own line, the
call, what the result is to the right one, what is right, the reading, the next step.
Never a frame of ours. Where several explanations fit, it shows the numbers and is
silent about the cause.
"""

import linecache
import re
import textwrap
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nnkata.content.python_files import Unopenable
from nnkata.content.workspace import command
from nnkata.errors import NnkataError
from nnkata.judging.verdict import LONGEST, Outcome, Place, TestVerdict
from nnkata.subject.foreign import is_double, is_model
from nnkata.subject.limits import Flood, TimeLimit
from nnkata.subject.origin import innermost_frame
from nnkata.subject.unsupported import Unsupported, message_of

if TYPE_CHECKING:
    from nnkata.diagnosis.examiner import Finding


WIDTH = 84
SMALL = 6  # values of an array that are shown one by one
# As pytest.raises says it, which up to version 8 shows the class itself.
NOTHING_RAISED = re.compile(r"Failed: DID NOT RAISE (?:<class '(?:\w+\.)*)?(\w+)")
# Of the fault handler's traces.
BEGINNING = "(most recent call first):"
FRAME = re.compile(r'  File "(?P<file>.*)", line (?P<line>\d+) in (?P<function>.*)')
STUB = ": write me"  # what the error of a stub ends with
DELIBERATE = (AssertionError, Unopenable, Unsupported, TimeLimit, Flood)


def is_stub(error: BaseException) -> bool:
    """Return whether the body of a stub has raised it."""
    return isinstance(error, NotImplementedError) and str(error).endswith(STUB)


def is_plain(error: BaseException, subject: Path) -> bool:
    """Return whether the message says all there is to say: no call is worth comparing."""
    plain = NnkataError | Unopenable | TimeLimit | Flood
    return isinstance(error, plain) or is_stub(error) or bool(_refusal(error, subject))


def failure_of(
    error: BaseException, subject: Path, kata: str, finding: "Finding | None" = None
) -> TestVerdict:
    """Return the verdict on a test that raised `error`, with its card but no name yet.

    `subject` is the file under test, `finding` what the diagnosis has found.
    """
    place = _place(error, subject)
    if is_stub(error):
        line, function = f"{error}   ({place})", str(error).removesuffix(STUB)
        unwritten = TestVerdict("", Outcome.UNWRITTEN, card=(line,), place=place)
        return replace(unwritten, function=function)
    raised: BaseException | None = error
    if isinstance(error, Unopenable):
        card, raised = (*error.card, *with_line("", place)[1:]), error.__cause__
    elif is_plain(error, subject):
        card, raised = with_line(_refusal(error, subject) or str(error), place), None
    elif isinstance(error, AssertionError):
        card, raised = _message(error), None
    else:
        card = _raised(error, place)
    outcome = Outcome.TIMEOUT if isinstance(error, TimeLimit) else Outcome.FAILED
    name = type(raised).__name__ if raised is not None else ""
    failure = TestVerdict("", outcome, card=card, place=place, error=name)
    if finding is None:
        return failure
    card = _assembled(card + _tolerance(error), finding, kata)
    function, mistake = finding.call.function, finding.mistake
    return replace(failure, card=card, function=function, mistake=mistake)


def _refusal(error: BaseException, subject: Path) -> str:
    """Return the message on what the learner's code did that a kata cannot do, or ""."""
    return message_of(error) if _place(error, subject) else ""


def _tolerance(error: BaseException) -> tuple[str, ...]:
    """Return a line on what would still have counted as equal, for a mismatch of numbers."""
    rtol, atol = getattr(error, "rtol", 0), getattr(error, "atol", 0)
    return (f"within   {rtol:g} relative, {atol:g} absolute",) if rtol else ()


def _assembled(
    message: tuple[str, ...], finding: "Finding", kata: str
) -> tuple[str, ...]:
    """Return the lines of a card: the message, then rows that begin with a label."""
    right = ", ".join(finding.right)
    next_step = command(f"hint {kata} {finding.call.function}")
    reading = _row("reading", finding.advice, most=4)
    rest = [*_row("right", right, most=1), *reading, *_row("next", next_step, most=1)]
    room = LONGEST - len(rest)
    body = list(message[:3]) + _row("call", _written(finding.call), most=2)
    body += _expected(finding, message)
    for statement in finding.statements:
        body += _row("yours", statement, most=2)
    return tuple(body[:room] + rest)


def _row(label: str, text: str, most: int) -> list[str]:
    """Return a labelled text, wrapped under itself."""
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=f"{label:<9}",
        subsequent_indent=" " * 9,
        max_lines=most,
        placeholder=" ...",
    )


def _expected(finding: "Finding", message: tuple[str, ...]) -> list[str]:
    """Return the call's small results, where the message does not show them."""
    if any(_value(value) == "rng" for value in finding.call.arguments.values()):
        return []  # right answers draw other numbers
    if finding.expected_error:
        kind = finding.expected_error.partition(":")[0]
        return [] if kind in message[0] else _row("expected", kind, most=1)
    got, want = _short(finding.call.result), _short(finding.expected)
    if finding.call.error is not None:
        return _row("expected", want, most=1)
    if not got or not want or got == want:
        return []
    return _row("expected", want, most=1) + _row("got", got, most=1)


def _written(call: Any) -> str:
    """Return a call as a reader would write it: small values as they are, others by shape."""
    arguments = [f"{name}={_value(value)}" for name, value in call.arguments.items()]
    return f"{call.function}({', '.join(arguments)})"


def _short(value: Any) -> str:
    """Return a result as a line, "" if it is too long for one."""
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
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, tuple | list):
        inner = ", ".join(_value(item) for item in value)
        return f"({inner})" if isinstance(value, tuple) else f"[{inner}]"
    if isinstance(value, dict):
        inner = ", ".join(f"{key!r}: {_value(part)}" for key, part in value.items())
        return f"{{{inner}}}"
    if isinstance(value, np.random.Generator):
        return "rng"
    if is_model(value) or is_double(value):
        return "model"
    if callable(value):
        return "f"
    return repr(value) if value is None or isinstance(value, int | str) else "..."


def _message(error: AssertionError) -> tuple[str, ...]:
    lines = str(error).splitlines() or ["the spec's claim does not hold"]
    return tuple(lines[:LONGEST])


def _raised(error: BaseException, place: Place | None) -> tuple[str, ...]:
    message = ": ".join([type(error).__name__, *str(error).splitlines()[:1]])
    if nothing := NOTHING_RAISED.match(message):
        return (f"expected {nothing[1]}, nothing was raised",)
    if place is None:
        return (f"the spec could not use what your function returned: {message}",)
    return with_line(message, place)


def with_line(text: str, place: Place | None) -> tuple[str, ...]:
    """Return the text, and the learner's line below it if there is one."""
    return (text, f"in {place.function}, {place}:  {place.code}") if place else (text,)


def _place(error: BaseException, subject: Path) -> Place | None:
    """Return the innermost line of the file under test."""
    frame = innermost_frame(error, subject)
    return Place(str(subject), frame.lineno or 1, frame.name) if frame else None


def place_in(log: str, subject: str) -> Place | None:
    """Return the innermost line of the file under test in the last trace of a log.

    The interpreter's fault handler writes one when a limit rings, so that it comes out
    of a loop that swallows every exception, and of one inside of NumPy that never asks
    for signals.
    """
    # The fault handler writes ASCII alone.
    wanted = subject.encode("ascii", "backslashreplace").decode()
    for line in log.rpartition(BEGINNING)[2].splitlines():
        frame = FRAME.fullmatch(line)
        if frame and frame["file"] == wanted:
            linecache.checkcache(subject)
            return Place(subject, int(frame["line"]), frame["function"])
    return None
