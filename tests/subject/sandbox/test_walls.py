"""The walls of every tier that works here: what a worker cannot do, and what is left."""

import ast
import os
import platform
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from leftovers import descriptors, processes, stayed

from nnkata.content.workspace import bundled
from nnkata.errors import NnkataError
from nnkata.files import PACKAGE
from nnkata.subject.limits import Died, TimeLimit
from nnkata.subject.sandbox import bubblewrap, host, tiers, walls
from nnkata.subject.sandbox import walled as walled_loader
from nnkata.subject.sandbox.allowance import Allowance
from nnkata.subject.sandbox.host import Worker
from nnkata.subject.sandbox.tiers import best_tier, probed

WORKING = [name for name in walls.WALLS if probed(name).is_wall]
pytestmark = pytest.mark.skipif(
    not WORKING, reason="no sandbox works here: nnkata doctor"
)


@pytest.fixture(params=WORKING)
def tier(request):
    return request.param


def test_a_process_without_walls_is_no_wall():
    assert "reads" in probed("process").problem
    assert not probed("process").is_wall


def test_every_tier_says_what_it_does_not_stop():
    for name in walls.TIERS:
        assert probed(name).lets_through


def test_a_tier_whose_walls_do_not_hold_is_not_taken(monkeypatch):
    monkeypatch.setattr(tiers, "WALLS", ("process", WORKING[0]))
    assert best_tier().name == WORKING[0]


def test_where_no_wall_holds_other_peoples_files_are_refused(monkeypatch):
    monkeypatch.setattr(tiers, "WALLS", ("process",))
    assert best_tier().name == "process"
    with pytest.raises(NnkataError, match=r"No sandbox works .*process: reads"):
        best_tier(walls_only=True)


def test_a_tier_that_is_none_does_not_start():
    with pytest.raises(NnkataError, match=r"'no such tier' does not work here"):
        Worker("no such tier", Allowance(1, 1))


def test_a_worker_is_never_root(module, tier):
    kata = module("import os\n\n\ndef double():\n    return os.getuid()\n", tier=tier)
    assert kata.double() == (walls.NOBODY if os.getuid() == 0 else os.getuid())


ALONE = """
import sys
import numpy
from nnkata.subject.sandbox import walls

exec(walls.PROBE)
walls._filter_system_calls = lambda: None
walls.enclose(sys.argv[1])
print(*probe(), sep=", ")
"""


FILES = {"reads", "sees", "writes"}
STOPPED = {"namespaces": FILES, "landlock": {"reads", "writes"}, "filter": set()}


@pytest.mark.parametrize("name", [name for name in WORKING if name in STOPPED])
def test_what_stands_behind_the_filter_holds_without_it(name):
    done = subprocess.run(
        [sys.executable, "-c", ALONE, name], capture_output=True, text=True
    )
    worked = {*done.stdout.strip().split(", ")}
    assert "starts a process" in worked, done.stderr
    assert worked & FILES == FILES - STOPPED[name]


# It looks for what bubblewrap must not show, and for the rights that it must not leave.
INSIDE = """
import os, sys

found = [path for path in sys.argv[1:] if os.path.exists(path)]
rights = [line for line in open("/proc/self/status") if line.startswith("CapEff")]
mine = [name for name in os.listdir("/proc") if name.isdigit()]
routes = open("/proc/net/route").read().splitlines()[1:]
try:
    open("/nnkata-probe", "w")
    found.append("/")
except OSError:
    pass
print([found, rights[0].split()[1], len(mine), routes])
"""


@pytest.mark.skipif("bubblewrap" not in WORKING, reason="no bubblewrap: nnkata doctor")
def test_bubblewrap_shows_python_and_numpy_and_nothing_else():
    hidden = [__file__, pytest.__file__, bundled().katas, PACKAGE / "judging"]
    code = f"import sys; sys.argv[1:] = {[*map(str, hidden)]}\n{INSIDE}"
    done = subprocess.run(
        bubblewrap.command(code), capture_output=True, text=True, check=True
    )
    found, rights, processes, routes = ast.literal_eval(done.stdout)
    assert (found, routes) == ([], [])
    assert processes <= 2  # bubblewrap's own, and this
    needed = 1 << 5 | 1 << 6 | 1 << 7 if os.geteuid() == 0 else 0  # kill, set ids
    assert int(rights, 16) == needed


def test_a_program_that_is_missing_or_fails_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(host, "_zygotes", {})
    monkeypatch.setenv("PATH", str(tmp_path))
    before = descriptors()
    with pytest.raises(NnkataError, match="bubblewrap is not installed"):
        Worker("bubblewrap", Allowance(1, 1))
    program = tmp_path / "bwrap"
    program.write_text("#!/bin/sh\necho 'setting up uid map: denied' >&2\nexit 1\n")
    program.chmod(0o755)
    with pytest.raises(NnkataError, match="setting up uid map: denied"):
        Worker("bubblewrap", Allowance(1, 1))
    host._zygotes.pop(True).end()
    assert descriptors() == before


