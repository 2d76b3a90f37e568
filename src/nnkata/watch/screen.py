"""What the watch shows: a pure function from its state to lines of text.

Nothing here knows a terminal. A line is a text and the role it plays; the terminal gives
roles their colours, and without colours every line still says all it has to say.
"""

import re
import textwrap
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from nnkata.content.progress import DONE, EARLIER
from nnkata.judging.job import Event
from nnkata.judging.verdict import KataVerdict, Outcome
from nnkata.report.progress_bars import training_note
from nnkata.report.text import not_run_lines, result_lines
from nnkata.watch.state import (
    ALL,
    DIFF,
    KEYS,
    LESSON,
    LIST,
    VERDICT,
    WHY,
    Running,
    State,
)

BLOCKS, ASCII = "█░▶", "#->"  # cells of a bar: full, empty, the current kata
NARROWEST = 20  # columns; below, a terminal wraps by itself
STAY = "\N{NO-BREAK SPACE}"
DIFF_ROLES = {"+": "good", "-": "bad", "@": "dim"}
HINT_COMMAND = re.compile(
    r"^(\s+next\s+)\S.* hint .*$"
)  # of a card: here, a key does it
ROLES = {"x ": "bad", "! ": "bad", "+ ": "good"}  # by the marks of result lines


class Line(NamedTuple):
    """A line of the screen; its role is one of plain, good, bad, dim and head."""

    text: str
    role: str = "plain"


