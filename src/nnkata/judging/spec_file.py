"""A pytest plugin for our own runs: a spec is one file, whatever stands beside it.

pytest takes a folder with an `__init__.py` for a package and imports that first. A
learner may keep one, and what it imports must neither run before a test nor decide one.

PYTEST_DONT_REWRITE: a pre-started process has imported this before pytest could.
"""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest


class _SpecFile(pytest.Module):
    """A test file that is loaded as a module of its own, with its asserts rewritten."""

    def _getobj(self) -> ModuleType:
        name, folder = self.path.stem, [str(self.path.parent)]
        found = (finder.find_spec(name, folder) for finder in sys.meta_path)
        spec = next(filter(None, found), None)
        if spec is None or spec.loader is None:
            raise ImportError(f"{self.path} cannot be loaded")
        sys.modules[name] = module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module


def pytest_collect_directory(path: Path, parent: pytest.Collector) -> pytest.Dir:
    """Return a plain folder, also for a package."""
    return pytest.Dir.from_parent(parent, path=path)


def pytest_pycollect_makemodule(
    module_path: Path, parent: pytest.Collector
) -> pytest.Module:
    """Return the test file, to be loaded by itself."""
    return _SpecFile.from_parent(parent, path=module_path)
