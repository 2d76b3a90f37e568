"""`nnkata completion`: what a shell needs to complete words."""

import os

import pytest


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
        ("nnkata ti", {"time"}),
        ("nnkata time q", {"quadruple"}),
        ("nnkata lesson ca", {"calculus"}),
        ("nnkata lesson gl", {"glossary"}),
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
