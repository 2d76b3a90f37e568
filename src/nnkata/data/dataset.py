"""A dataset's description, and the split that it loads."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import wraps
from numbers import Integral, Real
from pathlib import Path
from typing import Any, NamedTuple

from nnkata.errors import PluginError

AVAILABILITY = ("bundled", "generated", "download", "user")
REPRODUCIBLE = AVAILABILITY[:2]  # anyone has the same
KINDS = ("pictures", "table")
# A user's own data need no plugin: these names are a form and a path.
PATHS = ("folder:", "csv:", "h5:", "idx:", "saved:")
# Plugins written for the first release say these.
FORMER_FIELDS = {"had": "availability", "standin": "synthetic"}
FORMER_VALUES = {"downloaded": "download", "yours": "user"}


class Split(NamedTuple):
    """The two parts of a dataset, each `(X, y)`: to learn from, and to test."""

    train: tuple[Any, Any]
    test: tuple[Any, Any]


def _are(kind: type, value: Any, length: int | None = None) -> bool:
    """Return whether a value is a tuple of that kind, and of that length if given."""
    is_tuple = isinstance(value, tuple) and length in (None, len(value))
    return is_tuple and all(isinstance(item, kind) for item in value)


STRING = (lambda v: isinstance(v, str), "a string")
# For each field: which values v it accepts, and how an error describes them.
ACCEPTED: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    **dict.fromkeys(("name", "summary", "licence", "source", "checksum"), STRING),
    **dict.fromkeys(("load", "missing", "note", "pictures"), (callable, "a function")),
    "fetch": (lambda v: v is None or callable(v), "a function or None"),
    "classes": (lambda v: _are(str, v), "a tuple of strings"),
    "shape": (lambda v: _are(Integral, v), "a tuple of integers"),
    "base_rate": (lambda v: isinstance(v, Real), "a number"),
    "counts": (lambda v: v is None or _are(Integral, v, 2), "two integers or None"),
    "files": (lambda v: isinstance(v, Mapping), "a mapping"),
    "availability": (AVAILABILITY.__contains__, f"one of {', '.join(AVAILABILITY)}"),
    "kind": (KINDS.__contains__, " or ".join(KINDS)),
}


@dataclass(frozen=True)
class Dataset:
    """The description of a dataset; nothing is loaded until `load` is called.

    Attributes
    ----------
    name : str
        The name that goals and the command line use.
    summary : str
        One line: what it is, and how many examples it has.
    load : callable
        `load(seed) -> Split`. The split into train and test depends on the seed alone
        and keeps the share of every class. Pictures are uint8, (m, h, w) or
        (m, h, w, c); a table is float, (m, n). Labels are integers, (m,).
    kind : str
        "pictures" or "table".
    classes : tuple of str
        The meaning of the labels 0, 1, ...
    shape : tuple of int
        The shape of one example.
    licence, source : str
        The terms, and where it comes from, with the attribution they ask for.
    availability : str
        How the data are obtained: "bundled", "generated", "download", or "user"
        (the user brings them).
    base_rate : float
        Share of the commonest class: the accuracy of always guessing it.
    checksum : str
        SHA-256 of the payload, if it is one fixed file.
    missing : callable
        Returns "" if the data are installed, else how to get them.
    fetch : callable or None
        Downloads the data, if that is possible; `DataError` says why it failed.
    counts : (int, int) or None
        Examples to learn from and to test; None if it depends on what the user
        brings, and `note` says it.
    synthetic : bool
        Generated in place of a dataset that cannot be bundled; the name must end with
        `_standin`.
    files : mapping
        Name and SHA-256 of the payload of each file, if there are several.
    note : callable
        Returns what users should know about the installed data, or "": their number,
        for instance, or that the checksum is not the known one.
    pictures : callable
        Returns the files of every class, if examples are installed picture files; for
        katas that read them at a size of their own.
    """

    name: str
    summary: str
    load: Callable[[int], Split]
    kind: str
    classes: tuple[str, ...]
    shape: tuple[int, ...]
    licence: str
    source: str
    availability: str
    base_rate: float
    checksum: str = ""
    missing: Callable[[], str] = str
    fetch: Callable[[], None] | None = None
    counts: tuple[int, int] | None = None
    synthetic: bool = False
    files: Mapping[str, str] = field(default_factory=dict)
    note: Callable[[], str] = str
    pictures: Callable[[], Mapping[str, Sequence[Path]]] = dict

    def __post_init__(self) -> None:
        availability = FORMER_VALUES.get(self.availability, self.availability)
        object.__setattr__(self, "availability", availability)  # the class is frozen
        for field_name, (accepts, expected) in ACCEPTED.items():
            value = getattr(self, field_name)
            if not accepts(value):
                raise PluginError(
                    f"dataset {self.name!r}: {field_name} must be {expected}, got {value!r}"
                )
        if self.synthetic and not self.name.endswith("_standin") and not self.is_path:
            # Verdicts and curves show the name alone, and must not mislead either.
            raise PluginError(
                f"{self.name}: the name of a synthetic dataset must end with _standin"
            )

    @property
    def is_path(self) -> bool:
        """Whether its name is a form and a path, such as `csv:rows.csv`."""
        return self.name.startswith(PATHS)


_generated_init = Dataset.__init__


@wraps(_generated_init)
def _init_with_former_names(self: Dataset, *values: Any, **fields: Any) -> None:
    renamed = {FORMER_FIELDS.get(name, name): value for name, value in fields.items()}
    _generated_init(self, *values, **renamed)


Dataset.__init__ = _init_with_former_names  # type: ignore[method-assign]


def is_plain(name: str) -> bool:
    """Return whether a name is a word that can be typed, and not a path."""
    return name.replace("-", "_").isidentifier() and name.isascii()
