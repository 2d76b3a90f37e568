"""Grade what a class has handed in, each file behind a wall, and write a gradebook.

SUBMISSIONS has a folder, an archive or files for each student, or what a course system has
exported. Stopped at any moment and started again, it goes on.
"""

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from nnkata.commands.options import add_flag
from nnkata.content.catalog import Kata, find
from nnkata.content.progress import spec_version
from nnkata.content.workspace import bundled, nearest, print_warning
from nnkata.errors import NnkataError, plain

if TYPE_CHECKING:
    from nnkata.grading.class_marks import Gradebook
    from nnkata.grading.mark import Mark
    from nnkata.grading.submission import Submission
    from nnkata.grading.workers import Workers

TRUST = "--i-trust-these-submissions"
WITHOUT_WALL = "process"  # the tier that is none
REASONS = 5  # that are printed of what is not graded


def add_arguments(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add(
        "submissions",
        type=Path,
        metavar="SUBMISSIONS",
        help="of the class: a folder or one zip",
    )
    add("--katas", metavar="KATA,...", help="which; by default all that are handed in")
    add("--out", type=Path, metavar="DIR", help="for all results; SUBMISSIONS-graded")
    add(
        "--goals",
        default="required",
        choices=("required", "none"),
        help="which graded runs: the required ones, or none",
    )
    add("--jobs", type=int, metavar="N", help="files at a time; one for each processor")
    add("--cluster", metavar="ADDRESS", help="of a dask scheduler: tls://HOST:PORT")
    add("--roster", type=Path, metavar="CSV", help="of GitHub Classroom, for the names")
    add("--canvas", type=Path, metavar="CSV", help="fill a table of Canvas or Moodle")
    add("--column", metavar="NAME", help="its column for the scores")
    add("--by", default="", metavar="NAME", help="its column that tells a student")
    add_flag(parser, TRUST, "run them where no wall works, with all that you can do")


def run(args: Namespace) -> int:
    """Print how many files have which result; return 1 if some are not graded."""
    from nnkata.grading.class_marks import Gradebook
    from nnkata.grading.gradebook import write_gradebook

    _check_options(args)
    tier = _tier(args.i_trust_these_submissions)
    submissions, katas = _handed_in(args)
    out = _folder(args)
    marks = _marks(args, submissions, katas, out)
    book = Gradebook(katas, submissions, marks, args.i_trust_these_submissions)
    write_gradebook(out, book)
    print(*_lines(book, tier), sep="\n")
    print(f"{out / 'class.html'} shows the class; tables and feedback lie beside it.")
    if args.canvas:
        print(*_filled(args, book, out), sep="\n")
    return 0 if all(mark.is_final for mark in marks) else 1


# -- what is to be done ------------------------------------------------------------------


def _check_options(args: Namespace) -> None:
    if bool(args.canvas) != bool(args.column):
        raise NnkataError("--canvas CSV needs --column NAME, and the other way round.")
    if args.canvas:
        from nnkata.grading.exported_table import read_table

        read_table(args.canvas, args.column, args.by)  # before all that takes time
    if args.jobs is not None and args.jobs < 1:
        raise NnkataError(f"--jobs must be 1 or more, got {args.jobs}.")
    if args.jobs is not None and args.cluster:
        raise NnkataError(
            "--jobs is for this machine; a cluster has its own number of workers."
        )


def _tier(trusts: bool) -> str:
    """Return the wall that works here; the error says how to do without one."""
    if not hasattr(os, "fork"):
        raise NnkataError(
            "grade-class needs a system that can fork processes: use Linux, or WSL."
        )
    from nnkata.subject.sandbox.tiers import best_tier

    try:
        return best_tier(walls_only=not trusts).name
    except NnkataError as error:
        raise NnkataError(
            f"{error} `nnkata doctor` says more. If you would run them yourself, without"
            f" looking, add {TRUST}."
        ) from None


def _handed_in(args: Namespace) -> tuple[Sequence["Submission"], Sequence[Kata]]:
    """Return what was handed in, and the katas to grade."""
    from nnkata.grading.classroom import for_goals
    from nnkata.grading.ingest import read_class
    from nnkata.grading.roster import read_roster, with_identifiers

    path = (nearest(Path.cwd()) or bundled()).path
    names = (args.katas or "").split(",")
    named = [find(path, name.strip()) for name in names if name.strip()]
    submissions = read_class(args.submissions, named or path)
    if args.roster:
        submissions = with_identifiers(submissions, read_roster(args.roster))
    found = {slug for each in submissions for slug in (*each.files, *each.refused)}
    katas = named or [kata for kata in path if kata.slug in found]
    if not katas:
        raise NnkataError(
            f"{args.submissions} holds no file of a kata. Each is called as its kata:"
            " neuron.py, say. --katas names those that were to be handed in."
        )
    if args.goals != "none":
        _check_data(katas)
    return submissions, [for_goals(kata, args.goals) for kata in katas]


def _check_data(katas: Sequence[Kata]) -> None:
    """Raise `NnkataError` if data of a required goal are not installed."""
    goals = [(k, goal) for k in katas for goal in k.goals if goal.required]
    if not goals:
        return
    from nnkata.data.registry import read_registry

    registry = read_registry((nearest(Path.cwd()) or bundled()).datasets)
    for kata, goal in goals:
        if missing := str(registry.get(goal.dataset).missing()):
            raise NnkataError(
                f"{kata.slug} is graded on {goal.dataset}: {missing} Or leave graded runs"
                " out: --goals none."
            )


def _folder(args: Namespace) -> Path:
    """Return the folder for the results, which is none of the submissions."""
    above = args.submissions.resolve()
    name = above.stem if above.is_file() else above.name
    out: Path = args.out or above.with_name(f"{name}-graded")
    if out.resolve().is_relative_to(above):
        raise NnkataError(
            f"{out} lies among the submissions. Name another folder: --out DIR."
        )
    return out


# -- grading -----------------------------------------------------------------------------


def _marks(
    args: Namespace,
    submissions: Sequence["Submission"],
    katas: Sequence[Kata],
    out: Path,
) -> list["Mark"]:
    """Return all marks; those that are final are in the ledger."""
    from nnkata.files import digest
    from nnkata.grading.class_secret import class_secret
    from nnkata.grading.classroom import grade_jobs, jobs_of, unread
    from nnkata.grading.ledger import open_ledger
    from nnkata.report.progress_bars import counting_bar

    secret = class_secret(out / "secret")
    trusts: bool = args.i_trust_these_submissions
    jobs = jobs_of(submissions, katas, secret, trusts, args.goals)
    facts = {"secret": digest(secret.encode()), "goals": args.goals, "trusts": trusts}
    specs = {kata.slug: spec_version(kata) for kata in katas}
    seen = set()
    with (
        open_ledger(out / "ledger.jsonl", facts) as ledger,
        _workers(args) as workers,
        counting_bar(len(jobs), "grading") as count,
    ):

        def on_mark(mark: "Mark") -> None:
            if (mark.student, mark.kata) not in seen:  # what is tried again counts once
                count(f"{mark.kata} of {mark.student}")
            seen.add((mark.student, mark.kata))

        try:
            graded = grade_jobs(jobs, workers, ledger, specs, on_mark)
        except KeyboardInterrupt:
            left = len(jobs) - len(seen)
            print_warning(f"{left} files are left: the same command goes on with them")
            raise
    return [*unread(submissions, katas), *graded]


def _workers(args: Namespace) -> AbstractContextManager["Workers"]:
    from nnkata.grading.workers import cluster_workers, local_workers, processors

    if args.cluster:
        return cluster_workers(args.cluster)
    return local_workers(args.jobs or processors())


# -- what is said ------------------------------------------------------------------------


def _lines(book: "Gradebook", tier: str) -> Iterator[str]:
    """Yield how often each result has come for each kata, and what is not graded."""
    counts: dict[str, dict[str, int]] = {kata.slug: {} for kata in book.katas}
    for mark in book.marks:
        row = counts[mark.kata]
        row[mark.result] = row.get(mark.result, 0) + 1
    yield from _table(counts)
    files = sum(len(each.files) for each in book.submissions)
    wall = "no wall" if tier == WITHOUT_WALL else f"a wall: {tier}"
    yield f"{files} files of {len(book.submissions)} students, behind {wall}"
    if book.without_wall:
        yield f"WITHOUT A WALL ({TRUST}): a file could do what you can, and forge marks"
    waiting = [mark for mark in book.marks if not mark.is_final]
    for mark in waiting[:REASONS]:
        yield plain(f"not graded: {mark.kata} of {mark.student}: {mark.reason}")
    if waiting:
        yield f"{len(waiting)} are not graded. The same command tries them again."


def _table(counts: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    """Yield the lines of a table whose columns are the results that have come."""
    from nnkata.grading.mark import Result

    results = [r for r in reversed(Result) if any(r in row for row in counts.values())]
    width = max(map(len, counts))
    yield "  ".join([" " * width, *results])
    for slug, row in counts.items():
        cells = [f"{row.get(result, 0) or '':>{len(result)}}" for result in results]
        yield "  ".join([f"{slug:<{width}}", *cells]).rstrip()


def _filled(args: Namespace, book: "Gradebook", out: Path) -> list[str]:
    from nnkata.grading.course_file import fill_column

    target = out / args.canvas.name
    return fill_column(args.canvas, args.column, book, target, args.by)
