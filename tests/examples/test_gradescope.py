"""The autograder for Gradescope: its own script, in a folder made as Gradescope makes it."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from nnkata.content.catalog import find, read_path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "examples" / "gradescope"
SCRIPT = FOLDER / "run_autograder"
NEURON = find(read_path(ROOT / "katas"), "neuron")
RIGHT = (ROOT / "solutions/neuron/neuron.py").read_text("utf-8")
SECRET = "0123456789abcdef" * 2


def _account(folder):
    """An account without rights; root's own where only root can read this Python."""
    program = ["env", sys.executable, "-c", "import numpy"]
    words = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *program]
    if subprocess.run(words, capture_output=True, timeout=60).returncode:
        return "root"
    for path in (folder, *folder.parents[:2]):  # pytest's own are closed to all others
        path.chmod(0o711)
    return "nobody"


@pytest.fixture
def graded(tmp_path):
    """Run the script on a submission; its process, and the folder of the autograder."""
    autograder = tmp_path / "autograder"
    for name in ("source", "submission", "results"):
        (autograder / name).mkdir(parents=True)
    (autograder / "source" / "secret").write_text(SECRET)
    shutil.copy(SCRIPT, autograder)
    nnkata = tmp_path / "nnkata"
    nnkata.write_text(f'#!/bin/sh\nexec {sys.executable} -m nnkata "$@"\n')
    nnkata.chmod(0o755)
    settings = {"AUTOGRADER": str(autograder), "NNKATA": str(nnkata)}
    if os.geteuid() == 0:  # as in Gradescope's image, with an account of this machine
        settings |= {"ACCOUNT": _account(tmp_path)}
    packages = [path for path in sys.path if path]  # of this Python's environment
    settings |= {"PYTHONPATH": os.pathsep.join(packages), "TMPDIR": str(tmp_path)}

    def grading(**files):
        for name, text in files.items():
            (autograder / "submission" / f"{name}.py").write_text(text, "utf-8")
        done = subprocess.run(
            [autograder / "run_autograder"],
            cwd=autograder,
            env={**os.environ, **settings},
            capture_output=True,
            encoding="utf-8",
            timeout=600,
        )
        return done, autograder

    return grading


def results(graded, **files):
    done, autograder = graded(**files)
    assert done.returncode == 0, done.stderr
    return json.loads((autograder / "results" / "results.json").read_text("utf-8"))


def test_a_right_answer_gets_all_points(graded):
    found = results(graded, neuron=RIGHT)
    assert found["score"] == NEURON.points
    assert found["tests"][0]["output"].startswith("passed")


def test_a_wrong_answer_gets_cards_and_the_log_stays_hidden(graded):
    found = results(graded, neuron=RIGHT.replace("return", "return 2 *", 1))
    assert 0 < found["score"] < NEURON.points
    assert any("expected" in test["output"] for test in found["tests"])
    assert found["stdout_visibility"] == "hidden"
    assert SECRET not in json.dumps(found)


def test_a_link_is_not_followed_and_what_was_left_is_gone(graded, tmp_path):
    (tmp_path / "autograder/submission/neuron.py").symlink_to("/etc/passwd")
    found = results(graded)
    assert found["score"] == 0
    assert "root:" not in json.dumps(found)
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"autograder", "nnkata"}


def test_what_could_not_be_graded_fails_instead_of_a_low_score(graded, tmp_path):
    (tmp_path / "autograder/source/secret").write_text("no secret")
    done, autograder = graded(neuron=RIGHT)
    assert done.returncode != 0
    assert "no secret" in done.stderr
    assert not (autograder / "results" / "results.json").exists()


def test_the_script_names_katas_and_can_be_started():
    slugs = re.search(r"^katas=([\w,]+)", SCRIPT.read_text("utf-8"), re.MULTILINE)[1]
    for slug in slugs.split(","):
        assert (ROOT / "katas" / slug / "kata.toml").is_file()
    assert os.access(SCRIPT, os.X_OK)
    assert os.access(FOLDER / "setup.sh", os.X_OK)


# What an image has and this machine may not change: each program notes its words.
PROGRAMS = {
    "apt-get": "",
    "useradd": "",
    "setpriv": 'while [ "${1#-}" != "$1" ] || [ "$1" = grader ]; do shift; done; exec "$@"',
    "python3": '[ "$2" = pip ] || { mkdir -p "$3/bin"; cp "$0" "$3/bin/python";'
    ' cp "$NNKATA" "$3/bin/nnkata"; }',
    "nnkata": 'echo "  ok  sandbox      landlock: $FOUND"; exit 1',  # for want of a workspace
}


@pytest.fixture
def built(tmp_path):
    """Run setup.sh among such programs; its process, and what was called."""
    tools, log = tmp_path / "tools", tmp_path / "log.txt"
    tools.mkdir()
    for name, text in PROGRAMS.items():
        tool = tools / name
        tool.write_text(f'#!/bin/sh\necho "{name} $*" >> "{log}"\n{text}\n')
        tool.chmod(0o755)
    source = tmp_path / "autograder" / "source"
    source.mkdir(parents=True)
    (source / "nnkata-0.1.0-py3-none-any.whl").touch()
    settings = {"AUTOGRADER": str(source.parent), "PREFIX": str(tmp_path / "prefix")}
    settings |= {
        "PATH": f"{tools}:{os.environ['PATH']}",
        "NNKATA": str(tools / "nnkata"),
    }

    def building(found):
        done = subprocess.run(
            [FOLDER / "setup.sh"],
            cwd=tmp_path,
            env={**os.environ, **settings, "FOUND": found},
            capture_output=True,
            encoding="utf-8",
            timeout=60,
        )
        return done, log.read_text()

    return building


def test_the_image_installs_the_wheel_and_makes_the_account(built):
    done, called = built("works, but it shares the kernel")
    assert done.returncode == 0, done.stderr
    assert "landlock: works" in done.stdout
    assert "-m pip install" in called
    assert "nnkata-0.1.0-py3-none-any.whl" in called
    assert "useradd --system --create-home grader" in called
    assert "setpriv --reuid grader --regid grader --clear-groups" in called


def test_the_build_fails_where_no_sandbox_works(built):
    done, _ = built("the kernel has none")
    assert done.returncode == 1
    assert "No sandbox works" in done.stderr
