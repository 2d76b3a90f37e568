"""Ratios as a bar chart for a terminal, on a logarithmic scale."""

import math
from collections.abc import Mapping

WIDTH = 40  # characters of the longest bar
BLOCK, ASCII = "█", "#"


def bar_chart(ratios: Mapping[str, float], cell: str = BLOCK) -> list[str]:
    """Return a line for each ratio, and one on the scale: at most 80 characters each."""
    logs = {name: math.log10(ratio) for name, ratio in ratios.items()}
    # The shortest bar has a length that can be seen, too.
    low = math.floor(min(logs.values()) - 0.1)
    decade = WIDTH // max(math.ceil(max(logs.values())) - low, 1)
    lines = [
        f"  {name[:24]:<24} {number(ratios[name]):>8} × {cell * length}"
        for name, log in logs.items()
        for length in [max(1, round((log - low) * decade))]
    ]
    scale = f"Logarithmic bars: {decade} characters more are ten times as long a time."
    return [*lines, "", scale]


def number(ratio: float) -> str:
    """Return two or three digits of a ratio; of a large one, the integer."""
    digits = 2 if ratio < 10 else 1 if ratio < 100 else 0
    return f"{ratio:,.{digits}f}"
