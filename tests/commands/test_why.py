"""`nnkata why`: the reasons, once the kata is passed."""

import pytest


@pytest.mark.parametrize("verb", ["diff", "why"])
def test_nothing_is_given_away_before_passing(run, verb):
    status, out, err = run(verb, "double")
    assert (status, out) == (2, "")
    assert "You have not passed double yet" in err
    assert "Add --yes" in err


def test_why_shows_the_reasons_to_who_insists(run):
    assert "A product says it in one word." in run("why", "double", "--yes")[1]
