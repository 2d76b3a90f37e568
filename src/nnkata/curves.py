"""The loss curve of a graded run as a picture."""

from collections.abc import Sequence
from pathlib import Path

from nnkata.drawings import keep, new_figure
from nnkata.verdict import KataVerdict


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
