"""The state of a watch: all that its screen depends on, but for the screen's size."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from nnkata.content.catalog import Kata
from nnkata.content.hints import next_hint
from nnkata.content.schema import read_toml
from nnkata.content.workspace import Workspace
from nnkata.errors import NnkataError
from nnkata.files import text_lines
from nnkata.judging.job import Event
from nnkata.judging.verdict import KataVerdict
from nnkata.report.curves import Baselines
from nnkata.report.path_text import path_lines
from nnkata.training.calibration import read_calibrations

VERDICT, HINT, LIST, ALL, LESSON = "verdict", "hint", "list", "all", "lesson"
DIFF, WHY = "diff", "why"
KEYS = {
    "h": ("hint", HINT),
    "a": ("all failures", ALL),
    "e": ("lesson", LESSON),
    "d": ("diff", DIFF),
    "w": ("why", WHY),
    "l": ("list", LIST),
    "v": ("verdict", VERDICT),
    "p": ("previous kata", ""),
    "n": ("next kata", ""),
    "q": ("quit", ""),
}
REVEALED = {DIFF: "the reference", WHY: "the reasons"}


@dataclass
class Running:
    """The progress of a judgement: its current test, and how many are judged."""

    test: str = ""
    seconds: float = 0.0
    limit: float = 0.0
    judged: int = 0
    training: Event | None = None
    locating: bool = False  # all is judged, and the line to change is looked for


@dataclass(frozen=True)
class State:
    """What is watched, how it was judged, and what is looked at."""

    kata: Kata
    path: tuple[str, ...]  # slugs
    marks: tuple[str, ...]  # the state of each kata in the learner's progress
    following: str = ""  # the kata that `n` goes to
    verdict: KataVerdict | None = None
    problem: tuple[str, ...] = ()  # why the file is not judged
    running: Running | None = None
    total: int = 0  # number of tests
    baselines: Baselines | None = None
    took: float = 0.0  # seconds
    at: str = ""  # the time of day
    view: str = VERDICT
    page: int = 0
    text: tuple[str, ...] = ()  # what a view shows in place of the verdict
    chosen: int = 0  # the kata of the list that Enter opens
    saved: str = ""  # another kata whose file was saved
    built: str = ""  # by a kata that is passed
    experiment: str = ""  # to try with it
    notice: str = ""
    keys: bool = True  # whether there is a keyboard


def first_state(workspace: Workspace, slug: str) -> State:
    """Return the state of a kata before it is judged."""
    kata = workspace.kata(slug)
    return State(
        kata=kata,
        path=tuple(each.slug for each in workspace.path),
        marks=tuple(workspace.progress.state(each) for each in workspace.path),
        following=_following(workspace, kata),
        baselines=read_calibrations(kata),
        notice=workspace.progress.problem,
    )


def _following(workspace: Workspace, kata: Kata) -> str:
    """The next kata that is not passed, from the top again after the last; or ""."""
    path = workspace.path
    after = [each.slug for each in path].index(kata.slug) + 1
    order = [*path[after:], *path[: after - 1]]
    open_katas = (each.slug for each in order if not workspace.progress.is_done(each))
    return next(open_katas, "")


# -- in place of the verdict -----------------------------------------------------------


def view_text(view: str, workspace: Workspace, state: State) -> tuple[str, ...]:
    """Return the lines of a view, or the error that prevents them; a verdict has none."""
    workspace = replace(workspace)  # other commands may have changed the progress
    try:
        if view == HINT:
            return _hint_lines(workspace, state)
        if view == LIST:
            return tuple(path_lines(workspace)[1:])
        if view == LESSON:
            return tuple(text_lines(state.kata.lesson))
        if view in REVEALED:
            return _revealed_lines(view, workspace, state)
    except (NnkataError, OSError) as error:
        return (str(error),)
    return ()


def _hint_lines(workspace: Workspace, state: State) -> tuple[str, ...]:
    """The hints so far and one more, for the function that the verdict is about."""
    kata = state.kata
    function = function_of(state.verdict, list(read_toml(kata.hints)))
    # Asked for once more while it is read, the next one opens without an attempt.
    hints = next_hint(workspace, kata, function, more=state.view == HINT)
    if hints.following:
        end = f"Hint {hints.following} opens when the file has changed, or now with h."
    else:
        end = "That was the last one: d shows your answer beside the reference."
    return (*hints.lines, "", end)


def _revealed_lines(view: str, workspace: Workspace, state: State) -> tuple[str, ...]:
    """The reference beside the learner's file, or the reasons; a kata not passed asks."""
    kata = state.kata
    if not workspace.progress.is_done(kata) and state.view != view:
        key = next(key for key, (_, each) in KEYS.items() if each == view)
        return (
            f"You have not passed {kata.slug} yet, and this shows {REVEALED[view]}.",
            f"{key} shows it anyway, v goes back to the verdict.",
        )
    if view == WHY:
        return tuple(text_lines(workspace.solutions / kata.slug / "why.md"))
    from nnkata.report.diff import diff_lines  # only where it is asked for

    return tuple(diff_lines(workspace, kata))


def function_of(verdict: KataVerdict | None, functions: Sequence[str]) -> str:
    """Return the function that the first failure is about, if need be by its name."""
    failure = verdict.first_failure if verdict else None
    if failure is None:
        return functions[0]
    if failure.function in functions:
        return failure.function
    claim = failure.name.removeprefix("test_")
    by_name = [name for name in functions if claim.startswith(name)]
    return max(by_name, key=len, default=functions[0])
