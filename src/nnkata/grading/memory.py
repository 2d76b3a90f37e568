"""A limit for the memory of the process that grades, while it has values of a submission.

References and known mistakes compute with what a file has returned: a column and a row of
few bytes become a matrix of gigabytes.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MOST = 2 << 30  # bytes beyond what the process has


@contextmanager
def limited_memory() -> Iterator[None]:
    """Raise `MemoryError` in the block where it asks for too much; on Linux alone."""
    if sys.platform != "linux":
        yield
        return
    import resource

    kind = resource.RLIMIT_DATA  # not of what is only mapped, as libraries do
    soft, hard = resource.getrlimit(kind)
    limit = _in_use() + MOST
    allowed = [n for n in (soft, hard, limit) if n != resource.RLIM_INFINITY]
    resource.setrlimit(kind, (min(allowed), hard))
    try:
        yield
    finally:
        resource.setrlimit(kind, (soft, hard))


def _in_use() -> int:
    """Return how many bytes this process has that the limit counts."""
    text = Path("/proc/self/status").read_text("utf-8", "replace")
    return int(text.partition("VmData:")[2].split()[0]) << 10
