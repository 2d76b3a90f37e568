"""The proof of a kata: what its spec must accept, and what it must refuse.

Stub red everywhere; reference green, twice, in another order, and in float32; every
mistake red and diagnosed as itself; automatic mutants killed, or listed in
`solutions/<slug>/equivalent.toml` with a reason; other right answers accepted; hints
that do not give the answer away; goals calibrated.
"""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from nnkata.authoring.batch import Result, Round, judge_rounds
from nnkata.authoring.lint import callers, defined, hint_problems
from nnkata.authoring.mutants import Mutant, mutants
from nnkata.content.catalog import Kata
from nnkata.content.extras import quiet
from nnkata.content.schema import read_toml
from nnkata.content.spec_tests import listed_tests
from nnkata.content.workspace import Workspace
from nnkata.judging.pool import executor
from nnkata.judging.verdict import Outcome

NAMED = 0.95  # share of mistakes that must be diagnosed as themselves
KILLED = 0.97  # share of mutants that must die before equivalents are listed


@dataclass(frozen=True)
class Proof:
    """The counts of one kata, and every reason why it is not proved."""

    slug: str
    tests: int
    mistakes: int
    named: int
    right: int
    accepted: int
    problems: tuple[str, ...]
    mutants: int = 0  # judged in a process of their own, and added afterwards
    killed: int = 0
    equivalent: int = 0


def prove_all(
    katas: Sequence[Kata], workspace: Workspace, told: Any = print
) -> list[Proof]:
    """The proofs of several katas, side by side; mutants in a process of their own."""
    with executor() as pool:
        # Those that train take longest, late ones most of all: begun last, one would
        # keep all others waiting.
        order = sorted(katas, key=lambda kata: (not kata.goals, -kata.number))
        running = {
            kata.slug: (
                pool.submit(_claims, kata, workspace),
                pool.submit(_mutants, kata, workspace),
            )
            for kata in order
        }
        proofs = []
        for kata in katas:
            claims, judged = running[kata.slug]
            proofs.append(
                _with_mutants(kata, workspace, claims.result(), judged.result())
            )
            told(f"{kata.slug}: {len(proofs[-1].problems)} problem(s)")
    return proofs


def _claims(kata: Kata, workspace: Workspace) -> Proof:
    """Everything that is promised of one kata's spec, but for the mutants."""
    mistakes = workspace.mistakes(kata.slug)
    others = workspace.right_answers(kata.slug)
    rounds = [Round("stub"), Round("reference", keep_calls=True)]
    rounds += [Round("reference", shuffle=1), Round("nothing", diagnose=False)]
    rounds += [_round(kata, workspace, file) for file in mistakes]
    rounds += [Round(str(file)) for file in others]
    with quiet(kata):
        results = judge_rounds(kata, rounds)
    stub, first, second, nothing, *rest = results
    judged = dict(zip([file.stem for file in mistakes], rest, strict=False))
    accepted = rest[len(mistakes) :]
    problems = _stub_problems(stub) + _reference_problems(first, second)
    problems += _list_problems(kata, nothing)
    problems += _float32_problems(kata, workspace, first)
    problems += _mistake_problems(judged)
    problems += _right_problems([file.stem for file in others], accepted)
    problems += [f"hints: {problem}" for problem in hint_problems(kata, workspace)]
    problems += _goal_problems(kata, workspace)
    return Proof(
        slug=kata.slug,
        tests=len(first.tests),
        mistakes=len(mistakes),
        named=sum(_is_named(slug, result) for slug, result in judged.items()),
        right=len(others),
        accepted=sum(not result.failures for result in accepted),
        problems=tuple(problems),
    )


def _with_mutants(
    kata: Kata,
    workspace: Workspace,
    claims: Proof,
    judged: tuple[list[Mutant], list[Mutant]],
) -> Proof:
    every, survivors = judged
    excused, problems = _excused(kata, workspace, survivors, len(every))
    return replace(
        claims,
        mutants=len(every),
        killed=len(every) - len(survivors),
        equivalent=excused,
        problems=(*claims.problems, *problems),
    )


def _round(kata: Kata, workspace: Workspace, file: Path) -> Round:
    """A mistake's turn; where tests cost much, with those that it can fail alone."""
    if not kata.extras:
        return Round(str(file))
    changed = defined(file.read_text(encoding="utf-8"))
    reached = callers(workspace.reference(kata.slug), changed)
    return Round(str(file), stop_when_named=True, changes=reached)


