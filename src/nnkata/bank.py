"""The answers that a learner's results are compared with: the reference, the mistakes.

Each is a module; a call of the learner's is made again on each, with the same
arguments, the same state of the random generator and warnings as errors.
"""

import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from nnkata.promises import returned_names
from nnkata.recording import CACHES, Call, same_data, snapshot
from nnkata.subject import Door

DEFINED = re.compile(r"^(?:def (\w+)|(\w+) =)", re.MULTILINE)


@dataclass(frozen=True)
class Outcome:
    """What a call came to: a result or an error, and arguments changed on the way."""

    result: Any
    error: str
    changed: frozenset[str]


@dataclass(frozen=True)
class Answer:
    """A module that can be asked what it makes of a call."""

    name: str
    advice: str
    functions: Mapping[str, Any]
    promises: Mapping[str, Any]  # the reference's functions, whose docstrings promise

    def outcome(self, call: Call) -> Outcome | None:
        """What this answer does with a recorded call; None if it has no such function."""
        function = self.functions.get(call.function)
        if function is None:
            return None
        promise = self.promises.get(call.function)
        given = snapshot(call.arguments)
        given.update(self._own_caches(call))
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                result, error = function(**given), ""
        except Exception as problem:
            result, error = None, error_text(problem)
        changed = {
            name
            for name, value in given.items()
            if name not in CACHES and not same_data(value, call.arguments[name])
        }
        return Outcome(without_caches(result, promise), error, frozenset(changed))

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
    error = error_text(call.error) if call.error is not None else ""
    return Outcome(call.result, error, frozenset(call.changed) - set(CACHES))


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
    return f"{type(error).__name__}: {error}"


class Bank:
    """The reference and the mistakes of a kata, loaded when first asked for."""

    def __init__(self, door: Door) -> None:
        self._door = Door(door.kata, door.shelves, "reference")
        self._slug = door.kata.slug
        self._loaded: dict[Path, Answer] = {}

    @cached_property
    def reference(self) -> Answer:
        functions = vars(self._run(self._reference_code, ()))
        return Answer("reference", "", functions, functions)

    def mistakes(self, called: set[str]) -> Iterator[Answer]:
        """Those that change what the called functions do; others are not even loaded."""
        reached = self._reached(called)
        for file, (text, defined) in self._sources.items():
            if defined & reached:
                yield self._mistake(file, text)

    @cached_property
    def _sources(self) -> dict[Path, tuple[str, set[str]]]:
        """The text of every mistake, and the names that it defines anew."""
        found = {}
        for file in self._door.shelves.mistakes(self._slug):
            text = file.read_text(encoding="utf-8")
            found[file] = (
                text,
                {name for pair in DEFINED.findall(text) for name in pair},
            )
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

    @cached_property
    def _reference_code(self) -> CodeType:
        text = self._door.file.read_text(encoding="utf-8")
        return compile(text, str(self._door.file), "exec")

    def _mistake(self, file: Path, text: str) -> Answer:
        if file not in self._loaded:
            code = compile(text, str(file), "exec")
            module = self._run(self._reference_code, (code,))
            advice = " ".join((module.__doc__ or "").split())
            self._loaded[file] = Answer(
                file.stem, advice, vars(module), self.reference.functions
            )
        return self._loaded[file]

    def _run(self, reference: CodeType, over: tuple[CodeType, ...]) -> ModuleType:
        module = ModuleType(f"katas.{self._slug}.{self._slug}")
        with self._door.imports():
            for code in (reference, *over):
                exec(code, module.__dict__)
        return module


def _names(code: CodeType) -> list[str]:
    """The names that a function uses, in its inner functions too."""
    inner = [const for const in code.co_consts if isinstance(const, CodeType)]
    return [*code.co_names, *(name for part in inner for name in _names(part))]
