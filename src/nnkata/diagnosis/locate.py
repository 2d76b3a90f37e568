"""Name the line whose change makes every recorded call of a function right.

Nothing but the learner's own file runs, edited in one place at a time, and right answers
on the same calls. The change itself is not told.
"""

import ast
import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from textwrap import shorten
from typing import Any

from nnkata.diagnosis.donors import donated, observed
from nnkata.diagnosis.edits import Edit, edits
from nnkata.diagnosis.implementations import (
    Implementations,
    drop_caches,
    recorded_outcome,
)
from nnkata.diagnosis.repair import Demand, Workbench, search
from nnkata.subject import limits
from nnkata.subject.recording import Call

BUDGET = 2.0  # seconds of processor time
LONGEST = 60  # characters of a line that are shown
MOST_LINES = 2  # that are named
# Kinds of edits that the statement may name: the others would tell the change.
NAMED = {"an index", "the axis", "the range", "the condition", "a name", "the brackets"}
MOVES = {"the steps", "the block"}
Functions = dict[str, ast.FunctionDef]


@dataclass(frozen=True)
class Located:
    """The statement for a card, and the function and the line to change."""

    text: str
    function: str
    line: int


@dataclass(frozen=True)
class Recorded:
    """The calls that a test has recorded, and whether it has passed."""

    calls: Sequence[Call]
    passed: bool


