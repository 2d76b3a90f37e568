"""Judging: one kata, the whole path, and the path beside the reference."""

import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from nnkata import report
from nnkata.catalog import Kata
from nnkata.errors import NnkataError
from nnkata.grader import Job, first_deviating, grade_all
from nnkata.grader import grade as grade_one
from nnkata.here import Here, command, here
from nnkata.progress import write_whole
from nnkata.subject import Unopenable, check_subject, is_unwritten
from nnkata.verdict import KataVerdict, PathVerdict, to_json


def check(args: Namespace) -> int:
    """The verdict on some katas, each with its first failure; 1 if one is red."""
    place = here()
    chosen = _chosen(place, args.katas)
    needs = "borrow" if args.borrow else "reference"
    verdict = _judged(place, chosen, args.subject, args.goals, needs)
    for kata, judged in zip(chosen, verdict.katas, strict=True):
        print("\n".join(report.kata_lines(judged, args.full)))
        _pictures(place, judged)
        own = args.subject == "mine" and not args.borrow
        if own and judged.passed and kata.needs and kata.goals:
            print("\n".join(_on_own_files(place, kata)))
    if verdict.passed and args.subject == "mine":
        print(_onward(place))
    return 0 if verdict.passed else 1


def grade(args: Namespace) -> int:
    """The whole path with a score; 1 if it stays under --fail-under."""
    place = here()
    verdict = _judged(place, place.path, args.subject, args.goals)
    if args.json != "-":
        _table(place, verdict)
    _write(args.json, to_json(verdict))
    _write(args.junit, report.junit(verdict))
    return 1 if verdict.percent < args.fail_under else 0


def start(args: Namespace) -> int:
    """The learner's katas beside what the reference reaches, with its curves."""
    place = here()
    mine = _judged(place, [k for k in place.path if not _is_new(k)], "mine", "required")
    reference = _judged(place, place.path, "reference", "required")
    _table(place, mine, reference)
    for kata in reference.katas:
        for test in kata.tests:
            for line in report.goal_lines(test):
                print(
                    f"  {kata.slug}: {line}"
                    if not line.startswith(" ")
                    else f"  {line}"
                )
        _pictures(place, kata)
    print(_onward(place))
    return 0


def _on_own_files(place: Here, kata: Kata) -> list[str]:
    """The graded runs again on the learner's own earlier files: isolation, then pride."""
    verdict = grade_one(Job(kata, needs="mine"))
    if verdict.passed:
        return ["  It holds on your own earlier files, too."]
    culprit = first_deviating(kata, place.path)
    if culprit is None:
        return [
            "  On your own earlier files it does not hold; each passes its own spec."
        ]
    passed = sum(test.passed for test in culprit.counting)
    told = f"{culprit.slug} deviates first ({passed} of {len(culprit.counting)} tests)"
    return [
        f"  On your own earlier files it does not hold: {told}.",
        f"  Mend it ({command(f'check {culprit.slug}')}), or go on with --borrow.",
    ]


def _judged(
    place: Here,
    katas: list[Kata],
    subject: str,
    goals: str,
    needs: str = "reference",
) -> PathVerdict:
    check_subject(subject)
    jobs = [Job(kata, subject, needs, goals) for kata in katas]
    with _progress_bar(len(jobs)) as tell:
        verdict = grade_all(jobs, tell)
    if subject == "mine":
        for kata, judged in zip(katas, verdict.katas, strict=True):
            if not judged.not_run:
                place.progress.record(kata, judged.passed)
    return verdict


def _progress_bar(total: int) -> Any:
    """A line that counts the judged katas on a terminal, and says nothing elsewhere."""
    from contextlib import contextmanager

    from rich.console import Console

    @contextmanager
    def counting() -> Any:
        console = Console(stderr=True)
        if not console.is_terminal or total < 2:
            yield lambda verdict: None
            return
        with console.status(f"judging {total} katas") as status:
            done: list[str] = []

            def tell(verdict: KataVerdict) -> None:
                done.append(verdict.slug)
                status.update(f"judged {len(done)} of {total}: {verdict.slug}")

            yield tell

    return counting()


def _chosen(place: Here, names: list[str]) -> list[Kata]:
    if names:
        return [place.kata(name) for name in names]
    kata = place.next_kata()
    if kata is None:
        raise NnkataError(f"The path is done. `{command('grade')}` judges all of it.")
    return [kata]


def _is_new(kata: Kata) -> bool:
    """Whether nothing is to be judged yet: every function still says "write me"."""
    try:
        text = kata.stub.read_text(encoding="utf-8")
        return is_unwritten(kata.stub) and text.count(": write me") == text.count(
            "\ndef "
        )
    except (OSError, UnicodeDecodeError, Unopenable):
        return False


def _table(
    place: Here, verdict: PathVerdict, beside: PathVerdict | None = None
) -> None:
    """Kata by kata: tests and points, and what the reference reaches beside it."""
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for name in (
        ("#", "kata", "yours", "reference") if beside else ("#", "kata", "verdict")
    ):
        table.add_column(name, overflow="fold")
    table.add_column("points", justify="right")
    references = {kata.slug: kata for kata in beside.katas} if beside else {}
    judged = {kata.slug: kata for kata in verdict.katas}
    for kata in place.path:
        own = judged.get(kata.slug)
        cells = [str(kata.number), kata.slug, _state(own)]
        if beside:
            cells.append(_state(references[kata.slug]))
        score = own.score if own else 0.0
        table.add_row(*cells, f"{score:.1f} of {kata.points}")
    Console().print(table)
    absent = {kata.slug for kata in (beside or verdict).katas if kata.not_run}
    total = sum(kata.points for kata in place.path if kata.slug not in absent)
    percent = 100 * verdict.score / total if total else 0.0
    print(f"{verdict.score:.1f} of {total} points ({percent:.0f} %)")
    for judged_kata in (beside or verdict).katas:
        if judged_kata.not_run:
            print(f"  {judged_kata.slug}: {judged_kata.not_run}")


def _state(verdict: KataVerdict | None) -> str:
    if verdict is None or verdict.unwritten:
        return "[dim]write me[/]"
    if verdict.not_run:
        return "[dim]not run[/]"
    passed, total = sum(t.passed for t in verdict.counting), len(verdict.counting)
    colour = "green" if verdict.passed else "red"
    return f"[{colour}]{passed} of {total} tests[/]"


def _onward(place: Here) -> str:
    kata = place.next_kata()
    if kata is None:
        return f"The path is done. See the whole of it: {command('grade')}"
    file = kata.stub.relative_to(place.shelves.root)
    return f"Next: write {file}, then {command(f'check {kata.slug}')}"


def _pictures(place: Here, kata: KataVerdict) -> None:
    if not any(test.losses for test in kata.tests):
        return
    from nnkata.curves import draw_curves

    for file in draw_curves(kata, place.shelves.state / "pictures"):
        print(f"  loss curve: {file.relative_to(place.shelves.root)}")


def _write(target: str | None, text: str) -> None:
    if target == "-":
        print(text)
    elif target:
        write_whole(Path(target), text + "\n")
        print(f"written: {target}", file=sys.stderr)
