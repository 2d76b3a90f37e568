"""Specs of katas that need an extra which is not here, as pytest meets them.

Their files are not imported. Named by themselves they fail in one line; as a part of
more they are left out, with a word at the end.
"""

from pathlib import Path
from typing import Any

import pytest

from nnkata.content.catalog import read_kata
from nnkata.content.extras import missing
from nnkata.content.python_files import Unopenable


class _AbsentSpec(pytest.File):
    """Stands in for a spec that cannot be imported."""

    told: str

    def collect(self) -> list[pytest.Item]:
        if not is_named(self.config, self.path):
            return []
        item: _AbsentTest = _AbsentTest.from_parent(self, name=self.path.stem)
        item.told = self.told
        return [item]


class _AbsentTest(pytest.Item):
    """Fails with the command that brings what is missing."""

    told: str

    def runtest(self) -> None:
        raise Unopenable(self.told)

    def reportinfo(self) -> tuple[Path, None, str]:
        return self.path, None, self.name


def absent_spec(path: Path, parent: pytest.Collector) -> _AbsentSpec | None:
    """The stand-in, if the file is the spec of a kata whose extra is missing."""
    folder = path.parent
    if path.name != f"test_{folder.name}.py" or not (folder / "kata.toml").is_file():
        return None
    line = missing(read_kata(folder))
    if not line:
        return None
    spec: _AbsentSpec = _AbsentSpec.from_parent(parent, path=path)
    spec.told = f"{folder.name} {line}"
    return spec


def is_named(config: pytest.Config, spec: Path) -> bool:
    """Whether the command line names this kata, and not only a folder above it."""
    named: Any = [Path(str(word).partition("::")[0]).resolve() for word in config.args]
    return spec.resolve() in named or spec.parent.resolve() in named
