"""The syllabus and the facts of the katas: what is refused, and in which words."""

import pytest

from nnkata.content.catalog import UNIT_SECONDS, find, read_path
from nnkata.errors import ContentError

SYLLABUS = "katas/syllabus.toml"
FACTS = "katas/double/kata.toml"
GOAL = '[[goals]]\nname = "g"\ndataset = "mnist"\nseconds = 60\n'


@pytest.fixture
def refusal(tiny):
    """Write a file, read the path, and return the words of the refusal."""

    def told(file, text):
        tiny.write(file, text)
        with pytest.raises(ContentError) as caught:
            read_path(tiny.root / "katas")
        return str(caught.value)

    return told


@pytest.fixture
def facts(tiny):
    return (tiny.root / FACTS).read_text("utf-8")


def chapter(*slugs):
    return f'[[chapters]]\ntitle = "All"\nkatas = {list(slugs)}\n'


def test_the_path_is_in_the_order_of_the_syllabus(tiny):
    katas = read_path(tiny.root / "katas")
    assert [(k.number, k.slug) for k in katas] == [(1, "double"), (2, "quadruple")]


def test_a_kata_knows_its_chapter(tiny):
    assert tiny.kata().chapter == "Small numbers"


def test_what_kata_toml_leaves_out_has_a_default(tiny, facts):
    tiny.write(FACTS, facts.replace("limit = 0.5\n", ""))
    kata = tiny.kata()
    assert (kata.extras, kata.limit, kata.goals) == ((), UNIT_SECONDS, ())
    assert kata.float32


def test_what_a_goal_leaves_out_has_a_default(tiny, facts):
    tiny.write(FACTS, facts + GOAL)
    goal = tiny.kata().goal("g")
    assert (goal.inputs, goal.seed, goal.required, goal.seconds) == (
        "flat",
        0,
        True,
        60.0,
    )


def test_a_misspelt_key_is_named_with_its_file_and_a_suggestion(refusal, facts):
    told = refusal(FACTS, facts.replace("minutes", "minuts"))
    assert "kata.toml: unknown key 'minuts'. Did you mean 'minutes'?" in told


def test_a_misspelt_key_of_the_syllabus_is_named(refusal):
    told = refusal(SYLLABUS, chapter("double").replace("katas", "kata"))
    assert "syllabus.toml: unknown key 'kata'. Did you mean 'katas'?" in told


def test_a_misspelt_key_of_a_goal_is_named(refusal, facts):
    told = refusal(FACTS, facts + GOAL + "secnds = 3\n")
    assert "unknown key 'secnds'. Did you mean 'seconds'?" in told


def test_a_stranger_at_the_top_of_the_syllabus_is_named(refusal):
    told = refusal(SYLLABUS, 'colour = "red"\n' + chapter("double"))
    assert "syllabus.toml: unknown key 'colour'. Known: chapters." in told


@pytest.mark.parametrize("key", ["title", "summary", "minutes", "points", "needs"])
def test_a_missing_key_is_named(refusal, facts, key):
    lines = [line for line in facts.splitlines() if not line.startswith(key)]
    told = refusal(FACTS, "\n".join(lines))
    assert told.endswith(f"kata.toml: the key '{key}' is missing.")


def test_a_missing_key_of_a_goal_is_named(refusal, facts):
    told = refusal(FACTS, facts + GOAL.replace('dataset = "mnist"\n', ""))
    assert told.endswith("the key 'dataset' is missing.")


@pytest.mark.parametrize(
    "right, wrong, expected",
    [
        ("minutes = 5", 'minutes = "5"', "got '5', expected a whole number"),
        ("minutes = 5", "minutes = true", "got True, expected a whole number"),
        ("needs = []", 'needs = "none"', "got 'none', expected a list"),
        ("limit = 0.5", 'limit = "half"', "got 'half', expected a number"),
        ('title = "Twice as much"', "title = 2", "got 2, expected a text"),
    ],
)
def test_a_value_of_the_wrong_kind_is_shown(refusal, facts, right, wrong, expected):
    key = right.split(" ")[0]
    told = refusal(FACTS, facts.replace(right, wrong))
    assert f"'{key}' has the wrong kind: {expected}." in told


