"""What a judgement is: plain data, with a versioned JSON form.

A test earns its share of the kata's points only by passing; whatever else happened
(failed, not written yet, out of time, not run) earns nothing, and no test is ever
skipped. What could not be judged through a defect of ours is charged to nobody.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from nnkata.content.catalog import Kata

FORMAT = "nnkata-verdict"
VERSION = 1


class Outcome(StrEnum):
    """How one test ended."""

    PASSED = "passed"
    FAILED = "failed"
    UNWRITTEN = "unwritten"  # the stub still says "write me"
    TIMEOUT = "timeout"
    ERROR = "error"  # nnkata's own defect: never the learner's zero
    NOT_RUN = "not run"  # never asked for, out of reach, or after the run had ended


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
    within_baseline: bool = False  # a missed goal: no worse than baseline runs
    losses: tuple[float, ...] = ()
    told: tuple[str, ...] = ()  # what the spec shows, a table for instance
    printed: str = ""  # by the learner's code, where the test did not pass
    printed_on_import: str = ""  # in the test that was the first to load it
    weight: float = 1.0  # its share of the points, relative to the others'

    @property
    def passed(self) -> bool:
        return self.outcome is Outcome.PASSED

    @property
    def ran(self) -> bool:
        return self.outcome is not Outcome.NOT_RUN

    @property
    def counts(self) -> bool:
        """Whether a pass depends on it: on extra goals it does not."""
        return self.required

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
    goals: str = "required"  # which graded runs were asked for

    @property
    def counting(self) -> list[TestVerdict]:
        return [test for test in self.tests if test.counts]

    @property
    def total(self) -> int:
        """How many tests a pass depends on, those that were not run among them."""
        return len(self.counting)

    @property
    def passed(self) -> bool:
        """Whether every test that counts has passed, required goals included."""
        return bool(self.counting) and all(test.passed for test in self.counting)

    @property
    def asked(self) -> list[TestVerdict]:
        """The tests that count and that this run was asked for."""
        if self.goals.startswith("only:"):
            goal = self.goals.removeprefix("only:")
            return [test for test in self.tests if test.goal == goal]
        graded = self.goals != "none"
        return [test for test in self.counting if graded or test.goal is None]

    @property
    def holds(self) -> bool:
        """Whether all that the run was asked for has passed; a pass needs all there is."""
        return bool(self.asked) and all(test.passed for test in self.asked)

    @property
    def left_out(self) -> int:
        """How many tests the run was asked for and did not judge."""
        return sum(not test.ran for test in self.asked)

    @property
    def to_write(self) -> list[str]:
        """The functions that tests have found unwritten, each once."""
        unwritten = [t for t in self.counting if t.outcome is Outcome.UNWRITTEN]
        return list(dict.fromkeys(t.card[0].partition(":")[0] for t in unwritten))

    @property
    def missing_goals(self) -> list[str]:
        """The required graded runs that have not been passed."""
        return [test.goal for test in self.counting if test.goal and not test.passed]

    @property
    def errors(self) -> list[TestVerdict]:
        """The tests that could not be judged, through no fault of the subject's."""
        return [test for test in self.counting if test.outcome is Outcome.ERROR]

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
        ran = [test for test in self.counting if test.ran]
        return bool(ran) and all(test.outcome is Outcome.UNWRITTEN for test in ran)

    @property
    def score(self) -> float:
        """The earned part of the points, by the weights of the tests that passed."""
        return self._share([test for test in self.counting if test.passed])

    @property
    def unjudged(self) -> float:
        """The part of the points that nobody could judge: it is charged to nobody."""
        return self._share(self.errors)

    def _share(self, tests: Iterable[TestVerdict]) -> float:
        total = sum(test.weight for test in self.counting)
        return (
            self.points * sum(test.weight for test in tests) / total if total else 0.0
        )

    @property
    def first_failure(self) -> TestVerdict | None:
        return next((t for t in self.counting if t.ran and not t.passed), None)

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
        """The earned share of the points that could be judged."""
        judged = self.points - sum(kata.unjudged for kata in self.katas)
        return 100 * self.score / judged if judged else 0.0

    @property
    def judged(self) -> list[KataVerdict]:
        return [kata for kata in self.katas if not kata.not_run]

    @property
    def passed(self) -> bool:
        return bool(self.judged) and all(kata.passed for kata in self.judged)

    @property
    def holds(self) -> bool:
        """Whether all that was asked for has passed; see `KataVerdict.holds`."""
        return bool(self.judged) and all(kata.holds for kata in self.judged)


def not_run(kata: Kata, subject: str, spec: str, why: str) -> KataVerdict:
    """A kata that could not be judged: it counts for nothing, points included."""
    told = (f"not run: {why}",)
    test = TestVerdict("test_all", Outcome.NOT_RUN, card=told, required=False)
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
    totals |= {"left_out": kata.left_out, "unjudged": round(kata.unjudged, 4)}
    return asdict(kata) | totals


def _kata(entry: dict[str, Any]) -> KataVerdict:
    facts = {key: entry[key] for key in ("slug", "subject", "spec", "points")}
    borrowed = tuple(entry.get("borrowed", ()))
    known = {name: entry[name] for name in ("remembered", "goals") if name in entry}
    return KataVerdict(
        **facts, tests=_tests(entry["tests"]), borrowed=borrowed, **known
    )


def _tests(entries: Iterable[dict[str, Any]]) -> tuple[TestVerdict, ...]:
    return tuple(test_from(entry) for entry in entries)
