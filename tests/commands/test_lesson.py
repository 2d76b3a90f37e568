"""`nnkata lesson`: the lesson of a kata, named in any way."""

import pytest


def test_lesson_shows_the_lesson(run):
    assert run("lesson", "double")[1].startswith("# Twice as much")


def test_a_lesson_names_commands_as_the_learner_types_them(run, tiny, monkeypatch):
    code = "Run `nnkata check double`.\n\n    nnkata report\n\nThis is nnkata here."
    tiny.write("katas/double/README.md", code)
    monkeypatch.setenv("NNKATA_COMMAND", "python kata.py")
    assert run("lesson", "double")[1].rstrip() == (
        "Run `python kata.py check double`.\n\n    python kata.py report\n\n"
        "This is nnkata here."
    )


def test_an_unknown_kata_suggests_its_neighbour(run):
    status, _, err = run("lesson", "doubel")
    assert status == 2
    assert err.startswith("nnkata: There is no kata 'doubel'. Did you mean 'double'?")


def test_a_kata_goes_by_its_number_too(run):
    assert run("lesson", "2")[1].startswith("# Twice twice as much")


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


@pytest.mark.parametrize(
    "page, title",
    [("calculus", "# Calculus in ten minutes"), ("glossary", "# Glossary")],
)
def test_pages_for_all_lessons_are_shown_too(run, page, title):
    assert run("lesson", page)[1].startswith(title)
