"""What a failure says: the first call that went astray, and what explains it.

The calls of a test are made again on the reference. The first one whose outcome differs
is described: by its kind, its shape, a relation to the right values, and by a known
mistake, if exactly one mistake gives the learner's outcome on every recorded call and
something else than the reference on at least one, and no earlier call belies it.
Silence beats a guess.
"""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from nnkata.content.docstrings import returned_names, sizes
from nnkata.diagnosis.compare import Part, Tolerance, alike, parts, same, same_part
from nnkata.diagnosis.implementations import (
    Implementation,
    Implementations,
    Outcome,
    recorded_outcome,
    without_caches,
)
from nnkata.diagnosis.relations import Context, relation, shape_relation
from nnkata.subject.keras_doubles import (
    described,
    differences,
    is_description,
    is_foreign,
    is_model,
)
from nnkata.subject.recording import CACHES, Call
from nnkata.testing import Mismatch, describe

SLOW = 0.1  # seconds of computing; slower calls (training runs) are not made again
PATIENCE = 0.25  # seconds of computing that the search for a mistake may take
# Where models are built and pictures read for it, which takes some tenths of a second.
MORE_SLOW, MORE_PATIENCE = 1.5, 5.0
MOST_DRAWS = 100_000  # numbers in a random result that are drawn again and compared
IDENTITY = Tolerance(
    1e-8, 1e-12, strict=True
)  # outcomes of one formula, written in two ways


@dataclass(frozen=True)
class Finding:
    """What can be said about a failed test beyond the spec's own message."""

    call: Call
    parameters: tuple[str, ...]
    statements: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    mistake: str = ""
    advice: str = ""
    expected: Any = None
    expected_error: str = ""


@dataclass
class Examiner:
    """Compares a learner's calls with the answers of a bank."""

    implementations: Implementations
    patience: float = PATIENCE
    slow: float = SLOW
    # What has been found out about calls, by their identity: tests share earlier ones.
    _plain: dict[int, tuple[Call, Call]] = field(default_factory=dict)
    _acted: dict[tuple[str, int], bool] = field(default_factory=dict)

    def examine(
        self, calls: Sequence[Call], error: BaseException, earlier: Sequence[Call] = ()
    ) -> Finding | None:
        """The finding for one failed test, or nothing if every call was right.

        `earlier` are calls of tests before it: where two mistakes explain this test,
        they tell which of them it was, and they may belie a single one.
        """
        quick = [
            self._without_caches(call) for call in calls if _is_quick(call, self.slow)
        ]
        earlier = [self._without_caches(call) for call in earlier]
        pairs = [(c, self.implementations.reference.outcome(c)) for c in quick]
        known = [(call, right) for call, right in pairs if right is not None]
        tolerance = _tolerance(error)
        astray = [(c, o) for c, o in known if not _matches(c, o, tolerance, True)]
        # What went astray rules most mistakes out at once, and the smallest the fastest.
        off = {id(call) for call, _ in astray}
        told = sorted(
            known, key=lambda pair: (id(pair[0]) not in off, _numbers(pair[0]))
        )
        named = self._mistake(told, earlier)
        if not astray and named is None:
            return None
        call, right = astray[0] if astray else _first_of(known, named)
        return self._finding(
            call, right, [c for c, _ in known], astray, named, tolerance
        )

    def _without_caches(self, call: Call) -> Call:
        if id(call) not in self._plain:
            promise = self.implementations.reference.functions.get(call.function)
            result = (
                call.result if promise is None else without_caches(call.result, promise)
            )
            self._plain[id(call)] = call, replace(call, result=result)
        return self._plain[id(call)][1]

    def _acted_as(self, answer: Implementation, call: Call) -> bool:
        key = answer.name, id(call)
        if key not in self._acted:
            self._acted[key] = _acts_as(answer, call, self.slow)
        return self._acted[key]

    def _finding(
        self,
        call: Call,
        right: Outcome,
        calls: list[Call],
        astray: list[tuple[Call, Outcome]],
        named: Implementation | None,
        tolerance: Tolerance,
    ) -> Finding:
        function = self.implementations.reference.functions[call.function]
        statements, fine = _described(call, right, function, tolerance)
        wrong = {c.function for c, _ in astray} | {call.function}
        fine += [c.function for c in calls if c.function not in wrong]
        return Finding(
            call=call,
            parameters=tuple(call.arguments),
            statements=tuple(statements),
            right=tuple(dict.fromkeys(fine)),
            mistake=named.name if named else "",
            advice=named.advice if named else "",
            expected=right.result,
            expected_error=right.error,
        )

    def _mistake(
        self, known: list[tuple[Call, Outcome]], earlier: Sequence[Call]
    ) -> Implementation | None:
        """The one mistake that acts as the learner does, on all calls of the test.

        Small inputs make mistakes look alike, so earlier calls may not belie it.
        """
        end = time.process_time() + self.patience
        by_value: list[Implementation] = []
        by_law: list[Implementation] = []
        for mistake in self.implementations.mistakes(
            {call.function for call, _ in known}
        ):
            if time.process_time() > end:
                return None
            if _explains(mistake, known, by_law=False):
                by_value.append(mistake)
            elif _explains(mistake, known, by_law=True):
                by_law.append(mistake)
        fitting = by_value or by_law  # the same draws say more than draws of one law
        fitting = [m for m in fitting if not self._is_belied(m, known, earlier)]
        if len(fitting) > 1:
            fitting = [m for m in fitting if all(self._acted_as(m, c) for c in earlier)]
        return fitting[0] if len(fitting) == 1 else None

    def _is_belied(
        self,
        mistake: Implementation,
        known: list[tuple[Call, Outcome]],
        earlier: Sequence[Call],
    ) -> bool:
        """Whether the learner's code did before what it does not do with this mistake.

        What it did counts in the functions in which the mistake shows now, and wherever
        it was right. Elsewhere another mistake may have been at work.
        """
        end = time.process_time() + self.patience
        shown = {
            call.function
            for call, right in known
            if not _identical(mistake.outcome(call), right, _is_random(call))
        }
        for call in earlier:
            if not self.implementations.touches(mistake, call.function):
                continue
            if time.process_time() > end:
                return False
            if not self._acted_as(mistake, call) and (
                call.function in shown
                or self._acted_as(self.implementations.reference, call)
            ):
                return True
        return False


