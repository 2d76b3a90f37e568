"""Prove katas: what a spec must accept, and what it must refuse.

Stub red everywhere; reference green, twice, in another order, and in float32; every
mistake red and diagnosed as itself; automatic mutants killed, or listed in
`solutions/<slug>/equivalent.toml` with a reason; other right answers accepted; hints
that do not give the answer away; goals calibrated.
"""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from nnkata.authoring.batch import Result, Round, judge_rounds
from nnkata.authoring.float32 import float32_problems
from nnkata.authoring.lint import callers, defined, hint_problems
from nnkata.authoring.mutants import Mutant, mutants
from nnkata.content.catalog import Kata
from nnkata.content.quiet import quiet
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
    katas: Sequence[Kata], workspace: Workspace, on_line: Callable[[str], None] = print
) -> list[Proof]:
    """Return the proofs of several katas, made side by side; report each by a line."""
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
            proof, (counts, more) = claims.result(), judged.result()
            problems = (*proof.problems, *more)
            proofs.append(replace(proof, **counts, problems=problems))
            on_line(f"{kata.slug}: {len(problems)} problem(s)")
    return proofs


def _claims(kata: Kata, workspace: Workspace) -> Proof:
    """Return the proof of one kata, without its mutants."""
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
    problems = [
        *_stub_problems(stub),
        *_reference_problems(first, second),
        *_list_problems(kata, nothing),
        *(float32_problems(kata, workspace, first.calls) if kata.float32 else ()),
        *_mistake_problems(judged),
        *_right_problems([file.stem for file in others], accepted),
        *(f"hints: {problem}" for problem in hint_problems(kata, workspace)),
        *_goal_problems(kata, workspace),
    ]
    return Proof(
        slug=kata.slug,
        tests=len(first.tests),
        mistakes=len(mistakes),
        named=sum(_is_named(slug, result) for slug, result in judged.items()),
        right=len(others),
        accepted=sum(not result.failures for result in accepted),
        problems=tuple(problems),
    )


def _round(kata: Kata, workspace: Workspace, file: Path) -> Round:
    """Return a mistake's round; where tests cost much, of those that it can fail."""
    if not kata.extras:
        return Round(str(file))
    changed = defined(file.read_text(encoding="utf-8"))
    reached = callers(workspace.reference(kata.slug), changed)
    return Round(str(file), stop_when_named=True, changes=reached)


def _list_problems(kata: Kata, nothing: Result) -> list[str]:
    """Return whether tests.json lists other tests than there are, or other free ones."""
    judged = [(test.name, test.passed) for test in nothing.tests]
    listed = [(test.name, test.free) for test in listed_tests(kata) if not test.goal]
    stale = f"tests.json is out of date: nnkata dev stub {kata.slug}"
    return [] if listed == judged else [stale]


def _stub_problems(stub: Result) -> list[str]:
    return [
        f"stub: {test.name} is {test.outcome}, not unwritten"
        for test in stub.tests
        if test.outcome is not Outcome.UNWRITTEN
    ]


def _reference_problems(*results: Result) -> list[str]:
    return [
        f"reference: {test.name}: {' / '.join(test.card[:2])}"
        for result in results
        for test in result.failures
    ]


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
    return problems + [
        f"right answer {slug} is refused by {test.name}: {test.card}"
        for slug, result in zip(slugs, results, strict=True)
        for test in result.failures[:1]
    ]


def _goal_problems(kata: Kata, workspace: Workspace) -> list[str]:
    if not kata.goals:
        return []
    from nnkata.data.registry import read_registry
    from nnkata.training.calibration import calibration_problems

    return calibration_problems(kata, workspace, read_registry(workspace.datasets))


def _mutants(
    kata: Kata, workspace: Workspace
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return the counts of a proof that are about mutants, and their problems."""
    every = mutants(workspace.reference(kata.slug).read_text(encoding="utf-8"))
    results = _judged_mutants(kata, workspace, every)
    alive = [
        (mutant.function, mutant.becomes)
        for mutant, result in zip(every, results, strict=True)
        if not result.failures
    ]
    excuses = _excuses(workspace.solutions / kata.slug / "equivalent.toml")
    problems = [
        *(f"mutant lives: {f}: {b}" for f, b in alive if (f, b) not in excuses),
        *(
            f"equivalent.toml excuses a mutant that dies or is gone: {f}: {b}"
            for f, b in sorted(excuses - set(alive))
        ),
    ]
    killed = len(every) - len(alive)
    if killed < KILLED * len(every):
        problems.append(
            f"only {killed / len(every):.1%} of the mutants die before excuses,"
            f" {KILLED:.0%} must"
        )
    equivalent = sum(mutant in excuses for mutant in alive)
    counts = {"mutants": len(every), "killed": killed, "equivalent": equivalent}
    return counts, tuple(problems)


def _judged_mutants(
    kata: Kata, workspace: Workspace, every: Sequence[Mutant]
) -> list[Result]:
    with tempfile.TemporaryDirectory(prefix="nnkata-mutants-") as folder:
        rounds = [Round("reference", diagnose=False)]
        for number, mutant in enumerate(every):
            file = Path(folder, f"{number}.py")
            file.write_text(mutant.source, encoding="utf-8")
            changes = None
            if kata.extras and mutant.function != "(module)":
                changes = callers(workspace.reference(kata.slug), {mutant.function})
            rounds.append(
                Round(str(file), stop_at_failure=True, diagnose=False, changes=changes)
            )
        with quiet(kata):
            return judge_rounds(kata, rounds)[1:]


def _excuses(file: Path) -> set[tuple[str, str]]:
    """Return the function and the change of each mutant that is listed as equivalent."""
    listed = read_toml(file).get("mutant", []) if file.is_file() else []
    return {
        (entry["function"], entry["becomes"]) for entry in listed if entry["reason"]
    }
