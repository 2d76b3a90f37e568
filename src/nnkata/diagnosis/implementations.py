"""The reference, known mistakes and slips that a learner's results are compared with.

The first two are modules, a slip is the reference with one function exchanged. A
learner's call is made again on each, with the same arguments, the same state of the
random generator, and warnings as errors.
"""

import ast
import re
import warnings
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import redirect_stdout, suppress
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from inspect import signature
from io import StringIO
from pathlib import Path
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any

from nnkata.content.docstrings import returned_names
from nnkata.content.python_files import read_source
from nnkata.diagnosis.compare import Tolerance, alike, same
from nnkata.errors import NnkataError
from nnkata.subject.foreign import is_double, is_foreign
from nnkata.subject.loader import Loader
from nnkata.subject.recording import (
    CACHES,
    Call,
    changed_names,
    is_generator,
    snapshot,
)

if TYPE_CHECKING:
    from nnkata.diagnosis.slips import Slip

COUNTED = re.compile(r"(?<=[a-z0-9])_\d+(?=')")  # 'dense_7': Keras counts its layers
SLIP = "Your results are those of a right answer with one change: {}."
DEFINED = re.compile(r"^(?:def (?=\w)|(?=\w+ =))(\w+)", re.MULTILINE)


@dataclass(frozen=True)
class Outcome:
    """What a call led to: a result or an error, and the arguments that it modified."""

    result: Any
    error: str
    changed: frozenset[str]


@dataclass(frozen=True, eq=False)
class Implementation:
    """The functions of one module, on which a learner's calls are made again.

    `promises` are the reference's functions, whose docstrings name the results;
    `strict` makes errors of warnings, but not of those of large libraries; `changes` are
    the names that are not the reference's.
    """

    name: str
    advice: str
    functions: Mapping[str, Any]
    promises: Mapping[str, Any]
    strict: bool = True
    changes: frozenset[str] = frozenset()

    def outcome(self, call: Call) -> Outcome | None:
        """Return the outcome of a recorded call; None if there is no such function."""
        function = self.functions.get(call.function)
        if function is None:
            return None
        promise = self.promises.get(call.function)
        given = {**snapshot(call.arguments), **self._own_caches(call)}
        result, error = None, ""
        try:
            with warnings.catch_warnings(), redirect_stdout(StringIO()):
                warnings.simplefilter("error" if self.strict else "ignore")
                result = hand_over(function, given, call.keywords)
        except NnkataError:  # of the sandbox that holds the function
            raise
        except Exception as problem:
            error = error_text(problem)
        result = without_caches(_plain(result), promise)
        asked = [tuple(value.asked) for value in given.values() if is_double(value)]
        if asked:
            result = {"returned": result, "asked": asked}
        compared = without_cache_names(given, call, promise)
        changed = changed_names({n: given[n] for n in compared}, call.arguments)
        return Outcome(result, error, frozenset(changed))

    def _own_caches(self, call: Call) -> dict[str, Any]:
        """Return the caches that this module's functions make of the same calls.

        A cache's form is free: a function is given what its own module put into it.
        """
        caches = {}
        parameters = roles(call, self.promises.get(call.function))
        for name, (origin, index) in call.origins.items():
            function = self.functions.get(origin.function)
            if function is not None and parameters.get(name) in CACHES:
                # An error is reported where the call of origin itself is compared.
                with suppress(Exception):
                    given = snapshot(origin.arguments)
                    caches[name] = hand_over(function, given, origin.keywords)[index]
        return caches


def agree(
    mine: Outcome | None,
    right: Outcome,
    tolerance: Tolerance,
    draws: bool = False,
    when_unsure: bool = True,
) -> bool:
    """Return whether outcomes of a call are the same: both errors, or nearly one value.

    Of `draws`, one law is enough; too few to tell are `when_unsure`.
    """
    if mine is None or bool(mine.error) != bool(right.error):
        return False
    if mine.changed != right.changed or mine.error:
        return mine.changed == right.changed
    if same(mine.result, right.result, tolerance):
        return True
    return draws and alike(mine.result, right.result, when_unsure)


