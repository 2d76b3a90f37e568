"""`nnkata again`: a kata from its beginning."""

MINE = "def double(x):\n    return x + x\n"


def test_again_begins_with_a_fresh_stub(run, tiny):
    stub = tiny.kata().stub.read_text("utf-8")
    tiny.mine(MINE)
    run("again", "double")
    assert tiny.kata().stub.read_text("utf-8") == stub


def test_again_keeps_the_attempt(run, tiny):
    tiny.mine(MINE)
    out = run("again", "double")[1]
    (backup,) = (tiny.workspace.state / "backups").iterdir()
    assert backup.read_text("utf-8") == MINE
    assert backup.name in out


def test_again_forgets_the_pass(run, tiny):
    tiny.passed()
    run("again", "double")
    assert "0 of 2 katas passed" in run()[1]


def test_again_forgets_the_hints_of_the_kata_and_no_others(run, tiny):
    for words in (["double", "double"], ["quadruple", "octuple"]):
        run("hint", *words)
    run("again", "double")
    assert "hint 2" not in run("hint", "double", "double")[1]
    assert "octuple, hint 2 of 3" in run("hint", "quadruple", "octuple")[1]


def test_again_suggests_a_near_name(run):
    status, _, err = run("again", "doubel")
    assert (status, "Did you mean 'double'?" in err) == (2, True)
