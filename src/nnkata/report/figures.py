"""What every drawing of matplotlib's shares: made without a screen, kept whole."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nnkata.content.workspace import Workspace
from nnkata.errors import DataError
from nnkata.files import atomic_write, can_write
from nnkata.judging.verdict import KataVerdict


def new_figure(**options: Any) -> Any:
    """A figure that needs no screen; matplotlib is imported when the first is drawn."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(layout="constrained", **options)
    FigureCanvasAgg(figure)
    return figure


def keep(figure: Any, file: Path, dpi: int) -> Path:
    """Write a figure as PNG, whole or not at all."""
    with atomic_write(file) as part:
        figure.savefig(part, dpi=dpi, format="png")
    return file


def literal(text: str) -> str:
    """A text that matplotlib can draw, and does not take for a formula."""
    writable = text.encode("utf-8", "replace").decode()
    return writable.replace("$", r"\$")


def draw_curves(verdict: KataVerdict, folder: Path) -> list[Path]:
    """One picture for each graded run of a kata that has losses; returns the files."""
    files = []
    for test in verdict.tests:
        if test.goal is not None and test.losses:
            name = f"{verdict.slug}-{test.goal}-{Path(verdict.subject).stem}.png"
            title = f"{verdict.slug} on {test.goal}"
            file = folder / name
            if not (verdict.remembered and file.is_file()):
                draw_curve(test.losses, title, file)
            files.append(file)
    return files


def draw_curve(losses: Sequence[float], title: str, file: Path) -> Path:
    """Mean cost (nats) against epochs."""
    figure = new_figure(figsize=(6, 3.5))
    axes = figure.add_subplot()
    axes.plot(range(len(losses)), losses, color="#1f6f8b")
    axes.set(title=title, xlabel="epoch", ylabel="mean cost (nats)")
    axes.set_ylim(bottom=0)
    axes.grid(alpha=0.3)
    return keep(figure, file, dpi=120)


INK, BAR = "#333333", "#1f6f8b"
MOST_BARS = 10


def draw_seen(
    given: Any,
    seen: Any,
    said: str,
    how: str,
    shares: Sequence[tuple[str, float]],
    file: Path,
) -> Path:
    """Draw both pictures, and bars for the probabilities if there are any.

    Parameters
    ----------
    given : ndarray of shape (H, W, 3)
        The picture as it was given, upright and on white.
    seen : ndarray of shape (h, w) or (h, w, c)
        What the network saw.
    said, how : str
        Its answer, and how the picture was prepared.
    shares : sequence of (str, float)
        Probabilities of classes, the highest first; empty if it tells none.
    file : Path
        Where the drawing goes, whole or not at all.
    """
    panels = 3 if shares else 2
    figure = new_figure(figsize=(3.2 * panels, 3.9))
    figure.suptitle(literal(said), fontsize=15, color=INK)
    axes = figure.subplots(1, panels)
    axes[0].imshow(given)
    axes[0].set_title("what was given", fontsize=11)
    size = "{} x {}".format(*seen.shape[:2])
    axes[1].imshow(seen, cmap="gray", vmin=0, vmax=255)
    axes[1].set_title(f"what the network saw: {size}", fontsize=11)
    axes[1].set_xlabel(literal(how), fontsize=9, color=INK)
    for panel in axes[:2]:
        panel.set(xticks=[], yticks=[])
    if shares:
        _bars(axes[2], shares[:MOST_BARS])
    return keep(figure, file, dpi=120)


def _bars(axes: Any, shares: Sequence[tuple[str, float]]) -> None:
    names = [literal(name) for name, _ in shares]
    values = [share for _, share in shares]
    axes.barh(range(len(values)), values, color=BAR)
    axes.set_yticks(range(len(names)), names)
    axes.set(xlim=(0, 1), ylim=(len(names) - 0.5, -0.5))
    axes.set_title("how sure it is of each", fontsize=11)
    axes.spines[["top", "right"]].set_visible(False)


def print_curves(workspace: Workspace, kata: KataVerdict) -> None:
    if not any(test.losses for test in kata.tests):
        return
    folder = workspace.state / "pictures"
    if not can_write(folder):  # the verdict stands without a picture
        print(f"  no loss curve: {folder} cannot be written")
        return
    try:
        files = draw_curves(kata, folder)
    except DataError as error:  # on a full disk, say
        print(f"  no loss curve: {error}")
        return
    for file in files:
        print(f"  loss curve: {file.relative_to(workspace.root)}")
