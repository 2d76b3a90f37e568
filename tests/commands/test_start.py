"""`nnkata start`: the learner's katas beside the reference."""

WRONG = "def double(x):\n    return x\n"


def test_start_shows_the_learner_beside_the_reference(run, tiny, lines):
    tiny.mine(WRONG)
    status, out, _ = run("start")
    assert status == 0
    assert "1 double 1 of 3 tests 3 of 3 tests 3.3 of 10" in lines(out)
    assert "2 quadruple write me 2 of 2 tests 0.0 of 5" in lines(out)


def test_start_ends_on_what_shows_the_networks_and_on_the_next_step(run, tiny):
    tiny.mine(WRONG)
    *_, networks, following = run("start")[1].splitlines()
    assert networks.endswith("curves: nnkata report --subject=reference")
    assert following.startswith("Next: write katas/double/double.py")
