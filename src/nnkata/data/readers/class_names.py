"""Tell classes apart by what their names mean, not by how they are written.

Yes, yes and " YES" are one class, as are 0 and 0.0; what was put together is reported.
"""

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

YES_OR_NO = {"yes": 1.0, "true": 1.0, "y": 1.0, "no": 0.0, "false": 0.0, "n": 0.0}
BETWEEN = re.compile("[-_]")  # words, as a space does
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff\u00ad"))
MOST_NAMED = 5  # in a note
Value = tuple[float, str]  # a number and "", or infinity and a word


class ClassNames(NamedTuple):
    """Classes in order of their values, the label of every spelling, and what to report."""

    classes: tuple[str, ...]
    labels: dict[str, int]
    notes: tuple[str, ...]


def class_names(names: Iterable[str]) -> ClassNames:
    """Return the classes among names; each is called by the first spelling in order."""
    spellings = sorted({*names})
    values = {name: value_of(name) for name in spellings}
    if all(_truth(value) in (0, 1) for value in values.values()):
        values = {name: (_truth(value), "") for name, value in values.items()}
    groups: defaultdict[Value, list[str]] = defaultdict(list)
    for name, value in values.items():
        groups[value].append(name)
    order = sorted(groups, key=lambda value: (*value, groups[value]))
    labels = {name: label for label, v in enumerate(order) for name in groups[v]}
    classes = tuple(" ".join(groups[value][0].split()) for value in order)
    return ClassNames(classes, labels, _notes([groups[value] for value in order]))


def value_of(name: str) -> Value:
    """Return what a name means: a number, or words in small letters, by single spaces."""
    number = finite(name)
    if number is not None:
        return number, ""
    folded = unicodedata.normalize("NFKC", name).casefold().translate(INVISIBLE)
    return math.inf, " ".join(BETWEEN.sub(" ", folded).split()) or folded


def finite(cell: str) -> float | None:
    """Return the finite number in a cell; None if there is none."""
    try:
        number = float(cell)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _truth(value: Value) -> float:
    """Return 1 or 0 for a yes or no in words; other numbers as they are."""
    number, word = value
    return YES_OR_NO.get(word, number) if word else number


def _notes(groups: Iterable[list[str]]) -> tuple[str, ...]:
    alike = [" and ".join(map(repr, names)) for names in groups if len(names) > 1]
    if not alike:
        return ()
    more = f", and {len(alike) - MOST_NAMED} more" if len(alike) > MOST_NAMED else ""
    return (f"one class each: {', '.join(alike[:MOST_NAMED])}{more}",)
