"""`nnkata reset`: fresh stubs, and backups of what was there."""


def test_reset_writes_a_fresh_stub(run, tiny):
    stub = tiny.kata().stub.read_text("utf-8")
    tiny.solve()
    run("reset", "double")
    assert tiny.kata().stub.read_text("utf-8") == stub


def test_reset_keeps_a_backup(run, tiny):
    mine = tiny.mine("# my work\n").read_text("utf-8")
    out = run("reset", "double")[1]
    (backup,) = (tiny.workspace.state / "backups").iterdir()
    assert backup.read_text("utf-8") == mine
    assert backup.name in out


def test_reset_of_a_fresh_stub_keeps_no_backup(run, tiny):
    assert run("reset", "double")[1] == "double: a fresh stub\n"
    assert not (tiny.workspace.state / "backups").exists()


def test_reset_brings_back_a_missing_file(run, tiny):
    tiny.kata().stub.unlink()
    run("reset", "double")
    assert tiny.kata().stub.is_file()


def test_reset_forgets_the_pass(run, tiny):
    tiny.passed()
    run("reset", "double")
    assert "0 of 2 katas passed" in run()[1]


def test_reset_of_all_takes_every_kata(run):
    assert run("reset", "--all")[1].count("a fresh stub") == 2


def test_reset_of_nothing_asks_for_a_name(run):
    status, _, err = run("reset")
    assert status == 2
    assert "Name the katas to reset, or use --all." in err


def test_a_workspace_with_other_line_ends_has_nothing_to_keep(run, tiny, with_crlf):
    with_crlf(tiny.root)
    run("reset", "--all")
    run("again", "double")
    assert not (tiny.workspace.state / "backups").exists()
