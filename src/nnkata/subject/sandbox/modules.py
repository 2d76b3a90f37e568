"""The texts of the subject, and of the katas that it needs, as modules of the worker."""

import importlib.abc
import importlib.machinery
import linecache
import types
import warnings
from collections.abc import Mapping, Sequence
from typing import Any

QUIET = (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning)


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the katas that the subject needs, whose texts the host has sent."""

    def __init__(self, needs: Mapping[str, tuple[str, str]], texts: dict[str, str]):
        self._needs = needs
        self._texts = texts

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> Any:
        parts = fullname.split(".")
        if parts[0] != "katas" or len(parts) > 3:
            return None
        if len(parts) == 3 and (parts[1] != parts[2] or parts[1] not in self._needs):
            raise ModuleNotFoundError(f"No module named {fullname!r}", name=fullname)
        return importlib.machinery.ModuleSpec(fullname, self, is_package=len(parts) < 3)

    def create_module(self, spec: Any) -> None:
        """Leave the making of modules to Python."""

    def exec_module(self, module: types.ModuleType) -> None:
        slug = module.__name__.rpartition(".")[2]
        if module.__name__.count(".") == 2:
            execute([self._needs[slug]], module, self._texts)


def execute(
    layers: Sequence[tuple[str, str]], module: types.ModuleType, texts: dict[str, str]
) -> None:
    """Run texts in the namespace of one module, with Python's own warning filters."""
    with warnings.catch_warnings():
        warnings.resetwarnings()
        for category in QUIET:
            warnings.simplefilter("ignore", category)
        for file, text in layers:
            module.__file__, texts[file] = file, text
            linecache.cache[file] = (len(text), None, text.splitlines(True), file)
            exec(_compiled(text, file), module.__dict__)


def _compiled(text: str, file: str) -> types.CodeType:
    try:
        return compile(text, file, "exec", dont_inherit=True, optimize=0)
    except (ValueError, RecursionError, MemoryError) as error:
        raise SyntaxError(f"Python cannot compile it: {error}") from None
