"""The calls of the learner's other functions inside of a call.

The call is made again, while the functions of its module are recorded: a caller is not
to be blamed for what it calls.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from inspect import isfunction
from typing import Any

from nnkata.diagnosis.implementations import Implementation, Outcome
from nnkata.subject.recording import Call, Recorder, recorded

MOST = 40  # calls that are recorded; the first of a training tell as much as the last


class _First(Recorder):
    """The first few calls."""

    def add(self, call: Call) -> None:
        super().add(call)
        self.listening = len(self.calls) < MOST


def calls_inside(call: Call) -> list[Call]:
    """Return the calls that a call of the learner's function makes, as they end."""
    recorder = _First()
    functions = {
        name: recorded(name, function, recorder)
        for name, function in _functions_beside(call).items()
    }
    _outcome_with(functions, call, {})
    return recorder.calls


def outcome_with(reference: Implementation, name: str, call: Call) -> Outcome | None:
    """Return the outcome of a call in whose module one function is the reference's."""
    promises = reference.functions
    return _outcome_with({name: promises[name]}, call, promises)


def _functions_beside(call: Call) -> dict[str, Callable[..., Any]]:
    """Return what the learner has written, in the same file or in other katas.

    Helpers are left out: of one with the name of the reference's, nothing is promised.
    """
    function, names = call.target, _namespace(call)
    return {
        name: value
        for name, value in names.items()
        if isfunction(value) and value is not function
        if not name.startswith("_") and _is_of_a_kata(value, names)
    }


def _is_of_a_kata(function: Callable[..., Any], names: Mapping[str, Any]) -> bool:
    module = str(function.__module__)
    return module == names.get("__name__") or module.startswith("katas.")


def _namespace(call: Call) -> dict[str, Any]:
    names: dict[str, Any] = getattr(call.target, "__globals__", {})
    return names


def _outcome_with(
    functions: Mapping[str, Any], call: Call, promises: Mapping[str, Any]
) -> Outcome | None:
    target, strict = {call.function: call.target}, isinstance(call.error, Warning)
    own = Implementation("", "", target, promises, strict)
    with _replaced(_namespace(call), functions):
        return own.outcome(call)


@contextmanager
def _replaced(names: dict[str, Any], functions: Mapping[str, Any]) -> Iterator[None]:
    before = {name: names[name] for name in functions}
    names.update(functions)
    try:
        yield
    finally:
        names.update(before)
