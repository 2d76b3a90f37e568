"""What a spec gets in place of the subject: its functions, each call recorded."""

import inspect
from types import ModuleType
from typing import TYPE_CHECKING, Any

from nnkata.errors import did_you_mean
from nnkata.subject.recording import Recorder, recorded

if TYPE_CHECKING:
    from nnkata.subject.loader import Loader


class MissingName(Exception):
    """The file under test lacks a function that the spec calls."""


class SubjectProxy:
    """What the `kata` fixture hands to a spec: the learner's functions, and no more."""

    def __init__(self, loader: "Loader", recorder: Recorder | None) -> None:
        self._loader = loader
        self._recorder = recorder

    def __getattr__(self, name: str) -> Any:
        value = lookup(self._loader.module(), name, self._loader)
        if self._recorder is not None and inspect.isfunction(value):
            return recorded(name, value, self._recorder)
        return value


def lookup(module: ModuleType, name: str, loader: "Loader") -> Any:
    """A name of the module under test; `MissingName` suggests a near one."""
    try:
        return getattr(module, name)
    except AttributeError:
        known = [word for word in vars(module) if not word.startswith("_")]
        raise MissingName(
            f"{loader.file.name} has no function '{name}'.{did_you_mean(name, known)}"
            f" The spec calls it: write `def {name}(...)` as the stub has it"
        ) from None
