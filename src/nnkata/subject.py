"""The door: whose code is judged, and what its imports of other katas mean.

A subject is named by a word or a path: `mine` (the learner's file), `reference`,
`stub` (as generated, whatever is on the shelf), or a file or folder. A file in
`solutions/<slug>/mistakes/` or `right/` holds only what differs, and is laid over the
reference: it runs in the same namespace, after it.

While a subject is open, `katas.<slug>.<slug>` means what the door says: each kata it
needs is the reference, or the learner's own file (`needs="mine"`), or the learner's
own where it is written and the reference where it is not (`needs="borrow"`).
"""

import importlib.abc
import importlib.machinery
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from nnkata import files, stubs
from nnkata.catalog import Kata, read_kata
from nnkata.errors import NnkataError, did_you_mean
from nnkata.shelves import Shelves

WORDS = ("mine", "reference", "stub")
NEEDS = ("reference", "mine", "borrow")
LAYERED = ("mistakes", "right")


class Unopenable(Exception):
    """The file under test is missing, does not parse, or raises on import."""


class MissingName(Exception):
    """The file under test lacks a function that the spec calls."""


class Door:
    """Opens one kata for one subject."""

    def __init__(
        self, kata: Kata, shelves: Shelves, subject: str, needs: str = "reference"
    ) -> None:
        self.kata = kata
        self.shelves = shelves
        self.subject = subject
        self.needs = needs
        self.file = locate(kata.slug, shelves, subject)
        self.digest = ""  # of the file's text as it was executed
        self._module: ModuleType | None = None
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
        """While open, `katas.<slug>.<slug>` is what this door says it is."""
        finder = _Finder(self)
        outside = _forget_katas()
        sys.meta_path.insert(0, finder)
        try:
            yield
        finally:
            sys.meta_path.remove(finder)
            _forget_katas()
            sys.modules.update(outside)

    def need(self, slug: str) -> ModuleType:
        """A needed kata, as the door maps it; ImportError for any other."""
        if slug not in reachable(self.kata, self.shelves):
            raise ModuleNotFoundError(
                f"{self.kata.slug} may import {_listed(self.kata.needs)}, not '{slug}'"
            )
        return execute(f"katas.{slug}.{slug}", [self._need_file(slug)])

    def _need_file(self, slug: str) -> Path:
        mine = self.shelves.katas / slug / f"{slug}.py"
        reference = self.shelves.reference(slug)
        if self.needs == "mine":
            return mine
        borrowed = self.needs == "borrow" and not is_unwritten(mine)
        return mine if borrowed else reference

    def _load(self) -> ModuleType:
        name = f"katas.{self.kata.slug}.{self.kata.slug}"
        try:
            with self.imports():
                if self.subject == "stub":
                    return execute_text(name, [(self.file, stubs.stub_of(self.file))])
                return execute_text(
                    name, [(file, self._text(file)) for file in self._layers()]
                )
        except Unopenable:
            raise
        except (Exception, SystemExit) as error:
            raise Unopenable(_why(self.file, error)) from error

    def _layers(self) -> list[Path]:
        reference = self.file.parent.parent / f"{self.kata.slug}.py"
        if self.file.parent.name in LAYERED and reference.is_file():
            return [reference, self.file]
        return [self.file]

    def _text(self, file: Path) -> str:
        data = _bytes(file)
        if file == self.file:
            self.digest = files.digest(data)
        return _decoded(file, data)


def locate(slug: str, shelves: Shelves, subject: str) -> Path:
    """The file that a subject's word or path means for a kata."""
    if subject == "mine":
        return shelves.katas / slug / f"{slug}.py"
    if subject in ("reference", "stub"):
        return shelves.reference(slug)
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


def is_unwritten(file: Path) -> bool:
    """Whether a function of the file still raises the stub's "write me"."""
    return "NotImplementedError(" in _read(file)


def execute(name: str, files: Sequence[Path]) -> ModuleType:
    """A module made by running files one after the other in one namespace."""
    return execute_text(name, [(file, _read(file)) for file in files])


def execute_text(name: str, layers: Sequence[tuple[Path, str]]) -> ModuleType:
    module = ModuleType(name)
    for file, text in layers:
        module.__file__ = str(file)
        exec(compile(text, str(file), "exec"), module.__dict__)
    return module


def _read(file: Path) -> str:
    return _decoded(file, _bytes(file))


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise Unopenable(
            f"{file.name} is missing: {file} does not exist."
            f" `nnkata reset {file.stem}` writes a fresh stub"
        ) from None
    except OSError as error:
        raise Unopenable(f"{file.name} cannot be read: {error.strerror}") from None


def _decoded(file: Path, data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unopenable(
            f"{file.name} is not a text in UTF-8 (byte {error.start}):"
            " save it again with that encoding"
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


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
    kind = type(error).__name__
    return f"{file.name} cannot be imported: {kind}: {error}{place}"


def reachable(kata: Kata, shelves: Shelves) -> set[str]:
    """What a kata needs, and what its needs need."""
    found: set[str] = set()
    waiting = list(kata.needs)
    while waiting:
        slug = waiting.pop()
        if slug not in found:
            found.add(slug)
            waiting += read_kata(shelves.katas / slug).needs
    return found


def _listed(slugs: Sequence[str]) -> str:
    return ", ".join(slugs) if slugs else "no other kata"


def _forget_katas() -> dict[str, ModuleType]:
    """Take every `katas` module out of `sys.modules` and return them."""
    names = [name for name in sys.modules if name.split(".")[0] == "katas"]
    return {name: sys.modules.pop(name) for name in names}


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Answers imports of `katas` and what is in it, and no others."""

    def __init__(self, door: Door) -> None:
        self.door = door

    def find_spec(
        self, fullname: str, path: object = None, target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        parts = fullname.split(".")
        if parts[0] != "katas" or len(parts) > 3:
            return None
        is_package = len(parts) < 3
        return importlib.machinery.ModuleSpec(fullname, self, is_package=is_package)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType | None:
        parts = spec.name.split(".")
        return self.door.need(parts[2]) if len(parts) == 3 else None

    def exec_module(self, module: ModuleType) -> None:
        """Nothing: `create_module` hands over a module that has run already."""
