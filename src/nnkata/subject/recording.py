"""What a spec gets in place of the subject: its functions, each call recorded.

Each call of a unit test is recorded with copies of its arguments and its result, with
the state that a random generator had, and with the names of arguments that were changed
in place. Calls with large arguments or results are left out, those after many bytes, and
of many calls of one function the middle ones: what cannot be compared quickly is not
compared at all, and a subject that returns much fills no memory.
"""

import copy
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from inspect import Parameter, isfunction, isgenerator, signature
from typing import TYPE_CHECKING, Any

from nnkata.content.python_files import Unopenable
from nnkata.errors import did_you_mean
from nnkata.subject.foreign import is_batches, is_double, is_model

if TYPE_CHECKING:
    from nnkata.subject.loader import Loader

CACHES = ("cache", "caches")  # what a forward pass leaves for its backward pass
LARGEST = 2_000_000  # bytes of arguments, or of a result, that are still recorded
MOST = 4 * LARGEST  # of all calls in a test
FIRST, LAST = 24, 8  # recorded calls of each function in a test
NUMBERS = (int, float, bool, type(None))  # the quickest to tell, and the most frequent


@dataclass(eq=False)  # arrays do not compare to one truth value
class Call:
    """One call of a learner's function, as it was."""

    function: str
    arguments: dict[str, Any]  # by the learner's names, in their order
    result: Any = None
    error: BaseException | None = None
    changed: Collection[str] = ()
    seconds: float = 0.0
    keywords: frozenset[str] = frozenset()  # names of arguments passed by keyword
    made: Any = None  # the result itself, not a copy: a later call may get parts of it
    origins: dict[str, tuple["Call", int]] = field(default_factory=dict)
    target: Callable[..., Any] | None = None  # the learner's function
    own: Callable[..., Any] | None = None  # to be asked again, where a model was given
    outcome: Any = None  # as the diagnosis compares it, made once


@dataclass
class Recorder:
    """The calls of one test."""

    calls: list[Call] = field(default_factory=list)
    listening: bool = True
    size: int = 0  # in bytes, of what has been recorded

    def add(self, call: Call) -> None:
        size = size_of(call.arguments) + size_of(call.result)
        if self.size + size > MOST:
            return
        self.size += size
        same = [other for other in self.calls if other.function == call.function]
        if len(same) >= FIRST + LAST:
            self.calls.remove(same[FIRST])
        self.calls.append(call)

    def origin(self, value: Any) -> tuple[Call, int] | None:
        """Return the call that made this very object, and its index among the results."""
        for call in reversed(self.calls):
            if isinstance(call.made, tuple | list):
                for index, part in enumerate(call.made):
                    if part is value:
                        return call, index
        return None


class SubjectProxy:
    """What the `kata` fixture hands to a spec: the learner's functions, and no more."""

    def __init__(self, loader: "Loader", recorder: Recorder | None) -> None:
        self._loader = loader
        self._recorder = recorder

    def __getattr__(self, name: str) -> Any:
        """Return a name of the module; `Unopenable` suggests a near one."""
        module = self._loader.module()
        if not hasattr(module, name):
            known = [word for word in vars(module) if not word.startswith("_")]
            raise Unopenable(
                f"{self._loader.file.name} has no function '{name}'."
                f"{did_you_mean(name, known)} The spec calls it:"
                f" write `def {name}(...)` as the stub has it",
                self._loader.file,
            )
        value = getattr(module, name)
        if self._recorder is not None and isfunction(value):
            return recorded(name, value, self._recorder)
        return value


