"""What the tests of several verbs share."""

import sys

import pytest

from nnkata.cli import main

if sys.platform != "linux":  # there are no walls
    collect_ignore = ["test_grade_class.py"]

MINE = "def double(x):\n    return x + x\n"


@pytest.fixture
def lines():
    """Return the lines of a text, with single spaces between words."""
    return lambda text: [" ".join(line.split()) for line in text.splitlines()]


@pytest.fixture
def snapshot():
    """Return every file of a workspace, as a dict from its path to its content."""

    def files(root):
        return {
            str(file.relative_to(root)): file.read_bytes()
            for file in root.rglob("*")
            if file.is_file() and "__pycache__" not in file.parts
        }

    return files


@pytest.fixture
def with_crlf():
    """Give every text of a folder the line ends of core.autocrlf."""

    def convert(root):
        for file in root.rglob("*"):
            if file.suffix in (".py", ".toml", ".md", ".json", ".svg"):
                data = file.read_bytes().replace(b"\r\n", b"\n")
                file.write_bytes(data.replace(b"\n", b"\r\n"))

    return convert


@pytest.fixture
def exported(run, tiny, tmp_path):
    """The zip of a workspace in which `double` is passed and two hints were read."""
    tiny.mine(MINE)
    tiny.passed()
    run("hint", "double", "double")
    run("hint", "quadruple", "octuple")
    file = tmp_path / "work.zip"
    assert run("export", str(file))[0] == 0
    return file


@pytest.fixture
def root(tmp_path, monkeypatch, capsys):
    """The folder of a workspace that `init` wrote; commands are called in it."""
    monkeypatch.chdir(tmp_path)
    main(["init", "mine"])
    monkeypatch.chdir(tmp_path / "mine")
    capsys.readouterr()
    return tmp_path / "mine"


@pytest.fixture
def update(root, capsys):
    """Update the workspace that `init` wrote, and return what is printed."""

    def updated():
        assert main(["update"]) == 0
        return capsys.readouterr().out

    return updated


@pytest.fixture
def nothing_written(tiny):
    """Make the folder of records impossible, as on another user's checkout."""
    tiny.solve()
    tiny.workspace.state.write_text("a file where the folder should be")
