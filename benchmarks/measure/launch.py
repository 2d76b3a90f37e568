"""Run one command, and print as JSON what it and all its processes took.

    python launch.py OUTPUT WORD...

The command's output goes into the file OUTPUT. This process is small, because the peak
memory of a process counts that of the process it was forked from.
"""

import ctypes
import json
import os
import sys
import time

SUBREAPER = 36  # prctl's PR_SET_CHILD_SUBREAPER
PATIENCE = 10.0  # seconds for processes that outlive the command


def adopt_orphans() -> None:
    """On Linux, become the parent of processes whose own parent ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)


def main(output: str, words: list[str]) -> None:
    import resource

    adopt_orphans()
    file = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    actions = [(os.POSIX_SPAWN_DUP2, file, 1), (os.POSIX_SPAWN_DUP2, file, 2)]
    begun = time.perf_counter()
    pid = os.posix_spawnp(words[0], words, os.environ, file_actions=actions)
    _, status = os.waitpid(pid, 0)
    wall = time.perf_counter() - begun
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            if os.waitpid(-1, os.WNOHANG) == (0, 0):
                time.sleep(0.005)
        except ChildProcessError:
            break
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    unit = 2**20 if sys.platform == "darwin" else 2**10  # bytes there, else kB
    report = {
        "status": os.waitstatus_to_exitcode(status),
        "processor": usage.ru_utime + usage.ru_stime,
        "wall": wall,
        "peak": usage.ru_maxrss / unit,
    }
    print(json.dumps(report))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
