"""Find the datasets that plugins offer.

A plugin is a file in the `datasets/` folder of the workspace, or an entry point of the
group `nnkata`; the built-in plugins are files, too. `NNKATA_PLUGINS=off` leaves out all
but the built-in ones. Files are loaded by path, because an installed top-level package
named `datasets` would shadow a well-known one.
"""

import os
import sys
from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType

import pluggy

from nnkata.content.workspace import bundled
from nnkata.data.checks import guarded
from nnkata.data.dataset import PATHS, Dataset, is_plain
from nnkata.data.spec import Spec
from nnkata.errors import DataError, PluginError, did_you_mean
from nnkata.files import files_in
from nnkata.subject.importing import execute


class Registry:
    """All datasets, the plugins that offer them, and why plugins were left out."""

    def __init__(self) -> None:
        self._offers: dict[str, list[tuple[str, Dataset]]] = {}
        self.problems: list[str] = []

    def add_file(self, path: Path, plugin: str) -> None:
        self.add(lambda: execute(_module_name(path), path), plugin)

    def names(self) -> list[str]:
        return sorted(self._offers)

    def plugin_of(self, name: str) -> str:
        """Return the plugin that offers a dataset, in words for a message."""
        if name.startswith(PATHS):
            return "nnkata, from the path itself"
        return " and ".join(plugin for plugin, _ in self._offers[name])

    def get(self, name: str) -> Dataset:
        """Return the dataset of that name, or the data at that path.

        Raises
        ------
        DataError
            If there is none of that name, or the file of `csv:PATH` and its like is
            damaged. A path that does not exist gives a dataset whose `missing` says so.
        PluginError
            If two plugins claim the name.
        """
        if name.startswith(PATHS):
            from nnkata.data.from_path import describe

            return describe(name)
        offers = self._offers.get(name, [])
        if len(offers) > 1:
            raise PluginError(
                f"Two plugins claim the dataset '{name}': {self.plugin_of(name)}. Remove one."
            )
        if not offers:
            broken = "".join(f" {problem}" for problem in self.problems)
            if os.path.exists(name) or ":" in name:
                forms = ", ".join(f"{form}PATH" for form in PATHS)
                broken = f" Files are named by their form: {forms}.{broken}"
            raise DataError(
                f"No dataset named '{name}'.{did_you_mean(name, self.names())}"
                f" Known: {', '.join(self.names())}.{broken}"
            )
        return offers[0][1]

    def add(self, load: Callable[[], ModuleType], plugin: str) -> None:
        """Register a plugin; if it is broken, note it in `problems`."""
        try:
            for dataset in _offered(load()):
                offers = self._offers.setdefault(dataset.name, [])
                offers.append((plugin, guarded(dataset, plugin)))
        except (Exception, SystemExit) as error:
            reason = f"{type(error).__name__}: {error}".splitlines()[0]
            broken = f"The plugin {plugin} is broken and was left out"
            self.problems.append(f"{broken}: {reason}")


def _offered(module: ModuleType) -> list[Dataset]:
    """Return what one plugin answers; the hooks of others are not called again."""
    manager = pluggy.PluginManager("nnkata")
    manager.add_hookspecs(Spec)
    manager.register(module)
    manager.check_pending()
    offered: list[Dataset] = []
    for result in manager.hook.nnkata_datasets():
        offered += result if isinstance(result, list | tuple) else [result]
    for dataset in offered:
        if not isinstance(dataset, Dataset):
            raise PluginError("nnkata_datasets must return a list of Dataset objects")
        if not is_plain(dataset.name):
            raise PluginError(
                f"dataset {dataset.name!r}: a name begins with a letter and contains only"
                " letters, digits, - and _"
            )
    if not offered:
        raise PluginError("it offers no dataset: is nnkata_datasets marked @hookimpl?")
    return offered


def read_registry(datasets: Path) -> Registry:
    """Return the datasets of the built-in plugins, a workspace's own and entry points."""
    registry = Registry()
    # A clone brings its own, even if a wheel is installed, too.
    is_clone = (datasets.parent / "src" / "nnkata").is_dir() and datasets.is_dir()
    built_in = datasets if is_clone else bundled().datasets
    for path in files_in(built_in, "[!_]*.py"):
        registry.add_file(path, f"datasets/{path.name}")
    if os.environ.get("NNKATA_PLUGINS", "").lower() == "off":
        return registry
    if datasets.is_dir() and datasets.resolve() != built_in.resolve():
        for path in files_in(datasets, "[!_]*.py"):
            registry.add_file(path, str(path))
    for entry in sorted(entry_points(group="nnkata"), key=lambda entry: entry.name):
        registry.add(entry.load, f"{entry.name} ({entry.value})")
    return registry


def load_beside(plugin: str, name: str) -> ModuleType:
    """Return a helper module from the folder of a plugin's file.

    A plugin's file is not in a package, so it cannot import a file beside it. It calls
    `load_beside(__file__, "_helpers")` for `_helpers.py`. A name that begins with `_`
    is not taken for a plugin.
    """
    file = Path(plugin).with_name(f"{name}.py")
    known = sys.modules.get(_module_name(file))
    if known is not None and known.__file__ == str(file):
        return known
    return execute(_module_name(file), file)


def _module_name(file: Path) -> str:
    return f"nnkata_datasets.{file.stem}"
