"""Prove katas: what a spec must accept, and what it must refuse.

Stub red everywhere; reference green, twice, in another order, and in float32; every
mistake red and diagnosed as itself; automatic mutants killed, or listed in
`solutions/<slug>/equivalent.toml` with a reason; other right answers accepted; hints
that do not give the answer away; goals calibrated.
"""

import ast
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from nnkata.authoring.batch import Result, Round, judge_rounds
from nnkata.authoring.float32 import float32_problems
from nnkata.content.catalog import Kata
from nnkata.content.quiet import quiet
from nnkata.content.schema import read_toml
from nnkata.content.spec_tests import listed_tests
from nnkata.content.workspace import Workspace
from nnkata.data.registry import read_registry
from nnkata.diagnosis.implementations import DEFINED
from nnkata.diagnosis.mutants import Mutant, mutants
from nnkata.judging.pool import executor
from nnkata.judging.verdict import Outcome, TestVerdict
from nnkata.training.calibration import calibration_problems

NAMED = 0.95  # share of mistakes that must be diagnosed as themselves
KILLED = 0.97  # share of mutants that must die before equivalents are listed
LIMIT = 3.0  # seconds; a mutant's loop need not be waited for as long as a learner's
HINTS = 3  # of each function
LONGEST_HINT = 400  # characters
TELLING = 12  # characters of code that give a solution away


class Proof(NamedTuple):
    """The counts of one kata by their names, and every reason why it is not proved."""

    slug: str
    counts: dict[str, int]
    problems: list[str]


# Some counts of a proof, and the problems that belong to them.
Part = tuple[dict[str, int], list[str]]


def prove_all(katas: Sequence[Kata], workspace: Workspace) -> list[Proof]:
    """Return the proofs of several katas, made side by side; print a line for each."""
    with executor() as pool:
        # Those that train take longest, late ones most of all: begun last, one would
        # keep all others waiting.
        order = sorted(katas, key=lambda kata: (not kata.goals, -kata.number))
        running = {kata.slug: _begun(kata, workspace, pool) for kata in order}
        proofs = []
        for kata in katas:
            refusals, parts = running[kata.slug]
            judged = [
                _refused({k: r for job in refusals for k, r in job.result().items()})
            ]
            judged += [job.result() for job in parts]
            counts = {name: count for each, _ in judged for name, count in each.items()}
            problems = [problem for _, some in judged for problem in some]
            proofs.append(Proof(kata.slug, counts, problems))
            print(f"{kata.slug}: {len(problems)} problem(s)")
    return proofs


def _begun(
    kata: Kata, workspace: Workspace, pool: Executor
) -> tuple[list[Future[dict[str, Result]]], list[Future[Part]]]:
    """Begin the proof of one kata; where tests cost much, its mistakes in two parts."""
    files, parts = workspace.mistakes(kata.slug), 2 if kata.extras else 1
    shares = [files[start::parts] for start in range(parts)]
    return (
        [pool.submit(_judged_mistakes, kata, share) for share in shares],
        [pool.submit(job, kata, workspace) for job in (_claims, _mutants)],
    )


def _claims(kata: Kata, workspace: Workspace) -> Part:
    """Judge what a spec must accept, the stub and what does nothing."""
    others = workspace.right_answers(kata.slug)
    rounds = [Round("stub"), Round("reference"), Round("reference", shuffle=True)]
    rounds += [Round("nothing", diagnose=False)]
    rounds += [Round(str(file)) for file in others]
    with quiet(kata):
        stub, first, second, nothing, *rest = judge_rounds(kata, rounds)
    accepted = {file.stem: result for file, result in zip(others, rest, strict=True)}
    problems = [
        *_spec_problems(kata, stub, [first, second], nothing),
        *(float32_problems(kata, workspace, first.calls) if kata.float32 else ()),
        *_right_problems(accepted),
        *(f"hints: {problem}" for problem in _hint_problems(kata, workspace)),
        *calibration_problems(kata, workspace, read_registry(workspace.datasets)),
    ]
    counts = {
        "tests": len(first.tests),
        "right": len(others),
        "accepted": sum(not result.failures for result in accepted.values()),
    }
    return counts, problems


def _judged_mistakes(kata: Kata, files: Sequence[Path]) -> dict[str, Result]:
    rounds = [Round("reference", diagnose=False)]
    rounds += [_round(kata, file) for file in files]
    with quiet(kata):
        results = judge_rounds(kata, rounds)[1:]
    return {file.stem: result for file, result in zip(files, results, strict=True)}


def _refused(judged: Mapping[str, Result]) -> Part:
    """Count the mistakes of one kata, and those that are named."""
    named = sum(_is_named(slug, result) for slug, result in judged.items())
    return {"mistakes": len(judged), "named": named}, [*_mistake_problems(judged)]


def _round(kata: Kata, mistake: Path) -> Round:
    """Return a mistake's round; where tests cost much, of those that it can fail."""
    if not kata.extras:
        return Round(str(mistake))
    changes = frozenset(DEFINED.findall(mistake.read_text(encoding="utf-8")))
    return Round(str(mistake), enough=lambda test: bool(test.mistake), changes=changes)


