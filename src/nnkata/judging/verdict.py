"""Verdicts: the result of a test, of a kata, of a path; plain data with a JSON form.

A test earns its share of the kata's points only by passing; whatever else happened
(failed, not written yet, out of time, not run) earns nothing, and no test is ever
skipped. A test that could not be judged through a defect of nnkata costs no points.
What was reported is held against the tests of the spec: see `complete`.
"""

import json
import linecache
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from nnkata.content.catalog import Kata
from nnkata.content.spec_tests import SpecTest
from nnkata.judging.job import Job, is_requested

FORMAT = "nnkata-verdict"
VERSION = 1
LONGEST = 12  # lines of a failure card
COLLECTION = "test_collection"  # stands for all tests where none could begin


class Outcome(StrEnum):
    """How one test ended."""

    PASSED = "passed"
    FAILED = "failed"
    UNWRITTEN = "unwritten"  # the stub still says "write me"
    TIMEOUT = "timeout"
    ERROR = "error"  # nnkata's own defect: never the learner's zero
    NOT_RUN = "not run"  # not requested, out of reach, or after the run had ended


@dataclass(frozen=True)
class Place:
    """A line of code: where to fix a failure.

    `file` is a path; in a finished verdict, which is the same in every folder, its name.
    """

    file: str
    line: int
    function: str

    def __str__(self) -> str:
        return f"{Path(self.file).name}:{self.line}"

    @property
    def code(self) -> str:
        return linecache.getline(self.file, self.line).strip()


@dataclass(frozen=True)
class TestVerdict:
    """The result of one test of a spec."""

    __test__ = False  # pytest must not collect it

    name: str
    outcome: Outcome
    seconds: float = 0.0
    card: tuple[str, ...] = ()
    goal: str | None = None
    required: bool = True  # whether a pass depends on it: on extra goals it does not
    mistake: str = ""
    measured: dict[str, float] = field(default_factory=dict)
    within_baseline: bool = False  # a missed goal: no worse than baseline runs
    losses: tuple[float, ...] = ()
    told: tuple[str, ...] = ()  # lines that the spec adds to the report, e.g. a table
    printed: str = ""  # by the learner's code, where the test did not pass
    printed_on_import: str = ""  # in the test that was the first to load it
    weight: float = 1.0  # its share of the points, relative to the others'
    function: str = ""  # the learner's function that the failure is about, if known
    place: Place | None = None  # the line to fix
    spec: Place | None = None  # the line of the spec whose claim does not hold
    # The type of the exception that the learner's code raised, MemoryError among them, or
    # of the limit that it met: TimeLimit, Flood (of prints), Died (its process ended).
    error: str = ""
    reason: str = ""  # why it was not run
    of_file: bool = False  # about the file that cannot be imported, not about the test

    @property
    def passed(self) -> bool:
        return self.outcome is Outcome.PASSED

    @property
    def ran(self) -> bool:
        return self.outcome is not Outcome.NOT_RUN

    @property
    def full_card(self) -> tuple[str, ...]:
        """The card, and the line of the spec whose claim does not hold."""
        return (*self.card, f"{'spec':<9}{self.spec}") if self.spec else self.card

    @property
    def lines(self) -> tuple[str, ...]:
        """The card below its heading: a claim, or of a file its first line."""
        return (self.sentence, *self.full_card)[self.of_file :]

    @property
    def sentence(self) -> str:
        """The claim that the test's name makes."""
        name, bracket, case = self.name.removeprefix("test_").partition("[")
        return name.replace("_", " ") + (f" [{case}" if bracket else "")


@dataclass(frozen=True)
class KataVerdict:
    """The result of one kata for one subject."""

    slug: str
    subject: str
    spec: str
    points: int
    tests: tuple[TestVerdict, ...]
    borrowed: tuple[str, ...] = ()  # needed katas that were taken from the reference
    remembered: bool = False  # cached: nothing was run, for nothing had changed
    goals: str = "required"  # which graded runs were requested

    @property
    def counting(self) -> list[TestVerdict]:
        """The tests that a pass depends on, those that were not run among them."""
        return [test for test in self.tests if test.required]

    @property
    def total(self) -> int:
        return len(self.counting)

    @property
    def passed(self) -> bool:
        """Whether every test that counts has passed, required goals included."""
        return bool(self.counting) and all(test.passed for test in self.counting)

    @property
    def asked(self) -> list[TestVerdict]:
        """The tests that this run was to decide: extra goals only if named."""
        named = self.goals.startswith("only:")
        tests = self.tests if named else self.counting
        return [t for t in tests if is_requested(self.goals, t.goal, t.required)]

    @property
    def holds(self) -> bool:
        """Whether all that was requested has passed; a pass needs all there is."""
        return bool(self.asked) and all(test.passed for test in self.asked)

    @property
    def left_out(self) -> int:
        """How many of the requested tests were not judged."""
        return sum(not test.ran for test in self.asked)

    @property
    def to_write(self) -> list[str]:
        """The functions that tests have found unwritten, each once."""
        unwritten = [t for t in self.counting if t.outcome is Outcome.UNWRITTEN]
        return list(dict.fromkeys(test.function for test in unwritten))

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
        cards = [" ".join(test.card) for test in self.tests if not test.goal]
        return "" if self.counting else " ".join(cards)

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
        """The part of the points that could not be judged: it is not lost either."""
        return self._share(self.errors)

    def _share(self, tests: Iterable[TestVerdict]) -> float:
        total = sum(test.weight for test in self.counting)
        weight = sum(test.weight for test in tests)
        return self.points * weight / total if total else 0.0

    @property
    def failures(self) -> list[TestVerdict]:
        """The tests that count, were run, and have not passed."""
        return [test for test in self.counting if test.ran and not test.passed]

    @property
    def first_failure(self) -> TestVerdict | None:
        return next(iter(self.failures), None)

    @property
    def telling_failure(self) -> TestVerdict | None:
        """The failure that helps most: one with a known mistake, or else the first."""
        return min(self.failures, key=lambda test: not test.mistake, default=None)

    @property
    def printed_on_import(self) -> str:
        """What the learner's file printed as it was loaded: the same for every test."""
        return next(filter(None, (test.printed_on_import for test in self.tests)), "")

    @property
    def seconds(self) -> float:
        return sum(test.seconds for test in self.tests)


