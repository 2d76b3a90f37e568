"""The process that holds the subject: it executes the file and answers calls.

It imports NumPy, the standard library and what stands beside it, and knows neither the spec
nor what judges. Nothing that it says is trusted: `host` holds every answer against the rules.
"""

import faulthandler
import inspect
import io
import signal
import sys
import types
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from traceback import walk_tb
from typing import Any

import numpy as np

from nnkata.subject.sandbox.changes import apply_changes
from nnkata.subject.sandbox.channel import Channel
from nnkata.subject.sandbox.memory import Array, is_contiguous, owner
from nnkata.subject.sandbox.modules import Finder, execute
from nnkata.subject.sandbox.results import HandedOut, ResultEncoder, Running
from nnkata.subject.sandbox.wire import (
    KINDS,
    Decoder,
    Encoder,
    Header,
    WireError,
)

PRINTED = 200_000  # characters that a call may print
REPEAT = 0.5  # seconds until a swallowed limit is raised again
FRAMES = 50  # of a traceback, that are told
HANDED_OUT = 64  # arrays that are watched for later changes
LARGEST = 1 << 20  # bytes of such an array
PARTS = 1000  # of a constant that is told, or characters


class OutOfTime(BaseException):
    """The call has used up its processor time."""


class TooMuchPrinted(BaseException):
    """The call has printed more than `PRINTED` characters."""


class Stopped(Exception):
    """The subject has asked for a debugger."""


class FromCallback(BaseException):
    """A function of the host's has raised an error."""


