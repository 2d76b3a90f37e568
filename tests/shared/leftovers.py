"""What a test could leave behind: processes and open descriptors."""

import os
import time
from pathlib import Path


def processes():
    """Return the processes below this one, and below those."""
    found, waiting = set(), [os.getpid()]
    while waiting:
        try:
            for task in Path(f"/proc/{waiting.pop()}/task").iterdir():
                children = [int(n) for n in (task / "children").read_text().split()]
                found |= {*children}
                waiting += children
        except (FileNotFoundError, ProcessLookupError):
            continue  # it has ended meanwhile
    return found


def descriptors():
    return {*os.listdir("/proc/self/fd")}


def stayed(processes_before, descriptors_before):
    """Return what is still there that was not before; a process gets time to end."""
    end = time.monotonic() + 60
    while (more := processes() - processes_before) and time.monotonic() < end:
        time.sleep(0.01)
    return more, descriptors() - descriptors_before
