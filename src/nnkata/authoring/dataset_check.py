"""Checks of a dataset: its description is complete, and what loads keeps its word.

Authors of a plugin run `nnkata dev check` on its file or on a dataset's name.
"""

import re
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from nnkata.content.catalog import Kata
from nnkata.data.checks import PARTS, split_problems
from nnkata.data.dataset import Dataset, Split, is_plain
from nnkata.data.registry import Registry
from nnkata.errors import NnkataError, PluginError
from nnkata.training.calibration import read_calibrations

RATE_OFF = 0.005  # by how much a base rate may be off
# A second load may take so many times the first, and a second.
SLOWER, SECONDS = 10, 1.0
SHA256 = re.compile("[0-9a-f]{64}")
FEW = 0.02  # share of examples in both parts that may be chance


class _DatasetProof(NamedTuple):
    """Facts about one dataset, and every reason why it is not proved."""

    facts: list[str]
    problems: list[str]


def read_plugin(file: Path) -> list[Dataset]:
    """Return the datasets that a plugin's file offers.

    Raises
    ------
    PluginError
        If the file is broken, or a description in it.
    """
    registry = Registry()
    registry.add_file(file, str(file))
    if registry.problems:
        raise PluginError(registry.problems[0])
    return [registry.get(name) for name in registry.names()]


def prove_dataset(
    dataset: Dataset,
    katas: Sequence[Kata] = (),
    clock: Callable[[], float] = time.perf_counter,
) -> _DatasetProof:
    """Check everything that a dataset promises; never raise for what a plugin does.

    Parameters
    ----------
    dataset : Dataset
        Its data are loaded three times.
    katas : sequence of Kata
        Those whose goals on this dataset must be calibrated.
    clock : callable
        Seconds; for tests.
    """
    facts: list[str] = []
    problems: list[str] = []
    try:
        problems += _description_problems(dataset)
        if missing := dataset.missing():
            problems.append(f"its data are not installed: {missing}")
        elif not problems:
            problems += _data_problems(dataset, facts, clock)
    except NnkataError as error:
        problems.append(str(error))
    except (Exception, SystemExit) as error:
        problems.append(f"it raised {type(error).__name__}: {error}")
    problems += [
        f"the goal {goal.name} of {kata.slug} trains on it and has no calibration:"
        f" nnkata dev calibrate {kata.slug}"
        for kata in katas
        for goal in kata.goals
        if goal.dataset == dataset.name and goal.name not in read_calibrations(kata)
    ]
    return _DatasetProof(facts, problems)


def _description_problems(dataset: Dataset) -> Iterator[str]:
    for name in ("name", "summary", "licence", "source", "shape", "classes"):
        value = getattr(dataset, name)
        if not value or not str(value).strip():
            yield f"its {name} is empty"
    if dataset.availability == "bundled" and not dataset.checksum:
        yield "its checksum is empty, and it is bundled"
    if dataset.availability == "download" and dataset.fetch is None:
        yield "its availability is download, and it has no fetch"
    for digest in filter(None, (dataset.checksum, *dataset.files.values())):
        if not SHA256.fullmatch(digest):
            expected = "expected 64 of the characters 0-9 and a-f"
            yield f"its checksum '{digest}' is not a SHA-256: {expected}"
    if len(set(dataset.classes)) < len(dataset.classes) or "" in dataset.classes:
        yield "its classes do not have different names"
    if dataset.kind == "pictures" and len(dataset.shape) not in (0, 2, 3):
        yield f"its shape is {dataset.shape}, expected (h, w) or (h, w, 3) for pictures"
    if not 0 < dataset.base_rate <= 1:
        yield f"its base rate is {dataset.base_rate}, expected a share up to 1"
    if dataset.name and not dataset.is_path and not is_plain(dataset.name):
        others = "other characters than letters, digits, - and _"
        yield f"its name '{dataset.name}' has {others}"


