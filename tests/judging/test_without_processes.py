"""A spec can be judged where there are no processes, signals, threads or sockets."""

PROGRAM = """
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path


def refuse(*args, **kwargs):
    raise RuntimeError("there is none here")


subprocess.Popen = refuse
threading.Thread.start = refuse
for module, name in ((signal, "setitimer"), (socket, "socketpair")):
    if hasattr(module, name):
        delattr(module, name)

from nnkata.content.spec_tests import listed_tests
from nnkata.content.workspace import find_workspace
from nnkata.diagnosis import examiner, implementations
from nnkata.judging import Job, with_collected
from nnkata.judging.verdict import KataVerdict, complete
from nnkata.report.text import kata_lines
from nnkata.subject.limits import no_limit

events = []
tests = []
job = Job(find_workspace(Path.cwd()).kata("double"), goals="none")


def judge(session, items):
    session.limits = no_limit
    session.report_to(events.append)
    for _ in range(2):
        tests[:] = session.judge(job.subject, items)


with_collected(job.kata, judge)
tests = tuple(complete(job, listed_tests(job.kata), tests, "not reported"))
verdict = KataVerdict("double", job.subject, "", job.kata.points, tests, goals=job.goals)
print(*kata_lines(verdict, full=True), sep="\\n")
print(*[event["event"] for event in events])
print({"nnkata.judging.pool", "nnkata.judging.runner"} & {*sys.modules})
"""


def test_one_process_judges_without_processes_signals_threads_and_sockets(tiny, python):
    tiny.mine("def double(x):\n    return x * x\n")
    done = python("-c", PROGRAM, cwd=tiny.root)
    assert done.returncode == 0, done.stderr
    *lines, events, loaded = done.stdout.splitlines()
    assert lines[0] == "double   1 of 3"
    assert "  x double of three is six" in lines
    assert any("double(3): expected 6, got 9" in line for line in lines)
    assert any("You multiplied the number by itself." in line for line in lines)
    judged = [*["start", "end"] * 3, *["settled"] * 2]  # two tests fail
    assert events.split() == ["collected", *judged * 2, "finish"]
    assert loaded == "set()"
