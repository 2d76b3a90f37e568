"""kata.py: the two commands, on a machine where nothing is installed yet."""

import ast
import os
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import SimpleNamespace

import pytest

FILE = Path(__file__).resolve().parents[1] / "kata.py"


class Machine:
    """Stands for the operating system: notes what is started, and how it ends."""

    DEVNULL = None

    def __init__(self, kata):
        self.kata = kata
        self.calls = []
        self.failing = ""

    def call(self, command, **options):
        words = " ".join(map(str, command))
        self.calls.append(words)
        if self.failing and self.failing in words:
            return 1
        if "-m venv" in words:
            self.kata.PYTHON.parent.mkdir(parents=True, exist_ok=True)
            self.kata.PYTHON.touch()
        return 0

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


def test_a_failing_installation_is_told_in_one_line(kata, machine):
    machine.failing = "pip install"
    told = refusal(kata.set_up, "core")
    assert told.startswith("kata.py: the installation failed")


def test_a_failing_installation_is_tried_again(kata, machine):
    machine.failing = "pip install"
    refusal(kata.set_up, "core")
    machine.failing = ""
    kata.set_up("core")
    assert len(machine.started("pip install")) == 2


def test_an_environment_that_cannot_be_made_is_told_in_one_line(kata, machine):
    machine.failing = "-m venv"
    assert refusal(kata.set_up, "core") == "kata.py: making .venv failed."


def test_a_half_made_environment_is_made_anew(kata, machine):
    kata.PYTHON.parent.mkdir(parents=True)
    kata.PYTHON.touch()
    machine.failing = "pip --version"
    kata.set_up("core")
    assert len(machine.started("-m venv --clear")) == 1


def test_without_words_the_path_is_shown(handed_over):
    assert handed_over() == "-m nnkata start"


def test_other_words_go_to_the_command_line(handed_over):
    assert handed_over("check", "neuron") == "-m nnkata check neuron"


def test_the_command_line_learns_how_it_was_called(handed_over, machine):
    handed_over("list")
    assert machine.environment["NNKATA_COMMAND"] == "python kata.py"


def test_test_runs_tox(handed_over):
    assert handed_over("test") == "-m tox run"


def test_test_all_runs_every_environment_of_tox(handed_over):
    assert handed_over("test", "--all", "-q") == "-m tox run -e ALL -q"
