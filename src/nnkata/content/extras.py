"""What single katas need beyond the core, such as TensorFlow: is it here, and how to get it.

An extra is named as in pyproject.toml (`nnkata[keras]`), its modules have names of their
own. None is imported here, or anywhere else in the machine.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from nnkata.content.catalog import Kata
from nnkata.errors import NnkataError


class Pythons(NamedTuple):
    """The versions of Python that an extra is published for."""

    oldest: tuple[int, int]
    newest: tuple[int, int]


@dataclass(frozen=True)
class Extra:
    """What an extra is called in a sentence, what it brings, and for which Pythons."""

    title: str
    modules: tuple[str, ...]
    pythons: Pythons | None = None


EXTRAS = {
    "keras": Extra(
        "TensorFlow",
        ("tensorflow", "keras"),
        Pythons((3, 10), (3, 13)),  # of 2.21
    )
}
# For the processes that judge. TensorFlow reads it when it is imported.
ENVIRONMENT = {
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "AUTOGRAPH_VERBOSITY": "0",
    "KERAS_BACKEND": "tensorflow",
}


def modules_of(extras: Sequence[str]) -> tuple[str, ...]:
    """The modules that a kata with these extras may import."""
    return tuple(module for name in extras for module in _extra(name).modules)


def missing(kata: Kata) -> str:
    """What a kata needs that is not here, in one line with the command; "" if nothing."""
    for name in kata.extras:
        extra = _extra(name)
        if any(find_spec(module) is None for module in extra.modules):
            return f"needs {extra.title}: {_how(name, extra)}"
    return ""


def require(kata: Kata) -> None:
    """Raise `NnkataError` with that line if something is missing."""
    line = missing(kata)
    if line:
        raise NnkataError(f"{kata.slug} {line}")


@contextmanager
def quiet(kata: Kata) -> Iterator[None]:
    """Keep what libraries write past Python away from the terminal, for katas that need
    such; errors are raised as ever."""
    if not kata.extras:
        yield
        return
    for name, value in ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    sys.stderr.flush()
    before, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(before, 2)
        os.close(before)
        os.close(nowhere)


def _extra(name: str) -> Extra:
    return EXTRAS.get(name, Extra(name, (name,)))


def _how(name: str, extra: Extra) -> str:
    package = f'-m pip install "nnkata[{name}]"'
    here = sys.version_info[:2]
    if extra.pythons is None or extra.pythons.oldest <= here <= extra.pythons.newest:
        return f"{_python()} {package}"
    oldest, newest = (".".join(map(str, version)) for version in extra.pythons)
    return (
        f"it has no wheel for Python {here[0]}.{here[1]} yet. With one from {oldest} to"
        f" {newest}: python{newest} {package}"
    )


def _python() -> str:
    """This Python, as one would type it here."""
    try:
        shown = str(Path(sys.executable).relative_to(Path.cwd()))
    except ValueError:
        shown = sys.executable
    return f'"{shown}"' if " " in shown else shown
