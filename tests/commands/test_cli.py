"""The command line finds its verbs: help, suggestions, one line for an error."""

import re
from pathlib import Path

import pytest

from nnkata import commands
from nnkata.commands import VERBS

SHARED = {"__init__", "options", "where"}  # no verbs: `where` is the bare command


def test_every_verb_is_a_module_and_every_module_a_verb():
    files = {file.stem for file in Path(commands.__file__).parent.glob("*.py")}
    assert {name.removesuffix("_").replace("_", "-") for name in files - SHARED} == {
        *VERBS
    }


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
    "verb, mistyped, action",
    [("datasets", "fecth", "fetch"), ("dev", "calibrat", "calibrate")],
)
def test_a_mistyped_action_gets_a_suggestion(run, verb, mistyped, action):
    status, out, err = run(verb, mistyped)
    assert (status, out) == (2, "")
    assert err == (
        f"nnkata: There is no action '{mistyped}'. Did you mean '{action}'?"
        f" `nnkata {verb} --help` shows all.\n"
    )


def test_outside_of_a_workspace_every_verb_says_so(nowhere):
    for words in [(), ("list",), ("check",), ("grade",), ("hint", "double")]:
        status, out, err = nowhere(*words)
        assert (status, out) == (2, "")
        assert err.startswith("nnkata: This is not a workspace")
