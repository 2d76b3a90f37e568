"""A dataset's description, and the split that it loads."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from numbers import Integral, Real
from pathlib import Path
from typing import Any, NamedTuple

from nnkata.errors import PluginError

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
