"""The door: whose code is judged, and what its imports of other katas mean.

A subject is named by a word or a path: `mine` (the learner's file), `reference`,
`stub` (as generated, whatever is on the shelf), `nothing` (the stub with functions that
do nothing), or a file or folder. A file in
`solutions/<slug>/mistakes/` or `right/` holds only what differs, and is laid over the
reference: it runs in the same namespace, after it.

While a subject is open, `katas.<slug>.<slug>` means what the door says: each kata it
needs is the reference, or the learner's own file (`needs="mine"`), or the learner's
own where it is written and the reference where it is not (`needs="borrow"`).
"""

import importlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property, lru_cache
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

from nnkata import files
from nnkata.content import stubs
from nnkata.content.catalog import Kata, read_kata
from nnkata.content.python_files import (
    Unopenable,
    is_unwritten,
    read_source,
)
from nnkata.content.workspace import Workspace
from nnkata.errors import NnkataError, did_you_mean
from nnkata.subject.importing import (
    Finder,
    Layers,
    LayersLoader,
    importing_file,
    module_name,
)
from nnkata.subject.importing import execute as execute_text
from nnkata.subject.limits import prints_of_import
from nnkata.subject.origin import is_of_engine
from nnkata.subject.unsupported import (
    Unsupported,
    UnsupportedImport,
    import_refusal,
    message_of,
)

WORDS = ("mine", "reference", "stub", "nothing")
NEEDS = ("reference", "mine", "borrow")
LAYERED = ("mistakes", "right")


class Loader:
    """Opens one kata for one subject."""

    def __init__(
        self, kata: Kata, workspace: Workspace, subject: str, needs: str = "reference"
    ) -> None:
        self.kata = kata
        self.workspace = workspace
        self.subject = subject
        self.needs = needs
        self.file = locate(kata.slug, workspace, subject)
        self.digest = ""  # of the file's text as it was executed
        self._module: ModuleType | None = None
        self._imported: dict[str, ModuleType] = {}  # katas, while the door is closed
        self._finder = Finder(self._loader_of, self._refuse, self._is_beside)
        self._problem: str | None = None

    def module(self) -> ModuleType:
        """The module under test, executed once; `Unopenable` says why it cannot be."""
        if self._problem is not None:
            raise Unopenable(
                f"{self.file.name} could not be opened: see the first failure"
            )
        if self._module is None:
            try:
                self._module = self._load()
            except Unopenable as problem:
                self._problem = str(problem)
                raise
        return self._module

    @contextmanager
    def imports(self) -> Iterator[None]:
        """While open, `katas.<slug>.<slug>` is what this door says it is.

        Modules of the workspace are not found by any other name.
        """
        if self._finder in sys.meta_path[:1]:
            yield
            return
        outside, path = self._take_katas(), list(sys.path)
        sys.modules.update(self._imported)
        sys.path[:] = self._path_without_workspace()
        sys.meta_path.insert(0, self._finder)
        try:
            yield
        finally:
            sys.meta_path.remove(self._finder)
            sys.path[:] = path
            self._imported = self._take_katas()
            sys.modules.update(outside)

    @cached_property
    def _needed(self) -> set[str]:
        return reachable(self.kata, self.workspace)

    def _take_katas(self) -> dict[str, ModuleType]:
        """Take every `katas` module, and the spec, out of `sys.modules`; return them."""
        ours = ("katas", self.kata.spec.stem)
        starts = ("katas.", f"{self.kata.spec.stem}.")
        names = [n for n in sys.modules if n in ours or n.startswith(starts)]
        return {name: sys.modules.pop(name) for name in names}

    def _path_without_workspace(self) -> list[str]:
        """Python's path but for folders of answers, whose names shadow no module."""
        known = tuple(map(str, self._folders()))
        return _without(tuple(sys.path), known, os.getcwd())

    def _folders(self) -> tuple[Path, ...]:
        """Where files of the learner's may lie; the last one holds all katas."""
        return self.file.parent, self.workspace.root, self.workspace.katas

    def _loader_of(self, slug: str) -> LayersLoader:
        """The loader of the subject or of a kata that it needs."""
        if slug == self.kata.slug:
            return LayersLoader(self.file, self._layers)
        if slug not in self._needed:
            self._refuse(module_name(slug))
        file = self._need_file(slug)
        return LayersLoader(file, lambda: [(file, read_source(file))])

    def _refuse(self, module: str) -> None:
        """Raise `UnsupportedImport` for what would have to be found beside the answers."""
        needs = sorted(self._needed)
        files = {str(self._need_file(slug)): slug for slug in needs}
        files[str(self.file)] = self.kata.slug
        importer = importing_file()
        if importer not in files and not module.startswith("katas."):
            return  # a library that tries what it can do without
        slug = files.get(importer, self.kata.slug)
        file = Path(importer) if importer in files else self.file
        homes = (file.parent, self.workspace.katas / slug, *self._folders())
        told = import_refusal(module, file, slug, needs, homes)
        if told:
            # Without a name: Python swallows it in `from package import module`.
            raise UnsupportedImport(told)

    def _is_beside(self, spec: ModuleSpec) -> bool:
        """Whether a module lies among the answers, wherever Python's path leads."""
        if not spec.has_location or spec.origin is None:
            return False
        katas = os.path.realpath(self.workspace.katas)
        return os.path.realpath(spec.origin).startswith(os.path.join(katas, ""))

    def _need_file(self, slug: str) -> Path:
        mine = self.workspace.katas / slug / f"{slug}.py"
        reference = self.workspace.reference(slug)
        if self.needs == "mine":
            return mine
        borrowed = self.needs == "borrow" and not is_unwritten(mine)
        return mine if borrowed else reference

    def _load(self) -> ModuleType:
        try:
            with self.imports(), prints_of_import():
                return importlib.import_module(module_name(self.kata.slug))
        except Unopenable:
            raise
        except (Exception, SystemExit) as error:
            deliberate = isinstance(error, SyntaxError | Unsupported)
            if not deliberate and is_of_engine(error, {self.file}):
                raise
            raise Unopenable(_why(self.file, error)) from error

    def _layers(self) -> Layers:
        """The files that make up the subject, and their texts."""
        if self.subject in ("stub", "nothing"):
            idle = self.subject == "nothing"
            return [(self.file, stubs.stub_of(self.file, idle=idle))]
        reference = self.file.parent.parent / f"{self.kata.slug}.py"
        is_layer = self.file.parent.name in LAYERED and reference.is_file()
        files = [reference, self.file] if is_layer else [self.file]
        return [(file, self._text(file)) for file in files]

    def _text(self, file: Path) -> str:
        text = read_source(file)
        if file == self.file:
            self.digest = files.digest(text.encode())
        return text


