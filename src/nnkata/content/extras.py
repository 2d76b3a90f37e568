"""Optional packages of katas and commands: whether they are installed, and how to get them.

An extra is named as in pyproject.toml (`nnkata[keras]`); its modules have names of their
own. Nothing of an extra is imported here.
"""

import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from nnkata.content.catalog import Kata
from nnkata.errors import NnkataError


class _Extra(NamedTuple):
    """The name in messages, the modules, and the oldest and newest Python it is for."""

    title: str
    modules: tuple[str, ...]
    pythons: tuple[tuple[int, int], tuple[int, int]] | None = None


EXTRAS = {
    "keras": _Extra("TensorFlow", ("tensorflow", "keras"), ((3, 10), (3, 13))),  # 2.21
    "similarity": _Extra("copydetect", ("copydetect",)),
}
# For the processes that judge. TensorFlow reads it when it is imported.
ENVIRONMENT = {
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "AUTOGRAPH_VERBOSITY": "0",
    "KERAS_BACKEND": "tensorflow",
}


def missing(kata: Kata) -> str:
    """Return a line that says what to install for a kata; "" if nothing is missing."""
    for name in kata.extras:
        if not is_installed(name):
            return f"needs {_extra(name).title}: {install_command(name)}"
    return ""


def is_installed(name: str) -> bool:
    """Return whether all modules of an extra are here."""
    return all(map(find_spec, _extra(name).modules))


def _extra(name: str) -> _Extra:
    return EXTRAS.get(name, _Extra(name, (name,)))


def require(kata: Kata) -> None:
    """Raise `NnkataError` with the line of `missing` if something is missing."""
    line = missing(kata)
    if line:
        raise NnkataError(f"{kata.slug} {line}")


def install_command(name: str) -> str:
    """Return the command that installs an extra, or which Python it has a wheel for."""
    install = f'-m pip install "nnkata[{name}]"'
    pythons = _extra(name).pythons
    version = sys.version_info[:2]
    if pythons is None or pythons[0] <= version <= pythons[1]:
        return f"{_python()} {install}"
    oldest, newest = (".".join(map(str, python)) for python in pythons)
    return (
        f"it has no wheel for Python {version[0]}.{version[1]} yet. With one from"
        f" {oldest} to {newest}: python{newest} {install}"
    )


def _python() -> str:
    """Return the path of this Python as one would type it here."""
    path = sys.executable.removeprefix(f"{Path.cwd()}{os.sep}")
    return f'"{path}"' if " " in path else path