def _first_of(
    known: list[tuple[Call, Outcome]], named: Implementation | None
) -> tuple[Call, Outcome]:
    """The first call on which the mistake and the reference part."""
    assert named is not None
    for call, right in known:
        if not _identical(named.outcome(call), right, by_law=False):
            return call, right
    return known[0]


def _explains(
    mistake: Implementation, known: list[tuple[Call, Outcome]], by_law: bool
) -> bool:
    """Whether it does what the learner's code did, and not always what is right."""
    differs = False
    for call, right in known:
        law = by_law and _is_random(call)
        outcome = mistake.outcome(call)
        if not _identical(outcome, recorded_outcome(call), law):
            return False
        differs = differs or not _identical(outcome, right, law)
    return differs


def _acts_as(answer: Implementation, call: Call, slow: float) -> bool:
    """Whether the learner's outcome is that of an answer, in whatever style or words."""
    if not _is_quick(call, slow):
        return True
    outcome = answer.outcome(call)
    if outcome is None or _matches(call, outcome, Tolerance(), unsure=True):
        return True
    # Who writes into arrays that share memory does another thing to copies of them.
    arrays = any(isinstance(call.arguments[name], np.ndarray) for name in call.changed)
    return arrays and outcome.changed == recorded_outcome(call).changed


def _identical(a: Outcome | None, b: Outcome, by_law: bool) -> bool:
    """The same outcome by value, or where that is asked for by the law of its draws."""
    if a is None or a.error != b.error or a.changed != b.changed:
        return False
    if a.error or same(a.result, b.result, IDENTITY):
        return True
    return by_law and alike(a.result, b.result, when_unsure=False)


def _matches(call: Call, right: Outcome, tolerance: Tolerance, unsure: bool) -> bool:
    """Whether the learner's outcome is that of an answer, as far as can be told."""
    mine = recorded_outcome(call)
    if bool(mine.error) != bool(right.error) or mine.changed != right.changed:
        return False
    if mine.error or same(mine.result, right.result, tolerance):
        return True
    return _is_random(call) and alike(mine.result, right.result, when_unsure=unsure)


def _is_quick(call: Call, slow: float) -> bool:
    if call.own is not None:  # made on doubles, which answer at once
        return True
    if _is_random(call):
        return _numbers(call) <= MOST_DRAWS
    return call.seconds < slow


def _numbers(call: Call) -> int:
    """How many numbers a call returned."""
    if is_foreign(call.result):
        return 0
    return sum(np.size(part.value) for part in parts(call.result))


def _is_random(call: Call) -> bool:
    return any(isinstance(v, np.random.Generator) for v in call.arguments.values())


def _tolerance(error: BaseException) -> Tolerance:
    """The spec's own tolerance where it is the tighter one."""
    if isinstance(error, Mismatch) and error.rtol > 0:
        return Tolerance(min(error.rtol, 1e-7), min(error.atol, 1e-9))
    return Tolerance()


def _described(
    call: Call, right: Outcome, function: Any, tolerance: Tolerance
) -> tuple[list[str], list[str]]:
    """Statements about one call, and the names of the parts of it that are right."""
    if call.error is not None:
        return [], []  # the card shows the error with the learner's own line
    statements = _side_effects(set(call.changed), right.changed)
    if right.error:
        return statements, []
    if is_description(right.result) and is_model(call.result):
        return differences(described(call.result), right.result), []
    if call.own is not None or is_foreign(call.result):
        return statements, []  # the spec's own message says it, or the mistake's advice
    names = returned_names(function)
    trouble = _wrong_kind(call.result, right.result, names)
    if trouble:
        return [*statements, trouble], []
    if _is_random(call):
        return [*statements, *_statistics(call.result, right.result, names)], []
    return _parts_described(call, right, names, function, tolerance, statements)


