"""How the file under test and what it imports are loaded: as Python loads modules.

While a `Finder` is first on `sys.meta_path`, a kata is loaded from the file that its
`Loader` names. All other modules are found as ever, but load with the interpreter's own
warning filters, whatever filters the running test has set.
"""

import importlib.abc
import importlib.util
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from importlib.machinery import ModuleSpec
from pathlib import Path
from traceback import walk_stack
from types import CodeType, ModuleType
from typing import Any

from nnkata.content.python_files import read_source

QUIET = (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning)
# Packages whose frames stand between an import statement and what answers it.
IMPORTERS = ("nnkata", "importlib", "_frozen_importlib", "_frozen_importlib_external")
Layers = Sequence[tuple[Path, str]]  # files and their texts, run in one namespace
ReadLayers = Callable[[Path], Layers]


@contextmanager
def default_warnings() -> Iterator[None]:
    """Filter warnings in the block as an interpreter without options does."""
    with warnings.catch_warnings():
        warnings.resetwarnings()
        for category in QUIET:
            warnings.simplefilter("ignore", category)
        yield


def module_name(slug: str) -> str:
    return f"katas.{slug}.{slug}"


def read_layers(file: Path) -> Layers:
    """Return what a module runs that is made from one file."""
    return [(file, read_source(file))]


def execute(name: str, file: Path) -> ModuleType:
    """Return a module made from one file that no folder of Python's path holds."""
    spec = _spec(name, file, read_layers)
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)  # type: ignore[union-attr]
    except BaseException:
        del sys.modules[name]
        raise
    return module


def importing_file() -> str:
    """Return the file of the code that is importing something just now."""
    for frame, _ in walk_stack(sys._getframe()):
        package = str(frame.f_globals.get("__name__")).partition(".")[0]
        if package not in IMPORTERS:
            return frame.f_code.co_filename
    return ""


@dataclass(eq=False)
class Finder(importlib.abc.MetaPathFinder):
    """Find katas where a subject has them, and all other modules where they are.

    Attributes
    ----------
    find : callable
        Returns the file of a kata; raises ImportError for one that is not needed.
    read : callable
        Returns what the module of such a file runs.
    refuse : callable
        Raises ImportError for a module that Python does not find, if there is more to
        say about it.
    katas : Path
        The folder of the katas, in which no other module is found.
    """

    find: Callable[[str], Path]
    read: ReadLayers
    refuse: Callable[[str], None]
    katas: Path

    def find_spec(
        self, fullname: str, path: Any = None, target: Any = None
    ) -> ModuleSpec | None:
        parts = fullname.split(".")
        if parts[0] == "katas":
            return self._find_kata(fullname, parts)
        spec = _find_elsewhere(fullname, path, target)
        if spec is None or self._is_in_katas(spec):
            self.refuse(fullname)
        if spec is not None:
            _load_with_default_warnings(spec.loader)
        return spec

    def _find_kata(self, fullname: str, parts: list[str]) -> ModuleSpec | None:
        if len(parts) < 3:
            return ModuleSpec(fullname, None, is_package=True)
        if len(parts) > 3:
            return None
        if parts[1] != parts[2]:
            self.refuse(fullname)
        return _spec(fullname, self.find(parts[2]), self.read)

    def _is_in_katas(self, spec: ModuleSpec) -> bool:
        file = spec.origin if spec.has_location else None
        return file is not None and Path(file).resolve().is_relative_to(self.katas)


@dataclass
class _LayersLoader(importlib.abc.Loader):
    """Run files one after the other in the namespace of one module."""

    file: Path
    read: ReadLayers

    def exec_module(self, module: ModuleType) -> None:
        with default_warnings():
            for file, text in self.read(self.file):
                module.__file__ = str(file)
                exec(_compiled(text, str(file)), module.__dict__)


def _spec(name: str, file: Path, read: ReadLayers) -> ModuleSpec:
    loader = _LayersLoader(file, read)
    spec = importlib.util.spec_from_file_location(name, file, loader=loader)
    assert spec is not None
    return spec


def _find_elsewhere(fullname: str, path: Any, target: Any) -> ModuleSpec | None:
    for finder in sys.meta_path:
        if hasattr(finder, "find_spec") and not isinstance(finder, Finder):
            spec = finder.find_spec(fullname, path, target)
            if spec is not None:
                return spec
    return None


def _load_with_default_warnings(loader: Any) -> None:
    """Make a loader of a file run its module with the interpreter's own filters."""
    # Each module has a loader of its own.
    if isinstance(loader, importlib.abc.ExecutionLoader):
        execute_module = loader.exec_module

        def exec_module(module: ModuleType) -> None:
            with default_warnings():
                execute_module(module)

        loader.exec_module = exec_module  # type: ignore[method-assign]


@lru_cache(maxsize=64)
def _compiled(text: str, file: str) -> CodeType:
    """Return the code of a text; a reference is compiled once for all its mistakes."""
    # Asserts and docstrings count under `python -O`, too.
    try:
        return compile(text, file, "exec", dont_inherit=True, optimize=0)
    except (ValueError, RecursionError, MemoryError) as error:
        raise SyntaxError(f"Python cannot compile it: {error}") from None