def test_a_chapter_that_is_no_table_is_refused(refusal):
    assert "expected a table, got 'double'" in refusal(
        SYLLABUS, 'chapters = ["double"]'
    )


def test_a_slug_that_is_no_text_is_refused(refusal):
    told = refusal(SYLLABUS, chapter("double", 3))
    assert told.endswith("syllabus.toml: 'katas' must list texts, got 3.")


def test_a_kata_listed_twice_is_refused(refusal):
    told = refusal(SYLLABUS, chapter("double", "double"))
    assert told.endswith("lists 'double' twice. Keep one of them.")


def test_a_kata_listed_without_a_folder_suggests_its_neighbour(refusal):
    told = refusal(SYLLABUS, chapter("duble"))
    assert "lists 'duble'" in told
    assert told.endswith("Did you mean 'double'?")


def test_a_kata_must_stand_after_what_it_needs(refusal):
    told = refusal(SYLLABUS, chapter("quadruple", "double"))
    assert told == (
        "quadruple needs 'double', which the syllabus places later or not at all."
        " Move 'quadruple' below 'double' in syllabus.toml."
    )


def test_invalid_toml_is_told_with_its_line(refusal):
    told = refusal(FACTS, "title = \n")
    assert "kata.toml is not valid TOML" in told
    assert "line 1" in told


def test_a_file_that_is_not_utf_8_is_told(tiny, facts):
    (tiny.root / FACTS).write_bytes(
        facts.replace("Twice", "Zweimal für").encode("latin-1")
    )
    with pytest.raises(ContentError, match=r"kata\.toml is not valid TOML"):
        read_path(tiny.root / "katas")


def test_a_missing_syllabus_is_told(tiny):
    with pytest.raises(ContentError, match=r"syllabus\.toml is missing\.$"):
        read_path(tiny.root)


def test_a_kata_is_found_by_its_number(tiny):
    assert find(read_path(tiny.root / "katas"), "2").slug == "quadruple"


def test_an_unknown_kata_suggests_its_neighbour(tiny):
    with pytest.raises(ContentError) as caught:
        tiny.kata("quadrupel")
    assert "no kata 'quadrupel'. Did you mean 'quadruple'?" in str(caught.value)


PREDICT = '[predict]\ncall = "predict(X, w, b)"\n'


def test_a_kata_names_the_call_that_its_network_answers_with(tiny, facts):
    tiny.write(FACTS, facts + PREDICT)
    assert tiny.kata().predict == "predict(X, w, b)"


def test_a_kata_without_a_network_names_no_call(tiny):
    assert tiny.kata().predict == ""


@pytest.mark.parametrize(
    "call",
    [
        "forward(X, P)[0]",
        "softmax(forward(X, layers)[-1])",
        "share(X, P=P, train=False)",
        "predict(X, 0.5, 'relu')",
    ],
)
def test_a_call_may_have_parts_and_constants(tiny, facts, call):
    tiny.write(FACTS, facts + PREDICT.replace("predict(X, w, b)", call))
    assert tiny.kata().predict == call


@pytest.mark.parametrize(
    "call",
    [
        "",
        "predict",
        "predict(w, b)",
        "predict(X, w",
        "predict(X); exit()",
        "kata.predict(X)",
        "X.sum(w)",
        "(lambda X: X)(X)",
        "predict(X) + 1",
        "[predict(X) for X in w]",
        "predict(X, *w)",
        "predict((y := X))",
        "predict(f'{X}')",
        "(" * 300 + "X" + ")" * 300,
    ],
)
def test_what_is_no_plain_call_is_refused(refusal, facts, call):
    told = refusal(FACTS, facts + PREDICT.replace("predict(X, w, b)", call))
    assert (
        "kata.toml: the call of [predict] must be one of the kata's functions" in told
    )


def test_a_misspelt_key_of_predict_is_named(refusal, facts):
    told = refusal(FACTS, facts + PREDICT.replace("call", "cal"))
    assert "unknown key 'cal'. Did you mean 'call'?" in told


def test_predict_without_a_call_is_told(refusal, facts):
    assert "the key 'call' is missing" in refusal(FACTS, facts + "[predict]\n")
