"""A process that grades one job after another, and the calls that reach it.

`grade_apart` is the function for an executor whose own processes are to run nothing but
messages: threads of this process, or workers of a cluster. Each thread has one process,
which it starts when it is needed and replaces when it has ended. `main` runs in it.
"""

import os
import shutil
import signal
import tempfile
import threading
from dataclasses import asdict
from queue import SimpleQueue
from typing import Any

from nnkata.grading.grader import grade, not_graded
from nnkata.grading.job import GradingJob
from nnkata.grading.mark import Mark, mark_from, to_data
from nnkata.judging import pool
from nnkata.judging.worker import Channel, leave_no_core, load
from nnkata.subject.sandbox.host import STEADY

SCRATCH = "NNKATA_SCRATCH"  # names the folder of a process that grades
_of_thread = threading.local()
_running: set["GraderProcess"] = set()
_lock = threading.Lock()


def grade_apart(job: GradingJob) -> Mark:
    """Return the mark of one file, graded in the process of this thread."""
    process = getattr(_of_thread, "process", None)
    if process is None or process.poll() is not None:
        process = _of_thread.process = GraderProcess()
    return process.grade(job)


def close_all() -> None:
    """End the processes of all threads."""
    with _lock:
        processes = [*_running]
    for process in processes:
        process.end()


class GraderProcess(pool.Worker):
    """A process that grades one job after another, seen from the one that starts it."""

    module = "nnkata.grading.process"
    has_own_session = True  # if our group is killed, it clears up

    def __init__(self) -> None:
        # Removed by either side, so that whichever is killed leaves nothing.
        self._folder = tempfile.mkdtemp(prefix="nnkata-")
        super().__init__()
        with _lock:
            _running.add(self)

    def grade(self, job: GradingJob) -> Mark:
        """Return the mark of a job, "not graded" where the process has ended over it."""
        self.send({"job": asdict(job)})
        event = self.events.get()
        if event is not None:
            return mark_from(event["mark"])
        self.end()
        reason = f"the process that grades has ended (exit status {self.poll()})"
        return not_graded(job, f"{reason}. {self.log[-500:]}".strip())

    def end(self) -> None:
        """End the process, and remove what it has written."""
        with _lock:
            _running.discard(self)
        super().end()
        _remove(self._folder)

    def _environment(self) -> dict[str, str]:
        own = {"TMPDIR": self._folder, SCRATCH: self._folder}
        return super()._environment() | STEADY | own


def _remove(folder: str) -> None:
    for _ in range(10):  # a job that goes on may write into it meanwhile
        shutil.rmtree(folder, ignore_errors=True)
        if not os.path.exists(folder):
            return


def _remove_scratch() -> None:
    """Remove the folder that was made for this process, and no other."""
    if folder := os.environ.get(SCRATCH):
        _remove(folder)


def main() -> None:
    """Grade what comes over the channel, until it is closed."""
    channel, messages = Channel(_remove_scratch), SimpleQueue[dict[str, Any]]()
    leave_no_core()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one that started it decides

    def receive() -> None:
        while True:  # the process ends with the channel, in the middle of a job, too
            messages.put(channel.receive())

    load()
    threading.Thread(target=receive, daemon=True).start()
    while True:
        job = GradingJob(**messages.get()["job"])
        channel.send({"mark": to_data(grade(job))})


if __name__ == "__main__":
    main()
