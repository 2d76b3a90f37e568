"""kata.py: the two commands, on a machine where nothing is installed yet."""

import ast
import ntpath
import os
import shutil
import signal
import subprocess
import sys
import time
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import SimpleNamespace

import pytest

FILE = Path(__file__).resolve().parents[1] / "kata.py"


BASE = "/usr/bin/python3"


class Machine:
    """Stands for the operating system: notes what is started, and how it ends."""

    DEVNULL = PIPE = STDOUT = None

    def __init__(self, kata):
        self.kata = kata
        self.calls = []
        self.environments = []
        self.failing = ""
        self.said = "ERROR: pip said why\n"
        self.interrupted = ""
        self.facts = [BASE, "3.12"]  # of the Python that .venv is made with

    def run(self, command, env=None, **options):
        words = " ".join(map(str, command))
        if "-c" in command:
            return self.told_facts()
        self.calls.append(words)
        self.environments.append(env)
        if self.interrupted and self.interrupted in words:
            raise KeyboardInterrupt
        if self.failing and self.failing in words:
            return SimpleNamespace(returncode=1, stdout=self.said.encode())
        if "-m venv" in words:
            shutil.rmtree(self.kata.VENV, ignore_errors=True)
            self.kata.PYTHON.parent.mkdir(parents=True, exist_ok=True)
            self.kata.PYTHON.touch()
        return SimpleNamespace(returncode=0, stdout=b"")

    def told_facts(self):
        if not self.kata.PYTHON.exists():
            raise FileNotFoundError
        return SimpleNamespace(returncode=0, stdout="\n".join(self.facts).encode())

    def started(self, what):
        return [words for words in self.calls if what in words]

    def execve(self, program, command, environment):
        self.calls.append(" ".join(command[1:]))
        self.environment = environment


@pytest.fixture
def kata(tmp_path, monkeypatch):
    """kata.py as a module, in a repository of its own."""
    spec = spec_from_file_location("kata_py", FILE)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    module.ROOT = tmp_path
    module.VENV = tmp_path / ".venv"
    module.PYTHON = module.VENV / "bin" / "python"
    monkeypatch.chdir(tmp_path)
    return module


@pytest.fixture
def machine(kata, monkeypatch):
    machine = Machine(kata)
    monkeypatch.setattr(kata, "subprocess", machine)
    return machine


@pytest.fixture
def handed_over(kata, machine, monkeypatch):
    """The words that the Python of .venv is started with."""
    monkeypatch.setattr(os, "execve", machine.execve)
    signals = {**vars(signal), "pthread_sigmask": lambda *arguments: None}
    monkeypatch.setattr(kata, "signal", SimpleNamespace(**signals))
    machine.handed = lambda *words: kata.main([*words]) or machine.calls[-1]
    monkeypatch.setattr(kata, "os", SimpleNamespace(**{**vars(os), "name": "posix"}))
    return machine.handed


def refusal(function, *arguments):
    """The line with which kata.py ends."""
    with pytest.raises(SystemExit) as caught:
        function(*arguments)
    assert isinstance(caught.value.code, str)
    assert "\n" not in caught.value.code
    return caught.value.code


def test_an_old_python_is_told_in_one_line(kata, monkeypatch):
    old = SimpleNamespace(version_info=(3, 10, 13), exit=sys.exit)
    monkeypatch.setattr(kata, "sys", old)
    told = refusal(kata.main, ["start"])
    assert told == "nnkata needs Python 3.11 or newer; this is 3.10."


def test_an_old_python_can_read_so_far():
    ast.parse(FILE.read_text("utf-8"), feature_version=(3, 6))


def test_only_the_standard_library_is_used():
    nodes = ast.walk(ast.parse(FILE.read_text("utf-8")))
    names = {
        alias.name for n in nodes if isinstance(n, ast.Import) for alias in n.names
    }
    nodes = ast.walk(ast.parse(FILE.read_text("utf-8")))
    names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names


def test_a_missing_ensurepip_is_told_in_one_line(kata, machine, monkeypatch):
    nothing = SimpleNamespace(util=SimpleNamespace(find_spec=lambda name: None))
    monkeypatch.setattr(kata, "importlib", nothing)
    told = refusal(kata.set_up, "core")
    assert told.startswith(
        "Python's ensurepip is missing: install the package python3."
    )
    assert machine.calls == []


def test_the_first_start_makes_the_environment_and_installs(kata, machine):
    kata.set_up("core")
    assert len(machine.started("-m venv")) == 1
    assert machine.calls[-1].endswith(f"--editable {kata.ROOT}")


