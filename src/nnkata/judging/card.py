"""The failure card: what happened in a test, in the learner's terms.

At most twelve lines: the spec's message or the error with the learner's own line, the
call, what the result is to the right one, what is right, the reading, the next step.
Never a frame of ours. Where several explanations fit, it shows the numbers and is
silent about the cause.
"""

import re
import textwrap
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nnkata.content.python_files import Unopenable
from nnkata.content.workspace import command
from nnkata.errors import NnkataError
from nnkata.judging.verdict import Outcome, Place, TestVerdict
from nnkata.subject.foreign import is_double, is_model
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


STUB = ": write me"  # what the error of a stub ends with
DELIBERATE = (AssertionError, Unopenable, Unsupported, TimeLimit, Flood)


def is_stub(error: BaseException) -> bool:
    """Return whether the body of a stub has raised it."""
    return isinstance(error, NotImplementedError) and str(error).endswith(STUB)


def is_ours(
    error: BaseException, subjects: Collection[Path], plugins: Collection[Path]
) -> bool:
    """Return whether an error is a defect of nnkata or of a dataset plugin.

    Comparisons that fail, limits and what a subject cannot do are none; see
    `is_of_engine` for the rest.
    """
    return not isinstance(error, DELIBERATE) and is_of_engine(error, subjects, plugins)


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
    outcome = Outcome.TIMEOUT if isinstance(error, TimeLimit) else Outcome.FAILED
    failure = TestVerdict("", outcome, place=place)
    if is_stub(error):
        line, function = f"{error}   ({place})", str(error).removesuffix(STUB)
        failure = replace(failure, outcome=Outcome.UNWRITTEN)
        return replace(failure, card=(line,), function=function)
    if is_plain(error, subject):
        lines = with_line(_refusal(error, subject) or str(error), place)
        cause = error.__cause__ if isinstance(error, Unopenable) else None
        return replace(failure, card=lines, error=_type_name(cause))
    if isinstance(error, AssertionError):
        failure = replace(failure, card=_message(error))
    else:
        lines = _raised(error, place)
        failure = replace(failure, card=lines, error=_type_name(error))
    if finding is None:
        return failure
    lines = _assembled(failure.card + _tolerance(error), finding, kata)
    function, mistake = finding.call.function, finding.mistake
    return replace(failure, card=lines, function=function, mistake=mistake)


def _refusal(error: BaseException, subject: Path) -> str:
    """Return the message on what the learner's code did that a kata cannot do, or ""."""
    return message_of(error) if _place(error, subject) else ""


def _type_name(error: BaseException | None) -> str:
    return type(error).__name__ if error else ""


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
    if not text:
        return []
    indent = " " * 9
    lines = textwrap.wrap(
        text, WIDTH, initial_indent=f"{label:<9}", subsequent_indent=indent
    )
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1][: WIDTH - 4] + " ..."]
    return lines


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
    if isinstance(value, tuple | list):
        inner = ", ".join(_value(item) for item in value)
        return f"({inner})" if isinstance(value, tuple) else f"[{inner}]"
    if isinstance(value, dict):
        return (
            "{" + ", ".join(f"{key!r}: {_value(v)}" for key, v in value.items()) + "}"
        )
    if isinstance(value, np.random.Generator):
        return "rng"
    if is_model(value) or is_double(value):
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