class Printed(io.TextIOBase):
    """What is printed, until it is told."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._size = 0

    def write(self, text: str) -> int:
        self._size += len(text)
        if self._size > PRINTED:
            raise TooMuchPrinted
        self._parts.append(text)
        return len(text)

    def take(self) -> str:
        text = "".join(self._parts)
        self._parts, self._size = [], 0
        return text


class Worker:
    """Answers the frames of a channel: `open` first, then every `call`."""

    def __init__(self, channel: Channel, trace: int) -> None:
        self.channel = channel
        self.printed = Printed()
        self.texts: dict[str, str] = {}  # of files that frames are told of
        self._module = types.ModuleType("")
        self._handles: dict[int, Any] = {}
        self._handed_out: list[HandedOut] = []
        self._serial = 0
        self._calls: list[Running] = []  # that have not ended, the innermost last
        self._exchanged: dict[str, Any] = {}  # the subject's functions, meanwhile
        self._global_state: tuple[Any, int] | None = None  # where the subject uses it
        signal.signal(signal.SIGPROF, _raise_out_of_time)
        faulthandler.register(signal.SIGVTALRM, trace, all_threads=False)

    def serve(self) -> None:
        """Answer until the other side is gone."""
        sys.stdout, sys.stderr, sys.stdin = self.printed, Printed(), io.StringIO()
        sys.breakpointhook = _refuse_debugger
        while True:
            header, blob = self.channel.receive()
            self._answer(header, blob)

    def _answer(self, header: Header, blob: memoryview) -> None:
        answers: dict[str, Callable[..., tuple[Header, Encoder | None]]]
        answers = {"open": self._open, "call": self._call}
        reply, encoder = answers[header["do"]](header, blob)
        reply["printed"] = self.printed.take()
        try:
            self.channel.send(reply, encoder)
        except (WireError, TypeError, ValueError) as error:  # too large, say
            self.channel.send({"error": self._error(error)})

    # -- the file ------------------------------------------------------------------------

    def _open(self, header: Header, blob: memoryview) -> tuple[Header, Encoder]:
        """Execute the layers of the file under test, and return its names."""
        finder = Finder(header["needs"], self.texts)
        sys.meta_path.insert(0, finder)
        self._module = types.ModuleType(header["name"])
        self._module.__package__ = header["name"].rpartition(".")[0]
        layers: list[tuple[str, str]] = header["layers"]
        draws_globally = any("random" in text for _, text in layers)
        encoder = Encoder(self._foreign_out)
        try:
            with _timer(header["seconds"]):
                execute(layers, self._module, self.texts)
                self._global_state = _global_state() if draws_globally else None
                names: dict[str, Any] = vars(self._module)
                public = {n: v for n, v in names.items() if not n.startswith("_")}
                functions = {
                    n: self._facts(v) for n, v in public.items() if callable(v)
                }
                values = {n: v for n, v in public.items() if _is_small(v)}
                return {
                    "functions": functions,
                    "values": encoder.encode(values),
                }, encoder
        except BaseException as error:
            return {"error": self._error(error)}, encoder

    def _facts(self, function: Any) -> list[Any]:
        """Return the parameters of a function, its module, and where it begins."""
        code = getattr(inspect.unwrap(function), "__code__", None)
        place = [code.co_filename, code.co_firstlineno] if code is not None else ["", 0]
        return [_parameters(function), str(getattr(function, "__module__", "")), *place]

    # -- calls ---------------------------------------------------------------------------

    def _call(self, header: Header, blob: memoryview) -> tuple[Header, Encoder]:
        for number in header["dropped"]:
            self._handles.pop(number, None)
        decoder = Decoder(blob, self._foreign_in)
        args, kwargs = decoder.decode(header["arguments"])
        names = vars(self._module)
        self._remember_handed_out()
        call = Running(decoder)
        self._calls.append(call)
        result: Any = None
        reply: Header = {}
        try:
            function = self._exchanged.get(header["name"], names[header["name"]])
            with _conditions(header), self._replaced(names, header["replaced"]):
                result = function(*args, **kwargs)
                if inspect.isgenerator(result):
                    result, reply["is_iterator"] = list(result), True
        except FromCallback as error:
            reply["callback_error"] = {"frames": self._frames(error)}
        except BaseException as error:
            reply["error"] = self._error(error)
        self._calls.pop()
        if self._has_drawn():
            reply["drew_globally"] = True
        return self._reply(call, result, reply)

    def _has_drawn(self) -> bool:
        """Return whether NumPy's global random state is another than after the last call."""
        if self._global_state is None:
            return False
        (keys, position), self._global_state = self._global_state, _global_state()
        same_keys = np.array_equal(keys, self._global_state[0])
        return position != self._global_state[1] or not same_keys

    def _reply(
        self, call: "Running", result: Any, reply: Header
    ) -> tuple[Header, Encoder]:
        """Return what has come of a call, and all that has changed by it."""
        encoder = ResultEncoder(self._foreign_out, call)
        try:
            reply["value"] = encoder.encode(result)
            reply["changes"] = call.tracked.changes(encoder)
            reply["later"] = self._changed_later(encoder)
        except Exception as error:  # too deep, say
            encoder = ResultEncoder(self._foreign_out, call)
            reply = {
                "value": None,
                "changes": [],
                "later": [],
                "error": self._error(error),
            }
        reply["handed_out"] = [self._hand_out(array) for array in encoder.fresh]
        return reply, encoder

    def _hand_out(self, array: Array) -> int:
        """Return the serial number of an array whose later changes are told."""
        self._serial += 1
        if array.size and array.nbytes <= LARGEST and is_contiguous(owner(array)):
            self._handed_out.append(HandedOut(self._serial, array))
            del self._handed_out[:-HANDED_OUT]
        return self._serial

    def _remember_handed_out(self) -> None:
        """Keep the contents of the arrays that the subject still holds: mostly none."""
        self._handed_out = [each for each in self._handed_out if each.is_alive()]
        for each in self._handed_out:
            each.remember()

    def _changed_later(self, encoder: Encoder) -> list[Any]:
        """Return the contents of arrays that were handed out and have changed since."""
        self._handed_out = [each for each in self._handed_out if each.is_alive()]
        changed = [each for each in self._handed_out if each.has_changed()]
        return [[each.serial, encoder.contents(each.array())] for each in changed]

    def _callback(self, number: int, args: Any, kwargs: Any) -> Any:
        """Call a function of the host's, which sees what the call has changed so far."""
        call = self._calls[-1]
        encoder = ResultEncoder(self._foreign_out, call)
        arguments = encoder.encode([list(args), kwargs])
        changes = call.tracked.changes(encoder)
        header = {"callback": number, "arguments": arguments, "changes": changes}
        self.channel.send(header, encoder)
        reply, blob = self.channel.receive()
        while "do" in reply:  # the function itself asks for something
            self._answer(reply, blob)
            reply, blob = self.channel.receive()
        if "raised" in reply:
            call.remember(encoder.objects)
            raise FromCallback
        decoder = Decoder(blob, self._foreign_in, encoder.objects)
        value = decoder.decode(reply["value"])
        apply_changes(decoder, reply["changes"])
        call.remember(encoder.objects)
        return value

    @contextmanager
    def _replaced(
        self, names: dict[str, Any], numbers: Mapping[str, int]
    ) -> Iterator[None]:
        """Exchange functions of the subject for functions of the host's."""
        before, outer = {name: names[name] for name in numbers}, self._exchanged
        self._exchanged = {**before, **outer}
        names.update({name: self._stand_in(n) for name, n in numbers.items()})
        try:
            yield
        finally:
            names.update(before)
            self._exchanged = outer

    def _stand_in(self, number: int) -> Callable[..., Any]:
        return lambda *args, **kwargs: self._callback(number, args, kwargs)

    # -- values without a tag --------------------------------------------------------------

    def _foreign_out(self, encoder: Encoder, value: Any, depth: int) -> Any:
        """Encode a subclass as its class; anything else stays here, under a number."""
        if isinstance(value, np.ndarray) and value.dtype.kind in KINDS:
            return encoder.encode(np.asarray(value).view(np.ndarray), depth)
        kinds: tuple[Any, ...] = (tuple, list, dict, int, float, str)
        for kind in kinds:
            if isinstance(value, kind):
                return encoder.encode(kind(value), depth)
        if isinstance(value, types.MappingProxyType):
            return encoder.encode(dict(value), depth)
        number = len(self._handles) and max(self._handles) + 1
        self._handles[number] = value
        return ["handle", number, type(value).__name__]

    def _foreign_in(self, value: list[Any]) -> Any:
        if value[0] == "handle":
            return self._handles[value[1]]
        if value[0] == "function":
            return self._stand_in(value[1])
        raise WireError(f"there is no tag {value[0]!r}")

    # -- errors ----------------------------------------------------------------------------

    def _error(self, error: BaseException) -> Header:
        """Return an error as data: its class and the built-in ones above, text, and lines."""
        classes = [kind.__name__ for kind in type(error).__mro__]
        told: Header = {"classes": classes, "frames": self._frames(error)}
        told["args"] = [_text_or_number(value) for value in error.args][:3]
        told["text"] = str(error)
        if isinstance(error, SyntaxError):
            place: list[Any] = [error.filename, error.lineno, error.offset, error.text]
            place += [error.end_lineno, error.end_offset]
            told["syntax"] = [str(error.msg), [*map(_plain_or_none, place)]]
        elif isinstance(error, OSError):
            told["args"] = [
                error.errno,
                error.strerror,
                error.filename and _text_or_number(error.filename),
            ]
        elif isinstance(error, ImportError):
            told["module"] = error.name
        return told

    def _frames(self, error: BaseException) -> list[list[Any]]:
        """Return the lines of the subject's files that an error has come by."""
        frames = [
            [frame.f_code.co_filename, line, frame.f_code.co_name]
            for frame, line in walk_tb(error.__traceback__)
            if frame.f_code.co_filename in self.texts
        ]
        return frames[-FRAMES:]


