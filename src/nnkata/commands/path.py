"""Where the learner is: the bare command, and `list`."""

import sys
from argparse import Namespace

from nnkata.catalog import Kata
from nnkata.here import Here, command, here
from nnkata.progress import DONE, EARLIER, STARTED, Progress

MARKS = {DONE: "x", EARLIER: "x", STARTED: "~"}


def bare(args: Namespace) -> None:
    """Where the learner is, what is next, and the command for it."""
    print("\n".join(_where(here())))


def _where(place: Here) -> list[str]:
    done = sum(place.progress.is_done(kata) for kata in place.path)
    lines = [f"nnkata: {done} of {len(place.path)} katas passed", ""]
    kata = place.next_kata()
    if kata is None:
        return [*lines, "The path is done.", *_steps(("see the whole of it", "grade"))]
    lines += [f"Next: {kata.number}. {kata.title} ({kata.minutes} minutes)"]
    lines += [f"      {kata.summary}", ""]
    watch = [("watch", "watch")] if sys.stdout.isatty() else []
    return lines + _steps(
        *watch,
        ("read", f"lesson {kata.slug}"),
        ("write", str(kata.stub.relative_to(place.shelves.root))),
        ("judge", f"check {kata.slug}"),
        ("if stuck", f"hint {kata.slug}"),
    )


def _steps(*steps: tuple[str, str]) -> list[str]:
    told = {what: words if what == "write" else command(words) for what, words in steps}
    width = max(map(len, told))
    return [f"  {what:<{width}}  {words}" for what, words in told.items()]


def listing(args: Namespace) -> None:
    """The path by chapters, with what is done."""
    print("\n".join(path_lines(here())))
    print(f"\n[x] passed   [~] begun   next: {command('check')}")


def path_lines(place: Here) -> list[str]:
    """The katas by chapters, each with a mark."""
    width = max((len(kata.slug) for kata in place.path), default=0)
    lines: list[str] = []
    chapter = ""
    for kata in place.path:
        if kata.chapter != chapter:
            chapter = kata.chapter
            lines += ["", chapter]
        lines.append(_line(kata, place.progress, width))
    return lines


def _line(kata: Kata, progress: Progress, width: int) -> str:
    state = progress.state(kata)
    mark = MARKS.get(state, " ")
    note = "  (passed an earlier spec: check it again)" if state == EARLIER else ""
    goals = ", ".join(progress.missing_goals(kata))
    note = f"  (without {goals})" if goals and state == STARTED else note
    return f"  [{mark}] {kata.number:>2}  {kata.slug:<{width}}  {kata.title}{note}"
