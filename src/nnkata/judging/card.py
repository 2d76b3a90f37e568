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
from nnkata.errors import NnkataError, plain
from nnkata.judging.verdict import LONGEST, Outcome, Place, TestVerdict
from nnkata.subject.foreign import is_double, is_model
from nnkata.subject.limits import Died, Flood, TimeLimit
from nnkata.subject.origin import frames_in, innermost_frame
from nnkata.subject.unsupported import Unsupported, message_of

if TYPE_CHECKING:
    from nnkata.diagnosis.examiner import Finding


WIDTH = 74
# So many values of an array are shown one by one, if they fit.
SMALL = (24, 12, 6, 2)
# As pytest.raises says it, which up to version 8 shows the class itself.
NOTHING_RAISED = re.compile(r"Failed: DID NOT RAISE (?:<class '(?:\w+\.)*)?(\w+)")
STUB = ": write me"  # what the error of a stub ends with
LIMITS = (TimeLimit, Flood, Died)
DELIBERATE = (AssertionError, Unopenable, Unsupported, *LIMITS)


def is_stub(error: BaseException) -> bool:
    """Return whether the body of a stub has raised it."""
    return isinstance(error, NotImplementedError) and str(error).endswith(STUB)


def is_plain(error: BaseException, subject: Path) -> bool:
    """Return whether the message says all there is to say: no call is worth comparing."""
    plain = (NnkataError, Unopenable, *LIMITS)
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
        refusal = _refusal(error, subject)
        card = with_line(refusal or str(error), place)
        raised = error if refusal or isinstance(error, LIMITS) else None
    elif isinstance(error, AssertionError):
        card, raised = _message(error), None
    else:
        card = (*_raised(error, place), *_shapes(error, subject))
    outcome = Outcome.TIMEOUT if isinstance(error, TimeLimit) else Outcome.FAILED
    name = _kind(raised) if raised is not None else ""
    if not isinstance(error, Unopenable):
        card = _fitting(card)
    failure = TestVerdict("", outcome, card=card, place=place, error=name)
    if finding is None:
        return failure
    if isinstance(error, AssertionError):
        card = (card + _tolerance(error))[:3]
    card = _assembled(card, finding, kata)
    function, mistake = finding.call.function, finding.mistake
    return replace(failure, card=card, function=function, mistake=mistake)


def _kind(error: BaseException) -> str:
    """Return the type of an error; NumPy has one of its own for a lack of memory."""
    is_memory = isinstance(error, MemoryError) or (
        isinstance(error, TimeLimit) and error.has_filled_memory
    )
    return "MemoryError" if is_memory else plain(type(error).__name__)


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
    next_step = command(f"hint {_kata(finding.call) or kata} {finding.call.function}")
    reading = _row("reading", finding.advice, most=4)
    rest = [*_row("right", right, most=1), *reading, *_row("next", next_step, most=1)]
    room = LONGEST - len(rest)
    body = list(message) + _row("call", _written(finding.call), most=2)
    body += _expected(finding, message)
    said = " ".join(map(str.strip, message))
    for statement in finding.statements:
        body += _row("yours", _news(statement, said), most=2)
    return tuple(body[:room] + rest)


def _kata(call: Any) -> str:
    """Return the kata in which a called function stands, "" if that is not known."""
    module = str(getattr(call.target, "__module__", ""))
    return module.rpartition(".")[2] if module.startswith("katas.") else ""


def _news(statement: str, message: str) -> str:
    """Return what a statement says that the message and the label `yours` do not."""
    name, colon, claim = statement.partition(": ")
    parts = [part for part in (claim or name).split("; ") if part not in message]
    parts = [part.removeprefix("yours is ") for part in parts]
    return f"{name}{colon}{'; '.join(parts)}" if parts and claim else "; ".join(parts)


def with_row(card: tuple[str, ...], label: str, text: str) -> tuple[str, ...]:
    """Return a card with one more labelled text, before the next step if it has one."""
    row = _row(label, text, most=3)
    last = [line for line in card[-1:] if line.startswith("next ")]
    body = card[: len(card) - len(last)]
    return (*body[: LONGEST - len(row) - len(last)], *row, *last)


