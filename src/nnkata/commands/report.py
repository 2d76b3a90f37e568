"""The report: the path, what fails, and every network that was trained, as one page."""

from argparse import Namespace
from datetime import datetime
from pathlib import Path

from nnkata.commands.judge import _is_new
from nnkata.errors import NnkataError
from nnkata.grader import Job, grade_all
from nnkata.here import Here, here
from nnkata.progress import write_whole
from nnkata.verdict import PathVerdict

FILE = "nnkata-report.html"


def report(args: Namespace) -> None:
    """Judge the path's unit tests, and write the page."""
    from nnkata.page.content import content_of
    from nnkata.page.write import page

    place = here()
    target = Path(args.file) if args.file else place.shelves.root / FILE
    if target.is_dir():
        raise NnkataError(f"{target} is a folder. Name a file in it: {target / FILE}.")
    verdict = _verdict(place, args.subject, args.fresh)
    when = f"{datetime.now():%Y-%m-%d %H:%M}"
    text = page(content_of(place, verdict, args.subject, when))
    write_whole(target, text)
    size = len(text.encode()) / 1000
    print(f"{target}: {size:.0f} kB, opens in any browser and works offline.")


def _verdict(place: Here, subject: str, fresh: bool) -> PathVerdict:
    """The verdicts that the page shows; the networks of graded runs are kept."""
    katas = [kata for kata in place.path if subject != "mine" or not _is_new(kata)]
    goals = "required" if fresh else "none"
    return grade_all([Job(kata, subject, goals=goals) for kata in katas])