@dataclass
class Locator:
    """Looks in a learner's file for the line to change.

    Attributes
    ----------
    source : str
        The file's text.
    functions : mapping
        The names of its module, as it was executed.
    slow : float
        Seconds of a call that is not made again.
    how : Limits, optional
        How the time of a call is limited; the best that this system has if not set.
    tried : int
        How many edits were tried.
    """

    source: str
    functions: Mapping[str, Any]
    implementations: Implementations
    slow: float
    how: limits.Limits | None = None
    tried: int = 0
    _demands: dict[str, list[Demand]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        nodes = ast.parse(self.source).body
        self._nodes = {n.name: n for n in nodes if isinstance(n, ast.FunctionDef)}

    def locate(
        self, function: str, tests: Sequence[Recorded], seconds: float = BUDGET
    ) -> Generator[None, None, Located | None]:
        """Return where the function can be repaired, or None if that is not clear.

        A function that it calls is looked into instead, if that one is wrong, too. Yields
        after each edit that was tried.
        """
        end = time.process_time() + seconds
        self._demands = self._demanded(self._reached(function), tests)
        wrong = [name for name in self._reached(function) if self._is_wrong(name)]
        if not wrong:
            return None
        name = next(n for n in wrong if not {*self._reached(n)[1:]} & {*wrong})
        for candidates, demands, unsure in self._stages(name):
            bench = Workbench(self.functions, self.implementations.reference, self.how)
            found = yield from search(candidates, demands, bench, end, unsure)
            self.tried += found.tried
            if found.repairs:
                return _located(found.repairs, self._nodes, self.source)
            if not found.complete:
                return None
        return None

    def _stages(self, name: str) -> Iterator[tuple[Any, Sequence[Demand], bool]]:
        """Yield what is tried one after another, until something is found."""
        demands = self._demands[name]
        yield self._edits([name]), demands, False
        sure = [d for d in demands if not d.is_met(recorded_outcome(d.call), True)]
        if sure and sure[0].is_random:
            rest = [d for d in demands if d not in sure]
            yield self._edits([name]), [*sure, *rest], True
        # What a function is given may have been spoiled by the one that made its cache.
        origins = {o.function for d in demands for o, _ in d.call.origins.values()}
        more = [d for origin in origins for d in self._demands.get(origin, [])]
        yield self._edits(sorted(origins - {name})), [*demands, *more], False
        yield self._donated(name, demands[0].call), demands, False

    def _demanded(
        self, names: Sequence[str], tests: Sequence[Recorded]
    ) -> dict[str, list[Demand]]:
        """Return what is demanded of each function, wrong and quick calls first."""
        found: dict[str, list[Demand]] = {}
        calls = [
            call for test in tests for call in test.calls if call.function in names
        ]
        origins = {o.function for call in calls for o, _ in call.origins.values()}
        for test in tests:
            for call in test.calls:
                known = call.function in {*names, *origins}
                if known and call.seconds < self.slow and not call.own:
                    self._add(found, call, test.passed)
        for demands in found.values():
            demands.sort(
                key=lambda d: (d.is_met(recorded_outcome(d.call)), d.call.seconds)
            )
        return found

    def _add(self, found: dict[str, list[Demand]], call: Call, passed: bool) -> None:
        reference = self.implementations.reference
        drop_caches(call, reference.functions)
        right = reference.outcome(call)
        if right is not None:
            # Where the spec accepts another outcome, that is right as well.
            outcomes = (recorded_outcome(call), right) if passed else (right,)
            found.setdefault(call.function, []).append(Demand(call, outcomes))

    def _is_wrong(self, name: str) -> bool:
        first = next(iter(self._demands.get(name, ())), None)
        return first is not None and not first.is_met(recorded_outcome(first.call))

    def _reached(self, name: str) -> list[str]:
        """Return a function of the file and those that it uses."""
        reached: list[str] = []
        waiting = [name]
        while waiting:
            name = waiting.pop()
            if name in self._nodes and name not in reached:
                reached.append(name)
                names = ast.walk(self._nodes[name])
                waiting += [node.id for node in names if isinstance(node, ast.Name)]
        return reached

    def _edits(self, names: Sequence[str]) -> Iterator[tuple[ast.FunctionDef, Edit]]:
        """Yield the edits of functions, and of helpers that the spec does not call."""
        helpers = [
            n for name in names for n in self._reached(name) if n not in self._demands
        ]
        for name in dict.fromkeys([*names, *helpers]):
            if name in self._nodes:
                for edit in edits(self._nodes[name]):
                    yield self._nodes[name], edit

    def _donated(self, name: str, call: Call) -> Iterator[tuple[ast.FunctionDef, Edit]]:
        """Yield edits that put a part of a right answer into a function."""
        node, reference = self._nodes[name], self.implementations.reference
        bench = Workbench(self.functions, reference, self.how)
        mine = observed(node, bench.edited, call)
        for text, other in self.implementations.right_answers():
            nodes = [n for n in ast.parse(text).body if isinstance(n, ast.FunctionDef)]
            for donor in nodes:
                if donor.name == name:
                    theirs = observed(donor, other, call)
                    for edit in donated(node, mine, donor, theirs):
                        yield node, edit


def _code(statement: ast.stmt, lines: Sequence[str]) -> str:
    """Return the line on which a statement begins, or more where that says nothing."""
    code = lines[statement.lineno - 1].strip()
    if code.endswith(("(", "[", "{")):
        code = ast.unparse(statement).splitlines()[0]
    return shorten(code, LONGEST, placeholder=" ...")


def _located(repairs: Sequence[Edit], nodes: Functions, source: str) -> Located | None:
    """Return the statement on repairs; None if they lie on too many lines."""
    lines = source.splitlines()
    places = {edit.line: edit for edit in repairs}
    kinds = {edit.what for edit in repairs}
    if kinds == {"before"}:  # any place before what needs it would do
        places = {max(places): places[max(places)]}
    if len(places) > MOST_LINES:
        return None
    named = [
        f"line {line}, `{_code(places[line].statement, lines)}`"
        for line in sorted(places)
    ]
    what = " or ".join(named)
    (kind,) = kinds if len(kinds) == 1 else ("",)
    if kind in ("before", "after"):
        text = f"one more step {kind} {what}, makes every recorded call right"
    elif kind in MOVES:
        text = f"moving {what}, makes every recorded call right"
    else:
        part = f"{kind} in " if kind in NAMED else ""
        text = f"changing {part}{what}, makes every recorded call right"
    line = min(places)
    inside = [n.name for n in nodes.values() if n.lineno <= line <= (n.end_lineno or 0)]
    return Located(text, inside[0], line)
