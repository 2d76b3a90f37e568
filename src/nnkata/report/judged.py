"""Judge katas with progress bars, and record what the learner passed."""

from argparse import Namespace

from nnkata.content.catalog import Kata
from nnkata.content.workspace import Workspace
from nnkata.judging.cache import VerdictCache
from nnkata.judging.job import Job
from nnkata.judging.runner import DEFAULT, RunOptions
from nnkata.judging.verdict import PathVerdict
from nnkata.report.progress_bars import judge_jobs
from nnkata.subject.loader import check_subject


def judge_katas(
    workspace: Workspace,
    katas: list[Kata],
    args: Namespace,
    needs: str = "reference",
    options: RunOptions = DEFAULT,
) -> PathVerdict:
    check_subject(args.subject)
    jobs = [Job(kata, args.subject, needs, args.goals) for kata in katas]
    verdict = judge_jobs(VerdictCache(workspace), jobs, args.fresh, options)
    if args.subject == "mine":
        _record(workspace, katas, verdict)
    return verdict


def _record(workspace: Workspace, katas: list[Kata], verdict: PathVerdict) -> None:
    """Record what was judged; a verdict stands also where that is not possible."""
    known = workspace.progress.problem  # and told already
    problems = [
        workspace.progress.record(kata, judged.passed, judged.missing_goals)
        for kata, judged in zip(katas, verdict.katas, strict=True)
        if not judged.not_run
    ]
    for problem in dict.fromkeys(problems):
        if problem not in ("", known):
            workspace.warn(problem)
