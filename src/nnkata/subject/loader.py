"""Whose code is judged, and what its imports of other katas mean.

A subject is named by a word or a path: `mine` (the learner's file), `reference`,
`stub` (as generated, whatever the learner has written), `nothing` (the stub with
functions that do nothing), or a file or folder. A file in `solutions/<slug>/mistakes/`,
`right/` or `broken/` holds only what differs, and is laid over the reference: it runs in
the same namespace, after it.

While a loader's imports are on, `katas.<slug>.<slug>` means what the loader says: each
kata it needs is the reference, or the learner's own file (`needs="mine"`), or the
learner's own where it is written and the reference where it is not (`needs="borrow"`).
"""

import importlib
import linecache
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property, lru_cache
from pathlib import Path
from types import ModuleType

from nnkata import files
from nnkata.content import stubs
from nnkata.content.catalog import Kata, read_kata
from nnkata.content.python_files import (
    Unopenable,
    caret_of,
    code_lines,
    is_unwritten,
    read_source,
)
from nnkata.content.workspace import Workspace
from nnkata.errors import NnkataError, did_you_mean, one_line
from nnkata.subject.importing import Finder, Layers, importing_file, module_name
from nnkata.subject.limits import Died, Flood, TimeLimit, prints_of_import
from nnkata.subject.origin import innermost_frame, is_of_engine
from nnkata.subject.unsupported import Unsupported, message_of, refuse_import

WORDS = ("mine", "reference", "stub", "nothing")
NEEDS = ("reference", "mine", "borrow")
LAYERED = ("mistakes", "right", "broken")


class Loader:
    """Loads one kata for one subject.

    Attributes
    ----------
    file : Path
        The file under test.
    digest : str
        Of the file's text as it was executed; "" before.
    problem : Unopenable or None
        Why the file could not be imported, if that was tried in vain.
    is_walled : bool
        Whether the file is executed in another process.
    deaths : int
        How often that process has ended.
    """

    is_walled = False
    deaths = 0

    def __init__(
        self, kata: Kata, workspace: Workspace, subject: str, needs: str = "reference"
    ) -> None:
        self.kata = kata
        self.workspace = workspace
        self.subject = subject
        self.needs = needs
        self.file = locate(kata.slug, workspace, subject)
        self.digest = ""
        self._module: ModuleType | None = None
        self._imported: dict[str, ModuleType] = {}  # katas, while imports are off
        katas = workspace.katas.resolve()
        self._finder = Finder(self._find, self._layers, self._refuse, katas)
        self.problem: Unopenable | None = None

    def module(self) -> ModuleType:
        """Return the module under test, executed once.

        Raises
        ------
        Unopenable
            If the file is missing, does not parse, or raises; with the line to fix.
        """
        if self.problem is not None:
            message = f"{self.file.name} could not be opened: see the first failure"
            raise Unopenable(message, self.problem.file, self.problem.line)
        if self._module is None:
            try:
                self._module = self._load()
            except Unopenable as problem:
                self.problem = problem
                raise
            except (TimeLimit, Flood, Died) as error:  # met once, not in every test
                reason = f"{self.file.name} cannot be imported: {error}"
                self.problem = Unopenable(reason, self.file)
                raise
        return self._module

    @contextmanager
    def imports(self) -> Iterator[None]:
        """Let `katas.<slug>.<slug>` mean what this loader says, in the block.

        Modules of the workspace are found by no other name.
        """
        if self._finder in sys.meta_path[:1]:
            yield
            return
        outside, path = self._take_katas(), list(sys.path)
        sys.modules.update(self._imported)
        homes = self.file.parent, self.workspace.root, self.workspace.katas
        folders = (os.getcwd(), *map(str, homes))
        sys.path[:] = _path_without(folders, tuple(sys.path))
        sys.meta_path.insert(0, self._finder)
        try:
            yield
        finally:
            sys.meta_path.remove(self._finder)
            sys.path[:] = path
            self._imported = self._take_katas()
            sys.modules.update(outside)

    def begin_test(self, seconds: float) -> None:
        """Begin with a test, which gets so many seconds; a timer of the session has them."""

    def close(self) -> None:
        """Let go of what the subject holds beyond this process: nothing."""

    @cached_property
    def _needed(self) -> set[str]:
        return reachable(self.kata, self.workspace)

    def _take_katas(self) -> dict[str, ModuleType]:
        """Take every `katas` module, and the spec, out of `sys.modules`; return them."""
        tops = ("katas", self.kata.spec.stem)
        names = [name for name in sys.modules if name.partition(".")[0] in tops]
        return {name: sys.modules.pop(name) for name in names}

    def _find(self, slug: str) -> Path:
        """Return the file of the subject or of a kata that it needs."""
        if slug == self.kata.slug:
            return self.file
        if slug not in self._needed:
            self._refuse(module_name(slug))
        return self._need_file(slug)

    def _refuse(self, module: str, importer: str = "") -> None:
        """Raise `ImportError` for what would have to be found beside the answers.

        The file that imports it is looked up on the stack if it is not given.
        """
        needs = sorted(self._needed)
        slugs = {str(self._need_file(slug)): slug for slug in needs}
        slugs[str(self.file)] = self.kata.slug
        importer = importer or importing_file()
        if importer not in slugs and not module.startswith("katas."):
            return  # a library that tries what it can do without
        slug = slugs.get(importer, self.kata.slug)
        file = Path(importer) if importer in slugs else self.file
        katas = self.workspace.katas
        folders = file.parent, katas / slug, self.workspace.root, katas
        refuse_import(module, file, slug, needs, folders)

    def _need_file(self, slug: str) -> Path:
        mine = self.workspace.katas / slug / f"{slug}.py"
        borrowed = self.needs == "borrow" and is_unwritten(mine)
        if self.needs == "reference" or borrowed:
            return self.workspace.reference(slug)
        return mine

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
            raise unopenable(self.file, error) from error

    def _layers(self, file: Path) -> Layers:
        """Return the files that make up the subject or a need, and their texts."""
        if file == self.file and self.subject in ("stub", "nothing"):
            return [(file, stubs.stub_of(file, idle=self.subject == "nothing"))]
        text = read_source(file)
        if file != self.file:
            return [(file, text)]
        self.digest = files.digest(text.encode())
        reference = file.parent.parent / f"{self.kata.slug}.py"
        if file.parent.name in LAYERED and reference.is_file():
            return [(reference, read_source(reference)), (file, text)]
        return [(file, text)]