def _side_effects(mine: set[str], right: frozenset[str]) -> list[str]:
    """Arguments that should have stayed, and a generator that nothing was drawn from."""
    told = []
    if mine - right:
        told.append(f"it changed {_listed(sorted(mine - right))} in place")
    if right - mine:
        told.append(f"it drew nothing from {_listed(sorted(right - mine))}")
    return told


def _parts_described(
    call: Call,
    right: Outcome,
    names: tuple[str, ...],
    function: Any,
    tolerance: Tolerance,
    statements: list[str],
) -> tuple[list[str], list[str]]:
    context = Context(call.arguments, _quantities(function, call))
    fine: list[str] = []
    wants = parts(right.result, names)
    for part, want in zip(parts(call.result, names), wants, strict=True):
        if same_part(part, want, tolerance):
            fine += [part.name] if part.name not in CACHES else []
        else:
            told = _part_described(part, want, context)
            statements.append(f"{part.name}: {told}" if part.name and told else told)
    return [told for told in statements if told], fine


def _part_described(part: Part, want: Part, context: Context) -> str:
    if want.value is None:
        return f"expected None, got {describe(part.value)}"
    if not part.is_numeric:
        return f"expected numbers, got {describe(part.value)}"
    got, right = part.array, want.array
    if got.shape != right.shape:
        told = f"expected shape {right.shape}, got {got.shape}"
        about = shape_relation(got, right)
        return f"{told}; {about}" if about else told
    if not np.isfinite(got).all() and np.isfinite(right).all():
        kind = "nan" if np.isnan(got).any() else "inf"
        return f"{kind} where a finite number is expected"
    if got.dtype.kind in "iub" and right.dtype.kind == "f" and _rounded(got, right):
        return "whole numbers: the fractions were cut off"
    return relation(got, right, context)


def _rounded(got: Any, right: Any) -> bool:
    return bool((np.trunc(right) == got).all())


def _wrong_kind(got: Any, want: Any, names: tuple[str, ...]) -> str:
    """About a result of another structure than the expected one."""
    if got is None and want is not None:
        return "it returned None: is a `return` missing?"
    if isinstance(want, tuple):
        told = f"{len(want)} values" + (f" ({', '.join(names)})" if names else "")
        if not isinstance(got, tuple | list) or len(got) != len(want):
            return f"it should return {told}, and returned {describe(got)}"
    if isinstance(want, dict) and (not isinstance(got, dict) or set(got) != set(want)):
        keys = ", ".join(map(repr, want))
        return f"it should return a dict with {keys}, and returned {_told(got)}"
    if isinstance(want, list) and (not isinstance(got, list | tuple)):
        return f"it should return a list, and returned {describe(got)}"
    if isinstance(want, list) and len(got) != len(want):
        return f"it should return a list of {len(want)}, and returned {len(got)} values"
    if [part.name for part in parts(got)] != [part.name for part in parts(want)]:
        return f"it returned {describe(got)} of another structure than promised"
    return ""


def _told(got: Any) -> str:
    return (
        f"one with {', '.join(map(repr, got))}"
        if isinstance(got, dict)
        else describe(got)
    )


def _statistics(got: Any, want: Any, names: tuple[str, ...]) -> list[str]:
    """Random results: shapes, means and standard deviations beside the expected ones."""
    told = []
    for part, right in zip(parts(got, names), parts(want, names), strict=True):
        label = f"{part.name}: " if part.name else ""
        if not (part.is_numeric or right.is_numeric):
            continue  # None where None is expected
        if not part.is_numeric or part.array.shape != right.array.shape:
            told.append(label + _part_described(part, right, Context({}, {})))
        elif part.array.size > 1 and not alike(
            part.value, right.value, when_unsure=True
        ):
            a, b = part.array, right.array
            told.append(
                f"{label}mean {a.mean():.3g} and standard deviation {a.std():.4g},"
                f" the reference's draws have {b.mean():.3g} and {b.std():.4g}"
            )
    return told


def _quantities(function: Any, call: Call) -> dict[str, float]:
    """Sizes by their symbols, and the numbers among the arguments."""
    found: dict[str, float] = {
        k: float(v) for k, v in sizes(function, call.arguments).items()
    }
    for name, value in call.arguments.items():
        if isinstance(value, int | float) and not isinstance(value, bool) and value > 0:
            found[name] = float(value)
    return {name: value for name, value in found.items() if value not in (0.0, 1.0)}


def _listed(names: Iterable[str]) -> str:
    return " and ".join(names)
