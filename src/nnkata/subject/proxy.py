"""What a spec gets in place of the subject: its functions, each call recorded."""

import inspect
from typing import TYPE_CHECKING, Any

from nnkata.content.python_files import Unopenable
from nnkata.errors import did_you_mean
from nnkata.subject.recording import Recorder, recorded

if TYPE_CHECKING:
    from nnkata.subject.loader import Loader


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
        if self._recorder is not None and inspect.isfunction(value):
            return recorded(name, value, self._recorder)
        return value