@lru_cache(maxsize=64)  # asked before every test
def _path_without(folders: tuple[str, ...], path: tuple[str, ...]) -> list[str]:
    """Return a path without these folders, and without what is in the last of them."""
    own = [os.path.realpath(folder) for folder in folders]
    return [
        entry
        for entry in path
        if (folder := os.path.realpath(entry)) not in own
        and not folder.startswith(os.path.join(own[-1], ""))
    ]


def locate(slug: str, workspace: Workspace, subject: str) -> Path:
    """Return the file that a subject's word or path means for a kata."""
    if subject == "mine":
        return workspace.katas / slug / f"{slug}.py"
    if subject in WORDS:
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
            f"There is no subject '{subject}'.{did_you_mean(subject, WORDS)}"
            " Use mine, reference, stub, or the path of a file or folder."
        )


def reachable(kata: Kata, workspace: Workspace) -> set[str]:
    """Return the slugs of what a kata needs, and of what its needs need."""
    slugs: set[str] = set()
    waiting = list(kata.needs)
    while waiting:
        slug = waiting.pop()
        if slug not in slugs:
            slugs.add(slug)
            waiting += read_kata(workspace.katas / slug).needs
    return slugs


def unopenable(file: Path, error: BaseException) -> Unopenable:
    """Return the error to raise for a file under test that raised when it was loaded."""
    frame = innermost_frame(error, file)
    line = shown = frame.lineno if frame else None
    reason, name = f"{type(error).__name__}: {error}", file.name
    code = linecache.getline(str(file), line) if line else ""
    in_message, caret = "", ""
    if isinstance(error, SyntaxError):
        name = one_line(Path(error.filename or file).name)  # or of a kata it imports
        reason, code = f"{type(error).__name__}: {error.msg}", error.text or ""
        shown, in_message, caret = error.lineno, code.strip(), caret_of(error)
        line = shown if error.filename == str(file) else line
    in_message = f": {one_line(in_message)}" if in_message else ""
    where = f" (line {shown}{in_message})" if shown else ""
    message = one_line(message_of(error) or f"{name} cannot be imported: {reason}")
    card = (message, *code_lines(f"{name}:{shown}:  ", code, caret)) if shown else ()
    return Unopenable(f"{message}{where}", file, line or 1, card)