def test_pip_keeps_nothing_in_the_home_folder(kata, machine):
    kata.set_up("core")
    assert machine.environments[-1]["PIP_NO_CACHE_DIR"] == "1"


def test_the_second_start_does_nothing(kata, machine):
    kata.set_up("core")
    machine.calls.clear()
    kata.set_up("core")
    assert machine.calls == []


def test_a_changed_list_of_packages_is_installed_again(kata, machine):
    kata.set_up("core")
    machine.calls.clear()
    (kata.ROOT / "pyproject.toml").write_text("[project]\nname = 'other'\n")
    kata.set_up("core")
    assert len(machine.started("pip install")) == 1
    assert machine.started("-m venv") == []


def test_the_tests_need_more_than_the_katas(kata, machine):
    kata.set_up("core")
    kata.set_up("dev")
    assert machine.calls[-1].endswith(f"{kata.ROOT}[dev]")


def test_what_is_installed_for_the_tests_is_enough_for_the_katas(kata, machine):
    kata.set_up("dev")
    machine.calls.clear()
    kata.set_up("core")
    assert machine.calls == []


PIP = """\
Collecting numpy
  ERROR: something inner
ERROR: Could not install packages due to an OSError: No space left on device

"""
OFFLINE = """\
WARNING: Retrying (Retry(total=1)) after connection broken by
'NewConnectionError(<pip._vendor.urllib3.connection.HTTPSConnection>: Failed to establish
a new connection: [Errno -3] Temporary failure in name resolution')': /simple/hatchling/
ERROR: No matching distribution found for hatchling>=1.26
"""


def test_a_failing_installation_is_told_in_one_line(kata, machine):
    machine.failing, machine.said = "pip install", PIP
    assert refusal(kata.set_up, "core") == (
        "kata.py: the installation failed: Could not install packages due to an OSError:"
        " No space left on device"
    )


def test_a_missing_network_is_told_in_one_line(kata, machine):
    machine.failing, machine.said = "pip install", OFFLINE
    told = refusal(kata.set_up, "core")
    assert told.startswith("kata.py: there is no network")
    assert "hatchling" not in told


def test_a_failing_installation_is_tried_again(kata, machine):
    machine.failing = "pip install"
    refusal(kata.set_up, "core")
    machine.failing = ""
    kata.set_up("core")
    assert len(machine.started("pip install")) == 2
    assert len(machine.started("-m venv")) == 1


def test_an_installation_that_fails_leaves_what_was_there_in_use(kata, machine):
    """Offline, `test` cannot be set up; the katas still can be judged."""
    kata.set_up("core")
    machine.failing = "pip install"
    refusal(kata.set_up, "dev")
    machine.calls.clear()
    kata.set_up("core")
    assert machine.calls == []


def test_an_environment_that_cannot_be_made_is_told_in_one_line(kata, machine):
    machine.failing, machine.said = "-m venv", "Error: [Errno 28] No space left\n"
    told = refusal(kata.set_up, "core")
    assert told == "kata.py: making .venv failed: Error: [Errno 28] No space left"


def test_an_environment_without_pip_is_made_anew(kata, machine):
    kata.PYTHON.parent.mkdir(parents=True)
    kata.PYTHON.touch()
    machine.failing = "pip --version"
    kata.set_up("core")
    assert len(machine.started("-m venv --clear")) == 1


@pytest.mark.parametrize("before", [False, True])
def test_an_installation_that_was_interrupted_is_made_anew(kata, machine, before):
    """Also one on top of an environment that was whole before."""
    if before:
        kata.set_up("core")
        (kata.ROOT / "pyproject.toml").write_text("[project]\nname = 'other'\n")
    machine.interrupted = "pip install"
    with pytest.raises(KeyboardInterrupt):
        kata.set_up("core")
    machine.interrupted = ""
    machine.calls.clear()
    kata.set_up("core")
    assert len(machine.started("-m venv --clear")) == 1
    machine.calls.clear()
    kata.set_up("core")
    assert machine.calls == []


def test_a_clone_that_was_moved_is_set_up_again(kata, machine, tmp_path):
    kata.set_up("core")
    machine.calls.clear()
    kata.ROOT = tmp_path / "elsewhere"
    kata.ROOT.mkdir()
    shutil.move(tmp_path / ".venv", kata.ROOT)
    shutil.move(tmp_path / "pyproject.toml", kata.ROOT)
    kata.VENV = kata.ROOT / ".venv"
    kata.PYTHON = kata.VENV / "bin" / "python"
    kata.set_up("core")
    assert len(machine.started("-m venv --clear")) == 1
    assert machine.calls[-1].endswith(f"--editable {kata.ROOT}")


