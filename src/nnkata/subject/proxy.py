"""What a spec gets in place of the subject: its functions, each call recorded."""

import inspect
from types import ModuleType
from typing import Any

from nnkata.errors import did_you_mean
from nnkata.subject.loader import Door, MissingName
from nnkata.subject.recording import Recorder, recorded


class Guest:
    """What the `kata` fixture hands to a spec: the learner's functions, and no more."""

    def __init__(self, door: Door, recorder: Recorder | None) -> None:
        self._door = door
        self._recorder = recorder

    def __getattr__(self, name: str) -> Any:
        value = lookup(self._door.module(), name, self._door)
        if self._recorder is not None and inspect.isfunction(value):
            return recorded(name, value, self._recorder)
        return value


def lookup(module: ModuleType, name: str, door: Door) -> Any:
    """A name of the module under test; `MissingName` suggests a near one."""
    try:
        return getattr(module, name)
    except AttributeError:
        known = [word for word in vars(module) if not word.startswith("_")]
        raise MissingName(
            f"{door.file.name} has no function '{name}'.{did_you_mean(name, known)}"
            f" The spec calls it: write `def {name}(...)` as the stub has it"
        ) from None
