"""Trace what a Python process imports, opens and starts, from its beginning.

`test_work` puts a copy named sitecustomize.py into a folder of PYTHONPATH, so that workers
run it, too. WORK_TRACES is the folder of the traces: one file for each process, written
line by line, since a worker may be killed once it has reported. Opened files are traced
below the folders of WORK_ROOTS.
"""

import json
import os
import sys

ROOTS = tuple(os.environ["WORK_ROOTS"].split(os.pathsep))
# Not os.posix_spawn: subprocess uses it in some versions of Python.
STARTS = ("subprocess.Popen", "os.spawn", "os.fork", "os.system")
# A later process may get the number of an earlier one.
NAME = f"{os.getpid()}-{os.urandom(4).hex()}.jsonl"
TRACE = os.open(
    os.path.join(os.environ["WORK_TRACES"], NAME),
    os.O_WRONLY | os.O_CREAT | os.O_APPEND,
)


def trace(kind, what, size=0):
    os.write(TRACE, json.dumps([kind, what, size]).encode() + b"\n")


def hear(event, arguments):
    if event in STARTS:
        trace("starts", event)
    elif event == "open" and isinstance(arguments[0], str | bytes | os.PathLike):
        path, _, flags = arguments
        file = os.path.abspath(os.fsdecode(path))
        if not file.startswith(ROOTS) or "__pycache__" in file:
            return
        if flags & (os.O_WRONLY | os.O_RDWR):
            trace("writes", file)
        elif os.path.isfile(file):
            trace("reads", file, os.stat(file).st_size)


class Finder:
    """Is asked first for every module that is not imported yet, and finds none."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        trace("imports", name)


trace("begins", sys.orig_argv[1:])
sys.meta_path.insert(0, Finder)
sys.addaudithook(hear)
