"""A warm process that forks workers: NumPy is loaded once for all of them.

It knows no spec, no data and no subject, so that its children inherit nothing worth
reading. Its standard input is a socket, and it ends with it. Two messages are answered:

    fork TIER       with three descriptors: the pipe to read from, the pipe to write to, and
                    the file for traces. The answer is the number of the new process; where
                    the system has descriptors of processes, it comes with one.
    ended NUMBER    the exit status of a worker, or nothing while it runs
"""

import gc
import importlib
import os
import random
import signal
import socket
import sys
from contextlib import suppress

import numpy as np

from nnkata.subject.sandbox import walls
from nnkata.subject.sandbox.channel import Channel
from nnkata.subject.sandbox.worker import Worker

# What a kata may import although its process finds no files.
STANDARD = (
    "__future__ abc argparse array ast bisect cProfile cmath collections.abc contextlib"
    " copy csv dataclasses datetime decimal doctest enum fractions functools getopt glob"
    " graphlib gzip heapq html inspect itertools json keyword linecache math numbers"
    " operator optparse pdb pickle platform pprint queue random re secrets shlex"
    " statistics string textwrap time timeit traceback tracemalloc types typing"
    " unicodedata unittest uuid warnings weakref zlib _strptime encodings.ascii"
    " encodings.idna encodings.latin_1 encodings.utf_16 encodings.utf_8_sig"
    " logging threading concurrent.futures.thread hashlib struct"
    " socket select subprocess signal sys os pathlib tempfile shutil"
    " numpy.fft numpy.linalg numpy.ma numpy.polynomial numpy.random numpy.testing"
    " numpy.lib.stride_tricks numpy.typing"
)
READS, WRITES, TRACE = 3, 4, 5
KEPT = 100  # exit statuses
SEED = 0
OUT_OF_MEMORY = 77  # the exit status of a worker that had no memory for an answer


def main() -> None:
    """Answer the messages of the socket, until it is closed."""
    for name in STANDARD.split():
        with suppress(ImportError):
            importlib.import_module(name)
    for name in np.__all__:  # some are modules that NumPy loads when they are asked for
        getattr(np, name, None)
    requests = socket.socket(fileno=os.dup(0))
    _hide_standard_streams()
    # A worker that has ended is not forgotten before its descriptor is opened.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
    signal.signal(signal.SIGCHLD, lambda *_: _reap())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the host decides what a Ctrl-C ends
    gc.collect()
    gc.freeze()
    while True:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
        message, descriptors, *_ = socket.recv_fds(requests, 64, 3)
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
        if not message:
            return
        verb, _, argument = message.decode().partition(" ")
        if verb == "fork":
            _fork(requests, argument, descriptors)
        else:
            _reap()
            requests.send(str(_ended.pop(int(argument), "")).encode() or b"?")


_ended: dict[int, int] = {}  # exit statuses by process, of the last that have ended


def _reap() -> None:
    with suppress(ChildProcessError):
        while (found := os.waitpid(-1, os.WNOHANG))[0]:
            _ended[found[0]] = os.waitstatus_to_exitcode(found[1])
    for process in [*_ended][:-KEPT]:
        del _ended[process]


def _fork(requests: socket.socket, tier: str, descriptors: list[int]) -> None:
    """Fork a worker, and answer with its number."""
    process = os.fork()
    if process == 0:
        _be_worker(tier, descriptors)
    handles = [os.pidfd_open(process)] if hasattr(os, "pidfd_open") else []
    socket.send_fds(requests, [str(process).encode()], handles)
    for descriptor in descriptors + handles:
        os.close(descriptor)


def _hide_standard_streams() -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)


def _be_worker(tier: str, descriptors: list[int]) -> None:
    """Turn a fork into a worker that serves until its host is gone; never return."""
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
        os.setsid()
        # What draws from the global state is judged alike each time.
        random.seed(SEED)
        np.random.seed(SEED)  # noqa: NPY002
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
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
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
