"""`nnkata hint`: one step more at each call."""


def test_the_next_hint_opens_after_another_attempt(run, tiny):
    first = run("hint", "double", "double")[1]
    again = run("hint", "double", "double")[1]
    tiny.mine("def double(x):\n    return x\n")
    second = run("hint", "double", "double")[1]
    assert first.startswith("double, hint 1 of 3: What is twice 3?\nHint 2 opens when ")
    assert again == first
    assert "double, hint 2 of 3: Which sign does it have?\n" in second


def test_the_next_hint_opens_when_it_is_asked_for(run):
    first, second = (run("hint", "double", "double", "--more")[1] for _ in range(2))
    assert first.endswith(" or now:\n  nnkata hint double double --more\n")
    assert "double, hint 2 of 3: Which sign does it have?\n" in second


def test_a_hint_shows_the_earlier_steps_again(run):
    run("hint", "double", "double")
    assert "hint 1 of 3" in run("hint", "double", "double", "--more")[1]


def test_the_last_hint_stays_and_offers_the_reference(run):
    third, fourth = [run("hint", "double", "double", "--more")[1] for _ in range(4)][2:]
    assert third == fourth
    assert third.splitlines()[2:] == [
        "double, hint 3 of 3: A number, added to itself.",
        "That was the last one. The reference: nnkata diff double",
    ]


def test_a_hint_without_a_kata_is_for_the_current_one(run, tiny):
    tiny.solve("double")
    tiny.passed("double")
    assert run("hint")[1].startswith("quadruple, hint 1 of 3")


def test_a_record_of_earlier_versions_counts(run, tiny):
    tiny.write(".nnkata/hints.json", '{"double.double": 1}')
    assert "hint 2 of 3" in run("hint", "double", "double")[1]


def test_a_hint_for_a_kata_that_failed_is_about_the_function_that_fails(run, tiny):
    tiny.mine(
        "def quadruple(x):\n    return 4 * x\n\n\ndef octuple(x):\n    return x\n",
        "quadruple",
    )
    run("check", "quadruple")
    assert run("hint", "quadruple")[1].startswith("octuple, hint 1 of 3")


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


def test_damaged_hints_are_set_aside(run, tiny):
    tiny.write(".nnkata/hints.json", "{")
    status, out, err = run("hint", "double", "double")
    assert (status, "hint 1 of" in out) == (0, True)
    assert (
        "hints.json is damaged or cannot be read. It is kept as hints.json.dam" in err
    )
    (kept,) = tiny.workspace.state.glob("hints.json.damaged-*")
    assert kept.read_text() == "{"
    assert "hint 2 of" in run("hint", "double", "double", "--more")[1]


def test_a_hint_is_given_where_it_cannot_be_recorded(run, tiny):
    tiny.workspace.state.write_text("a file where the folder should be")
    status, out, err = run("hint", "double", "double")
    assert (status, "hint 1 of" in out) == (0, True)
    assert "The hint is not recorded: " in err


def test_a_hint_fits_into_80_columns(tiny, run):
    words = "How many of these words stand in a line of eighty columns? " * 3
    tiny.write("katas/double/hints.toml", f'[double]\nsteps = ["{words}", "b", "c"]\n')
    lines = run("hint", "double")[1].splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[-1].startswith("  ")
    assert lines[-1].endswith("hint double double --more")
