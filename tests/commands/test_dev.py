"""`nnkata dev`: stubs from the references."""

WRONG = "def double(x):\n    return x\n"


def test_fresh_stubs_are_no_complaint(run):
    assert run("dev", "stub", "--check") == (0, "", "")


def test_a_stale_stub_is_a_complaint(run, tiny):
    tiny.mine(WRONG)
    status, out, _ = run("dev", "stub", "--check")
    assert (status, out) == (1, "double: the stub differs. nnkata dev stub double\n")


def test_stubs_are_written_from_the_references(run, tiny):
    tiny.mine(WRONG)
    run("dev", "stub")
    assert run("dev", "stub", "--check")[0] == 0


def test_stubs_with_other_line_ends_are_current(run, tiny, with_crlf):
    with_crlf(tiny.root / "katas")
    assert run("dev", "stub", "--check")[0] == 0
