"""The calls of the learner's other functions inside of a call.

The call is made again, while the functions of its module are recorded: a caller is not
to be blamed for what it calls.
"""

from collections.abc import Mapping
from inspect import isfunction
from typing import Any

from nnkata.diagnosis.implementations import Implementation, Outcome, own_namespace
from nnkata.subject.recording import Call, Recorder, recorded

MOST = 40  # calls that are recorded; the first of a training tell as much as the last


class _First(Recorder):
    """The first few calls."""

    def add(self, call: Call) -> None:
        super().add(call)
        self.listening = len(self.calls) < MOST


def calls_inside(call: Call) -> list[Call]:
    """Return the calls that a call of the learner's function makes, as they end."""
    recorder, space = _First(), _namespace(call)
    for name in _functions_beside(call, space):
        space[name] = recorded(name, space[name], recorder)
    _outcome(call, space, {})
    return recorder.calls


def outcome_with(reference: Implementation, name: str, call: Call) -> Outcome | None:
    """Return the outcome of a call in whose module one function is the reference's."""
    space, promises = _namespace(call), reference.functions
    space[name] = promises[name]
    return _outcome(call, space, promises)


def _namespace(call: Call) -> dict[str, Any]:
    return own_namespace(getattr(call.target, "__globals__", {}))


def _functions_beside(call: Call, space: Mapping[str, Any]) -> list[str]:
    """Return the names of what the learner has written, in the same file or other katas.

    Helpers are left out: of one with the name of the reference's, nothing is promised.
    """
    return [
        name
        for name, value in space.items()
        if isfunction(value) and name != call.function and not name.startswith("_")
        if value.__module__ == space["__name__"]
        or value.__module__.startswith("katas.")
    ]


def _outcome(
    call: Call, space: Mapping[str, Any], promises: Mapping[str, Any]
) -> Outcome | None:
    is_strict = isinstance(call.error, Warning)
    return Implementation("", "", space, promises, is_strict).outcome(call)
