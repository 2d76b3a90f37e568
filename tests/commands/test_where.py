"""`nnkata` without a verb: where the learner is, and what comes next."""

import re

import pytest

from nnkata.commands import where
from nnkata.content.workspace import bundled


def test_the_bare_command_says_what_is_next(run):
    status, out, _ = run()
    assert status == 0
    assert "\n0 of 2 katas passed, about 10 minutes to go\n" in out
    assert "\nNext: 1. Twice as much (about 5 minutes)\n" in out


def test_the_bare_command_names_the_file_to_write(run):
    assert re.search(r"write +katas.double.double\.py$", run()[1], re.MULTILINE)


def test_the_bare_command_works_from_inside_the_workspace(run, tiny, monkeypatch):
    monkeypatch.chdir(tiny.root / "katas" / "double")
    assert run()[0] == 0


def test_commands_are_shown_as_the_learner_types_them(run, monkeypatch):
    monkeypatch.setenv("NNKATA_COMMAND", "python kata.py")
    assert "python kata.py check double" in run()[1]


def test_in_a_terminal_the_bare_command_offers_the_watch_first(run, monkeypatch):
    monkeypatch.setattr(where.sys.stdout, "isatty", lambda: True, raising=False)
    steps = re.findall(r"^  \w.*", run()[1], re.MULTILINE)
    assert steps[0].split() == ["go", "on", "nnkata", "watch"]


@pytest.mark.parametrize("kata", bundled().path, ids=lambda kata: kata.slug)
def test_the_home_screen_fits_a_terminal(kata, monkeypatch, capsys):
    workspace = bundled()
    earlier = workspace.path[: kata.number - 1]
    workspace.progress.passed = {each.slug: "a spec" for each in earlier}
    monkeypatch.setattr(where, "current_workspace", lambda: workspace)
    monkeypatch.setattr(where.sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("NNKATA_COMMAND", "python kata.py")
    where.run(None)
    lines = capsys.readouterr().out.splitlines()
    assert any(kata.title in line for line in lines)
    assert len(lines) < 24
    assert max(map(len, lines)) <= 80


def test_elsewhere_the_bare_command_does_not(run):
    assert "watch" not in run()[1]