# -- the conditions of a call --------------------------------------------------------------


@contextmanager
def _conditions(header: Header) -> Iterator[None]:
    """Give a call the warnings filter, the error state of NumPy and the time of its test."""
    with warnings.catch_warnings(), np.errstate(**header["errstate"]):
        warnings.simplefilter(header["warnings"])
        with _timer(header["seconds"]):
            yield


@contextmanager
def _timer(seconds: float) -> Iterator[None]:
    """Raise `OutOfTime` after so many seconds of processor time, and write a trace."""
    timers = signal.ITIMER_PROF, signal.ITIMER_VIRTUAL
    before = [signal.setitimer(timer, seconds, REPEAT) for timer in timers]
    try:
        yield
    finally:
        for timer, left in zip(timers, before, strict=True):
            signal.setitimer(timer, *left)


def _raise_out_of_time(number: int, frame: Any) -> None:
    raise OutOfTime


def _refuse_debugger(*args: Any, **kwargs: Any) -> None:
    raise Stopped


def _global_state() -> tuple[Any, int]:
    _, keys, position, *_ = np.random.get_state()  # noqa: NPY002
    return keys, int(position)


def _parameters(function: Any) -> list[Any] | None:
    """Return names, kinds and plain defaults of parameters; None where Python has none."""
    try:
        parameters = inspect.signature(function).parameters.values()
    except (ValueError, TypeError):
        return None
    return [
        [p.name, int(p.kind), p.default is not p.empty, _plain_or_none(p.default)]
        for p in parameters
    ]


def _plain_or_none(value: Any) -> Any:
    is_plain = type(value) in (bool, int, float, str)
    return value if is_plain and not _is_long(value) else None


def _is_long(value: Any) -> bool:
    """Return whether it is an integer that Python does not write in digits."""
    return type(value) is int and value.bit_length() > PARTS


def _is_small(value: Any) -> bool:
    """Return whether it is a constant of a file that a spec may want to see."""
    if isinstance(value, np.ndarray):
        return value.nbytes <= LARGEST
    if isinstance(value, tuple | list | dict):
        parts = [*value, *(value.values() if isinstance(value, dict) else ())]
        return len(parts) <= PARTS and all(map(_is_small, parts))
    is_plain = type(value) in (type(None), bool, int, float, str)
    return is_plain and not _is_long(value) and len(str(value)) <= PARTS


def _text_or_number(value: Any) -> Any:
    return value if type(value) in (int, float, str) else str(value)
