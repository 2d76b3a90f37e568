"""What every drawing of matplotlib's shares: made without a screen, kept whole."""

from pathlib import Path
from typing import Any

from nnkata.files import whole


def new_figure(**options: Any) -> Any:
    """A figure that needs no screen; matplotlib is imported when the first is drawn."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(layout="constrained", **options)
    FigureCanvasAgg(figure)
    return figure


def keep(figure: Any, file: Path, dpi: int) -> Path:
    """Write a figure as PNG, whole or not at all."""
    with whole(file) as part:
        figure.savefig(part, dpi=dpi, format="png")
    return file


def literal(text: str) -> str:
    """A text that matplotlib can draw, and does not take for a formula."""
    writable = text.encode("utf-8", "replace").decode()
    return writable.replace("$", r"\$")