OPEN = """
import os


def double(most):
    return [n for n in range(most) if reads(n) or writes(n)]


def reads(number):
    try:
        return os.read(number, 0) == b""
    except OSError:
        return False


def writes(number):
    try:
        return os.write(number, b"") == 0
    except OSError:
        return False
"""


def test_a_worker_has_no_descriptors_but_its_own(module, tier):
    # Nothing three times; the two pipes of the channel; the file for traces.
    assert module(OPEN, tier=tier).double(5000) == [0, 1, 2, 3, 4, 5]


CALLS = """
import ctypes


def double(numbers):
    library = ctypes.CDLL(None, use_errno=True)
    library.syscall.restype = ctypes.c_long
    return [n for n in numbers if library.syscall(n, 0, 0, 0, 0, 0, 0) >= 0
            or ctypes.get_errno() not in (1, 2)]
"""


def test_every_other_system_call_is_refused(module, tier):
    named = walls.COMPUTING[platform.machine()].split()
    allowed = {int(entry.partition("=")[2]) for entry in named}
    # Of this architecture, of the 32-bit one on top of it, and none at all.
    # The two of probes come from the kernel itself; it ends whoever else makes them.
    numbers = [n for n in range(600) if n not in {335, 336} | allowed]
    numbers += [n + (1 << 30) for n in range(600)] + [-1, 1 << 29, (1 << 31) - 1]
    assert module(CALLS, tier=tier).double(numbers) == []


ENDLESS = {
    "loop": "while True: pass",
    "swallowing": "while True:\n        try:\n            while True: pass\n"
    "        except BaseException: pass",
    "in C": "re.match('(a+)+$', 'a' * 99 + 'b')",
    "in NumPy": "np.linalg.svd(np.ones((3000, 3000)))",
    "without timers": "signal.setitimer(signal.ITIMER_PROF, 0)\n"
    "    signal.setitimer(signal.ITIMER_VIRTUAL, 0)\n    while True: pass",
    "generator": "while True: yield 0",
    "frames": "while True: os.write(4, struct.pack('<IQ', 2, 0) + b'{}')",
}


@pytest.mark.parametrize("name", ENDLESS)
def test_a_call_is_over_soon_after_its_limit(walled, monkeypatch, tier, name):
    """In the clock of the limit; where the machine is busy, at one of some attempts."""
    monkeypatch.setattr(walled_loader, "PATIENCE", 1000)
    code = "import os, re, signal, struct\nimport numpy as np\n\n\ndef double():\n    "
    loader = walled(code + ENDLESS[name] + "\n", tier=tier)
    for _ in range(3):
        loader.module()
        loader.begin_test(0.2)
        with pytest.raises((TimeLimit, Died)):
            loader.module().double()
        used = loader._allowance.used
        if used < 0.2 + 0.5:
            break
    assert used < 0.2 + 0.5


@pytest.mark.parametrize("name", ["pytest", "_pytest", "nnkata", "nnkata.subject"])
def test_a_worker_knows_neither_pytest_nor_nnkata(module, tier, name):
    kata = module("def double(name):\n    __import__(name)\n", tier=tier)
    with pytest.raises(ModuleNotFoundError):
        kata.double(name)


def test_a_worker_and_its_descriptors_are_gone_once_it_is_ended(walled, tier):
    walled("def double():\n    return 1\n", tier=tier).module()  # the zygote runs
    before = processes(), descriptors()
    loader = walled("def double():\n    return 1\n", tier=tier)
    assert loader.module().double() == 1
    assert processes() - before[0]  # those of an earlier test may still be ending
    loader.close()
    assert stayed(*before) == (set(), set())


def test_a_worker_that_ended_by_itself_leaves_no_descriptor(walled, tier):
    code = "import os\n\n\ndef double():\n    os._exit(0)\n"
    walled(code, tier=tier).module()
    before = sorted(os.listdir("/proc/self/fd"))
    for _ in range(3):
        with pytest.raises(Died):
            walled(code, tier=tier).module().double()
    assert sorted(os.listdir("/proc/self/fd")) == before


HOST = """
import os, sys, time
from nnkata.subject.sandbox.allowance import Allowance
from nnkata.subject.sandbox.host import Worker

worker = Worker(sys.argv[1], Allowance(1, 1))
print(worker.process, flush=True)
time.sleep(600)
"""


def test_a_worker_ends_with_the_process_that_judges(tier):
    host = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(HOST), tier], stdout=subprocess.PIPE
    )
    worker = int(host.stdout.readline())
    host.send_signal(signal.SIGKILL)
    host.wait()
    host.stdout.close()
    end = time.monotonic() + 60
    while Path(f"/proc/{worker}").exists() and time.monotonic() < end:
        time.sleep(0.01)
    assert not Path(f"/proc/{worker}").exists()
