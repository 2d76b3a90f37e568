"""Write the path and your networks as one HTML page."""

from argparse import ArgumentParser, Namespace
from datetime import datetime
from pathlib import Path

from nnkata.commands.options import add_fresh
from nnkata.content.catalog import Kata
from nnkata.content.python_files import is_new
from nnkata.content.workspace import Workspace, current_workspace
from nnkata.errors import NnkataError
from nnkata.files import write_text
from nnkata.judging.cache import VerdictCache
from nnkata.judging.job import Job
from nnkata.judging.verdict import PathVerdict
from nnkata.report.progress_bars import judge_jobs

FILE = "nnkata-report.html"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", help="default: nnkata-report.html")
    parser.add_argument(
        "--subject", default="mine", choices=("mine", "reference"), help="whose work"
    )
    parser.add_argument(
        "--runs", metavar="NAME,NAME", help="runs of `train` to lay over each other"
    )
    add_fresh(parser)


def run(args: Namespace) -> None:
    """Judge the path's unit tests, and write the page."""
    from nnkata.report.html.page import report_page
    from nnkata.report.runs import chosen_runs, stored_runs

    workspace = current_workspace()
    target = Path(args.file) if args.file else workspace.root / FILE
    if target.is_dir():
        raise NnkataError(f"{target} is a folder. Name a file in it: {target / FILE}.")
    names = args.runs.split(",") if args.runs else []
    chosen_runs(stored_runs(workspace.state)[0], names)  # before all that takes time
    verdict = _verdict(workspace, args.subject, args.fresh)
    when = f"{datetime.now():%Y-%m-%d %H:%M}"
    text = report_page(workspace, verdict, args.subject, when, names)
    write_text(target, text)
    size = len(text.encode()) / 1000
    print(f"{target}: {size:.0f} kB, opens in any browser and works offline.")


def _verdict(workspace: Workspace, subject: str, fresh: bool) -> PathVerdict:
    """The verdicts that the page shows, with as little training as it takes."""
    cache = VerdictCache(workspace)
    katas = [kata for kata in workspace.path if subject != "mine" or not is_new(kata)]
    jobs = [_job(workspace, cache, kata, subject, fresh) for kata in katas]
    return judge_jobs(cache, jobs, fresh)


def _job(
    workspace: Workspace, cache: VerdictCache, kata: Kata, subject: str, fresh: bool
) -> Job:
    """With its graded runs where they are cached, requested or lost, else without."""
    from nnkata.report.html.graded import graded_runs

    whole = Job(kata, subject)
    if fresh or cache.get(whole, cache.fingerprint(whole)):
        return whole
    passed = subject == "reference" or workspace.progress.is_done(kata)
    runs = graded_runs(workspace, kata, subject) if passed else []
    if not all(run.ran for run in runs if run.goal.required):
        return whole
    return Job(kata, subject, goals="none")
