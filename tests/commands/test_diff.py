"""`nnkata diff`: from the learner's answer to the reference."""


def test_diff_shows_the_reference_to_who_insists(run):
    assert "+    return 2 * x\n" in run("diff", "double", "--yes")[1]


def test_diff_shows_the_reference_after_passing(run, tiny):
    tiny.passed()
    assert "+    return 2 * x" in run("diff", "double")[1]


def test_diff_of_the_reference_itself_says_so(run, tiny):
    tiny.solve()
    assert "is identical to the reference" in run("diff", "double", "--yes")[1]
