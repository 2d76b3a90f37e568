"""The syllabus and the facts of the katas: what is refused, and in which words."""

import os

import pytest

from nnkata.content.catalog import UNIT_SECONDS, find, read_path
from nnkata.errors import ContentError

SYLLABUS = "katas/syllabus.toml"
FACTS = "katas/double/kata.toml"
GOAL = '[[goals]]\nname = "g"\ndataset = "mnist"\nseconds = 60\n'


@pytest.fixture
def refusal(tiny):
    """Write a file, read the path, and return the message of the refusal."""

    def refused(file, text):
        tiny.write(file, text)
        with pytest.raises(ContentError) as caught:
            read_path(tiny.root / "katas")
        return str(caught.value)

    return refused


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
    message = refusal(FACTS, facts.replace("minutes", "minuts"))
    assert "kata.toml: unknown key 'minuts'. Did you mean 'minutes'?" in message


def test_a_misspelt_key_of_the_syllabus_is_named(refusal):
    message = refusal(SYLLABUS, chapter("double").replace("katas", "kata"))
    assert "syllabus.toml: unknown key 'kata'. Did you mean 'katas'?" in message


def test_a_misspelt_key_of_a_goal_is_named(refusal, facts):
    message = refusal(FACTS, facts + GOAL + "secnds = 3\n")
    assert "unknown key 'secnds'. Did you mean 'seconds'?" in message


def test_a_stranger_at_the_top_of_the_syllabus_is_named(refusal):
    message = refusal(SYLLABUS, 'colour = "red"\n' + chapter("double"))
    assert "syllabus.toml: unknown key 'colour'. Known: chapters." in message


@pytest.mark.parametrize("key", ["title", "summary", "minutes", "points", "needs"])
def test_a_missing_key_is_named(refusal, facts, key):
    lines = [line for line in facts.splitlines() if not line.startswith(key)]
    message = refusal(FACTS, "\n".join(lines))
    assert message.endswith(f"kata.toml: the key '{key}' is missing.")


def test_a_missing_key_of_a_goal_is_named(refusal, facts):
    message = refusal(FACTS, facts + GOAL.replace('dataset = "mnist"\n', ""))
    assert message.endswith("the key 'dataset' is missing.")


@pytest.mark.parametrize(
    "right, wrong, expected",
    [
        ("minutes = 5", 'minutes = "5"', "got '5', expected an integer"),
        ("minutes = 5", "minutes = true", "got True, expected an integer"),
        ("needs = []", 'needs = "none"', "got 'none', expected a list"),
        ("limit = 0.5", 'limit = "half"', "got 'half', expected a number"),
        ('title = "Twice as much"', "title = 2", "got 2, expected a string"),
    ],
)
def test_a_value_of_the_wrong_type_is_shown(refusal, facts, right, wrong, expected):
    key = right.split(" ")[0]
    message = refusal(FACTS, facts.replace(right, wrong))
    assert f"'{key}' has the wrong type: {expected}." in message


def test_a_chapter_that_is_not_a_table_is_refused(refusal):
    assert "expected a table, got 'double'" in refusal(
        SYLLABUS, 'chapters = ["double"]'
    )


def test_a_slug_that_is_not_a_string_is_refused(refusal):
    message = refusal(SYLLABUS, chapter("double", 3))
    assert message.endswith(
        "syllabus.toml: 'katas[1]' has the wrong type: got 3, expected a string."
    )


def test_a_kata_listed_twice_is_refused(refusal):
    message = refusal(SYLLABUS, chapter("double", "double"))
    assert message.endswith("lists 'double' twice. Keep one of them.")


def test_a_kata_listed_without_a_folder_suggests_its_neighbour(refusal):
    message = refusal(SYLLABUS, chapter("duble"))
    assert "lists 'duble'" in message
    assert message.endswith("Did you mean 'double'?")


def test_a_kata_must_stand_after_what_it_needs(refusal):
    message = refusal(SYLLABUS, chapter("quadruple", "double"))
    assert message == (
        "quadruple needs 'double', which the syllabus places later or not at all."
        " Move 'quadruple' below 'double' in syllabus.toml."
    )


def test_invalid_toml_is_told_with_its_line(refusal):
    message = refusal(FACTS, "title = \n")
    assert "kata.toml is not valid TOML" in message
    assert "line 1" in message


def test_a_file_that_is_not_utf_8_is_told(tiny, facts):
    (tiny.root / FACTS).write_bytes(
        facts.replace("Twice", "Zweimal für").encode("latin-1")
    )
    with pytest.raises(ContentError, match=r"kata\.toml is not valid TOML"):
        read_path(tiny.root / "katas")


@pytest.mark.parametrize(
    "line, expected",
    [
        ("at_least = { accuracy = true }", "'at_least.accuracy' has the wrong type"),
        ("at_least = { acuracy = 0.5 }", "Did you mean 'accuracy'?"),
        ("at_most = 3", "got 3, expected a table"),
        ("points = -1", "goal 'g' cannot have -1 points"),
        ("points = 10", "which leaves none of the kata's 10 to its unit tests"),
        ("required = false\npoints = 3", "goal 'g' cannot have 3 points"),
        (GOAL, "has two goals 'g'"),
    ],
)
def test_a_goal_that_cannot_be_is_refused(refusal, facts, line, expected):
    message = refusal(FACTS, f"{facts}{GOAL}{line}\n")
    assert expected in message
    assert "kata.toml" in message


def test_a_text_is_parsed_once(tiny, monkeypatch):
    tiny.kata()
    monkeypatch.delattr("tomllib.loads")
    assert tiny.kata().title == "Twice as much"


def test_a_save_is_read_again_though_size_and_time_are_the_same(tiny, facts):
    before, file = tiny.kata(), tiny.root / FACTS
    times = file.stat().st_atime_ns, file.stat().st_mtime_ns
    tiny.write(FACTS, facts.replace("points = 10", "points = 12"))
    os.utime(file, ns=times)
    assert (before.points, tiny.kata().points) == (10, 12)


def test_what_a_reader_does_to_settings_is_its_own(tiny, facts):
    tiny.write(FACTS, facts + GOAL + "settings = { hidden = [1, 2] }\n")
    tiny.kata().goal("g").settings["hidden"].append(3)
    assert tiny.kata().goal("g").settings == {"hidden": [1, 2]}


def test_a_byte_order_mark_is_not_a_part_of_the_facts(tiny, facts):
    tiny.write(FACTS, f"\ufeff{facts}")
    assert tiny.kata().title == "Twice as much"


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
def test_what_is_not_a_plain_call_is_refused(refusal, facts, call):
    message = refusal(FACTS, facts + PREDICT.replace("predict(X, w, b)", call))
    assert (
        "kata.toml: the call of [predict] must be one of the kata's functions"
        in message
    )


def test_a_misspelt_key_of_predict_is_named(refusal, facts):
    message = refusal(FACTS, facts + PREDICT.replace("call", "cal"))
    assert "unknown key 'cal'. Did you mean 'call'?" in message


def test_predict_without_a_call_is_told(refusal, facts):
    assert "the key 'call' is missing" in refusal(FACTS, facts + "[predict]\n")
