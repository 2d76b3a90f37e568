"""The recording guest: a subject that remembers its calls, so that they can be compared.

Each call of a unit test is kept with copies of its arguments and its result, with the
state that a random generator had, and with the names of arguments that were changed in
place. Calls with large arrays are not kept, and of many calls of one function the
first and the last are: what cannot be compared quickly is not compared at all.
"""

import copy
import inspect
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from nnkata.subject.keras_doubles import Double, is_batches, is_model

CACHES = ("cache", "caches")  # what a forward pass leaves for its backward pass
LARGEST = 2_000_000  # bytes of arrays in a call that is still kept
FIRST, LAST = 24, 8  # calls kept of each function in a test


@dataclass(eq=False)  # arrays do not compare to one truth value
class Call:
    """One call of a learner's function, as it was."""

    function: str
    arguments: dict[str, Any]
    result: Any = None
    error: BaseException | None = None
    changed: tuple[str, ...] = ()
    seconds: float = 0.0
    made: Any = None  # the result itself, not a copy: a later call may get parts of it
    origins: dict[str, tuple["Call", int]] = field(default_factory=dict)
    own: Callable[..., Any] | None = None  # to be asked again, where a model was given


@dataclass
class Recorder:
    """The calls of one test."""

    calls: list[Call] = field(default_factory=list)
    listening: bool = True

    def add(self, call: Call) -> None:
        same = [kept for kept in self.calls if kept.function == call.function]
        if len(same) >= FIRST + LAST:
            self.calls.remove(same[FIRST])
        self.calls.append(call)

    def origin(self, cache: Any) -> tuple[Call, int] | None:
        """The call that made this very cache, and its place among the results."""
        for call in reversed(self.calls):
            if isinstance(call.made, tuple | list):
                for place, part in enumerate(call.made):
                    if part is cache:
                        return call, place
        return None


def recorded(
    name: str, function: Callable[..., Any], recorder: Recorder
) -> Callable[..., Any]:
    """The function, with every call of it kept by the recorder."""

    @wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        given = _named(function, args, kwargs)
        if not recorder.listening or _size(given) > LARGEST:
            return function(*args, **kwargs)
        entry = Call(name, {key: snapshot(value) for key, value in given.items()})
        _put_doubles(entry, function)
        for key in CACHES:
            origin = recorder.origin(given[key]) if key in given else None
            if origin is not None:
                entry.origins[key] = origin
        begun = time.process_time()
        try:
            result = function(*args, **kwargs)
            entry.seconds = time.process_time() - begun
            entry.result, entry.made = snapshot(result), result
            return result
        except BaseException as error:
            entry.error = error
            raise
        finally:
            entry.changed = tuple(
                key
                for key, value in given.items()
                if not same_data(value, entry.arguments[key])
            )
            recorder.add(entry)

    return call


def _put_doubles(call: Call, function: Callable[..., Any]) -> None:
    """In the place of models: a training is not to be made again."""
    for key, value in call.arguments.items():
        if is_model(value):
            call.arguments[key] = Double(value)
            call.own = function


def snapshot(value: Any) -> Any:
    """A copy of plain data; generators keep their state, functions stay themselves."""
    if isinstance(value, Mapping):
        return {key: snapshot(part) for key, part in value.items()}
    if isinstance(value, list):
        return [snapshot(part) for part in value]
    if isinstance(value, tuple):
        return tuple(snapshot(part) for part in value)
    if is_model(value) or is_batches(value):
        return value
    if (not isinstance(value, Double) and callable(value)) or inspect.isgenerator(
        value
    ):
        return value
    try:
        return copy.deepcopy(value)
    except Exception:  # what cannot be copied is kept as it is
        return value


def same_data(a: Any, b: Any) -> bool:
    """Whether plain data are bit for bit the same, and generators in the same state."""
    import numpy as np

    if isinstance(a, Mapping):
        return list(a) == list(b) and all(same_data(a[key], b[key]) for key in a)
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(same_data, a, b))
    if isinstance(a, np.ndarray):
        numeric = a.dtype.kind in "fc"
        return a.shape == b.shape and bool(np.array_equal(a, b, equal_nan=numeric))
    if isinstance(a, np.random.Generator):
        return bool(a.bit_generator.state == b.bit_generator.state)
    return True


def _named(
    function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> dict[str, Any]:
    """Arguments by name; by position where the function does not take them as given."""
    try:
        return dict(inspect.signature(function).bind(*args, **kwargs).arguments)
    except TypeError:
        return {f"argument {i + 1}": arg for i, arg in enumerate(args)} | kwargs


def _size(value: Any) -> int:
    if isinstance(value, Mapping):
        return sum(_size(part) for part in value.values())
    if isinstance(value, list | tuple):
        return sum(_size(part) for part in value)
    return int(getattr(value, "nbytes", 64))
