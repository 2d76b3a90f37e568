"""A contender that stays: a process that loads it once, and runs it when asked to.

Libraries in one process share its memory and threads, and what one of them leaves running
would be counted as the next one's. In processes of their own, each is charged with its
own processor time, all threads included.

As a script, `worker.py MODULE:FUNCTION` is that process: FUNCTION returns the `Work`; each
line of input asks for one run, and is answered with a line of JSON.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

BENCHMARKS = Path(__file__).resolve().parents[1]
if __name__ == "__main__":
    sys.path[0] = str(BENCHMARKS)

from measure.experiment import Contender  # noqa: E402
from measure.samples import Sample  # noqa: E402
from nnkata.timing.rounds import STEADY  # noqa: E402


class Worker:
    """The side that asks."""

    def __init__(self, target: str) -> None:
        self._target = target
        self._process = subprocess.Popen(
            [sys.executable, __file__, target],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**STEADY, **os.environ},
        )
        self.check: tuple[float, ...] = tuple(self._answer())

    def __call__(self) -> Sample:
        """Run the work once."""
        self._process.stdin.write("run\n")
        self._process.stdin.flush()
        return Sample(*self._answer())

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def _answer(self) -> list[float]:
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self._target} ended, with the message above")
        return json.loads(line)


def stays(name: str, target: str, needs: str = "", package: str = "") -> Contender:
    """Return a contender whose work is made by `target`, as "module:function"."""

    @contextmanager
    def open_worker(folder: Path) -> Iterator[Worker]:
        worker = Worker(target)
        try:
            yield worker
        finally:
            worker.close()

    return Contender(name, open_worker, needs, package, target)


def main() -> None:
    # What libraries print is no answer: it goes where their warnings go.
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    module, _, function = sys.argv[1].partition(":")
    work = getattr(import_module(module), function)()
    print(json.dumps([float(value) for value in work.check()]), file=answers)
    for _ in sys.stdin:
        processor, wall = time.process_time(), time.perf_counter()
        work.run()
        took = time.process_time() - processor, time.perf_counter() - wall
        print(json.dumps(took), file=answers)


if __name__ == "__main__":
    main()