def recorded(
    name: str, function: Callable[..., Any], recorder: Recorder
) -> Callable[..., Any]:
    """Return the function, with every call of it recorded."""
    names = _names(function)
    clock = getattr(function, "clock", time.process_time)

    @wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        given = _named(names, args) | kwargs
        if not recorder.listening or size_of(given) > LARGEST:
            return function(*args, **kwargs)
        entry = Call(name, snapshot(given), keywords=frozenset(kwargs), target=function)
        for key, value in given.items():
            if is_model(value):  # a training is not to be made again
                entry.arguments[key], entry.own = _double(value), function
            if (origin := recorder.origin(value)) is not None:
                entry.origins[key] = origin
        begun, is_small = clock(), True
        try:
            result = function(*args, **kwargs)
            entry.seconds = clock() - begun
            is_small = size_of(result) <= LARGEST
            if is_small:
                entry.result, entry.made = snapshot(result), result
            return result
        except BaseException as error:
            entry.error = error
            raise
        finally:
            if is_small:
                entry.changed = changed_names(given, entry.arguments)
                recorder.add(entry)

    return call


@lru_cache(maxsize=64)
def _names(function: Callable[..., Any]) -> list[str]:
    """Return the names of the parameters that a position or a name fills."""
    several = (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD)
    parameters = signature(function).parameters.values()
    return [each.name for each in parameters if each.kind not in several]


def _named(names: Sequence[str], args: tuple[Any, ...]) -> dict[str, Any]:
    """Return positional arguments by name; by number where the function has no name."""
    more = (f"argument {i + 1}" for i in range(len(names), len(args)))
    return dict(zip([*names, *more], args, strict=False))


def map_parts(change: Callable[[Any], Any], value: Any) -> Any:
    """Return plain data with every part changed that is not itself a collection."""
    if type(value) in NUMBERS:
        return change(value)
    if isinstance(value, Mapping):
        return {key: map_parts(change, part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        parts = [map_parts(change, part) for part in value]
        return tuple(parts) if isinstance(value, tuple) else parts
    return change(value)


def _double(model: Any) -> Any:
    from nnkata.subject.keras_doubles import Double  # which few katas need

    return Double(model)


def snapshot(value: Any) -> Any:
    """Return a copy of plain data; generators keep their state, functions stay as is."""
    return map_parts(_copied, value)


def _copied(value: Any) -> Any:
    if type(value) in NUMBERS:
        return value
    is_callable = callable(value) and not is_double(value)
    if is_callable or isgenerator(value) or is_model(value) or is_batches(value):
        return value
    try:
        return _generator(value) if is_generator(value) else copy.deepcopy(value)
    except Exception:  # what cannot be copied stays as it is
        return value


def is_generator(value: Any) -> bool:
    """Return whether it is one of NumPy's random generators."""
    import numpy as np

    return isinstance(value, np.random.Generator)


def _generator(value: Any) -> Any:
    """Return a generator in the same state; a deep copy takes four times as long.

    Its seed comes along: the generators that it spawns are made of that.
    """
    import numpy as np

    old = value.bit_generator
    seed = old.seed_seq
    if isinstance(seed, np.random.SeedSequence):
        seed = np.random.SeedSequence(**seed.state)
    bits = type(old)(seed)
    bits.state = old.state
    return np.random.Generator(bits)


def same_data(a: Any, b: Any) -> bool:
    """Return whether data are bit for bit the same, generators in the same state."""
    import numpy as np

    if isinstance(a, Mapping):
        return list(a) == list(b) and all(same_data(a[key], b[key]) for key in a)
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(same_data, a, b))
    if isinstance(a, np.ndarray) and isinstance(b, np.ndarray) and a.dtype != object:
        numeric = a.dtype.kind in "fc"
        return a.shape == b.shape and bool(np.array_equal(a, b, equal_nan=numeric))
    if is_generator(a):
        return bool(a.bit_generator.state == b.bit_generator.state)
    return True


def changed_names(
    given: Mapping[str, Any], before: Mapping[str, Any]
) -> tuple[str, ...]:
    """Return which arguments are not as before."""
    return tuple(
        name for name, value in given.items() if not same_data(value, before[name])
    )


def size_of(value: Any) -> int:
    """Return the bytes of arrays and texts in plain data, with 64 for everything else."""
    if type(value) in NUMBERS:
        return 64
    if isinstance(value, Mapping):
        value = [*value, *value.values()]
    if isinstance(value, list | tuple):
        return sum(map(size_of, value))
    if isinstance(value, str | bytes):
        return len(value)
    return int(getattr(value, "nbytes", 64))
