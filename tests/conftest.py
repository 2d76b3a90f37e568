"""What the engine's tests share: clean surroundings, and a workspace of tiny katas."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import textwrap
import threading
from dataclasses import dataclass
from http.server import ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path

import pytest

from nnkata.cli import main
from nnkata.content.catalog import Kata, find, read_path
from nnkata.content.progress import Progress
from nnkata.content.stubs import stub_of
from nnkata.content.workspace import Workspace, find_workspace
from nnkata.judging import pool
from nnkata.subject.loader import Loader

ROOT = Path(__file__).resolve().parents[1]
collect_ignore = ["tiny"]  # a workspace to judge, not tests to run
if find_spec("tensorflow") is None:  # the environment keras names it, and has it
    collect_ignore.append("test_keras_katas.py")
if find_spec("latex2mathml") is None:  # it comes with the extra `site`; tox has it
    collect_ignore.append("site")
if find_spec("distributed") is None:  # the environment `grading` has it
    collect_ignore.append("grading/test_cluster.py")
if find_spec("playwright") is None:  # only the environment `site` fetches Pyodide
    collect_ignore.append("browser")


SETTINGS = ("NNKATA_", "COLUMNS", "PYTEST_ADDOPTS", "PYTEST_PLUGINS", "PYTEST_DISABLE")


@pytest.fixture(scope="session", autouse=True)
def clean(tmp_path_factory):
    """No setting of this machine decides a test."""
    # A shell lets what it starts in the background ignore Ctrl-C, and all below it, too.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    with pytest.MonkeyPatch.context() as patch:
        for name in [*os.environ]:
            if name.startswith(SETTINGS):
                patch.delenv(name)
        patch.setenv("NNKATA_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


PLUGIN = """\
import numpy as np

from nnkata import Dataset, Split, hookimpl


@hookimpl
def nnkata_datasets():
    return [Dataset(load=load, **{facts})]


def load(seed):
{body}
"""
FACTS = {
    "summary": "made for a test",
    "kind": "table",
    "classes": ("left", "right"),
    "shape": (2,),
    "licence": "CC0-1.0",
    "source": "here",
    "availability": "generated",
    "base_rate": 0.5,
}


@dataclass(frozen=True)
class Tiny:
    """A workspace with the katas `double` and `quadruple`, which needs `double`."""

    root: Path

    @property
    def workspace(self) -> Workspace:
        return find_workspace(self.root)

    def kata(self, slug: str = "double") -> Kata:
        return find(read_path(self.root / "katas"), slug)

    def loader(self, slug: str, subject: str, needs: str = "reference") -> Loader:
        return Loader(self.kata(slug), self.workspace, subject, needs)

    def write(self, path: str, text: str) -> Path:
        file = self.root / path
        assert file.is_relative_to(self.root), file  # never elsewhere on the machine
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def mine(self, text: str, slug: str = "double") -> Path:
        """What the learner has written."""
        return self.write(f"katas/{slug}/{slug}.py", text)

    def passed(self, slug: str = "double") -> None:
        """As if the learner had passed it."""
        Progress(self.workspace.state / "progress.json").record(self.kata(slug), True)

    def offer(self, name: str, load: str, **facts: object) -> Path:
        """A plugin with one dataset; `load` is the body of the function that loads it."""
        facts = {"name": name, **FACTS, **facts}
        body = textwrap.indent(load.strip(), "    ")
        return self.write(f"datasets/{name}.py", PLUGIN.format(facts=facts, body=body))

    def solve(self, slug: str = "double") -> Path:
        return self.mine(self.workspace.reference(slug).read_text("utf-8"), slug)


def tiny_in(folder: Path) -> Tiny:
    shutil.copytree(ROOT / "tests" / "tiny", folder / "tiny")
    tiny = Tiny(folder / "tiny")
    for slug in ("double", "quadruple"):
        tiny.mine(stub_of(tiny.workspace.reference(slug)), slug)
    return tiny


@pytest.fixture
def tiny(tmp_path) -> Tiny:
    """A fresh one for each test."""
    return tiny_in(tmp_path)


@pytest.fixture(scope="module")
def shared(tmp_path_factory) -> Tiny:
    """One for all tests of a file, where judging again would cost too much."""
    return tiny_in(tmp_path_factory.mktemp("shared"))


@pytest.fixture
def run(tiny, monkeypatch, capsys):
    """Run a command in the tiny workspace; its exit status, output and complaints."""
    monkeypatch.chdir(tiny.root)
    monkeypatch.setenv("COLUMNS", "200")

    def running(*words: str) -> tuple[int, str, str]:
        status = main(words)
        told = capsys.readouterr()
        return status, told.out, told.err

    return running


@pytest.fixture
def nowhere(run, monkeypatch, tmp_path):
    """Run a command outside of every workspace."""
    folder = tmp_path / "nowhere"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return run


@pytest.fixture(scope="session")
def python():
    """Run this Python in a folder; the result has its returncode, stdout and stderr."""

    def run(*words: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, *words],
            cwd=cwd,
            env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
            capture_output=True,
            encoding="utf-8",
            timeout=120,
        )

    return run


# Two signals may come at once: the second is raised where the first is swallowed.
SWALLOWING = """\
while {condition}:
    try:
        try:
            while True:
                pass
        except BaseException:
            pass
    except BaseException:
        pass
"""


@pytest.fixture(scope="session")
def stubborn():
    """The text of a loop that swallows what would stop it, for a function's body."""

    def loop(condition: str = "True", indent: str = "    ") -> str:
        return textwrap.indent(SWALLOWING.format(condition=condition), indent)

    return loop


@pytest.fixture
def started(monkeypatch):
    """Every process that was started."""
    found = []
    popen = subprocess.Popen

    def starting(*arguments, **options):
        found.append(popen(*arguments, **options))
        return found[-1]

    monkeypatch.setattr(pool.subprocess, "Popen", starting)
    return found


@pytest.fixture(scope="module")
def serving():
    """A function that serves on this machine, in silence, what a handler answers."""
    running = []

    def serve(handler):
        handler.log_message = lambda *arguments: None
        running.append(ThreadingHTTPServer(("127.0.0.1", 0), handler))
        serving_forever = running[-1].serve_forever
        threading.Thread(target=serving_forever, args=(0.05,), daemon=True).start()
        return running[-1]

    yield serve
    for server in running:
        server.shutdown()
        server.server_close()


@pytest.fixture
def no_proxy(monkeypatch):
    """Requests to this machine stay on it."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")


@pytest.fixture
def dead():
    """The address of a file where no server listens."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    return f"http://127.0.0.1:{port}/digits.gz"


WORK = '''"""Three numbers, twice"""

import numpy as np

WHOLE, PART = 3, 1
NAIVE = "sum"


def inputs(count):
    return (np.arange(1.0, count + 1),)


def run(kata, x):
    return kata.double(x)


def products(x):
    return x @ x
'''


@pytest.fixture
def timed(tiny) -> Tiny:
    """A tiny workspace in which the work of `double` is timed."""
    tiny.write("solutions/double/work.py", WORK)
    return tiny
