"""Locate a fault by repair: which single edit makes every recorded call right.

Edits of the learner's own function are tried, the likely ones first, on the cheapest
wrong call, then on all others. Nothing is said of the edit itself but where it is.
"""

import ast
import time
import warnings
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from nnkata.diagnosis.compare import Tolerance, is_single
from nnkata.diagnosis.edits import Edit
from nnkata.diagnosis.implementations import (
    Implementation,
    Outcome,
    agree,
    is_random,
    own_namespace,
)
from nnkata.subject import limits
from nnkata.subject.recording import Call

MOST = 10_000  # edits that are ordered
LEAST = 0.05  # seconds of processor time that an edited call gets
TIMES = 10  # and so many times as long as the call that was recorded


@dataclass(frozen=True)
class Demand:
    """One call, and the outcomes of it that are right."""

    call: Call
    right: Sequence[Outcome]

    @property
    def is_random(self) -> bool:
        return is_random(self.call)

    def is_met(self, outcome: Outcome | None, when_unsure: bool = False) -> bool:
        """Return whether an outcome is right; few draws of another order are unsure."""
        single = is_single(self.call.arguments)
        tolerance = Tolerance(1e-4, 1e-6) if single else Tolerance()
        return any(
            agree(outcome, right, tolerance, self.is_random, when_unsure)
            for right in self.right
        )


@dataclass
class Search:
    """What a search has found: the repairs, and how many edits were tried."""

    repairs: list[Edit] = field(default_factory=list)
    tried: int = 0
    complete: bool = True


class Workbench:
    """A learner's functions in a namespace of their own, in which edited ones run."""

    def __init__(
        self,
        functions: Mapping[str, Any],
        reference: Implementation,
        how: limits.Limits | None = None,
    ) -> None:
        self._limits = how
        self._space = own_namespace(functions)
        facts = reference.functions, reference.strict
        self.edited = Implementation("edited", "", self._space, *facts)

    def define(self, function: ast.FunctionDef) -> bool:
        """Put a function in the place of the one of its name; False if it is no code."""
        module = ast.Module([function], [])
        try:
            with warnings.catch_warnings(action="ignore"):  # of edits that are nonsense
                code = compile(module, "<edited>", "exec")
            exec(code, self._space)
        except (SyntaxError, ValueError, TypeError, NameError, RecursionError):
            return False
        return True

    def meets(self, demand: Demand, when_unsure: bool = False) -> bool:
        """Return whether the outcome of a call is right, within a limit of time."""
        seconds = LEAST + TIMES * demand.call.seconds
        with (
            suppress(limits.TimeLimit, SystemExit),
            limits.time_limit(seconds, limits=self._limits),
        ):
            return demand.is_met(self.edited.outcome(demand.call), when_unsure)
        return False


def search(
    candidates: Iterable[tuple[ast.FunctionDef, Edit]],
    demands: Sequence[Demand],
    workbench: Workbench,
    end: float,
    when_unsure: bool = False,
) -> Generator[None, None, Search]:
    """Try edits, those of the lowest rank first; all demands must be met.

    Where one rank has a repair, no edit of a higher one is tried. Yields after each edit,
    so that a caller may do something else in between.
    """
    ordered = sorted(islice(candidates, MOST), key=lambda pair: pair[1].rank)
    found = Search()
    for function, edit in ordered:
        done = found.repairs and edit.rank > found.repairs[0].rank
        if done or time.process_time() > end:
            found.complete = bool(done)
            break
        found.tried += 1
        with edit.applied():
            defined = workbench.define(function)
        if defined and all(workbench.meets(d, when_unsure) for d in demands):
            found.repairs.append(edit)
        workbench.define(function)
        yield
    return found
