"""Datasets are plugins: one hook, three doors, and an error that names names.

The built-in plugins in `datasets/` come in as a stranger's do: a file in the `datasets/`
folder of the workspace, or an entry point of the group `nnkata`. `NNKATA_PLUGINS=off`
keeps the strangers out. Files are loaded by path, because an installed top-level
package named `datasets` would shadow a well-known one.
"""

import os
from collections.abc import Callable
from importlib.metadata import EntryPoint, entry_points
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
    """Every dataset on offer, who offers it, and which plugins are broken."""

    def __init__(self) -> None:
        self._manager = pluggy.PluginManager("nnkata")
        self._manager.add_hookspecs(Spec)
        self._offers: dict[str, list[tuple[str, Dataset]]] = {}
        self.problems: list[str] = []

    def add_file(self, path: Path, who: str) -> None:
        self._add(lambda: execute(f"nnkata_datasets.{path.stem}", path), who)

    def add_entry_point(self, entry: EntryPoint) -> None:
        self._add(entry.load, f"{entry.name} ({entry.value})")

    def names(self) -> list[str]:
        return sorted(self._offers)

    def who(self, name: str) -> str:
        if name.startswith(PATHS):
            return "nnkata, from the path itself"
        return " and ".join(who for who, _ in self._offers[name])

    def get(self, name: str) -> Dataset:
        """The dataset of that name or path; the error names what is known, or both rivals.

        Raises
        ------
        DataError
            If there is none of that name, or the file of `csv:PATH` and its like is
            damaged. A path that is not there gives a card whose `missing` says so.
        PluginError
            If two plugins claim the name.
        """
        if name.startswith(PATHS):
            from nnkata.data.from_path import describe

            return describe(name)
        offers = self._offers.get(name, [])
        if len(offers) > 1:
            raise PluginError(
                f"Two plugins claim the dataset '{name}': {self.who(name)}."
                " Rename one of them, or remove one plugin."
            )
        if not offers:
            broken = "".join(f" {problem}" for problem in self.problems)
            raise DataError(
                f"No dataset named '{name}'.{did_you_mean(name, self.names())}"
                f" Known: {', '.join(self.names())}.{broken}"
            )
        return offers[0][1]

    def _add(self, load: Callable[[], ModuleType], who: str) -> None:
        """Register one plugin; a broken one is noted and keeps no other away."""
        try:
            plugin = load()
            self._manager.register(plugin, name=who)
            self._manager.check_pending()
            for dataset in self._offered(plugin):
                offers = self._offers.setdefault(dataset.name, [])
                offers.append((who, guarded(dataset, who)))
        except (Exception, SystemExit) as error:
            if self._manager.has_plugin(who):
                self._manager.unregister(name=who)
            self.problems.append(
                f"The plugin {who} is broken and was left out: {_told(error)}"
            )

    def _offered(self, plugin: ModuleType) -> list[Dataset]:
        others = [p for p in self._manager.get_plugins() if p is not plugin]
        hook = self._manager.subset_hook_caller("nnkata_datasets", others)
        offered: list[Dataset] = []
        for answer in hook():
            is_list = isinstance(answer, list | tuple)
            if not is_list or not all(isinstance(card, Dataset) for card in answer):
                raise PluginError("nnkata_datasets must return a list of Dataset cards")
            offered += answer
        for card in offered:
            if not is_plain(card.name):
                raise PluginError(
                    f"dataset {card.name!r}: a name begins with a letter and has none but"
                    " letters, digits, - and _"
                )
        if not offered:
            raise PluginError(
                "it offers no dataset: is nnkata_datasets marked @hookimpl?"
            )
        return offered


def read_registry(datasets: Path) -> Registry:
    """The registry of a workspace: the built-in shelf, its own, and entry points."""
    registry = Registry()
    home = _built_in(datasets)
    for path in files_in(home, "[!_]*.py"):
        registry.add_file(path, f"datasets/{path.name}")
    if os.environ.get("NNKATA_PLUGINS", "").lower() == "off":
        return registry
    if datasets.is_dir() and datasets.resolve() != home.resolve():
        for path in files_in(datasets, "[!_]*.py"):
            registry.add_file(path, str(path))
    for entry in sorted(entry_points(group="nnkata"), key=lambda entry: entry.name):
        registry.add_entry_point(entry)
    return registry


def _built_in(datasets: Path) -> Path:
    """A clone's own shelf is the built-in one, also where a wheel is installed."""
    is_clone = (datasets.parent / "src" / "nnkata").is_dir()
    return datasets if is_clone and datasets.is_dir() else bundled().datasets


def _told(error: BaseException) -> str:
    return f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"
