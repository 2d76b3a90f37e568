"""How a worker has ended: by its subject, or by somebody else."""

import os
import select
import signal
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from nnkata.content.python_files import Unopenable
from nnkata.errors import NnkataError
from nnkata.subject.limits import Died, NotCalled, TimeLimit
from nnkata.subject.sandbox import host, walls
from nnkata.subject.sandbox import walled as walled_loader
from nnkata.subject.sandbox.tiers import best_tier, probed

pytestmark = pytest.mark.skipif(
    not best_tier().is_wall, reason="no sandbox works here: nnkata doctor"
)
ENDS = "import os\n\n\ndef double(x):\n    os._exit(x)\n"
HOST_OF_A_SLEEPER = """
import time
from nnkata.subject.sandbox.allowance import Allowance
from nnkata.subject.sandbox.host import Worker

worker = Worker({tier!r}, Allowance(99, 99))
layers = [("x.py", "import select; select.select([], [], [])")]
worker.request({{"do": "open", "name": "x", "layers": layers, "needs": {{}}, "seconds": 9}})
print(worker.process, flush=True)
time.sleep(99)
"""
RIGHT = "def double(x):\n    return 2 * x\n"


def test_a_subject_that_ends_its_process_has_died(module):
    with pytest.raises(Died, match="your code ended the whole process"):
        module(ENDS).double(0)


def test_a_subject_that_hangs_up_has_died(module):
    code = (
        "import os\n\n\ndef double(x):\n    os.close(4)\n    while True:\n        x\n"
    )
    with pytest.raises(Died):
        module(code).double(0)


def test_a_worker_that_is_killed_was_ended_for_its_memory(walled):
    """Behind walls, no subject can send itself that signal."""
    loader = walled(RIGHT)
    kata = loader.module()
    assert kata.double(2) == 4
    os.kill(loader._worker.process, signal.SIGKILL)
    with pytest.raises(MemoryError):
        kata.double(2)
    assert kata.double(2) == 4


@pytest.mark.parametrize("megabytes, is_memory", [(300, True), (1, False)])
@pytest.mark.parametrize("caught", ["ZeroDivisionError", "BaseException"])
def test_time_that_goes_into_memory_is_told(
    walled, monkeypatch, megabytes, is_memory, caught
):
    """By the subject's own timer, and by the host where that is caught."""
    monkeypatch.setattr(host, "MOST_OF_MEMORY", 250 << 20)
    code = f"""
        def double(x):
            kept = bytes([x]) * ({megabytes} << 20)
            while True:
                try:
                    while True:
                        kept[0]
                except {caught}:
                    pass
    """
    loader = walled(dedent(code))
    kata = loader.module()
    loader.begin_test(1.0)
    with pytest.raises(TimeLimit) as caught_here:
        kata.double(2)
    assert caught_here.value.has_filled_memory is is_memory


def test_workers_that_end_with_the_zygote_are_no_fault_of_the_subject(walled):
    loader = walled(RIGHT)
    kata = loader.module()
    for zygote in host._zygotes.values():
        zygote._process.kill()
    select.select([loader._worker._pidfd], [], [])  # it ends with the zygote
    with pytest.raises(NnkataError, match="process that starts sandboxes has ended"):
        kata.double(2)
    assert kata.double(2) == 4


