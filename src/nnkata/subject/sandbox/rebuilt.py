"""Errors of a worker, raised anew in the process that judges.

A class comes from an allow-list of built-in ones, or is made below the nearest of them.
The traceback has the lines of the subject that the worker tells, so that a card shows
them; its innermost frame is one of the subject's, or of this module.
"""

import builtins
import re
import sys
from contextlib import suppress
from pathlib import Path
from types import FunctionType, TracebackType
from typing import Any, NoReturn

import numpy as np

from nnkata.subject import limits
from nnkata.subject.unsupported import (
    ENDED,
    STOPPED,
    Unsupported,
    absent_behind_walls,
)

KNOWN: dict[str, type[Exception]] = {
    name: value
    for name, value in vars(builtins).items()
    if isinstance(value, type) and issubclass(value, Exception)
}
KNOWN |= {"LinAlgError": np.linalg.LinAlgError, "AxisError": np.exceptions.AxisError}
LONGEST = 20_000  # characters of a message
LINES = 1 << 20
LONGEST_NAME = 100
FUNCTION = re.compile(r"\w+|<\w+>")


def is_name(value: Any) -> bool:
    """Return whether a file may call something so."""
    is_short = type(value) is str and len(value) < LONGEST_NAME
    return is_short and value.isidentifier()


def raise_rebuilt(
    error: BaseException, frames: Any, file: Path, inner: TracebackType | None = None
) -> NoReturn:
    """Raise an error with a traceback of the lines of a file that a worker has told.

    `inner` stands below them: where the file has called the spec, and that has raised it.
    """
    raise error.with_traceback(_traceback(frames, file, inner))


def rebuilt(told: Any, limit: float) -> BaseException:
    """Return the error that a worker has told; `limit` is the time of the test."""
    told = told if type(told) is dict else {}
    classes = [name for name in _list(told.get("classes")) if type(name) is str][:20]
    arguments = [_argument(value) for value in _list(told.get("args"))][:3]
    name = classes[0] if classes else "Error"
    if name == "OutOfTime":
        return limits.TimeLimit(limit)
    if name == "TooMuchPrinted":
        return limits.Flood(
            f"printed more than {limits.PRINT_LIMIT:,} characters: remove the print"
        )
    if name in ("SystemExit", "Stopped"):
        return Unsupported(ENDED if name == "SystemExit" else STOPPED)
    if name == "ModuleNotFoundError" and _is_module(told.get("module")):
        return absent_behind_walls(told["module"])
    if "syntax" in told:
        return _syntax_error(name, told["syntax"])
    error = _of_class(name, classes, arguments, str(told.get("text"))[:LONGEST])
    if isinstance(error, ImportError) and _is_module(told.get("module")):
        error.name = told["module"]
    return error


def _is_module(value: Any) -> bool:
    is_short = type(value) is str and len(value) < LONGEST_NAME
    return is_short and all(part.isidentifier() for part in value.split("."))


def _of_class(
    name: str, classes: list[str], arguments: list[Any], text: str
) -> Exception:
    """Return an error of the nearest known class, with the name and text that were told."""
    base: type[Exception] = next(
        (KNOWN[each] for each in classes if each in KNOWN), Exception
    )
    if issubclass(base, SyntaxError):
        arguments = [text]  # it takes a text of four letters for a place
    with suppress(Exception):  # some want arguments of their own
        error = base(*arguments)
        if name in KNOWN and str(error) == text:
            return error
    name = name if is_name(name) else "Error"
    shown: dict[str, Any] = {"__str__": lambda self: text}
    for kind, given in ((base, arguments), (Exception, [])):
        with suppress(Exception):
            error = type(name, (kind,), shown)(*given)
            break
    return error


def _syntax_error(name: str, told: Any) -> SyntaxError:
    kinds: dict[str, type[SyntaxError]] = {
        kind.__name__: kind for kind in (IndentationError, TabError)
    }
    try:
        message, (file, line, offset, text, end_line, end_offset) = told
    except (TypeError, ValueError):
        return SyntaxError("Python cannot compile it")
    begin = _text(file), _number(line), _number(offset), _text(text)
    place = *begin, _number(end_line), _number(end_offset)
    return kinds.get(name, SyntaxError)(str(message)[:LONGEST], place)


def _text(value: Any) -> str | None:
    return value[:LONGEST] if type(value) is str else None


def _number(value: Any) -> int | None:
    return value if type(value) is int and 0 <= value < LINES else None


def _list(value: Any) -> list[Any]:
    return value if type(value) is list else []


def _argument(value: Any) -> Any:
    if type(value) is str:
        return value[:LONGEST]
    return value if type(value) in (int, float) else None


def _traceback(
    frames: Any, file: Path, inner: TracebackType | None
) -> TracebackType | None:
    """Return a traceback of the frames, innermost last, that are lines of a file."""
    trace = inner
    for frame in reversed(_list(frames)):
        if _is_line_of(frame, str(file)):
            _, line, function = frame
            code = stand_in(str(file), function, line).__code__
            made = FunctionType(code, {"sys": sys})()
            trace = TracebackType(trace, made, 0, line)
    return trace


def _is_line_of(frame: Any, file: str) -> bool:
    if type(frame) is not list or [*map(type, frame)] != [str, int, str]:
        return False
    _, line, function = frame
    is_function = len(function) < LONGEST_NAME and FUNCTION.fullmatch(function)
    return frame[0] == file and 0 < line < LINES and bool(is_function)


def stand_in(file: str, name: str, line: Any) -> FunctionType:
    """Return a function that looks as if it stood there; it returns its own frame."""
    code = (lambda: sys._getframe()).__code__.replace(co_name=name)
    if type(line) is int and 0 < line < LINES and len(file) < LONGEST:
        code = code.replace(co_filename=file, co_firstlineno=line)
    return FunctionType(code, {"sys": sys})
