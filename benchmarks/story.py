"""Time every right answer of a kata: the table from loops to GEMM in its `why.md`.

    python benchmarks/story.py [KATA...] [--write]

A row is a right answer, its time a multiple of the reference's: processor time of one
thread, for the work in `solutions/<kata>/work.py`. `nnkata time` shows a learner's own
beside them. Without --write, the tables are printed; without a kata, all are made.
"""

import argparse
import ast
import sys
import textwrap
from collections.abc import Mapping
from pathlib import Path
from statistics import median

from measure.table import put
from nnkata.content.catalog import Kata
from nnkata.content.workspace import Workspace, bundled
from nnkata.timing.bars import number
from nnkata.timing.contest import PRODUCTS, REFERENCE
from nnkata.timing.measure import Times, measure
from nnkata.timing.work import timed

MARKS = ("<!-- times: benchmarks/story.py -->", "<!-- end of times -->")
NAMES = {REFERENCE: "**the reference**", PRODUCTS: "its matrix products alone"}


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "katas", nargs="*", metavar="kata", help="default: all with work"
    )
    parser.add_argument("--write", action="store_true", help="renew the tables")
    parser.add_argument("--repeat", type=int, default=3, help="medians of so many")
    args = parser.parse_args()
    workspace = bundled()
    for kata in map(workspace.kata, args.katas) if args.katas else timed(workspace):
        text = story(workspace, kata, args.repeat)
        print(f"{kata.slug}\n{text}\n", flush=True)
        if args.write:
            file = workspace.solutions / kata.slug / "why.md"
            file.write_text(put(file.read_text("utf-8"), text, MARKS), "utf-8")
    return 0


def story(workspace: Workspace, kata: Kata, repeat: int) -> str:
    """Return the table of a kata's right answers, the slowest first."""
    files = {str(file): file for file in workspace.right_answers(kata.slug)}
    measured = [measure(workspace, kata, [*files]) for _ in range(repeat)]
    names = {**{name: form(file) for name, file in files.items()}, **NAMES}
    ratios = {
        names[name]: median(times.ratios[name] for times in measured)
        for name in measured[0].ratios
    }
    return table(ratios, measured[0])


def form(file: Path) -> str:
    """Return what a right answer is, by its name and the docstring of its file."""
    text = ast.get_docstring(ast.parse(file.read_text("utf-8"))) or ""
    return f"`{file.stem}`: {' '.join(text.split()).rstrip('.')}"


def table(ratios: Mapping[str, float], times: Times) -> str:
    """Return ratios as a table, with the conditions above it."""
    kernel = f", BLAS kernel {times.kernel}" if times.kernel else ""
    text = f"{times.summary}: multiples of the reference's processor time{kernel}."
    lines = [*textwrap.wrap(text, 96), "", "| form | time |", "|---|---:|"]
    for name in sorted(ratios, key=ratios.__getitem__, reverse=True):
        lines.append(f"| {name} | {number(ratios[name])} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
