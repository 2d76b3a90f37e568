"""Figures that matplotlib draws into PNG files, without a screen."""

import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nnkata.content.workspace import Workspace
from nnkata.errors import DataError
from nnkata.files import atomic_write
from nnkata.judging.verdict import KataVerdict

if TYPE_CHECKING:
    from nnkata.training.picture import Prepared


INK, COLOUR = "#333333", "#1f6f8b"
MOST_CLASSES = 10  # that get a bar for their probability


def new_figure(**options: Any) -> Any:
    """Return an empty figure; matplotlib is imported when the first one is made."""
    from matplotlib.figure import Figure

    return Figure(layout="constrained", **options)


def save_figure(figure: Any, file: Path, dpi: int) -> Path:
    """Write a figure as PNG, atomically; return the file.

    Signs that the font lacks, as in the names of a learner's classes, become boxes.
    """
    with atomic_write(file) as part, warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph")
        figure.savefig(part, dpi=dpi, format="png")
    return file


def literal(text: str) -> str:
    """Return a text as matplotlib draws it unchanged: no formula, only valid UTF-8."""
    return text.encode("utf-8", "replace").decode().replace("$", r"\$")


def curve_lines(workspace: Workspace, verdict: KataVerdict) -> list[str]:
    """Draw the loss curves of a kata's graded runs; return where, or why there is none.

    A verdict stands without its pictures: a full disk is not an error.
    """
    lines = []
    for test in verdict.tests:
        if test.goal is None or not test.losses:
            continue
        name = f"{verdict.slug}-{test.goal}-{Path(verdict.subject).stem}.png"
        file = workspace.state / "pictures" / name
        try:
            if not (verdict.remembered and file.is_file()):
                draw_curve(test.losses, f"{verdict.slug} on {test.goal}", file)
            lines.append(f"  loss curve: {file.relative_to(workspace.root)}")
        except DataError as error:
            lines.append(f"  no loss curve: {error}")
    return lines


def draw_curve(losses: Sequence[float], title: str, file: Path) -> Path:
    """Draw the mean cost (nats) of every epoch; return the file."""
    figure = new_figure(figsize=(6, 3.5))
    axes = figure.add_subplot()
    axes.plot(range(len(losses)), losses, color=COLOUR)
    axes.set(title=title, xlabel="epoch", ylabel="mean cost (nats)")
    axes.set_ylim(bottom=0)
    axes.grid(alpha=0.3)
    return save_figure(figure, file, dpi=120)


def draw_prediction(
    picture: "Prepared", title: str, shares: Sequence[tuple[str, float]], file: Path
) -> Path:
    """Draw a picture as it was given and as the network saw it; return the file.

    Parameters
    ----------
    picture : Prepared
        Both pictures, and how the second was made of the first.
    title : str
        The network and its answer.
    shares : sequence of (str, float)
        Probabilities of classes, the highest first; empty if the network gives none.
    file : Path
        A PNG, written atomically.
    """
    panels = 3 if shares else 2
    figure = new_figure(figsize=(3.2 * panels, 3.9))
    figure.suptitle(literal(title), fontsize=15, color=INK)
    axes = figure.subplots(1, panels)
    axes[0].imshow(picture.given)
    axes[0].set_title("the picture", fontsize=11)
    size = "{} x {}".format(*picture.seen.shape[:2])
    axes[1].imshow(picture.seen, cmap="gray", vmin=0, vmax=255)
    axes[1].set_title(f"the network's input: {size}", fontsize=11)
    axes[1].set_xlabel(literal(picture.how), fontsize=9, color=INK)
    for panel in axes[:2]:
        panel.set(xticks=[], yticks=[])
    if shares:
        _draw_shares(axes[2], shares[:MOST_CLASSES])
    return save_figure(figure, file, dpi=120)


def _draw_shares(axes: Any, shares: Sequence[tuple[str, float]]) -> None:
    names = [literal(name) for name, _ in shares]
    axes.barh(names, [share for _, share in shares], color=COLOUR)
    axes.set(xlim=(0, 1), ylim=(len(names) - 0.5, -0.5))
    axes.set_title("probability of each class", fontsize=11)
    axes.spines[["top", "right"]].set_visible(False)