def _fitting(message: tuple[str, ...]) -> tuple[str, ...]:
    """Return the lines of a message, each on two lines where it is too long."""
    wrap = textwrap.TextWrapper(
        WIDTH, subsequent_indent="    ", max_lines=2, placeholder=" ..."
    )
    lines = [plain(part) for line in message for part in wrap.wrap(line) or [""]]
    return tuple(lines[:LONGEST])


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
    if any(_value(value, 0) == "rng" for value in finding.call.arguments.values()):
        return []  # right answers draw other numbers
    if finding.expected_error:
        kind = finding.expected_error.partition(":")[0]
        return [] if kind in message[0] else _row("expected", kind, most=1)
    if finding.call.error is not None:
        (want,) = _short(finding.expected)
        return _row("expected", want, most=1)
    got, want = _short(finding.call.result, finding.expected)
    if not got or not want or got == want:
        return []
    return _row("expected", want, most=1) + _row("got", got, most=1)


def _written(call: Any) -> str:
    """Return a call as a reader would write it, with as many values as two lines hold."""
    texts = [_with_values(call, small) for small in SMALL]
    return next((text for text in texts if len(text) <= 2 * (WIDTH - 16)), texts[-1])


def _with_values(call: Any, small: int) -> str:
    given = call.arguments.items()
    arguments = [_argument(name, value, small) for name, value in given]
    return f"{call.function}({', '.join(arguments)})"


def _argument(name: str, value: Any, small: int) -> str:
    if _is_large(value, small):
        return f"{name} of shape {value.shape}"
    return f"{name}={_value(value, small)}"


def _is_large(value: Any, small: int) -> bool:
    return bool(getattr(value, "shape", ())) and value.size > small


def _short(*results: Any) -> list[str]:
    """Return each result as a line, or "" for each if one is too long."""
    texts = [[_value(each, small) for each in results] for small in SMALL]
    fitting = (each for each in texts if max(map(len, each)) <= WIDTH - 9)
    return next(fitting, [""] * len(results))


def _value(value: Any, small: int) -> str:
    """Return a value as text; of an array with more values than `small`, its shape."""
    import numpy as np

    if isinstance(value, np.ndarray):
        if _is_large(value, small):
            return f"an array of shape {value.shape}"
        if value.dtype.kind == "f":
            value = (
                value + 0.0
            )  # -0. is 0., and which of them it is depends on the machine
        text = np.array2string(value, WIDTH * small, separator=", ", precision=6)
        text = " ".join(text.split()).replace("[ ", "[")
        return text.replace(" ,", ",").replace(" ]", "]")
    if isinstance(value, float | np.floating):
        return f"{float(value):.7g}"
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, tuple | list):
        inner = ", ".join(_value(item, small) for item in value)
        return f"({inner})" if isinstance(value, tuple) else f"[{inner}]"
    if isinstance(value, dict):
        pairs = [f"{key!r}: {_value(part, small)}" for key, part in value.items()]
        return f"{{{', '.join(pairs)}}}"
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


def _shapes(error: BaseException, subject: Path) -> list[str]:
    """Return rows on the shapes that NumPy did not accept."""
    from nnkata.judging.shapes import shapes_of

    shapes, promised = shapes_of(error, subject)
    rows = _row("shapes", shapes, most=2) if shapes else []
    return rows + (_row("promised", promised, most=2) if promised else [])


def with_line(text: str, place: Place | None) -> tuple[str, ...]:
    """Return the text, and the learner's line below it if there is one."""
    return (text, f"in {place.function}, {place}:  {place.code}") if place else (text,)


def _place(error: BaseException, subject: Path) -> Place | None:
    """Return the innermost line of the file under test."""
    frame = innermost_frame(error, subject)
    return Place(str(subject), frame.lineno or 1, frame.name) if frame else None


def place_in(log: str, subject: str) -> Place | None:
    """Return the innermost line of the file under test in the last trace of a log."""
    for file, line, function in frames_in(log, subject):
        linecache.checkcache(subject)
        return Place(file, line, function)
    return None
