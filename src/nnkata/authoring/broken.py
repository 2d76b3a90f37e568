"""Prove goals: train broken networks, which must miss the goals that refuse them.

A goal is as good as the broken networks that it refuses. `refuses` in `kata.toml` lists
them by the names of files in `solutions/<slug>/broken/` or `mistakes/`, each of which is
laid over the reference. What a training reached is stored in `broken/trained.json`, and is
made again where the reference, the network, the data or a threshold has changed.
"""

import json
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from nnkata.authoring.batch import Round, judge_rounds
from nnkata.authoring.trainings import train_seeds
from nnkata.content.catalog import Goal, Kata
from nnkata.content.docstrings import code_alone
from nnkata.content.quiet import quiet
from nnkata.content.workspace import Workspace
from nnkata.data.registry import Registry
from nnkata.errors import ContentError
from nnkata.files import digest, write_text
from nnkata.training.calibration import fingerprint

SEEDS = range(5)
VERSION = 1
RESULTS = "trained.json"


class Training(NamedTuple):
    """A broken network that a goal is to refuse."""

    goal: Goal
    network: str
    stamp: str  # hash of all that decides what it reaches

    @property
    def key(self) -> str:
        return f"{self.goal.name}/{self.network}"


class GoalProof:
    """The broken networks of one kata and its goals.

    Attributes
    ----------
    absent : dict
        Why a goal cannot be trained here, by its name.
    """

    def __init__(self, kata: Kata, workspace: Workspace, datasets: Registry) -> None:
        self.kata = kata
        self.workspace = workspace
        self._broken = workspace.broken_networks(kata.slug)
        mistakes = {file.stem: file for file in workspace.mistakes(kata.slug)}
        self.networks = mistakes | {file.stem: file for file in self._broken}
        self._file = workspace.solutions / kata.slug / "broken" / RESULTS
        sets = {goal.name: datasets.get(goal.dataset) for goal in kata.goals}
        self.absent = {n: why for n, each in sets.items() if (why := each.missing())}
        self._sets = sets

    @cached_property
    def trainings(self) -> list[Training]:
        return [
            Training(goal, network, self._stamp(goal, network))
            for goal in self.kata.goals
            for network in goal.refuses
            if network in self.networks
        ]

    @cached_property
    def stored(self) -> dict[str, Any]:
        """What trainings reached, by their keys: the stamp, and seeds that were refused."""
        if not self._file.is_file():
            return {}
        try:
            return dict(json.loads(self._file.read_text(encoding="utf-8"))["trainings"])
        except (ValueError, KeyError, TypeError) as error:
            raise ContentError(f"{self._file} is damaged: {error}.") from None

    def refused(self, training: Training) -> list[int] | None:
        """Return the seeds on which it missed the goal; None if it must be trained."""
        entry = self.stored.get(training.key, {})
        return entry["refused"] if entry.get("stamp") == training.stamp else None

    def train(self) -> None:
        """Train what has changed; store and print each result at once: it takes long."""
        for training in self.trainings:
            if self.refused(training) is None and training.goal.name not in self.absent:
                refused = [seed for seed, miss in self._misses(training, SEEDS) if miss]
                entry = {"stamp": training.stamp, "refused": refused}
                self.stored[training.key] = entry
                self._write()
                print(
                    f"{self.kata.slug}, {training.key}: refused on {len(refused)} of"
                    f" {len(SEEDS)} seeds"
                )

    def train_sample(self) -> Iterator[str]:
        """Train one network on one seed, whatever is stored; yield what is wrong."""
        here = [t for t in self.trainings if t.goal.name not in self.absent]
        for training in here[:1]:
            stored = self.refused(training) or []
            for seed, miss in self._misses(training, SEEDS[:1]):
                if miss != (seed in stored):
                    yield f"{training.key}, seed {seed}: {RESULTS} says otherwise"

    def problems(self) -> Iterator[str]:
        """Yield what is wrong with the goals and the broken networks of the kata."""
        for goal in self.kata.goals:
            for name in [name for name in goal.refuses if name not in self.networks]:
                where = "which is neither in broken/ nor in mistakes/"
                yield f"goal {goal.name} refuses '{name}', {where}"
        for training in self.trainings:
            refused = self.refused(training)
            reached = [seed for seed in SEEDS if seed not in (refused or [])]
            if refused is None:
                yield f"{training.key} changed since it was trained"
            elif reached:
                yield f"{training.key}: reached on seeds {', '.join(map(str, reached))}"
        yield from self._unrefused()

    def _unrefused(self) -> Iterator[str]:
        """Yield the broken networks that pass all unit tests, and that no goal refuses."""
        named = {training.network for training in self.trainings}
        others = [file for file in self._broken if file.stem not in named]
        rounds = [Round(str(file), diagnose=False) for file in others]
        with quiet(self.kata):
            results = judge_rounds(self.kata, rounds) if rounds else []
        for file, result in zip(others, results, strict=True):
            if not result.failures:
                yield f"no goal and no unit test refuses broken/{file.name}"

    def _misses(
        self, training: Training, seeds: Sequence[int]
    ) -> list[tuple[int, bool]]:
        """Return whether a network missed the goal, for each seed."""
        subject = str(self.networks[training.network])
        runs = train_seeds(self.kata, training.goal, subject, seeds)
        return [(seed, not run.passed) for seed, run in zip(seeds, runs, strict=True)]

    def _stamp(self, goal: Goal, network: str) -> str:
        """Return a short hash of all that decides what a training reaches."""
        source = self.networks[network].read_text(encoding="utf-8")
        thresholds = json.dumps([dict(goal.at_least), dict(goal.at_most)])
        decisive = (
            fingerprint(self.kata, goal, self._sets[goal.name], self.workspace),
            thresholds,
            code_alone(source),
        )
        return digest("\n".join(decisive).encode())[:16]

    def _write(self) -> None:
        known = {training.key for training in self.trainings}
        kept = {key: entry for key, entry in self.stored.items() if key in known}
        content = {"version": VERSION, "trainings": dict(sorted(kept.items()))}
        write_text(self._file, json.dumps(content, indent=1) + "\n")
