"""Specs of katas that need an extra which is not installed, as pytest meets them.

Their files are not imported. Named by themselves they fail in one line; as a part of
more they are left out, with a line at the end.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from nnkata.content.catalog import read_kata
from nnkata.content.extras import missing
from nnkata.content.python_files import Unopenable
from nnkata.judging.item import is_spec


def missing_extra(path: Path) -> str:
    """Return what the kata needs whose spec a file is, "" if all of it is installed."""
    return missing(read_kata(path.parent)) if is_spec(path) else ""


class _AbsentTest(pytest.Item):
    """Fails with the command that installs what is missing."""

    def runtest(self) -> None:
        raise Unopenable(f"{self.path.parent.name} {missing_extra(self.path)}")

    def reportinfo(self) -> tuple[Path, None, str]:
        return self.path, None, self.name


class _AbsentSpec(pytest.File):
    def collect(self) -> Iterator[pytest.Item]:
        if is_named(self.config, self.path):
            yield _AbsentTest.from_parent(self, name=self.path.stem)


def absent_spec(path: Path, parent: pytest.Collector) -> pytest.Collector:
    """Return what takes the place of a spec that cannot be imported."""
    return _AbsentSpec.from_parent(parent, path=path)


def is_named(config: pytest.Config, spec: Path) -> bool:
    """Return whether the command line names this kata, not only a folder above it."""
    named = [Path(str(word).partition("::")[0]).resolve() for word in config.args]
    return spec.resolve() in named or spec.parent.resolve() in named
