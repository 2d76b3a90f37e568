"""The answers that a learner's results are compared with: the reference, the mistakes.

Each is a module; a call of the learner's is made again on each, with the same
arguments, the same state of the random generator and warnings as errors.
"""

import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass
from functools import cached_property
from io import StringIO
from pathlib import Path
from types import CodeType
from typing import Any

from nnkata.content.docstrings import returned_names
from nnkata.subject.keras_doubles import Double, is_foreign, plain
from nnkata.subject.loader import Loader
from nnkata.subject.recording import CACHES, Call, same_data, snapshot

COUNTED = re.compile(r"(?<=[a-z0-9])_\d+(?=')")  # 'dense_7': Keras counts its layers
DEFINED = re.compile(r"^(?:def (\w+)|(\w+) =)", re.MULTILINE)


@dataclass(frozen=True)
class Outcome:
    """What a call came to: a result or an error, and arguments changed on the way."""

    result: Any
    error: str
    changed: frozenset[str]


@dataclass(frozen=True)
class Implementation:
    """A module that can be asked what it makes of a call."""

    name: str
    advice: str
    functions: Mapping[str, Any]
    promises: Mapping[str, Any]  # the reference's functions, whose docstrings promise
    strict: bool = True  # warnings are errors, but not those of Keras

    def outcome(self, call: Call) -> Outcome | None:
        """What this answer does with a recorded call; None if it has no such function."""
        function = self.functions.get(call.function)
        if function is None:
            return None
        promise = self.promises.get(call.function)
        return _made(function, call, promise, self._own_caches(call), self.strict)

    def _own_caches(self, call: Call) -> dict[str, Any]:
        """A cache's form is free, so a backward pass is given that of its own forward."""
        found = {}
        for name, (forward, place) in call.origins.items():
            function = self.functions.get(forward.function)
            if function is not None:
                try:
                    found[name] = function(**snapshot(forward.arguments))[place]
                except Exception:  # told where the forward pass itself is compared
                    continue
        return found


def recorded_outcome(call: Call) -> Outcome:
    """What the learner's function did, in the same form."""
    if call.own is not None:
        return _asked_again(call)
    error = error_text(call.error) if call.error is not None else ""
    changed = frozenset(call.changed) - set(CACHES)
    if not is_foreign(call.result):
        return Outcome(call.result, error, changed)
    if not isinstance(call.made, Outcome):  # a pass over batches takes its time
        call.made = Outcome(plain(call.result), error, changed)
    return call.made


def _asked_again(call: Call) -> Outcome:
    """A call that took a model, made on doubles as it is made of all other answers."""
    if not isinstance(call.made, Outcome):
        assert call.own is not None
        call.made = _made(call.own, call, None, {}, strict=False)
    return call.made


def _made(
    function: Callable[..., Any],
    call: Call,
    promise: Any,
    caches: Mapping[str, Any],
    strict: bool,
) -> Outcome:
    """What a function does with the arguments of a call."""
    given = snapshot(call.arguments)
    given.update(caches)
    try:
        with warnings.catch_warnings(), redirect_stdout(StringIO()):
            warnings.simplefilter("error" if strict else "ignore")
            result, error = function(**given), ""
    except Exception as problem:
        result, error = None, error_text(problem)
    changed = {
        name
        for name, value in given.items()
        if name not in CACHES and not same_data(value, call.arguments[name])
    }
    result = without_caches(plain(result), promise)
    asked = [value.asked for value in given.values() if isinstance(value, Double)]
    if asked:
        result = {"returned": result, "asked": asked}
    return Outcome(result, error, frozenset(changed))


def without_caches(result: Any, promise: Any) -> Any:
    """A result whose caches are left out: their form is everybody's own."""
    names = returned_names(promise) if promise is not None else ()
    if not isinstance(result, tuple | list) or len(result) != len(names):
        return result
    if not set(names) & set(CACHES):
        return result
    pairs = zip(names, result, strict=True)
    return tuple(None if name in CACHES else part for name, part in pairs)


def error_text(error: BaseException) -> str:
    return COUNTED.sub("", f"{type(error).__name__}: {error}")


class Implementations:
    """The reference and the mistakes of a kata, loaded when first asked for."""

    def __init__(self, loader: Loader) -> None:
        self._loader = Loader(loader.kata, loader.workspace, "reference")
        self._slug = loader.kata.slug
        self._loaded: dict[Path, Implementation] = {}
        self._touched: dict[str, set[str]] = {}  # names of mistakes, by function
        self._strict = not loader.kata.extras

    @cached_property
    def reference(self) -> Implementation:
        functions = vars(self._loader.module())
        return Implementation("reference", "", functions, functions, self._strict)

    def get_ready(self) -> None:
        """Load the reference and all mistakes ahead."""
        list(self.mistakes(set(self.reference.functions)))

    def mistakes(self, called: set[str]) -> Iterator[Implementation]:
        """Those that change what the called functions do; others are not even loaded."""
        reached = self._reached(called)
        for file, defined in self._defined.items():
            if defined & reached:
                yield self._mistake(file)

    def touches(self, mistake: Implementation, function: str) -> bool:
        """Whether a mistake changes what a function does."""
        if function not in self._touched:
            reached = self._reached({function})
            self._touched[function] = {
                file.stem
                for file, defined in self._defined.items()
                if defined & reached
            }
        return mistake.name in self._touched[function]

    @cached_property
    def _defined(self) -> dict[Path, set[str]]:
        """The names that every mistake defines anew."""
        found = {}
        for file in self._loader.workspace.mistakes(self._slug):
            names = DEFINED.findall(file.read_text(encoding="utf-8"))
            found[file] = {name for pair in names for name in pair}
        return found

    def _reached(self, called: set[str]) -> set[str]:
        """The called names, and those that the reference uses to answer them."""
        reached: set[str] = set()
        waiting = list(called)
        while waiting:
            name = waiting.pop()
            if name not in reached:
                reached.add(name)
                code = getattr(self.reference.functions.get(name), "__code__", None)
                waiting += _names(code) if code else []
        return reached

    def _mistake(self, file: Path) -> Implementation:
        if file not in self._loaded:
            module = Loader(
                self._loader.kata, self._loader.workspace, str(file)
            ).module()
            advice = " ".join((module.__doc__ or "").split())
            self._loaded[file] = Implementation(
                file.stem,
                advice,
                vars(module),
                self.reference.functions,
                self._strict,
            )
        return self._loaded[file]


def _names(code: CodeType) -> list[str]:
    """The names that a function uses, in its inner functions too."""
    inner = [const for const in code.co_consts if isinstance(const, CodeType)]
    return [*code.co_names, *(name for part in inner for name in _names(part))]
