"""The proof of a dataset: that its card is complete, and that what loads keeps its word.

Whoever writes a plugin runs `nnkata dev check` on its file or on a dataset's name.
"""

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from nnkata.content.catalog import Kata
from nnkata.data.checks import PARTS, form_problems, range_problems
from nnkata.data.dataset import Dataset, Split, is_plain
from nnkata.data.registry import Registry
from nnkata.errors import NnkataError, PluginError
from nnkata.training.calibration import read_calibrations

RATE_OFF = 0.005  # by how much a base rate may be off
SLOWER, SECONDS = (
    10,
    1.0,
)  # a second load may take so many times the first, and a second
SHA256 = re.compile("[0-9a-f]{64}")
FEW = 0.02  # share of examples in both parts that may be chance


@dataclass
class DatasetProof:
    """What was found of one dataset, and every reason why it is not proved."""

    name: str
    facts: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def read_plugin(file: Path) -> list[Dataset]:
    """The cards that a plugin's file offers; `PluginError` says what is wrong with it."""
    registry = Registry()
    registry.add_file(file, str(file))
    if registry.problems:
        raise PluginError(registry.problems[0])
    return [registry.get(name) for name in registry.names()]


def prove_dataset(
    card: Dataset,
    katas: Sequence[Kata] = (),
    clock: Callable[[], float] = time.perf_counter,
) -> DatasetProof:
    """Everything that a card promises, checked; never raises for what a plugin does.

    Parameters
    ----------
    card : Dataset
        Its data are loaded three times.
    katas : sequence of Kata
        Those whose goals on this dataset must be calibrated.
    clock : callable
        Seconds; for tests.
    """
    proof = DatasetProof(card.name, problems=_card_problems(card))
    try:
        missing = card.missing()
        if missing:
            proof.problems.append(f"its data are not here: {missing}")
        elif not proof.problems:
            _prove_data(card, proof, clock)
    except NnkataError as error:
        proof.problems.append(str(error))
    except (Exception, SystemExit) as error:
        proof.problems.append(f"it raised {type(error).__name__}: {error}")
    proof.problems += _calibration_problems(card, katas)
    return proof


def _prove_data(card: Dataset, proof: DatasetProof, clock: Any) -> None:
    state = _global_state()
    begun = clock()
    split = card.load(0)
    between = clock()
    again = card.load(0)
    first, second = between - begun, clock() - between
    proof.problems += form_problems(card, split)
    if proof.problems:
        return
    other = card.load(1)
    fixed = _same(split.test, other.test) or _same_rows(split.test, other.test)
    proof.facts += _facts(card, split, fixed)
    strange = range_problems(card, split)
    proof.problems += strange + _label_problems(card, split)
    proof.problems += _seed_problems(split, again, other, fixed)
    if not fixed and not strange:
        proof.problems += _share_problems(card, split)
    proof.problems += _leaks(card, split, fixed)
    if second > SLOWER * first + SECONDS:
        proof.problems.append(
            f"loading it again takes {second:.1f} s, the first time took {first:.1f} s"
        )
    if _global_state() != state:
        proof.problems.append(
            "load draws from NumPy's global generator: use np.random.default_rng(seed)"
        )


def _card_problems(card: Dataset) -> list[str]:
    problems = [
        f"its card's {name} is empty"
        for name in ("name", "summary", "licence", "source", "shape", "classes")
        if not (value := getattr(card, name)) or not str(value).strip()
    ]
    if card.availability == "bundled" and not card.checksum:
        problems.append("its card's checksum is empty, and it is bundled")
    if card.availability == "download" and card.fetch is None:
        problems.append("its availability is download, and it has no fetch")
    digests = [card.checksum, *card.files.values()]
    problems += [
        f"its checksum '{digest}' is no SHA-256: expected 64 of the signs 0-9 and a-f"
        for digest in digests
        if digest and not SHA256.fullmatch(digest)
    ]
    if len(set(card.classes)) < len(card.classes) or "" in card.classes:
        problems.append("its classes have no name each of their own")
    if card.kind == "pictures" and card.shape and len(card.shape) not in (2, 3):
        problems.append(
            f"its shape is {card.shape}, expected (h, w) or (h, w, 3) for pictures"
        )
    if not 0 < card.base_rate <= 1:
        problems.append(f"its base rate is {card.base_rate}, expected a share up to 1")
    if card.name and not card.is_path and not is_plain(card.name):
        problems.append(
            f"its name '{card.name}' has other signs than letters, digits, - and _"
        )
    return problems


