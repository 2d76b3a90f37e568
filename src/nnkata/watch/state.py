"""The state of a watch: all that its screen depends on, but for the screen's size."""

from dataclasses import dataclass

from nnkata.content.catalog import Kata
from nnkata.content.workspace import Workspace
from nnkata.judging.events import Event
from nnkata.judging.verdict import KataVerdict
from nnkata.report.curves import Baselines
from nnkata.training.calibration import read_calibrations

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


@dataclass(frozen=True)
class Running:
    """The progress of a judgement: its current test, and how many are judged."""

    test: str = ""
    seconds: float = 0.0
    limit: float = 0.0
    judged: int = 0
    training: Event | None = None


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
    text: tuple[str, ...] = ()  # a hint, the list, the lesson
    notice: str = ""
    keys: bool = True  # whether there is a keyboard


def first_state(workspace: Workspace, slug: str, notice: str) -> State:
    """Return the state of a kata before it is judged."""
    kata = workspace.kata(slug)
    return State(
        kata=kata,
        path=tuple(each.slug for each in workspace.path),
        marks=tuple(workspace.progress.state(each) for each in workspace.path),
        following=_following(workspace, kata),
        baselines=read_calibrations(kata),
        notice=notice,
    )


def _following(workspace: Workspace, kata: Kata) -> str:
    """The next kata that is not passed, from the top again after the last; or ""."""
    path = workspace.path
    after = [each.slug for each in path].index(kata.slug) + 1
    order = [*path[after:], *path[: after - 1]]
    open_katas = (each.slug for each in order if not workspace.progress.is_done(each))
    return next(open_katas, "")
