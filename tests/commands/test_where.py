"""`nnkata` without a verb: where the learner is, and what comes next."""

import re

from nnkata.commands import where


def test_the_bare_command_says_what_is_next(run):
    status, out, _ = run()
    assert status == 0
    assert out.startswith(
        "nnkata: 0 of 2 katas passed\n\nNext: 1. Twice as much (5 min"
    )


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
    assert steps[0].split() == ["watch", "nnkata", "watch"]


def test_elsewhere_the_bare_command_does_not(run):
    assert "watch" not in run()[1]
