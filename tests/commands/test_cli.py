"""The command line of learners: where they are, lessons, hints, and the answers."""

import re

import pytest


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


def test_outside_of_a_workspace_every_verb_says_so(nowhere):
    for words in [(), ("list",), ("check",), ("grade",), ("hint", "double")]:
        status, out, err = nowhere(*words)
        assert (status, out) == (2, "")
        assert err.startswith("nnkata: No workspace here")


def test_list_shows_the_path_by_chapters(run):
    assert run("list")[1].startswith(
        "\nSmall numbers\n"
        "  [ ]  1  double     Twice as much\n"
        "  [ ]  2  quadruple  Twice twice as much\n"
    )


def test_list_marks_what_is_begun(run):
    run("check", "double")  # in vain
    assert "  [~]  1  double" in run("list")[1]


def test_list_marks_what_is_passed(run, tiny):
    tiny.passed()
    assert "  [x]  1  double" in run("list")[1]


def test_list_says_what_passed_an_earlier_spec(run, tiny):
    tiny.passed()
    tiny.write("katas/double/test_double.py", "# another\n")
    assert "(passed an earlier spec: check it again)" in run("list")[1]


def test_lesson_shows_the_lesson(run):
    assert run("lesson", "double")[1].startswith("# Twice as much")


def test_an_unknown_kata_suggests_its_neighbour(run):
    status, _, err = run("lesson", "doubel")
    assert status == 2
    assert err.startswith("nnkata: There is no kata 'doubel'. Did you mean 'double'?")


def test_a_kata_goes_by_its_number_too(run):
    assert run("lesson", "2")[1].startswith("# Twice twice as much")


def test_a_hint_climbs(run):
    first, second = (run("hint", "double", "double")[1] for _ in range(2))
    assert first.startswith("double, hint 1 of 3: What is twice 3?\nOne more: ")
    assert "double, hint 2 of 3: Which sign does it have?\n" in second


def test_a_hint_shows_the_earlier_steps_again(run):
    run("hint", "double", "double")
    assert "hint 1 of 3" in run("hint", "double", "double")[1]


def test_the_last_hint_stays(run):
    third, fourth = [run("hint", "double", "double")[1] for _ in range(4)][2:]
    assert third == fourth
    assert third.endswith("hint 3 of 3: A number, added to itself.\n")


def test_a_hint_without_a_function_is_for_the_first_unwritten_one(run):
    assert run("hint", "quadruple")[1].startswith("quadruple, hint 1 of 3")


def test_a_hint_for_a_written_kata_asks_which_function(run, tiny):
    tiny.solve("quadruple")
    assert run("hint", "quadruple")[1].splitlines() == [
        "Which function of quadruple?",
        "  nnkata hint quadruple quadruple",
        "  nnkata hint quadruple octuple",
    ]


def test_a_hint_for_an_unknown_function_suggests_its_neighbour(run):
    status, _, err = run("hint", "quadruple", "octupel")
    assert status == 2
    assert "has no function 'octupel'. Did you mean 'octuple'?" in err


@pytest.mark.parametrize("verb", ["diff", "why"])
def test_nothing_is_given_away_before_passing(run, verb):
    status, out, err = run(verb, "double")
    assert (status, out) == (2, "")
    assert "You have not passed double yet" in err
    assert "Add --yes" in err


def test_diff_shows_the_reference_to_who_insists(run):
    assert "+    return 2 * x\n" in run("diff", "double", "--yes")[1]


def test_why_shows_the_reasons_to_who_insists(run):
    assert "A product says it in one word." in run("why", "double", "--yes")[1]


def test_diff_shows_the_reference_after_passing(run, tiny):
    tiny.passed()
    assert "+    return 2 * x" in run("diff", "double")[1]


def test_diff_of_the_reference_itself_says_so(run, tiny):
    tiny.solve()
    assert "to the letter" in run("diff", "double", "--yes")[1]


def test_what_a_file_says_cannot_steer_the_terminal(run, tiny):
    rows = "x,y\n" + "1,a\n2,b\n" * 3 + "\x1b[31mred,a\n"
    tiny.write("rows.csv", rows)
    status, _, err = run("datasets", "show", "csv:rows.csv")
    assert status == 2
    assert "got '?[31mred'" in err


@pytest.mark.parametrize(
    "words",
    [
        ("datasets", "save", "spiral", "n" * 300 + ".npz"),
        ("datasets", "show", "csv:" + "n" * 300),
        ("datasets", "load", "n" * 300 + ".npz"),
    ],
)
def test_a_name_that_no_disk_takes_is_told(run, words):
    status, _, err = run(*words)
    assert (status, err.count("\n")) == (2, 1)


def test_a_negative_seed_is_told(run, tiny):
    status, _, err = run("datasets", "save", "spiral", "s.npz", "--seed", "-1")
    assert (status, (tiny.root / "s.npz").exists()) == (2, False)
    assert "--seed must be 0 or a larger whole number, got -1." in err