def screen(state: State, width: int, height: int, cells: str = BLOCKS) -> list[Line]:
    """Return the lines of a terminal of that size, at most as many as it has."""
    width = max(width, NARROWEST)
    head, foot = _head(state, width, cells), _foot(state, width)
    gaps = 1 if len(head) + len(foot) + 6 <= height else 0
    if len(head) + len(foot) + 3 > height:  # hardly any room: what failed comes first
        head = head[-1:]
    room = max(1, height - len(head) - len(foot) - 1 - 2 * gaps)
    body = _body(state, width, cells)
    pages = max(1, -(-len(body) // room))
    page = (_chosen_line(state) // room if state.view == LIST else state.page) % pages
    body = body[page * room : (page + 1) * room]
    gap = [Line("")] * gaps
    turn = _turn(state, page, pages)
    lines = [*head, *gap, *body, *gap, _status(state, turn), *foot]
    return [_cut(line, width) for line in lines[:height]]


def _turn(state: State, page: int, pages: int) -> str:
    """Return which page is shown, and the keys that move in the view."""
    page_text = f"page {page + 1} of {pages}" if pages > 1 else ""
    keys = "space turns, b back" if pages > 1 else ""
    if state.view == LIST:
        keys = "arrows choose, Enter opens"
    return ": ".join(part for part in (page_text, keys if state.keys else "") if part)


def report_lines(state: State, width: int) -> list[Line]:
    """Return the whole verdict, for a terminal that cannot move its cursor."""
    head, body = _head(state, width, ASCII), _body(state, width, ASCII)
    return [*head, *body, _status(state)]


# -- head ------------------------------------------------------------------------------


def _head(state: State, width: int, cells: str) -> list[Line]:
    kata = state.kata
    done = sum(mark in (DONE, EARLIER) for mark in state.marks)
    path = f"{_path_bar(state, width - 16, cells)}  {done} of {len(state.path)} katas"
    return [
        Line(path, "dim"),
        Line(f"{kata.number}. {kata.slug}: {kata.title}", "head"),
        _test_count(state, width, cells),
    ]


def _path_bar(state: State, room: int, cells: str) -> str:
    """A cell for each kata; where there is no room, for each few."""
    full, empty, current = tuple(cells)
    bar = [full if mark in (DONE, EARLIER) else empty for mark in state.marks]
    bar[state.path.index(state.kata.slug)] = current
    step = -(-len(bar) // max(room, 4))
    groups = [bar[i : i + step] for i in range(0, len(bar), step)]
    order = (current, empty, full)  # what one of a group decides for all of it
    return "".join(min(group, key=order.index) for group in groups)


def _test_count(state: State, width: int, cells: str) -> Line:
    verdict = state.verdict
    passed = sum(test.passed for test in verdict.counting) if verdict else 0
    total = max(verdict.total if verdict else 0, state.total)
    if not total:
        return Line("no test has run" if state.problem else "", "dim")
    bar = _bar(passed, total, min(20, max(4, width - 22)), cells)
    role = "good" if passed == total else "plain"
    return Line(f"{bar}  {passed} of {total} tests", role)


def _bar(done: int, total: int, width: int, cells: str) -> str:
    full = done * width // total
    return cells[0] * full + cells[1] * (width - full)


# -- body ------------------------------------------------------------------------------


def _body(state: State, width: int, cells: str) -> list[Line]:
    """The lines of the current view, wrapped."""
    if state.view not in (VERDICT, ALL):
        lines = _view(state, width)
    elif state.problem:
        lines = [Line(text) for text in state.problem]
        lines[0] = Line(lines[0].text, "bad")
    elif state.verdict is None:
        lines = []
    elif state.verdict.unwritten and not state.running:
        lines = _first_steps(state, state.verdict)
    else:
        lines = _result(state, state.verdict, cells)
    return [piece for line in lines for piece in _wrapped(line, width)]


def _view(state: State, width: int) -> list[Line]:
    """The lines of what is looked at in place of the verdict."""
    if state.view in (LESSON, WHY):
        rendered = _rendered("\n".join(state.text), width)
        return [
            Line(text, "head" if heading else "plain") for text, heading in rendered
        ]
    if state.view == DIFF:
        return [Line(text, DIFF_ROLES.get(text[:1], "plain")) for text in state.text]
    lines = [Line(text) for text in state.text]
    if state.view == LIST and (chosen := _chosen_line(state)):
        lines[chosen] = Line(f"> {state.text[chosen][2:]}", "head")
    return lines


def _chosen_line(state: State) -> int:
    """The line of the list with the kata that Enter opens; 0 where none is listed."""
    katas = [n for n, text in enumerate(state.text) if text.startswith("  [")]
    return katas[state.chosen] if state.chosen < len(katas) else 0


@lru_cache(maxsize=2)  # the screen is painted again and again
def _rendered(text: str, width: int) -> list[tuple[str, bool]]:
    from nnkata.report.markdown import markdown_lines

    return markdown_lines(text, width)


def _first_steps(state: State, verdict: KataVerdict) -> list[Line]:
    names = ", ".join(verdict.to_write)
    file = f"katas/{state.kata.slug}/{state.kata.slug}.py"
    lines = [Line(f"Write {names} in {file}.")]
    return lines + [Line("e shows the lesson, h a hint.")] * state.keys


def _result(state: State, verdict: KataVerdict, cells: str) -> list[Line]:
    results = result_lines(verdict, state.view == ALL, state.baselines)
    if state.keys:
        results = [HINT_COMMAND.sub(r"\1h gives a hint", text) for text in results]
    lines = [Line(text, ROLES.get(text[:2], "plain")) for text in results]
    if state.view != ALL and (others := _other_failures(verdict)):
        lines.append(Line(others + ": a shows all" * state.keys, "dim"))
    if state.running is None:
        lines += [Line(text, "dim") for text in not_run_lines(verdict)]
        if verdict.passed:
            lines.append(Line(f"Passed. {state.built}".rstrip(), "good"))
            lines += [Line(text) for text in _next_steps(state)]
    elif state.running.training:
        lines.append(_training(state.running.training, cells))
    return lines


def _other_failures(verdict: KataVerdict) -> str:
    """How many failures are not shown, or ""."""
    outcomes = [test.outcome for test in verdict.failures]
    unwritten = outcomes.count(Outcome.UNWRITTEN)
    written = len(outcomes) - unwritten - 1  # one is shown
    parts = [f"{written} more fail"] if written > 0 else []
    if unwritten and written >= 0:
        parts.append(f"{unwritten} wait for what is not written yet")
    return ", ".join(parts)


def _next_steps(state: State) -> Iterator[str]:
    """What a learner who has passed can do with it, and where the path goes on."""
    if state.keys:
        yield "d compares your answer with the reference, w tells the reasons."
    if state.experiment:
        yield f"Try this: {state.experiment}"
    if not state.following:
        yield "The path is done."
    elif state.keys:
        yield f"n goes on to {state.following}."
    else:
        yield f"The next kata is {state.following}."


def _training(event: Event, cells: str) -> Line:
    bar = _bar(event["epoch"], max(1, event["epochs"]), 20, cells)
    return Line(f"{event['goal']}  {bar}  {training_note(event)}")


# -- foot ------------------------------------------------------------------------------


def _status(state: State, turn: str = "") -> Line:
    activity = ""
    if state.running is not None:
        activity = _activity(state.running)
    elif state.problem:
        activity = "waiting for the next save"
    elif state.verdict is not None and state.verdict.remembered:
        activity = "(cached: nothing has changed since)"
    elif state.verdict is not None:
        activity = f"judged at {state.at} in {state.took:.2f} s"
    saved = f"{state.saved}.py was saved" if state.saved else ""
    saved += ": o opens it" if saved and state.keys else ""
    return Line("  ".join(filter(None, (turn, saved, state.notice, activity))), "dim")


def _activity(running: Running) -> str:
    if running.locating:
        return "looking for the line to change"
    if not running.test:
        return "judging"
    text = f"judging {running.judged + 1}: {running.test}"
    if running.seconds >= 1:
        text += f" ({running.seconds:.0f} s of its {running.limit:g} s)"
    return text


def _foot(state: State, width: int) -> list[Line]:
    """The keys, on as many lines as they take."""
    if not state.keys:
        return [Line("Ctrl-C quits", "dim")]
    # Spaces that do not break keep a key and its meaning together.
    keys = [f"{key} {meaning}".replace(" ", STAY) for key, (meaning, _) in KEYS.items()]
    lines = textwrap.wrap("   ".join(keys), width)
    return [Line(line.replace(STAY, " "), "dim") for line in lines]


# -- lines that fit --------------------------------------------------------------------


def _wrapped(line: Line, width: int) -> list[Line]:
    """A line on several where it is too long, each indented as the first."""
    text = "".join(c if c.isprintable() else " " for c in line.text)
    if len(text) <= width:
        return [Line(text, line.role)]
    indent = text[: len(text) - len(text.lstrip())][: width // 2]
    pieces = textwrap.wrap(text, width, subsequent_indent=indent, drop_whitespace=True)
    return [Line(piece, line.role) for piece in pieces or [""]]


def _cut(line: Line, width: int) -> Line:
    text = line.text
    return line if len(text) <= width else Line(f"{text[: width - 3]}...", line.role)