@pytest.mark.parametrize(
    "facts", [[BASE, "3.13"], ["/opt/python3", "3.12"]], ids=["version", "place"]
)
def test_another_python_in_the_environment_is_noticed(kata, machine, facts):
    kata.set_up("core")
    machine.calls.clear()
    machine.facts = facts
    kata.set_up("core")
    assert len(machine.started("-m venv --clear")) == 1
    machine.calls.clear()
    kata.set_up("core")
    assert machine.calls == []


def test_a_python_that_is_gone_is_replaced(kata, machine):
    kata.set_up("core")
    machine.calls.clear()
    kata.PYTHON.unlink()
    kata.PYTHON.symlink_to("/nowhere/python3")
    kata.set_up("core")
    assert len(machine.started("-m venv --clear")) == 1


@pytest.mark.parametrize("content", [b"", b"abc", b"\xff\xfe", b"1\n2\n3\n4\n5\n"])
def test_a_stamp_that_says_nothing_is_no_stamp(kata, machine, content):
    kata.set_up("core")
    machine.calls.clear()
    (kata.VENV / "nnkata-core").write_bytes(content)
    kata.set_up("core")
    assert len(machine.started("pip install")) == 1
    assert machine.started("-m venv") == []


@pytest.fixture
def read_only(kata, monkeypatch):
    """Another user's checkout: root may write everywhere, so os.access has to say it."""
    monkeypatch.setattr(kata.os, "access", lambda path, mode: False)


def test_a_clone_of_another_user_is_used_as_it_is(kata, machine, read_only):
    kata.VENV.mkdir()
    kata.PYTHON.parent.mkdir()
    kata.PYTHON.touch()
    kata.write_stamp("core")
    kata.set_up("core")
    assert machine.calls == []
    assert kata.homes() == {}


def test_a_clone_that_cannot_be_set_up_is_told_in_one_line(kata, machine, read_only):
    told = refusal(kata.set_up, "core")
    assert told.startswith(f"kata.py: {kata.ROOT} has to be set up, and you may not")
    assert told.endswith("Clone the repository into a folder of your own.")
    assert machine.calls == []


def test_a_python_that_cannot_be_used_is_told_in_one_line(kata, machine, read_only):
    kata.PYTHON.parent.mkdir(parents=True)
    kata.PYTHON.symlink_to("/nowhere/python3")
    told = refusal(kata.set_up, "core")
    assert "leads to a Python that you cannot use, and you may not" in told


def test_without_words_the_home_screen_is_shown(handed_over):
    assert handed_over() == "-P -m nnkata"


def test_other_words_go_to_the_command_line(handed_over):
    assert handed_over("check", "neuron") == "-P -m nnkata check neuron"


@pytest.fixture
def called(kata, monkeypatch):
    """What commands are printed as, where that word was typed for Python."""

    def typed(word, on_path=("python", "python3", "python3.12")):
        system = SimpleNamespace(orig_argv=[word, "kata.py"], executable="/opt/python")
        monkeypatch.setattr(kata, "sys", system)
        found = {name: f"/usr/bin/{name}" for name in on_path}
        monkeypatch.setattr(kata.shutil, "which", found.get)
        return kata.command_typed()

    return typed


@pytest.mark.parametrize("word", ["python", "python3", "python3.12", "pypy3"])
def test_commands_are_printed_with_the_word_that_was_typed(called, word):
    assert called(word) == f"{word} kata.py"


def test_a_path_that_stands_for_a_word_is_printed_as_the_word(called):
    """pyenv puts the path of a version in its place."""
    assert called("/opt/versions/3.12/bin/python3.12") == "python3.12 kata.py"


def test_a_path_that_no_word_stands_for_is_printed_as_it_is(called):
    assert called("/opt/my python/bin/py312") == "'/opt/my python/bin/py312' kata.py"


def test_a_command_leads_to_kata_py_from_the_folder_one_is_in(
    kata, called, monkeypatch
):
    (kata.ROOT / "katas").mkdir()
    monkeypatch.chdir(kata.ROOT / "katas")
    assert called("python3") == f"python3 {os.path.join('..', 'kata.py')}"


