"""The recipe for a container, as far as a machine without Docker can follow it."""

import json
import re
import shlex
import zipfile
from pathlib import Path

from nnkata.cli import main

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "examples" / "container"
IMAGE = [*map(str.split, (FOLDER / "Dockerfile").read_text("utf-8").splitlines())]
README = (FOLDER / "README.md").read_text("utf-8")


def commands(program):
    """The commands of the recipe that start a program, each as the words behind it."""
    lines = re.findall(rf"^ *{program} (.*)$", README, re.MULTILINE)
    return [shlex.split(line) for line in lines]


def test_the_command_that_grades_does_so(tmp_path, monkeypatch):
    with zipfile.ZipFile(tmp_path / "submissions.zip", "w") as archive:
        for slug in ("hello", "neuron"):
            archive.write(ROOT / f"solutions/{slug}/{slug}.py", f"ann/{slug}.py")
    words = commands("docker")[-1]
    monkeypatch.chdir(tmp_path)
    assert main(words[words.index("nnkata-class") + 1 :]) == 0
    content = json.loads((tmp_path / "marks" / "gradebook.json").read_text("utf-8"))
    (student,) = content["students"]
    assert [mark["result"] for mark in student["marks"]] == ["passed", "passed"]


def test_every_run_is_of_the_image_that_was_built_and_has_no_network():
    build, *runs = commands("docker")
    assert build == ["build", "--tag", "nnkata-class", "examples/container"]
    assert len(runs) == 2
    for words in runs:
        options = words[: words.index("nnkata-class")]
        assert ["--network", "none"] == options[options.index("--network") :][:2]


def test_the_image_runs_nnkata_from_the_wheel_that_was_built_and_not_as_root():
    said = {words[0]: words[1:] for words in IMAGE if words and words[0] != "#"}
    assert [*said] == ["FROM", "COPY", "RUN", "ENV", "USER", "WORKDIR", "ENTRYPOINT"]
    (built,) = commands("python")
    assert built[built.index("--wheel-dir") + 1] == "examples/container"
    assert said["COPY"][0] == "nnkata-*.whl"
    assert said["RUN"][-1].removeprefix("/tmp/") == 'nnkata-*.whl)[similarity]"'
    assert said["USER"] == ["nobody"]
    assert said["ENTRYPOINT"] == ['["nnkata"]']
