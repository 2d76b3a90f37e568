"""From a job to a mark: one file, judged by the spec of its kata behind a wall.

The process that grades is trusted and stays: it keeps the collected spec of one kata and
judges file after file. No file is executed in it. A file that passes all public tests is
called with secret numbers, and its trainings start from secret seeds. What goes wrong
through no fault of a file makes a mark "not graded", never a bad one.
"""

import linecache
import re
from collections.abc import Iterable
from contextlib import ExitStack, nullcontext
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from nnkata import files
from nnkata.content.catalog import read_kata
from nnkata.content.progress import spec_version
from nnkata.content.spec_tests import known_tests, store_tests
from nnkata.content.workspace import Workspace, bundled, nearest
from nnkata.errors import ContentError, NnkataError
from nnkata.grading.job import GradingJob
from nnkata.grading.mark import Mark, Result
from nnkata.grading.memory import limited_memory
from nnkata.grading.results import lost, result_of
from nnkata.grading.secret import SecretCalls, recorded
from nnkata.grading.suspicion import warnings_of
from nnkata.grading.training import judge_goals
from nnkata.judging.job import Job
from nnkata.judging.runner import collect_tests
from nnkata.judging.runner import grade as judge_in_own_process
from nnkata.judging.verdict import KataVerdict, TestVerdict, complete

# What differs from run to run although nothing of the file does.
VARYING = {
    re.compile(r"\b0x[0-9a-fA-F]{6,}"): "0x...",
    re.compile(r" limit of [\d.e+]+ s of"): " limit of",
    re.compile(r" within [\d.e+]+ s by the clock"): " within its limit by the clock",
}
_graders: list["KataGrader"] = []  # at most one: the spec that is open


def grade(job: GradingJob) -> Mark:
    """Return the mark of one file; never raise for what the file does.

    It runs behind a wall; without one only where the job trusts it and no wall works.
    """
    try:
        return _grader_of(job).mark(job)
    except Exception as error:
        close()
        return not_graded(job, str(error) if _is_explained(error) else repr(error))


def not_graded(job: GradingJob, reason: str) -> Mark:
    """Return the mark of a job that could not be done, which is no fault of the file."""
    mark = Mark(job.student, job.kata, Result.NOT_GRADED, reason=reason)
    return replace(mark, digest=digest_of(job.source))


def digest_of(source: str) -> str:
    """Return the SHA-256 of the text of a file."""
    return files.digest(source.encode("utf-8", "surrogatepass"))


def close() -> None:
    """Let go of the spec that is open."""
    while _graders:
        _graders.pop().close()


def _is_explained(error: Exception) -> bool:
    return isinstance(error, NnkataError)


def _grader_of(job: GradingJob) -> "KataGrader":
    """Return what grades files of a kata; it stays open for the next ones."""
    if not _graders or not _graders[0].fits(job):
        close()
        _graders.append(KataGrader(job))
    return _graders[0]