def _label_problems(card: Dataset, split: Split) -> list[str]:
    problems = []
    for (_, y), part in zip(split, PARTS, strict=True):
        problems += [
            f"no example {part} is of the class '{name}'"
            for label, name in enumerate(card.classes)
            if label not in y
        ]
    if problems:
        return problems
    found = tuple(len(y) for _, y in split)
    if card.counts is not None and tuple(card.counts) != found:
        problems.append(f"its card counts {card.counts} examples, it has {found}")
    rate = _shares(split.test[1], len(card.classes)).max()
    if abs(rate - card.base_rate) > RATE_OFF:
        problems.append(
            f"its card's base rate is {card.base_rate:.4f}; of the examples to test, the"
            f" commonest class has {rate:.4f}"
        )
    return problems


def _seed_problems(split: Split, again: Split, other: Split, fixed: bool) -> list[str]:
    problems = []
    if not all(map(_same, split, again)):
        problems.append("the same seed gives other arrays when it is loaded again")
    if not fixed and _same(split.train, other.train):
        problems.append("another seed gives the same examples to learn from")
    return problems


def _share_problems(card: Dataset, split: Split) -> list[str]:
    """Classes whose share in the part to test is off by more than one example."""
    sizes = [np.bincount(y, minlength=len(card.classes)) for _, y in split]
    every = sizes[0] + sizes[1]
    expected = every * sizes[1].sum() / every.sum()
    return [
        f"the split is not stratified: {found} of {total} examples of '{name}' are to"
        f" test, expected {wanted:.1f}; see nnkata.data.stratified"
        for name, found, total, wanted in zip(
            card.classes, sizes[1], every, expected, strict=True
        )
        if abs(found - wanted) > 1
    ][:1]


def _leaks(card: Dataset, split: Split, fixed: bool) -> list[str]:
    """Examples that stand in both parts.

    In a coarse table some are equal by chance, and a few in parts that others made are
    not the plugin's to remove.
    """
    learnt, judged = (_rows(X) for X, _ in split)
    known = set(learnt)
    both = sum(row in known for row in judged)
    doubles = len(learnt) - len(known)
    share = both / len(judged)
    by_chance = FEW if fixed or card.kind == "table" else 0.0
    if card.kind == "table":
        by_chance = max(by_chance, 3 * doubles / len(learnt))
    if share <= by_chance:
        return []
    return [
        f"{both:,} of the {len(judged):,} examples to test stand among those to learn"
        " from, too: remove doubles before you split"
    ]


def _facts(card: Dataset, split: Split, fixed: bool) -> list[str]:
    (X, y), (_, y_test) = split
    learnt, judged = (_rows(part) for part, _ in split)
    known = set(learnt)
    shares = _shares(y, len(card.classes)) if y.min() >= 0 else np.ones(1)
    facts = [
        f"{len(y):,} {PARTS[0]} and {len(y_test):,} {PARTS[1]}, {X.dtype} of shape"
        f" {X.shape[1:]}, {len(card.classes)} classes",
        f"the commonest class is {shares.max():.1%} of those to learn from",
    ]
    doubles = len(learnt) - len(known)
    both = sum(row in known for row in judged)
    if doubles or both:
        facts.append(
            f"{doubles:,} of those to learn from are there more than once; {both:,} of"
            " those to test are among them"
        )
    if fixed:
        facts.append("the parts are given, and no seed decides what is to test")
    return facts


def _calibration_problems(card: Dataset, katas: Sequence[Kata]) -> list[str]:
    return [
        f"the goal {goal.name} of {kata.slug} trains on it and has no calibration:"
        f" nnkata dev calibrate {kata.slug}"
        for kata in katas
        for goal in kata.goals
        if goal.dataset == card.name and goal.name not in read_calibrations(kata)
    ]


def _shares(y: Any, classes: int) -> Any:
    return np.bincount(y, minlength=classes) / len(y)


def _rows(X: Any) -> list[bytes]:
    """Every example as bytes, by which equal ones are found; -0.0 equals 0.0."""
    return [row.tobytes() for row in (X if X.dtype == np.uint8 else X + 0.0)]


def _global_state() -> str:
    """What NumPy's global generator will draw next: watched, not used."""
    return repr(np.random.get_state(legacy=False))  # noqa: NPY002


def _same(one: tuple[Any, Any], other: tuple[Any, Any]) -> bool:
    return all(map(np.array_equal, one, other))


def _same_rows(one: tuple[Any, Any], other: tuple[Any, Any]) -> bool:
    """Whether two parts hold the same examples, in whatever order."""
    return sorted(_rows(one[0])) == sorted(_rows(other[0]))