@pytest.mark.parametrize("tier", [t for t in walls.WALLS if probed(t).is_wall])
def test_a_worker_that_sleeps_ends_with_a_host_that_is_killed(tier):
    command = [sys.executable, "-c", HOST_OF_A_SLEEPER.format(tier=tier)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        pidfd = os.pidfd_open(int(process.stdout.readline()))
        process.kill()
    try:
        assert select.select([pidfd], [], [], 60)[0]
    finally:
        os.close(pidfd)


def test_a_subject_draws_from_the_global_state_alike_each_time(walled):
    code = """
        import random
        import numpy as np

        def double(x):
            return random.random(), np.random.random()
        """
    first, second = (walled(code).module().double(0) for _ in range(2))
    assert first == second


SLEEPS = "import time\n\n\ndef double(x):\n    time.sleep(999)\n"


def test_a_subject_that_sleeps_has_used_its_time(walled):
    """However busy the machine is: it did not wait for a processor."""
    loader = walled(SLEEPS)
    kata = loader.module()
    loader.begin_test(0.05)
    with pytest.raises(TimeLimit, match="by the clock"):
        kata.double(2)


def test_a_machine_that_is_too_busy_is_no_fault_of_the_subject(walled, monkeypatch):
    loader = walled(SLEEPS)
    kata = loader.module()
    busy = Path("/proc", str(loader._worker.process), "schedstat")
    read = Path.read_text

    def waited(file, *arguments):
        return "1 900000000 7\n" if file == busy else read(file, *arguments)

    monkeypatch.setattr(Path, "read_text", waited)
    loader.begin_test(0.05)
    with pytest.raises(NnkataError, match="so busy that a sandbox did not get on"):
        kata.double(2)


@pytest.mark.parametrize(
    "code",
    [
        "def double(x:\n",
        "raise MemoryError\n",
        "double = [bytearray(1 << 30) for _ in range(99)]\n",
        "while True:\n    pass\n",
        "import os\n\nos._exit(0)\n",
    ],
)
def test_a_file_that_cannot_be_opened_leaves_no_process(walled, code):
    walled(RIGHT).module()  # the zygote is there
    before = len(os.listdir("/proc/self/fd"))
    loader = walled(code)
    for _ in range(3):
        loader.begin_test(1.0)
        with pytest.raises((Unopenable, TimeLimit, Died)):
            loader.module()
    assert len(os.listdir("/proc/self/fd")) == before


def test_what_a_file_sleeps_in_all_its_tests_is_limited(walled, monkeypatch):
    """The limit by the clock is far away: it is there for busy machines."""
    monkeypatch.setattr(walled_loader, "PATIENCE", 1e6)
    monkeypatch.setattr(walled_loader, "SLEEP", 1.5)
    loader = walled(SLEEPS)
    kata = loader.module()
    for limit in (1.5, host.NAP, host.NAP):
        loader.begin_test(10.0)
        with pytest.raises(TimeLimit, match=rf"within {limit} s by the clock"):
            kata.double(2)
    with pytest.raises(NotCalled):
        kata.double(2)


def test_what_computes_does_not_sleep(walled, monkeypatch):
    monkeypatch.setattr(walled_loader, "PATIENCE", 1e6)
    monkeypatch.setattr(walled_loader, "SLEEP", 0.0)
    code = "import time\n\n\ndef double(x):\n    end = time.process_time() + 1.5\n"
    loader = walled(
        f"{code}    while time.process_time() < end:\n        pass\n    return 2 * x\n"
    )
    loader.begin_test(10.0)
    assert loader.module().double(2) == 4


def test_while_the_grader_waits_for_a_processor_no_file_sleeps(walled, monkeypatch):
    own, real = iter(range(0, 10_000, 10)), host._delay
    monkeypatch.setattr(
        host, "_delay", lambda p: next(own) if p == "thread-self" else real(p)
    )
    monkeypatch.setattr(walled_loader, "SLEEP", 0.0)
    loader = walled(
        "import time\n\n\ndef double(x):\n    time.sleep(2)\n    return 4\n"
    )
    loader.begin_test(10.0)
    assert loader.module().double(2) == 4


def test_a_function_that_fills_its_memory_again_and_again_is_not_called_any_more(
    walled,
):
    loader = walled("def double(x):\n    raise MemoryError\n")
    kata = loader.module()
    for _ in range(walled_loader.MOST_LOOPS):
        with pytest.raises(MemoryError):
            kata.double(2)
    with pytest.raises(NotCalled, match="time or memory of 3 tests"):
        kata.double(2)
