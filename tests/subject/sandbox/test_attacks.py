"""Hostile files: no mark is forged, nothing gets out, and nothing of them stays."""

import os
import socket
import tempfile
import tomllib
from contextlib import ExitStack
from pathlib import Path

import pytest
from leftovers import descriptors, processes, stayed

from nnkata.content.spec_tests import listed_tests
from nnkata.content.workspace import bundled
from nnkata.judging.collected import with_collected
from nnkata.judging.session import NO_LIMIT
from nnkata.judging.verdict import Outcome
from nnkata.subject.sandbox import tiers, walled, walls
from nnkata.subject.sandbox.tiers import probed

ATTACKS = tomllib.loads(Path(__file__).with_name("attacks.toml").read_text("utf-8"))
WORKING = [name for name in walls.WALLS if probed(name).is_wall]
IS_WHOLE = "NNKATA_SANDBOX" in os.environ  # not the best tier alone
LIMIT = 0.3  # seconds of processor time for each test of a hostile file
FUNCTIONS = "forward", "mse", "backward", "grads", "step"
LIES = (
    "import numpy as np\n\n\ndef forward(*args, **kwargs):\n    return lie()\n\n\n"
    "mse = backward = grads = step = forward\n"
)
# What a hostile file sends in place of its worker.
SEND = """
import json, os, struct
def send(blob=b'', **header):
    text = json.dumps(header).encode()
    for part in (struct.pack('<IQ', len(text), len(blob)), text, blob):
        while part: part = part[os.write(4, part) :]
"""
# So many times the limit by the clock: on a busy machine, only what sleeps is to meet it.
PATIENCE, SLEEPING = 60, 5
TESTS = 6  # of the spec: enough to see that none is passed
pytestmark = pytest.mark.skipif(
    not WORKING, reason="no sandbox works here: nnkata doctor"
)


class Machine:
    """What a hostile file could reach: a folder, sockets, and this process."""

    def __init__(self, stack):
        self.folder = Path(stack.enter_context(tempfile.TemporaryDirectory()), "open")
        self.folder.mkdir()
        self.folder.parent.chmod(0o755)  # whoever has given up root gets here, too
        self.folder.chmod(0o777)
        self._tcp = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        self.port = self._tcp.getsockname()[1]
        self._udp = stack.enter_context(socket.socket(type=socket.SOCK_DGRAM))
        self._udp.bind(("127.0.0.1", self.port))
        self._unix = stack.enter_context(socket.socket(socket.AF_UNIX))
        self._unix.bind(f"\0nnkata{self.port}")
        self._unix.listen()
        for each in (self._tcp, self._udp, self._unix):
            each.setblocking(False)

    def reached(self):
        """Return what a hostile file has left or called."""
        found = [str(file) for file in self.folder.iterdir()]
        found += [str(f) for f in self.folder.parent.iterdir() if f != self.folder]
        found += [f.name for f in Path("/dev/shm").glob(f"nnkata{self.port}*")]
        if oct(self.folder.stat().st_mode)[-3:] != "777":
            found.append("the mode of a folder")
        calls = {"TCP": lambda: self._tcp.accept()[0].close()}
        calls["unix"] = lambda: self._unix.accept()[0].close()
        calls["UDP"] = lambda: self._udp.recv(9)
        for name, call in calls.items():
            try:
                call()
                found.append(name)
            except BlockingIOError:
                pass
        segments = Path("/proc/sysvipc/shm").read_text().splitlines()[1:]
        return found + [s for s in segments if int(s.split()[0]) == self.port]


def written(name, machine, folder):
    """Return the file of an attack."""
    workspace, attack = bundled(), ATTACKS[name]
    reference = workspace.reference("neuron")
    code = attack["code"]
    for word, value in (
        ("folder", machine.folder),
        ("port", machine.port),
        ("pid", os.getpid()),
        ("reference", reference),
        ("workspace", workspace.root),
        ("send", SEND),
        ("deep", "-" * 20_000),
    ):
        code = code.replace(f"{{{word}}}", str(value))
    before = reference.read_text("utf-8") if attack.get("right") else LIES
    file = folder / f"{name}.py"
    file.write_text(f"{before}\n\n{code}\n", encoding="utf-8")
    return file


def is_over(test):
    return test.outcome is Outcome.TIMEOUT


def judged(names, machine, folder):
    """Return the verdicts on each attack, and on an honest file after each of them."""
    kata, results = bundled().kata("neuron"), {}
    free = {test.name for test in listed_tests(kata) if test.free}

    def judge(session, items):
        chosen = [item for item in items if item.name not in free][:TESTS]
        for name in names:
            file = str(written(name, machine, folder))
            walled.PATIENCE = SLEEPING if ATTACKS[name].get("sleeps") else PATIENCE
            before = processes(), descriptors()
            limit = NO_LIMIT if ATTACKS[name].get("right") else LIMIT
            tests = session.judge(file, chosen, limit=limit, patience=0, enough=is_over)
            honest = session.judge("reference", chosen, patience=0)
            session.judge("reference", [])  # ends the last worker
            results[name] = tests, honest, stayed(*before), machine.reached()

    with_collected(kata, judge, ["--nnkata-isolated", "-W", "error"])
    return results


@pytest.fixture(scope="module", params=WORKING if IS_WHOLE else WORKING[:1])
def results(request, tmp_path_factory):
    with ExitStack() as stack, pytest.MonkeyPatch.context() as patch:
        patch.setattr(tiers, "WALLS", (request.param,))
        patch.setattr(walled, "PATIENCE", PATIENCE)  # which is put back
        probed("process")  # the process that forks is there before anybody counts
        machine = Machine(stack)
        folder = tmp_path_factory.mktemp("attacks")
        yield judged(ATTACKS, machine, folder)


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_wins_nothing_reaches_nothing_and_leaves_nothing(results, name):
    tests, honest, left, reached = results[name]
    passed = [test.name for test in tests if test.passed]
    if ATTACKS[name].get("right"):
        assert len(passed) == TESTS
    else:
        assert passed == []
    assert {test.outcome for test in tests} <= {
        Outcome.PASSED,
        Outcome.FAILED,
        Outcome.UNWRITTEN,
        Outcome.TIMEOUT,
        Outcome.NOT_RUN,
    }, tests
    assert [test.outcome for test in honest] == [Outcome.PASSED] * TESTS
    assert (left, reached) == ((set(), set()), [])


def test_in_a_process_that_has_no_walls_they_get_out(tmp_path, monkeypatch):
    names = ["plant-by-mkdir", "tcp", "udp", "unix-socket"]
    monkeypatch.setattr(tiers, "WALLS", ())
    monkeypatch.setattr(walled, "PATIENCE", PATIENCE)
    with ExitStack() as stack:
        results = judged(names, Machine(stack), tmp_path)
        assert [name for name in names if not results[name][-1]] == []


def test_the_corpus_has_attacks_of_every_class():
    assert len(ATTACKS) >= 80
    assert len({attack["class"] for attack in ATTACKS.values()}) >= 12