class KataGrader:
    """The spec of one kata, collected in this process, and what judges by it."""

    def __init__(self, job: GradingJob) -> None:
        workspace = nearest(Path.cwd()) or bundled()
        self._kata = read_kata(workspace.katas / job.kata)
        self._facts = _facts(job)
        self._tier = _tier_of(job, self._kata.extras)
        self._tests = known_tests(self._kata)
        if not self._tests:
            self._tests = store_tests(self._kata, collect_tests(self._kata))
        with ExitStack() as stack:
            if not self._kata.extras:
                self._collect(job, workspace, stack)
            self._stack = stack.pop_all()

    def fits(self, job: GradingJob) -> bool:
        """Return whether this is what a job needs."""
        return _facts(job) == self._facts

    def close(self) -> None:
        """Let go of the collected spec."""
        self._stack.close()

    def mark(self, job: GradingJob) -> Mark:
        """Return the mark of one file."""
        kata = self._kata
        with TemporaryDirectory(prefix="nnkata-") as folder:
            # Each in a folder of its own: no line of one is shown on the card of another.
            file = Path(folder, f"{kata.slug}.py")
            file.write_text(job.source, "utf-8", "surrogatepass")
            asked = Job(kata, str(file), goals=job.goals)
            judge = self._judged_apart if kata.extras else self._judged
            with nullcontext() if kata.extras else limited_memory():
                tests = judge(asked, job.secret)
        linecache.clearcache()
        tests = [_without_traces(test, folder) for test in tests]
        facts = (kata.slug, "", spec_version(kata), kata.points, tuple(tests))
        return self._mark(job, KataVerdict(*facts, goals=job.goals))

    def _mark(self, job: GradingJob, verdict: KataVerdict) -> Mark:
        warnings = warnings_of(job.source)
        result, reason = result_of(verdict, warnings)
        passed = [test for test in verdict.asked if test.passed]
        return Mark(
            *(job.student, job.kata, result),
            score=0.0 if result is Result.NOT_GRADED else _points(passed),
            points=_points(verdict.asked),
            reason=reason,
            tests=verdict.tests,
            digest=digest_of(job.source),
            spec=verdict.spec,
            tier=self._tier,
            warnings=warnings,
        )

    def _collect(self, job: GradingJob, workspace: Workspace, stack: ExitStack) -> None:
        """Collect the spec, and make the secret calls from those of the reference.

        Raises
        ------
        ContentError
            If the reference does not pass.
        """
        from nnkata.judging.collected import collected  # pytest
        from nnkata.judging.item import goal_of

        options = ["--nnkata-isolated", f"--goals={job.goals}"]
        with_spec = collected(self._kata, options)
        self._session, items = stack.enter_context(with_spec)
        self._session.report_to(lambda event: None)
        self._units = [item for item in items if goal_of(item) is None]
        self._goals = [item for item in items if goal_of(item) is not None]
        calls = recorded(self._session, self._units)
        self._check_reference("its spec")
        self._is_wall_proved = False
        self._secret = SecretCalls(self._kata, workspace, job.secret, calls)

    def _judged(self, asked: Job, secret: str) -> list[TestVerdict]:
        """Return the verdict on each test; one passed by numbers learned by heart is lost."""
        session = self._session
        tests = [*session.judge(asked.subject, self._units)]
        passed = [test.name for test in tests if test.passed]
        loader: Any = session.item(self._units[0]).loader
        wrong = self._secret.lost(loader, passed)
        tests = [lost(t, wrong[t.name]) if t.name in wrong else t for t in tests]
        if loader.problem is None:
            goals = asked.subject, self._goals, secret
            tests += judge_goals(session, *goals, endless=loader.endless)
        self._prove_wall(has_passed=len(passed) == len(self._units))
        session.close()
        reason = f"{loader.file.name} cannot be imported"
        return complete(asked, self._tests, tests, reason)

    def _prove_wall(self, *, has_passed: bool) -> None:
        """Let the reference pass behind the wall, too, unless some file has.

        It is judged there where a file has failed, so that no failure is the wall's.
        """
        if not has_passed and not self._is_wall_proved:
            self._session.judge("reference", self._units)
            self._check_reference("its spec behind the wall")
        self._is_wall_proved = True

    def _check_reference(self, what: str) -> None:
        """Raise `ContentError` if the reference, judged last, does not pass."""
        if failed := [test for test in self._session.verdicts if not test.passed]:
            first = f"{failed[0].name}: {' '.join(failed[0].card[:2])}"
            slug = self._kata.slug
            raise ContentError(f"The reference of {slug} fails {what}: {first}")

    def _judged_apart(self, asked: Job, secret: str) -> list[TestVerdict]:
        """Return the verdict on each test, judged in a process of its own, without a wall."""
        return [*judge_in_own_process(asked).tests]


def _facts(job: GradingJob) -> tuple[object, ...]:
    """Return what a collected spec depends on."""
    return job.kata, job.goals, job.secret, job.trusts


def _tier_of(job: GradingJob, extras: Iterable[str]) -> str:
    """Return the wall for a job.

    Raises
    ------
    NnkataError
        If there is none, and the job is not to be done without.
    """
    from nnkata.subject.sandbox.tiers import best_tier

    if extras and not job.trusts:
        raise NnkataError(
            f"{job.kata} needs {', '.join(extras)}, which no sandbox holds: it is graded"
            " with --i-trust-these-submissions alone."
        )
    return "process" if extras else best_tier(walls_only=not job.trusts).name


def _points(tests: Iterable[TestVerdict]) -> float:
    return round(sum(test.weight for test in tests), 6)


def _without_traces(test: TestVerdict, folder: str) -> TestVerdict:
    """Return a verdict without what the machine has put into it, or the file has printed.

    What it prints may be what it has found in memory: the answers of earlier katas.
    """

    def text(line: str) -> str:
        for pattern, instead in VARYING.items():
            line = pattern.sub(instead, line)
        return line.replace(f"{folder}/", "")

    card, told = tuple(map(text, test.card)), tuple(map(text, test.told))
    reason = text(test.reason)
    test = replace(test, seconds=0.0, printed="", printed_on_import="")
    return replace(test, card=card, told=told, reason=reason)
