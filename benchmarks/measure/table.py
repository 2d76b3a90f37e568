"""Figures as rows of a Markdown table, and that table between two marks of a document."""

import math
from collections.abc import Iterator, Sequence
from typing import Any

from measure.experiment import Experiment, Figure, Samples

MARKS = ("<!-- table: benchmarks/run.py -->", "<!-- end of table -->")
HEAD = (
    "| work | measured | processor time | on the clock | target | |\n"
    "|---|---|---:|---:|---:|---|"
)
MET, NEARLY, MISSED, UNKNOWN = "met", "within 10 %", "**missed**", "not measured"
SUFFIX = {"ratio": "", "s": " s", "ms": " ms", "MB": " MB"}

Row = dict[str, Any]


def row_of(
    experiment: Experiment, figure: Figure, samples: Samples, has_avx512: bool
) -> Row:
    """Return a figure as a row, in the form in which JSON has it."""
    limit = figure.target.on(has_avx512=has_avx512)
    value = figure.deciding(samples)
    spreads = {clock: s._asdict() for clock, s in figure.spreads(samples).items()}
    return {
        "group": experiment.group,
        "work": experiment.name,
        "measured": measured(figure),
        "unit": figure.unit,
        "rounds": len(samples[figure.of]),
        **spreads,
        "decides": value,
        "target": limit,
        "mark": mark(value, limit, figure.target.share),
    }


def measured(figure: Figure) -> str:
    """Return in words what a figure is."""
    text = figure.of
    if figure.beside:
        text += f" / {figure.beside}"
    if figure.minus:
        text = "each one more"
    if figure.unit == "MB":
        text += ", peak memory"
    if figure.worst:
        text += ", every time"
    return text


def mark(value: float, limit: float, share: float = 0.1) -> str:
    """Return how a value stands to its limit, which it must not exceed."""
    if math.isnan(value):
        return UNKNOWN
    if value <= limit:
        return MET
    return NEARLY if value <= limit * (1 + share) else MISSED


def table(rows: Sequence[Row], absent: Sequence[str], machine: Row) -> str:
    """Return the Markdown of rows, what is left out, and the machine."""
    lines = [HEAD, *map(_line, rows)]
    lines += ["", *(f"- {text}" for text in [*machine_lines(machine), *absent])]
    return "\n".join(lines)


def machine_lines(machine: Row) -> Iterator[str]:
    """Yield what the figures were measured on."""
    blas = machine["blas"]
    yield (
        f"{machine['processor']}, {machine['cores']} cores, {machine['system']};"
        f" load {machine['load'][0]:.1f} before and {machine['load_after'][0]:.1f} after"
    )
    yield (
        f"Python {machine['python']}, NumPy {machine['numpy']} with {blas['name']}"
        f" {blas['version']}, kernel {blas['kernel']}; {machine['threads']} thread each"
    )
    peers = ", ".join(f"{name} {version}" for name, version in machine["peers"].items())
    yield f"Peers: {peers}"
    yield f"{machine['date']}, up to {machine['rounds']} rounds"


def left_out(experiment: Experiment) -> list[str]:
    """Return a line for each figure that needs a library that is not installed."""
    missing = {c.name: c for c in experiment.contenders if c.missing}
    lines = []
    for figure in experiment.figures:
        for name in (figure.of, figure.beside, figure.minus):
            if name in missing:
                package = missing[name].package or missing[name].needs
                lines.append(
                    f"Left out: {experiment.name}, {measured(figure)}:"
                    f" {package} is not installed"
                )
                break
    return lines


def put(document: str, text: str, marks: tuple[str, str] = MARKS) -> str:
    """Return a document with a text between its marks; ValueError if it has none."""
    before, begin, rest = document.partition(marks[0])
    _, end, after = rest.partition(marks[1])
    if not (begin and end):
        raise ValueError(
            f"the file needs the lines\n{marks[0]}\n{marks[1]}\nfor a table"
        )
    return f"{before}{begin}\n\n{text}\n\n{end}{after}"


def _line(row: Row) -> str:
    cells = [
        row["work"],
        row["measured"],
        _spread(row.get("processor") or row.get("peak"), row["unit"]),
        _spread(row.get("wall"), row["unit"]),
        f"≤ {_number(row['target'])}{SUFFIX[row['unit']]}",
        row["mark"],
    ]
    return "| " + " | ".join(cells) + " |"


def _spread(values: Row | None, unit: str) -> str:
    """Return a median with its quartiles."""
    if values is None or values["median"] is None:
        return ""
    middle, low, high = (_number(values[name]) for name in ("median", "low", "high"))
    around = f" ({low} to {high})" if low != high else ""
    return f"{middle}{SUFFIX[unit]}{around}"


def _number(value: float) -> str:
    """Return three digits of a number; large ones as an integer."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
