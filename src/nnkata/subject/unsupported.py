"""What a kata cannot do, in our words and with the fix.

A kata is one file of functions: it asks no questions, reads no file, ends no process and
leaves the testing to its spec. Python and pytest have words of their own for each.
"""

import ast
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from nnkata.subject.limits import is_debugged

ASKED = "the spec gives the inputs: remove input()"
ENDED = "exit() ends the whole test: remove it, or return instead"
STOPPED = "remove breakpoint(), or run the test under the debugger of an editor"
# What pytest says of an input that it has closed, and Python of one that has ended.
READING = re.compile("reading from stdin|EOF when reading a line")
RELATIVE = "a kata is one file: remove the relative import"


class Unsupported(Exception):
    """A kata did what it cannot do; the message says the fix."""


class _UnsupportedImport(Unsupported, ModuleNotFoundError):
    """A kata imports what is no installed module and no kata that it may use."""


def message_of(error: BaseException) -> str:
    """Return our message for an error of the learner's code; "" where its own is best."""
    text = str(error)
    if isinstance(error, Unsupported):
        return text
    if isinstance(error, SystemExit):
        return ENDED
    if isinstance(error, OSError | EOFError) and READING.search(text):
        return ASKED
    if isinstance(error, FileNotFoundError) and error.errno is not None:
        name = error.filename and f" '{Path(str(error.filename)).name}'"
        return (
            f"there is no file{name or ' and no folder'} when a spec runs: use"
            " what the function is given as arguments instead of a file"
        )
    if isinstance(error, ImportError) and "relative import" in text:
        return RELATIVE
    if any(kind.__name__ == "OutcomeException" for kind in type(error).__mro__):
        return testing_message(error)
    return ""


def absent_behind_walls(module: str) -> ImportError:
    """Return the error for a module that may well be installed, but not behind a wall."""
    text = (
        f"there is no module '{module}' where a kata is graded: only NumPy, and what Python's"
        " standard library has to compute. Remove the import, or put it below"
        ' `if __name__ == "__main__":`'
    )
    return _UnsupportedImport(text, name=module)


def testing_message(error: BaseException) -> str:
    """Return the message for a kata that called pytest's skip, fail, xfail or exit."""
    names = {"Skipped": "skip", "Failed": "fail", "XFailed": "xfail", "Exit": "exit"}
    word = names.get(type(error).__name__, type(error).__name__)
    return f"testing is left to the spec: remove {word}(), or return a result"


def refuse_import(
    module: str, file: Path, slug: str, needs: Sequence[str], folders: Sequence[Path]
) -> None:
    """Raise `ImportError` for a module that Python does not find, if we know the fix.

    Parameters
    ----------
    module : str
        Its name as it was to be found: `helper`, or `katas.neuron.helper` where the
        import is relative.
    file : Path
        The file that imports it.
    slug : str
        Of its kata.
    needs : sequence of str
        The katas that it may import.
    folders : sequence of Path
        Where a helper file may lie; the last one holds the folders of all katas.
    """
    package, _, last = module.rpartition(".")
    is_ours = module.startswith("katas.")
    name = last if is_ours else module.split(".")[0]
    other = module.split(".")[1] if is_ours else slug
    if other == slug and (folders[-1] / name / "kata.toml").is_file():
        other = package = name
    if other == slug:
        message = _file_message(name, file, slug, folders, is_ours)
    elif other in needs:
        names = ", ".join(_imported_names(file, package)) or "..."
        message = f"import it as `from katas.{other}.{other} import {names}`"
    else:
        allowed = ", ".join(sorted(needs)) or "no other kata"
        message = (
            f"{slug} may import {allowed}, not '{other}': write what you use of it"
            f" in {file.name}"
        )
    if message:
        # Without a name: Python swallows it in `from package import module`.
        raise _UnsupportedImport(message)


def _file_message(
    name: str, file: Path, slug: str, folders: Sequence[Path], is_ours: bool
) -> str:
    """Return why a file beside the kata cannot be imported; "" if there is none."""
    if name == slug:
        return f"{file.name} imports itself: use its functions without an import"
    if name == f"test_{slug}":
        return f"{file.name} imports its spec, {name}.py: remove the import"
    is_file = any((folder / f"{name}.py").is_file() for folder in folders)
    if is_file or is_ours or (file.parent / name).is_dir():
        helper = f"{name}.py" if is_file else f"{name} from beside it"
        return (
            f"{file.name} imports {helper}, but a kata is one file: move what you use"
            f" into {file.name}"
        )
    return ""


def _imported_names(file: Path, module: str) -> list[str]:
    """Return the names that a file imports from a module."""
    try:
        nodes = list(ast.walk(ast.parse(file.read_bytes())))
    except (OSError, SyntaxError, ValueError):
        return []
    return [
        alias.name
        for node in nodes
        if isinstance(node, ast.ImportFrom) and node.module == module
        for alias in node.names
    ]


@contextmanager
def no_debugger() -> Iterator[None]:
    """Refuse `breakpoint` and `pdb.set_trace` in the block, where no person sits."""
    import pdb

    if is_debugged():
        yield
        return
    before: tuple[Callable[..., Any], Any] = sys.breakpointhook, pdb.set_trace
    sys.breakpointhook = pdb.set_trace = _refuse_debugger
    try:
        yield
    finally:
        sys.breakpointhook, pdb.set_trace = before


def _refuse_debugger(*args: Any, **kwargs: Any) -> None:
    raise Unsupported(STOPPED)