@dataclass(frozen=True)
class PathVerdict:
    """The results of several katas, judged together."""

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
        """Whether all that was requested has passed; see `KataVerdict.holds`."""
        return bool(self.judged) and all(kata.holds for kata in self.judged)


def not_run(name: str, reason: str, **fields: Any) -> TestVerdict:
    """Return the verdict on a test that was not run, with the reason on its card."""
    card = (f"not run: {reason}",)
    return TestVerdict(name, Outcome.NOT_RUN, card=card, reason=reason, **fields)


def complete(
    job: Job, spec: Sequence[SpecTest], tests: Sequence[TestVerdict], reason: str
) -> list[TestVerdict]:
    """Return the verdicts in the spec's order, those of tests that did not run as well.

    Records that are doubled, or of tests that the spec does not have, spoil the verdict.
    `reason` says why a requested test has none.
    """
    judged = {test.name: test for test in tests}
    if {*judged} == {COLLECTION}:
        return [*tests]
    weights = _weights(job.kata, spec)
    has_defect = any(test.outcome is Outcome.ERROR for test in tests)
    complete_tests = []
    for test in spec:
        required = test.goal is None or job.kata.goal(test.goal).required
        requested = is_requested(job.goals, test.goal, required)
        record = judged.pop(test.name, None)
        if record is None:
            if not (required or requested):
                continue
            why = reason if requested else f"the run had --goals={job.goals}"
            record = not_run(test.name, why)
            # What a defect of ours has prevented costs no points, either.
            if requested and has_defect:
                record = replace(record, outcome=Outcome.ERROR)
        place, claim = _by_name(record.place), _by_name(record.spec)
        record = replace(record, place=place, spec=claim)
        record = replace(record, goal=test.goal, required=required)
        complete_tests.append(replace(record, weight=weights[test.name]))
    if judged or len(tests) > len({test.name for test in tests}):
        extra = ", ".join(judged) or "some test twice"
        text = f"The run reported {extra}, which the spec does not have. Run it again."
        complete_tests.append(defect("test_records", text))
    return complete_tests


def _by_name(place: Place | None) -> Place | None:
    """Return a place with the name of its file alone, which is the same in any folder."""
    return place and replace(place, file=Path(place.file).name)


def _weights(kata: Kata, spec: Sequence[SpecTest]) -> dict[str, float]:
    """Return what each test is worth, in points.

    A goal has its own; the rest is shared equally by the tests that functions which do
    nothing fail.
    """
    goals = {test.name: kata.goal(test.goal).points for test in spec if test.goal}
    units = [test.name for test in spec if not test.goal and not test.free]
    share = (kata.points - sum(goals.values())) / max(len(units), 1)
    return {test.name: 0.0 for test in spec} | dict.fromkeys(units, share) | goals


def defect(name: str, text: str) -> TestVerdict:
    """Return the verdict on a test that could not be judged, no fault of the subject."""
    card = tuple(text.strip().splitlines()[-LONGEST:])
    return TestVerdict(name, Outcome.ERROR, card=card)


def to_json(path: PathVerdict) -> str:
    """Return the verdict as JSON, format `nnkata-verdict`, version 1."""
    content: dict[str, Any] = {"format": FORMAT, "version": VERSION}
    content |= {"points": path.points, **_totals(path)}
    content["katas"] = [_kata_fields(kata) for kata in path.katas]
    return json.dumps(content, indent=2, ensure_ascii=False)


def from_json(text: str) -> PathVerdict:
    """Return the verdict that `to_json` has written; ValueError for any other text."""
    content = json.loads(text)
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise ValueError(f"not a verdict: expected the format '{FORMAT}'")
    if content.get("version") != VERSION:
        raise ValueError(
            f"a verdict of version {content.get('version')}, this nnkata reads {VERSION}"
        )
    return PathVerdict(tuple(map(_kata_from, content["katas"])))


def test_from(entry: dict[str, Any]) -> TestVerdict:
    """Return the verdict on one test from its fields as plain data."""
    places = {name: entry.get(name) for name in ("place", "spec")}
    changes = {name: place and Place(**place) for name, place in places.items()}
    outcome = Outcome(entry["outcome"])
    return TestVerdict(**_with_tuples(entry) | changes | {"outcome": outcome})


def _totals(verdict: PathVerdict | KataVerdict) -> dict[str, Any]:
    return {"score": round(verdict.score, 4), "passed": verdict.passed}


def _kata_fields(kata: KataVerdict) -> dict[str, Any]:
    missing = {"left_out": kata.left_out, "unjudged": round(kata.unjudged, 4)}
    return {**asdict(kata), **_totals(kata), **missing}


def _kata_from(entry: dict[str, Any]) -> KataVerdict:
    known = KataVerdict.__dataclass_fields__
    stored = {name: value for name, value in entry.items() if name in known}
    tests = tuple(map(test_from, entry["tests"]))
    return KataVerdict(**_with_tuples(stored) | {"tests": tests})


def _with_tuples(entry: dict[str, Any]) -> dict[str, Any]:
    """Return plain data with a tuple for each list."""
    return {k: tuple(v) if isinstance(v, list) else v for k, v in entry.items()}
