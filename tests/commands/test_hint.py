"""`nnkata hint`: one step more at each call."""


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


def test_damaged_hints_are_set_aside(run, tiny):
    tiny.write(".nnkata/hints.json", "{")
    status, out, err = run("hint", "double", "double")
    assert (status, "hint 1 of" in out) == (0, True)
    assert (
        "hints.json is damaged or cannot be read. It is kept as hints.json.dam" in err
    )
    (kept,) = tiny.workspace.state.glob("hints.json.damaged-*")
    assert kept.read_text() == "{"
    assert "hint 2 of" in run("hint", "double", "double")[1]


def test_a_hint_is_given_where_it_cannot_be_recorded(run, tiny):
    tiny.workspace.state.write_text("a file where the folder should be")
    status, out, err = run("hint", "double", "double")
    assert (status, "hint 1 of" in out) == (0, True)
    assert "The hint is not recorded: " in err
