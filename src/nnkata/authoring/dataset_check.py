"""Checks of a dataset: its description is complete, and what loads keeps its word.

Authors of a plugin run `nnkata dev check` on its file or on a dataset's name.
"""

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

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


@dataclass
class _DatasetProof:
    """Facts about one dataset, and every reason why it is not proved."""

    name: str
    facts: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


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
    proof = _DatasetProof(dataset.name, problems=_description_problems(dataset))
    try:
        missing = dataset.missing()
        if missing:
            proof.problems.append(f"its data are not installed: {missing}")
        elif not proof.problems:
            _prove_data(dataset, proof, clock)
    except NnkataError as error:
        proof.problems.append(str(error))
    except (Exception, SystemExit) as error:
        proof.problems.append(f"it raised {type(error).__name__}: {error}")
    proof.problems += [
        f"the goal {goal.name} of {kata.slug} trains on it and has no calibration:"
        f" nnkata dev calibrate {kata.slug}"
        for kata in katas
        for goal in kata.goals
        if goal.dataset == dataset.name and goal.name not in read_calibrations(kata)
    ]
    return proof


def _prove_data(dataset: Dataset, proof: _DatasetProof, clock: Any) -> None:
    state = _global_state()
    begun = clock()
    split = dataset.load(0)
    between = clock()
    again = dataset.load(0)
    first, second = between - begun, clock() - between
    proof.problems += split_problems(dataset, split)
    if proof.problems:
        return
    other = dataset.load(1)
    # Parts that others made are the same for every seed, in whatever order.
    given = sorted(_rows(split.test[0])) == sorted(_rows(other.test[0]))
    proof.problems += _label_problems(dataset, split)
    if not all(map(_same, split, again)):
        proof.problems.append(
            "the same seed gives other arrays when it is loaded again"
        )
    if not given and _same(split.train, other.train):
        proof.problems.append("another seed gives the same examples to learn from")
    if not given:
        proof.problems += _share_problems(dataset, split)
    _prove_rows(dataset, split, given, proof)
    if second > SLOWER * first + SECONDS:
        proof.problems.append(
            f"loading it again takes {second:.1f} s, the first time took {first:.1f} s"
        )
    if _global_state() != state:
        proof.problems.append(
            "load draws from NumPy's global generator: use np.random.default_rng(seed)"
        )


def _description_problems(dataset: Dataset) -> list[str]:
    problems = [
        f"its {name} is empty"
        for name in ("name", "summary", "licence", "source", "shape", "classes")
        if not (value := getattr(dataset, name)) or not str(value).strip()
    ]
    if dataset.availability == "bundled" and not dataset.checksum:
        problems.append("its checksum is empty, and it is bundled")
    if dataset.availability == "download" and dataset.fetch is None:
        problems.append("its availability is download, and it has no fetch")
    problems += [
        f"its checksum '{digest}' is not a SHA-256: expected 64 of the characters 0-9"
        " and a-f"
        for digest in (dataset.checksum, *dataset.files.values())
        if digest and not SHA256.fullmatch(digest)
    ]
    if len(set(dataset.classes)) < len(dataset.classes) or "" in dataset.classes:
        problems.append("its classes do not have different names")
    is_picture = len(dataset.shape) in (0, 2, 3)
    if dataset.kind == "pictures" and not is_picture:
        problems.append(
            f"its shape is {dataset.shape}, expected (h, w) or (h, w, 3) for pictures"
        )
    if not 0 < dataset.base_rate <= 1:
        problems.append(
            f"its base rate is {dataset.base_rate}, expected a share up to 1"
        )
    if dataset.name and not dataset.is_path and not is_plain(dataset.name):
        problems.append(
            f"its name '{dataset.name}' has other characters than letters, digits, -"
            " and _"
        )
    return problems


def _label_problems(dataset: Dataset, split: Split) -> list[str]:
    problems = [
        f"no example {part} is of the class '{name}'"
        for (_, y), part in zip(split, PARTS, strict=True)
        for label, name in enumerate(dataset.classes)
        if label not in y
    ]
    if problems:
        return problems
    counts = tuple(len(y) for _, y in split)
    if dataset.counts is not None and tuple(dataset.counts) != counts:
        problems.append(
            f"its description counts {dataset.counts} examples, it has {counts}"
        )
    rate = _largest_share(split.test[1])
    if abs(rate - dataset.base_rate) > RATE_OFF:
        problems.append(
            f"its base rate is {dataset.base_rate:.4f}; of the examples to test, the"
            f" commonest class has {rate:.4f}"
        )
    return problems


def _share_problems(dataset: Dataset, split: Split) -> list[str]:
    """Return the first class whose share in the part to test is off by an example."""
    train, test = (np.bincount(y, minlength=len(dataset.classes)) for _, y in split)
    totals = train + test
    expected = totals * test.sum() / totals.sum()
    return [
        f"the split is not stratified: {count} of {total} examples of '{name}' are to"
        f" test, expected {share:.1f}; see nnkata.data.stratified"
        for name, count, total, share in zip(
            dataset.classes, test, totals, expected, strict=True
        )
        if abs(count - share) > 1
    ][:1]


def _prove_rows(
    dataset: Dataset, split: Split, given: bool, proof: _DatasetProof
) -> None:
    """Add facts about the examples, and a problem if too many stand in both parts.

    In a coarse table some are equal by chance, and a few in parts that others made are
    not the plugin's to remove.
    """
    (X, y), (X_test, y_test) = split
    train, test = _rows(X), _rows(X_test)
    known = set(train)
    both = sum(row in known for row in test)
    doubles = len(train) - len(known)
    proof.facts += [
        f"{len(y):,} {PARTS[0]} and {len(y_test):,} {PARTS[1]}, {X.dtype} of shape"
        f" {X.shape[1:]}, {len(dataset.classes)} classes",
        f"the commonest class is {_largest_share(y):.1%} of those to learn from",
    ]
    if doubles or both:
        proof.facts.append(
            f"{doubles:,} of those to learn from are there more than once; {both:,} of"
            " those to test are among them"
        )
    if given:
        proof.facts.append("the parts are given, and no seed decides what is to test")
    is_table = dataset.kind == "table"
    by_chance = FEW if given or is_table else 0.0
    if is_table:
        by_chance = max(by_chance, 3 * doubles / len(train))
    if both / len(test) > by_chance:
        proof.problems.append(
            f"{both:,} of the {len(test):,} examples to test stand among those to learn"
            " from, too: remove doubles before you split"
        )


def _largest_share(y: Any) -> float:
    """Return the share of the commonest class; 1 where labels are out of range."""
    return float(np.bincount(y).max() / len(y)) if y.min() >= 0 else 1.0


def _rows(X: Any) -> list[bytes]:
    """Return every example as bytes, by which equal ones are found; -0.0 equals 0.0."""
    return [row.tobytes() for row in (X if X.dtype == np.uint8 else X + 0.0)]


def _global_state() -> str:
    """Return what NumPy's global generator will draw next: watched, not used."""
    return repr(np.random.get_state(legacy=False))  # noqa: NPY002


def _same(one: tuple[Any, Any], other: tuple[Any, Any]) -> bool:
    return all(map(np.array_equal, one, other))
