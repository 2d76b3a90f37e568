"""`nnkata doctor`: what is missing, if anything."""

import os
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_doctor_finds_everything(run, lines):
    status, out, _ = run("doctor")
    assert status == 0
    assert lines(out)[-1] == "Everything is installed."


def test_doctor_looks_for_all_that_the_project_needs_and_for_no_extra(run, lines):
    named = {line.split()[1] for line in lines(run("doctor")[1])}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert {line.split(">")[0] for line in project["dependencies"]} <= named
    assert "tensorflow" not in named


def test_doctor_tells_of_a_broken_plugin(run, tiny):
    tiny.write("datasets/broken.py", "1 / 0")
    status, out, _ = run("doctor")
    assert status == 1
    assert "broken.py is broken and was left out: ZeroDivisionError" in out


def test_doctor_tells_of_a_data_folder_that_is_not_there(run, tmp_path, monkeypatch):
    monkeypatch.setenv("NNKATA_DATA", str(tmp_path / "gone"))
    status, out, _ = run("doctor")
    assert status == 1
    assert f"NNKATA_DATA names {tmp_path / 'gone'}, which is not a folder" in out


def test_doctor_tells_that_there_is_no_workspace_which_a_teacher_does_not_need(
    run, tmp_path, monkeypatch, lines
):
    monkeypatch.chdir(tmp_path)
    status, out, _ = run("doctor")
    assert status == 0
    assert "ok workspace none here; nnkata init my-katas" in "\n".join(lines(out))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no sandbox on Windows")
def test_doctor_tells_which_walls_work_and_what_they_do_not_stop(run, lines):
    from nnkata.subject.sandbox.tiers import probed
    from nnkata.subject.sandbox.walls import WALLS

    told = [line for line in lines(run("doctor")[1]) if line.startswith("ok sandbox")]
    assert len(told) == len(WALLS)
    for line, tier in zip(told, map(probed, WALLS), strict=True):
        assert line.startswith(f"ok sandbox {tier.name}: ")
        assert (tier.lets_through in line) == tier.is_wall
