"""The command line finds its verbs: help, suggestions, names of katas, completion."""

import os
import re
from pathlib import Path

import pytest

from nnkata import commands
from nnkata.commands import VERBS

SHARED = {"__init__", "options", "where"}  # no verbs: `where` is the bare command


def test_every_verb_is_a_module_and_every_module_a_verb():
    files = {file.stem for file in Path(commands.__file__).parent.glob("*.py")}
    assert {name.removesuffix("_") for name in files - SHARED} == {*VERBS}


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help(run, verb, capsys):
    with pytest.raises(SystemExit) as ended:
        run(verb, "--help")
    assert ended.value.code == 0
    assert f"nnkata {verb}" in capsys.readouterr().out


def test_help_names_every_verb_with_a_line(run, capsys):
    with pytest.raises(SystemExit):
        run("--help")
    out = capsys.readouterr().out
    assert all(re.search(rf"^    {verb}\s", out, re.M) for verb in VERBS)


def test_a_mistyped_verb_gets_a_suggestion(run):
    status, out, err = run("chekc", "double")
    assert (status, out) == (2, "")
    assert err.startswith("nnkata: There is no verb 'chekc'. Did you mean 'check'?")


@pytest.mark.parametrize(
    "name",
    ["double", "1", "katas/double", "katas/double/", "katas/double/double.py"],
)
def test_a_kata_is_named_by_slug_number_or_path(run, name):
    assert run("lesson", name)[1].startswith("# Twice as much")


@pytest.mark.parametrize("name", ["double.py", ".", "katas/double", "../double"])
def test_a_path_may_be_that_from_where_the_command_is_called(
    run, tiny, monkeypatch, name
):
    monkeypatch.chdir(tiny.root / "katas" / "double")
    assert run("lesson", name)[1].startswith("# Twice as much")


def test_a_path_to_another_workspace_is_not_taken_for_a_kata_of_this_one(run, tmp_path):
    other = tmp_path / "other" / "katas" / "double"
    other.mkdir(parents=True)
    status, _, err = run("check", str(other))
    assert status == 2
    assert "There is no kata" in err


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_what_it_needs_to_complete(run, shell):
    status, out, _ = run("completion", shell)
    assert status == 0
    assert "nnkata" in out


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("nnkata che", {"check"}),
        ("nnkata check q", {"quadruple"}),
        ("nnkata check --go", {"--goals"}),
        ("nnkata dev c", {"calibrate", "check"}),
    ],
)
def test_words_are_completed(python, tiny, tmp_path, line, expected):
    answer = tmp_path / "answer"
    python(
        *("-P", "-c", "from nnkata.cli import main; main()"),
        cwd=tiny.root,
        _ARGCOMPLETE="1",
        _ARGCOMPLETE_IFS="\n",
        _ARGCOMPLETE_STDOUT_FILENAME=os.fspath(answer),
        COMP_LINE=line,
        COMP_POINT=str(len(line)),
    )
    assert {word.strip() for word in answer.read_text().split("\n")} == expected
