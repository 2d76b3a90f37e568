"""The learner's file as the watch sees it: which text it is, and whether it is complete."""

import ast
import warnings
from pathlib import Path

from nnkata.content.catalog import Kata
from nnkata.content.python_files import caret_of, code_lines
from nnkata.content.workspace import command
from nnkata.files import digest_of


def digests_of(kata: Kata) -> tuple[str, ...]:
    """Return the digests of the texts that decide a verdict, the learner's file first."""
    return tuple(map(digest_of, (kata.stub, kata.spec, kata.folder / "kata.toml")))


def problem_of(file: Path) -> tuple[str, ...]:
    """Return why a file cannot be judged yet, as lines: it is missing or half written."""
    try:
        text = file.read_bytes()
    except FileNotFoundError:
        fresh = command(f"reset {file.stem}")
        return f"{file.name} is not there.", f"Save it again, or get a stub: {fresh}"
    except OSError as error:
        return (f"{file.name} cannot be read: {error.strerror}.",)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text)
    except SyntaxError as error:
        message = f"{file.name} cannot be read as Python yet: {error.msg}."
        place, code = f"line {error.lineno}:  ", error.text or ""
        lines = code_lines(place, code, caret_of(error)) if code.strip() else ()
        return (message, *lines)
    except (ValueError, RecursionError, MemoryError):
        pass  # the verdict says it
    return ()
