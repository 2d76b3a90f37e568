"""Measure the report: its time, by what it is made of, and its size.

    python benchmarks/report.py [TIMES]

In a workspace of its own, on the reference: katas that keep a network are trained first,
and the page is made of what was kept. The ratio compares the page with the import of
NumPy, which is in it.
"""

import argparse
import contextlib
import io
import os
import pickle
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from nnkata import judging
from nnkata.cli import main as nnkata
from nnkata.content.workspace import current_workspace

PAGE = """
import pickle, sys, time
from pathlib import Path
verdict = pickle.loads(Path("verdict.pickle").read_bytes())
begun = time.perf_counter()
import numpy
imported = time.perf_counter()
from nnkata.content.workspace import current_workspace
from nnkata.report.html.page import report_page
text = report_page(current_workspace(), verdict, "reference", "now")
print(imported - begun, time.perf_counter() - begun, len(text.encode()))
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("times", nargs="?", type=int, default=9, help="pages to make")
    times = parser.parse_args().times
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(_workspace(Path(folder)))
        path = current_workspace().path
        trained = [kata.slug for kata in path if kata.predict]
        print(f"networks: {', '.join(trained)}")
        with contextlib.redirect_stdout(io.StringIO()):
            nnkata(["check", *trained, "--subject=reference"])
        begun = time.perf_counter()
        jobs = [judging.Job(kata, "reference", goals="none") for kata in path]
        verdict = judging.grade_all(jobs)
        print(
            f"judging {len(verdict.katas)} katas: {time.perf_counter() - begun:.1f} s"
        )
        _pages(verdict, times)
        os.chdir("/")  # Windows removes no folder that is in use


def _workspace(folder):
    with contextlib.redirect_stdout(io.StringIO()):
        nnkata(["init", str(folder / "workspace")])
    return folder / "workspace"


def _pages(verdict, times):
    Path("verdict.pickle").write_bytes(pickle.dumps(verdict))
    measured = [_page() for _ in range(times)]
    imports, pages, sizes = zip(*measured, strict=True)
    print(f"page of kept networks: {_spread(pages)}")
    print(f"  import of NumPy in it: {_spread(imports)}")
    ratios = [page / imported for imported, page, _ in measured]
    print(f"  ratio {statistics.median(ratios):.1f}")
    print(f"size: {sizes[0] / 1000:.0f} kB")


def _page():
    done = subprocess.run(
        [sys.executable, "-c", PAGE], capture_output=True, check=True, encoding="utf-8"
    )
    return tuple(map(float, done.stdout.split()))


def _spread(seconds):
    low, middle, high = min(seconds), statistics.median(seconds), max(seconds)
    return f"median {middle:.2f} s, {low:.2f} to {high:.2f} over {len(seconds)}"


if __name__ == "__main__":
    main()
