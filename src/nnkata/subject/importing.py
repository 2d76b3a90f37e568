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
from functools import lru_cache
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import CodeType, FrameType, ModuleType
from typing import Any

QUIET = (
    DeprecationWarning,
    PendingDeprecationWarning,
    ImportWarning,
    ResourceWarning,
)
Layers = Sequence[tuple[Path, str]]  # files and their texts


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


def execute(name: str, file: Path, text: str) -> ModuleType:
    """Return a module made from one file, known to `sys.modules` from its start."""
    loader = LayersLoader(file, lambda: [(file, text)])
    spec = importlib.util.spec_from_file_location(name, file, loader=loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        loader.exec_module(module)
    except BaseException:
        sys.modules.pop(name, None)
        raise
    return module


def importing_file() -> str:
    """Return the file of the code that is importing something just now."""
    frame: FrameType | None = sys._getframe(1)
    ours = Path(__file__).parent
    while frame is not None:
        file = frame.f_code.co_filename
        is_import = file.startswith("<frozen") or Path(file).parent.name == "importlib"
        if not is_import and Path(file).parent != ours:
            return file
        frame = frame.f_back
    return ""


class LayersLoader(importlib.abc.Loader):
    """Run files one after the other in the namespace of one module."""

    def __init__(self, file: Path, layers: Callable[[], Layers]) -> None:
        self.file = file
        self._layers = layers

    def exec_module(self, module: ModuleType) -> None:
        with default_warnings():
            for file, text in self._layers():
                module.__file__ = str(file)
                exec(_compiled(text, str(file)), module.__dict__)


class Finder(importlib.abc.MetaPathFinder):
    """Find katas where a subject has them, and all other modules where they are.

    Parameters
    ----------
    code_of : callable
        Returns the loader of a kata; raises ImportError for one that is not needed.
    refuse : callable
        Raises ImportError for a module that Python does not find, if there is more to
        say about it.
    is_beside : callable
        Whether a module that Python finds lies among the answers.
    """

    def __init__(
        self,
        code_of: Callable[[str], LayersLoader],
        refuse: Callable[[str], None],
        is_beside: Callable[[ModuleSpec], bool],
    ) -> None:
        self._code_of = code_of
        self._refuse = refuse
        self._is_beside = is_beside

    def find_spec(
        self, fullname: str, path: Any = None, target: Any = None
    ) -> ModuleSpec | None:
        parts = fullname.split(".")
        if parts[0] == "katas":
            return self._kata(fullname, parts)
        spec = _found_elsewhere(fullname, path, target)
        if spec is None or self._is_beside(spec):
            self._refuse(fullname)
        if spec is not None and hasattr(spec.loader, "exec_module"):
            spec.loader = _WithDefaultWarnings(spec.loader)
        return spec

    def _kata(self, fullname: str, parts: list[str]) -> ModuleSpec | None:
        if len(parts) < 3:
            return ModuleSpec(fullname, _Package(), is_package=True)
        if len(parts) > 3:
            return None
        if parts[1] != parts[2]:
            self._refuse(fullname)
        loader = self._code_of(parts[2])
        return importlib.util.spec_from_file_location(
            fullname, loader.file, loader=loader
        )


class _Package(importlib.abc.Loader):
    """`katas` and `katas.<slug>`: packages that hold nothing but their modules."""

    def exec_module(self, module: ModuleType) -> None:
        pass


class _WithDefaultWarnings(importlib.abc.Loader):
    """A loader whose modules run with the interpreter's own warning filters."""

    def __init__(self, loader: Any) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        found: ModuleType | None = self._loader.create_module(spec)
        return found

    def exec_module(self, module: ModuleType) -> None:
        # What looks at the module later finds the loader that Python would have used.
        module.__loader__ = self._loader
        if module.__spec__ is not None:
            module.__spec__.loader = self._loader
        with default_warnings():
            self._loader.exec_module(module)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._loader, name)


def _found_elsewhere(fullname: str, path: Any, target: Any) -> ModuleSpec | None:
    for finder in sys.meta_path:
        find = getattr(finder, "find_spec", None)
        if find is not None and not isinstance(finder, Finder):
            spec: ModuleSpec | None = find(fullname, path, target)
            if spec is not None:
                return spec
    return None


@lru_cache(maxsize=64)
def _compiled(text: str, file: str) -> CodeType:
    """Return the code of a text; a reference is compiled once for all its mistakes."""
    # Asserts and docstrings count under `python -O`, too.
    try:
        return compile(text, file, "exec", dont_inherit=True, optimize=0)
    except (ValueError, RecursionError, MemoryError) as error:
        raise SyntaxError(f"Python cannot compile it: {error}") from None