@lru_cache(maxsize=64)  # asked before every test
def _without(path: tuple[str, ...], known: tuple[str, ...], here: str) -> list[str]:
    """A path without the known folders, what is in the last of them, and this folder."""
    ours = [os.path.realpath(folder) for folder in (here, *known)]
    katas = os.path.join(ours[-1], "")
    return [
        entry
        for entry in path
        if (folder := os.path.realpath(entry)) not in ours
        and not folder.startswith(katas)
    ]


def locate(slug: str, workspace: Workspace, subject: str) -> Path:
    """The file that a subject's word or path means for a kata."""
    if subject == "mine":
        return workspace.katas / slug / f"{slug}.py"
    if subject in ("reference", "stub", "nothing"):
        return workspace.reference(slug)
    path = Path(subject)
    if path.is_dir():
        nested = path / slug / f"{slug}.py"
        return nested if nested.parent.is_dir() else path / f"{slug}.py"
    return path


def check_subject(subject: str) -> None:
    """Raise `NnkataError` for what is neither a word of `WORDS` nor a path."""
    if subject not in WORDS and not Path(subject).exists():
        raise NnkataError(
            f"No subject '{subject}'.{did_you_mean(subject, WORDS)}"
            " Use mine, reference, stub, or the path of a file or folder."
        )


def execute(name: str, file: Path) -> ModuleType:
    """Return a module made from one file that no folder of Python's path holds."""
    return execute_text(name, file, read_source(file))


def _why(file: Path, error: BaseException) -> str:
    place = ""
    if isinstance(error, SyntaxError):
        line = (error.text or "").strip()
        if error.lineno:
            place = (
                f" (line {error.lineno}: {line})" if line else f" (line {error.lineno})"
            )
        name = Path(error.filename or file).name  # maybe that of a kata it imports
        return f"{name} cannot be imported: SyntaxError: {error.msg}{place}"
    lines = []
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == str(file):
            lines.append(trace.tb_lineno)
        trace = trace.tb_next
    if lines:
        place = f" (line {lines[-1]})"
    told = message_of(error)
    if told:
        return f"{told}{place}"
    return f"{file.name} cannot be imported: {type(error).__name__}: {error}{place}"


def reachable(kata: Kata, workspace: Workspace) -> set[str]:
    """What a kata needs, and what its needs need."""
    found: set[str] = set()
    waiting = list(kata.needs)
    while waiting:
        slug = waiting.pop()
        if slug not in found:
            found.add(slug)
            waiting += read_kata(workspace.katas / slug).needs
    return found
