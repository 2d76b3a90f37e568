"""The proof of a kata: a sound one is proved, and all that is not sound is named."""

import pytest

MOST_WRONG = '''"""Twice as much."""


def double(x):
    """Twice the number x; 0 stays 0."""
    y = x * 1 + x * 1
    return abs(y)
'''
HINTS = """[double]
steps = ["Say x * 1 + x * 1, and return it.", "What is twice 3?"]

[halve]
steps = ["What is half of 6?", "Which sign does it have?", "It is a product."]
"""
EXCUSE = '[[mutant]]\nfunction = "double"\nbecomes = "return 3 * x"\nreason = "?"\n'


@pytest.fixture
def problems(run):
    """What `nnkata dev check double` says after its table."""

    def found():
        out = run("dev", "check", "double")[1]
        return out[out.index("| `double` |") :].splitlines()[1:]

    return found


def test_a_sound_kata_is_proved_with_its_counts(run):
    status, out, _ = run("dev", "check", "double")
    assert (status, out.splitlines()[-1]) == (0, "Proved.")
    assert "| `double` | 3 | 1 | 1 | 5 of 5 | 0 | 1 of 1 |" in out


def test_with_an_extra_only_tests_that_reach_a_change_run_and_the_counts_are_the_same(
    tiny, run
):
    facts = tiny.root / "katas/double/kata.toml"
    facts.write_text(facts.read_text("utf-8") + 'extras = ["numpy"]\n', "utf-8")
    run("dev", "stub", "double")
    assert (
        "| `double` | 3 | 1 | 1 | 5 of 5 | 0 | 1 of 1 |"
        in run("dev", "check", "double")[1]
    )


def test_mistakes_that_pass_and_right_answers_that_fail_are_named(tiny, problems):
    added = (tiny.root / "solutions/double/right/sum.py").read_text("utf-8")
    tiny.write("solutions/double/mistakes/added.py", added)
    tiny.write("solutions/double/right/root.py", "def double(x):\n    return x**2\n")
    tiny.write("solutions/double/equivalent.toml", EXCUSE)
    told = problems()
    assert told[:2] == [
        "double: mistake added passes the spec",
        "double: mistakes not diagnosed as themselves: added",
    ]
    refused = "double: right answer root is refused by test_double_of_three_is_six: "
    assert told[2].startswith(refused)
    assert told[3:] == [
        "double: equivalent.toml excuses a mutant that dies or is gone: double:"
        " return 3 * x"
    ]


def test_what_is_wrong_with_a_reference_and_its_hints_is_named(tiny, problems):
    tiny.write("solutions/double/double.py", MOST_WRONG)
    tiny.write("katas/double/hints.toml", HINTS)
    told = problems()
    assert told[0].startswith(
        "double: reference: test_double_keeps_the_sign: double(-1)"
    )
    assert set(told) >= {
        "double: hints: double: 2 hints, expected 3",
        "double: hints: double: an early hint contains `x * 1 + x * 1`",
        "double: hints: hints for 'halve', which is not a function",
    }


def test_a_mutant_that_lives_and_a_stale_list_of_tests_are_named(tiny, problems):
    spec = tiny.root / "katas/double/test_double.py"
    spec.write_text(spec.read_text("utf-8").partition("def test_double_of_three")[0])
    told = problems()
    assert "double: tests.json is out of date: nnkata dev stub double" in told
    assert "double: mutant lives: double: return 3 * x" in told
    assert "double: mistake squared passes the spec" in told
