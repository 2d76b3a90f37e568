"""Draw the picture of README: `python docs/front.py` writes docs/front.svg.

It shows a wrong answer, the card that `nnkata check` prints for it, and the weights that
the zero detector's reference learns from the bundled digits. With --check, nothing is
written, and the exit status is 1 where the card has changed.
"""

import html
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

from nnkata.content.workspace import bundled
from nnkata.training.store import model_file, read_model

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "docs" / "front.svg"
KATA, RIGHT, WRONG = "softmax_nll", "return (P - Y) / len(Y)", "return P - Y"
CODE = [
    "def dlogits(P, Y):",
    "    # gradient of the mean cross-entropy",
    f"    {WRONG}",
]
LETTER, LINE, EDGE = 9.65, 21, 16
PIXEL = 5
INK, PALE, RED, BLUE = "#e2e8f0", "#94a3b8", "#f87171", "#60a5fa"


def nnkata(folder: Path, *words: str) -> str:
    """Return what a command prints in a folder."""
    command = [sys.executable, "-m", "nnkata", *words]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8")
    return done.stdout


def card(folder: Path) -> list[str]:
    """Return the lines of the card for the wrong answer."""
    text = bundled().reference(KATA).read_text("utf-8")
    assert text.count(RIGHT) == 1, "the reference has changed"
    answer = folder / "katas" / KATA / f"{KATA}.py"
    answer.write_text(text.replace(RIGHT, WRONG), encoding="utf-8")
    lines = nnkata(folder, "check", KATA).splitlines()
    return ["$ nnkata check softmax_nll", *lines[:-2]]


def weights(folder: Path) -> np.ndarray:
    """Return what the zero detector's reference has learned, a picture from -1 to 1."""
    nnkata(folder, "check", "zero_detector", "--subject=reference")
    file = model_file(folder / ".nnkata", "zero_detector", "mnist", "reference")
    learned = np.asarray(read_model(file).parameters["w"]).reshape(28, 28)
    return learned / np.abs(learned).max()


def svg(shown: list[str], learned: np.ndarray) -> str:
    """Return the picture: the code, the weights beside it, the card below."""
    width = round(max(map(len, shown)) * LETTER + 2 * EDGE)
    side = 28 * PIXEL
    top = 2 * EDGE + side + 2 * LINE
    height = top + EDGE + len(shown) * LINE
    left = width - EDGE - side
    parts = [
        HEAD.format(width=width, height=height, edge=EDGE, top=top, right=width - EDGE)
    ]
    parts += [_line(text, EDGE, row, _colour) for row, text in enumerate(CODE)]
    parts += [
        _text(text, left - 2 * EDGE, EDGE + LINE * (row + 1), PALE, "end")
        for row, text in enumerate(CAPTION, start=5)
    ]
    parts += [_pixel(learned[i, j], left, i, j) for i in range(28) for j in range(28)]
    parts += [_line(text, top, row, _colour) for row, text in enumerate(shown)]
    return "\n".join([*parts, "</svg>\n"])


HEAD = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"
  font-family="ui-monospace, Menlo, Consolas, monospace" font-size="16">
<title>A wrong gradient, the card it gets, and the weights a neuron has learned</title>
<rect width="100%" height="100%" rx="8" fill="#0f172a"/>
<path d="M{edge} {top}H{right}" stroke="#334155" transform="translate(0 -4)"/>"""
CAPTION = [
    "what one neuron has learned: ink on blue",
    "says zero, and ink on red says no zero",
]


def _line(text: str, top: int, row: int, colour) -> str:
    return _text(text, EDGE, top + LINE * (row + 1), colour(text))


def _text(text: str, x: int, y: int, colour: str, anchor: str = "start") -> str:
    return (
        f'<text x="{x}" y="{y}" fill="{colour}" text-anchor="{anchor}"'
        f' xml:space="preserve">{html.escape(text)}</text>'
    )


def _colour(text: str) -> str:
    """Return the colour of a line: the wrong ones stand out, and what explains them."""
    first = text.split()[:1]
    if first in (["x"], ["return"]):
        return RED
    return BLUE if first == ["$"] else PALE if first in (["#"], ["within"]) else INK


def _pixel(value: float, left: int, row: int, column: int) -> str:
    """Return a square: blue where the weight is positive, red where it is negative."""
    x, y = left + column * PIXEL, EDGE + row * PIXEL
    colour, strength = (BLUE if value > 0 else RED), min(1.0, abs(value) * 1.4)
    square = f'<rect x="{x}" y="{y}" width="{PIXEL}" height="{PIXEL}"'
    edges = 'shape-rendering="crispEdges"'
    return f'{square} fill="{colour}" fill-opacity="{strength:.2f}" {edges}/>'


def main(words: list[str]) -> int:
    """Draw the picture, or check its card; return the exit status."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        nnkata(folder, "init", "katas")
        folder /= "katas"
        shown = card(folder)
        if "--check" in words:
            old = FILE.read_text("utf-8")
            changed = [line for line in shown if html.escape(line) not in old]
            for line in changed:
                print(f"docs/front.svg lacks: {line}\nRun python docs/front.py")
            return bool(changed)
        FILE.write_text(svg(shown, weights(folder)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
