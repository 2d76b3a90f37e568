"""What a kata cannot do, in our words and with the fix.

A kata is one file of functions: it asks nobody, reads no file, ends no process and
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

ASKED = "the spec gives the inputs: take input() out"
ENDED = "exit() ends the whole test: take it out, or return instead"
STOPPED = "take breakpoint() out, or run the test under the debugger of an editor"
# What pytest says of an input that it has closed, and Python of one that has ended.
READING = re.compile("reading from stdin|EOF when reading a line")
RELATIVE = "a kata is one file: take the relative import out"


class Unsupported(Exception):
    """A kata did what it cannot do; the message says the fix."""


class UnsupportedImport(Unsupported, ModuleNotFoundError):
    """A kata imports what is no installed module and no kata that it may use."""


def message_of(error: BaseException) -> str:
    """Say an error of the learner's code in our words; "" where its own words do."""
    text = str(error)
    if isinstance(error, Unsupported):
        return text
    if isinstance(error, SystemExit):
        return ENDED
    if isinstance(error, OSError | EOFError) and READING.search(text):
        return ASKED
    if isinstance(error, FileNotFoundError) and error.filename is not None:
        return (
            f"there is no file '{Path(str(error.filename)).name}' when a spec runs: use"
            " what the function is given as arguments instead of a file"
        )
    if isinstance(error, ImportError) and "relative import" in text:
        return RELATIVE
    if any(kind.__name__ == "OutcomeException" for kind in type(error).__mro__):
        return testing_message(error)
    return ""


def testing_message(error: BaseException) -> str:
    """Say that a kata called pytest's skip, fail, xfail or exit."""
    names = {"Skipped": "skip", "Failed": "fail", "XFailed": "xfail", "Exit": "exit"}
    word = names.get(type(error).__name__, type(error).__name__)
    return f"testing is left to the spec: take {word}() out, or return a result"


def import_refusal(
    module: str, file: Path, slug: str, needs: Sequence[str], folders: Sequence[Path]
) -> str:
    """Say why a file may not import a module that Python does not find, or "".

    Parameters
    ----------
    module : str
        Its name as it was to be found: `helper`, or `katas.neuron.helper` where the
        import is relative.
    file : Path
        The file under test.
    slug : str
        Of its kata.
    needs : sequence of str
        The katas that it may import.
    folders : sequence of Path
        Where a helper file may lie; the last one holds the folders of all katas.
    """
    package, _, last = module.rpartition(".")
    is_ours = module.startswith("katas.")
    whose = module.split(".")[1] if is_ours else slug
    name = last if is_ours else module.split(".")[0]
    one_file = f"a kata is one file: move what you use into {file.name}"
    if whose != slug:
        return _kata(whose, _imported_names(file, package), file, slug, needs)
    if (folders[-1] / name / "kata.toml").is_file() and name != slug:
        return _kata(name, _imported_names(file, name), file, slug, needs)
    if name == slug:
        return f"{file.name} imports itself: use its functions without an import"
    if name == f"test_{slug}":
        return f"{file.name} imports its spec, {name}.py: take the import out"
    if any((folder / f"{name}.py").is_file() for folder in folders):
        return f"{file.name} imports {name}.py, but {one_file}"
    if is_ours or (file.parent / name).is_dir():
        return f"{file.name} imports {name} from beside it, but {one_file}"
    return ""


def _kata(
    other: str, names: list[str], file: Path, slug: str, needs: Sequence[str]
) -> str:
    """Say how another kata is imported, or that it cannot be."""
    if other in needs:
        listed = ", ".join(names) or "..."
        return f"import it as `from katas.{other}.{other} import {listed}`"
    allowed = ", ".join(sorted(needs)) or "no other kata"
    return (
        f"{slug} may import {allowed}, not '{other}': write what you use of it"
        f" in {file.name}"
    )


def _imported_names(file: Path, module: str) -> list[str]:
    """What a file imports from a module."""
    try:
        nodes = list(ast.walk(ast.parse(file.read_bytes())))
    except (OSError, SyntaxError, ValueError):
        return []
    found = [
        node.names
        for node in nodes
        if isinstance(node, ast.ImportFrom) and node.module == module
    ]
    return [alias.name for names in found for alias in names]


@contextmanager
def no_debugger() -> Iterator[None]:
    """Refuse `breakpoint` and `pdb.set_trace` in the block: nobody could answer them."""
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