def _data_problems(
    dataset: Dataset, facts: list[str], clock: Callable[[], float]
) -> Iterator[str]:
    """Load the data, add facts about them, and yield what is wrong with them."""
    state = _global_state()
    begun = clock()
    split = dataset.load(0)
    between = clock()
    again = dataset.load(0)
    first, second = between - begun, clock() - between
    if problems := split_problems(dataset, split):
        yield from problems
        return
    other = dataset.load(1)
    # Parts that others made are the same for every seed, in whatever order.
    given = sorted(_rows(split.test[0])) == sorted(_rows(other.test[0]))
    yield from _label_problems(dataset, split)
    if not all(map(_same, split, again)):
        yield "the same seed gives other arrays when it is loaded again"
    if not given and _same(split.train, other.train):
        yield "another seed gives the same examples to learn from"
    if not given:
        yield from _share_problems(dataset, split)
    yield from _row_problems(dataset, split, given, facts)
    if second > SLOWER * first + SECONDS:
        yield f"loading it again takes {second:.1f} s, the first time took {first:.1f} s"
    if _global_state() != state:
        yield "load draws from NumPy's global generator: use np.random.default_rng(seed)"


def _label_problems(dataset: Dataset, split: Split) -> Iterator[str]:
    for (_, y), part in zip(split, PARTS, strict=True):
        for label, name in enumerate(dataset.classes):
            if label not in y:
                yield f"no example {part} is of the class '{name}'"
    counts = tuple(len(y) for _, y in split)
    if dataset.counts is not None and tuple(dataset.counts) != counts:
        yield f"its description counts {dataset.counts} examples, it has {counts}"
    rate = _largest_share(split.test[1])
    if abs(rate - dataset.base_rate) > RATE_OFF:
        yield (
            f"its base rate is {dataset.base_rate:.4f}; of the examples to test, the"
            f" commonest class has {rate:.4f}"
        )


def _share_problems(dataset: Dataset, split: Split) -> Iterator[str]:
    """Yield the first class whose share in the part to test is off by an example."""
    train, test = (np.bincount(y, minlength=len(dataset.classes)) for _, y in split)
    totals = train + test
    expected = totals * test.sum() / totals.sum()
    for i in np.flatnonzero(abs(test - expected) > 1)[:1]:
        yield (
            f"the split is not stratified: {test[i]} of {totals[i]} examples of"
            f" '{dataset.classes[i]}' are to test, expected {expected[i]:.1f}; see"
            " nnkata.data.stratified"
        )


def _row_problems(
    dataset: Dataset, split: Split, given: bool, facts: list[str]
) -> Iterator[str]:
    """Add facts about the examples, and yield a problem if too many are in both parts.

    In a coarse table some are equal by chance, and a few in parts that others made are
    not the plugin's to remove.
    """
    (X, y), (X_test, y_test) = split
    train, test = _rows(X), _rows(X_test)
    known = set(train)
    both = sum(row in known for row in test)
    doubles = len(train) - len(known)
    facts += [
        f"{len(y):,} {PARTS[0]} and {len(y_test):,} {PARTS[1]}, {X.dtype} of shape"
        f" {X.shape[1:]}, {len(dataset.classes)} classes",
        f"the commonest class is {_largest_share(y):.1%} of those to learn from",
    ]
    if doubles or both:
        facts.append(
            f"{doubles:,} of those to learn from are there more than once; {both:,} of"
            " those to test are among them"
        )
    if given:
        facts.append("the parts are given, and no seed decides what is to test")
    is_table = dataset.kind == "table"
    by_chance = FEW if given or is_table else 0.0
    if is_table:
        by_chance = max(by_chance, 3 * doubles / len(train))
    if both / len(test) > by_chance:
        yield (
            f"{both:,} of the {len(test):,} examples to test stand among those to learn"
            " from, too: remove doubles before you split"
        )


def _largest_share(y: Any) -> float:
    """Return the share of the commonest class."""
    return float(np.bincount(y).max() / len(y))


def _rows(X: Any) -> list[bytes]:
    """Return every example as bytes, by which equal ones are found; -0.0 equals 0.0."""
    return [row.tobytes() for row in (X if X.dtype == np.uint8 else X + 0.0)]


def _global_state() -> str:
    """Return what NumPy's global generator will draw next: watched, not used."""
    return repr(np.random.get_state(legacy=False))  # noqa: NPY002


def _same(one: tuple[Any, Any], other: tuple[Any, Any]) -> bool:
    return all(map(np.array_equal, one, other))
