"""What the watch shows: a pure function from its state to lines of text.

Nothing here knows a terminal. A line is a text and the role it plays; the loop gives
roles their colours, and without colours every line still says all it has to say.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from nnkata.content.catalog import Kata
from nnkata.content.progress import DONE, EARLIER
from nnkata.judging.events import Event
from nnkata.judging.verdict import KataVerdict, Outcome
from nnkata.report.curves import Baselines
from nnkata.report.progress_bars import training_note
from nnkata.report.text import not_run_lines, result_lines

VERDICT, HINT, LIST, ALL, LESSON = "verdict", "hint", "list", "all", "lesson"
KEYS = {
    "h": ("hint", HINT),
    "a": ("all failures", ALL),
    "e": ("lesson", LESSON),
    "l": ("list", LIST),
    "v": ("verdict", VERDICT),
    "n": ("next kata", ""),
    "q": ("quit", ""),
}
NARROWEST = 20  # columns; below, a terminal wraps by itself


class Line(NamedTuple):
    """A line of the screen; its role is one of plain, good, bad, dim and head."""

    text: str
    role: str = "plain"


class Chars(NamedTuple):
    """What bars are made of."""

    full: str
    empty: str
    here: str


BLOCKS = Chars("█", "░", "▶")
ASCII = Chars("#", "-", ">")


@dataclass(frozen=True)
class Running:
    """A judgement on its way."""

    test: str = ""
    seconds: float = 0.0
    limit: float = 0.0
    judged: int = 0
    training: Event | None = None


@dataclass(frozen=True)
class State:
    """All that the screen depends on, but for its size."""

    kata: Kata
    path: tuple[str, ...]  # the slugs
    marks: tuple[str, ...]  # their states, as progress has them
    following: str = ""  # the kata that `n` goes to
    verdict: KataVerdict | None = None
    problem: tuple[str, ...] = ()  # why the file is not judged
    running: Running | None = None
    total: int = 0  # tests that there are
    honest: Baselines | None = None
    took: float = 0.0
    at: str = ""
    view: str = VERDICT
    page: int = 0
    told: tuple[str, ...] = ()  # a hint, the list, the lesson
    notice: str = ""
    keys: bool = True

    def with_keys(self, there: bool) -> "State":
        """The same state, for a terminal with a keyboard or without."""
        return replace(self, keys=there)


def screen(state: State, width: int, height: int, chars: Chars = BLOCKS) -> list[Line]:
    """The lines of a terminal of that size, at most as many as it has."""
    width = max(width, NARROWEST)
    head, foot = _head(state, width, chars), _foot(state, width)
    spare = 1 if len(head) + len(foot) + 6 <= height else 0
    if len(head) + len(foot) + 3 > height:  # hardly any room: what failed comes first
        head = head[-1:]
    room = max(1, height - len(head) - len(foot) - 1 - 2 * spare)
    body = [piece for line in _body(state, chars) for piece in _wrapped(line, width)]
    pages = max(1, -(-len(body) // room))
    page = state.page % pages
    body = body[page * room : (page + 1) * room]
    gap = [Line("")] * spare
    status = _status(state, f"page {page + 1} of {pages}" if pages > 1 else "")
    lines = [*head, *gap, *body, *gap, Line(_cut(status.text, width), status.role)]
    return [*lines, *foot][:height]


def report_lines(state: State, width: int) -> list[Line]:
    """The whole verdict once, for a terminal that cannot move its cursor."""
    body = [piece for line in _body(state, ASCII) for piece in _wrapped(line, width)]
    return [*_head(state, width, ASCII), *body, _status(state, "")]


# -- head ------------------------------------------------------------------------------


def _head(state: State, width: int, chars: Chars) -> list[Line]:
    kata = state.kata
    done = sum(mark in (DONE, EARLIER) for mark in state.marks)
    path = f"{_path_bar(state, width - 16, chars)}  {done} of {len(state.path)} katas"
    return [
        Line(_cut(path, width), "dim"),
        Line(_cut(f"{kata.number}. {kata.slug}: {kata.title}", width), "head"),
        _tests(state, width, chars),
    ]


def _path_bar(state: State, room: int, chars: Chars) -> str:
    """A cell for each kata; where there is no room, for each few."""
    cells = [
        chars.full if mark in (DONE, EARLIER) else chars.empty for mark in state.marks
    ]
    place = state.path.index(state.kata.slug)
    cells[place] = chars.here
    step = -(-len(cells) // max(room, 4))
    groups = [cells[i : i + step] for i in range(0, len(cells), step)]
    return "".join(_most(group, chars) for group in groups)


def _most(group: Sequence[str], chars: Chars) -> str:
    if chars.here in group:
        return chars.here
    return chars.full if set(group) == {chars.full} else chars.empty


def _tests(state: State, width: int, chars: Chars) -> Line:
    verdict = state.verdict
    counting = verdict.counting if verdict else []
    passed = sum(test.passed for test in counting)
    total = max(verdict.total if verdict else 0, state.total)
    if not total:
        return Line("no test has run" if state.problem else "", "dim")
    cells = min(20, max(4, width - 22))
    full = passed * cells // total
    bar = chars.full * full + chars.empty * (cells - full)
    role = "good" if passed == total else "plain"
    return Line(_cut(f"{bar}  {passed} of {total} tests", width), role)


# -- body ------------------------------------------------------------------------------


def _body(state: State, chars: Chars) -> list[Line]:
    if state.view in (HINT, LIST, LESSON):
        return [Line(text) for text in state.told]
    if state.problem:
        return [
            Line(text, "plain" if i else "bad") for i, text in enumerate(state.problem)
        ]
    if state.verdict is None:
        return []
    lines = _judged(state, state.verdict)
    if state.running and state.running.training:
        lines.append(_training(state.running.training, chars))
    return lines


def _judged(state: State, verdict: KataVerdict) -> list[Line]:
    if verdict.unwritten and not state.running:
        return _unwritten(state, verdict)
    lines = [
        Line(text, _role(text))
        for text in result_lines(verdict, state.view == ALL, state.honest)
    ]
    if state.view != ALL:
        lines += [Line(text, "dim") for text in _others(verdict)]
    if not state.running:
        lines += [Line(text, "dim") for text in not_run_lines(verdict)]
    if verdict.passed and not state.running:
        lines.append(Line(_onward(state), "good"))
    return lines


def _others(verdict: KataVerdict) -> list[str]:
    """How many failures are not shown."""
    failures = verdict.failures
    unwritten = sum(test.outcome is Outcome.UNWRITTEN for test in failures)
    begun = len(failures) - unwritten - 1
    told = [f"{begun} more fail"] if begun > 0 else []
    if unwritten and begun >= 0:
        told.append(f"{unwritten} wait for what is not written yet")
    return [f"{', '.join(told)}: a shows all"] if told else []


def _unwritten(state: State, verdict: KataVerdict) -> list[Line]:
    names = ", ".join(verdict.to_write)
    file = f"katas/{state.kata.slug}/{state.kata.slug}.py"
    return [Line(f"Write {names} in {file}."), Line("e shows the lesson, h a hint.")]


def _onward(state: State) -> str:
    if not state.following:
        return "Passed, and the path is done."
    return f"Passed. n goes on to {state.following}."


def _role(text: str) -> str:
    return {"x ": "bad", "+ ": "good"}.get(text[:2], "plain")


def _training(event: Event, chars: Chars) -> Line:
    done, total = event["epoch"], max(1, event["epochs"])
    full = done * 20 // total
    bar = chars.full * full + chars.empty * (20 - full)
    return Line(f"{event['goal']}  {bar}  {training_note(event)}")


# -- foot ------------------------------------------------------------------------------


def _status(state: State, pages: str) -> Line:
    parts = [state.notice] if state.notice else []
    running, verdict = state.running, state.verdict
    if running is not None:
        parts.append(_on_the_way(running))
    elif state.problem:
        parts.append("waiting for the next save")
    elif verdict is not None and verdict.remembered:
        parts.append("(remembered: nothing has changed since)")
    elif verdict is not None:
        parts.append(f"judged at {state.at} in {state.took:.2f} s")
    if pages:
        parts.insert(0, f"{pages}: space turns")
    return Line("  ".join(parts), "dim")


def _on_the_way(running: Running) -> str:
    if not running.test:
        return "judging"
    told = f"judging {running.judged + 1}: {running.test}"
    if running.seconds >= 1:
        told += f" ({running.seconds:.0f} s of its {running.limit:g} s)"
    return told


def _foot(state: State, width: int) -> list[Line]:
    """The keys, on as many lines as they take."""
    if not state.keys:
        return [Line("Ctrl-C quits", "dim")]
    lines = [""]
    for key, (what, _) in KEYS.items():
        item = f"{key} {what}"
        joined = f"{lines[-1]}   {item}" if lines[-1] else item
        if len(joined) <= width:
            lines[-1] = joined
        else:
            lines.append(item)
    return [Line(line, "dim") for line in lines]


# -- lines that fit --------------------------------------------------------------------


def _wrapped(line: Line, width: int) -> list[Line]:
    """A line on several where it is too long, each indented as the first."""
    text = "".join(c if c.isprintable() else " " for c in line.text)
    if len(text) <= width:
        return [Line(text, line.role)]
    indent = text[: len(text) - len(text.lstrip())][: width // 2]
    pieces = textwrap.wrap(text, width, subsequent_indent=indent, drop_whitespace=True)
    return [Line(piece, line.role) for piece in pieces or [""]]


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 3]}..."