def is_random(call: Call) -> bool:
    """Return whether a call takes a random generator."""
    return any(map(is_generator, call.arguments.values()))


def own_namespace(functions: Mapping[str, Any]) -> dict[str, Any]:
    """Return a module's names in another namespace, in which its functions find them."""
    space = dict(functions)
    for name, value in functions.items():
        if isinstance(value, FunctionType) and value.__globals__ is functions:
            facts = value.__name__, value.__defaults__, value.__closure__
            space[name] = own = FunctionType(value.__code__, space, *facts)
            own.__kwdefaults__ = value.__kwdefaults__
    return space


def hand_over(
    function: Callable[..., Any], given: Mapping[str, Any], keywords: Collection[str]
) -> Any:
    """Call a function as the spec called the learner's, whose names are its own."""
    args = [value for name, value in given.items() if name not in keywords]
    return function(*args, **{name: given[name] for name in given if name in keywords})


def roles(call: Call, promise: Any) -> dict[str, str]:
    """Return the parameter of the reference that each argument of a call stands for.

    `promise` is the reference's function, or None; the keys are the learner's names.
    """
    parameters = _parameters(promise) if promise is not None else ()
    positional = [name for name in call.arguments if name not in call.keywords]
    by_position = zip(positional, parameters, strict=False)
    return dict(by_position) | {name: name for name in call.keywords}


@lru_cache(maxsize=64)  # a training asks for those of one function again and again
def _parameters(promise: Any) -> tuple[str, ...]:
    return tuple(signature(promise).parameters)


def without_cache_names(
    names: Iterable[str], call: Call, promise: Any
) -> frozenset[str]:
    """Return the names of arguments that are no caches: what those hold is free."""
    parameters = roles(call, promise)
    return frozenset(name for name in names if parameters.get(name) not in CACHES)


def recorded_outcome(call: Call) -> Outcome:
    """Return the outcome of a learner's call; where it took a model, of one on doubles."""
    if call.outcome is None and call.own is not None:
        own = Implementation("", "", {call.function: call.own}, {}, strict=False)
        call.outcome = own.outcome(call)
    elif call.outcome is None:
        error = error_text(call.error) if call.error is not None else ""
        call.outcome = Outcome(_plain(call.result), error, frozenset(call.changed))
    outcome: Outcome = call.outcome
    return outcome


def _plain(result: Any) -> Any:
    """Return a result as data that can be compared."""
    if not is_foreign(result):
        return result
    from nnkata.subject.keras_doubles import plain  # which few katas need

    return plain(result)


def drop_caches(call: Call, promises: Mapping[str, Any]) -> None:
    """Leave out of a recorded call what its caches hold."""
    promise = promises.get(call.function)
    call.result = without_caches(call.result, promise)
    call.changed = without_cache_names(call.changed, call, promise)


def without_caches(result: Any, promise: Any) -> Any:
    """Return a result with None in place of its caches, whose form is free.

    `promise` is the function whose docstring names the parts of the result, or None.
    """
    names = returned_names(promise) if promise is not None else ()
    if not isinstance(result, tuple | list) or len(result) != len(names):
        return result
    if not set(names) & set(CACHES):
        return result
    pairs = zip(names, result, strict=True)
    return tuple(None if name in CACHES else part for name, part in pairs)


def error_text(error: BaseException) -> str:
    """Return an error as text that is the same whenever the call is made again."""
    return COUNTED.sub("", f"{type(error).__name__}: {error}")


