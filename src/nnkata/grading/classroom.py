"""All jobs of a class: through an executor, a few at a time, each mark kept at once.

`grade_jobs` works with any `concurrent.futures.Executor`. It hands over a bounded number
of jobs, so that a worker that is lost takes few of them along. A job that could not be
done is tried once more at the end, alone: what brings down its surroundings then harms no
other. So is what ran out of memory, which may have been the machine's.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from dataclasses import replace

from nnkata.content.catalog import Kata
from nnkata.grading.grader import digest_of, not_graded
from nnkata.grading.job import GradingJob
from nnkata.grading.ledger import Ledger
from nnkata.grading.mark import Mark, Result
from nnkata.grading.process import grade_apart
from nnkata.grading.submission import Submission
from nnkata.grading.workers import Workers

Grade = Callable[[GradingJob], Mark]
AHEAD = 2  # jobs that are handed over for each that is done at a time
LOOK = 1.0  # seconds by the clock between two looks whether the workers are still there


def for_goals(kata: Kata, goals: str) -> Kata:
    """Return a kata with the points that can be earned with such graded runs."""
    if goals != "none":
        return kata
    points = kata.points - sum(goal.points for goal in kata.goals)
    return replace(kata, points=points)  # type: ignore[arg-type]


def jobs_of(
    submissions: Sequence[Submission],
    katas: Sequence[Kata],
    secret: str,
    trusts: bool = False,
    goals: str = "required",
) -> list[GradingJob]:
    """Return a job for each file, those of one kata side by side."""
    return [
        GradingJob(s.student, kata.slug, s.files[kata.slug], secret, trusts, goals)
        for kata in katas
        for s in submissions
        if kata.slug in s.files
    ]


def unread(submissions: Sequence[Submission], katas: Sequence[Kata]) -> Iterator[Mark]:
    """Yield the marks of what was not handed in, or could not be read."""
    for kata in katas:
        for each in submissions:
            reason = each.refused.get(kata.slug, "")
            result = Result.REFUSED if reason else Result.MISSING
            if kata.slug not in each.files:
                yield Mark(each.student, kata.slug, result, 0.0, kata.points, reason)


def grade_jobs(
    jobs: Sequence[GradingJob],
    workers: Workers,
    ledger: Ledger,
    specs: Mapping[str, str],
    on_mark: Callable[[Mark], None] = lambda mark: None,
    grade: Grade = grade_apart,
) -> list[Mark]:
    """Return the mark of each job, in their order; those in the ledger are not done again.

    `specs` are versions by kata. `on_mark` is called with each mark; where a job is tried
    again, with both.
    """
    keys = ((job, (*_key(job), specs[job.kata])) for job in jobs)
    marks = {job: ledger.marks[key] for job, key in keys if key in ledger.marks}
    for known in marks.values():
        on_mark(known)

    def run(waiting: Sequence[GradingJob], window: int) -> Iterator[GradingJob]:
        """Grade, and yield the jobs whose marks do not stand yet."""
        for job, mark in _graded(waiting, workers, window, grade):
            mark = _of_same_spec(mark, job, specs)
            if window > 1 and mark.result is Result.MEMORY:
                mark = not_graded(job, "the memory of the machine may have been short")
            marks[job] = ledger.add(mark) if mark.is_final else mark
            on_mark(marks[job])
            if not mark.is_final:
                yield job

    waiting = [job for job in jobs if job not in marks]
    failed = {*run(waiting, AHEAD * workers.count)}
    for job in filter(failed.__contains__, waiting):
        if not workers.problem():
            workers.renew()
            [*run([job], 1)]
    return [marks[job] for job in jobs]


def _graded(
    jobs: Sequence[GradingJob], workers: Workers, window: int, grade: Grade
) -> Iterator[tuple[GradingJob, Mark]]:
    """Yield jobs and their marks as they are done; at most `window` are handed over."""
    waiting = iter(jobs)
    running: dict[Future[Mark], GradingJob] = {}
    while not workers.problem():
        while len(running) < window and (job := next(waiting, None)):
            running[workers.executor.submit(grade, job)] = job
        if not running:
            return
        for future in wait(running, LOOK, return_when=FIRST_COMPLETED).done:
            job = running.pop(future)
            yield job, _mark_of(future, job, workers)
    for job in [*running.values(), *waiting]:
        yield job, not_graded(job, workers.problem())


def _mark_of(future: "Future[Mark]", job: GradingJob, workers: Workers) -> Mark:
    """Return what has come of a job, "not graded" where nothing has."""
    try:
        return future.result()
    except (Exception, CancelledError) as error:
        return not_graded(job, workers.problem() or f"what grades failed: {error!r}")


def _of_same_spec(mark: Mark, job: GradingJob, specs: Mapping[str, str]) -> Mark:
    """Return a mark, "not graded" if another machine has judged by another spec."""
    if not mark.is_final or mark.spec == specs[mark.kata]:
        return mark
    reason = f"a worker has another spec of {mark.kata}: install the same nnkata there"
    return not_graded(job, reason)


def _key(job: GradingJob) -> tuple[str, str, str]:
    return job.student, job.kata, digest_of(job.source)