def _spec_problems(
    kata: Kata, stub: Result, references: Sequence[Result], nothing: Result
) -> Iterator[str]:
    for test in stub.tests:
        if test.outcome is not Outcome.UNWRITTEN:
            yield f"stub: {test.name} is {test.outcome}, not unwritten"
    for test in [test for result in references for test in result.failures]:
        yield f"reference: {test.name}: {' / '.join(test.card[:2])}"
    free = [(test.name, test.passed) for test in nothing.tests]
    if free != [(test.name, test.free) for test in listed_tests(kata) if not test.goal]:
        yield f"tests.json is out of date: nnkata dev stub {kata.slug}"


def _mistake_problems(judged: Mapping[str, Result]) -> Iterator[str]:
    for slug, result in judged.items():
        if not result.failures:
            yield f"mistake {slug} passes the spec"
        for other in sorted({test.mistake for test in result.failures} - {slug, ""}):
            yield f"mistake {slug} is taken for {other}"
    unnamed = [slug for slug, result in judged.items() if not _is_named(slug, result)]
    if len(unnamed) > (1 - NAMED) * len(judged):
        yield f"mistakes not diagnosed as themselves: {', '.join(unnamed)}"


def _is_named(slug: str, result: Result) -> bool:
    return any(test.mistake == slug for test in result.failures)


def _right_problems(judged: Mapping[str, Result]) -> Iterator[str]:
    if not judged:
        yield "no other right answers"
    for slug, result in judged.items():
        for test in result.failures[:1]:
            yield f"right answer {slug} is refused by {test.name}: {test.card}"


def _hint_problems(kata: Kata, workspace: Workspace) -> Iterator[str]:
    """Yield a sentence for each thing to fix in the hints of a kata."""
    reference = ast.parse(workspace.reference(kata.slug).read_text(encoding="utf-8"))
    functions = {
        node.name
        for node in reference.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    }
    computed = {
        ast.unparse(node.value)  # what a statement computes, without its target
        for node in ast.walk(reference)
        if isinstance(node, ast.Assign | ast.AugAssign | ast.Return) and node.value
    }
    hints = read_toml(kata.hints)
    yield from (f"no hints for {name}" for name in functions - set(hints))
    for name, entry in hints.items():
        if name not in functions:
            yield f"hints for '{name}', which is not a function"
        steps = entry.get("steps", [])
        if len(steps) != HINTS:
            yield f"{name}: {len(steps)} hints, expected {HINTS}"
        if any(len(step) > LONGEST_HINT for step in steps):
            yield f"{name}: a hint is too long"
        for line in computed:
            if len(line) >= TELLING and any(line in step for step in steps[:-1]):
                yield f"{name}: an early hint contains `{line}`"


def _mutants(kata: Kata, workspace: Workspace) -> Part:
    """Judge the mutants of one kata."""
    every = mutants(workspace.reference(kata.slug).read_text(encoding="utf-8"))
    results = zip(every, _judged_mutants(kata, every), strict=True)
    alive = [(m.function, m.becomes) for m, result in results if not result.failures]
    excuses = _excuses(workspace.solutions / kata.slug / "equivalent.toml")
    killed = len(every) - len(alive)
    problems = [f"mutant lives: {f}: {b}" for f, b in alive if (f, b) not in excuses]
    problems += [
        f"equivalent.toml excuses a mutant that dies or is gone: {f}: {b}"
        for f, b in sorted(excuses - set(alive))
    ]
    if killed < KILLED * len(every):
        problems.append(
            f"only {killed / len(every):.1%} of the mutants die before excuses,"
            f" {KILLED:.0%} must"
        )
    equivalent = sum(mutant in excuses for mutant in alive)
    counts = {"mutants": len(every), "killed": killed, "equivalent": equivalent}
    return counts, problems


def _judged_mutants(kata: Kata, every: Sequence[Mutant]) -> list[Result]:
    with tempfile.TemporaryDirectory(prefix="nnkata-mutants-") as folder:
        rounds = [Round("reference", diagnose=False)]
        for number, mutant in enumerate(every):
            file = Path(folder, f"{number}.py")
            file.write_text(mutant.source, encoding="utf-8")
            turn = Round(
                str(file),
                diagnose=False,
                limit=LIMIT,
                enough=_fails,
                sharpest_first=True,
            )
            if kata.extras and mutant.function != "(module)":
                turn = replace(turn, changes=frozenset([mutant.function]))
            rounds.append(turn)
        with quiet(kata):
            return judge_rounds(kata, rounds)[1:]


def _fails(test: TestVerdict) -> bool:
    return not test.passed


def _excuses(file: Path) -> set[tuple[str, str]]:
    """Return the function and the change of each mutant that is listed as equivalent."""
    listed = read_toml(file).get("mutant", []) if file.is_file() else []
    return {(e["function"], e["becomes"]) for e in listed if e["reason"]}