@pytest.mark.parametrize(
    "word, on_path, shown",
    [
        ("python", ("python", "py"), "python"),
        ("python.exe", ("python", "py"), "python"),
        (r"C:\Python312\python.exe", ("py",), "py"),
        (r"C:\Python312\python.exe", (), "python"),
    ],
)
def test_on_windows_the_launcher_is_named(
    kata, called, monkeypatch, word, on_path, shown
):
    path = SimpleNamespace(**{**vars(os.path), "basename": ntpath.basename})
    windows = SimpleNamespace(**{**vars(os), "name": "nt", "path": path})
    monkeypatch.setattr(kata, "os", windows)
    assert called(word, on_path) == f"{shown} kata.py"


def test_the_command_line_learns_how_it_was_called(handed_over, machine, kata):
    handed_over("list")
    assert machine.environment["NNKATA_COMMAND"] == kata.command_typed()


def test_libraries_keep_nothing_in_the_home_folder(handed_over, machine, kata):
    kata.set_up("core")
    handed_over("list")
    assert machine.environment["MPLCONFIGDIR"] == str(kata.VENV / "matplotlib")
    assert machine.environment["KERAS_HOME"] == str(kata.VENV / "keras")


def test_folders_of_libraries_that_are_set_stay(
    kata, handed_over, machine, monkeypatch
):
    monkeypatch.setenv("MPLCONFIGDIR", "/elsewhere")
    handed_over("list")
    assert machine.environment["MPLCONFIGDIR"] == "/elsewhere"


def test_test_runs_tox(handed_over):
    assert handed_over("test") == "-P -m tox run -e py"


def test_test_all_runs_every_environment_of_tox_but_the_browsers(handed_over):
    words = handed_over("test", "--all", "-q")
    assert words == "-P -m tox run -e ALL -q"


# -- kata.py as it is started ----------------------------------------------------------

SHADOWS = [
    "json",
    "hashlib",
    "subprocess",
    "pathlib",
    "shutil",
    "numpy",
    "pytest",
    "re",
]


@pytest.fixture
def clone(tmp_path):
    """A clone that is set up half: its .venv is made, and nothing is installed yet."""
    home = tmp_path / "my clone"
    (home / "src").mkdir(parents=True)
    shutil.copy(FILE, home)
    (home / "pyproject.toml").write_text("[project]\n")
    for name in SHADOWS:
        (home / f"{name}.py").write_text(f"raise ImportError('the stray {name}')\n")
    words = ["-m", "venv", "--without-pip", str(home / ".venv")]
    subprocess.run([sys.executable, *words], check=True)
    return home


@pytest.fixture
def start(clone):
    """Start kata.py there, with a pip and an nnkata that are the given program."""

    def starting(program="print('judged')", **options):
        site = clone.parent / "site"
        site.mkdir(exist_ok=True)
        (site / "nnkata.py").write_text(program)
        (site / "pip.py").write_text(program)
        return subprocess.Popen(
            [sys.executable, "kata.py", "check", "neuron"],
            cwd=clone,
            env={**os.environ, "PYTHONPATH": str(site)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **options,
        )

    return starting


def test_files_at_the_top_of_the_clone_shadow_nothing(start):
    program = "import hashlib, json, pathlib, re, shutil, subprocess\nprint('judged')"
    out, err = start(program).communicate(timeout=60)
    assert out == "judged\n", err
    assert "stray" not in err


def test_a_finished_set_up_is_found_again(start):
    start().communicate(timeout=60)
    assert start().communicate(timeout=60) == ("judged\n", "")


def test_a_real_clone_that_was_moved_is_set_up_again(start, clone):
    start().communicate(timeout=60)
    moved = clone.parent / "moved"
    shutil.copytree(clone, moved, symlinks=True)
    shutil.rmtree(clone)
    shutil.copytree(moved, clone, symlinks=True)  # back again: as it was
    assert start().communicate(timeout=60)[1] == ""
    done = subprocess.run(
        [sys.executable, moved / "kata.py", "list"],
        env={**os.environ, "PYTHONPATH": str(clone.parent / "site")},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert "kata.py: making .venv" in done.stderr
    assert done.stdout == "judged\n"


INTERRUPTIBLE = """
import sys, time
if "--version" not in sys.argv:
    print("begun", flush=True)
    open(r"{mark}", "w").close()
    time.sleep(60)
"""


@pytest.mark.skipif(os.name == "nt", reason="a console's Ctrl-C is no signal there")
def test_ctrl_c_while_pip_runs_is_one_line(start, clone, tmp_path):
    mark = tmp_path / "begun"
    process = start(INTERRUPTIBLE.format(mark=mark), start_new_session=True)
    while not mark.exists():
        assert process.poll() is None
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, "")
    assert err.splitlines()[-1] == "kata.py: stopped"
    assert "Traceback" not in err
    assert (clone / ".venv" / "nnkata-installing").exists()  # it is made anew
