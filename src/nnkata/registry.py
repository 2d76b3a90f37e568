"""Datasets are plugins: one hook, three doors, and an error that names names.

The built-in plugins in `datasets/` come in as a stranger's do: a file in the `datasets/`
folder of the workspace, or an entry point of the group `nnkata`. `NNKATA_PLUGINS=off`
keeps the strangers out. Files are loaded by path, because an installed top-level
package named `datasets` would shadow a well-known one.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import EntryPoint, entry_points
from numbers import Integral, Real
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pluggy

from nnkata.errors import DataError, PluginError, did_you_mean
from nnkata.guarded import guarded
from nnkata.shelves import bundled
from nnkata.subject import execute

hookspec = pluggy.HookspecMarker("nnkata")
hookimpl = pluggy.HookimplMarker("nnkata")

HAD = ("bundled", "generated", "downloaded", "yours")
# A user's own data need no plugin: these names are a form and a path.
PATHS = ("folder:", "csv:", "h5:", "idx:", "saved:")


class Split(NamedTuple):
    """What a dataset loads: `(X, y)` to learn from, and `(X, y)` to be judged by."""

    train: tuple[Any, Any]
    test: tuple[Any, Any]


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _are(kind: type, value: object) -> bool:
    return isinstance(value, tuple) and all(isinstance(item, kind) for item in value)


# Of each field of a card what values fit, and how an error calls them.
FITTING: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    **dict.fromkeys(
        ("name", "summary", "licence", "source", "checksum"), (_is_text, "a text")
    ),
    **dict.fromkeys(("load", "missing", "note", "pictures"), (callable, "a function")),
    "fetch": (lambda value: value is None or callable(value), "a function or None"),
    "classes": (lambda value: _are(str, value), "a tuple of texts"),
    "shape": (lambda value: _are(Integral, value), "a tuple of whole numbers"),
    "base_rate": (lambda value: isinstance(value, Real), "a number"),
    "counts": (
        lambda value: value is None or (_are(Integral, value) and len(value) == 2),
        "two whole numbers or None",
    ),
    "files": (lambda value: isinstance(value, Mapping), "a mapping"),
}


@dataclass(frozen=True)
class Dataset:
    """A dataset's card; nothing is loaded until `load` is called.

    Attributes
    ----------
    name : str
        What goals and the command line call it.
    summary : str
        One line: what it is, and how many of it.
    load : callable
        `load(seed) -> Split`. The split into train and test depends on the seed alone
        and keeps the share of every class. Pictures are uint8, (m, h, w) or
        (m, h, w, c); a table is float, (m, n). Labels are integers, (m,).
    kind : str
        "pictures" or "table".
    classes : tuple of str
        What the labels 0, 1, ... mean.
    shape : tuple of int
        The shape of one example.
    licence, source : str
        The terms, and where it comes from, with the attribution they ask for.
    had : str
        "bundled", "generated", "downloaded", or "yours" (brought by the user).
    checksum : str
        SHA-256 of the payload, where it is one fixed file.
    base_rate : float
        Share of the commonest class: what guessing reaches.
    missing : callable
        Returns "" when the data are here, else how to get them.
    fetch : callable or None
        Downloads the data, if they can be; `DataError` says why not.
    counts : (int, int) or None
        Examples to learn from and to be judged by; None where it depends on what the
        user brings, and `note` tells it.
    standin : bool
        Made, in place of a dataset that cannot be bundled; its name must say so.
    files : mapping
        Name and SHA-256 of the payload of each file, where there are several.
    note : callable
        What is to be known of the data that are here, or "": their number, say, or
        another checksum than the known one.
    pictures : callable
        The files of every class, where examples are pictures in files that are here;
        for katas that read them at a size of their own.
    """

    name: str
    summary: str
    load: Callable[[int], Split]
    kind: str
    classes: tuple[str, ...]
    shape: tuple[int, ...]
    licence: str
    source: str
    had: str
    base_rate: float
    checksum: str = ""
    missing: Callable[[], str] = str
    fetch: Callable[[], None] | None = None
    counts: tuple[int, int] | None = None
    standin: bool = False
    files: Mapping[str, str] = field(default_factory=dict)
    note: Callable[[], str] = str
    pictures: Callable[[], Mapping[str, Sequence[Path]]] = dict

    def __post_init__(self) -> None:
        for field_name, (fits, expected) in FITTING.items():
            value = getattr(self, field_name)
            if not fits(value):
                raise PluginError(
                    f"dataset {self.name!r}: {field_name} must be {expected}, got {value!r}"
                )
        if self.had not in HAD:
            raise PluginError(f"dataset '{self.name}': had must be one of {HAD}")
        if self.kind not in ("pictures", "table"):
            raise PluginError(f"dataset '{self.name}': kind must be pictures or table")
        if self.standin and not self.name.endswith("_standin") and not self.is_path:
            # Verdicts and curves show the name alone, and must not mislead either.
            raise PluginError(
                f"dataset '{self.name}': the name of a stand-in must end with _standin"
            )

    @property
    def is_path(self) -> bool:
        """Whether its name is a form and a path, such as `csv:rows.csv`."""
        return self.name.startswith(PATHS)


def is_plain(name: str) -> bool:
    """Whether a name can be typed and told, and is no path."""
    return name.replace("-", "_").isidentifier() and name.isascii()


class Spec:
    """The hooks that nnkata calls. One, so far."""

    @hookspec
    def nnkata_datasets(self) -> list[Dataset]:  # type: ignore[empty-body]
        """Offer datasets to the graded runs.

        Called once, when the registry is first read, on every plugin. Return `Dataset`
        cards and load nothing: the arrays are made later, inside `Dataset.load`, and
        only for a run that asks for that name.
        """


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
            from nnkata.own import card

            return card(name)
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
    for path in sorted(home.glob("[!_]*.py")):
        registry.add_file(path, f"datasets/{path.name}")
    if os.environ.get("NNKATA_PLUGINS", "").lower() == "off":
        return registry
    if datasets.is_dir() and datasets.resolve() != home.resolve():
        for path in sorted(datasets.glob("[!_]*.py")):
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
