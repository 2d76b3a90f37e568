"""Write down what a Python process imports, opens and starts, from its beginning.

`test_work` puts a copy named sitecustomize.py into a folder of PYTHONPATH: so the processes
that judge run it, too. WORK_NOTES is the folder of the notes, a file for each process,
written line by line: a process that judges may be killed once it has reported. WORK_ROOTS
are the folders below which opened files are noted.
"""

import json
import os
import sys

ROOTS = tuple(os.environ["WORK_ROOTS"].split(os.pathsep))
# Not os.posix_spawn: subprocess makes use of it in some versions of Python.
STARTS = ("subprocess.Popen", "os.spawn", "os.fork", "os.system")
# Two processes may get one number, one after the other.
NAME = f"{os.getpid()}-{os.urandom(4).hex()}.jsonl"
NOTES = os.open(
    os.path.join(os.environ["WORK_NOTES"], NAME), os.O_WRONLY | os.O_CREAT | os.O_APPEND
)


def note(kind, what, size=0):
    os.write(NOTES, json.dumps([kind, what, size]).encode() + b"\n")


def hear(event, arguments):
    if event in STARTS:
        note("starts", event)
    elif event == "open" and isinstance(arguments[0], str | bytes | os.PathLike):
        path, _, flags = arguments
        file = os.path.abspath(os.fsdecode(path))
        if not file.startswith(ROOTS) or "__pycache__" in file:
            return
        if flags & (os.O_WRONLY | os.O_RDWR):
            note("writes", file)
        elif os.path.isfile(file):
            note("reads", file, os.stat(file).st_size)


class Finder:
    """Asked first for every module that is not imported yet; finds none."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        note("imports", name)


note("begins", sys.orig_argv[1:])
sys.meta_path.insert(0, Finder)
sys.addaudithook(hear)
