"""The workflow for GitHub Classroom: its own commands, run in a workspace."""

import base64
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "examples" / "github-classroom"
WORKFLOW = yaml.safe_load((FOLDER / "classroom.yml").read_text("utf-8"))
(JOB,) = WORKFLOW["jobs"].values()
STEPS = {step.get("name", step.get("uses")): step for step in JOB["steps"]}
REPORT = STEPS["Report"]
RIGHT = "def double(x):\n    return 2 * x\n"


@pytest.fixture
def pushed(tiny):
    """What the reporter gets after a push: the steps run as they stand, but the install."""
    shutil.copytree(FOLDER, tiny.root / "examples" / "github-classroom")
    output = tiny.root / "output.txt"
    link = tiny.root / "bin" / "python"  # as setup-python does it
    link.parent.mkdir()
    link.symlink_to(sys.executable)
    settings = {**WORKFLOW["env"], "KATAS": "double", "GITHUB_OUTPUT": str(output)}
    settings |= {"PATH": f"{link.parent}{os.pathsep}{os.environ['PATH']}"}
    packages = [path for path in sys.path if path]  # of this Python's environment
    settings |= {"PYTHONPATH": os.pathsep.join(packages)}

    def push(text, **changes):
        tiny.mine(text)
        for name in ("Grade", "Points"):
            done = subprocess.run(
                [
                    "bash",
                    "-e",
                    "-o",
                    "pipefail",
                    "-c",
                    STEPS[name]["run"],
                ],  # as GitHub does
                cwd=tiny.root,
                env={**os.environ, **settings, **changes},
                capture_output=True,
                encoding="utf-8",
                timeout=300,
            )
            if done.returncode:
                return done.stderr
        outputs = dict(line.split("=", 1) for line in output.read_text().splitlines())
        variable = REPORT["env"][f"{REPORT['with']['runners'].upper()}_RESULTS"]
        step, key = (
            variable.removeprefix("${{ steps.").removesuffix(" }}").split(".outputs.")
        )
        assert step == STEPS["Points"]["id"]
        return json.loads(base64.b64decode(outputs[key]))

    return push


def test_a_right_answer_gets_all_points(pushed, tiny):
    points = tiny.kata().points
    results = pushed(RIGHT)
    assert results == {
        "version": 1,
        "status": "pass",
        "max_score": points,
        "tests": [{"name": "double", "status": "pass", "score": points, "message": ""}],
    }


def test_a_wrong_answer_gets_those_of_its_tests_and_a_message(pushed, tiny):
    results = pushed(RIGHT.replace("2", "3"))
    (test,) = results["tests"]
    assert results["status"] == test["status"] == "fail"
    assert test["score"] < tiny.kata().points == results["max_score"]
    assert test["message"].startswith("nnkata check double: ")


def test_all_katas_of_the_assignment_count(pushed, tiny):
    results = pushed(RIGHT, KATAS="double quadruple")
    assert [test["name"] for test in results["tests"]] == ["double", "quadruple"]
    expected = tiny.kata().points + tiny.kata("quadruple").points
    assert results["max_score"] == expected


def test_a_kata_that_does_not_exist_is_named(pushed):
    assert "not a kata: dubble" in pushed(RIGHT, KATAS="dubble")


def test_the_workflow_is_one_that_classroom_reads():
    assert WORKFLOW["name"] == "Autograding Tests"
    assert WORKFLOW["permissions"] == {
        "checks": "write",
        "actions": "read",
        "contents": "read",
    }
    assert WORKFLOW[True] == [
        "push",
        "workflow_dispatch",
    ]  # YAML 1.1 reads `on` as true
    assert REPORT["uses"].startswith(
        "classroom-resources/autograding-grading-reporter@"
    )
    assert STEPS["Install"]["run"] == "python -m pip install ."


def test_the_katas_of_the_workflow_are_on_the_path():
    for slug in WORKFLOW["env"]["KATAS"].split():
        assert (ROOT / "katas" / slug / "kata.toml").is_file()
