"""Draw the engine's packages from its imports: `python docs/packages.py` writes the SVG.

Rows are the layers of the contract in pyproject.toml. An arrow is an import that no
longer way through other packages implies. With --check, nothing is written, and the
exit status is 1 where the picture is out of date.
"""

import ast
import sys
import textwrap
import tomllib
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "docs" / "packages.svg"
LEFT_OUT = {"version", "splits"}  # a number, and an alias for older plugins
WIDTH, HEIGHT, ROW, EDGE = 262, 54, 88, 20
CANVAS = 3 * WIDTH + 12 * EDGE


def layers() -> list[list[str]]:
    """Return the rows of the import contract, the highest first."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contract = project["tool"]["importlinter"]["contracts"][0]
    rows = [line.replace(":", "|").split("|") for line in contract["layers"]]
    named = [[name.strip() for name in row] for row in rows]
    return [[n for n in row if n not in LEFT_OUT] for row in named]


def imports(names: set[str]) -> dict[str, set[str]]:
    """Return which package imports which, without what other arrows imply."""
    graph = grimp.build_graph("nnkata", exclude_type_checking_imports=True)
    for name in names:
        if graph.find_children(f"nnkata.{name}"):
            graph.squash_module(f"nnkata.{name}")
    direct = {
        name: {
            other
            for other in names
            if other != name
            and graph.direct_import_exists(
                importer=f"nnkata.{name}", imported=f"nnkata.{other}"
            )
        }
        for name in names
    }
    return {name: found - _implied(found, direct) for name, found in direct.items()}


def _implied(found: set[str], direct: dict[str, set[str]]) -> set[str]:
    reached: set[str] = set()
    waiting = [below for name in found for below in direct[name]]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += direct[name]
    return reached


def summary(name: str) -> str:
    """Return the first sentence of a package's or a module's docstring."""
    home = ROOT / "src" / "nnkata" / name
    file = home / "__init__.py" if home.is_dir() else home.with_suffix(".py")
    text = ast.get_docstring(ast.parse(file.read_text("utf-8"))) or ""
    return text.split("\n\n")[0].translate({10: " ", 96: None}).rstrip(".")


def svg(rows: list[list[str]], arrows: dict[str, set[str]]) -> str:
    """Return the picture: a box for each package, and the arrows between them."""
    places = {
        name: (_left(len(row), i), EDGE + r * ROW)
        for r, row in enumerate(rows)
        for i, name in enumerate(row)
    }
    lines, lane = [], 0
    for name, other in sorted((a, b) for a in arrows for b in arrows[a]):
        is_far = places[other][1] - places[name][1] > ROW
        lane += is_far
        lines += _arrow(places[name], places[other], lane if is_far else 0)
    boxes = [line for name, place in places.items() for line in _box(name, place)]
    height = EDGE + len(rows) * ROW
    return "\n".join(
        [HEAD.format(width=CANVAS, height=height), *lines, *boxes, "</svg>\n"]
    )


HEAD = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"
  font-family="system-ui, sans-serif" font-size="12">
<title>The packages of nnkata: each imports only from those below it</title>
<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7"
  markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="#64748b"/></marker></defs>
<rect width="100%" height="100%" fill="#ffffff"/>"""


def _left(count: int, index: int) -> int:
    whole = count * WIDTH + (count - 1) * EDGE
    return (CANVAS - whole) // 2 + index * (WIDTH + EDGE)


def _box(name: str, place: tuple[int, int]) -> list[str]:
    x, y = place
    text = textwrap.wrap(summary(name), 42, max_lines=2, placeholder=" ...")
    lines = [
        f'<rect x="{x}" y="{y}" width="{WIDTH}" height="{HEIGHT}" rx="6"'
        ' fill="#f1f5f9" stroke="#475569"/>',
        f'<text x="{x + 10}" y="{y + 17}" font-weight="bold" fill="#0f172a">{name}</text>',
    ]
    for row, line in enumerate(text):
        lines.append(
            f'<text x="{x + 10}" y="{y + 33 + 14 * row}" font-size="11"'
            f' fill="#334155">{line}</text>'
        )
    return lines


def _arrow(start: tuple[int, int], end: tuple[int, int], lane: int) -> list[str]:
    """Return a curve to the next row, or a line in a lane beside the boxes."""
    x1, y1, x2, y2 = (
        start[0] + WIDTH // 2,
        start[1] + HEIGHT,
        end[0] + WIDTH // 2,
        end[1],
    )
    way = f"M{x1} {y1}C{x1} {y1 + 25} {x2} {y2 - 25} {x2} {y2}"
    if lane:
        lean = start[0] + end[0] + WIDTH - CANVAS  # which side of the middle they are
        right = lean > 0 or (lean == 0 and lane % 2 == 0)
        x = CANVAS - EDGE - 9 * lane if right else EDGE + 9 * lane
        side = WIDTH if right else 0
        y = start[1] + HEIGHT // 2
        way = f"M{start[0] + side} {y}H{x}V{y2 + HEIGHT // 2}H{end[0] + side}"
    return [
        f'<path d="{way}" fill="none" stroke="#64748b" marker-end="url(#tip)"/>',
    ]


def main() -> int:
    rows = layers()
    text = svg(rows, imports({name for row in rows for name in row}))
    if "--check" not in sys.argv:
        FILE.write_text(text, "utf-8")
    elif not FILE.is_file() or FILE.read_text("utf-8") != text:
        print(f"{FILE.name} is out of date: python docs/packages.py", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
