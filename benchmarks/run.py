"""Measure nnkata beside its peers, and hold every figure against its target.

    python benchmarks/run.py [GROUP...] [--rounds N] [--json FILE] [--table FILE]

Groups: kernels (the references beside PyTorch, TensorFlow, Keras and scikit-learn), loop
(save to first failure, pytest, list), data (a large table, many pictures), path (the path
graded, and its report), class (strangers' files behind a wall), proofs (dev check of two
katas), growth (at two sizes each); and proof-of-path, which takes minutes and runs only
where it is named.

Each round runs every contender once. A figure is the median over the rounds, with its
quartiles; processor time decides, and counts all threads and child processes. The peers
come with `pip install -e '.[benchmarks]'`; the rows of those that are missing are left
out, and named.
"""

import argparse
import datetime
import json
import math
import os
import sys
from pathlib import Path
from typing import Any

from measure.threads import limit_threads


def parse(words: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("groups", nargs="*", metavar="group", help="all but the last")
    parser.add_argument("--rounds", type=int, default=15, help="at most so many")
    parser.add_argument("--threads", type=int, default=1, help="of every library")
    parser.add_argument("--only", metavar="TEXT", help="work whose name has this text")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures")
    parser.add_argument(
        "--table", type=Path, metavar="FILE", help="renew the table in a document"
    )
    parser.add_argument(
        "--from-json", type=Path, metavar="FILE", help="measure nothing: print these"
    )
    args = parser.parse_args(words)
    if args.rounds < 1 or args.threads < 1:
        parser.error("there must be at least one round and one thread")
    return args


def main() -> int:
    args = parse()
    limit_threads(args.threads)  # before anything imports NumPy
    from measure.table import put, table

    if args.from_json:
        result = json.loads(args.from_json.read_text("utf-8"))
    else:
        result = measure_all(args)
    notes = [*result["left_out"], *result["failed"]]
    text = table(result["rows"], notes, result["machine"])
    print(f"\n{text}")
    if args.json:
        args.json.write_text(json.dumps(result, indent=1) + "\n", "utf-8")
    if args.table:
        document = args.table.read_text("utf-8")
        args.table.write_text(put(document, text), "utf-8")
    return 1 if result["failed"] else 0


def measure_all(args: argparse.Namespace) -> dict:
    """Return the rows, what is left out, and the machine, as JSON takes them."""
    from measure.machine import describe_machine
    from measure.rounds import DifferentWork, run
    from measure.table import left_out, row_of

    absolute_python_path()
    chosen = choose(args.groups, args.only)
    machine = describe_machine()
    machine["date"] = datetime.date.today().isoformat()
    machine["rounds"] = args.rounds
    rows, absent, failed, samples_of = [], [], [], {}
    for experiment in chosen:
        print(f"{experiment.group}: {experiment.name}", file=sys.stderr, flush=True)
        absent += left_out(experiment)
        try:
            samples = run(experiment, args.rounds)
        except (DifferentWork, RuntimeError) as error:
            # The other rows still count.
            print(error, file=sys.stderr, flush=True)
            failed.append(f"Failed: {experiment.name}: {str(error).splitlines()[0]}")
            continue
        samples_of[experiment.name] = samples
        rows += [
            row_of(experiment, figure, samples, machine["avx512"])
            for figure in experiment.figures
            if {figure.of, figure.beside, figure.minus} - {""} <= samples.keys()
        ]
    machine["load_after"] = [round(value, 2) for value in os.getloadavg()]
    result = {
        "machine": machine,
        "rows": rows,
        "left_out": absent,
        "failed": failed,
        "samples": samples_of,
    }
    return without_nan(result)


def without_nan(value: Any) -> Any:
    """Return plain values with None for what was not measured: JSON has no NaN."""
    if isinstance(value, dict):
        return {key: without_nan(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [without_nan(inner) for inner in value]
    return None if isinstance(value, float) and math.isnan(value) else value


def choose(groups: list[str], only: str | None = None) -> list:
    """Return the experiments of these groups, or those that run by default."""
    from kernels import EXPERIMENTS as KERNELS
    from tool import EXPERIMENTS as TOOL

    experiments = [*KERNELS, *TOOL]
    known = list(dict.fromkeys(experiment.group for experiment in experiments))
    for group in groups:
        if group not in known:
            raise SystemExit(f"There is no group '{group}'. Known: {', '.join(known)}")
    return [
        experiment
        for experiment in experiments
        if (experiment.group in groups if groups else experiment.by_default)
        and (only or "") in experiment.name
    ]


def absolute_python_path() -> None:
    """Let what runs in other folders import what this process does."""
    folders = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    if any(folders):
        absolute = [os.path.abspath(folder) for folder in folders if folder]
        os.environ["PYTHONPATH"] = os.pathsep.join(absolute)


if __name__ == "__main__":
    sys.exit(main())
