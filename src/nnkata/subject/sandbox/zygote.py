"""A warm process that forks workers: NumPy is loaded once for all of them.

It knows no spec, no data and no subject, so that its children inherit nothing worth
reading. Its standard input is a socket: each message asks for one worker in a tier and
brings three descriptors, the pipe to read from, the pipe to write to, and the file for
traces; the answer is the number of the process. It ends with the socket.
"""

import gc
import importlib
import os
import signal
import socket
import sys
from contextlib import suppress

from nnkata.subject.sandbox import walls
from nnkata.subject.sandbox.channel import Channel
from nnkata.subject.sandbox.worker import Worker

# What a kata may import although its process finds no files.
STANDARD = (
    "abc bisect cmath collections.abc contextlib copy dataclasses datetime decimal enum"
    " fractions functools heapq inspect itertools json keyword linecache math numbers"
    " operator pprint random re statistics string textwrap time timeit traceback"
    " tracemalloc types typing unicodedata warnings weakref zlib encodings.latin_1"
    " encodings.idna logging threading concurrent.futures.thread hashlib struct"
    " socket select subprocess signal sys os pathlib tempfile shutil"
    " numpy.fft numpy.linalg numpy.ma numpy.polynomial numpy.random numpy.testing"
    " numpy.lib.stride_tricks numpy.typing"
)
READS, WRITES, TRACE = 3, 4, 5


def main() -> None:
    """Fork a worker for each message of the socket, until it is closed."""
    for name in STANDARD.split():
        with suppress(ImportError):
            importlib.import_module(name)
    requests = socket.socket(fileno=os.dup(0))
    _hide_standard_streams()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for a worker
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the host decides what a Ctrl-C ends
    gc.collect()
    gc.freeze()
    while True:
        message, descriptors, *_ = socket.recv_fds(requests, 64, 3)
        if not message:
            return
        process = os.fork()
        if process == 0:
            _be_worker(message.decode(), descriptors)
        for descriptor in descriptors:
            os.close(descriptor)
        requests.send(str(process).encode())


def _hide_standard_streams() -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)


def _be_worker(tier: str, descriptors: list[int]) -> None:
    """Turn a fork into a worker that serves until its host is gone; never return."""
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        # Above the range first: a descriptor may be in the place of another one.
        safe = [_moved(descriptor, 20) for descriptor in descriptors]
        for target, descriptor in zip((READS, WRITES, TRACE), safe, strict=True):
            os.dup2(descriptor, target, inheritable=False)
        os.closerange(TRACE + 1, os.sysconf("SC_OPEN_MAX"))
        channel = Channel(READS, WRITES)
        _shut_off(channel, tier)
        worker = Worker(channel, TRACE)
        for name in [
            name for name in sys.modules if name.partition(".")[0] == "nnkata"
        ]:
            del sys.modules[name]
        sys.path.clear()
        sys.argv = [""]
        worker.serve()
    except (EOFError, BrokenPipeError):
        pass
    finally:
        os._exit(0)


def _shut_off(channel: Channel, tier: str) -> None:
    """Put up the walls, and say so: before that, the host sends no subject."""
    try:
        walls.enclose(tier)
    except OSError as error:
        channel.send({"walls": "", "reason": str(error)})
        os._exit(1)
    channel.send({"walls": tier})


def _moved(descriptor: int, above: int) -> int:
    import fcntl

    return fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, above)


if __name__ == "__main__":
    main()
