"""What a judgement is: plain data, with a versioned JSON form.

A test earns its share of the kata's points only by passing; whatever else happened
(failed, not written yet, out of time) earns nothing, and no test is ever skipped.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from nnkata.catalog import Kata

FORMAT = "nnkata-verdict"
VERSION = 1


class Outcome(StrEnum):
    """How one test ended."""

    PASSED = "passed"
    FAILED = "failed"
    UNWRITTEN = "unwritten"  # the stub still says "write me"
    TIMEOUT = "timeout"
    ERROR = "error"  # nnkata's own defect: never the learner's zero
    NOT_RUN = "not run"  # a goal whose data are not here, or a kata without its extra


@dataclass(frozen=True)
class TestVerdict:
    """One test of a spec, judged."""

    __test__ = False  # pytest must not collect it

    name: str
    outcome: Outcome
    seconds: float = 0.0
    card: tuple[str, ...] = ()
    goal: str | None = None
    required: bool = True
    mistake: str = ""
    measured: dict[str, float] = field(default_factory=dict)
    losses: tuple[float, ...] = ()
    told: tuple[str, ...] = ()  # what the spec shows, a table for instance
    printed: str = ""  # by the learner's code, where the test did not pass
    printed_on_import: str = ""  # in the test that was the first to load it

    @property
    def passed(self) -> bool:
        return self.outcome is Outcome.PASSED

    @property
    def counts(self) -> bool:
        """Whether points depend on it: extra goals and those not run do not."""
        return self.required and self.outcome is not Outcome.NOT_RUN

    @property
    def sentence(self) -> str:
        """The claim that the test's name makes."""
        name, bracket, case = self.name.removeprefix("test_").partition("[")
        return name.replace("_", " ") + (f" [{case}" if bracket else "")


@dataclass(frozen=True)
class KataVerdict:
    """One kata, judged for one subject."""

    slug: str
    subject: str
    spec: str
    points: int
    tests: tuple[TestVerdict, ...]
    borrowed: tuple[str, ...] = ()  # needed katas for which the reference stood in
    remembered: bool = False  # nothing was run: nothing had changed
    left_out: int = 0  # tests after an endless loop that nobody wanted to wait for

    @property
    def counting(self) -> list[TestVerdict]:
        return [test for test in self.tests if test.counts]

    @property
    def total(self) -> int:
        """How many tests points depend on, those that were left out among them."""
        return len(self.counting) + self.left_out

    @property
    def passed(self) -> bool:
        judged = bool(self.counting) and not self.left_out
        return judged and all(test.passed for test in self.counting)

    @property
    def measured(self) -> bool:
        """Whether a graded run reached its numbers."""
        return any(test.measured for test in self.tests)

    @property
    def not_run(self) -> str:
        """Why none of its tests could run, or ""."""
        told = [" ".join(test.card) for test in self.tests if not test.goal]
        return "" if self.counting else " ".join(told)

    @property
    def unwritten(self) -> bool:
        """Whether nothing has been written yet: every failure is the stub's."""
        return bool(self.counting) and all(
            test.outcome is Outcome.UNWRITTEN for test in self.counting
        )

    @property
    def score(self) -> float:
        """The earned part of the points; a test's share is the same for all."""
        if not self.counting:
            return 0.0
        earned = sum(test.passed for test in self.counting)
        return self.points * earned / self.total

    @property
    def first_failure(self) -> TestVerdict | None:
        return next((test for test in self.counting if not test.passed), None)

    @property
    def printed_on_import(self) -> str:
        """What the learner's file printed as it was loaded: the same for every test."""
        return next(
            (t.printed_on_import for t in self.tests if t.printed_on_import), ""
        )

    @property
    def seconds(self) -> float:
        return sum(test.seconds for test in self.tests)


@dataclass(frozen=True)
class PathVerdict:
    """Several katas, judged together."""

    katas: tuple[KataVerdict, ...]

    @property
    def points(self) -> int:
        return sum(kata.points for kata in self.katas)

    @property
    def score(self) -> float:
        return sum(kata.score for kata in self.katas)

    @property
    def percent(self) -> float:
        return 100 * self.score / self.points if self.points else 0.0

    @property
    def passed(self) -> bool:
        judged = [kata for kata in self.katas if not kata.not_run]
        return bool(judged) and all(kata.passed for kata in judged)


def not_run(kata: Kata, subject: str, spec: str, why: str) -> KataVerdict:
    """A kata that could not be judged: it counts for nothing, points included."""
    told = (f"not run: {why}",)
    test = TestVerdict("test_all", Outcome.NOT_RUN, card=told)
    return KataVerdict(kata.slug, subject, spec, points=0, tests=(test,))


def to_json(path: PathVerdict) -> str:
    """The judgement as JSON, format `nnkata-verdict`, version 1."""
    content = {
        "format": FORMAT,
        "version": VERSION,
        "points": path.points,
        "score": round(path.score, 4),
        "passed": path.passed,
        "katas": [_kata_fields(kata) for kata in path.katas],
    }
    return json.dumps(content, indent=2, ensure_ascii=False)


def from_json(text: str) -> PathVerdict:
    """The judgement back from its JSON form; ValueError if it is not one."""
    content = json.loads(text)
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise ValueError(f"not a verdict: expected the format '{FORMAT}'")
    if content.get("version") != VERSION:
        raise ValueError(
            f"a verdict of version {content.get('version')}, this nnkata reads {VERSION}"
        )
    return PathVerdict(tuple(_kata(entry) for entry in content["katas"]))


def test_from(entry: dict[str, Any]) -> TestVerdict:
    """One test from its plain form, as the plugin streams it."""
    known = {**entry, "outcome": Outcome(entry["outcome"])}
    known["card"] = tuple(known.get("card", ()))
    known["losses"] = tuple(known.get("losses", ()))
    known["told"] = tuple(known.get("told", ()))
    return TestVerdict(**known)


def _kata_fields(kata: KataVerdict) -> dict[str, Any]:
    totals = {"score": round(kata.score, 4), "passed": kata.passed}
    return asdict(kata) | totals


def _kata(entry: dict[str, Any]) -> KataVerdict:
    facts = {key: entry[key] for key in ("slug", "subject", "spec", "points")}
    borrowed = tuple(entry.get("borrowed", ()))
    known = {name: entry[name] for name in ("remembered", "left_out") if name in entry}
    return KataVerdict(
        **facts, tests=_tests(entry["tests"]), borrowed=borrowed, **known
    )


def _tests(entries: Iterable[dict[str, Any]]) -> tuple[TestVerdict, ...]:
    return tuple(test_from(entry) for entry in entries)