def _list_problems(kata: Kata, nothing: Result) -> list[str]:
    """Whether tests.json has the tests that there are, and those that are free."""
    found = [(test.name, test.passed) for test in nothing.tests]
    listed = [(test.name, test.free) for test in listed_tests(kata) if not test.goal]
    stale = f"tests.json is out of date: nnkata dev stub {kata.slug}"
    return [] if listed == found else [stale]


def _stub_problems(stub: Result) -> list[str]:
    odd = [t for t in stub.tests if t.outcome is not Outcome.UNWRITTEN]
    return [f"stub: {test.name} is {test.outcome}, not unwritten" for test in odd]


def _reference_problems(*results: Result) -> list[str]:
    failures = [test for result in results for test in result.failures]
    return [f"reference: {test.name}: {' / '.join(test.card[:2])}" for test in failures]


def _mistake_problems(judged: dict[str, Result]) -> list[str]:
    problems = []
    for slug, result in judged.items():
        if not result.failures:
            problems.append(f"mistake {slug} passes the spec")
        others = {test.mistake for test in result.failures} - {slug, ""}
        problems += [f"mistake {slug} is taken for {other}" for other in sorted(others)]
    unnamed = [slug for slug, result in judged.items() if not _is_named(slug, result)]
    if judged and 1 - len(unnamed) / len(judged) < NAMED:
        problems.append(f"mistakes not diagnosed as themselves: {', '.join(unnamed)}")
    return problems


def _is_named(slug: str, result: Result) -> bool:
    return any(test.mistake == slug for test in result.failures)


def _right_problems(slugs: list[str], results: list[Result]) -> list[str]:
    problems = [] if slugs else ["no other right answers"]
    for slug, result in zip(slugs, results, strict=True):
        for test in result.failures[:1]:
            problems.append(
                f"right answer {slug} is refused by {test.name}: {test.card}"
            )
    return problems


def _float32_problems(kata: Kata, workspace: Workspace, reference: Result) -> list[str]:
    """The reference's own calls again with float32 arrays: nearly the same results."""
    if not kata.float32:
        return []
    from nnkata.authoring.float32 import float32_problems

    return float32_problems(kata, workspace, reference.calls)


def _goal_problems(kata: Kata, workspace: Workspace) -> list[str]:
    if not kata.goals:
        return []
    from nnkata.data.registry import read_registry
    from nnkata.training.calibration import calibration_problems

    return calibration_problems(kata, workspace, read_registry(workspace.datasets))


def _mutants(kata: Kata, workspace: Workspace) -> tuple[list[Mutant], list[Mutant]]:
    """All mutants of the reference, and those that the spec let live."""
    every = mutants(workspace.reference(kata.slug).read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory(prefix="nnkata-mutants-") as folder:
        rounds = []
        for number, mutant in enumerate(every):
            file = Path(folder, f"{number}.py")
            file.write_text(mutant.source, encoding="utf-8")
            changes = None
            if kata.extras and mutant.function != "(module)":
                changes = callers(workspace.reference(kata.slug), {mutant.function})
            rounds.append(
                Round(str(file), stop_at_failure=True, diagnose=False, changes=changes)
            )
        first = [Round("reference", diagnose=False)] if kata.extras else []
        with quiet(kata):
            results = judge_rounds(kata, [*first, *rounds])[len(first) :]
    lives = [m for m, result in zip(every, results, strict=True) if not result.failures]
    return every, lives


def _excused(
    kata: Kata, workspace: Workspace, survivors: list[Mutant], total: int
) -> tuple[int, list[str]]:
    """How many survivors are listed as equivalent, and what is wrong with the rest."""
    file = workspace.solutions / kata.slug / "equivalent.toml"
    listed = read_toml(file).get("mutant", []) if file.is_file() else []
    excuses = {
        (entry["function"], entry["becomes"]) for entry in listed if entry["reason"]
    }
    alive = [(mutant.function, mutant.becomes) for mutant in survivors]
    problems = [f"mutant lives: {f}: {b}" for f, b in alive if (f, b) not in excuses]
    problems += [
        f"equivalent.toml excuses a mutant that dies or is gone: {f}: {b}"
        for f, b in sorted(excuses - set(alive))
    ]
    share = 1 - len(survivors) / total if total else 1.0
    if share < KILLED:
        problems.append(
            f"only {share:.1%} of the mutants die before excuses, {KILLED:.0%} must"
        )
    return sum((f, b) in excuses for f, b in alive), problems