class Implementations:
    """The reference and the known mistakes of a kata, loaded when first asked for."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader
        self._loaded: dict[Path, Implementation] = {}
        self._slips_of = cache(lambda function: [*self._made_slips(function)])
        self._reached_by = cache(lambda function: self.reached({function}))

    @cached_property
    def reference(self) -> Implementation:
        return self._load("reference")

    def get_ready(self) -> None:
        """Load the reference and all mistakes ahead."""
        list(self.mistakes(set(self.reference.functions)))

    def right_answers(self) -> Iterator[tuple[str, Implementation]]:
        """Yield the texts of the reference and of the other right answers, loaded."""
        slug, workspace = self._loader.kata.slug, self._loader.workspace
        yield read_source(workspace.reference(slug)), self.reference
        for file in workspace.right_answers(slug):
            yield read_source(file), self._load(str(file), self.reference.functions)

    def mistakes(self, called: set[str]) -> Iterator[Implementation]:
        """Yield those that change what the called functions do; load no others."""
        for file in self._files(called):
            if file not in self._loaded:
                promises = self.reference.functions
                loaded = self._load(str(file), promises)
                changes = frozenset(self._defined[file])
                self._loaded[file] = replace(loaded, changes=changes)
            yield self._loaded[file]

    def slips(self, called: set[str]) -> Iterator[Implementation]:
        """Yield those that change what the called functions do."""
        for function in sorted(self.reached(called)):
            yield from self._slips_of(function)

    def _made_slips(self, function: str) -> Iterator[Implementation]:
        """Yield the slips of one function; none of a kata that a framework answers."""
        kata, workspace = self._loader.kata, self._loader.workspace
        own = getattr(self.reference.functions.get(function), "__module__", "")
        if kata.extras or own != self.reference.functions["__name__"]:
            return
        from nnkata.diagnosis.slips import slips  # where no known mistake fits

        file = workspace.reference(kata.slug)
        layers = [*map(read_source, workspace.right_answers(kata.slug))]
        for number, slip in enumerate(slips(read_source(file), function, layers)):
            yield self._with(slip, file, number)

    def _with(self, slip: "Slip", file: Path, number: int) -> Implementation:
        """Return the reference with one function exchanged."""
        functions = own_namespace(self.reference.functions)
        exec(compile(ast.Module([slip.definition], []), str(file), "exec"), functions)
        name, advice = f"slip {number} of {slip.function}", SLIP.format(slip.change)
        changes = frozenset([slip.function])
        promises = self.reference.functions
        return Implementation(name, advice, functions, promises, changes=changes)

    def touches(self, mistake: Implementation, function: str) -> bool:
        """Return whether a mistake changes what a function does."""
        return bool(mistake.changes & self._reached_by(function))

    def reached(self, called: set[str]) -> set[str]:
        """Return the called names, and those that the reference uses to answer them."""
        reached: set[str] = set()
        waiting = list(called)
        while waiting:
            name = waiting.pop()
            if name not in reached:
                reached.add(name)
                code = getattr(self.reference.functions.get(name), "__code__", None)
                waiting += _names(code) if code else []
        return reached

    def _files(self, called: set[str]) -> list[Path]:
        """Return the files of mistakes that define what the called functions reach."""
        reached = self.reached(called)
        return [file for file, names in self._defined.items() if names & reached]

    @cached_property
    def _defined(self) -> dict[Path, set[str]]:
        """The names that every mistake defines, by its file."""
        return {
            file: set(DEFINED.findall(file.read_text(encoding="utf-8")))
            for file in self._loader.workspace.mistakes(self._loader.kata.slug)
        }

    def _load(
        self, subject: str, promises: Mapping[str, Any] | None = None
    ) -> Implementation:
        loader = Loader(self._loader.kata, self._loader.workspace, subject)
        functions, strict = vars(loader.module()), not loader.kata.extras
        advice = " ".join((functions["__doc__"] or "").split())
        name = Path(subject).stem
        return Implementation(name, advice, functions, promises or functions, strict)


def _names(code: CodeType) -> list[str]:
    """Return the names that a function uses, in its inner functions too."""
    inner = [const for const in code.co_consts if isinstance(const, CodeType)]
    return [*code.co_names, *(name for part in inner for name in _names(part))]
